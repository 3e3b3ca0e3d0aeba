"""``svod analyse``: what files or lines of text say, without an archive."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from corpus import analysis, entities
from corpus.commands import values
from corpus.commands.archive import config_or_defaults
from corpus.commands.printing import columns, emit, heading, say
from corpus.commands.show import amount_verdict, date_verdict
from corpus.config import Config
from corpus.languages import language
from corpus.model import Analysis, EntityType, Mention, Name, Sighting, Skipped
from corpus.turns import read_files

SOME_FAILED = 4

NameKey = tuple[EntityType, str, str, str]


@click.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--jsonl", "lines", is_flag=True, help="Read {id, text} lines from stdin, write one line each, in order.")
@click.option("--tokens", "with_tokens", is_flag=True, help="Add words with their lemmas (to JSON).")
@click.option("--json", "as_json", is_flag=True, help="One object for each file: id title date language passages mentions ...")
@click.pass_context
def analyse(ctx: click.Context, files: tuple[Path, ...], lines: bool, with_tokens: bool, as_json: bool) -> None:
    """Analyse FILEs, or with --jsonl lines of text, without an archive; settings of one around are used."""
    settings = config_or_defaults(ctx)
    if lines == bool(files):
        raise click.UsageError("give FILEs, or --jsonl for lines on stdin; not both")
    failed = _analyse_lines(settings, with_tokens) if lines else _analyse_files(files, settings, as_json, with_tokens)
    if failed:
        ctx.exit(SOME_FAILED)


def analysis_values(found: Analysis, id: str, *, with_tokens: bool) -> dict[str, Any]:
    """An analysis as an object; entities are those that its own names make."""
    known = _entities(found)
    said = {
        "id": id,
        "title": found.document.title,
        "date": values.edtf(found.date),
        "language": found.language,
        "passages": values.passages(found.passages),
        "mentions": [values.mention(m, known[_key(m)]) for m in found.findings.mentions],
        "dates": values.dates(found.dates),
        "amounts": values.amounts(found.amounts),
        "contacts": values.contacts(found.findings.contacts),
    }
    return said | ({"tokens": values.tokens(found.tokens)} if with_tokens else {})


def _entities(found: Analysis) -> dict[NameKey, str]:
    """Entity ids by name, as linking would give them to this document alone."""
    counted = Counter(_key(mention) for mention in found.findings.mentions)
    names = [Name(number, *key, documents=1, mentions=count) for number, (key, count) in enumerate(counted.items())]
    drafts = entities.link(names, found.findings.aliases)
    ids = {number: draft.id for draft in drafts for number, _ in draft.members}
    return {key: ids.get(number, "") for number, key in enumerate(counted)}


def _key(mention: Mention) -> NameKey:
    return mention.type, mention.name, mention.language, mention.link


def _analyse_files(files: tuple[Path, ...], settings: Config, as_json: bool, with_tokens: bool) -> int:
    failed = 0
    sightings = [Sighting("", str(path), str(path), path.stat().st_size, "") for path in files]
    for _, results in read_files(sightings, settings):
        for result in results:
            if isinstance(result, Skipped):
                failed += 1
                say(f"{result.path}: {result.reason}")
            elif as_json:
                emit(analysis_values(result, result.path, with_tokens=with_tokens))
            else:
                _print(result)
    return failed


def _analyse_lines(settings: Config, with_tokens: bool) -> int:
    """How many lines were no {id, text} object; such a line is answered with its error, so that lines stay in step."""
    failed = 0
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        said = _record(line)
        if isinstance(said, str):
            failed += 1
            emit({"id": None, "error": f"line {number}: {said}"})
        else:
            emit(analysis_values(analysis.analyse_text(said["text"], settings), said["id"], with_tokens=with_tokens))
        sys.stdout.flush()
    return failed


def _record(line: str) -> Mapping[str, Any] | str:
    """The record of a line, or what is wrong with it."""
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        return f"no JSON ({error})"
    if not isinstance(record, dict) or "id" not in record or not isinstance(record.get("text"), str):
        return 'no object with "id" and a string "text"'
    return record


def _print(found: Analysis) -> None:
    click.secho(found.path, bold=True)
    facts = [("title", found.document.title)] if found.document.title else []
    if found.date is not None:
        facts.append(("date", date_verdict(found.date, found.document.text)))
    facts.append(("languages", ", ".join(language(code).name for code in found.languages) or "too little text to say"))
    columns(facts, indent="  ")
    _part(
        "Mentions",
        [(f"{m.span.start}–{m.span.stop}", m.type, m.name, _as_written(m.text, m.name)) for m in found.findings.mentions],
    )
    _part("Roles", [(found.document.text[r.person.start : r.person.stop], r.text) for r in found.findings.roles])
    _part("Contacts", [(c.kind, c.value, c.extension) for c in found.findings.contacts])
    _part("Dates", [(d.edtf, d.role, d.text) for d in found.dates])
    _part("Amounts", [(a.kind, amount_verdict(a), a.text) for a in found.amounts])
    click.echo()


def _as_written(text: str, name: str) -> str:
    return "" if text == name else f"«{' '.join(text.split())}»"


def _part(title: str, rows: Iterable[tuple[object, ...]]) -> None:
    listed = [[" ".join(str(cell).split()) for cell in row] for row in rows]
    if listed:
        heading(title)
        columns(listed, indent="  ")
