"""Outlook messages (.msg): made into the mail they once were, and read as one.

After [MS-OXMSG] 2.4 (property streams) and [MS-OXRTFCP] 3.1.3 (compressed Rich Text).
"""

from __future__ import annotations

import mimetypes
import struct
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from struct import iter_unpack, unpack_from
from typing import Any

from corpus.charset import decode
from corpus.config import Config
from corpus.errors import UnreadableFile
from corpus.formats import mail, ole
from corpus.formats.builder import squeeze
from corpus.formats.rtf import read_rtf
from corpus.formats.sniff import MSG
from corpus.model import RawFile, Reading

_WHAT = "Outlook message"
_SUBJECT, _BODY, _HTML, _RTF, _TO, _CC = "0037", "1000", "1013", "1009", "0E04", "0E03"
_SENDER, _ADDRESS, _SMTP, _SENT, _ARRIVED, _CODEPAGE, _INTERNET = "0C1A", "0C1F", "5D01", 0x0039, 0x0E06, 0x3FFD, 0x3FDE
_NAME, _SHORT_NAME, _DATA = "3707", "3704", "3701"
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_DEPTH = 8
_SEED = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
    b"MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0"
    b"\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_COMPRESSED = b"LZFu"


def read(raw: RawFile, config: Config) -> Reading:
    """The message as the mail reader reads it. Raises UnreadableFile."""
    with ole.open_ole(raw.content, _WHAT) as compound:
        try:
            message = _Folder(compound, (), 32).message(0)
        except (struct.error, OverflowError) as error:
            raise UnreadableFile(f"broken {_WHAT}, perhaps cut off on its way ({error})") from error
    reading = mail.read(replace(raw, content=message.as_bytes(policy=SMTP)), config)
    return replace(reading, document=replace(reading.document, media_type=MSG))


class _Folder:
    """A message or attachment inside the compound file, with its properties; ``head`` bytes stand before the fixed ones."""

    def __init__(self, compound: Any, path: tuple[str, ...], head: int) -> None:
        self._ole, self._path = compound, path
        table = self._stream("__properties_version1.0")[head:]
        entries = iter_unpack("<HHIQ", table[: len(table) - len(table) % 16])
        self._fixed: Mapping[int, int] = {number: value for _, number, _, value in entries}

    def message(self, depth: int) -> EmailMessage:
        """The mail with everything attached to it."""
        message = EmailMessage()
        for name, value in (
            ("Subject", self.text(_SUBJECT)),
            ("From", self._sender()),
            ("To", self.text(_TO)),
            ("Cc", self.text(_CC)),
        ):
            if value:
                message[name] = squeeze(value)
        if moment := self._moment():
            message["Date"] = format_datetime(moment)
        message.set_content(self._body(), cte="base64")
        if html := self._stream(f"__substg1.0_{_HTML}0102"):
            charset = f"cp{self._fixed.get(_INTERNET, 0)}" if self._fixed.get(_INTERNET, 65001) != 65001 else ""
            message.add_alternative(decode(html, charset)[0], subtype="html", cte="base64")
        for inner in self._ole.listdir(streams=False, storages=True):
            if tuple(inner[:-1]) == self._path and inner[-1].startswith("__attach_version1.0_"):
                _Folder(self._ole, tuple(inner), 8)._attach(message, depth)
        return message

    def text(self, number: str) -> str:
        """A property as text, whichever way it is kept."""
        if wide := self._stream(f"__substg1.0_{number}001F"):
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self._stream(f"__substg1.0_{number}001E").rstrip(b"\0")
        codepage = self._fixed.get(_CODEPAGE) or self._fixed.get(_INTERNET) or 0
        return decode(narrow, f"cp{codepage}" if codepage else "")[0] if narrow else ""

    def _sender(self) -> str:
        name, address = self.text(_SENDER), self.text(_SMTP) or self.text(_ADDRESS)
        if "@" not in address:
            return name
        return f'"{name.replace(chr(34), "")}" <{address}>' if name and name != address else address

    def _body(self) -> str:
        if body := self.text(_BODY):
            return body.replace("\r\n", "\n").replace("\r", "\n")
        packed = self._stream(f"__substg1.0_{_RTF}0102")
        return read_rtf(unpack_rtf(packed))[0].text if packed and not self._stream(f"__substg1.0_{_HTML}0102") else ""

    def _moment(self) -> datetime | None:
        ticks = self._fixed.get(_SENT) or self._fixed.get(_ARRIVED) or 0
        return _EPOCH + timedelta(microseconds=ticks // 10) if 0 < ticks < 1 << 62 else None

    def _attach(self, message: EmailMessage, depth: int) -> None:
        name = squeeze(self.text(_NAME) or self.text(_SHORT_NAME))
        inner = (*self._path, f"__substg1.0_{_DATA}000D")
        if self._ole.exists("/".join((*inner, "__properties_version1.0"))):
            if depth < _DEPTH:
                message.add_attachment(_Folder(self._ole, inner, 24).message(depth + 1))
            return
        content = self._stream(f"__substg1.0_{_DATA}0102")
        if content:
            kind = (mimetypes.guess_type(name)[0] or "application/octet-stream").partition("/")
            if kind[0] in ("message", "multipart"):
                kind = ("application", "/", "octet-stream")
            message.add_attachment(content, maintype=kind[0], subtype=kind[2], filename=name or "attachment", cte="base64")

    def _stream(self, name: str) -> bytes:
        return ole.stream(self._ole, "/".join((*self._path, name)))


def unpack_rtf(content: bytes) -> bytes:
    """Rich Text out of its compression; content that is not compressed is returned bare."""
    size, full = unpack_from("<II", content)
    if content[8:12] != _COMPRESSED:
        return content[16:]
    window = bytearray(_SEED.ljust(4096, b" "))
    written, place, result = len(_SEED), 16, bytearray()
    end = min(len(content), size + 4)
    while place < end and len(result) < full:
        control = content[place]
        place += 1
        for bit in range(8):
            if place >= end or len(result) >= full:
                break
            if not control >> bit & 1:
                run = bytearray(content[place : place + 1])
                place += 1
            else:
                pair = int.from_bytes(content[place : place + 2], "big")
                place += 2
                offset, length = pair >> 4, (pair & 0xF) + 2
                if offset == written % 4096:
                    return bytes(result)
                run = bytearray()
                for step in range(length):
                    byte = window[(offset + step) % 4096]
                    run.append(byte)
                    window[(written + step) % 4096] = byte
            for step, byte in enumerate(run):
                window[(written + step) % 4096] = byte
            written += len(run)
            result += run
    return bytes(result)
