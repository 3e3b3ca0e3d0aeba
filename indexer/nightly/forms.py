"""The morning report as plain text, as a page of HTML that needs nothing else, and as an Atom feed of nights."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from indexer.atom import Entry, feed
from indexer.nightly.parts import Line, Part, facts, parts, verdict
from indexer.nightly.report import Night

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}"
    "h1{font-size:1.3rem}h2{font-size:1rem;margin:1.5rem 0 .3rem}ul{margin:0;padding-left:1.2rem}.facts{color:#555}"
    "mark{background:#fe9}"
)


def as_text(night: Night) -> str:
    """The report as a page of plain text."""
    lines = [f"{night.archive}: nightly run {night.run}", f"{night.started}, {night.seconds:.1f} s", ""]
    if night.healed:
        lines += ["The run before was broken off; this one went on from there.", ""]
    lines += [verdict(night), ""]
    for part in parts(night):
        more = [f"  … and {part.more} more"] if part.more else []
        lines += [part.title, *(f"  {_starred(line)}" for line in part.lines), *more, ""]
    return "\n".join([*lines, *facts(night)]) + "\n"


def as_page(night: Night) -> str:
    """The report as HTML: documents are links where the address of the web view is known (nightly.address)."""
    title = escape(f"{night.archive}: nightly run {night.run}")
    healed = "<p>The run before was broken off; this one went on from there.</p>" if night.healed else ""
    body = [
        f"<h1>{title}</h1>",
        f"<p class=facts>{escape(night.started)}, {night.seconds:.1f} s</p>",
        healed,
        f"<p>{escape(verdict(night)).replace(chr(10), '<br>')}</p>",
        *(_section(part, night.address) for part in parts(night)),
        f"<p class=facts>{'<br>'.join(map(escape, facts(night)))}</p>",
    ]
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    return f'<!doctype html><html lang="en"><head>{head}<style>{_STYLE}</style></head><body>{"".join(body)}</body></html>\n'


def as_feed(archive: str, nights: Sequence[dict[str, Any]], address: str = "") -> str:
    """Nights as an Atom feed, newest first; each of ``nights`` has ``stamp``, ``started``, ``verdict`` and the ``text``."""
    own = f"{address}/nights.atom" if address else f"urn:svod:{archive}:nights"
    entries = (Entry(night["stamp"], night["verdict"], night["started"], text=night["text"]) for night in nights)
    updated = nights[0]["started"] if nights else "1970-01-01T00:00:00+00:00"
    return feed(own, f"{archive}: svod nightly", archive, updated, entries)


def _section(part: Part, address: str) -> str:
    items = "".join(f"<li>{_linked(line, address)}</li>" for line in part.lines)
    more = f"<p class=facts>… and {part.more} more</p>" if part.more else ""
    return f"<h2>{escape(part.title)}</h2><ul>{items}</ul>{more}"


def _linked(line: Line, address: str) -> str:
    said = _around(line, "<mark>", "</mark>", escape)
    return f'<a href="{escape(address)}/document/{escape(line.document)}">{said}</a>' if address and line.document else said


def _starred(line: Line) -> str:
    return _around(line, "*", "*", str).replace("\n", " ")


def _around(line: Line, before: str, after: str, show: Any) -> str:
    said, last = [], 0
    for start, stop in line.spans:
        said += [show(line.text[last:start]), before, show(line.text[start:stop]), after]
        last = stop
    return "".join([*said, show(line.text[last:])])
