"""Mail (.eml, .emlx) and saved web archives (.mht): the body as text, the headers as claims, attachments as children."""

from __future__ import annotations

import base64
import codecs
import email
import mimetypes
import quopri
import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import MIMEPart
from email.utils import parseaddr
from hashlib import sha256

from corpus.charset import decode, repair
from corpus.config import Config
from corpus.errors import UnreadableFile
from corpus.formats import page, plain
from corpus.formats.builder import TextBuilder, squeeze
from corpus.formats.claims import claimed_date, claimed_language, claimed_title
from corpus.model import BlockKind, Document, RawFile, Reading

_DELIVERY = "message/delivery-status"
"""What a mail server says of a letter that did not arrive: the parser makes it a list of headers, people read it as text."""
_MAILS = ("message/rfc822", "message/global")
_FOREIGN = re.compile("[\udc80-\udcff\ufffd]")
_COUNTED = re.compile(rb"\s*(\d{1,12})[ \t]*\r?\n(?=[A-Za-z-]+:)")
_ENCODED = re.compile(r"=\?([\w.:-]+)(?:\*\w+)?\?([bBqQ])\?([^?\s]*)\?=")
_QUOTE = re.compile(r"^(?:>[ ]?)+", re.MULTILINE)


def read(raw: RawFile, config: Config) -> Reading:
    """Subject, sender and day from the headers, the body's text as blocks, attachments as children ``mail.eml!/name``."""
    content = _single_bytes(raw.content)
    message = email.message_from_bytes(content, policy=policy.default)
    if _is_web_archive(message):
        return Reading(_read_archive(message, raw))
    bodies = list(_bodies(message))
    children = tuple(_children(message, bodies, raw))
    title = _header(content, message, "subject")
    body = _joined(title, [_read_body(part, raw.charset) for part in bodies])
    moment = getattr(message["date"], "datetime", None)
    document = Document(
        text=body.text,
        blocks=body.blocks,
        media_type="message/rfc822",
        title=title,
        author=next(filter(None, parseaddr(_header(content, message, "from"))), ""),
        date=claimed_date(moment.date().isoformat() if moment else None, "meta"),
        charset=body.charset,
        links=body.links,
        claimed_language=claimed_language(_header(content, message, "content-language")),
    )
    return Reading(document, children)


def _is_web_archive(message: MIMEPart) -> bool:
    """True for a page that a browser saved with its pictures: such a file has no sender but a program."""
    saved = message.get("snapshot-content-location") or "saved by" in str(message.get("from", "")).lower()
    return bool(saved) or (
        message.get_content_type() == "multipart/related" and not message.get("to") and not message.get("received")
    )


def _read_archive(message: MIMEPart, raw: RawFile) -> Document:
    """The page inside a saved web archive; of several, the frame that says most."""
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not pages:
        raise UnreadableFile("a web archive without a page")
    read = [page.read_page(_payload(part), _declared(part), forced=raw.charset) for part in pages if isinstance(part, MIMEPart)]
    best = max(read, key=lambda document: len(document.text))
    place = squeeze(str(message.get("snapshot-content-location") or pages[0].get("content-location") or ""))
    moment = getattr(message["date"], "datetime", None)
    date = best.date or claimed_date(moment.date().isoformat() if moment else None, "file")
    title = best.title or claimed_title(_header(raw.content, message, "subject"))
    return replace(best, media_type="multipart/related", url=best.url or place, date=date, title=title)


def _declared(part: MIMEPart) -> str:
    """The charset that a part claims, "" when it claims none or writes it so that nobody can read it."""
    try:
        return part.get_content_charset("")
    except (LookupError, UnicodeError, ValueError):
        return ""


def _single_bytes(content: bytes) -> bytes:
    """The mail as the parser expects it: no mailbox line before it, and UTF-8 when it was saved in UTF-16."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in content[:64]:
        content = decode(content)[0].encode()
    if counted := _COUNTED.match(content):  # Apple Mail: the mail's length, the mail, then a property list
        content = content[counted.end() : counted.end() + int(counted.group(1))]
    return content.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n") if not content.startswith(b"From ") else content


def _bodies(part: MIMEPart) -> Iterator[MIMEPart]:
    """The parts a reader is shown as the text: of alternatives the best one, of a page with its pictures the page."""
    kind = part.get_content_type()
    inner = [each for each in part.iter_parts() if isinstance(each, MIMEPart)] if part.is_multipart() else []
    if kind == "multipart/alternative":
        best = _best([list(_bodies(each)) for each in inner])
        yield from best
    elif kind == "multipart/related":
        yield from (body for each in inner[:1] for body in _bodies(each))
    elif kind.startswith("multipart/"):
        yield from (body for each in inner for body in _bodies(each))
    elif kind in ("text/plain", "text/html", _DELIVERY) and not part.is_attachment() and not part.get_filename():
        yield part


def _best(choices: list[list[MIMEPart]]) -> list[MIMEPart]:
    """Plain text, or HTML when there is none or the plain text only says that there is HTML."""
    plain_text = next((choice for choice in choices if choice and choice[0].get_content_type() == "text/plain"), [])
    rich = next((choice for choice in choices if choice and choice[0].get_content_type() == "text/html"), [])
    if plain_text and rich and len(_payload(plain_text[0]).strip()) < min(80, len(_payload(rich[0])) // 20):
        return rich
    return plain_text or rich


def _joined(title: str, documents: list[Document]) -> Document:
    """One document of the parts, under the subject: its names are found like any others."""
    builder, links = TextBuilder(), dict[str, None]()
    builder.add(BlockKind.TITLE, title)
    for document in documents:
        links.update(dict.fromkeys(document.links))
        for block in document.blocks:
            builder.add(block.kind, block.span.of(document.text), block.level)
    text, blocks = builder.build()
    charset = next((document.charset for document in documents if document.charset), None)
    return Document(text, blocks, "text/plain", charset=charset, links=tuple(links))


def _read_body(part: MIMEPart, forced: str) -> Document:
    declared = _declared(part)
    if part.get_content_type() == "text/html":
        return page.read_page(_payload(part), declared, whole=True, forced=forced)
    text, charset = decode(_payload(part), declared, charset=forced)
    builder = TextBuilder()
    plain.add_text(builder, _QUOTE.sub("", text), titled=False)
    body, blocks = builder.build()
    return Document(body, blocks, "text/plain", charset=charset)


def _children(message: MIMEPart, bodies: list[MIMEPart], raw: RawFile) -> Iterator[RawFile]:
    """Attachments and forwarded mails, each under its own name, "part-2.pdf" when it has none."""
    taken: set[str] = set()
    for number, part in enumerate(_files(message, bodies), start=1):
        content = _content(part)
        name = squeeze(part.get_filename() or "").replace("/", "_").replace("\\", "_")
        name = name or f"part-{number}{_suffix(part.get_content_type())}"
        while name in taken:
            name = f"{number}-{name}"
        taken.add(name)
        if content:
            yield RawFile(raw.source, f"{raw.path}!/{name}", sha256(content).hexdigest(), content)


def _files(message: MIMEPart, bodies: list[MIMEPart]) -> Iterator[MIMEPart]:
    stack: list[MIMEPart] = [message]
    while stack:
        part = stack.pop()
        if part.get_content_maintype() == "multipart":
            stack.extend(reversed([inner for inner in part.iter_parts() if isinstance(inner, MIMEPart)]))
        elif not any(part is body for body in bodies) and _is_file(part):
            yield part


def _is_file(part: MIMEPart) -> bool:
    if part.get("content-id") and part.get_content_maintype() == "image" and not part.is_attachment():
        return False  # a picture that the page itself shows (logo, signature) is part of its looks, not a file somebody sent
    return bool(part.get_filename()) or part.is_attachment() or part.get_content_type() in _MAILS


def _content(part: MIMEPart) -> bytes:
    if part.get_content_type() in _MAILS:
        inner = part.get_payload()
        return (
            b"".join(message.as_bytes() for message in inner if isinstance(message, MIMEPart))
            if isinstance(inner, list)
            else b""
        )
    return _payload(part)


def _payload(part: MIMEPart) -> bytes:
    if part.get_content_type() == _DELIVERY and isinstance(inner := part.get_payload(), list):
        return b"\n".join(each.as_bytes() for each in inner if isinstance(each, MIMEPart))
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _suffix(media_type: str) -> str:
    return ".eml" if media_type in _MAILS else mimetypes.guess_extension(media_type) or ""


def _header(content: bytes, message: MIMEPart, name: str) -> str:
    """The header on one line, its charset guessed when it came as bare 8-bit bytes."""
    value = str(message[name] or "")
    if _FOREIGN.search(value):
        bare = re.search(rb"^" + name.encode() + rb":(.*?)\r?\n(?![ \t])", content, re.IGNORECASE | re.MULTILINE | re.DOTALL)
        value = decode(bare.group(1).strip())[0] if bare else value
    if "=?" in value:
        try:
            value = str(make_header(decode_header(value)))
        except (HeaderParseError, LookupError, UnicodeError, ValueError):
            value = _ENCODED.sub(_decode_word, re.sub(r"\?=\s+=\?", "?==?", value))
    return squeeze(repair(value)[0])


def _decode_word(match: re.Match[str]) -> str:
    """An encoded word whose charset nobody knows or that is cut: «=?cp-1251?B?8uXx8g==?=»."""
    charset, kind, words = match.groups()
    if kind in "bB":
        letters = re.sub(r"[^A-Za-z0-9+/]", "", words)  # without those that damage put there, or one that is left over
        content = base64.b64decode(letters[: len(letters) - (len(letters) % 4 == 1)] + "==")
    else:
        content = quopri.decodestring(words.replace("_", " ").encode("ascii", "replace"))
    return decode(content, charset)[0] if content else ""
