"""What people said about entities: a journal in the archive that outranks every rule and survives a re-index from zero.

``entities.jsonl`` beside ``svod.toml`` holds one edit a line, in the order they were made, for people and version control to
read. Names stand in it, not ids: an edit says «these names are one person», and stays true whatever is indexed anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from corpus.config import JOURNAL
from corpus.errors import BadConfig, SvodError
from corpus.files import write_whole
from corpus.model import EntityType

FILE_NAME = JOURNAL
ACTIONS: Mapping[str, str] = {
    "merge": "the names are one thing",
    "split": "the names are one thing apart from all others",
    "rename": "the thing of these names is called by the value",
    "hide": "the names are nothing worth listing",
    "alias": "the thing of these names is also called by the value, though no document may write it",
    "type": "the thing of these names is of the type that the value says",
    "undo": "the edit whose number the value says is taken back",
}


@dataclass(frozen=True, slots=True)
class Edit:
    """One decision of a person. ``number`` is its line in the journal, from 1; ``at`` is ISO time, ``by`` who made it.

    ``names`` are those it is about, each with the type documents mention it as; ``value`` is the new name or type, or the
    number of an undone edit. ``because`` is what the person wrote as the reason, "" for none.
    """

    number: int
    at: str
    by: str
    do: str
    names: tuple[tuple[str, str], ...] = ()
    value: str = ""
    because: str = ""

    @property
    def reason(self) -> str:
        """Why, as it is kept with a merge."""
        said = f"{self.by or 'somebody'} said so on {self.at[:10]} (edit {self.number})"
        return f"{said}: {self.because}" if self.because else said


def load_journal(root: Path | None) -> list[Edit]:
    """All edits of the archive, oldest first; [] when none was made. Raises BadConfig with the line that cannot be read."""
    path = None if root is None else root / FILE_NAME
    if path is None or not path.exists():
        return []
    edits = []
    for number, line in enumerate(_whole_lines(path).decode("utf-8").split("\n"), 1):
        if line.strip():
            edits.append(_read(line, number, path))
    return edits


def standing(edits: Sequence[Edit]) -> list[Edit]:
    """The edits that hold: neither undone nor an undoing."""
    return [edit for edit in holding(edits) if edit.do != "undo"]


def holding(edits: Sequence[Edit]) -> list[Edit]:
    """Edits that are not undone, undoings among them."""
    undone: set[int] = set()
    for edit in reversed(edits):
        # a later undo may take back an earlier one
        if edit.do == "undo" and edit.number not in undone:
            undone.add(int(edit.value))
    return [edit for edit in edits if edit.number not in undone]


def add_edit(root: Path, edit: Edit) -> Edit:
    """The edit as written at the journal's end, with its number; on disk before this returns."""
    path = root / FILE_NAME
    before = _whole_lines(path)
    gap = b"" if not before or before.endswith(b"\n") else b"\n"
    numbered = replace(edit, number=(before + gap).count(b"\n") + 1)
    with path.open("ab") as journal:
        # what a full disk or a killed edit left of a line was acknowledged to nobody
        journal.truncate(len(before))
        try:
            journal.write(gap + _line(numbered).encode() + b"\n")
            journal.flush()
            os.fsync(journal.fileno())
        except OSError as error:
            journal.truncate(len(before))
            raise SvodError(f"{path}: the edit could not be written ({error}); nothing was changed") from error
    return numbered


def forget_names(root: Path, names: Collection[tuple[str, str]]) -> int:
    """How many edits told of these names and do so no more; one that is left without a name is an empty line.

    Numbers of edits are lines, and stay.
    """
    path = root / FILE_NAME
    if not names or not path.exists():
        return 0
    lines, told = _whole_lines(path).decode("utf-8").removesuffix("\n").split("\n"), 0
    for edit in load_journal(root):
        kept = tuple(name for name in edit.names if name not in names)
        if len(kept) < len(edit.names):
            told += 1
            lines[edit.number - 1] = _line(replace(edit, names=kept, because="")) if kept else ""
    if told:
        write_whole(path, "".join(f"{line}\n" for line in lines))
    return told


def unknown_names(edits: Iterable[Edit], known: Iterable[tuple[str, str]]) -> list[tuple[Edit, str]]:
    """Edits about names that no document of the archive mentions (any more), each with such a name."""
    held = set(known)
    return [(edit, name) for edit in edits for type_, name in edit.names if (type_, name) not in held]


def _whole_lines(path: Path) -> bytes:
    """The journal up to its last line break: a line without one was broken off, unless it reads as an edit."""
    content = path.read_bytes() if path.exists() else b""
    whole, _, rest = content.rpartition(b"\n")
    if rest.strip() and _is_json(rest):
        return content  # a person's editor may leave out the last line break
    return whole + b"\n" if whole else b""


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _line(edit: Edit) -> str:
    kept = {key: value for key, value in asdict(edit).items() if value and key != "number"}
    return json.dumps(kept, ensure_ascii=False)


def _read(line: str, number: int, path: Path) -> Edit:
    where = f"{path}, line {number}"
    try:
        found = json.loads(line)
        edit = Edit(
            number,
            str(found["at"]),
            str(found.get("by", "")),
            str(found["do"]),
            tuple((str(type_), str(name)) for type_, name in found.get("names", ())),
            str(found.get("value", "")),
            str(found.get("because", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadConfig(f"{where}: this is no edit ({error}); correct the line or take it out") from error
    if edit.do not in ACTIONS or (edit.do == "undo" and not edit.value.isdigit()):
        raise BadConfig(f"{where}: '{edit.do}' is no action; known: {', '.join(ACTIONS)}")
    if edit.do != "undo" and (not edit.names or any(type_ not in tuple(EntityType) for type_, _ in edit.names)):
        raise BadConfig(f"{where}: an edit needs names, each with a type ({', '.join(EntityType)})")
    if edit.do in ("rename", "alias") and not edit.value.strip():
        raise BadConfig(f"{where}: '{edit.do}' needs a name as its value")
    if edit.do == "type" and edit.value not in tuple(EntityType):
        raise BadConfig(f"{where}: '{edit.value}' is no type; known: {', '.join(EntityType)}")
    return edit
