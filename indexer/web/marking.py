"""Text becomes HTML: cut wherever a mention, a hit or an anchor begins or ends, each piece escaped as it is cut.

Mentions may lie inside one another (Алматы in «Акимат города Алматы»): only the outermost is a link, so that the HTML is
valid; hits may cross them, and are then marked in pieces.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from corpus.model import Span
from indexer.web.urls import hit_place, place

Hit = tuple[Span, int]
"""Where a hit stands, and its number from 1."""


@dataclass(frozen=True, slots=True)
class Named:
    """A mention as it is shown: ``kind`` is its type, ``href`` "" where there is nothing to link to."""

    span: Span
    kind: str
    href: str
    title: str


class Layers:
    """All that lies over one text: ``points`` are starts that pages may link to, ``steps`` what hit links say aloud.

    ``hit_address`` is where the n-th hit is shown, when not on the same page.
    """

    def __init__(
        self,
        text: str,
        named: Iterable[Named] = (),
        hits: Sequence[Span] = (),
        points: Iterable[int] = (),
        steps: tuple[str, str] = ("←", "→"),
        hit_address: Callable[[int], str] | None = None,
    ) -> None:
        self._text = text
        self._steps = steps
        self._hit_address = hit_address or (lambda number: f"#{hit_place(number)}")
        self._outer, self._inner = _nested(named)
        self._hits: list[Hit] = [(span, number) for number, span in enumerate(hits, 1)]
        self._points = sorted({*points, *(each.span.start for each in self._outer), *(span.start for span in hits)})
        borders = {
            border
            for span in (*hits, *(each.span for each in (*self._outer, *self._inner)))
            for border in (span.start, span.stop)
        }
        self._cuts = sorted(borders | set(self._points))
        self._inner_starts = [each.span.start for each in self._inner]
        self._outer_starts = [each.span.start for each in self._outer]
        self._hit_starts = [span.start for span in hits]

    def html(self, span: Span) -> Markup:
        """What the span covers, marked up."""
        return Markup("").join(self._pieces(span))

    def hits_in(self, span: Span) -> int:
        """How many hits begin in the span."""
        return bisect_left(self._hit_starts, span.stop) - bisect_left(self._hit_starts, span.start)

    def _pieces(self, span: Span) -> Iterator[Markup]:
        inside = self._cuts[bisect_right(self._cuts, span.start) : bisect_left(self._cuts, span.stop)]
        linked: Named | None = None
        finished: list[int] = []
        for start, stop in pairwise((span.start, *inside, span.stop)):
            outer = self._outer_at(start)
            if outer is not linked:
                yield from self._closed(linked, finished)
                linked, finished = outer, []
                if outer is not None:
                    yield _opened(outer, start)
            if self._is_point(start) and (outer is None or outer.span.start != start):
                yield Markup('<span class="point" id="{}"></span>').format(place(start))
            hit = self._hit_at(start)
            yield self._piece(Span(start, stop), hit, outer)
            if hit is not None and hit[0].stop <= stop:
                finished.append(hit[1])
                if linked is None:
                    yield from self._stepping(finished)
                    finished = []
        yield from self._closed(linked, finished)

    def _piece(self, span: Span, hit: Hit | None, outer: Named | None) -> Markup:
        shown = escape(span.of(self._text))
        if hit is not None:
            first = Markup(' id="{}"').format(hit_place(hit[1])) if hit[0].start == span.start else ""
            shown = Markup("<mark{}>{}</mark>").format(first, shown)
        for each in self._inner_of(outer):
            if each.span.covers(span):
                shown = Markup('<span class="name {}" title="{}">{}</span>').format(each.kind, each.title, shown)
        return shown

    def _closed(self, name: Named | None, hits: Sequence[int]) -> Iterator[Markup]:
        if name is not None:
            yield Markup("</a>") if name.href else Markup("</span>")
            yield from self._stepping(hits)

    def _stepping(self, hits: Sequence[int]) -> Iterator[Markup]:
        """Links to the hits before and after, shown where a hit is the page's target."""
        total = len(self._hits)
        if hits and total > 1:
            links = (
                Markup('<a href="{}" aria-label="{}">{}</a>').format(self._hit_address(number), said, sign)
                for number, said, sign in zip(((hits[0] - 2) % total + 1, hits[-1] % total + 1), self._steps, "←→", strict=True)
            )
            yield Markup('<span class="steps">{}</span>').format(Markup("").join(links))

    def _inner_of(self, outer: Named | None) -> list[Named]:
        if outer is None:
            return []
        first, last = (bisect_left(self._inner_starts, border) for border in (outer.span.start, outer.span.stop))
        return self._inner[first:last]

    def _outer_at(self, position: int) -> Named | None:
        at = bisect_right(self._outer_starts, position) - 1
        return self._outer[at] if at >= 0 and position < self._outer[at].span.stop else None

    def _hit_at(self, position: int) -> Hit | None:
        at = bisect_right(self._hit_starts, position) - 1
        return self._hits[at] if at >= 0 and position < self._hits[at][0].stop else None

    def _is_point(self, position: int) -> bool:
        at = bisect_left(self._points, position)
        return at < len(self._points) and self._points[at] == position


def marked(text: str, spans: Iterable[Span]) -> Markup:
    """A short text with its ``spans`` (ordered, apart) in ``<mark>``."""
    pieces, done = [], 0
    for span in spans:
        pieces += [escape(text[done : span.start]), Markup("<mark>{}</mark>").format(span.of(text))]
        done = span.stop
    return Markup("").join([*pieces, escape(text[done:])])


def breakable(path: str) -> Markup:
    """A path that may be broken after its slashes and underscores."""
    return Markup("").join(
        escape(part) + Markup("<wbr>") * (part[-1] in "/_") for part in re.findall(r"[^/_]*[/_]|[^/_]+", path)
    )


def _nested(named: Iterable[Named]) -> tuple[list[Named], list[Named]]:
    """Outermost names in text order, and those that lie in them or cross them."""
    outer: list[Named] = []
    inner: list[Named] = []
    for each in sorted(named, key=lambda each: (each.span.start, -each.span.stop)):
        if not len(each.span):
            continue
        (inner if outer and each.span.start < outer[-1].span.stop else outer).append(each)
    return outer, inner


def _opened(name: Named, start: int) -> Markup:
    first = Markup(' id="{}"').format(place(start)) if name.span.start == start else Markup("")
    if not name.href:
        return Markup('<span class="name {}" title="{}"{}>').format(name.kind, name.title, first)
    return Markup('<a class="name {}" href="{}" title="{}"{}>').format(name.kind, name.href, name.title, first)
