"""People and organisations as documents name them together: a picture drawn here, and a table of its lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import sqrt
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, StreamingResponse

from corpus.model import Entity, EntityType
from indexer.search import Archive
from indexer.web import shapes
from indexer.web.layout import lay_out, short
from indexer.web.pages.sheets import SHEET, sheet
from indexer.web.shapes.overview import Network, Node, Tie
from indexer.web.significance import CLEAR, together
from indexer.web.visit import Open, Reading, Visit

router = APIRouter()

WIDTH, HEIGHT = 1120, 720
SIZES = (40, 80, 150, 300, 1000)
"""How many names may be asked for."""

DRAWN = 300
"""A picture drawn here of more names would be a cloud: those are shown by a script that lets the reader come closer."""

_TYPES = (EntityType.PERSON, EntityType.ORGANISATION)
_TIES_A_NODE = 4
_ROWS = 120
_LETTER = 6.4
"""Pixels that a letter of a name takes."""

Size = Annotated[int, Query(ge=2, le=SIZES[-1])]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A node as it is drawn: ``radius`` by its documents; its name stands at ``x``, ``y`` where there is room, else is ""."""

    node: Node
    radius: float
    name: str = ""
    x: float = 0
    y: float = 0
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Box:
    """The room that something takes in the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """True when the two share a point."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Line:
    """A tie as it is drawn and told."""

    tie: Tie
    one: Node
    other: Node
    width: float


@router.get("/network.json", responses={status: {"model": shapes.Failure} for status in (400, 404, 503)})
def network_json(archive: Open, visit: Reading, around: str = "", n: Size = SIZES[1]) -> Network:
    """The ``n`` most present people and organisations, or those tied to ``around``, with the ties between them."""
    return network(archive, visit, around, n)


@router.get("/network.csv", response_class=StreamingResponse, responses=SHEET | {404: {"model": shapes.Failure}})
def network_csv(archive: Open, visit: Reading, around: str = "", n: Size = SIZES[1]) -> StreamingResponse:
    """The ties as a table, strongest first."""
    found = network(archive, visit, around, n)
    names = {node.id: node.name for node in found.nodes}
    rows = (
        {"one": tie.one, "one_name": names[tie.one], "other": tie.other, "other_name": names[tie.other],
         "documents": tie.documents, "strength": tie.strength}
        for tie in found.ties
    )  # fmt: skip
    return sheet(visit, "network.csv", ("one", "one_name", "other", "other_name", "documents", "strength"), rows)


@router.api_route("/network", methods=["GET", "HEAD"], include_in_schema=False)
def network_page(archive: Open, visit: Reading, around: str = "", n: Size = SIZES[1]) -> HTMLResponse:
    """The picture and its table."""
    found = network(archive, visit, around, min(n, DRAWN))
    by_id = {node.id: node for node in found.nodes}
    lines = [Line(tie, by_id[tie.one], by_id[tie.other], _width(tie.strength)) for tie in found.ties]
    return visit.page(
        "network.html",
        section="network",
        around=archive.store.entity(around) if around else None,
        drawn=_drawn(found.nodes),
        lines=lines,
        rows=lines[:_ROWS],
        width=WIDTH,
        height=HEIGHT,
        n=n,
        sizes=_offered(archive),
        more=n > DRAWN,
        json_link=visit.links.network(around, n, ".json"),
        csv_link=visit.links.network(around, n, ".csv"),
    )


def _offered(archive: Archive) -> list[int]:
    """Sizes between which there is a difference: the smallest that shows everyone is the last."""
    everyone = sum(archive.store.counts().get(f"entities.{type}", 0) for type in _TYPES)
    return [size for before, size in zip((0, *SIZES), SIZES, strict=False) if before < everyone]


def network(archive: Archive, visit: Visit, around: str, n: int) -> Network:
    """The network, laid out once for each state of the archive. Raises NotFound."""
    return visit.recall(("network", around, n), lambda: _network(archive, around, n))


def _network(archive: Archive, around: str, n: int) -> Network:
    known = {each.id: each for each in _people(archive, around, n)}
    total = max(1, archive.store.counts()["documents"])
    ties = [
        Tie(one, other, documents, strength)
        for one, other, documents in archive.store.ties(list(known))
        if (strength := together(documents, known[one].documents, known[other].documents, total)) >= CLEAR
        or around in (one, other)
    ]
    kept = _strongest(ties, around)
    tied = {id for tie in kept for id in (tie.one, tie.other)}
    nodes = [each for each in known.values() if each.id in tied]
    number = {each.id: at for at, each in enumerate(nodes)}
    pulls = [(number[tie.one], number[tie.other], 0.3 + min(tie.strength, 40.0) / 60) for tie in kept]
    wider = max(1.0, sqrt(len(nodes) / DRAWN))
    places = lay_out([_radius(each.documents) for each in nodes], pulls, WIDTH * wider, HEIGHT * wider)
    shown = [Node(each.id, each.type, each.name, each.documents, x, y) for each, (x, y) in zip(nodes, places, strict=True)]
    return Network(True, around, shown, kept)


def _people(archive: Archive, around: str, n: int) -> list[Entity]:
    if around:
        centre = archive.store.entity(around)
        near = [other for other, _ in archive.store.neighbours(around, 4 * n) if other.type in _TYPES]
        return [centre, *near[: n - 1]]
    found = [each for type in _TYPES for each in archive.store.entities(type, n)]
    return sorted(found, key=lambda each: (-each.documents, each.name))[:n]


def _strongest(ties: list[Tie], around: str) -> list[Tie]:
    """The strongest ties of each node; a line for every pair would hide all of them."""
    kept, held = [], dict[str, int]()
    for tie in sorted(ties, key=lambda tie: (-tie.strength, tie.one, tie.other)):
        ends = (tie.one, tie.other)
        if around in ends or min(held.get(end, 0) for end in ends) < _TIES_A_NODE:
            kept.append(tie)
            for end in ends:
                held[end] = held.get(end, 0) + 1
    return kept


def _radius(documents: int) -> float:
    return round(min(26.0, 4 + 2.2 * sqrt(documents)), 1)


def _width(strength: float) -> float:
    return round(min(6.0, 0.8 + sqrt(max(strength, 0.0)) / 4), 1)


def _drawn(nodes: list[Node]) -> list[Drawn]:
    """Names are written for the most present first, on whichever side they cover no other name and no node."""
    taken = [Box(node.x - (r := _radius(node.documents)), node.y - r, node.x + r, node.y + r) for node in nodes]
    drawn = {}
    for node in sorted(nodes, key=lambda node: (-node.documents, node.name)):
        drawn[node.id] = Drawn(node, _radius(node.documents))
        for named, box in _sides(drawn[node.id]):
            if box.left > 2 and box.right < WIDTH - 2 and not any(box.meets(other) for other in taken):
                taken.append(box)
                drawn[node.id] = named
                break
    return [drawn[node.id] for node in nodes]


def _sides(each: Drawn) -> Iterator[tuple[Drawn, Box]]:
    """The name below, above, right and left of its node, with the room it takes there."""
    name, gap = short(each.node.name), each.radius + 3
    x, y, wide = each.node.x, each.node.y, len(name) * _LETTER
    for anchor, at, line, left in (
        ("middle", x, y + gap + 10, x - wide / 2),
        ("middle", x, y - gap - 2, x - wide / 2),
        ("start", x + gap, y + 4, x + gap),
        ("end", x - gap, y + 4, x - gap - wide),
    ):
        yield (
            replace(each, name=name, x=round(at, 1), y=round(line, 1), anchor=anchor),
            Box(left, line - 10, left + wide, line + 3),
        )
