"""``svod audit``: who did what."""

from __future__ import annotations

from dataclasses import asdict

import click

from corpus.audit import deeds
from corpus.commands.archive import open_config
from corpus.commands.printing import columns, emit, say


@click.command()
@click.option("--who", default="", help="Only what this person did.")
@click.option("--did", default="", help="Only this: login, refused, logout, export, forget, edit, user.")
@click.option("--size", type=click.IntRange(1), default=50, show_default=True, help="How many, the newest first.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_context
def audit(ctx: click.Context, who: str, did: str, size: int, as_json: bool) -> None:
    """Logins, exports, corrections, what was forgotten and who was let in, the newest first."""
    found = deeds(open_config(ctx), who, did)
    if as_json:
        for each in found[:size]:
            emit(asdict(each))
        return
    columns([(each.at, each.who or "somebody", each.did, each.address, each.what) for each in found[:size]])
    if len(found) > size:
        say(f"{len(found) - size:,} older ones: --size {len(found)}")
