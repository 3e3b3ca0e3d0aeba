"""Mailboxes (.mbox): every mail a file of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

from corpus.config import Config
from corpus.formats.listing import listed
from corpus.formats.sniff import MBOX
from corpus.model import RawFile, Reading

_ENVELOPE = re.compile(rb"^From [^\r\n]*\d{4}[^\r\n]*\r?\n(?=[A-Za-z-]+:)", re.MULTILINE)
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def read(raw: RawFile, config: Config) -> Reading:
    """The mails as children ``box.mbox!/0001.eml``, numbered in their order."""
    mails = list(_mails(raw.content))
    width = max(4, len(str(len(mails))))
    children = tuple(_child(raw, f"{number:0{width}}.eml", mail) for number, mail in enumerate(mails, start=1))
    return listed(raw, MBOX, children, (), config)


def _mails(content: bytes) -> Iterator[bytes]:
    starts = [match.span() for match in _ENVELOPE.finditer(content)]
    stops = [start for start, _ in starts[1:]] + [len(content)]
    for (_, start), stop in zip(starts, stops, strict=True):
        yield _QUOTED.sub(rb"\1", content[start:stop])


def _child(raw: RawFile, name: str, content: bytes) -> RawFile:
    return RawFile(raw.source, f"{raw.path}!/{name}", sha256(content).hexdigest(), content)
