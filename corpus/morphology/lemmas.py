"""From text to tokens with lemmas: the same function of a word for documents and for queries."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache

from corpus.languages import LANGUAGES, USUAL, WORD, fold, language, script, writing
from corpus.model import Passage, Span, Token
from corpus.morphology.dictionaries import readings
from corpus.morphology.reading import Reading
from corpus.tokens import TokenTable, Word

STEM = 5


def lemmatise(text: str, passages: Sequence[Passage]) -> TokenTable:
    """Every word of ``passages`` with the lemma that its context suggests and the others it may have."""
    known: dict[Word, int] = {}
    columns = array("I"), array("I"), array("I"), array("I")
    word_ids, starts, lengths, positions = columns
    position = 0
    for passage in passages:
        opens = True
        for match in WORD.finditer(text, passage.span.start, passage.span.stop):
            start, stop = match.span()
            word = _read(match.group(), passage.language, opens)
            opens = False
            word_ids.append(known.setdefault(word, len(known)))
            starts.append(start)
            lengths.append(stop - start)
            positions.append(position)
            position += 1
        position += TokenTable.PASSAGE_GAP
    return TokenTable(tuple(known), *columns)


def read_words(text: str, languages: Sequence[str]) -> list[Token]:
    """The words of a query: each with the lemmas of every language of the archive that is written in its script.

    ``lemma`` is the likeliest of the first language that knows the word; a text's own lemma is always among them.
    """
    return [Token(Span(*match.span()), *_ask(match.group(), tuple(languages))) for match in WORD.finditer(text)]


@lru_cache(maxsize=500_000)
def _read(word: str, code: str, opens: bool) -> Word:
    spoken = _spoken(word, code)
    found = readings(word, spoken)
    ordered = _by_case(found, word, opens)
    return _word(fold(word), ordered, _stems(fold(word), (spoken,), found))


@lru_cache(maxsize=50_000)
def _ask(word: str, codes: tuple[str, ...]) -> Word:
    form = fold(word)
    written = script(form)
    spoken = [each.code for each in writing(map(language, codes), written)]
    spoken += [code for code in (USUAL.get(written),) if code and code not in spoken]
    found = [reading for code in spoken for reading in readings(word, code)] or list(readings(word, "und"))
    found.sort(key=lambda reading: not reading.known)
    return _word(form, found, _stems(form, spoken, found))


def _spoken(word: str, code: str) -> str:
    """The language to read ``word`` in: the passage's, or for another script the usual one («Climate» in a Russian text)."""
    written = script(word)
    if code in LANGUAGES and (not written or written in language(code).scripts):
        return code
    return USUAL.get(written, code)


def _by_case(found: Sequence[Reading], word: str, opens: bool) -> list[Reading]:
    """Names first for a capital inside a sentence («у Евы»), last for a small letter («ели»)."""
    if word[:1].islower():
        return sorted(found, key=lambda reading: reading.is_name)
    if not opens and word[:1].isupper() and not word.isupper():
        return sorted(found, key=lambda reading: not reading.is_name)
    return list(found)


def _word(form: str, found: Iterable[Reading], stems: tuple[str, ...]) -> Word:
    lemmas = tuple(dict.fromkeys(reading.lemma for reading in found))
    return form, lemmas[0], lemmas[1:], stems


def _stems(form: str, codes: Iterable[str], found: Sequence[Reading]) -> tuple[str, ...]:
    if len(form) < STEM or not form.isalpha():
        return ()
    needed = any(language(code).stems for code in codes) or not any(reading.known for reading in found)
    return (form[:STEM],) if needed else ()
