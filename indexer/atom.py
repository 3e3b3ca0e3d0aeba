"""A feed as Atom (RFC 4287): what feed readers follow."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

MEDIA_TYPE = "application/atom+xml"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something new: ``key`` parts it from others of its feed, ``updated`` is an ISO time, ``link`` an address or "".

    One of ``text`` (as it is) and ``html`` says what there is to read.
    """

    key: str
    title: str
    updated: str
    link: str = ""
    text: str = ""
    html: str = ""


def feed(id: str, title: str, author: str, updated: str, entries: Iterable[Entry], *, address: str = "") -> str:
    """The feed, its entries in their order; ``address`` is where readers find it, "" when it has none."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{escape(id)}</id>",
        f"<title>{escape(title)}</title>",
        f"<updated>{escape(updated)}</updated>",
        f"<author><name>{escape(author)}</name></author>",
    ]
    if address:
        lines.append(f'<link rel="self" type="{MEDIA_TYPE}" href="{escape(address)}"/>')
    for each in entries:
        lines += [
            "<entry>",
            f"<id>{escape(id)}#{escape(each.key)}</id>",
            f"<title>{escape(each.title)}</title>",
            f"<updated>{escape(each.updated)}</updated>",
            *([f'<link rel="alternate" href="{escape(each.link)}"/>'] if each.link else []),
            f'<summary type="html">{escape(each.html)}</summary>'
            if each.html
            else f'<content type="text">{escape(each.text)}</content>',
            "</entry>",
        ]
    return clean("\n".join([*lines, "</feed>"])) + "\n"


def clean(xml: str) -> str:
    """The text without signs that XML 1.0 cannot hold; a document may hold them."""
    return _NOT_XML.sub("", xml)
