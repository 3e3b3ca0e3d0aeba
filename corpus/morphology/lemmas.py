"""From text to tokens with lemmas: the same function of a word for documents and for queries."""

from __future__ import annotations

from array import array
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.languages import LANGUAGES, USUAL, WORD, fold, language, script, writing
from corpus.model import Passage, Span, Token
from corpus.morphology import choice
from corpus.morphology.choice import EDGES, Candidates, Neighbour
from corpus.morphology.dictionaries import readings
from corpus.morphology.lexicon import brief_readings
from corpus.morphology.reading import Reading
from corpus.morphology.tags import Shown, show
from corpus.tokens import TokenTable, Word

# Letters of a subword term: five recover the loss of a missing dictionary in Kazakh, Kyrgyz, Uzbek, Tajik («алматыда»)
STEM = 5
# A query word that is a dictionary form is meant as it stands, unless its other readings are far likelier
_AS_TYPED = 0.05


@dataclass(frozen=True, slots=True)
class _Entry:
    """A word as written, in one language: the token it makes when its place does not matter, and else its candidates.

    ``code`` is the language whose dictionary read it.
    """

    shown: Shown
    inside: Word
    opening: Word
    known: Candidates | None
    code: str


def lemmatise(text: str, passages: Sequence[Passage]) -> TokenTable:
    """Every word of ``passages`` with the lemma that its context suggests and the others it may have."""
    known: dict[Word, int] = {}
    columns = array("I"), array("I"), array("I"), array("I")
    word_ids, starts, lengths, positions = columns
    position = 0
    vocabulary = _vocabulary(text, passages)
    for passage in passages:
        places, said = _read_passage(text, passage)
        if passage.language in vocabulary:
            said = [_attested(word, vocabulary[passage.language]) for word in said]
        word_ids.extend([known.setdefault(word, len(known)) for word in said])
        starts.extend([start for start, _ in places])
        lengths.extend([stop - start for start, stop in places])
        positions.extend(range(position, position + len(places)))
        position += len(places) + TokenTable.PASSAGE_GAP
    return TokenTable(tuple(known), *columns)


def read_words(text: str, languages: Sequence[str]) -> list[Token]:
    """The words of a query: each with the lemmas of every language of the archive that is written in its script.

    ``lemma`` is the likeliest of the first language that knows the word; where one knows it, others' guesses are left out but
    those that the word is a surname or stands as it is: «Шакиров» is no form of «шакир» only.
    """
    return [Token(Span(*match.span()), *_ask(match.group(), tuple(languages))) for match in WORD.finditer(text)]


def _vocabulary(text: str, passages: Sequence[Passage]) -> dict[str, set[str]]:
    """The document's own words, for each of its languages whose lemmas are only guessed by endings."""
    found: dict[str, set[str]] = {}
    for passage in passages:
        if language(passage.language).suffixes:
            matches = WORD.finditer(text, passage.span.start, passage.span.stop)
            found.setdefault(passage.language, set()).update(fold(match.group()) for match in matches)
    return found


def _attested(word: Word, vocabulary: set[str]) -> Word:
    """The token with a stem first that the document has as a word: «Астанада» is of «Астана» where that is written too."""
    form, lemma, others, stems = word
    if lemma != form and lemma in vocabulary:
        return word
    seen = next((other for other in others if other != form and other in vocabulary), None)
    return word if seen is None else (form, seen, (lemma, *(other for other in others if other != seen)), stems)


def _read_passage(text: str, passage: Passage) -> tuple[list[tuple[int, int]], list[Word]]:
    matches = list(WORD.finditer(text, passage.span.start, passage.span.stop))
    places = [match.span() for match in matches]
    entries = [_read(match.group(), passage.language) for match in matches]
    openings = _openings(places, passage)
    said = [
        _place(text, places, entries, openings, index) if entry.known else entry.opening if index in openings else entry.inside
        for index, entry in enumerate(entries)
    ]
    return places, said


def _openings(places: Sequence[tuple[int, int]], passage: Passage) -> set[int]:
    """Indices of the words that begin a sentence, where a capital says nothing."""
    found = {0}
    index = 0
    for sentence in passage.sentences:
        while index < len(places) and places[index][0] < sentence.start:
            index += 1
        found.add(index)
    return found


def _place(
    text: str, places: Sequence[tuple[int, int]], entries: Sequence[_Entry], openings: Container[int], index: int
) -> Word:
    """The token of an ambiguous word where it stands."""
    entry = entries[index]
    if entry.known is None:
        return entry.inside
    before, after = neighbours(text, places, [each.shown for each in entries[max(0, index - 2) : index + 3]], openings, index)
    lemmas = choice.order(entry.known, index in openings, before, after, choice.rows(entry.code))
    form, _, _, stems = entry.inside
    return form, lemmas[0], lemmas[1:], stems


def neighbours(
    text: str, places: Sequence[tuple[int, int]], shown: Sequence[Shown], openings: Container[int], index: int
) -> tuple[list[Neighbour], list[Neighbour]]:
    """Two words before the one at ``index`` and two after, nearest first, within its sentence.

    ``places`` are those of the whole passage, ``shown`` of the words from two before to two after.
    """
    before, after = [("", EDGES[0])] * 2, [("", EDGES[1])] * 2
    first = max(0, index - 2)
    for distance in (0, 1):
        place = index - distance
        if place in openings:
            break
        before[distance] = _sign(text, places, place), shown[place - 1 - first]
    for distance in (0, 1):
        place = index + distance + 1
        if place == len(places) or place in openings:
            break
        after[distance] = _sign(text, places, place), shown[place - first]
    return before, after


def _sign(text: str, places: Sequence[tuple[int, int]], index: int) -> str:
    """The first sign between a word and the one before it; "" for white space, «-» where nothing parts them."""
    gap = text[places[index - 1][1] : places[index][0]]
    return "" if gap.isspace() else gap.strip()[:1] or "-"


@lru_cache(maxsize=100_000)
def _read(word: str, code: str) -> _Entry:
    spoken = _spoken(word, code)
    form, found = fold(word), readings(word, spoken)
    stems = _stems(form, (spoken,), found)
    known = choice.candidates(word, form, found, choice.rows(spoken))
    inside, opening = ((form, each[0], each[1:], stems) for each in (choice.alone(known, opens) for opens in (False, True)))
    return _Entry(show(form, found), inside, opening, known if choice.is_open(known) else None, spoken)


def languages_asked(word: str, codes: Iterable[str]) -> list[str]:
    """Those of ``codes`` whose dictionaries a word of a query is looked up in: they are written in its script."""
    written = script(fold(word))
    spoken = [each.code for each in writing(map(language, codes), written)]
    return spoken + [code for code in (USUAL.get(written),) if code and code not in spoken]


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
    return form, lemmas[0], tuple(lemmas[1:]), _stems(form, spoken, found)


def _spoken(word: str, code: str) -> str:
    """The language to read ``word`` in: the passage's, or for another script the usual one («Climate» in a Russian text)."""
    written = script(word)
    if code in LANGUAGES and (not written or written in language(code).scripts):
        return code
    return USUAL.get(written, code)


def _stems(form: str, codes: Iterable[str], found: Sequence[Reading]) -> tuple[str, ...]:
    if len(form) < STEM or not form.isalpha():
        return ()
    needed = any(language(code).stems for code in codes) or not any(reading.known for reading in found)
    return (form[:STEM],) if needed else ()
