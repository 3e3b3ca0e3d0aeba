"""Documents as entries of a bibliography, for programs that manage them: BibTeX and RIS."""

from __future__ import annotations

import re

from corpus.model import StoredDocument

_SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    sign: f"\\{sign}" for sign in "{}%&$#_"
}
_RIS_TYPES = {"text/html": "ELEC", "message/rfc822": "PCOMM", "application/pdf": "RPRT"}
_BIBTEX_TYPES = {"text/html": "online", "application/pdf": "report"}


def bibtex(document: StoredDocument, archive: str, address: str) -> str:
    """The document as a biblatex entry, its key made of the permanent id; ``address`` is where the archive shows it."""
    fields = {
        "author": f"{{{_tex(document.author)}}}" if document.author else "",
        "title": f"{{{_tex(_title(document))}}}",
        "date": _when(document),
        "langid": document.language if document.language != "und" else "",
        "url": _bare(document.url or address),
        "library": _tex(archive),
        "note": f"svod {document.id}",
    }
    said = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{_BIBTEX_TYPES.get(document.media_type, 'misc')}{{svod{document.id},\n{said}}}\n"


def ris(document: StoredDocument, archive: str, address: str) -> str:
    """The document as a RIS record; ``address`` is where the archive shows it."""
    date = document.date.start.replace("-", "/") if document.date else ""
    fields = (
        ("TY", _RIS_TYPES.get(document.media_type, "GEN")),
        ("ID", document.id),
        ("TI", _line(_title(document))),
        ("AU", _line(document.author)),
        ("PY", date[:4]),
        ("DA", date),
        ("LA", document.language if document.language != "und" else ""),
        ("UR", _bare(document.url or address)),
        ("DB", _line(archive)),
    )
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields if value) + "ER  - \r\n"


def _title(document: StoredDocument) -> str:
    return document.title or (document.paths[0].rpartition("/")[2] if document.paths else document.id)


def _when(document: StoredDocument) -> str:
    """A day, or a range of days, as biblatex reads it."""
    if document.date is None:
        return ""
    first, last = document.date.start, document.date.stop
    if document.date.precision == "year":
        return first[:4]
    if document.date.precision == "month":
        return first[:7]
    return first if first == last else f"{first}/{last}"


def _tex(text: str) -> str:
    return "".join(_SPECIAL.get(sign, sign) for sign in _line(text))


def _line(text: str) -> str:
    """The text in one line: a record has no place for more."""
    return " ".join(text.split())


def _bare(address: str) -> str:
    """An address without signs that would end its field; others are told by percent anyway."""
    return re.sub(r"[{}\s]", "", address)
