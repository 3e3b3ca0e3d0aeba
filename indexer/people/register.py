"""Who has an account: people, their tokens and their sessions, in a file of their own that only its owner can read."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

from corpus.errors import BadPerson, NotFound, StoreDamaged
from indexer.people.passwords import digest, fits, fresh_secret, hash_password, is_stale
from indexer.people.person import Role, Scope

FILE_NAME = "people.sqlite"
TOKEN_PREFIX = "svod_"
"""By which scanners of leaked secrets, and people, know what they see."""

RESERVED = ("local",)
_VERSION = 1
_IDLE_DAYS = 7
"""A session that was not used for so long is over, whatever else it was given."""

_FRESH_SECONDS = 60
"""How exactly it is known when a session or token was last used: writing at every request would be dear."""


@dataclass(frozen=True, slots=True)
class Account:
    """A person with an account; ``password`` is false for one who comes through a proxy or with tokens alone."""

    name: str
    role: Role
    password: bool
    created: str


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it can be listed; itself it was shown once. ``used`` is "" while it never was, ``revoked`` while it holds."""

    number: int
    person: str
    label: str
    scopes: frozenset[Scope]
    created: str
    used: str
    revoked: str


class Register:
    """The accounts of one archive. A connection a call: the file is small, and the server's threads share none."""

    def __init__(self, place: Path, now: Any = None) -> None:
        self._place = place
        self._now = now or (lambda: datetime.now(UTC))

    def is_empty(self) -> bool:
        """True while nobody has an account."""
        return not self._place.exists() or not self._rows("SELECT 1 FROM account LIMIT 1")

    def add(self, name: str, role: Role, password: str = "") -> None:
        """The person has an account. Raises BadPerson for a name that is taken or cannot be one, BadPassword."""
        if not name or name != name.strip() or not name.isprintable() or len(name) > 100 or any(c in name for c in '@,"'):
            raise BadPerson(f"{name!r} cannot be a name; use up to 100 letters without quotes, commas and @")
        if _key(name) in RESERVED:
            raise BadPerson(f"{name!r} means whoever is at this machine; choose another name")
        kept = hash_password(password) if password else ""
        with self._writing() as connection:
            values = (name, _key(name), role, kept, self._stamp())
            try:
                connection.execute("INSERT INTO account VALUES (?, ?, ?, ?, ?)", values)
            except sqlite3.IntegrityError as error:
                raise BadPerson(
                    f"{name}: has an account already; change it with: svod user role, svod user password"
                ) from error

    def remove(self, name: str) -> None:
        """The person has no account, no session and no token. Raises NotFound."""
        self._change(name, "DELETE FROM account WHERE key = ?", (_key(name),))

    def give_role(self, name: str, role: Role) -> None:
        """The person has the role, in sessions that are open too. Raises NotFound."""
        self._change(name, "UPDATE account SET role = ? WHERE key = ?", (role, _key(name)))

    def give_password(self, name: str, password: str) -> None:
        """The person has the password, and every session of theirs is over. Raises NotFound, BadPassword."""
        kept = hash_password(password)
        self._change(name, "UPDATE account SET password = ? WHERE key = ?", (kept, _key(name)))
        self.end_sessions(name)

    def accounts(self) -> list[Account]:
        """All of them by name."""
        return [_account(row) for row in self._rows("SELECT * FROM account ORDER BY name")] if self._place.exists() else []

    def account(self, name: str) -> Account | None:
        """The account of a name, in whatever case it is written; None when there is none."""
        return next((_account(row) for row in self._rows("SELECT * FROM account WHERE key = ?", (_key(name),))), None)

    def check_password(self, name: str, password: str) -> Account | None:
        """The account when the password is its own; None takes as long when it is not, or there is no such name."""
        row = next(iter(self._rows("SELECT * FROM account WHERE key = ?", (_key(name),))), None)
        kept = row["password"] if row is not None else ""
        if not fits(kept, password) or row is None:
            return None
        if is_stale(kept):
            self._change(name, "UPDATE account SET password = ? WHERE key = ?", (hash_password(password), _key(name)))
        return _account(row)

    def begin_session(self, name: str, days: float) -> str:
        """The secret of a new session, which ends after so many days. Sessions that are over are swept."""
        secret, now = fresh_secret(), self._now()
        with self._writing() as connection:
            connection.execute("DELETE FROM session WHERE ends < ? OR used < ?", (_iso(now), _iso(now - _IDLE)))
            values = (digest(secret), _key(name), _iso(now), _iso(now), _iso(now + timedelta(days=days)))
            connection.execute("INSERT INTO session VALUES (?, ?, ?, ?, ?)", values)
        return secret

    def session(self, secret: str) -> Account | None:
        """Whose session it is; None when it is over or never was."""
        now = self._now()
        found = self._rows(_SESSION, (digest(secret), _iso(now), _iso(now - _IDLE)))
        if not found:
            return None
        if found[0]["seen"] < _iso(now - timedelta(seconds=_FRESH_SECONDS)):
            with self._writing() as connection:
                connection.execute("UPDATE session SET used = ? WHERE digest = ?", (_iso(now), digest(secret)))
        return _account(found[0])

    def end_session(self, secret: str) -> None:
        """The session is over."""
        with self._writing() as connection:
            connection.execute("DELETE FROM session WHERE digest = ?", (digest(secret),))

    def end_sessions(self, name: str) -> None:
        """Every session of the person is over."""
        with self._writing() as connection:
            connection.execute("DELETE FROM session WHERE person = ?", (_key(name),))

    def add_token(self, name: str, scopes: Collection[Scope], label: str = "") -> tuple[int, str]:
        """A new token's number and the token, which is told this once. Raises NotFound."""
        if self.account(name) is None:
            raise _nobody(name)
        secret = TOKEN_PREFIX + fresh_secret()
        with self._writing() as connection:
            values = (_key(name), label, " ".join(sorted(scopes)), digest(secret), self._stamp())
            return int(connection.execute(_NEW_TOKEN, values).lastrowid or 0), secret

    def tokens(self, name: str = "") -> list[Token]:
        """Tokens of a person, of everyone for "", in the order they were made."""
        return [_token(row) for row in self._rows(_TOKENS, (_key(name), _key(name)))] if self._place.exists() else []

    def revoke_token(self, number: int) -> None:
        """The token opens nothing any more. Raises NotFound."""
        with self._writing() as connection:
            sql = "UPDATE token SET revoked = ? WHERE number = ? AND revoked = ''"
            if not connection.execute(sql, (self._stamp(), number)).rowcount:
                raise NotFound(f"{number}: no token that holds has this number; list them with: svod user token list")

    def token(self, secret: str) -> tuple[Account, frozenset[Scope]] | None:
        """Whose token it is and what it may be used for; None when it was revoked or never was."""
        found = self._rows(_BY_TOKEN, (digest(secret),))
        if not found:
            return None
        now = self._now()
        if found[0]["seen"] < _iso(now - timedelta(seconds=_FRESH_SECONDS)):
            with self._writing() as connection:
                connection.execute("UPDATE token SET used = ? WHERE digest = ?", (_iso(now), digest(secret)))
        return _account(found[0]), _scopes(found[0]["scopes"])

    def _change(self, name: str, sql: str, values: Sequence[Any]) -> None:
        with self._writing() as connection:
            if not connection.execute(sql, values).rowcount:
                raise _nobody(name)

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        if not self._place.exists():
            return []
        with closing(self._open()) as connection:
            return connection.execute(sql, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self._place.parent.mkdir(parents=True, exist_ok=True)
        # made empty by us first: sqlite would make it with the rights that the umask leaves to others
        file = os.open(self._place, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            if os.fstat(file).st_mode & 0o077:  # put back from a copy, with the rights that copies have
                os.fchmod(file, 0o600)
        finally:
            os.close(file)
        with closing(self._open()) as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._place, isolation_level=None, timeout=30)
        connection.row_factory = sqlite3.Row
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                sql = resources.files(__package__).joinpath("people.sql").read_text("utf-8")
                connection.executescript(f"BEGIN IMMEDIATE;\n{sql}\n;PRAGMA user_version = {_VERSION};\nCOMMIT;")
            elif version != _VERSION:
                raise StoreDamaged(f"{self._place}: of version {version}, this svod knows {_VERSION}; upgrade svod")
        except sqlite3.DatabaseError as error:
            connection.close()
            raise StoreDamaged(f"{self._place}: {error}; put back a copy, or remove it and add people anew") from error
        except BaseException:
            connection.close()
            raise
        return connection

    def _stamp(self) -> str:
        return _iso(self._now())


def register(data: Path) -> Register:
    """The register of the archive whose data lie in a folder."""
    return Register(data / FILE_NAME)


_IDLE = timedelta(days=_IDLE_DAYS)


def _nobody(name: str) -> NotFound:
    return NotFound(f"{name}: nobody has an account of this name; list them with: svod user list")


def _key(name: str) -> str:
    return name.casefold()


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _account(row: sqlite3.Row) -> Account:
    return Account(row["name"], Role(row["role"]), bool(row["password"]), row["created"])


def _token(row: sqlite3.Row) -> Token:
    scopes = _scopes(row["scopes"])
    return Token(row["number"], row["name"], row["label"], scopes, row["created"], row["used"], row["revoked"])


def _scopes(said: str) -> frozenset[Scope]:
    words: Iterable[str] = said.split()
    return frozenset(map(Scope, words))


_SESSION = """
SELECT a.*, s.used AS seen FROM session s JOIN account a ON a.key = s.person
WHERE s.digest = ? AND s.ends > ? AND s.used > ?
"""
_NEW_TOKEN = "INSERT INTO token (person, label, scopes, digest, created) VALUES (?, ?, ?, ?, ?)"
_TOKENS = "SELECT t.*, a.name FROM token t JOIN account a ON a.key = t.person WHERE ? = '' OR t.person = ? ORDER BY t.number"
_BY_TOKEN = """
SELECT a.*, t.scopes, t.used AS seen FROM token t JOIN account a ON a.key = t.person WHERE t.digest = ? AND t.revoked = ''
"""
