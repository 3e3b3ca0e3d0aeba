"""``svod backup`` and ``svod restore``: a copy of the archive, and an archive out of a copy."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.backup import back_up
from corpus.backup import restore as put_back
from corpus.commands.archive import open_config
from corpus.commands.ingest import SOME_FAILED
from corpus.commands.printing import count, emit, say


@click.command()
@click.argument("place", metavar="FILE|FOLDER", type=click.Path(path_type=Path))
@click.option("--raw", is_flag=True, help="Copy the original files of folders too.")
@click.option("--json", "as_json", is_flag=True, help="One object: backup documents files bytes generation raw left_out.")
@click.pass_context
def backup(ctx: click.Context, place: Path, raw: bool, as_json: bool) -> None:
    """Copy store, people's decisions, settings and fetched pages to one FILE (its name ends in .zip) or a new FOLDER.

    Runs, edits and searches go on meanwhile; the copy holds what was committed when it began. The index is left out: it is
    made anew from the store. Ends with 4 when original files could not be copied.
    """
    done = back_up(open_config(ctx), place, raw=raw)
    if as_json:
        emit(
            {
                "backup": str(place),
                "documents": done.manifest["documents"],
                "files": len(done.manifest["files"]),
                "bytes": done.size_bytes,
                "generation": done.manifest["generation"],
                "raw": raw,
                "left_out": [{"path": line.path, "reason": line.reason} for line in done.left_out],
            }
        )
    else:
        documents, files = count(done.manifest["documents"], "document"), count(len(done.manifest["files"]), "file")
        say(f"{place}: {documents} in {files}, {done.size_bytes / 1e6:,.1f} MB before packing.")
        for line in done.left_out:
            say(f"left out: {line.path}: {line.reason}")
    if done.left_out:
        ctx.exit(SOME_FAILED)


@click.command()
@click.argument("backup", metavar="BACKUP", type=click.Path(path_type=Path))
@click.argument("place", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One object: restored documents files made differences.")
def restore(backup: Path, place: Path, as_json: bool) -> None:
    """Put the archive of a BACKUP into DIR, which must be empty or not there; nothing is overwritten.

    Every part is compared with its hash first. What is not as it was is said.
    """
    done = put_back(backup, place)
    if as_json:
        said = {"documents": done.documents, "files": done.files, "made": done.made, "differences": list(done.differences)}
        emit({"restored": str(place)} | said)
        return
    say(f"{place}: {count(done.documents, 'document')} as of {done.made}, every part as it was put in.")
    for line in done.differences:
        say(line)
