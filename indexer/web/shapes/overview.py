"""The JSON of the map, the network, the timeline and comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indexer.web.shapes.common import Pair


@dataclass(frozen=True, slots=True)
class MappedCity:
    """A city with coordinates; ``years`` counts the documents of each year that name it, undated ones under "0"."""

    id: str
    name: str
    country: str
    latitude: float
    longitude: float
    documents: int
    years: dict[str, int]


@dataclass(frozen=True, slots=True)
class Cities:
    """Cities that can be put on a map, and the names of those that cannot."""

    ok: bool
    first: int
    last: int
    cities: list[MappedCity]
    unplaced: list[str]


@dataclass(frozen=True, slots=True)
class Node:
    """Someone in the network; ``x`` and ``y`` are where the picture has them."""

    id: str
    type: str
    name: str
    documents: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Tie:
    """Two nodes (ids), the documents that name both, and how little chance explains it (G²)."""

    one: str
    other: str
    documents: int
    strength: float


@dataclass(frozen=True, slots=True)
class Network:
    """People and organisations that documents name together."""

    ok: bool
    around: str
    nodes: list[Node]
    ties: list[Tie]


@dataclass(frozen=True, slots=True)
class Issued:
    """A document of the year."""

    id: str
    title: str
    path: str
    date: str
    language: str


@dataclass(frozen=True, slots=True)
class Happened:
    """A date that a document names: its days, the sentence with the place of the date in it, and the document."""

    first: str
    last: str
    precision: str
    role: str
    sentence: str
    span: Pair
    language: str
    document: str
    title: str
    start: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """One year: what was issued in it, and what texts say happened; ``years`` counts the documents of all years."""

    ok: bool
    year: int
    years: dict[str, int]
    issued: list[Issued]
    happened: list[Happened]


@dataclass(frozen=True, slots=True)
class Present:
    """Who or what many documents name."""

    id: str
    type: str
    name: str
    documents: int


@dataclass(frozen=True, slots=True)
class Home:
    """What the archive holds: ``counts`` of documents, files, names and more, documents by language and by year.

    ``newest`` are the last documents by date, ``present`` the names that most documents have, ``updated`` is when it was
    last read into (ISO, UTC; "" for never).
    """

    ok: bool
    name: str
    counts: Mapping[str, int]
    languages: dict[str, int]
    years: dict[str, int]
    newest: list[Issued]
    present: list[Present]
    updated: str


@dataclass(frozen=True, slots=True)
class Shared:
    """A value of a facet with its documents on either side."""

    field: str
    value: str
    label: str
    a: int
    b: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two names or two periods; ``both`` counts documents that belong to both."""

    ok: bool
    a: str
    b: str
    documents_a: int
    documents_b: int
    both: int
    facets: list[Shared]
