"""Names, hits and anchors over a text: whatever lies over it, the text stays the text and the HTML stays whole."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Span
from indexer.web.marking import Layers, Named, breakable, marked

TEXT = "Акимат города Алматы <и> Шакирова"
AKIMAT = Named(Span(0, 20), "organisation", "/entity/o", "организация: Акимат")
ALMATY = Named(Span(14, 20), "city", "/entity/c", "город: Алматы")


def spans_in(length: int) -> st.SearchStrategy[list[Span]]:
    """Any spans of a text, crossing, nested and empty ones too."""
    ends = st.tuples(st.integers(0, length), st.integers(0, length))
    return st.lists(ends.map(lambda pair: Span(min(pair), max(pair))), max_size=6)


def apart(spans: list[Span]) -> list[Span]:
    """Those that do not touch one another, in order, as hits are."""
    kept: list[Span] = []
    for span in sorted(spans):
        if len(span) and (not kept or kept[-1].stop <= span.start):
            kept.append(span)
    return kept


class Reader(HTMLParser):
    """Reads marked text back, without the arrows between hits."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag != "a" or "a" not in self.open
        self.open.append("steps" if dict(attrs).get("class") == "steps" else tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() in (tag, "steps")

    def handle_data(self, data: str) -> None:
        if "steps" not in self.open:
            self.said += data


def test_only_the_outermost_name_is_a_link() -> None:
    """The city inside the organisation's name keeps its colour and title, without a link of its own."""
    html = Layers(TEXT, [ALMATY, AKIMAT]).html(Span(0, len(TEXT)))
    assert html == (
        '<a class="name organisation" href="/entity/o" title="организация: Акимат" id="t0">Акимат города '
        '<span class="name city" title="город: Алматы">Алматы</span></a> &lt;и&gt; Шакирова'
    )


def test_a_hit_inside_a_link_keeps_its_steps_outside() -> None:
    """A link may not hold another: the arrows to other hits follow it."""
    html = Layers(TEXT, [AKIMAT], [Span(14, 20), Span(25, 33)]).html(Span(0, len(TEXT)))
    assert '<mark id="hit-1">Алматы</mark></a><span class="steps">' in html
    assert html.count("<mark") == 2


def test_points_are_anchors_once() -> None:
    """Other pages may lead to any place that was asked for."""
    html = Layers(TEXT, [], [], [25, 25]).html(Span(0, len(TEXT)))
    assert html.count('id="t25"') == 1


def test_a_name_without_entity_is_no_link() -> None:
    """Before the first linking there is nowhere to go."""
    html = Layers(TEXT, [Named(Span(25, 33), "person", "", "")]).html(Span(0, len(TEXT)))
    assert "<a" not in html
    assert '<span class="name person" title="" id="t25">Шакирова</span>' in html


@given(text=st.text(min_size=1, max_size=30), data=st.data())
def test_the_text_is_never_changed(text: str, data: st.DataObject) -> None:
    """Any names, hits and anchors over any text: read back, it is the same text, cut wherever one likes."""
    names = [Named(span, "city", "/e", "<i>") for span in data.draw(spans_in(len(text)))]
    hits = apart(data.draw(spans_in(len(text))))
    points = data.draw(st.lists(st.integers(0, len(text)), max_size=4))
    layers = Layers(text, names, hits, points)
    middle = data.draw(st.integers(0, len(text)))
    for piece in (Span(0, len(text)), Span(0, middle), Span(middle, len(text))):
        reader = Reader()
        reader.feed(str(layers.html(piece)))
        reader.close()
        assert reader.open == []
        assert reader.said == piece.of(text)


def test_snippets_are_escaped_piece_by_piece() -> None:
    """Markup beside a mark and in it stays text."""
    assert marked("<b>ах</b>", [Span(0, 5)]) == "<mark>&lt;b&gt;ах</mark>&lt;/b&gt;"
    assert marked("a&b", []) == "a&amp;b"


@pytest.mark.parametrize(
    ("path", "html"),
    [("raw/a_b.txt", "raw/<wbr>a_<wbr>b.txt"), ("<a>/", "&lt;a&gt;/<wbr>"), ("", ""), ("a", "a")],
)
def test_paths_break_where_they_may(path: str, html: str) -> None:
    """After slashes and underscores, nowhere else."""
    assert breakable(path) == html


def test_hits_are_counted_by_where_they_begin() -> None:
    """A folded stretch knows whether to open."""
    layers = Layers(TEXT, [], [Span(0, 6), Span(14, 20)])
    assert [layers.hits_in(Span(0, 14)), layers.hits_in(Span(14, 33)), layers.hits_in(Span(20, 33))] == [1, 1, 0]
