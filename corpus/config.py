"""One frozen configuration: defaults, then ``svod.toml``, then ``SVOD_*`` variables, then options; each value knows its origin.

``SETTINGS`` is the single list of what can be set: the template written by ``svod init``, the defaults, the checks and the
documentation all come from it.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.collections import HELP as COLLECTIONS_HELP
from corpus.collections import Collection, closed_to, read_collections
from corpus.declared import FOLDER as FOLDER
from corpus.declared import HELP, read_sources
from corpus.declared import MAIL as MAIL
from corpus.declared import WEB as WEB
from corpus.declared import Source as Source
from corpus.errors import ArchiveMissing, BadConfig
from corpus.files import write_whole

FILE_NAME = "svod.toml"
DATA_FOLDER = ".svod"
JOURNAL = "entities.jsonl"
"""The file beside ``svod.toml`` in which people's decisions on entities stand."""

VIEWS = "views"


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that can be set: ``key`` is ``table.name``; the default fixes the type."""

    key: str
    default: Any
    help: str


SETTINGS = (
    Setting("archive.name", "", "Name shown on pages and reports; empty: the folder's name."),
    Setting(
        "archive.languages",
        ("ru", "en", "uk", "kk", "ky", "uz", "tg", "az", "hy", "ka", "ro", "be", "tr", "de", "fr", "pl"),
        "Languages a passage may be in (ISO 639-1), most frequent first. Fewer languages are told apart better.",
    ),
    Setting("archive.country", "", "ISO 3166 code of the country whose phone numbers and homonymous cities come first."),
    Setting("read.exclude", ("*~", ".*", "Thumbs.db", "desktop.ini"), "File and folder name patterns that are not read."),
    Setting("read.file_mb", 256, "Files larger than this (MB) are listed as skipped."),
    Setting("read.text_mb", 32, "A file that yields more text than this (MB) is listed as skipped."),
    Setting("read.seconds", 120, "Seconds of wall clock one file may take before its worker is stopped."),
    Setting("read.memory_mb", 2048, "Memory (MB) one worker may hold before the file it reads is given up."),
    Setting("read.depth", 4, "How deep files inside files are followed (an attachment of a mail is depth 1)."),
    Setting("read.files", 20000, "A container with more files than this is listed as skipped."),
    Setting("read.ratio", 200, "A part of a container that unpacks to more than this many times its size is skipped."),
    Setting("read.ocr", True, "Read scanned pages and pictures, where the system program tesseract is installed."),
    Setting("read.ocr_dpi", 300, "Dots an inch at which a page is shown to tesseract."),
    Setting("read.ocr_seconds", 60, "Seconds that recognising one page may take."),
    Setting("read.remote_seconds", 300, "Seconds that listing a folder or fetching a file of a source elsewhere may take."),
    Setting("run.workers", 0, "Processes that read and analyse; 0: one per processor."),
    Setting("run.executor", "", "dask://host:8786: the scheduler whose workers read and analyse; empty: this machine."),
    Setting("analysis.entities", True, "Find people, organisations and places (the slowest part of a run)."),
    Setting("analysis.boilerplate_documents", 3, "A passage said by this many documents or more is boilerplate."),
    Setting("fetch.agent", "svod", "The name under which pages are asked for, and sought in robots.txt."),
    Setting("fetch.pause_seconds", 1.0, "Pause between two questions to one host; robots.txt may ask for a longer one."),
    Setting("fetch.seconds", 60, "Seconds that one page may take."),
    Setting("fetch.file_mb", 64, "A page larger than this (MB) is listed as skipped."),
    Setting("fetch.pages", 10000, "Pages beyond this number that sitemaps and feeds of one source list are skipped."),
    Setting("fetch.tries", 3, "How often a page is asked for while its server is down or busy."),
    Setting("fetch.private", False, "Ask hosts with private addresses too (127.0.0.1, 10.x): for a site of your own network."),
    Setting("watch.quiet_seconds", 2.0, "svod watch reads once files were left alone for so many seconds."),
    Setting("store.url", "", "postgresql://user@host/database where the store is kept; empty: in the file .svod/store.sqlite."),
    Setting("store.schema", "svod", "Schema of the store in that database, another for each archive."),
    Setting("store.key_file", "", "File that holds the password alone; without it SVOD_STORE_PASSWORD is asked."),
    Setting("store.patience_seconds", 30, "Seconds that a database which went away is waited for."),
    Setting("index.engine", "auto", "auto: whoosh up to 5,000 documents, tantivy beyond; or whoosh, tantivy, opensearch."),
    Setting("opensearch.hosts", ("https://localhost:9200",), "Addresses of the cluster's nodes, all https or all http."),
    Setting("opensearch.index", "svod", "Alias of the index in use, another for each archive; names of indexes begin so."),
    Setting("opensearch.shards", 1, "Primary shards: one for every 10 to 20 million documents or 40 GB."),
    Setting("opensearch.replicas", 1, "Copies of each shard on other nodes: so many nodes may be lost."),
    Setting("opensearch.user", "", "User at the cluster; empty: no login."),
    Setting("opensearch.key_file", "", "File that holds the password alone; without it SVOD_OPENSEARCH_PASSWORD is asked."),
    Setting("opensearch.ca_file", "", "Certificate of the authority that signed the cluster's; empty: the public authorities."),
    Setting("opensearch.timeout_seconds", 10, "Seconds that one answer may take."),
    Setting("opensearch.patience_seconds", 120, "Seconds that a build waits for a cluster that is busy or lost a node."),
    Setting("opensearch.bulk_mb", 4, "Documents are sent in parcels of so many MB."),
    Setting("opensearch.bulk_parcels", 4, "Parcels under way at once; fewer while the cluster is busy."),
    Setting("search.weight_exact", 0.25, "Weight of the form as typed, added to the word's other weights."),
    Setting("search.weight_lemma", 1.0, "Weight of a word in another form."),
    Setting("search.weight_reading", 0.3, "Weight of a word of which this is another possible reading."),
    Setting("search.weight_stem", 0.5, "Weight of a shared stem, in languages without a dictionary."),
    Setting("search.weight_translation", 0.4, "Weight of a word in another language."),
    Setting("search.weight_title", 4.0, "Weight of the title beside the text's 1."),
    Setting("search.weight_boilerplate", 0.1, "Weight of a document that matches in shared boilerplate only."),
    Setting("search.query_characters", 2000, "A longer query is refused."),
    Setting("semantic.passages", 0, "Passages of a document that are embedded for search by meaning; 0: all."),
    Setting("semantic.weight", 1.0, "Weight of search by meaning beside search by words; 0: words only."),
    Setting(
        "nightly.budget", "", "How long svod nightly may take: 2h, 90m, 1h30m; what is left waits. Empty: until all is done."
    ),
    Setting(
        "nightly.verify_days", 7, "Days between two nights that prove the store row by row; a broken-off run is always proved."
    ),
    Setting(
        "nightly.address", "", "Where people reach svod serve (https://svod.example.org): links in mails and feeds begin so."
    ),
    Setting("log.format", "text", "text: lines for people; json: an object a line, with the run and the document."),
    Setting("metrics.textfile", "", "File (.prom) that svod nightly writes for Prometheus' node_exporter; empty: none."),
    Setting("mail.host", "", "SMTP server by which the report and news of saved searches go out; empty: no mail."),
    Setting("mail.port", 587, "Its port: 587 with starttls, 465 with on, 25 with off."),
    Setting("mail.tls", "starttls", "starttls, on or off; a password is never sent in clear to another machine."),
    Setting("mail.ca_file", "", "A certificate to trust beside the system's."),
    Setting("mail.user", "", "User at the server; empty: no login."),
    Setting("mail.key_file", "", "File that holds the password alone; without it SVOD_SMTP_PASSWORD is asked."),
    Setting("mail.sender", "", "Address from which mails come; empty: the first of mail.to."),
    Setting("mail.to", (), "Addresses that get the report of the night."),
    Setting("mail.when", "always", "always, changes (something came, changed, vanished or failed) or failures."),
    Setting("web.host", "127.0.0.1", "Address the web view listens on."),
    Setting("web.port", 8080, "Port of the web view; 0: any free one."),
    Setting("web.pages_mb", 200, "Room (MB) for pictures of pages that were looked at; the oldest go first."),
    Setting(
        "web.names", (), "Host names under which the web view answers besides its own address, such as archive.example.org."
    ),
    Setting("web.proxies", (), "Addresses or networks of reverse proxies whose word on address, https and person is taken."),
    Setting(
        "web.person_header", "", "Header in which such a proxy names whom it has let in, such as X-Remote-User; empty: none."
    ),
    Setting("web.mask_contacts", False, "Readers see no contacts of people and no original files; researchers do."),
    Setting("web.session_days", 14.0, "Days after which a person logs in again."),
)

_BY_KEY = {setting.key: setting for setting in SETTINGS}


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of one archive. ``root`` holds ``svod.toml``; None for work without an archive.

    ``view`` names the part of the archive that is meant, as somebody may read it whom some ``collections`` are closed to; ""
    is all of it.
    """

    root: Path | None
    sources: tuple[Source, ...]
    values: Mapping[str, Any]
    origins: Mapping[str, str]
    collections: tuple[Collection, ...] = ()
    view: str = ""

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    @property
    def house(self) -> Path:
        """The folder of all that is not in ``svod.toml``: people, logs, the whole archive's store and index."""
        if self.root is None:
            raise ArchiveMissing("no archive is open; give --archive DIR, or make one with: svod init DIR")
        return self.root / DATA_FOLDER

    @property
    def data(self) -> Path:
        """The folder of store and index: the view's, where one is meant."""
        return self.house / VIEWS / self.view if self.view else self.house

    def hidden_from(self, name: str, role: str) -> frozenset[str]:
        """What is closed to a person; ``name`` is "" for strangers."""
        return closed_to(self.collections, name, role, mask_contacts=bool(self["web.mask_contacts"]))

    @property
    def name(self) -> str:
        """What the archive is called on pages and reports."""
        return str(self["archive.name"] or (self.root.resolve().name if self.root else "svod"))


def find_archive(start: Path) -> Path:
    """The nearest folder at or above ``start`` with a ``svod.toml``. Raises ArchiveMissing."""
    folder = start.resolve()
    for candidate in (folder, *folder.parents):
        if (candidate / FILE_NAME).is_file():
            return candidate
    raise ArchiveMissing(f"{start}: no {FILE_NAME} here or in any folder above; make an archive with: svod init {start}")


def load(root: Path | None, options: Mapping[str, Any] | None = None, environment: Mapping[str, str] = os.environ) -> Config:
    """The configuration of the archive at ``root`` (None: defaults only). Raises BadConfig, ArchiveMissing."""
    values: dict[str, Any] = {setting.key: setting.default for setting in SETTINGS}
    origins = dict.fromkeys(values, "default")
    sources: tuple[Source, ...] = ()
    collections: tuple[Collection, ...] = ()
    if root is not None:
        if not (root / FILE_NAME).is_file():
            raise ArchiveMissing(f"{root}: no {FILE_NAME}; make an archive with: svod init {root}")
        table = _parse(root / FILE_NAME)
        sources = read_sources(root, root / DATA_FOLDER, table.pop("source", []), root / FILE_NAME)
        collections = read_collections(table.pop("collection", []), root / FILE_NAME)
        for key, value in _flatten(table):
            values[key] = _checked(key, value, str(root / FILE_NAME))
            origins[key] = str(root / FILE_NAME)
    for key in values:
        variable = "SVOD_" + key.replace(".", "_").upper()
        if variable in environment:
            values[key] = _checked(key, _from_text(key, environment[variable], variable), variable)
            origins[key] = variable
    for key, value in (options or {}).items():
        values[key] = _checked(key, value, "option")
        origins[key] = "option"
    return Config(root, sources, values, origins, collections)


def template(name: str, folder: str) -> str:
    """A ``svod.toml`` in which every setting stands, explained and commented out at its default."""
    lines = [
        "# Settings of this svod archive. A line that starts with '#' shows a default; remove the '#' to change it.",
        "# 'svod status --settings' prints every value and where it came from.",
        "",
    ]
    tables = dict.fromkeys(setting.key.split(".")[0] for setting in SETTINGS)
    for table in tables:
        lines.append(f"[{table}]")
        for setting in SETTINGS:
            head, key = setting.key.split(".")
            if head == table:
                active = setting.key == "archive.name"
                value = _toml(name if active else setting.default)
                lines += [f"# {setting.help}", f"{'' if active else '# '}{key} = {value}"]
        lines.append("")
    lines += [
        *HELP.splitlines(),
        "[[source]]",
        f"name = {_toml(Path(folder).name or 'raw')}",
        f"path = {_toml(folder)}",
        "",
        *COLLECTIONS_HELP.splitlines(),
    ]
    return "\n".join(lines) + "\n"


def change(root: Path, key: str, value: Any) -> None:
    """``svod.toml`` gives ``key`` this value; every other line and comment stays. Raises BadConfig."""
    where = root / FILE_NAME
    _checked(key, value, "change")
    head, name = key.split(".")
    lines = where.read_text("utf-8").splitlines()
    said = f"{name} = {_toml(value)}"
    table = next((number for number, line in enumerate(lines) if line.strip() == f"[{head}]"), None)
    if table is None:
        lines += ["", f"[{head}]", said]
    else:
        ends = (number for number in range(table + 1, len(lines)) if lines[number].lstrip().startswith("["))
        stop = next(ends, len(lines))
        set_here = re.compile(rf"\s*{name}\s*=")
        shown_here = re.compile(rf"\s*#\s*{name}\s*=")
        own = [n for n in range(table + 1, stop) if set_here.match(lines[n])]
        own = own or [n for n in range(table + 1, stop) if shown_here.match(lines[n])]
        at = own[0] if own else table + 1
        lines[at : at + len(own[:1])] = [said]
    write_whole(where, "\n".join(lines) + "\n")


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfig(f"{path}: {error}; correct the line, or compare with the file that 'svod init' writes") from error


def _flatten(table: Mapping[str, Any]) -> list[tuple[str, Any]]:
    pairs = []
    for head, inner in table.items():
        if isinstance(inner, dict):
            pairs += [(f"{head}.{key}", value) for key, value in inner.items()]
        else:
            pairs.append((head, inner))
    return pairs


def _checked(key: str, value: Any, origin: str) -> Any:
    if key not in _BY_KEY:
        raise BadConfig(f"{origin}: unknown setting '{key}'; known: {', '.join(_BY_KEY)}")
    default = _BY_KEY[key].default
    if isinstance(default, tuple) and isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if isinstance(default, float) and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if type(value) is type(default):
        return value
    kind = "list of strings" if isinstance(default, tuple) else type(default).__name__
    raise BadConfig(f"{origin}: {key} = {value!r} is a {type(value).__name__}; it takes a {kind}, such as {_toml(default)}")


def _from_text(key: str, text: str, origin: str) -> Any:
    default = _BY_KEY[key].default
    if isinstance(default, tuple):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if isinstance(default, bool):
        if text.lower() not in ("true", "false", "1", "0"):
            raise BadConfig(f"{origin}: {text!r} is neither true nor false")
        return text.lower() in ("true", "1")
    if isinstance(default, int | float):
        try:
            return type(default)(text)
        except ValueError as error:
            raise BadConfig(f"{origin}: {text!r} is not a number") from error
    return text


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return str(value)
