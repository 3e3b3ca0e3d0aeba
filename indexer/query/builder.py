"""Makes our tree while lark reads, and refuses what the language does not have rather than dropping it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lark import Token, Transformer, v_args

from corpus.errors import BadQuery
from indexer.query.dates import date_range
from indexer.query.fields import field_named, nearest
from indexer.query.tree import And, DateRange, Field, Node, Or, Phrase, Word

_EDGES = ".,;:!?…'’‘`[]{}<>|/\\–—-_+=*~^@&"
_LETTER = re.compile(r"\w")

_OPERATORS = frozenset("OR ИЛИ АБО НЕМЕСЕ AND И І ТА ЖӘНЕ".split())
_NEGATIONS = frozenset("NOT НЕ ЕМЕС".split())

EXACT_SIGN = ("the exact form is not asked for by a sign", "choose the precision 'exact' instead")

_REFUSED = (
    # what a word may not hold in this version: pattern, what it is, what to type instead
    (re.compile(r"\*"), "wildcards are not part of this version", "type the whole word: all its forms are found"),
    (re.compile(r"(?<=\w)\?(?=\w)"), "wildcards are not part of this version", "type the whole word: all its forms are found"),
    (re.compile(r"(?<=\w)~\d*\Z|\A~\d*"), "fuzzy words and distances are not part of this version", "type the word in full"),
    (re.compile(r"(?<=\w)\^[\d.]*\Z|\A\^[\d.]+"), "weights are not part of this version", "remove ^ and the number"),
    (re.compile(r"\A/\w[^/]*/?\Z"), "patterns and /s, /p are not part of this version", "use words and \"phrases\""),
    (re.compile(r"\A!(?=\w)"), *EXACT_SIGN),
    (re.compile(r"\A=(?=\w)"), *EXACT_SIGN),
    (re.compile(r"\A@(?=\w)"), "@ names no field", "name the kind: person:…, org:…, city:…"),
    (re.compile(r"\|"), "| is not an operator here", "write OR between the words"),
    (re.compile(r"&&"), "&& is not an operator here", "all words are wanted anyway: write them side by side"),
)  # fmt: skip


class Refusal(Exception):
    """A refusal on its way up from the builder, which does not see the whole query."""

    def __init__(self, position: int, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.position, self.reason, self.advice = position, reason, advice

    def about(self, query: str) -> BadQuery:
        """The same as an error for people."""
        return BadQuery(query, self.position, self.reason, self.advice)


@dataclass(frozen=True, slots=True)
class _Negative:
    part: Node
    start: int


@dataclass(frozen=True, slots=True)
class _Nothing:
    """Punctuation that stood alone, «Алматы — Тараз»: it asks for nothing."""

    start: int


def _place(token: Token) -> int:
    return int(token.start_pos or 0)


class Builder(Transformer[Token, Any]):
    """Callbacks of the grammar's rules, bottom-up; each gets what its parts became."""

    @v_args(inline=True)
    def start(self, node: Any) -> Node:
        if isinstance(node, _Nothing):
            raise Refusal(node.start, "there is no word to search for", "type a word or a number")
        return _wanted(node)

    def both(self, parts: list[Any]) -> Any:
        kept = [part for part in parts if not isinstance(part, _Nothing | Token)]
        if not kept:
            return next(part for part in parts if isinstance(part, _Nothing))
        wanted = [part for part in kept if not isinstance(part, _Negative)]
        unwanted = [part.part for part in kept if isinstance(part, _Negative)]
        if not wanted:
            raise Refusal(kept[0].start, *_ONLY_NEGATIVE)
        if len(wanted) == 1 and not unwanted:
            return wanted[0]
        return And(tuple(_flat(And, wanted)), tuple(unwanted))

    def either(self, parts: list[Any]) -> Or:
        for operator, part in zip(parts[1::2], parts[2::2], strict=True):
            if isinstance(part, _Nothing):
                raise Refusal(_place(operator), f"{operator} has no word after it", "put a word on both sides of it")
        if isinstance(parts[0], _Nothing):
            raise Refusal(parts[0].start, f"{parts[1]} has no word before it", "put a word on both sides of it")
        return Or(tuple(_flat(Or, [_wanted(part) for part in parts[::2]])))

    def negative(self, parts: list[Any]) -> Any:
        operator, part = parts
        if isinstance(part, _Nothing):
            raise Refusal(_place(operator), f"{operator} has no word after it", "write the word to exclude right after it")
        if isinstance(part, _Negative):
            return part.part
        return _Negative(part, _place(operator))

    @v_args(inline=True)
    def word(self, token: Token) -> Word | _Nothing:
        return _word(str(token), _place(token))

    @v_args(inline=True)
    def value(self, token: Token) -> Word | _Nothing:
        text, start = str(token), _place(token)
        if text in _OPERATORS | _NEGATIONS:
            raise Refusal(start, f"{text} is an operator, not a value", f'write "{text}" to search for the word itself')
        if text.startswith(("[", "{")):
            raise Refusal(start, "a range is not written so", _RANGES)
        if text.startswith("-"):
            raise Refusal(start, "the minus stands inside the field", "put it before the field's name: -field:value")
        inner, colon, _ = text.partition(":")
        if colon and field_named(inner) is not None:
            raise Refusal(start, *_FIELD_IN_FIELD)
        return _word(text, start)

    @v_args(inline=True)
    def phrase(self, token: Token) -> Phrase | _Nothing:
        return _phrase(str(token), _place(token))

    @v_args(inline=True)
    def field(self, name: Token, value: Any) -> Field | Word | _Nothing:
        typed, start = str(name)[:-1], _place(name)
        known = field_named(typed)
        if known is None:
            raise Refusal(start, f"there is no field '{typed}'", _did_you_mean(typed))
        if isinstance(value, _Nothing):
            raise Refusal(start, f"{typed}: has no value", f"write the value right after the colon: {typed}:…")
        if isinstance(value, _Negative):
            raise Refusal(value.start, *_ONLY_NEGATIVE)
        inner = _inner_field(value)
        if inner is not None:
            raise Refusal(inner.start, *_FIELD_IN_FIELD)
        return Field(known, value, start)

    @v_args(inline=True)
    def dates(self, name: Token, value: Token) -> DateRange:
        text = str(value).strip('"«»“”„,;')
        days = date_range(text)
        if days is None:
            raise Refusal(_place(value), f"'{text}' is not a date or range of dates", _DATES)
        return DateRange(*days, _place(name))


_ONLY_NEGATIVE = ("only words to exclude", "add a word that must be there: what to search for, then what to leave out")
_FIELD_IN_FIELD = ("a field within a field", "end the first field before the second: город:Ош язык:ru")
_RANGES = "ranges are for dates: date:2014-02..2015"
_DATES = 'write date:2014, date:2014-02, date:2014-02-20, date:2014-02..2015, date:>=2014-03 or date:"февраль 2014"'


def _wanted(node: Any) -> Node:
    if isinstance(node, _Negative):
        raise Refusal(node.start, *_ONLY_NEGATIVE)
    return node  # type: ignore[no-any-return]


def _flat(kind: type[And] | type[Or], parts: list[Any]) -> list[Node]:
    """(a (b c)) asks the same as (a b c)."""
    flat: list[Node] = []
    for part in parts:
        plain = isinstance(part, kind) and not getattr(part, "excluded", ())
        flat += part.parts if plain else [part]
    return flat


def _word(text: str, start: int) -> Word | _Nothing:
    for pattern, reason, advice in _REFUSED:
        found = pattern.search(text)
        if found and "://" not in text:
            raise Refusal(start + found.start(), reason, advice)
    if text in _OPERATORS:
        raise Refusal(start, f"{text} has no word before it", f'put a word on both sides, or write "{text}" to search for it')
    if text.endswith(":") and field_named(text[:-1]) is not None:
        raise Refusal(start, f"{text} has no value", f"write the value right after the colon: {text}…")
    bare = text.strip(_EDGES)
    if not _LETTER.search(bare):
        return _Nothing(start)
    return Word(bare, start + text.index(bare))


def _phrase(quoted: str, start: int) -> Phrase | _Nothing:
    text = quoted[1:-1]
    if "*" in text:
        raise Refusal(start + quoted.index("*"), _REFUSED[0][1], _REFUSED[0][2])
    if not _LETTER.search(text):
        raise Refusal(start, "the phrase holds no word", "put words between the quotes, or remove them")
    return Phrase(" ".join(text.split()), start)


def _inner_field(node: Node) -> Field | DateRange | None:
    if isinstance(node, Field | DateRange):
        return node
    if isinstance(node, And | Or):
        parts = (*node.parts, *node.excluded) if isinstance(node, And) else node.parts
        return next((found for found in map(_inner_field, parts) if found), None)
    return None


def _did_you_mean(typed: str) -> str:
    near = nearest(typed)
    if near:
        return "did you mean " + " or ".join(f"{name}:" for name in near) + f'? To search for the word itself: "{typed}"'
    return (
        f'to search for the words themselves, put them in quotes: "{typed}:…"; fields: title, text, person, city, date, lang …'
    )
