"""Collections: which files of an archive not everyone may read, as the ``[[collection]]`` tables of ``svod.toml`` declare it.

A file is open or closed as a whole: a mail with its attachments, an archive with all that lies in it. What lies in no open file
does not exist for whoever may not read it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from corpus.errors import BadConfig

ROLES = ("reader", "researcher", "editor")
ROLE_MARK = "role:"
"""«role:researcher» among readers means everyone of this role or a higher one."""

HELP = """\
# Who may read what, once people have accounts (svod user) or the archive is public. A collection is all files of its sources,
# those whose path ("source/folder/file", as svod shows it) lies in one of its folders or is like one of its patterns, and those
# in which a document answers its query. readers are names and roles ("role:researcher": those and higher ones); admins read
# all. Without readers everyone may. A file is closed as a whole: a mail goes with what is attached to it.
#   [[collection]]
#   name = "personnel"
#   paths = ["raw/personnel", "raw/*/*salary*"]
#   sources = ["letters"]
#   query = "type:mail person:Иванов"
#   readers = ["anna", "role:editor"]
#
"""

CONTACTS = "contacts of people"
"""Stands among closed collections where readers see no contacts of people; no collection bears the name."""

_KEYS = ("name", "paths", "sources", "query", "readers")
_PATTERN = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Collection:
    """Files that belong together; ``readers`` None means everyone, () admins alone."""

    name: str
    paths: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    query: str = ""
    readers: tuple[str, ...] | None = None

    def holds(self, source: str, path: str) -> bool:
        """True when the file or part at ``path`` belongs here by where it lies; what it says is not asked."""
        return source in self.sources or any(_is_at(path, pattern) for pattern in self.paths)

    def lets_in(self, name: str, role: str) -> bool:
        """True when the person may read it; ``name`` is "" for strangers, who are nobody's name."""
        if self.readers is None or role not in ROLES:
            return True
        named = bool(name) and name.casefold() in (each.casefold() for each in self.readers)
        held = ROLES[: ROLES.index(role) + 1]
        return named or any(f"{ROLE_MARK}{each}" in self.readers for each in held)


def closed_to(collections: Iterable[Collection], name: str, role: str, *, mask_contacts: bool = False) -> frozenset[str]:
    """Names of the collections that the person may not read, and ``CONTACTS`` for readers where contacts are masked."""
    hidden = frozenset(each.name for each in collections if not each.lets_in(name, role))
    return hidden | {CONTACTS} if mask_contacts and role == ROLES[0] else hidden


def read_collections(tables: object, where: Path) -> tuple[Collection, ...]:
    """The collections that the tables declare; ``where`` is the file they stand in. Raises BadConfig."""
    if not isinstance(tables, list):
        raise BadConfig(f"{where}: 'collection' is not a list of tables; write [[collection]] with name and paths")
    found = tuple(_collection(table, where) for table in tables)
    names = [each.name for each in found]
    if len(set(names)) != len(names):
        raise BadConfig(f"{where}: two collections share a name: {', '.join(names)}; name each differently")
    return found


def _collection(table: Any, where: Path) -> Collection:
    name = table.get("name") if isinstance(table, dict) else None
    if not isinstance(name, str) or not name.strip():
        raise BadConfig(f"{where}: a [[collection]] has no name; give it one in quotes")
    if name == CONTACTS:
        raise _bad(where, name, "has a name that means something else; choose another")
    unknown = sorted(table.keys() - set(_KEYS))
    if unknown:
        raise _bad(where, name, f"has unknown keys: {', '.join(unknown)}; it takes {', '.join(_KEYS)}")
    paths, sources, readers = (_texts(table, key, where, name) for key in ("paths", "sources", "readers"))
    query = table.get("query", "")
    if not isinstance(query, str):
        raise _bad(where, name, f"has query = {query!r}; it takes a text")
    if not (paths or sources or query.strip()):
        raise _bad(where, name, "says of no file that it belongs to it; give paths, sources or a query")
    unfit = [each for each in readers if each.startswith(ROLE_MARK) and each.removeprefix(ROLE_MARK) not in ROLES]
    if unfit:
        raise _bad(where, name, f"has the reader {unfit[0]!r}; roles are {', '.join(ROLE_MARK + role for role in ROLES)}")
    return Collection(name, paths, sources, query.strip(), readers if "readers" in table else None)


def _texts(table: dict[str, Any], key: str, where: Path, name: str) -> tuple[str, ...]:
    value = table.get(key, [])
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(each, str) and each for each in values):
        raise _bad(where, name, f"has {key} = {value!r}; it takes a text or a list of texts")
    return tuple(values)


def _is_at(path: str, pattern: str) -> bool:
    """A pattern with signs is compared with the whole path, one without is the file or the folder of that name."""
    if _PATTERN.isdisjoint(pattern):
        folder = pattern.rstrip("/")
        return path == folder or path.startswith((f"{folder}/", f"{folder}!/"))
    return fnmatchcase(path, pattern)


def _bad(where: Path, name: str, reason: str) -> BadConfig:
    return BadConfig(f"{where}: [[collection]] {name!r} {reason}")
