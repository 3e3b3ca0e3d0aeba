"""The JSON of entities and of what is known of each."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Entity, Evidence, HeldRole, KnownContact, Merge
from indexer.web.shapes.common import Pair, pair


@dataclass(frozen=True, slots=True)
class ShownEntity:
    """One thing in the world."""

    id: str
    type: str
    name: str
    names: dict[str, list[str]]
    documents: int
    mentions: int
    links: dict[str, str]
    first: str
    last: str


def entity(each: Entity) -> ShownEntity:
    """An entity for programs."""
    names = {language: list(given) for language, given in each.names.items()}
    return ShownEntity(
        each.id, each.type, each.name, names, each.documents, each.mentions, dict(each.links), each.first, each.last
    )


@dataclass(frozen=True, slots=True)
class EntityList:
    """One page of the entities of a type; ``total`` counts all of them."""

    ok: bool
    type: str
    total: int
    page: int
    size: int
    entities: list[ShownEntity]


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """A sentence; ``span`` marks the mention in it, ``start`` is where the sentence stands in the document.

    ``recognised`` is above 0 for letters read in a picture: how sure the recogniser was.
    """

    document: str
    title: str
    path: str
    date: str
    sentence: str
    span: Pair
    start: int
    page: int
    language: str
    name: str
    note: str
    recognised: float


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another entity, how many documents mention both, and how little chance explains that (G²)."""

    id: str
    type: str
    name: str
    documents: int
    strength: float


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which texts of a language write the name, and how often."""

    language: str
    form: str
    mentions: int


@dataclass(frozen=True, slots=True)
class WholeEntity(ShownEntity):
    """An entity and all that the archive says of it; ``years`` counts its documents, evidence comes by pages."""

    ok: bool
    page: int
    size: int
    evidence: list[ShownEvidence]
    roles: list[HeldRole]
    contacts: list[KnownContact]
    neighbours: list[Neighbour]
    years: dict[str, int]
    merges: list[Merge]
    forms: list[Form]


def evidence(each: Evidence) -> ShownEvidence:
    """A sentence for programs."""
    return ShownEvidence(
        each.document, each.title, each.path, each.date, each.sentence, pair(each.span), each.start, each.page,
        each.language, each.name, each.note, each.recognised,
    )  # fmt: skip
