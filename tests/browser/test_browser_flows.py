"""What people do here, step by step, with scripts and without."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from conftest import Known

Visit = Callable[..., Any]

with_and_without = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


@with_and_without
@pytest.mark.parametrize("language", ["ru", "en"])
def test_from_a_word_to_its_place_in_a_document(visit: Visit, scripts: bool, language: str) -> None:
    """Search, narrow, take the filter away, open a hit, step to the next one, return."""
    with visit("/", language, scripts=scripts) as seen:
        page = seen.page
        page.fill("#q", "таразе")
        page.press("#q", "Enter")
        page.wait_for_url(re.compile("/search"))
        assert page.locator(".hits mark").first.inner_text().startswith("Тараз")
        page.locator(".facets section").first.locator("a").first.click()
        page.wait_for_url(re.compile("lang="))
        chosen = page.locator(".chips:not(.also) .chip")
        assert chosen.count() == 1
        chosen.click()
        page.wait_for_url(lambda url: "lang=" not in url)
        page.locator(".hits h2 a").first.click()
        page.wait_for_url(re.compile("/document/"))
        page.locator(".hitbar ol a").first.click()
        assert page.url.endswith("#hit-1")
        assert page.locator("mark#hit-1").count() == 1
        page.locator(".back").click()
        page.wait_for_url(re.compile("/search"))
        assert seen.complaints == []


@with_and_without
def test_from_a_name_to_the_sentence(visit: Visit, known: Known, scripts: bool) -> None:
    """An entity's sentence leads to its place in the document, where the name leads back."""
    with visit(f"/entity/{known.person}", scripts=scripts) as seen:
        page = seen.page
        page.locator(".sentences .to").first.click()
        page.wait_for_url(re.compile(r"/document/.*#t\d+"))
        target = page.locator(":target")
        assert target.count() == 1
        page.locator(f'a[href*="/entity/{known.person}"]').first.click()
        page.wait_for_url(re.compile(f"/entity/{known.person}"))


@with_and_without
def test_the_map_chooses_years(visit: Visit, scripts: bool) -> None:
    """Fewer years, fewer cities: at once with scripts, by the button without."""
    with visit("/map", scripts=scripts) as seen:
        page, rows = seen.page, "#cities tbody tr:visible"
        before = page.locator(rows).count()
        if scripts:
            assert page.locator(".spot").count() > 3
            page.locator("#last").fill("2012")
            page.locator("#last").dispatch_event("input")
        else:
            page.goto("/map?first=2012&last=2012")
        assert 0 < page.locator(rows).count() < before
        assert seen.complaints == []


@with_and_without
def test_a_large_network_is_drawn(visit: Visit, scripts: bool) -> None:
    """On a canvas that comes closer and goes back; without scripts as the picture of the most present."""
    with visit("/network?n=1000", scripts=scripts) as seen:
        page = seen.page
        if scripts:
            page.locator("#graph canvas").first.wait_for()
            page.locator("[data-way=closer]").click()
            page.locator("[data-way=whole]").click()
        assert page.locator("#drawn").is_visible() is not scripts
        assert page.locator("#drawn .node").count() > 10
        assert seen.complaints == []


@with_and_without
def test_two_names_are_compared(visit: Visit, scripts: bool) -> None:
    """Any form of a name will do; an unknown one is said to be unknown."""
    with visit("/compare", scripts=scripts) as seen:
        page = seen.page
        page.fill("#a", "Алматы")
        page.fill("#b", "Таразом")
        page.locator(".pair button").click()
        page.wait_for_url(re.compile("b="))
        assert page.locator(".heads h2").all_inner_texts() == ["Алматы", "Тараз"]
        page.goto("/compare?a=Алматы&b=Нигдебург")
        assert "Нигдебург" in page.locator(".complaint").inner_text()


@with_and_without
def test_the_interface_changes_its_language(visit: Visit, scripts: bool) -> None:
    """The page stays, its words change, and the choice goes along."""
    with visit("/search?q=город", scripts=scripts) as seen:
        page = seen.page
        page.locator('footer a[lang="kk"]').click()
        page.wait_for_url(re.compile("ui=kk"))
        assert page.locator("html").get_attribute("lang") == "kk"
        page.locator(".hits h2 a").first.click()
        page.wait_for_url(re.compile("/document/.*ui=kk"))
        assert page.locator("html").get_attribute("lang") == "kk"


def test_answers_come_while_typing(visit: Visit) -> None:
    """The list follows the box, the address too."""
    with visit("/search") as seen:
        page = seen.page
        page.locator("#q").press_sequentially("Тараз")
        page.wait_for_url(re.compile("q=%D0%A2"))
        assert page.locator(".hits mark").count() > 0
        assert seen.complaints == []


def test_keys(visit: Visit) -> None:
    """/ goes to the box, Esc leaves it, j and k walk, Enter opens."""
    with visit("/search?q=город") as seen:
        page = seen.page
        focused = "document.activeElement.textContent.trim()"
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "q"
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.id") != "q"
        titles = page.locator(".hits h2 a").all_inner_texts()
        for key, at in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
            page.keyboard.press(key)
            assert page.evaluate(focused) == titles[at]
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/document/"))


def test_a_search_is_kept_and_forgotten(visit: Visit) -> None:
    """Kept in this browser, shown on the first page, gone when told."""
    with visit("/search?q=город") as seen:
        page = seen.page
        page.locator("[data-save]").click()
        assert page.locator("[data-save]").get_attribute("aria-pressed") == "true"
        page.goto("/")
        assert page.locator("#saved a").inner_text() == "город"
        page.locator("#saved button").click()
        assert page.locator("#saved").is_hidden()


def test_the_whole_answer_is_taken_away(visit: Visit) -> None:
    """Every form of it comes as a file."""
    with visit("/search?q=город") as seen:
        for name in ("CSV", "JSONL", "BibTeX", "RIS"):
            with seen.page.expect_download() as waiting:
                seen.page.get_by_role("link", name=name, exact=True).click()
            assert waiting.value.suggested_filename.startswith("svod.")


@with_and_without
def test_a_name_is_corrected_and_corrected_back(visit: Visit, known: Known, scripts: bool) -> None:
    """From the entity to its forms, a new name with a reason, who did it, and all as before."""
    with visit(f"/entity/{known.person}", scripts=scripts) as seen:
        page = seen.page
        before = page.locator("h1").inner_text()
        page.get_by_role("link", name="Исправить", exact=True).click()
        page.fill("#new-name", "Кто-то Другой")
        page.fill("#because-rename", "проба")
        page.get_by_role("button", name="Переименовать").click()
        page.wait_for_url(re.compile("made="))
        assert "Кто-то Другой" in page.locator("h1").inner_text()
        assert "проба" in page.locator(".edits tbody tr").first.inner_text()
        assert seen.axe() == [] if scripts else True
        page.locator(".edits tbody form button").first.click()
        page.wait_for_url(re.compile("made="))
        page.goto(f"/entity/{known.person}")
        assert page.locator("h1").inner_text() == before
        assert seen.complaints == []


@with_and_without
def test_from_the_text_to_the_page_as_it_looks(visit: Visit, known: Known, scripts: bool) -> None:
    """The scan is a link away from what was read from it, and shows."""
    with visit(f"/document/{known.scan}", scripts=scripts) as seen:
        page = seen.page
        assert "сверяйте" in page.locator(".recognised").inner_text()
        page.locator("#page-1 a").click()
        page.wait_for_url(re.compile("/page/1"))
        assert page.locator(".facsimile img").evaluate("each => each.naturalWidth") > 1000 if scripts else True
        page.get_by_role("link", name="Ко всему тексту").click()
        page.wait_for_url(re.compile(f"/document/{known.scan}"))
        assert seen.complaints == []
