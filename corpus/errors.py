"""Everything svod raises on purpose: one root, a class per thing the caller may do about it.

A message says where, what was seen and what to do. ``exit_code`` is what the command line ends with.
"""


class SvodError(Exception):
    """Root of all errors that are meant for people."""

    exit_code = 1


class ArchiveMissing(SvodError):
    """No ``svod.toml`` here or above: make one with ``svod init``."""

    exit_code = 2


class BadConfig(SvodError):
    """A setting cannot be used: the message names the file, the key and what is allowed."""

    exit_code = 2


class UnreadableFile(SvodError):
    """A reader cannot make text of a file; the pipeline turns this into a ``Skipped``."""


class Unfetchable(SvodError):
    """A page cannot be had: ``status`` is HTTP's (0: no answer); with ``again`` a later try may do, after ``wait_seconds``."""

    def __init__(self, reason: str, status: int = 0, *, again: bool = False, wait_seconds: float = 0.0) -> None:
        self.status, self.again, self.wait_seconds = status, again, wait_seconds
        super().__init__(reason)


class Unfinished(SvodError):
    """A file needs another turn: what was done so far is kept, and reading it again goes on from there."""


class StoreDamaged(SvodError):
    """The store does not hold what it should; restore a copy, or rebuild it from raw files."""


class StoreUnreachable(SvodError):
    """The store is sound and cannot be used now: make room, wait, or mount its disk."""


class StoreTooNew(SvodError):
    """The store was written by a newer svod: upgrade."""


class BackupUnusable(SvodError):
    """A backup cannot be written, or is not whole: the message says which part; use another."""


class ShardUnusable(SvodError):
    """A shard file is not whole, or was made by another svod or under other settings: make it anew."""


class PlaceTaken(SvodError):
    """Something lies where something new was to be put, and nothing is overwritten; name another place."""

    exit_code = 2


class OutsideSources(SvodError):
    """A path was named that lies in none of the archive's sources."""

    exit_code = 2


class NotFound(SvodError):
    """Nothing in the archive answers to this name or id."""

    exit_code = 3


class BadEdit(SvodError):
    """What a person wants done to an entity cannot be done: the message says what it takes."""

    exit_code = 2


class ArchiveLocked(SvodError):
    """Another run is writing to the archive; wait for it."""

    exit_code = 75


class BadPassword(SvodError):
    """A password cannot be taken: the message says what is asked of one."""

    exit_code = 2


class BadPerson(SvodError):
    """A name cannot be given to a person: it is taken, or holds what a name may not."""

    exit_code = 2


class Forbidden(SvodError):
    """Whoever asks may not do this: ask someone who may, or for another role."""


class LoginNeeded(SvodError):
    """Nobody knows who asks: log in, or show a token."""


class IndexMissing(SvodError):
    """There is no usable index yet: ``svod index`` builds it from the store."""


class ServerUnreachable(SvodError):
    """A server that the archive is kept on does not answer, or cannot be trusted: see to it, then try again."""

    exit_code = 69


class ServerRefused(SvodError):
    """A server that the archive is kept on will not do what it is asked: the message says what and why."""


class QueryTooWide(SvodError):
    """A query stands for more terms than the engine takes: leave out some of its words or wildcards."""

    exit_code = 2


class BadQuery(SvodError):
    """A query cannot be understood: ``position`` (code points from its start) is where, the message what to do."""

    exit_code = 2

    def __init__(self, query: str, position: int, reason: str, advice: str) -> None:
        self.query, self.position, self.reason, self.advice = query, position, reason, advice
        super().__init__(f"{reason}\n  {query}\n  {' ' * position}^\n{advice}")
