"""Every engine gives the same documents, totals and counts for a plan; the plan comes from real words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.config import Config
from corpus.errors import IndexMissing
from corpus.model import IndexRecord, Span, Token
from corpus.morphology import read_words
from corpus.tokens import TokenTable
from indexer.engines import ENGINES, LOCAL, Found, Place, Reader, Weights, engine
from indexer.plan import All, AnyOf, Dates, Everything, Keyword, Match, Plan
from indexer.schema import TEXT, TITLE
from indexer.terms import Precision, QueryWord, query_word

BOTH = (TEXT, TITLE)


def word(text: str, precision: Precision = Precision.WIDE, scopes: tuple[str, ...] = BOTH) -> Match:
    """One word or phrase."""
    return Match(tuple(query_word(token, precision) for token in read_words(text, ["ru", "en", "kk"])), scopes)


def days(first: str, last: str) -> Dates:
    """A range of days."""
    return Dates(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())


@pytest.fixture(params=ENGINES)
def build(request: pytest.FixtureRequest, using: Callable[[str], Config], tmp_path: Path) -> Iterator[Callable[..., Reader]]:
    """Builds an index of records in one engine and opens it."""
    opened: list[Reader] = []
    made = engine(request.param, using(request.param))

    def make(records: Sequence[Any]) -> Reader:
        folder = tmp_path / str(len(opened))
        folder.mkdir()
        assert made.build(folder, records, Weights()) == len(records)
        opened.append(made.open(folder, Weights()))
        return opened[-1]

    yield make
    for reader in opened:
        reader.close()


def ask(reader: Reader, plan: Plan, **options: Any) -> Found:
    """The first page by relevance."""
    return reader.search(plan, **{"page": 1, "size": 10, "sort": "relevance", "facets": (), **options})


def ids(reader: Reader, plan: Plan, **options: Any) -> str:
    """Ids of the first page, joined."""
    return "".join(document for document, _ in ask(reader, plan, **options).page)


@pytest.fixture
def reader(build: Callable[..., Reader], sheet: Any) -> Reader:
    """Five documents that meet in words and differ in everything else."""
    return build(
        [
            sheet("Семинар прошёл в Таразе.", title="Семинар", date="2014-02-19").record("a", city=("c1",)),
            sheet("Мэр Тараза открыл семинар.\nГорода Центральной Азии", date=("2014-12-30", "2015-01-02")).record(
                "b", city=("c1", "c2")
            ),
            sheet("Цены на сталь стали выше.", date="2016-05-01").record("c", city=("c2",)),
            sheet("Встреча с городами Центральной Азии.", date="2013-01-01").record("d"),
            sheet("Азия центральная, город, Тараз: мэр семинара").record("e", language=("kk",)),
        ]
    )


@pytest.mark.parametrize(
    ("text", "precision", "found"),
    [
        ("Таразом", "wide", "abe"),
        ("Таразе", "exact", "a"),
        ("Таразе", "word", "abe"),
        ("сталь", "wide", "c"),
        ("стал", "word", "c"),
        ("города центральной азии", "wide", "bd"),
        ("городам Центральной Азии", "wide", "bd"),
        ("городам Центральной Азии", "exact", ""),
        ("центральная азия", "wide", "bd"),
        ("азия центральная", "wide", "e"),
        ("семинар города", "wide", ""),
        ("зюзя", "wide", ""),
    ],
)
def test_words_and_phrases(reader: Reader, text: str, precision: str, found: str) -> None:
    """Words are found in any form; a phrase in any case form, in its order, and never across passages."""
    assert "".join(sorted(ids(reader, word(text, Precision(precision))))) == found


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (All((word("мэр"), word("семинар"))), "be"),
        (AnyOf((word("сталь"), word("мэр"))), "bce"),
        (All((word("семинар"),), (word("мэр"),)), "a"),
        (All((word("семинар"),), (word("мэр"), word("прошёл"))), ""),
        (All((word("семинар"), AnyOf((word("мэр"), word("прошёл"))))), "abe"),
        (Everything(), "abcde"),
        (All((Everything(),), (word("семинар"),)), "cd"),
        (word("семинар", scopes=(TITLE,)), "a"),
        (word("прошёл", scopes=(TITLE,)), ""),
        (Keyword("city", ("c1",)), "ab"),
        (Keyword("city", ("c1", "c2")), "abc"),
        (Keyword("city", ()), ""),
        (Keyword("city", ("c9",)), ""),
        (Keyword("language", ("kk",)), "e"),
        (All((word("семинар"), Keyword("city", ("c2",)))), "b"),
    ],
)
def test_sets(reader: Reader, plan: Plan, found: str) -> None:
    """And, or, not, scopes and keywords give exactly these documents, and the total says so."""
    answer = ask(reader, plan)
    assert "".join(sorted(document for document, _ in answer.page)) == found
    assert answer.total == reader.count(plan) == len(found)


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2014-01-01", "2014-12-31", "ab"),
        ("2015-01-01", "2015-12-31", "b"),
        ("0001-01-01", "2014-06-01", "ad"),
        ("2014-06-01", "9999-12-31", "bc"),
        ("0001-01-01", "9999-12-31", "abcd"),
        ("2014-02-19", "2014-02-19", "a"),
        ("2014-02-20", "2014-02-20", ""),
        ("0001-01-01", "0001-01-01", ""),
    ],
)
def test_date_ranges(reader: Reader, first: str, last: str, found: str) -> None:
    """A range finds the documents whose days meet it, at open ends too; an undated document is in none."""
    assert ids(reader, days(first, last)) == found


def test_closer_tiers_rank_higher(build: Callable[..., Reader]) -> None:
    """The form as typed, then the chosen lemma, then a stem of a language without dictionary, then another reading."""

    def text(form: str, lemma: str, readings: tuple[str, ...] = (), stems: tuple[str, ...] = ()) -> TokenTable:
        return TokenTable.of([[Token(Span(0, 5), form, lemma, readings, stems)]])

    asked = Token(Span(0, 5), "стали", "стать", (), ("стали",))
    tables = [
        text("сталина", "сталин", (), ("стали",)),
        text("стало", "иное", ("стать",)),
        text("стал", "стать"),
        text("стали", "стать"),
    ]
    records = [_record(f"{number}", table) for number, table in enumerate(tables)]
    plan = Match((query_word(asked, Precision.WIDE),), BOTH)
    found = ask(build(records), plan).page
    assert "".join(document for document, _ in found) == "3201"
    assert len({score for _, score in found}) == 4


def _record(id: str, tokens: TokenTable) -> Any:
    return IndexRecord(id, "", id, "raw", "text/plain", "", "", 0, ("ru",), "", tokens, TokenTable.of([]), (), {})


def test_title_counts_more(build: Callable[..., Reader], sheet: Any) -> None:
    """Of two documents with the word once, the one that has it in its title comes first."""
    reader = build([sheet("О тарифах. Мэр.", title="Отчёт").record("a"), sheet("О прочем. Отчёт.", title="Мэр").record("b")])
    assert ids(reader, word("мэром")) == "ba"


def test_boilerplate_is_found_and_ranks_last(build: Callable[..., Reader], sheet: Any) -> None:
    """A word that stands ten times in shared text counts less than one that stands once in a document's own."""
    funder = "Проект ЕС. " * 10
    own = "О делах города и мэра. Проект."
    records = [sheet(funder + "\n" + own.replace("Проект", "Дело")).record("a", [Span(0, len(funder))]), sheet(own).record("b")]
    reader = build(records)
    assert ids(reader, word("проектом")) == "ba"


def test_equals_are_ordered_by_id_on_every_page(build: Callable[..., Reader], sheet: Any) -> None:
    """Paging through equal documents shows each once, in order of id, by relevance and by date."""
    reader = build([sheet("мэр", date="2014-01-01").record(f"{number:02}") for number in range(25)])
    for sort in ("relevance", "date"):
        pages = [ask(reader, word("мэр"), page=page, size=10, sort=sort) for page in (1, 2, 3, 4)]
        assert [document for found in pages for document, _ in found.page] == [f"{number:02}" for number in range(25)]
        assert {found.total for found in pages} == {25}


@pytest.mark.parametrize(("plan", "sort"), [("мэр", "relevance"), ("мэр", "date"), ("", "relevance"), ("", "date")])
@pytest.mark.parametrize("size", [1, 7, 23])
def test_pages_after_a_place_are_the_numbered_ones(
    build: Callable[..., Reader], sheet: Any, plan: str, sort: str, size: int
) -> None:
    """Among equals too each document comes once, in the order of one long page, and only the last page says it is the last."""
    texts = ["мэр", "мэр", "мэр города", "мэр мэр города и села"]
    made = [sheet(texts[n % 4], date=f"20{10 + n % 3}-01-01").record(f"{n:02}") for n in range(23)]
    reader, asked = build(made), word(plan) if plan else Everything()
    whole = ask(reader, asked, size=100, sort=sort)
    seen, after = [], None
    while True:
        found = ask(reader, asked, size=size, sort=sort, after=after)
        assert found.total == whole.total == 23
        seen += found.page
        assert found.more == (len(seen) < 23)
        after = found.last
        if not found.more:
            break
    assert tuple(seen) == whole.page
    assert after is not None
    assert ask(reader, asked, size=size, sort=sort, after=after) == Found(23, (), {})


@pytest.mark.parametrize(("plan", "sort"), [("мэр", "relevance"), ("мэр", "date"), ("", "relevance")])
@pytest.mark.parametrize("size", [1, 7])
def test_pages_before_a_place_lead_back_to_the_first(
    build: Callable[..., Reader], sheet: Any, plan: str, sort: str, size: int
) -> None:
    """From the last document page by page to the first, each once; less than a page before a place is the first page."""
    texts = ["мэр", "мэр", "мэр города", "мэр мэр города и села"]
    made = [sheet(texts[n % 4], date=f"20{10 + n % 3}-01-01").record(f"{n:02}") for n in range(22)]
    reader, asked = build(made), word(plan) if plan else Everything()
    whole = ask(reader, asked, size=100, sort=sort)
    found = ask(reader, asked, size=1, page=22, sort=sort)
    seen = list(found.page)
    while found.first is not None and found.first.at > size:
        found = ask(reader, asked, size=size, sort=sort, before=found.first)
        assert found.more
        seen = [*found.page, *seen]
        assert found.first is not None
        assert (found.first.at, found.last.at if found.last else 0) == (23 - len(seen), 22 - len(seen) + size)
    assert tuple(seen) == whole.page
    near = ask(reader, asked, size=4, page=1, sort=sort).last
    assert near is not None
    assert near.at == 4
    assert ask(reader, asked, size=7, sort=sort, before=near).page == whole.page[:7]


def test_a_place_need_not_be_held(build: Callable[..., Reader], sheet: Any) -> None:
    """A document that is gone still has a place among its equals, wherever the count says it stood."""
    reader = build([sheet("мэр").record(each) for each in "acdf"])
    key = ask(reader, word("мэр")).last
    assert key is not None
    for at in (0, 1, 40):
        assert ids(reader, word("мэр"), after=Place(key.key, "b", at)) == "cdf"
        assert ids(reader, word("мэр"), after=Place(key.key, "z", at)) == ""
        assert ids(reader, word("мэр"), after=Place(key.key + 1, "z", at)) == "acdf"
        assert ids(reader, word("мэр"), size=2, before=Place(key.key, "e", at)) == "cd"
        assert ids(reader, word("мэр"), size=2, before=Place(key.key - 1, "a", at)) == "df"


def test_newest_first(reader: Reader) -> None:
    """By date the newest comes first and the undated last."""
    assert ids(reader, Everything(), sort="date") == "cbade"


def test_facets_count_all_found(reader: Reader) -> None:
    """Facets count every document found, whatever the page shows; a value of none is left out."""
    found = ask(reader, word("семинар"), size=1, facets=("city", "language", "person"))
    assert found.facets == {"city": {"c1": 2, "c2": 1}, "language": {"ru": 2, "kk": 1}, "person": {}}
    assert reader.values("city") == {"c1": 2, "c2": 2}


def test_terms_with_prefix(reader: Reader) -> None:
    """Terms that begin alike come with their documents, most frequent first."""
    assert reader.terms("text_lemma", "сем", 5) == [("семинар", 3)]
    assert reader.terms("text_exact", "тара", 2) == [("тараз", 1), ("тараза", 1)]


def test_ids_are_all_there(reader: Reader) -> None:
    """An index can say what it holds."""
    assert list(reader.ids()) == list("abcde")


def test_records_must_be_in_order(build: Callable[..., Reader], sheet: Any) -> None:
    """Records out of order would break ties wrongly and are refused."""
    with pytest.raises(ValueError, match="a comes after b: records must be in order of id"):
        build([sheet("мэр").record("b"), sheet("мэр").record("a")])


@pytest.mark.parametrize("name", LOCAL)
def test_empty_folder_is_no_index(name: str, tmp_path: Path) -> None:
    """Opening what is no index says how to make one."""
    with pytest.raises(IndexMissing, match="svod index"):
        engine(name).open(tmp_path, Weights())


def test_empty_index_answers(build: Callable[..., Reader]) -> None:
    """An archive without documents is searched without finding anything."""
    reader = build([])
    assert ask(reader, AnyOf((word("мэр"), word("мэр города"), Everything())), facets=("city",)) == Found(0, (), {"city": {}})


_LEMMAS = ("а", "б", "в")
_TEXTS = st.lists(st.lists(st.sampled_from(_LEMMAS), max_size=6), min_size=1, max_size=6)


def _matches(said: list[str], plan: Plan) -> bool:
    """What a plan means, said as simply as can be."""
    if isinstance(plan, Match):
        asked = [each.text for each in plan.words]
        return any(said[start : start + len(asked)] == asked for start in range(len(said)))
    if isinstance(plan, All):
        return all(_matches(said, part) for part in plan.parts) and not any(_matches(said, part) for part in plan.excluded)
    if isinstance(plan, AnyOf):
        return any(_matches(said, part) for part in plan.parts)
    return True


def _asked(said: Sequence[str]) -> Match:
    words: list[QueryWord] = [query_word(Token(Span(0, 1), each, each), Precision.WIDE) for each in said]
    return Match(tuple(words), BOTH)


_LEAVES = st.lists(st.sampled_from(_LEMMAS), min_size=1, max_size=3).map(_asked)
_PLANS = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.builds(All, st.lists(inner, min_size=1, max_size=3).map(tuple), st.lists(inner, max_size=2).map(tuple)),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
    ),
    max_leaves=6,
)


@given(texts=_TEXTS, plans=st.lists(_PLANS, min_size=1, max_size=8))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_answers_are_what_plans_mean(texts: list[list[str]], plans: list[Plan], build: Callable[..., Reader]) -> None:
    """For any texts and plans the documents found are those a plain reading of the plan gives."""
    tables = [TokenTable.of([[Token(Span(at, at + 1), said, said) for at, said in enumerate(text)]]) for text in texts]
    reader = build([_record(str(number), table) for number, table in enumerate(tables)])
    for plan in plans:
        wanted = [str(number) for number, text in enumerate(texts) if _matches(text, plan)]
        found = ask(reader, plan)
        assert sorted(document for document, _ in found.page) == wanted
        assert found.total == len(wanted)
