"""An archive's search by meaning: the documents nearest to a question, and how a hit shows that it is one of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.config import Config
from corpus.errors import BadConfig
from corpus.model import Hit, Snippet
from corpus.store import Store
from indexer.engines import Found, Reader, Turn
from indexer.plan import AnyOf, Listed, Plan
from indexer.semantic.fusion import DEPTH
from indexer.semantic.paging import Ranked, fused_page
from indexer.semantic.place import installed, stamp, vectors_folder

if TYPE_CHECKING:
    from indexer.semantic.vectors import Near, Vectors

NAME = "meaning"


class Meaning:
    """Answers by meaning where the extra is installed and the archive embedded; says so where not."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._vectors: Vectors | None = None
        self._stamp = 0

    def wanted(self, asked: bool | None, *, free_text: bool) -> bool:
        """True when a search is to be fused with meaning: as ``asked``; unasked, for free text where that is possible.

        Raises BadConfig when it is asked for and cannot be had.
        """
        if asked is None:
            return free_text and self.weight > 0 and stamp(vectors_folder(self._config)) > 0 and self._current() is not None
        if asked and not installed():
            raise BadConfig("search by meaning needs an extra that is not installed: pip install 'svod[semantic]'")
        if asked and self._current() is None:
            raise BadConfig(f"{self._config.data}: nothing is embedded yet; run: svod embed")
        return asked

    @property
    def weight(self) -> float:
        """How much meaning counts beside words."""
        return float(self._config["semantic.weight"])

    def nearest(self, question: str, among: Collection[str] | None = None) -> Mapping[str, Near]:
        """The documents nearest to a question, best first."""
        from indexer.semantic.model import load_model  # brings numpy, which a search by words need not

        vectors = self._current()
        if vectors is None:
            return {}
        return {near.document: near for near in vectors.nearest(load_model().query(question), DEPTH, among)}

    def _current(self) -> Vectors | None:
        folder = vectors_folder(self._config)
        now = stamp(folder)
        if now != self._stamp:
            from indexer.semantic.vectors import load_vectors  # as above

            vectors = load_vectors(folder)
            self._vectors = vectors if vectors is not None and vectors.model == installed() else None
            self._stamp = now
        return self._vectors

    def widened(self, asked: Plan, near: Collection[str]) -> Plan:
        """What answers by words, and what is near by meaning."""
        return AnyOf((asked, Listed(tuple(sorted(near))))) if near else asked

    def page(self, reader: Reader, shown: Plan, near: Sequence[str], turn: Turn, again: Ranked | None = None) -> Found:
        """One page of what ``shown`` finds, documents ``near`` by meaning at the places of both rankings together."""
        return fused_page(reader, shown, near, self.weight, turn, again)

    def explained(self, store: Store, hit: Hit, near: Near | None) -> Hit:
        """The hit as found by meaning too: so it says; where no word answers it shows its nearest passage."""
        if near is None:
            return hit
        if hit.why:
            return replace(hit, why=(*hit.why, NAME))
        text = near.span.of(store.document(hit.id).text)
        return replace(hit, why=(NAME,), snippets=(Snippet(text, (), near.span.start, 0, hit.language),))
