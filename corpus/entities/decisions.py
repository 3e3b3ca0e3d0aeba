"""The journal applied: what people decided, as linking meets it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.entities.groups import Groups
from corpus.entities.journal import Edit
from corpus.model import ALIAS, EntityDraft, EntityType, Merge, Name


class Decisions:
    """Standing edits over the names of an archive, looked up by type and name."""

    def __init__(self, names: Sequence[Name], edits: Sequence[Edit]) -> None:
        self._at: dict[tuple[str, str], list[int]] = {}
        for index, name in enumerate(names):
            self._at.setdefault((str(name.type), name.name), []).append(index)
        self._edits = [*self._met(edits)]
        self._said = {do: self._latest(do) for do in ("rename", "hide", "type")}

    def set_apart(self, groups: Groups) -> None:
        """No rule joins a split name with what it was split from; a later split or merge of the name decides anew."""
        for edit in self._edits:
            if edit.do in ("split", "merge"):
                for index in self._indexes(edit):
                    groups.set_apart(index, edit.number if edit.do == "split" else 0)

    def join(self, groups: Groups) -> None:
        """The names of a merge are one group, and those of a split another, unless a later edit parted them."""
        owner = {index: edit for edit in self._edits if edit.do in ("split", "merge") for index in self._indexes(edit)}
        for edit in self._edits:
            if edit.do in ("split", "merge"):
                indexes = [index for index in self._indexes(edit) if owner[index].do == "merge" or owner[index] is edit]
                for index in indexes[1:]:
                    groups.join(indexes[0], index, "person", 1.0, edit.reason, force=True)

    def apply(self, group: Sequence[tuple[Name, Merge]], draft: EntityDraft) -> EntityDraft | None:
        """The draft renamed and retyped as people said; None when they hid it."""
        keys = {(str(name.type), name.name) for name, _ in group}
        if any(self._said["hide"].get(key) for key in keys):
            return None
        named = self._last("rename", keys)
        typed = self._last("type", keys)
        also = [edit.value for edit in self._edits if edit.do == "alias" and not keys.isdisjoint(edit.names)]
        if also:
            draft = replace(draft, links={**draft.links, ALIAS: "\n".join(dict.fromkeys(also))})
        if typed is not None:
            _, _, rest = draft.id.partition("-")
            draft = replace(draft, type=EntityType(typed.value), id=f"{typed.value}-{rest}")
        return draft if named is None else replace(draft, name=named.value)

    def _met(self, edits: Sequence[Edit]) -> Iterator[Edit]:
        """The edits, an alias that documents write by now joined as a merge would."""
        for edit in edits:
            yield edit
            written = tuple((type_, edit.value) for type_, _ in edit.names if (type_, edit.value) in self._at)
            if edit.do == "alias" and written:
                yield replace(edit, do="merge", names=(*edit.names, *written), value="")

    def _latest(self, do: str) -> dict[tuple[str, str], Edit]:
        return {key: edit for edit in self._edits if edit.do == do for key in edit.names}

    def _last(self, do: str, keys: set[tuple[str, str]]) -> Edit | None:
        said = [self._said[do][key] for key in keys if key in self._said[do]]
        return max(said, key=lambda edit: edit.number, default=None)

    def _indexes(self, edit: Edit) -> list[int]:
        return [index for key in edit.names for index in self._at.get(key, ())]
