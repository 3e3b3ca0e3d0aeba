"""What the interface says and where its links lead: plural forms, dates, addresses, charts and pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from corpus.model import BlockKind, Charset, DocumentDate, Passage, Span, StoredDocument
from indexer.web.asked import Asked
from indexer.web.catalogue import FOLDER as CATALOGUES
from indexer.web.catalogue import ORDER
from indexer.web.chart import by_year
from indexer.web.marking import Layers
from indexer.web.paging import Paging
from indexer.web.structure import arrange
from indexer.web.texts import Texts
from indexer.web.urls import Links, outside

RU, EN, KK, UK = Texts("ru"), Texts("en"), Texts("kk"), Texts("uk")
FOLDER = Path(__file__).parents[3] / "indexer" / "web"


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 документов"), (1, "1 документ"), (2, "2 документа"), (5, "5 документов"), (11, "11 документов"),
     (21, "21 документ"), (22, "22 документа"), (112, "112 документов"), (1001, "1 001 документ")],
)  # fmt: skip
def test_russian_counts(number: int, said: str) -> None:
    """1 документ, 2 документа, 5 документов, and all numbers that end alike."""
    assert RU.count("documents", number).replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize(("number", "said"), [(1, "1 документ"), (3, "3 документи"), (5, "5 документів"), (21, "21 документ")])
def test_ukrainian_counts(number: int, said: str) -> None:
    """1 документ, 3 документи, 5 документів."""
    assert UK.count("documents", number).replace("\N{NO-BREAK SPACE}", " ") == said


def test_kazakh_nouns_stay_singular_after_numbers() -> None:
    """«1 құжат», «5 құжат»; the day comes after the year: «2014 ж. 19–20 ақпан»."""
    assert KK.count("documents", 5).replace("\N{NO-BREAK SPACE}", " ") == "5 құжат"
    assert re.sub(r"\s", " ", KK.dated(DocumentDate("", "2014-02-19", "2014-02-20", "range", "text"))) == "2014 ж. 19–20 ақпан"


@pytest.mark.parametrize(("number", "said"), [(0, "0 documents"), (1, "1 document"), (21, "21 documents")])
def test_english_counts(number: int, said: str) -> None:
    """One is one, all else many."""
    assert EN.count("documents", number).replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize(
    ("edtf", "start", "stop", "precision", "ru", "en"),
    [
        ("2014-02-19", "2014-02-19", "2014-02-19", "day", "19 февраля 2014 г.", "February 19, 2014"),
        ("2014-02-19/2014-02-20", "2014-02-19", "2014-02-20", "range", "19–20 февраля 2014 г.", "February 19–20, 2014"),
        ("2014-02", "2014-02-01", "2014-02-28", "month", "февраль 2014 г.", "February 2014"),
        ("2014", "2014-01-01", "2014-12-31", "year", "2014", "2014"),
        ("2014-34", "2014-04-01", "2014-06-30", "quarter", "2-й квартал 2014 г.", "Q2 2014"),
        ("2014-02-28/2014-03-02", "2014-02-28", "2014-03-02", "range", "28 февраля 2014 г. – 2 марта 2014 г.",
         "February 28, 2014 – March 2, 2014"),
    ],
)  # fmt: skip
def test_dates_are_as_precise_as_known(edtf: str, start: str, stop: str, precision: str, ru: str, en: str) -> None:
    """A month is not turned into its first day."""
    date = DocumentDate(edtf, start, stop, precision, "text")
    assert re.sub(r"\s", " ", RU.dated(date)) == ru
    assert EN.dated(date) == en


def test_unknown_codes_are_their_own_names() -> None:
    """A language, file type or stage without a phrase is shown as it is called inside."""
    assert RU.spoken("kk") == "казахский"
    assert RU.spoken("xx") == "xx"
    assert RU.media("image/x-unheard-of") == "image/x-unheard-of"
    assert RU.said("stage", "dig") == "dig"
    assert RU.size(1536) == "1,5\N{NO-BREAK SPACE}КБ"


def catalogue(language: str) -> Catalog:
    """What translators wrote."""
    with (CATALOGUES / f"{language}.po").open("rb") as source:
        return read_po(source, locale=language)


@pytest.mark.parametrize("language", ORDER)
def test_every_phrase_is_said_in_every_language(language: str) -> None:
    """No language lacks a phrase or a plural form, and each phrase has the same places to fill."""
    written, english = catalogue(language), catalogue("en")
    assert {message.id for message in written} == {message.id for message in english}
    for message in (message for message in written if message.id):
        other = english[message.id if isinstance(message.id, str) else message.id[0]]
        assert other is not None
        forms = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        assert all(forms), message.id
        assert not message.fuzzy, message.id
        if message.pluralizable:
            assert len(forms) == written.num_plurals, message.id
        else:
            assert places(message.string) == places(other.string), message.id


def places(said: object) -> set[str]:
    """The places that a phrase leaves to fill."""
    return set(re.findall(r"\{\w+\}", str(said)))


def test_templates_say_only_what_the_catalogue_has() -> None:
    """Every key written out in a template is there, and every plain key is used somewhere."""
    files = [file for kind in ("*.html", "*.xml", "*.py") for file in FOLDER.rglob(kind) if file.name != "catalogue.py"]
    source = "\n".join(file.read_text("utf-8") for file in files)
    ids = [message.id for message in catalogue("en") if message.id]
    phrases = {id for id in ids if isinstance(id, str)}
    used = set(re.findall(r"""\b(?:t|texts|self)\(["']([\w.]+)["'](?=[,)])""", source))
    assert used - phrases == set()
    counted = set(re.findall(r"""\bcount\(["'](\w+)["']""", source))
    assert counted ^ {id[0].removeprefix("count.") for id in ids if not isinstance(id, str)} == set()
    named = set(re.findall(r"""["'](\w+)["']""", source))
    assert {key for key in phrases if "." not in key} - named == set()


def test_equal_searches_have_equal_addresses() -> None:
    """Filters stand in one order, defaults and repetitions are left out."""
    links = Links()
    one = Asked().plus("city", "b").plus("language", "ru")
    other = Asked().plus("language", "ru").plus("city", "b")
    assert links.search(one) == links.search(other) == "/search?lang=ru&city=b"
    assert links.search(one.minus("city", "b").minus("language", "ru")) == "/search"
    assert Asked.of("а", {"city": ["b", "", "b"]}).filters == {"city": ("b",)}


def test_addresses_are_quoted_below_their_prefix() -> None:
    """Nothing in an id or a query breaks out of its place."""
    links = Links("/архив", "en")
    assert links.document("a/b?c", Asked('"x" & y'), "t5") == "/архив/document/a%2Fb%3Fc?q=%22x%22+%26+y&ui=en#t5"
    assert links.here("/search", [("q", "а"), ("ui", "ru")], "en") == "/архив/search?q=%D0%B0&ui=en"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//host", "", " javascript:alert(1)"])
def test_only_web_addresses_are_linked(url: str) -> None:
    """A document's own address may be anything."""
    assert outside(url) == ""
    assert outside("https://example.org/") == "https://example.org/"


def test_a_chart_shows_empty_years() -> None:
    """2014 and 2016 leave room for 2015; the highest bar is the highest."""
    chart = by_year({2014: 2, 2016: 4})
    assert chart is not None
    assert [(bar.year, bar.count) for bar in chart.bars] == [(2014, 2), (2015, 0), (2016, 4)]
    assert chart.bars[1].height == 0
    assert chart.bars[2].height > chart.bars[0].height
    assert by_year({}) is None


def test_a_long_chart_stays_readable() -> None:
    """Many years get narrow bars and a label every five years; a millennium shows only years that have documents."""
    chart = by_year(dict.fromkeys(range(1950, 2021), 1))
    assert chart is not None
    assert [bar.year for bar in chart.bars if bar.labelled][:2] == [1950, 1955]
    long = by_year({1020: 1, 2020: 1})
    assert long is not None
    assert len(long.bars) == 2


@pytest.mark.parametrize(
    ("page", "total", "shown"),
    [(1, 5, [1]), (1, 25, [1, 2, 3]), (5, 100, [1, None, 3, 4, 5, 6, 7, None, 10]), (99, 25, [1, None, 3])],
)
def test_paging_offers_the_ends_and_what_is_near(page: int, total: int, shown: list[int | None]) -> None:
    """Gaps are gaps; a page beyond the last leads back."""
    paging = Paging.of(page, total, 10, str)
    assert [each.number if each else None for each in paging.pages] == shown


def document(text: str, languages: tuple[str, ...] = ("ru",)) -> StoredDocument:
    """A document that says ``text``."""
    charset = Charset("utf-8", "", 1.0)
    return StoredDocument(
        "0" * 12, "0" * 64, ("raw/a",), "raw", 1, "text/plain", "", "", "", languages[0], languages, None, charset, 0, 1, text
    )  # fmt: skip


def test_passages_become_parts() -> None:
    """List items stand together, rows have cells, a shared paragraph is a stretch of its own, languages are told."""
    lines = [
        ("Заглавие", BlockKind.HEADING, "ru"), ("- раз", BlockKind.LIST_ITEM, "ru"), ("два", BlockKind.LIST_ITEM, "en"),
        ("а\tб", BlockKind.TABLE_ROW, "und"), ("общее " * 40, BlockKind.PARAGRAPH, "ru"),
    ]  # fmt: skip
    text = "\n".join(line for line, _, _ in lines)
    starts = [text.index(line) for line, _, _ in lines]
    passages = [
        Passage(Span(start, start + len(line)), kind, language, 1.0, "")
        for start, (line, kind, language) in zip(starts, lines, strict=True)
    ]
    own, shared = arrange(document(text), passages, [passages[-1].span], Layers(text))
    assert [part.kind for part in own.parts] == ["text", "list", "table"]
    assert [item.bulleted for item in own.parts[1].items] == [True, False]
    assert [item.said for item in own.parts[1].items] == ["", "en"]
    assert own.parts[2].items[0].cells == ("а", "б")
    assert (shared.shared, shared.passages) == (True, 1)
    assert shared.parts[0].items[0].said == "ru"
