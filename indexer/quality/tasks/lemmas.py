"""Lemmas of words in sentences: the one chosen in context, and whether any reading of the word has the right one.

Sentences are read as documents are, their language detected. A word that svod cuts otherwise than the gold is a wrong one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from corpus.languages import fold
from corpus.model import Span, Token
from corpus.morphology import lemmatise
from corpus.morphology.choice import lend
from corpus.morphology.met import forget
from corpus.morphology.training.cross import learn_apart
from corpus.morphology.training.seen import mark, seen
from indexer.quality.analysed import allowed_languages
from indexer.quality.gold import conllu
from indexer.quality.gold.conllu import GoldWord, Sentence
from indexer.quality.gold.files import files, language_of, tables
from indexer.quality.measures import share
from indexer.quality.speed import passages_of, speeds
from indexer.quality.tasks import Measured, set_name
from indexer.quality.values import NoGold, Options

_BAR = "|"


@dataclass(frozen=True, slots=True)
class _Counted:
    """One sentence: words judged, right ones by choice and by any reading."""

    judged: int
    chosen: int
    any: int


def measure(options: Options) -> Iterator[Measured]:
    """chosen and any, over words of letters; speed_tokens_s of processor time once the words were met, and times_slovnet.

    What a language's weights were learned from is judged by weights that are learned, here and now, from the other parts of
    the same treebanks: the figure is one for text that svod has not seen.
    """
    sentences = [each for each in _sentences(options) if each.words and options.language in ("", each.language)]
    if not sentences:
        raise NoGold(f"{options.folder}: wanted .conllu files, or a table with columns id language barred lemma")
    sample = options.sample(sentences)
    allowed = allowed_languages(*(sentence.language for sentence in sample))
    known = [sentence for sentence in sample if mark(sentence.text) in seen(sentence.language)]
    counted = [_read(sentence, allowed) for sentence in sample if mark(sentence.text) not in seen(sentence.language)]
    for code in dict.fromkeys(sentence.language for sentence in known):
        counted += _read_apart([sentence for sentence in known if sentence.language == code], code, options, allowed)
    name = set_name(options)
    yield name, share("chosen", [(each.chosen, each.judged) for each in counted])
    yield name, share("any", [(each.any, each.judged) for each in counted])
    for figure in speeds(sample, allowed):
        yield name, figure


def _read_apart(known: Sequence[Sentence], code: str, options: Options, allowed: Sequence[str]) -> Iterator[_Counted]:
    """The sentences, each read with weights that were learned without it."""
    paths = [path for path in files(options.folder, ".conllu") if language_of(path) == code]
    for weights, judged in learn_apart(paths, code):
        texts = {text for part in judged.values() for text, _ in part}
        with lend(code, weights):
            forget()
            yield from (_read(sentence, allowed) for sentence in known if sentence.text in texts)
    forget()


def _read(sentence: Sentence, allowed: Sequence[str]) -> _Counted:
    tokens = list(lemmatise(sentence.text, passages_of(sentence.text, allowed)))
    starts = [token.span.start for token in tokens]
    counted = _Counted(0, 0, 0)
    for word in sentence.words:
        if word.form.replace("-", "").isalpha():
            span = _bare(word)
            inside = tokens[bisect_left(starts, span.start) : bisect_left(starts, span.stop)]
            chosen, known = _right(sentence.text, span, fold(word.lemma), inside)
            counted = _Counted(counted.judged + 1, counted.chosen + chosen, counted.any + known)
    return counted


def _right(text: str, span: Span, lemma: str, tokens: Sequence[Token]) -> tuple[bool, bool]:
    """Whether the chosen lemma, and any, is the gold's; svod reads «пресс-секретаря» as two words, whose lemmas are joined."""
    if not tokens or (tokens[0].span.start, tokens[-1].span.stop) != (span.start, span.stop):
        return False, False
    signs = ["", *(text[one.span.stop : other.span.start] for one, other in pairwise(tokens))]
    readings = (
        [sign + fold(reading) for reading in (token.lemma, *token.readings)] for sign, token in zip(signs, tokens, strict=True)
    )
    joined = ["".join(each) for each in product(*readings)]
    return joined[0] == lemma, lemma in joined


def _bare(word: GoldWord) -> Span:
    """Where the letters of a word stand: a treebank counts the hyphen of «s-a» to its word, svod to none."""
    form = word.form
    return Span(word.span.start + len(form) - len(form.lstrip("-")), word.span.stop - len(form) + len(form.rstrip("-")))


def _sentences(options: Options) -> Iterator[Sentence]:
    yield from conllu.read(options.folder)
    for _, table in tables(options.folder, "id", "language", "barred", "lemma"):
        for row in table:
            before, form, after = row["barred"].split(_BAR)
            span = Span(len(before), len(before) + len(form))
            yield Sentence(row["language"], before + form + after, (GoldWord(span, form, row["lemma"]),))
