"""One word as typed, with the signs it may carry: ``!форма``, ``слов*``, ``слово~2``, ``слово^2``, ``@имя``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.query.fields import field_named
from indexer.query.refusal import Refusal
from indexer.query.tree import Boost, Entity, Fuzzy, Node, Wildcard, Word

LETTER = re.compile(r"\w")
OPERATORS = frozenset("OR ИЛИ АБО НЕМЕСЕ AND И І Й ТА ЖӘНЕ".split())
NEGATIONS = frozenset("NOT НЕ ЕМЕС".split())

_EDGES = ".,;:!?…'’‘`[]{}<>|/\\–—-_+=*~^@&"
_WEIGHT = re.compile(r"(?<=[\w*~])\^(.*)\Z", re.DOTALL)
_DISTANCE = re.compile(r"(?<=[\w*])~(\d*)[,.;:!?]*\Z")
_NUMBER = re.compile(r"\d{1,3}(\.\d{1,2})?\Z", re.ASCII)
_WILD = re.compile(r"\*|(?<=[\w*])\?(?=[\w*])")
_SHORTEST = 2
_FUZZY_SHORTEST, _FUZZY_LONG = 3, 6
_HEAVIEST = 100

_REFUSED = (
    # what a word may not hold: pattern, what is wrong with it, what to type instead
    (re.compile(r"\A~\d*\Z"), "the distance stands between two words", 'write a ~5 b, or "a b"~5'),
    (re.compile(r"\A\^[\d.]*\Z"), "the weight stands right after what it weighs", 'write word^2 or "a phrase"^2'),
    (
        re.compile(r"\A/\w*\Z"),
        "this is no operator",
        "write /s for the same sentence, /p for the same passage, /…/ for a pattern",
    ),
    (re.compile(r"\|"), "| is not an operator here", "write OR between the words"),
    (re.compile(r"&&"), "&& is not an operator here", "all words are wanted anyway: write them side by side"),
    (re.compile(r"\A-(?=\w)"), "what is left out cannot lie near", "write it at the end of the query: a ~5 b -c"),
    (re.compile(r"\A#(?=\w)"), "# is not a sign here", "write the word without it"),
)


@dataclass(frozen=True, slots=True)
class Nothing:
    """Punctuation that stood alone, «Алматы — Тараз»: it asks for nothing."""

    start: int


def read_word(text: str, start: int) -> Node | Nothing:
    """What a word with its signs asks for. Raises Refusal."""
    if "://" in text:
        return plain_word(text, start)
    for pattern, reason, advice in _REFUSED:
        found = pattern.search(text)
        if found:
            raise Refusal(start + found.start(), reason, advice)
    if text in OPERATORS:
        raise Refusal(start, f"{text} has no word before it", f'put a word on both sides, or write "{text}" to search for it')
    if text.endswith(":") and field_named(text[:-1]) is not None:
        raise Refusal(start, f"{text} has no value", f"write the value right after the colon: {text}…")
    weighed = _WEIGHT.search(text)
    if weighed:
        weight = read_weight(weighed[1], start + weighed.start())
        part = read_word(text[: weighed.start()], start)
        return part if isinstance(part, Nothing) else Boost(part, weight)
    return _signed(text, start)


def read_weight(typed: str, start: int) -> float:
    """The number after «^». Raises Refusal unless it is above 0 and at most 100."""
    weight = float(typed) if _NUMBER.match(typed) else 0.0
    if not 0 < weight <= _HEAVIEST:
        raise Refusal(start, f"'^{typed}' is no weight", f"write a number up to {_HEAVIEST}, such as ^2 or ^0.5")
    return weight


def read_distance(typed: str, farthest: int, start: int) -> int:
    """The number after «~» between or behind words. Raises Refusal."""
    if not typed.isascii() or not typed.isdigit():
        raise Refusal(start, f"'~{typed}' is no distance", "write how many other words may lie between: ~5")
    if int(typed) > farthest:
        raise Refusal(start, f"a distance is at most {farthest} words", "write /p for words of the same passage")
    return int(typed)


def _signed(text: str, start: int) -> Node | Nothing:
    if text[:1] in "!=" and LETTER.match(text[1:2]):
        return _exact(text[1:], start + 1)
    if text[:1] == "@" and LETTER.match(text[1:2]):
        bare = text[1:].rstrip(_EDGES)
        return Entity(bare, start + 1)
    fuzzy = _DISTANCE.search(text)
    if fuzzy:
        return _fuzzy(text[: fuzzy.start()], fuzzy[1], start)
    wild = _WILD.search(text)
    if wild:
        return _wildcard(text, start, start + wild.start())
    return plain_word(text, start)


def _exact(text: str, start: int) -> Word | Nothing:
    wild = _WILD.search(text) or _DISTANCE.search(text)
    if wild:
        raise Refusal(start + wild.start(), f"'{wild[0]}' asks for many forms, ! and = for one", "choose one of the two")
    found = plain_word(text, start)
    return Word(found.text, found.start, exact=True) if isinstance(found, Word) else found


def _fuzzy(text: str, typed: str, start: int) -> Fuzzy:
    sign = start + len(text)
    word = plain_word(text, start)
    if typed not in ("", "1", "2"):
        raise Refusal(sign, f"'~{typed}' is no likeness", "write ~1 or ~2: how many letters may differ")
    if "*" in text or isinstance(word, Nothing):
        raise Refusal(sign, "* and ~ do not stand together", "choose one of the two")
    if len(word.text) < _FUZZY_SHORTEST:
        raise Refusal(sign, f"a word of less than {_FUZZY_SHORTEST} letters is like too many others", "type a longer word")
    return Fuzzy(word.text, int(typed) if typed else 1 + (len(word.text) >= _FUZZY_LONG), word.start)


def _wildcard(text: str, start: int, sign: int) -> Wildcard:
    bare = text.strip(_EDGES.replace("*", ""))
    if len(LETTER.findall(bare)) < _SHORTEST:
        raise Refusal(sign, "too many words are like that", f"type at least {_SHORTEST} letters of the word beside * or ?")
    return Wildcard(bare, start + text.index(bare))


def plain_word(text: str, start: int) -> Word | Nothing:
    """The word without punctuation at its edges."""
    bare = text.strip(_EDGES)
    return Word(bare, start + text.index(bare)) if LETTER.search(bare) else Nothing(start)
