"""``svod match`` and ``svod screen``: names from elsewhere beside the archive's entities."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from corpus.commands.archive import open_config, open_store
from corpus.commands.printing import emit, say
from corpus.errors import SvodError
from corpus.model import Sighting, Skipped
from corpus.store import Store
from corpus.turns import read_files
from indexer import exports, screening
from indexer.screening import Answer

NOTHING_FOUND, SOME_FAILED = 3, 4

_MATCHED = ("asked", "sure", "entity", "type", "id", "document", "date", "title", "mentions")
_SCREENED = ("path", "name", "written", "kind", "sure", "entity", "type", "id", "documents", "first", "last")


@click.command()
@click.argument("table", metavar="FILE", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--column", default="", metavar="NAME", help="The column that holds the names.  [default: name, or the first]")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1), help="Documents a name, newest first.")
@click.option("--json", "as_json", is_flag=True, help="One object a row, with the columns as keys.")
@click.pass_context
def match(ctx: click.Context, table: Path, column: str, limit: int, as_json: bool) -> None:
    """Look up the names of a CSV FILE (- for stdin): a table of entities and their documents, as CSV on stdout.

    A name that nothing answers to keeps a row without an entity. "sure" is yes where an entity is called so, no where it
    answers by a part of its name, by another form of it, or by its sound in another script.
    """
    names = _names(table, column)
    with open_store(open_config(ctx)) as store:
        answers = list(screening.match(store, names))
        _write(_MATCHED, (row for answer in answers for row in _documents(store, answer, limit)), as_json)
    missing = sum(answer.entity is None for answer in answers)
    say(f"{len(names)} names, {missing} of them unknown to the archive.")
    if missing == len(answers):
        ctx.exit(NOTHING_FOUND)


@click.command()
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--all", "everything", is_flag=True, help="Also the names that the archive does not know.")
@click.option("--json", "as_json", is_flag=True, help="One object a row, with the columns as keys.")
@click.pass_context
def screen(ctx: click.Context, files: tuple[Path, ...], everything: bool, as_json: bool) -> None:
    """Which of the archive's entities do FILEs name? The files are read, not taken into the archive; CSV on stdout."""
    settings = open_config(ctx)
    failed: list[Skipped] = []
    with open_store(settings) as store:
        sightings = [Sighting("", str(path), str(path), path.stat().st_size, "") for path in files]
        read = (result for _, results in read_files(sightings, settings) for result in results)
        rows: list[dict[str, object]] = []
        for result in read:
            if isinstance(result, Skipped):
                failed.append(result)
                say(f"{result.path}: {result.reason}")
            else:
                answers = screening.screen(store, result.findings)
                rows += [_screened(result.path, answer) for answer in answers if everything or answer.entity is not None]
    _write(_SCREENED, rows, as_json)
    if failed:
        ctx.exit(SOME_FAILED)
    if not any(row["id"] for row in rows):
        ctx.exit(NOTHING_FOUND)


def _names(table: Path, column: str) -> list[str]:
    """The names of one column, each once. Raises SvodError where the column is not there."""
    with click.open_file(str(table), encoding="utf-8-sig") as file:
        text = file.read()
    dialect = csv.Sniffer().sniff(text[:4096], ",;\t") if any(sign in text[:4096] for sign in ",;\t") else csv.excel
    rows = [row for row in csv.reader(text.splitlines(), dialect) if any(map(str.strip, row))]
    head = [cell.strip().lower() for cell in rows[0]] if rows else []
    wanted = column.lower() or "name"
    if column and wanted not in head:
        raise SvodError(f"{table}: has no column «{column}»; its columns are {', '.join(head) or 'none'}")
    place = head.index(wanted) if wanted in head else 0
    named = rows[1:] if wanted in head else rows
    return list(dict.fromkeys(row[place].strip() for row in named if len(row) > place and row[place].strip()))


def _documents(store: Store, answer: Answer, limit: int) -> Iterator[dict[str, object]]:
    found = answer.entity
    said = {"asked": answer.name, "sure": _yes(answer.sure) if found else ""}
    if found is None:
        yield {**dict.fromkeys(_MATCHED, ""), **said}
        return
    known = {"entity": found.name, "type": found.type.value, "id": found.id}
    for document, date, title, mentions in store.entity_documents(found.id, limit):
        yield {**said, **known, "document": document, "date": date, "title": title, "mentions": mentions}


def _screened(path: str, answer: Answer) -> dict[str, object]:
    said: dict[str, object] = {"path": path, "name": answer.name, "written": " ".join(answer.written.split())}
    said["kind"] = answer.type.value if answer.type else ""
    found = answer.entity
    if found is None:
        return dict.fromkeys(_SCREENED, "") | said
    known = {"entity": found.name, "type": found.type.value, "id": found.id, "documents": found.documents}
    return {**said, "sure": _yes(answer.sure), **known, "first": found.first, "last": found.last}


def _yes(sure: bool) -> str:
    return "yes" if sure else "no"


def _write(columns: tuple[str, ...], rows: Iterable[dict[str, object]], as_json: bool) -> None:
    if as_json:
        for row in rows:
            emit(row)
    else:
        sys.stdout.writelines(exports.sheet_lines(columns, rows))
