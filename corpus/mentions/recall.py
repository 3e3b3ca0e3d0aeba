"""Names met once are recognised again: a person or organisation found in one sentence is found in all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.languages import fold
from corpus.mentions.draft import Draft
from corpus.mentions.heads import heads
from corpus.mentions.slavic import spellings
from corpus.mentions.words import OPENING, Word
from corpus.model import EntityType, Passage, Span

_RECALLED = frozenset({EntityType.ORGANISATION, EntityType.PROGRAMME})
_SLAVIC = ("ru", "uk")


def recall(text: str, passages: Sequence[Passage], words: Sequence[Sequence[Word]], named: Sequence[Draft]) -> list[Draft]:
    """Further places of the document's programmes and organisations: the same words in any case, or a head word alone."""
    programmes = {
        fold(draft.name.split()[0]): draft for draft in named if draft.type is EntityType.PROGRAMME and " " in draft.name
    }
    found: list[Draft] = []
    for passage, passage_words in zip(passages, words, strict=True):
        if programmes and passage.language in _SLAVIC:
            found += _by_head_alone(passage_words, passage.language, programmes)
    return found


def _by_head_alone(words: Sequence[Word], language: str, programmes: Mapping[str, Draft]) -> list[Draft]:
    """«взятых по Соглашению», «сторонниками «Соглашения»»: the one programme of the document with that head word."""
    known = heads(language).programmes & programmes.keys()
    found = []
    for index, word in enumerate(words):
        if word.capital and not word.first and not known.isdisjoint(spellings(word.text, language)):
            quoted = index and words[index - 1].text in OPENING
            alone = index + 1 >= len(words) or not words[index + 1].capital
            if alone and (quoted or not word.first):
                head = next(lemma for lemma in spellings(word.text, language) if lemma in known)
                whole = programmes[head]
                rule = f"the only {whole.name} of the document"
                found.append(replace(whole, span=Span(word.span.start, word.span.stop), rule=rule, score=0.6, sure=False))
    return found
