"""What people did, a line each, in a file that is only added to: logins, exports, what was forgotten, who was let in.

``audit.jsonl`` lies among the archive's data, for its owner alone. Corrections of entities are not written twice: they stand in
the archive's journal with who made them, and are read from there.
"""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from corpus.config import Config
from corpus.errors import StoreDamaged
from corpus.files import write_whole

FILE_NAME = "audit.jsonl"
FORGOTTEN = "(forgotten)"


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done: ``at`` is ISO time (UTC), ``who`` a person's name, ``did`` a word, ``what`` it was done to.

    ``address`` is where the request came from, "" on the command line.
    """

    at: str
    who: str
    did: str
    what: str = ""
    address: str = ""


def record(data: Path, who: str, did: str, what: str = "", address: str = "") -> None:
    """The deed stands in the log of the archive whose data lie in ``data``; a line is written whole or not at all."""
    deed = Deed(datetime.now(UTC).isoformat(timespec="seconds"), who, did, what, address)
    line = json.dumps(asdict(deed), ensure_ascii=False) + "\n"
    data.mkdir(parents=True, exist_ok=True)
    file = os.open(data / FILE_NAME, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        os.write(file, line.encode("utf-8", "replace"))
    finally:
        os.close(file)


def redact(data: Path, words: Collection[str]) -> int:
    """How many lines of the log told of one of these words; they still say who did what kind of thing, and when."""
    path = data / FILE_NAME
    found = _read(path)
    told = [any(word in each.what for word in words) for each in found]
    if any(told):
        kept = [replace(each, what=FORGOTTEN) if tells else each for each, tells in zip(found, told, strict=True)]
        path.with_name(f"{FILE_NAME}.new").touch(0o600)  # for its owner alone from the first byte on
        write_whole(path, "".join(json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in kept))
    return sum(told)


def deeds(config: Config, who: str = "", did: str = "") -> list[Deed]:
    """What people did, newest first: all of it, or what ``who`` ``did``. Raises StoreDamaged, BadConfig."""
    from corpus.entities import load_journal  # all of linking, which no other command that notes a deed needs

    edits = [Deed(edit.at, edit.by, "edit", _edited(edit.do, edit.names, edit.value)) for edit in load_journal(config.root)]
    found = [*_read(config.data / FILE_NAME), *edits]
    wanted = [each for each in found if who in ("", each.who) and did in ("", each.did)]
    return sorted(wanted, key=lambda each: each.at)[::-1]


def at_this_machine() -> str:
    """Who works on the command line: their login name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a number without a name, as in a container
        return f"uid {os.getuid()}"


def _read(path: Path) -> list[Deed]:
    if not path.exists():
        return []
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            found.append(Deed(**json.loads(line)))
        except (ValueError, TypeError) as error:
            raise StoreDamaged(f"{path}, line {number}: {error}; keep a copy of the file and remove the line") from error
    return found


def _edited(do: str, names: tuple[tuple[str, str], ...], value: str) -> str:
    said = ", ".join(name for _, name in names)
    return f"{do} {said}{' → ' if said and value else ''}{value}"
