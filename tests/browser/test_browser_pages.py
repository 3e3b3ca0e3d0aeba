"""Every page in a real browser: nothing breaks, nothing is forbidden, everyone can use it, it is light and fits its screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from conftest import HEAVIEST_BYTES, WHOLE, Known

Visit = Callable[..., Any]

PAGES = {
    "home": "/",
    "search": "/search?q=Алматы",
    "filtered": "/search?q=город&lang=ru&year=2014&sort=date",
    "nothing": "/search?q=абракадабра",
    "document": "/document/{document}?q=семинар",
    "print": "/document/{document}/print",
    "beside": "/document/{one}/beside/{other}",
    "scan": "/document/{scan}/page/1",
    "person": "/entity/{person}",
    "correct": "/entity/{person}/correct?same=Алматы",
    "edits": "/edits",
    "city": "/entity/{city}",
    "entities": "/entities?type=organisation",
    "map": "/map",
    "network": "/network",
    "large": "/network?n=1000",
    "around": "/network?around={person}",
    "timeline": "/timeline?year=2014",
    "names": "/compare?a=Алматы&b=Тараз",
    "periods": "/compare?a=2013-2014&b=2016",
    "runs": "/runs",
    "api": "/api",
    "login": "/login",
    "audit": "/audit",
}
LANGUAGES = ("ru", "en", "kk", "uk")
HEAVY = ("map", "scan", "large")
"""Shapes of countries, the picture of a page, and what draws a thousand names."""

FEW = tuple(PAGES) if WHOLE else ("home", "filtered", "document", "map", "network", "names", "scan", "correct")
SAMPLE = [(name, ("ru", "en")[n % 2], ("light", "dark")[n // 2 % 2]) for n, name in enumerate(PAGES)]
EVERYTHING = [(name, language, scheme) for name in PAGES for language in LANGUAGES for scheme in ("light", "dark")]


def where(name: str, known: Known) -> str:
    """A page's address in this archive."""
    one, other = known.versions
    return PAGES[name].format(
        document=known.document, one=one, other=other, person=known.person, city=known.city, scan=known.scan
    )


@pytest.mark.parametrize(("name", "language", "scheme"), EVERYTHING if WHOLE else SAMPLE)
def test_a_page_is_sound(visit: Visit, known: Known, name: str, language: str, scheme: str) -> None:
    """No console message, no forbidden load, nothing for axe to find, at most 100 KB without maps and scans."""
    with visit(where(name, known), language, scheme=scheme) as seen:
        assert seen.page.locator("html").get_attribute("lang") == language
        assert seen.axe() == []
        assert seen.complaints == []
        if name not in HEAVY:
            assert seen.weight() <= HEAVIEST_BYTES


@pytest.mark.parametrize("name", FEW)
def test_a_page_fits_a_phone(visit: Visit, known: Known, name: str) -> None:
    """On 360 pixels nothing but tables and pictures is scrolled sideways."""
    with visit(where(name, known), "ru", width=360) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("name", FEW)
def test_a_page_needs_no_script(visit: Visit, known: Known, name: str) -> None:
    """Without scripts there is a heading, the text, and nothing that only a script could fill."""
    with visit(where(name, known), "en", scripts=False) as seen:
        assert seen.page.locator("h1").count() == 1
        assert seen.page.locator("main").inner_text().strip()
        assert seen.page.locator("#map:visible, [data-save]:visible, #saved:visible").count() == 0
        assert seen.complaints == []
