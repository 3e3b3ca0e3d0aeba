"""``svod init``: an archive where there was none."""

from __future__ import annotations

import json
from pathlib import Path

import click

from corpus import config
from corpus.commands.printing import say
from corpus.errors import BadConfig


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--source",
    "sources",
    metavar="PATH",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Folder with files; may be given several times.  [default: DIR/raw]",
)
def init(folder: Path, sources: tuple[Path, ...]) -> None:
    """Make an archive in DIR: write a svod.toml in which every setting is explained."""
    made = make_archive(folder, sources)
    say(f"Made {made}.")
    step = "svod ingest" if folder.resolve() == Path.cwd() else f"svod --archive {folder} ingest"
    missing = [source.path for source in config.load(folder).sources if not source.path.is_dir()]
    for path in missing:
        say(f"{path} does not exist yet: put files there, or correct [[source]] in {made}.")
    say(f"Next: {step}")


def make_archive(folder: Path, sources: tuple[Path, ...]) -> Path:
    """The ``svod.toml`` just written. Raises BadConfig when there is one, or a source does not exist."""
    place = folder / config.FILE_NAME
    if place.exists():
        raise BadConfig(f"{place}: is there already; edit it, or remove it to begin anew")
    for source in sources:
        if not source.is_dir():
            raise BadConfig(f"{source}: is no folder; give --source a folder that exists")
    first, *others = [_seen_from(folder, source) for source in sources] or ["raw"]
    folder.mkdir(parents=True, exist_ok=True)
    text = config.template(folder.resolve().name, first)
    place.write_text(text + _tables(first, others), "utf-8")
    config.load(folder)
    return place


def _seen_from(folder: Path, source: Path) -> str:
    """A source below the archive's folder by its relative path, any other by its absolute one."""
    whole, root = source.resolve(), folder.resolve()
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) and whole != root else whole.as_posix()


def _tables(first: str, others: list[str]) -> str:
    """Further sources; of two folders of one name the second is called name-2."""
    taken = {Path(first).name}
    text = ""
    for path in others:
        name, count = Path(path).name, 1
        while name in taken:
            count += 1
            name = f"{Path(path).name}-{count}"
        taken.add(name)
        # a JSON string is a TOML string too
        text += f"\n[[source]]\nname = {json.dumps(name, ensure_ascii=False)}\npath = {json.dumps(path, ensure_ascii=False)}\n"
    return text
