"""A saved search as an Atom feed: an entry for each document that it was told of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

from indexer.saved.values import SavedSearch, Told

MEDIA_TYPE = "application/atom+xml"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML 1.0 cannot hold; a text may."""


def as_feed(archive: str, search: SavedSearch, told: Sequence[Told], address: str, link: Callable[[str], str]) -> str:
    """The feed, newest first, for a reader that finds it at ``address``; ``link`` gives the address of a document."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{escape(address)}</id>",
        f"<title>{escape(f'{archive}: {search.title}')}</title>",
        f"<updated>{told[0].at if told else search.since}</updated>",
        f"<author><name>{escape(archive)}</name></author>",
        f'<link rel="self" type="{MEDIA_TYPE}" href="{escape(address)}"/>',
    ]
    for hit in told:
        lines += [
            "<entry>",
            f"<id>{escape(address)}#{escape(hit.document)}</id>",
            f"<title>{escape(hit.title or hit.path)}</title>",
            f"<updated>{hit.at}</updated>",
            f'<link rel="alternate" href="{escape(link(hit.document))}"/>',
            f'<summary type="html">{escape(marked(hit))}</summary>',
            "</entry>",
        ]
    return _NOT_XML.sub("", "\n".join([*lines, "</feed>"])) + "\n"


def marked(hit: Told) -> str:
    """Where a document answers, as HTML with the answering words marked; why it does where the text does not show it."""
    if not hit.match:
        return escape("; ".join(hit.why))
    parts, last = [], 0
    for start, stop in hit.spans:
        parts += [escape(hit.match[last:start]), f"<mark>{escape(hit.match[start:stop])}</mark>"]
        last = stop
    return "".join([*parts, escape(hit.match[last:])])
