"""Which entity a name on the command line means."""

from __future__ import annotations

from corpus.errors import NotFound
from corpus.model import Entity, EntityType
from corpus.store import Store


def find(store: Store, name: str, kind: EntityType | None) -> list[Entity]:
    """Entities that answer to a name, best first. Raises NotFound with the nearest names."""
    found = store.find_entities(name, kind)
    if found:
        return found
    near = store.suggest_names(name)
    advice = f"did you mean {', '.join(near)}?" if near else "list what is known with: svod entities"
    raise NotFound(f"nothing in this archive is called «{name}»; {advice}")
