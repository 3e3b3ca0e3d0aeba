"""From text to tokens with lemmas: the same function of a word for documents and for queries."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Sequence
from functools import lru_cache

from corpus.languages import USUAL, WORD, fold, language, scan_span, script, writing
from corpus.languages.words import Scan
from corpus.model import Passage, Span, Token
from corpus.morphology import choice
from corpus.morphology.choice import EDGES, Neighbour
from corpus.morphology.dictionaries import readings
from corpus.morphology.lexicon import brief_readings
from corpus.morphology.met import OPEN, Entry, Memory, Met, remembered, stems_of
from corpus.morphology.tags import Shown
from corpus.tokens import TokenTable, Word

# A query word that is a dictionary form is meant as it stands, unless its other readings are far likelier
_AS_TYPED = 0.05
_BEFORE: Neighbour = ("", EDGES[0])
_AFTER: Neighbour = ("", EDGES[1])


def lemmatise(text: str, passages: Sequence[Passage]) -> TokenTable:
    """Every word of ``passages`` with the lemma that its context suggests and the others it may have."""
    memory = remembered()
    numbers: list[int] = []
    starts, lengths, positions = array("I"), array("I"), array("I")
    position = 0
    vocabulary = _vocabulary(text, passages)
    for passage in passages:
        said = scan_span(text, passage.span)
        read = _read_passage(said, passage, memory)
        if passage.language in vocabulary:
            read = _attest(read, vocabulary[passage.language], memory)
        numbers += read
        starts.extend(said.starts)
        lengths.extend(map(len, said.words))
        positions.extend(range(position, position + len(read)))
        position += len(read) + TokenTable.PASSAGE_GAP
    places = {number: place for place, number in enumerate(dict.fromkeys(numbers))}
    word_ids = array("I", list(map(places.__getitem__, numbers)))
    return TokenTable(tuple(map(memory.tokens.__getitem__, places)), word_ids, starts, lengths, positions)


def read_words(text: str, languages: Sequence[str]) -> list[Token]:
    """The words of a query: each with the lemmas of every language of the archive that is written in its script.

    ``lemma`` is the likeliest of the first language that knows the word; where one knows it, others' guesses are left out but
    those that the word is a surname or stands as it is: «Шакиров» is no form of «шакир» only.
    """
    return [Token(Span(*match.span()), *_ask(match.group(), tuple(languages))) for match in WORD.finditer(text)]


def neighbours(
    said: Scan, shown: Callable[[str], Shown], openings: Container[int], index: int
) -> tuple[tuple[Neighbour, Neighbour], tuple[Neighbour, Neighbour]]:
    """Two words before the one at ``index`` and two after, nearest first, within its sentence; ``openings`` begin one."""
    words, gaps = said.words, said.gaps
    left = further = _BEFORE
    if index not in openings:
        left = _sign(gaps[index]), shown(words[index - 1])
        if index - 1 not in openings:
            further = _sign(gaps[index - 1]), shown(words[index - 2])
    right = furthest = _AFTER
    following, last = index + 1, len(words)
    if following < last and following not in openings:
        right = _sign(gaps[following]), shown(words[following])
        following += 1
        if following < last and following not in openings:
            furthest = _sign(gaps[following]), shown(words[following])
    return (left, further), (right, furthest)


def languages_asked(word: str, codes: Iterable[str]) -> list[str]:
    """Those of ``codes`` whose dictionaries a word of a query is looked up in: they are written in its script."""
    written = script(fold(word))
    spoken = [each.code for each in writing(map(language, codes), written)]
    return spoken + [code for code in (USUAL.get(written),) if code and code not in spoken]


def _vocabulary(text: str, passages: Sequence[Passage]) -> dict[str, set[str]]:
    """The document's own words, for each of its languages whose lemmas are only guessed by endings."""
    found: dict[str, set[str]] = {}
    for passage in passages:
        if language(passage.language).suffixes:
            found.setdefault(passage.language, set()).update(map(fold, scan_span(text, passage.span).words))
    return found


def _attest(numbers: Sequence[int], vocabulary: set[str], memory: Memory) -> list[int]:
    """The tokens with a stem first that the document has as a word: «Астанада» is of «Астана» where that is written too."""
    better = {number: memory.number(_attested(memory.tokens[number], vocabulary)) for number in set(numbers)}
    return [better[number] for number in numbers]


def _attested(word: Word, vocabulary: set[str]) -> Word:
    form, lemma, others, stems = word
    if lemma != form and lemma in vocabulary:
        return word
    seen = next((other for other in others if other != form and other in vocabulary), None)
    return word if seen is None else (form, seen, (lemma, *(other for other in others if other != seen)), stems)


def _read_passage(said: Scan, passage: Passage, memory: Memory) -> list[int]:
    """The number of each word's token."""
    met = memory.met(passage.language)
    numbers = list(map(met.__getitem__, said.words))
    if OPEN in numbers:
        openings = {0, *(bisect_left(said.starts, sentence.start) for sentence in passage.sentences)}
        for index, number in enumerate(numbers):
            if number == OPEN:
                numbers[index] = _place(said, met, openings, index, memory)
    return numbers


def _place(said: Scan, met: Met, openings: Container[int], index: int, memory: Memory) -> int:
    """The token of a word for which its place may decide."""
    entry = met.entries[said.words[index]]
    opens = index in openings
    if entry.known is None:
        return entry.opening if opens else entry.inside
    before, after = neighbours(said, met.shown.__getitem__, openings, index)
    lemmas = choice.order(entry.known, opens, before, after, choice.rows(entry.code))
    return _numbered(entry, lemmas, memory)


def _numbered(entry: Entry, lemmas: tuple[str, ...], memory: Memory) -> int:
    number = entry.chosen.get(lemmas)
    if number is None:
        number = entry.chosen[lemmas] = memory.number((entry.form, lemmas[0], lemmas[1:], entry.stems))
    return number


@lru_cache(maxsize=10_000)
def _sign(gap: str) -> str:
    """The first sign between two words; "" for white space, «-» where nothing parts them."""
    return "" if gap.isspace() else gap.strip()[:1] or "-"


@lru_cache(maxsize=50_000)
def _ask(word: str, codes: tuple[str, ...]) -> Word:
    form, spoken = fold(word), languages_asked(word, codes)
    found = [reading for code in spoken for reading in brief_readings(word, code)] or list(readings(word, "und"))
    if any(reading.known for reading in found):
        found = [reading for reading in found if reading.known or reading.lemma == form or "Surn" in reading.grammemes]
    lemmas = list(dict.fromkeys(reading.lemma for reading in found))
    sure = [reading for reading in found if reading.known] or found
    if not word[:1].isupper():  # «мира» asks for no woman called Мира
        sure = [reading for reading in sure if not reading.is_name]
    # «банка» is of «банка» before «банк»; of a word no dictionary knows («Таразе») nobody can say so
    if any(reading.known and reading.lemma == form and reading.score >= _AS_TYPED for reading in sure):
        lemmas.sort(key=lambda lemma: lemma != form)
    return form, lemmas[0], tuple(lemmas[1:]), stems_of(form, spoken, found)
