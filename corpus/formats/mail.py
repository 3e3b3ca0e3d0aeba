"""Mail (.eml, .mht): the body as text, the headers as claims, attachments as files of their own."""

from __future__ import annotations

import email
import mimetypes
import re
from collections.abc import Iterator
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from hashlib import sha256

from corpus.charset import decode
from corpus.config import Config
from corpus.errors import UnreadableFile
from corpus.formats import page, plain
from corpus.formats.builder import TextBuilder, squeeze
from corpus.formats.claims import claimed_date
from corpus.model import Document, RawFile, Reading

_FOREIGN = re.compile("[\udc80-\udcff\ufffd]")
_QUOTE = re.compile(r"^(?:>[ ]?)+", re.MULTILINE)


def read(raw: RawFile, config: Config) -> Reading:
    """Subject, sender and day from the headers, the body's text as blocks, attachments as children ``mail.eml!/name``."""
    message = email.message_from_bytes(raw.content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = _body(message)
    children = tuple(_children(message, body, raw))
    document = _read_body(body)
    if not document.text and not children:
        raise UnreadableFile("a mail without text and attachments")
    when = message["date"]
    moment = getattr(when, "datetime", None)
    claims = Document(
        text=document.text,
        blocks=document.blocks,
        media_type="message/rfc822",
        title=_header(raw.content, message, "subject"),
        author=next(filter(None, parseaddr(_header(raw.content, message, "from"))), ""),
        url=document.url,
        date=claimed_date(moment.date().isoformat() if moment else None, "meta"),
        charset=document.charset,
        links=document.links,
    )
    return Reading(claims, children)


def _body(message: EmailMessage) -> MIMEPart | None:
    """The part a reader would be shown: plain text, or HTML when there is none or the plain text only says so."""
    text = message.get_body(("plain",))
    page_part = message.get_body(("html",))
    if text is None or page_part is None:
        return text or page_part
    return text if len(_payload(text).strip()) >= min(80, len(_payload(page_part)) // 20) else page_part


def _read_body(part: MIMEPart | None) -> Document:
    if part is None:
        return Document("", (), "text/plain")
    declared = part.get_content_charset("")
    if part.get_content_type() == "text/html":
        return page.read_page(_payload(part), declared, whole=True)
    text, charset = decode(_payload(part), declared)
    builder = TextBuilder()
    plain.add_text(builder, _QUOTE.sub("", text), titled=False)
    body, blocks = builder.build()
    return Document(body, blocks, "text/plain", charset=charset)


def _children(message: EmailMessage, body: MIMEPart | None, raw: RawFile) -> Iterator[RawFile]:
    """Attachments and forwarded mails, each under its own name, "part-2.pdf" when it has none."""
    taken: set[str] = set()
    for number, part in enumerate(_files(message, body), start=1):
        content = _content(part)
        name = squeeze(part.get_filename() or "").replace("/", "_").replace("\\", "_")
        name = name or f"part-{number}{_suffix(part.get_content_type())}"
        while name in taken:
            name = f"{number}-{name}"
        taken.add(name)
        if content:
            yield RawFile(raw.source, f"{raw.path}!/{name}", sha256(content).hexdigest(), content)


def _files(message: EmailMessage, body: MIMEPart | None) -> Iterator[MIMEPart]:
    stack: list[MIMEPart] = [message]
    while stack:
        part = stack.pop()
        if part.get_content_maintype() == "multipart":
            stack.extend(reversed([inner for inner in part.iter_parts() if isinstance(inner, MIMEPart)]))
        elif part is not body and _is_file(part):
            yield part


def _is_file(part: MIMEPart) -> bool:
    if part.get("content-id") and part.get_content_maintype() == "image" and not part.is_attachment():
        return False  # a picture that the page itself shows (logo, signature) is part of its looks, not a file somebody sent
    return bool(part.get_filename()) or part.is_attachment() or part.get_content_type() == "message/rfc822"


def _content(part: MIMEPart) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        return (
            b"".join(message.as_bytes() for message in inner if isinstance(message, MIMEPart))
            if isinstance(inner, list)
            else b""
        )
    return _payload(part)


def _payload(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _suffix(media_type: str) -> str:
    return ".eml" if media_type == "message/rfc822" else mimetypes.guess_extension(media_type) or ""


def _header(content: bytes, message: EmailMessage, name: str) -> str:
    """The header on one line, its charset guessed when it came as bare 8-bit bytes."""
    value = str(message[name] or "")
    if _FOREIGN.search(value):
        bare = re.search(rb"^" + name.encode() + rb":(.*?)\r?\n(?![ \t])", content, re.IGNORECASE | re.MULTILINE | re.DOTALL)
        value = decode(bare.group(1).strip())[0] if bare else value
    if "=?" in value:
        try:
            value = str(make_header(decode_header(value)))
        except (HeaderParseError, LookupError, UnicodeError):
            return squeeze(value)
    return squeeze(value)
