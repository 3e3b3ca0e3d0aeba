"""Names met once are recognised again: a person or organisation found in one sentence is found in all of them.

A surname is known from a full name of the document, an organisation's single word from any place where it was found; words of
the dictionary («Яблоко») count in quotation marks only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from corpus.languages import fold
from corpus.mentions import people
from corpus.mentions.cases import spellings
from corpus.mentions.draft import Draft
from corpus.mentions.heads import heads
from corpus.mentions.nearby import around, overlapping
from corpus.mentions.words import OPENING, Word
from corpus.model import EntityType, Passage, Span
from corpus.morphology import is_listed_small, readings

_SHORTEST = 4
_MARKS = '«»"“”„'
_BEFORE_A_QUOTATION = 3
_CLOSING = frozenset("".join(OPENING.values()))
_SLAVIC = ("ru", "uk")
_RECALLED = (*_SLAVIC, "en")


def recall(text: str, passages: Sequence[Passage], words: Sequence[Sequence[Word]], named: Sequence[Draft]) -> list[Draft]:
    """Further places of the document's programmes, organisations and people: the same word in any case, a head word alone."""
    programmes = {
        fold(draft.name.split()[0]): draft for draft in named if draft.type is EntityType.PROGRAMME and " " in draft.name
    }
    slavic = [(seen, passage.language) for seen, passage in zip(words, passages, strict=True) if passage.language in _SLAVIC]
    found: list[Draft] = []
    for seen, language in slavic if programmes else ():
        found += _by_head_alone(seen, language, programmes)
    recalled = [
        (seen, passage.language) for seen, passage in zip(words, passages, strict=True) if passage.language in _RECALLED
    ]
    return [*found, *_again(recalled, _met(text, named), sorted(draft.span for draft in named))]


def without_surnames(text: str, named: Sequence[Draft], passages: Sequence[Passage]) -> list[Draft]:
    """The drafts without towns that are surnames of the document's people in English: «Kennedy» after «John Kennedy»."""
    surnames = {
        fold(people.surname_of(draft.name))
        for draft in named
        if draft.type is EntityType.PERSON and people.is_full(draft.name) and _is_english(draft, passages)
    }
    return [
        draft
        for draft in named
        if draft.type is not EntityType.CITY or fold(draft.span.of(text)) not in surnames or not _is_english(draft, passages)
    ]


def _is_english(draft: Draft, passages: Sequence[Passage]) -> bool:
    passage = around(passages, draft.span)
    return passage is not None and passage.language == "en"


def _met(text: str, named: Iterable[Draft]) -> dict[str, Draft]:
    """The single words that name somebody or something in a document, by every dictionary form they may have."""
    met: dict[str, Draft] = {}
    for draft in named:
        written = draft.span.of(text).strip(_MARKS).split()
        if draft.type is EntityType.PERSON and people.is_full(draft.name):
            surname = people.surname_of(draft.name)
            words, draft = {surname, written[-1]}, replace(draft, name=surname)
        elif draft.type is EntityType.ORGANISATION and not draft.link and (word := _own_word(written)):
            words = {word}
        else:
            continue
        for form in sorted(form for word in words if len(word) >= _SHORTEST for form in _forms(word, "ru")):
            met.setdefault(form, draft)
    return met


def _own_word(written: Sequence[str]) -> str:
    """The one word that names an organisation: «Ryanair», «Фольксваген» of «концерн «Фольксваген»; "" where there is none."""
    if len(written) == 1:
        return written[0]
    quoted = written[-1][:1] in OPENING and len(written) <= _BEFORE_A_QUOTATION
    return written[-1].strip(_MARKS) if quoted else ""


def _forms(word: str, language: str) -> set[str]:
    return {fold(word), *map(fold, spellings(word, language))}


def _again(passages: Iterable[tuple[Sequence[Word], str]], met: Mapping[str, Draft], taken: Sequence[Span]) -> Iterator[Draft]:
    """The words met, where they stand alone and nothing was found there.

    A word that is more often no name within sentences, where its capital says something, is none at their beginning either:
    «Brexit» was taken for a firm once.
    """
    missed: dict[str, list[Draft]] = {}
    balance: Counter[str] = Counter()
    for words, language in passages if met else ():
        for index, word in enumerate(words):
            draft = _named_by(word, language, met) if word.capital else None
            if draft is None:
                continue
            known = bool(overlapping(taken, word.span))
            balance[draft.name] += 0 if word.first else 1 if known else -1
            if not known and not _runs_on(words, index) and _may_be(words, index, language):
                again = replace(draft, span=word.span, rule="met elsewhere in the document", score=0.6, sure=False)
                missed.setdefault(draft.name, []).append(again)
    for name, drafts in missed.items():
        # a surname is sure of itself: it stands in a full name
        if balance[name] > 0 or (balance[name] == 0 and drafts[0].type is EntityType.PERSON):
            yield from drafts


def _named_by(word: Word, language: str, met: Mapping[str, Draft]) -> Draft | None:
    return next((met[form] for form in sorted(_forms(word.text, language)) if form in met), None)


def _runs_on(words: Sequence[Word], index: int) -> bool:
    """True where a capital stands right beside: the word is then a part of something else."""
    near = [*words[max(0, index - 1) : index], *words[index + 1 : index + 2]]
    return any(word.letters and word.capital and not word.first for word in near)


def _may_be(words: Sequence[Word], index: int, language: str) -> bool:
    """True for a word that the dictionary does not know as a common one, or that stands in quotation marks."""
    quoted = 0 < index < len(words) - 1 and words[index - 1].text in OPENING and words[index + 1].text in _CLOSING
    if quoted or words[index].acronym:
        return True
    if language == "en":
        return not is_listed_small(words[index].text, "en")
    return not any(option.known and not option.is_name for option in readings(words[index].text, language))


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
