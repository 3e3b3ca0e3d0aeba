"""The archive's network in GraphML, as Gephi, yEd and networkx read it: names, shared documents, positions held.

http://graphml.graphdrawing.org/: entities are nodes; an edge says in how many documents two stand together and how much
oftener than by chance (Dunning's G²), or which position a person holds in an organisation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from xml.sax.saxutils import escape, quoteattr

from corpus.model import Entity, EntityType
from corpus.store import Store
from indexer.exports.tables import entities
from indexer.significance import log_likelihood

_KEYS = (
    ("node", "name", "string"),
    ("node", "type", "string"),
    ("node", "documents", "int"),
    ("node", "mentions", "int"),
    ("node", "country", "string"),
    ("node", "latitude", "double"),
    ("node", "longitude", "double"),
    ("edge", "kind", "string"),
    ("edge", "documents", "int"),
    ("edge", "strength", "double"),
    ("edge", "position", "string"),
)
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for."""


def graphml(store: Store, limit: int) -> Iterator[str]:
    """The ``limit`` entities of most documents with all edges between them, a line each."""
    nodes = {entity.id: entity for entity in islice(entities(store), limit)}
    total = sum(1 for _ in store.ids())
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for owner, name, kind in _KEYS:
        yield f'  <key id="{owner}-{name}" for="{owner}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '  <graph id="archive" edgedefault="undirected">\n'
    for entity in nodes.values():
        yield f"    <node id={quoteattr(entity.id)}>{_data('node', _node(entity))}</node>\n"
    for one, other, documents in store.ties(list(nodes)):
        first, second = nodes[one], nodes[other]
        strength = round(log_likelihood(documents, first.documents, second.documents, total), 2)
        yield _edge(one, other, {"kind": "documents", "documents": documents, "strength": strength})
    for person in nodes.values():
        if person.type is EntityType.PERSON:
            yield from _positions(store, person, nodes)
    yield "  </graph>\n</graphml>\n"


def _node(entity: Entity) -> Mapping[str, object]:
    placed = {key: entity.links.get(key, "") for key in ("country", "latitude", "longitude")}
    counts = {"documents": entity.documents, "mentions": entity.mentions}
    return {"name": entity.name, "type": entity.type.value, **counts, **placed}


def _positions(store: Store, person: Entity, nodes: Mapping[str, Entity]) -> Iterator[str]:
    """Each position of a person once for every organisation among the nodes."""
    held: dict[tuple[str, str], set[str]] = {}
    for role in store.roles_of(person.id):
        if role.person == person.id and role.organisation in nodes:
            held.setdefault((role.organisation, " ".join(role.position.split())), set()).add(role.document)
    for (organisation, position), documents in held.items():
        yield _edge(person.id, organisation, {"kind": "position", "documents": len(documents), "position": position})


def _edge(source: str, target: str, values: Mapping[str, object]) -> str:
    return f"    <edge source={quoteattr(source)} target={quoteattr(target)}>{_data('edge', values)}</edge>\n"


def _data(owner: str, values: Mapping[str, object]) -> str:
    said = ((key, _FORBIDDEN.sub("", str(value))) for key, value in values.items())
    return "".join(f'<data key="{owner}-{key}">{escape(value)}</data>' for key, value in said if value)
