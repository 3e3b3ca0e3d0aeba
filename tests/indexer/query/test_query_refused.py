"""Every spelling of a query that is refused: the place, the reason and the advice."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadQuery
from indexer.query import QUERY_CHARACTERS, parse

_REFUSED = [
    # query, place, reason, how the advice begins
    ("", 0, "the query is empty", "type a word to search for"),
    ("   ", 0, "the query is empty", "type a word to search for"),
    ("?", 0, "there is no word to search for", "type a word or a number"),
    ("—", 0, "there is no word to search for", "type a word or a number"),
    ("... !", 0, "there is no word to search for", "type a word or a number"),
    ('"abc', 0, 'the quote " has no partner', 'close the phrase with ", or remove the quote'),
    ('abc"', 3, 'the quote " has no partner', 'close the phrase with ", or remove the quote'),
    ("«abc", 0, "the quote « has no partner", "close the phrase with », or remove the quote"),
    ("abc»", 3, "the quote » has no partner", "remove this quote, or open the phrase"),
    ("“abc", 0, "the quote “ has no partner", "close the phrase with ”, or remove the quote"),
    ("„abc", 0, "the quote „ has no partner", "close the phrase with “, or remove the quote"),
    ('a "b" "c', 6, 'the quote " has no partner', 'close the phrase with ", or remove the quote'),
    ("(a", 0, "this parenthesis is not closed", "add ) where the group ends"),
    ("a (b", 2, "this parenthesis is not closed", "add ) where the group ends"),
    ("((a)", 0, "this parenthesis is not closed", "add ) where the group ends"),
    ("a)", 1, "this parenthesis was not opened", "remove it, or add ( where the group begins"),
    ("(a))", 3, "this parenthesis was not opened", "remove it, or add ( where the group begins"),
    ("()", 1, "a word is missing before this parenthesis", "put a word into the group, or remove it"),
    ("a ()", 3, "a word is missing before this parenthesis", "put a word into the group, or remove it"),
    ("(a OR)", 5, "a word is missing before this parenthesis", "put a word into the group, or remove it"),
    ("(OR a)", 1, "OR has no word before it", 'put a word on both sides, or write "OR" to search for it'),
    ("a OR", 4, "the query ends where a word must follow", "add a word, or remove the last operator"),
    ("OR", 0, "OR has no word before it", 'put a word on both sides, or write "OR" to search for it'),
    ("OR a", 0, "OR has no word before it", 'put a word on both sides, or write "OR" to search for it'),
    ("AND a", 0, "AND has no word before it", 'put a word on both sides, or write "AND" to search for it'),
    ("a AND", 5, "the query ends where a word must follow", "add a word, or remove the last operator"),
    ("a OR OR b", 5, "OR has no word before it", 'put a word on both sides, or write "OR" to search for it'),
    ("a AND OR b", 6, "OR has no word before it", 'put a word on both sides, or write "OR" to search for it'),
    ("ИЛИ", 0, "ИЛИ has no word before it", 'put a word on both sides, or write "ИЛИ" to search for it'),
    ("a И", 3, "the query ends where a word must follow", "add a word, or remove the last operator"),
    ("NOT", 3, "the query ends where a word must follow", "add a word, or remove the last operator"),
    ("a NOT", 5, "the query ends where a word must follow", "add a word, or remove the last operator"),
    ("a НЕ", 4, "the query ends where a word must follow", "add a word, or remove the last operator"),
    ("-a", 0, "only words to exclude", "add a word that must be there: what to search for, then what to leave out"),
    ("NOT a", 0, "only words to exclude", "add a word that must be there: what to search for, then what to leave out"),
    ("НЕ a", 0, "only words to exclude", "add a word that must be there: what to search for, then what to leave out"),
    ("-a -b", 0, "only words to exclude", "add a word that must be there: what to search for, then what to leave out"),
    ('-"a b"', 0, "only words to exclude", "add a word that must be there: what to search for, then what to leave out"),
    ("(-a)", 1, "only words to exclude", "add a word that must be there: what to search for, then what to leave out"),
    ("a OR -b", 5, "only words to exclude", "add a word that must be there: what to search for, then what to leave out"),
    ("-a OR b", 0, "only words to exclude", "add a word that must be there: what to search for, then what to leave out"),
    ("title:(-b)", 7, "only words to exclude", "add a word that must be there: what to search for, then what to leave out"),
    ("title:-b", 6, "the minus stands inside the field", "put it before the field's name: -field:value"),
    ("title:NOT", 6, "NOT is an operator, not a value", 'write "NOT" to search for the word itself'),
    ("a OR —", 2, "OR has no word after it", "put a word on both sides of it"),
    ("— OR a", 0, "OR has no word before it", "put a word on both sides of it"),
    ("a -,", 2, "- has no word after it", "write the word to exclude right after it"),
    ("город:", 0, "город: has no value", "write the value right after the colon: город:…"),
    ("город: Ош", 0, "город: has no value", "write the value right after the colon: город:…"),
    ("a город:", 2, "город: has no value", "write the value right after the colon: город:…"),
    ("город:)", 0, "город: has no value", "write the value right after the colon: город:…"),
    ("(город:)", 1, "город: has no value", "write the value right after the colon: город:…"),
    ('город:""', 6, "the phrase holds no word", "put words between the quotes, or remove them"),
    ("город:—", 0, "город: has no value", "write the value right after the colon: город:…"),
    ("date:", 0, "date: has no value", "write the value right after the colon: date:…"),
    ("date: 2014", 0, "date: has no value", "write the value right after the colon: date:…"),
    ("горд:Ош", 0, "there is no field 'горд'", 'did you mean город: or год:? To search for the word itself: "горд"'),
    ("persn:Шакирова", 0, "there is no field 'persn'", 'did you mean person:? To search for the word itself: "persn"'),
    (
        "foo:bar",
        0,
        "there is no field 'foo'",
        'to search for the words themselves, put them in quotes: "foo:…"; fields: title, text, person, city, date, lang …',
    ),
    (
        "Мэров:Восток",
        0,
        "there is no field 'Мэров'",
        'to search for the words themselves, put them in quotes: "Мэров:…"; fields: title, text, person, city, date, lang …',
    ),
    ("title:city:Ош", 6, "a field within a field", "end the first field before the second: город:Ош язык:ru"),
    ("title:(a city:Ош)", 9, "a field within a field", "end the first field before the second: город:Ош язык:ru"),
    ("город:(date:2014)", 7, "a field within a field", "end the first field before the second: город:Ош язык:ru"),
    ("date:foo", 5, "'foo' is not a date or range of dates", "write date:2014"),
    ("date:2014-13", 5, "'2014-13' is not a date or range of dates", "write date:2014"),
    ("date:2014-02-30", 5, "'2014-02-30' is not a date or range of dates", "write date:2014"),
    ("date:31.02.2014", 5, "'31.02.2014' is not a date or range of dates", "write date:2014"),
    ("date:2015..2014", 5, "'2015..2014' is not a date or range of dates", "write date:2014"),
    ("date:..", 5, "'..' is not a date or range of dates", "write date:2014"),
    ("date:>=", 5, "'>=' is not a date or range of dates", "write date:2014"),
    ("date:завтра", 5, "'завтра' is not a date or range of dates", "write date:2014"),
    ("date:(2014 OR 2015)", 5, "a group cannot stand here", "write each date out: date:2014 OR date:2015"),
    ('date:"..."', 5, "'...' is not a date or range of dates", "write date:2014"),
    ("сл*", 2, "wildcards are not part of this version", "type the whole word: all its forms are found"),
    ("*", 0, "wildcards are not part of this version", "type the whole word: all its forms are found"),
    ("сл*во", 2, "wildcards are not part of this version", "type the whole word: all its forms are found"),
    ("сл?во", 2, "wildcards are not part of this version", "type the whole word: all its forms are found"),
    ('"сл* во"', 3, "wildcards are not part of this version", "type the whole word: all its forms are found"),
    ("слово~", 5, "fuzzy words and distances are not part of this version", "type the word in full"),
    ("слово~2", 5, "fuzzy words and distances are not part of this version", "type the word in full"),
    ('"a b"~5', 5, "fuzzy words and distances are not part of this version", "type the word in full"),
    ("~5", 0, "fuzzy words and distances are not part of this version", "type the word in full"),
    ("слово^2", 5, "weights are not part of this version", "remove ^ and the number"),
    ('"a b"^2', 5, "weights are not part of this version", "remove ^ and the number"),
    ("/regex/", 0, "patterns and /s, /p are not part of this version", 'use words and "phrases"'),
    ("a /s b", 2, "patterns and /s, /p are not part of this version", 'use words and "phrases"'),
    ("a /p b", 2, "patterns and /s, /p are not part of this version", 'use words and "phrases"'),
    ("!форма", 0, "the exact form is not asked for by a sign", "choose the precision 'exact' instead"),
    ('="точная фраза"', 0, "the exact form is not asked for by a sign", "choose the precision 'exact' instead"),
    ("=форма", 0, "the exact form is not asked for by a sign", "choose the precision 'exact' instead"),
    ('!"фраза"', 0, "the exact form is not asked for by a sign", "choose the precision 'exact' instead"),
    ("@Шакирова", 0, "@ names no field", "name the kind: person:…, org:…, city:…"),
    ("a | b", 2, "| is not an operator here", "write OR between the words"),
    ("a||b", 1, "| is not an operator here", "write OR between the words"),
    ("a && b", 2, "&& is not an operator here", "all words are wanted anyway: write them side by side"),
    ("город:(Ош", 6, "this parenthesis is not closed", "add ) where the group ends"),
    ('title:"a', 6, 'the quote " has no partner', 'close the phrase with ", or remove the quote'),
    ("город:[a TO b]", 6, "a range is not written so", "ranges are for dates: date:2014-02..2015"),
    ("date:[2014 TO 2015]", 5, "'[2014' is not a date or range of dates", "write date:2014"),
    ('a"', 1, 'the quote " has no partner', 'close the phrase with ", or remove the quote'),
    ("date:2014-", 5, "'2014-' is not a date or range of dates", "write date:2014"),
    ("date:0000", 5, "'0000' is not a date or range of dates", "write date:2014"),
    ("date:99999", 5, "'99999' is not a date or range of dates", "write date:2014"),
]


@pytest.mark.parametrize(("query", "position", "reason", "advice"), _REFUSED, ids=[row[0] or "empty" for row in _REFUSED])
def test_query_is_refused(query: str, position: int, reason: str, advice: str) -> None:
    """The query is refused at this place, for this reason, with this advice."""
    with pytest.raises(BadQuery, match=re.escape(reason)) as refusal:
        parse(query)
    assert refusal.value.position == position
    assert refusal.value.advice.startswith(advice)


def test_long_query_is_refused() -> None:
    """A query is cut off at the configured length, and the message says which setting that is."""
    assert parse("ё" * QUERY_CHARACTERS)
    with pytest.raises(BadQuery, match=r"longer than 2000 characters\n(.|\n)*search\.query_characters") as refusal:
        parse("ё" * (QUERY_CHARACTERS + 1))
    assert refusal.value.position == QUERY_CHARACTERS
    with pytest.raises(BadQuery, match="longer than 3 characters"):
        parse("Тараз", limit_characters=3)


def test_deep_query_is_refused() -> None:
    """Twenty levels of parentheses are read, the twenty-first is refused where it opens."""
    assert str(parse("(" * 20 + "a" + ")" * 20)) == "a"
    with pytest.raises(BadQuery, match="nest deeper than 20") as refusal:
        parse("(" * 21 + "a" + ")" * 21)
    assert refusal.value.position == 20


def test_message_shows_the_place() -> None:
    """The message prints the query with a caret under the place."""
    with pytest.raises(BadQuery, match=r"\n  Тараз город:\n  {6}\s*\^\n"):
        parse("Тараз город:")


def _answers(query: str) -> None:
    refused: BadQuery | None = None
    try:
        parse(query)
    except BadQuery as refusal:
        refused = refusal
    assert refused is None or (0 <= refused.position <= len(query) and refused.reason and refused.advice)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(query: str) -> None:
    """Whatever is typed gives a tree or a BadQuery whose place lies within the query."""
    _answers(query)


_PIECES = [
    "Тараз",
    "OR",
    "И",
    "NOT",
    "НЕ",
    "-",
    "(",
    ")",
    '"',
    "«",
    "»",
    "“",
    "”",
    "город:",
    "date:",
    "2014..",
    ">=",
    "[",
    "*",
    "~",
    "^2",
    " ",
    "—",
    "!",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=14))
def test_any_mixture_of_signs_is_read_or_refused(pieces: list[str]) -> None:
    """The signs of the language in any order give a tree or a BadQuery, with and without spaces."""
    _answers("".join(pieces))
    _answers(" ".join(pieces))
