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
    ("a | b", 2, "| is not an operator here", "write OR between the words"),
    ("a||b", 1, "| is not an operator here", "write OR between the words"),
    ("a && b", 2, "&& is not an operator here", "all words are wanted anyway: write them side by side"),
    ("город:(Ош", 6, "this parenthesis is not closed", "add ) where the group ends"),
    ('title:"a', 6, 'the quote " has no partner', 'close the phrase with ", or remove the quote'),
    ("город:[a TO b]", 6, "a range is not written so", "ranges are for dates and numbers: date:2014-02..2015"),
    ("date:[2014 TO 2015]", 5, "'[2014' is not a date or range of dates", "write date:2014"),
    ('a"', 1, 'the quote " has no partner', 'close the phrase with ", or remove the quote'),
    ("date:2014-", 5, "'2014-' is not a date or range of dates", "write date:2014"),
    ("date:0000", 5, "'0000' is not a date or range of dates", "write date:2014"),
    ("*", 0, "too many words are like that", "type at least 2 letters of the word beside * or ?"),
    ("**", 0, "too many words are like that", "type at least 2 letters of the word beside * or ?"),
    ("с*", 1, "too many words are like that", "type at least 2 letters of the word beside * or ?"),
    ("*о", 0, "too many words are like that", "type at least 2 letters of the word beside * or ?"),
    ("?*", 1, "too many words are like that", "type at least 2 letters of the word beside * or ?"),
    ('"сл* во"', 3, "there are no wildcards within a phrase", "write the words near each other instead: сло* ~0 другое"),
    ("!слов*", 5, "'*' asks for many forms, ! and = for one", "choose one of the two"),
    ("=сл?во", 3, "'?' asks for many forms, ! and = for one", "choose one of the two"),
    ("!слово~1", 6, "'~1' asks for many forms, ! and = for one", "choose one of the two"),
    ("слов*~1", 5, "* and ~ do not stand together", "choose one of the two"),
    ("слово~3", 5, "'~3' is no likeness", "write ~1 or ~2: how many letters may differ"),
    ("слово~0", 5, "'~0' is no likeness", "write ~1 or ~2: how many letters may differ"),
    ("слово~10", 5, "'~10' is no likeness", "write ~1 or ~2: how many letters may differ"),
    ("ок~", 2, "a word of less than 3 letters is like too many others", "type a longer word"),
    ("ок~1", 2, "a word of less than 3 letters is like too many others", "type a longer word"),
    ("~5", 0, "the distance stands between two words", 'write a ~5 b, or "a b"~5'),
    ("~", 0, "the distance stands between two words", 'write a ~5 b, or "a b"~5'),
    ("a ~5", 4, "the query ends where a word must follow", "add a word, or remove the last operator"),
    ("~5 a", 0, "the distance stands between two words", 'write a ~5 b, or "a b"~5'),
    ("a ~5 ~5 b", 5, "the distance stands between two words", 'write a ~5 b, or "a b"~5'),
    ("a ~101 b", 2, "a distance is at most 100 words", "write /p for words of the same passage"),
    ('"a b"~', 5, "'~' is no distance", "write how many other words may lie between: ~5"),
    ('"a b"~x', 5, "'~x' is no distance", "write how many other words may lie between: ~5"),
    ('"a b"~101', 5, "a distance is at most 100 words", "write /p for words of the same passage"),
    ('"a"~5', 3, "one word has nothing to be near", "put two words or more into the quotes, or remove ~"),
    ('"a ,"~5', 5, "one word has nothing to be near", "put two words or more into the quotes, or remove ~"),
    ("a ~5 -b", 5, "what is left out cannot lie near", "write it at the end of the query: a ~5 b -c"),
    ("a ~5 NOT b", 5, "NOT cannot stand beside ~5", 'write "NOT" to search for the word itself'),
    (
        "a ~5 город:Ош",
        2,
        "~5 stands between words and entities only",
        "put the field before the whole: title:(a ~5 b); an entity is",
    ),
    (
        "город:Ош /s a",
        9,
        "/s stands between words and entities only",
        "put the field before the whole: title:(a ~5 b); an entity is",
    ),
    ("(a b) ~5 c", 6, "beside ~5 a group holds alternatives", 'write (a OR b), or "a b" for a phrase'),
    ("(a -b) ~5 c", 7, "beside ~5 a group holds alternatives", 'write (a OR b), or "a b" for a phrase'),
    ("(a OR (b c)) ~5 d", 13, "beside ~5 a group holds alternatives", 'write (a OR b), or "a b" for a phrase'),
    ("a ~5 b ~6 c", 7, "two different distances in one row", "use one for all, or put AND between two pairs"),
    ("a ~5 b /s c", 7, "two different distances in one row", "use one for all, or put AND between two pairs"),
    ("(a ~5 b) ~5 c", 9, "one distance within another", "use one sign for all: a ~5 b ~5 c; or AND between two pairs"),
    ("(a ~5 b) /s c", 9, "one distance within another", "use one sign for all: a ~5 b ~5 c; or AND between two pairs"),
    ("a /s", 4, "the query ends where a word must follow", "add a word, or remove the last operator"),
    ("/s a", 0, "this is no operator", "write /s for the same sentence, /p for the same passage, /…/"),
    ("a /s OR b", 5, "OR has no word before it", 'put a word on both sides, or write "OR" to search for it'),
    ("/s", 0, "this is no operator", "write /s for the same sentence, /p for the same passage, /…/"),
    ("a /n b", 2, "this is no operator", "write /s for the same sentence, /p for the same passage, /…/"),
    ("/regex", 0, "this is no operator", "write /s for the same sentence, /p for the same passage, /…/"),
    ("a /предл b", 2, "this is no operator", "write /s for the same sentence, /p for the same passage, /…/"),
    ("a ~5 —", 2, "~5 has no word beside it", "put a word on both sides of it"),
    ("— /s b", 2, "/s has no word beside it", "put a word on both sides of it"),
    ("слово^", 5, "'^' is no weight", "write a number up to 100, such as ^2 or ^0.5"),
    ("слово^0", 5, "'^0' is no weight", "write a number up to 100, such as ^2 or ^0.5"),
    ("слово^x", 5, "'^x' is no weight", "write a number up to 100, such as ^2 or ^0.5"),
    ("слово^101", 5, "'^101' is no weight", "write a number up to 100, such as ^2 or ^0.5"),
    ("слово^1.234", 5, "'^1.234' is no weight", "write a number up to 100, such as ^2 or ^0.5"),
    ("слово^-1", 5, "'^-1' is no weight", "write a number up to 100, such as ^2 or ^0.5"),
    ("^2", 0, "the weight stands right after what it weighs", 'write word^2 or "a phrase"^2'),
    ("a ^2", 2, "the weight stands right after what it weighs", 'write word^2 or "a phrase"^2'),
    ('"a b"^', 5, "'^' is no weight", "write a number up to 100, such as ^2 or ^0.5"),
    ('"a b"^0', 5, "'^0' is no weight", "write a number up to 100, such as ^2 or ^0.5"),
    ("(a b)^x", 5, "'^x' is no weight", "write a number up to 100, such as ^2 or ^0.5"),
    ("//", 0, "there is no word to search for", "type a word or a number"),
    ("/(ab)*/", 5, "a group is not repeated here, only made optional", "put ? after the group"),
    ("/(ab)+/", 5, "a group is not repeated here, only made optional", "put ? after the group"),
    ("/(ab){2}/", 5, "a group is not repeated here, only made optional", "put ? after the group"),
    ("/(?:ab)/", 1, "'(?' is not part of the patterns here", "patterns take letters, ., [аб], (а|б), \\d, \\w and after one "),
    ("/(?=a)b/", 1, "'(?' is not part of the patterns here", "patterns take letters, ., [аб], (а|б), \\d, \\w and after one "),
    (
        "/\\bслово/",
        1,
        "'\\b' is not part of the patterns here",
        "patterns take letters, ., [аб], (а|б), \\d, \\w and after one ",
    ),
    ("/\\1/", 1, "'\\1' is not part of the patterns here", "patterns take letters, ., [аб], (а|б), \\d, \\w and after one "),
    ("/^слово$/", 1, "'^' is not needed: a pattern matches whole words", "remove ^"),
    ("/слово$/", 6, "'$' is not needed: a pattern matches whole words", "remove $"),
    ("/a*b*c*d*/", 8, "more than 3 signs are repeated without end", "give limits: {1,8}"),
    ("/a+b+c+d+/", 8, "more than 3 signs are repeated without end", "give limits: {1,8}"),
    ("/.*/", 1, "the pattern names no letter", "add a letter or a digit that the word must have"),
    ("/.+/", 1, "the pattern names no letter", "add a letter or a digit that the word must have"),
    ("/*a/", 1, "'*' has nothing to repeat", "patterns take letters, ., [аб], (а|б), \\d, \\w and after one "),
    ("/a**/", 3, "'*' has nothing to repeat", "patterns take letters, ., [аб], (а|б), \\d, \\w and after one "),
    ("/a{x}/", 2, "'{x}' has nothing to repeat", "patterns take letters, ., [аб], (а|б), \\d, \\w and after one "),
    (
        "/[а-/",
        1,
        "this is no pattern: unterminated character set",
        "patterns take letters, ., [аб], (а|б), \\d, \\w and after one ",
    ),
    (
        "/[я-а]/",
        2,
        "this is no pattern: bad character range я-а",
        "patterns take letters, ., [аб], (а|б), \\d, \\w and after one ",
    ),
    (
        "/(а/",
        1,
        "this is no pattern: missing ), unterminated subpattern",
        "patterns take letters, ., [аб], (а|б), \\d, \\w and after one ",
    ),
    ("/а)/", 2, "this is no pattern: unbalanced parenthesis", "patterns take letters, ., [аб], (а|б), \\d, \\w and after one "),
    (
        "/аааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааа/",
        1,
        "the pattern is longer than 100 characters",
        "shorten it",
    ),
    ("has:foo", 4, "'foo' is nothing a document has", "write has: and one of title, author, date, url, phone, email"),
    ("has:слов*", 4, "'слов*' is nothing a document has", "write has: and one of title, author, date, url, phone, email"),
    ("has:date..", 4, "'date..' is nothing a document has", "write has: and one of title, author, date, url, phone, email"),
    (
        "has:(date OR foo)",
        13,
        "'foo' is nothing a document has",
        "write has: and one of title, author, date, url, phone, email",
    ),
    ("pages:x", 6, "'x' is not a number or range of numbers", "write pages:10, pages:10..20 or pages:>=10"),
    ("pages:20..10", 6, "'20..10' is not a number or range of numbers", "write pages:10, pages:10..20 or pages:>=10"),
    ("pages:..", 6, "'..' is not a number or range of numbers", "write pages:10, pages:10..20 or pages:>=10"),
    ("pages:>", 6, "'>' is not a number or range of numbers", "write pages:10, pages:10..20 or pages:>=10"),
    ("pages:10.5", 6, "'10.5' is not a number or range of numbers", "write pages:10, pages:10..20 or pages:>=10"),
    ("pages:(1 OR 2)", 0, "'(or 1 2)' is not a number or range of numbers", "write pages:10, pages:10..20 or pages:>=10"),
    ("pages:слов*", 6, "'слов*' is not a number or range of numbers", "write pages:10, pages:10..20 or pages:>=10"),
    ("size:1tb", 5, "'1tb' is not a number or range of numbers", "write size:10, size:10..20 or size:>=10"),
    ("город:Ош*", 6, "'Ош*' is no name", "type the name as it is; patterns, forms and distances are for words"),
    ("город:О?ш", 6, "'О?ш' is no name", "type the name as it is; patterns, forms and distances are for words"),
    ("город:Ошш~1", 6, "'Ошш~1' is no name", "type the name as it is; patterns, forms and distances are for words"),
    ("город:/Ош/", 6, "'/Ош/' is no name", "type the name as it is; patterns, forms and distances are for words"),
    ("город:!Ош", 7, "'=Ош' is no name", "type the name as it is; patterns, forms and distances are for words"),
    (
        'город:="Ош Талас"',
        7,
        "'=\"Ош Талас\"' is no name",
        "type the name as it is; patterns, forms and distances are for words",
    ),
    ('город:"a b"~2', 6, "'(~2 a b)' is no name", "type the name as it is; patterns, forms and distances are for words"),
    ("город:(Ош OR Тал*)", 13, "'Тал*' is no name", "type the name as it is; patterns, forms and distances are for words"),
    ("lang:r*", 6, "too many words are like that", "type at least 2 letters of the word beside * or ?"),
    ("type:pd*", 5, "'pd*' is no name", "type the name as it is; patterns, forms and distances are for words"),
    ("@", 0, "there is no word to search for", "type a word or a number"),
    ("@*", 1, "too many words are like that", "type at least 2 letters of the word beside * or ?"),
    ("title:@Ош", 7, "a field within a field", "end the first field before the second: город:Ош язык:ru"),
    ("title:(a @Ош)", 10, "a field within a field", "end the first field before the second: город:Ош язык:ru"),
    ("title:pages:5", 6, "a field within a field", "end the first field before the second: город:Ош язык:ru"),
    ("title:(a pages:5)", 9, "a field within a field", "end the first field before the second: город:Ош язык:ru"),
    (
        "title:(a ~5 город:b)",
        9,
        "~5 stands between words and entities only",
        "put the field before the whole: title:(a ~5 b); an entity is",
    ),
    ("date:last", 5, "'last' is not a date or range of dates", "write date:2014, date:2014-02, date:2014-02-20, date:2014-02"),
    (
        "date:last foo",
        5,
        "'last foo' is not a date or range of dates",
        "write date:2014, date:2014-02, date:2014-02-20, date:2014-02",
    ),
    (
        "дата:прошлый",
        5,
        "'прошлый' is not a date or range of dates",
        "write date:2014, date:2014-02, date:2014-02-20, date:2014-02",
    ),
    (
        "date:last 0 days",
        5,
        "'last 0 days' is not a date or range of dates",
        "write date:2014, date:2014-02, date:2014-02-20, date:2014-02",
    ),
    (
        'date:"next month"',
        5,
        "'next month' is not a date or range of dates",
        "write date:2014, date:2014-02, date:2014-02-20, date:2014-02",
    ),
    ("#тег", 0, "# is not a sign here", "write the word without it"),
    (
        "a ~5 (b OR город:Ош)",
        2,
        "~5 stands between words and entities only",
        "put the field before the whole: title:(a ~5 b); an entity is",
    ),
    ("-слов*", 0, "only words to exclude", "add a word that must be there: what to search for, then what"),
    ("!-", 0, "there is no word to search for", "type a word or a number"),
    ("-@Ош", 0, "only words to exclude", "add a word that must be there: what to search for, then what"),
    ("NOT @Ош", 0, "only words to exclude", "add a word that must be there: what to search for, then what"),
    ("-pages:5", 0, "only words to exclude", "add a word that must be there: what to search for, then what"),
    ("есть: телефон", 0, "есть: has no value", "write the value right after the colon: есть:…"),
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
