"""Versions of one release in an answer: one hit for all, or one each; totals and pages agree either way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from corpus import config as configuration
from corpus.errors import BadQuery
from corpus.relate import relate
from corpus.store import Store
from indexer.build import build_index
from indexer.search import Archive

Make = Callable[..., Archive]

RELEASE = (
    "В Таразе завершён первый энергоаудит жилых домов города: специалисты обследовали 42 дома и нашли, где уходит тепло.\n"
    "По словам директора проекта, работы начнутся весной и продлятся до осени, жители получат отчёт о каждом подъезде."
)
EDITION = RELEASE.replace("42", "43")
OTHER = "Троллейбусы с рекуперацией энергии вышли на линию в Бельцах, тепло и работы в городе продолжаются."


@pytest.fixture(params=["whoosh", "tantivy"])
def releases(archive: Make, sheet: Any, request: pytest.FixtureRequest) -> Archive:
    """Three editions of a release and another document, in the order 0 to 3."""
    opened = archive(
        [
            sheet(RELEASE, title="Энергоаудит", date="2013-03-14"),
            sheet(EDITION, title="Энергоаудит", date="2013-03-15"),
            sheet(EDITION.upper(), title="Энергоаудит", date="2013-03-16"),
            sheet(OTHER, date="2017-05-23"),
        ]
    )
    settings = configuration.load(opened.config.root, {"index.engine": request.param}, environment={})
    with Store.of(settings, write=True) as store:
        relate(store)
        build_index(settings, store)
    return opened


def test_versions_are_one_hit_with_the_others_beside_it(releases: Archive) -> None:
    """The best stands for all; the others are named with how they are alike; the total counts every document."""
    found = releases.search("энергоаудит")
    assert (found.total, found.folded, found.distinct, len(found.hits)) == (3, 2, 1, 1)
    assert sorted(version.kind for version in found.hits[0].versions) in (["copy", "version"], ["version", "version"])


def test_versions_are_shown_one_by_one_on_request(releases: Archive) -> None:
    """Nothing is left out then."""
    found = releases.search("энергоаудит", duplicates="show")
    assert (found.total, found.folded, len(found.hits)) == (3, 0, 3)


def test_the_newest_version_leads_by_date(releases: Archive) -> None:
    """The order of the answer says which version stands for all."""
    found = releases.search("", sort="date")
    assert [hit.date for hit in found.hits] == ["2017-05-23", "2013-03-16"]
    assert found.total == 4


def test_pages_hold_what_the_whole_answer_holds(releases: Archive) -> None:
    """Pages of one hit each follow one another without a gap."""
    whole = [hit.id for hit in releases.search("тепло").hits]
    paged = [releases.search("тепло", page=page, size=1).hits[0].id for page in (1, 2)]
    assert whole == paged
    assert releases.search("тепло", page=3, size=1).hits == ()


def test_facets_count_what_their_filter_finds(releases: Archive) -> None:
    """Folded versions count: a filter by year may leave only them."""
    years = {facet.value: facet.count for facet in releases.search("").facets["year"]}
    assert years == {year: releases.search("", filters={"year": (year,)}).total for year in years}


def test_other_ways_with_duplicates_are_refused(releases: Archive) -> None:
    """With what may be chosen."""
    with pytest.raises(BadQuery, match="fold or show"):
        releases.search("тепло", duplicates="hide")
