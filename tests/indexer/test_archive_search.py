"""A question to an archive: documents, snippets, reasons, facets and advice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from corpus.config import Config
from corpus.errors import BadQuery
from corpus.model import EntityType
from corpus.store import Store
from indexer.search import Archive, Facet, Results

Make = Callable[..., Archive]

CITY, PERSON = EntityType.CITY, EntityType.PERSON


@pytest.fixture
def small(archive: Make, sheet: Any) -> Archive:
    """Four documents in three languages."""
    return archive(
        [
            sheet(
                "Семинар для подписантов Соглашения Мэров прошёл в Таразе.\nОткрыла его Татьяна Шакирова.",
                title="Семинар в Таразе",
                date="2014-02-19",
                author="Ирина Городиская",
                names={"Таразе": (CITY, "Тараз"), "Татьяна Шакирова": (PERSON, "Татьяна Шакирова")},
            ),
            sheet("Мэр города Ош встретился с мэрами других городов.", date="2015-03-01", names={"Ош": (CITY, "Ош")}),
            sheet("The seminar took place in Almaty.", language="en", media_type="application/pdf"),
            sheet("Тараз қаласының әкімі кеңес өткізді.", language="kk", date="2014-07-01", names={"Тараз": (CITY, "Тараз")}),
        ]
    )


def _titles(results: Results) -> list[str]:
    return [hit.path for hit in results.hits]


@pytest.mark.parametrize(
    ("query", "paths"),
    [
        ("Таразом", "0 3"),
        ("подписантам соглашения мэров", "0"),
        ('"соглашение мэров"', "0"),
        ('"мэров соглашение"', ""),
        ("Шакировой", "0"),
        ("мэр", "1 0"),
        ("мэр -соглашение", "1"),
        ("Ош OR Almaty", "1 2"),
        ("seminars", "0 2"),
        ("қалада", "3"),
        ("қаласында", "3"),
        ("город:Тараз", "0 3"),
        ("город:Таразе", "0 3"),
        ("қала:(Ош OR Тараз)", "0 1 3"),
        ("person:Шакировой", "0"),
        ("мэр -город:Ош", "0"),
        ("lang:казахский", "3"),
        ("язык:en", "2"),
        ("type:pdf", "2"),
        ("source:raw мэр", "1 0"),
        ("заголовок:семинар", "0"),
        ("text:семинар", "0 2"),
        ("автор:Городиская", "0"),
        ("path:3", "3"),
        ("дата:2014", "0 3"),
        ("дата:февраль 2014", "0"),
        ("date:>=2014-07", "1 3"),
        ("", "0 1 2 3"),
    ],
)
def test_questions(small: Archive, query: str, paths: str) -> None:
    """Each question finds these documents."""
    results = small.search(query)
    assert sorted(hit.path for hit in results.hits) == sorted(f"raw/{path}.txt" for path in paths.split())
    assert results.total == len(results.hits)


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("Таразе", ("form: Таразе", "title")),
        ("подписантам", ("word: подписант (подписантов)",)),
        ("город:Тараз семинар", ("form: Семинар", "title", "entity: Тараз (city)")),
        ("автор:Городиская", ("author",)),
        ("path:0", ("path",)),
        ("дата:2014-02", ()),
    ],
)
def test_hits_say_why(small: Archive, query: str, why: tuple[str, ...]) -> None:
    """The first document says by which words, parts and entities it was found."""
    hit = next(hit for hit in small.search(query).hits if hit.path == "raw/0.txt")
    assert hit.why == why


def test_stem_and_reading_are_named(archive: Make, sheet: Any) -> None:
    """A hit by another reading or a stem says so."""
    opened = archive([sheet("Они ели суп."), sheet("Тараз қаласының әкімі", language="kk")])
    assert opened.search("ель").hits[0].why == ("reading: ель (ели)",)
    assert opened.search("қаласында").hits[0].why == ("stem: қалас",)


def test_hit_by_entity_shows_its_mention(small: Archive) -> None:
    """A document found by a city shows where it names it."""
    (hit,) = small.search("город:Ош").hits
    (snippet,) = hit.snippets
    assert [span.of(snippet.text) for span in snippet.spans] == ["Ош"]


def test_hit_by_date_shows_its_lead(small: Archive) -> None:
    """A document found by its date shows how it begins."""
    (hit,) = small.search("date:2015").hits
    assert hit.snippets[0].text.startswith("Мэр города Ош")
    assert (hit.date, hit.language, hit.score) == ("2015-03-01", "ru", 0.0)


def test_facets_have_labels(small: Archive) -> None:
    """Facets are counted over all that was found and named for people."""
    facets = small.search("").facets
    assert facets["city"] == (Facet("city-Тараз", "Тараз", 2), Facet("city-Ош", "Ош", 1))
    assert facets["language"][0] == Facet("ru", "русский", 2)
    assert facets["type"] == (Facet("text/plain", "Text", 3), Facet("application/pdf", "PDF", 1))
    assert facets["year"] == (Facet("2014", "2014", 2), Facet("2015", "2015", 1))
    assert list(facets) == "language type year city person organisation country programme source".split()


def test_filters_narrow(small: Archive) -> None:
    """Values of one filter are alternatives, several filters must all hold; they do not change scores."""
    assert _titles(small.search("", filters={"year": ["2014"], "language": ["kk", "en"]})) == ["raw/3.txt"]
    free = {hit.path: hit.score for hit in small.search("мэр").hits}
    for hit in small.search("мэр", filters={"city": ["city-Тараз"], "year": []}).hits:
        assert free[hit.path] == hit.score


@pytest.mark.parametrize(
    ("query", "advice"),
    [
        ("зюзя", "no document holds зюзя"),
        ("зюзя мэр", "no document holds зюзя; found alone: мэр (2)"),
        ("Almaty Ош", "each is found, but not together: almaty (1), ош (1); try OR between them"),
        ("title:мэр", "no document holds title:мэр"),
        ('"мэр соглашения"', 'no document holds "мэр соглашения"'),
        ("город:Тарза", "no city is known as 'Тарза'; there is: Тараз"),
        ("lang:fr", "no document has language 'fr'; there is: ru, en, kk"),
        ("date:1999", "no document holds this date"),
        ("(зюзя OR бзик) мэр", "no document holds зюзя or бзик; found alone: мэр (2)"),
    ],
)
def test_advice_when_nothing_is_found(small: Archive, query: str, advice: str) -> None:
    """An empty answer says which part of the question nobody answers."""
    results = small.search(query)
    assert (results.total, results.advice) == (0, advice)


def test_advice_names_filter_and_precision(small: Archive) -> None:
    """A filter or a narrow precision that may be to blame is named."""
    results = small.search("мэром", precision="exact", filters={"year": ["1999"]})
    assert "only the precision 'exact' was searched" in results.advice
    assert results.advice.endswith("remove a filter to search more documents")
    assert not small.search("мэр").advice


def test_precision(archive: Make, sheet: Any) -> None:
    """Exact finds the form, word its lemma, wide every reading."""
    opened = archive([sheet("под елью темно"), sheet("Они ели суп.")])
    totals = [opened.search("ель", precision=precision).total for precision in ("exact", "word", "wide")]
    assert totals == [0, 1, 2]


def test_order_and_pages(small: Archive) -> None:
    """Pages follow one another in the chosen order."""
    assert _titles(small.search("", sort="date")) == ["raw/1.txt", "raw/3.txt", "raw/0.txt", "raw/2.txt"]
    pages = [_titles(small.search("", sort="date", page=page, size=3)) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [3, 1, 0]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"sort": "size"}, "'size' is not an order"),
        ({"precision": "fuzzy"}, "'fuzzy' is not a precision"),
        ({"page": 0}, "there is no page 0 of 10 hits"),
        ({"filters": {"colour": ["red"]}}, "there is no filter 'colour'"),
    ],
)
def test_wrong_options_are_refused(small: Archive, options: dict[str, Any], reason: str) -> None:
    """An option that means nothing is named together with what may be chosen."""
    with pytest.raises(BadQuery, match=reason):
        small.search("мэр", **options)


def test_documents_that_vanished_are_not_shown(small: Archive, config: Config) -> None:
    """Between a document's end and the next index its hit is left out of the page."""
    with Store.of(config, write=True) as store:
        run = store.begin_run("ingest")
        store.vanish(["raw/1.txt"], run)
    results = small.search("мэр")
    assert (results.total, _titles(results)) == (2, ["raw/0.txt"])


def test_a_passage_in_a_language_is_found_and_shown_first(archive: Make, sheet: Any) -> None:
    """«lang:kk» finds a Kazakh paragraph in a Russian document, the facet counts it, and snippets begin with it."""
    kazakh = "Тараз қаласының әкімі Энергетика министрлігінің өкілдерімен кеңес өткізді."
    russian = "Семинар в городе Тараз провели для представителей местных органов власти и общественных организаций."
    mixed = sheet(f"{russian}\n{kazakh}\nТараз.", spoken=("ru", "kk", "en"))
    found = archive([mixed, sheet(russian)]).search("тараз lang:kk")
    assert [hit.path for hit in found.hits] == ["raw/0.txt"]
    assert [snippet.language for snippet in found.hits[0].snippets][:2] == ["kk", "ru"]
    assert found.hits[0].languages == ("ru",)


def test_languages_are_counted_by_passage(archive: Make, sheet: Any) -> None:
    """Two documents, one with a passage in Kazakh; a word of another language is none."""
    kazakh = "Тараз қаласының әкімі Энергетика министрлігінің өкілдерімен кеңес өткізді."
    some = archive([sheet(f"Семинар провели в городе.\n{kazakh}\nTaraz", spoken=("ru", "kk", "en")), sheet("Семинар.")])
    assert [(facet.value, facet.count) for facet in some.search("").facets["language"]] == [("ru", 2), ("kk", 1)]
    assert some.search("lang:kk").hits[0].snippets[0].text == kazakh
