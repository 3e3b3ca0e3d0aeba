"""Makes our tree while lark reads, and refuses what the language does not have rather than dropping it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lark import Token, Transformer, v_args

from indexer.query.dates import date_range
from indexer.query.facts import FACTS, NUMBERS, fact_named, number_range
from indexer.query.fields import field_named, nearest
from indexer.query.patterns import compile_pattern
from indexer.query.refusal import Refusal
from indexer.query.tree import (
    And,
    Boost,
    DateRange,
    Entity,
    Field,
    Fuzzy,
    Near,
    Node,
    NumberRange,
    Or,
    Phrase,
    Regex,
    Unit,
    Wildcard,
    Word,
)
from indexer.query.words import LETTER, NEGATIONS, OPERATORS, Nothing, plain_word, read_distance, read_weight, read_word

FARTHEST = 100
"""Words further apart than this share a passage at best."""

_SENTENCE = frozenset(("s", "sentence", "предложение", "речення", "сөйлем"))


@dataclass(frozen=True, slots=True)
class _Negative:
    part: Node
    start: int


def _place(token: Token) -> int:
    return int(token.start_pos or 0)


class Builder(Transformer[Token, Any]):
    """Callbacks of the grammar's rules, bottom-up; each gets what its parts became."""

    @v_args(inline=True)
    def start(self, node: Any) -> Node:
        if isinstance(node, Nothing):
            raise Refusal(node.start, "there is no word to search for", "type a word or a number")
        return _wanted(node)

    def both(self, parts: list[Any]) -> Any:
        kept = [part for part in parts if not isinstance(part, Nothing | Token)]
        if not kept:
            return next(part for part in parts if isinstance(part, Nothing))
        wanted = [part for part in kept if not isinstance(part, _Negative)]
        unwanted = [part.part for part in kept if isinstance(part, _Negative)]
        if not wanted:
            raise Refusal(kept[0].start, *_ONLY_NEGATIVE)
        if len(wanted) == 1 and not unwanted:
            return wanted[0]
        return And(tuple(_flat(And, wanted)), tuple(unwanted))

    def either(self, parts: list[Any]) -> Or:
        for operator, part in zip(parts[1::2], parts[2::2], strict=True):
            if isinstance(part, Nothing):
                raise Refusal(_place(operator), f"{operator} has no word after it", "put a word on both sides of it")
        if isinstance(parts[0], Nothing):
            raise Refusal(parts[0].start, f"{parts[1]} has no word before it", "put a word on both sides of it")
        return Or(tuple(_flat(Or, [_wanted(part) for part in parts[::2]])))

    def negative(self, parts: list[Any]) -> Any:
        operator, part = parts
        if isinstance(part, Nothing):
            raise Refusal(_place(operator), f"{operator} has no word after it", "write the word to exclude right after it")
        if isinstance(part, _Negative):
            return part.part
        return _Negative(part, _place(operator))

    def near(self, parts: list[Any]) -> Near:
        signs = parts[1::2]
        for sign, left, right in zip(signs, parts[:-1:2], parts[2::2], strict=True):
            _check_close(left, sign)
            _check_close(right, sign)
        within = [_within(sign) for sign in signs]
        if len(set(within)) > 1:
            place = _place(signs[1 + [each == within[0] for each in within[1:]].index(False)])
            raise Refusal(place, "two different distances in one row", "use one for all, or put AND between two pairs")
        return Near(tuple(parts[::2]), within[0], _place(signs[0]))

    @v_args(inline=True)
    def boost(self, part: Any, sign: Token) -> Any:
        weight = read_weight(str(sign)[1:], _place(sign))
        return part if isinstance(part, Nothing) else Boost(_wanted(part), weight)

    @v_args(inline=True)
    def word(self, token: Token) -> Node | Nothing:
        return read_word(str(token), _place(token))

    @v_args(inline=True)
    def regex(self, token: Token) -> Regex:
        pattern = str(token)[1:-1]
        compile_pattern(pattern, _place(token))
        return Regex(pattern, _place(token))

    @v_args(inline=True)
    def value(self, token: Token) -> Node | Nothing:
        text, start = str(token), _place(token)
        if text in OPERATORS | NEGATIONS:
            raise Refusal(start, f"{text} is an operator, not a value", f'write "{text}" to search for the word itself')
        if text.startswith(("[", "{")):
            raise Refusal(start, "a range is not written so", _RANGES)
        if text.startswith("-"):
            raise Refusal(start, "the minus stands inside the field", "put it before the field's name: -field:value")
        inner, colon, _ = text.partition(":")
        if colon and field_named(inner) is not None:
            raise Refusal(start, *_FIELD_IN_FIELD)
        if text[:1] in "<>" or ".." in text:
            return Word(text, start)
        return read_word(text, start)

    @v_args(inline=True)
    def phrase(self, token: Token) -> Phrase:
        return _phrase(str(token), _place(token))

    @v_args(inline=True)
    def spread(self, token: Token, distance: Token) -> Near:
        return _spread(_phrase(str(token), _place(token)), str(distance)[1:], _place(distance))

    def exact(self, parts: list[Token]) -> Word | Phrase | Near:
        phrase = _phrase(str(parts[1]), _place(parts[1]), exact=True)
        return _spread(phrase, str(parts[2])[1:], _place(parts[2])) if len(parts) > 2 else phrase

    @v_args(inline=True)
    def entity(self, sign: Token, token: Token) -> Entity:
        return Entity(_phrase(str(token), _place(token)).text, _place(token))

    @v_args(inline=True)
    def field(self, name: Token, value: Any) -> Node:
        typed, start = str(name)[:-1], _place(name)
        known = field_named(typed)
        if known is None:
            raise Refusal(start, f"there is no field '{typed}'", _did_you_mean(typed))
        if isinstance(value, Nothing):
            raise Refusal(start, f"{typed}: has no value", f"write the value right after the colon: {typed}:…")
        if isinstance(value, _Negative):
            raise Refusal(value.start, *_ONLY_NEGATIVE)
        inner = _inner_field(value)
        if inner is not None:
            raise Refusal(inner.start, *_FIELD_IN_FIELD)
        if known in NUMBERS:
            return _numbers(known, value, start)
        if isinstance(value, Boost):
            return Boost(_field(known, value.part, start), value.weight)
        return _field(known, value, start)

    @v_args(inline=True)
    def dates(self, name: Token, value: Token) -> DateRange:
        text = str(value).strip('"«»“”„,;')
        days = date_range(text)
        if days is None:
            raise Refusal(_place(value), f"'{text}' is not a date or range of dates", _DATES)
        return DateRange(*days, _place(name))


_ONLY_NEGATIVE = ("only words to exclude", "add a word that must be there: what to search for, then what to leave out")
_FIELD_IN_FIELD = ("a field within a field", "end the first field before the second: город:Ош язык:ru")
_TEXTS = frozenset(("title", "text", "author", "path"))
_RANGES = "ranges are for dates and numbers: date:2014-02..2015, pages:10..20"
_DATES = 'write date:2014, date:2014-02, date:2014-02-20, date:2014-02..2015, date:>=2014-03 or date:"февраль 2014"'


def _within(sign: Token) -> int | Unit:
    if sign.type == "DISTANCE":
        return read_distance(str(sign)[1:], FARTHEST, _place(sign))
    return Unit.SENTENCE if str(sign)[1:].casefold() in _SENTENCE else Unit.PASSAGE


def _field(name: str, value: Node, start: int) -> Field:
    """Words may be patterns in text fields; a name or fact is typed as it is."""
    if name == "has":
        return Field(name, _facts(value), start)
    if name not in _TEXTS:
        _check_plain(value)
    return Field(name, value, start)


def _facts(value: Node) -> Node:
    if isinstance(value, Or):
        return Or(tuple(_facts(part) for part in value.parts))
    if isinstance(value, And):
        return And(tuple(_facts(part) for part in value.parts), tuple(_facts(part) for part in value.excluded))
    known = fact_named(value.text) if isinstance(value, Word | Phrase) else None
    if known is None:
        raise Refusal(
            getattr(value, "start", 0), f"'{value}' is nothing a document has", f"write has: and one of {', '.join(FACTS)}"
        )
    return Word(known, getattr(value, "start", 0))


def _check_plain(value: Node) -> None:
    if isinstance(value, And | Or):
        for part in (*value.parts, *value.excluded) if isinstance(value, And) else value.parts:
            _check_plain(part)
    elif not isinstance(value, Word | Phrase) or value.exact or ".." in value.text or value.text[:1] in "<>":
        start = int(getattr(value, "start", 0))
        raise Refusal(start, f"'{value}' is no name", "type the name as it is; patterns, forms and distances are for words")


def _numbers(name: str, value: Node, start: int) -> NumberRange:
    found = number_range(value.text) if isinstance(value, Word | Phrase) else None
    if found is None:
        place = int(getattr(value, "start", start))
        raise Refusal(place, f"'{value}' is not a number or range of numbers", f"write {name}:10, {name}:10..20 or {name}:>=10")
    return NumberRange(name, *found, start)


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


def _phrase(quoted: str, start: int, *, exact: bool = False) -> Phrase:
    text = quoted[1:-1]
    if "*" in text:
        place = start + quoted.index("*")
        raise Refusal(
            place, "there are no wildcards within a phrase", "write the words near each other instead: сло* ~0 другое"
        )
    if not LETTER.search(text):
        raise Refusal(start, "the phrase holds no word", "put words between the quotes, or remove them")
    return Phrase(" ".join(text.split()), start, exact)


def _spread(phrase: Phrase, distance: str, start: int) -> Near:
    """The words of a phrase near each other: «"мэр город"~5»."""
    within = read_distance(distance, FARTHEST, start)
    words = [word for text in phrase.text.split() if isinstance(word := plain_word(text, phrase.start), Word)]
    if len(words) < 2:
        raise Refusal(start, "one word has nothing to be near", "put two words or more into the quotes, or remove ~")
    return Near(tuple(Word(word.text, phrase.start, phrase.exact) for word in words), within, phrase.start)


def _check_close(part: Any, sign: Token) -> None:
    """What lies near is words and entities: a group must hold alternatives."""
    if isinstance(part, Nothing):
        raise Refusal(_place(sign), f"{sign} has no word beside it", "put a word on both sides of it")
    inner = part.parts if isinstance(part, Or) else (part.part,) if isinstance(part, Boost) else ()
    for each in inner:
        _check_close(each, sign)
    if isinstance(part, Word) and part.text in NEGATIONS and not part.exact:
        raise Refusal(part.start, f"{part} cannot stand beside {sign}", f'write "{part}" to search for the word itself')
    if isinstance(part, Near):
        raise Refusal(
            _place(sign), "one distance within another", "use one sign for all: a ~5 b ~5 c; or AND between two pairs"
        )
    if isinstance(part, And):
        raise Refusal(_place(sign), f"beside {sign} a group holds alternatives", 'write (a OR b), or "a b" for a phrase')
    if not isinstance(part, Word | Phrase | Wildcard | Fuzzy | Regex | Or | Boost | Entity):
        advice = "put the field before the whole: title:(a ~5 b); an entity is written @name"
        raise Refusal(_place(sign), f"{sign} stands between words and entities only", advice)


def _inner_field(node: Node) -> Field | DateRange | NumberRange | Entity | None:
    if isinstance(node, Field | DateRange | NumberRange | Entity):
        return node
    if isinstance(node, Boost):
        return _inner_field(node.part)
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
