"""Pages whose content can be told without weighing: it is marked, or there is little else."""

import pytest
from lxml.html import document_fromstring

from corpus.formats.builder import TextBuilder
from corpus.formats.content import add_content
from corpus.model import BlockKind

SENTENCE = "Городской совет утвердил смету на утепление школ, и первые бригады выйдут на крыши уже в понедельник утром. "
MENU = '<ul class="menu"><li><a href="/">Главная</a></li><li><a href="/news">Новости</a></li></ul>'


def content(body: str, title: str = "") -> list[tuple[BlockKind, str]] | None:
    builder = TextBuilder()
    added = add_content(builder, document_fromstring(f"<html><head><title>x</title></head><body>{body}</body></html>"), title)
    text, blocks = builder.build()
    assert added or not text
    return [(block.kind, block.span.of(text)) for block in blocks] if added else None


@pytest.mark.parametrize(
    "mark", ['<div id="content">', '<div role="main">', "<main>", "<article>", '<td id="content">', '<div id="DisplayArea">']
)
def test_marked_content_is_taken_whole(mark: str) -> None:
    """The day above the heading, the list of links below and a caption belong to it; the menu around does not."""
    cell = mark.startswith("<td")
    tag = mark.strip("<>").split()[0]
    page = (
        f"{mark}<div class='date'>22.04.2013</div><h1>Крыши</h1><p>{SENTENCE}</p><figure><figcaption>Школа № 62</figcaption>"
        f"</figure><h2>См. также</h2><ul><li><a href='/a'>Смета</a></li></ul></{tag}>"
    )
    page = f"<table><tr><td>{MENU}</td>{page}</tr></table>" if cell else f"{MENU}{page}<div>© Проектный офис</div>"
    assert content(page) == [
        (BlockKind.PARAGRAPH, "22.04.2013"),
        (BlockKind.TITLE, "Крыши"),
        (BlockKind.PARAGRAPH, SENTENCE.strip()),
        (BlockKind.CAPTION, "Школа № 62"),
        (BlockKind.HEADING, "См. также"),
        (BlockKind.LIST_ITEM, "Смета"),
    ]


def test_a_page_of_little_but_text_loses_its_menus() -> None:
    """Links alone before the first heading and at the end are menus, whatever they are called; the text is kept."""
    links = "<p><a href='1.html'>Назад</a> | <a href='2.html'>Вперёд</a></p>"
    found = content(f"{links}<h1>Крыши</h1><p>{SENTENCE * 5}</p><pre>make roof\nmake wall</pre>{links}")
    assert found is not None
    assert [text for _, text in found] == ["Крыши", (SENTENCE * 5).strip(), "make roof\nmake wall"]


def test_a_box_at_the_side_with_sentences_is_text() -> None:
    """DocBook sets parts of a text in a «sidebar»; links alone are a menu; a section is not what its id begins with."""
    box, menu = f'<div class="sidebar"><p>{SENTENCE}</p></div>', '<div class="sidebar"><a href="/a">Архив</a></div>'
    section = f'<div id="social-media-policy"><p>{SENTENCE}</p></div>'
    found = content(f"<h1>Крыши</h1><p>{SENTENCE * 3}</p>{box}{menu}{section}")
    assert found is not None
    assert [text for _, text in found[2:]] == [SENTENCE.strip(), SENTENCE.strip()]


def test_rows_items_and_lines() -> None:
    """A table of values stays rows, a cell of text is paragraphs; an item keeps its paragraphs and gives its list a level."""
    table = f"<table><tr><th>Школа</th><th>Дата</th></tr><tr><td>{SENTENCE * 4}</td><td>май</td></tr></table>"
    items = "<ul><li><p>Крыша</p><p>до мая</p><ul><li>жесть</li></ul></li></ul>"
    assert content(f"<main>{table}{items}<p>{SENTENCE}</p></main>") == [
        (BlockKind.TABLE_ROW, "Школа\tДата"),
        (BlockKind.PARAGRAPH, (SENTENCE * 4).strip()),
        (BlockKind.PARAGRAPH, "май"),
        (BlockKind.LIST_ITEM, "Крыша\nдо мая"),
        (BlockKind.LIST_ITEM, "жесть"),
        (BlockKind.PARAGRAPH, SENTENCE.strip()),
    ]


def test_what_stands_behind_a_stray_end_of_the_body_is_kept() -> None:
    """Makers of pages close the body too early; readers see the rest all the same."""
    found = content(f"<div><p>{SENTENCE}</p></body><h2>Дальше</h2><p>{SENTENCE}</p></div>")
    assert found is not None
    assert [text for _, text in found] == [SENTENCE.strip(), "Дальше", SENTENCE.strip()]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            f"<article>{SENTENCE}</article><article>{SENTENCE}</article>" + "<a href='/x'>ещё</a>" * 30, id="furniture"
        ),
        pytest.param(f"<main><p>{SENTENCE}</p>" + "<p><a href='/x'>Новость дня города</a></p>" * 9 + "</main>", id="links"),
        pytest.param(f"<main><p>{SENTENCE}</p></main><p>{SENTENCE * 3}</p>", id="text elsewhere"),
        pytest.param("<div>" * 300 + SENTENCE, id="deep"),
        pytest.param("<main></main>", id="empty"),
    ],
)
def test_a_cluttered_page_is_left_to_be_weighed(page: str) -> None:
    """Many links around or within the content, or sentences outside it: nothing is added."""
    assert content(page) is None
