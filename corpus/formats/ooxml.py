"""What all Office Open XML files share: their claims about themselves, and the way from a part to the parts it names."""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import dirname, join, normpath
from zipfile import ZipFile

from corpus.formats.claims import claimed_date, claimed_title
from corpus.formats.xml import member, name_of, parse_xml, texts
from corpus.model import DocumentDate


@dataclass(frozen=True, slots=True)
class Claims:
    """What ``docProps/core.xml`` says, "" and None where it says nothing."""

    title: str
    author: str
    date: DocumentDate | None


def claims(archive: ZipFile, what: str) -> Claims:
    """The file's claims about itself."""
    content = member(archive, "docProps/core.xml", what)
    if not content:
        return Claims("", "", None)
    root = parse_xml(content, what)
    first = {name: next(texts(root, name), "") for name in ("title", "creator", "created", "modified")}
    when = claimed_date((first["created"] or first["modified"])[:10], "file")
    return Claims(claimed_title(first["title"]), first["creator"], when)


def relations(archive: ZipFile, part: str, what: str) -> dict[str, tuple[str, str]]:
    """By relation id: the last word of its type («slide», «hyperlink») and the part or address it leads to."""
    content = member(archive, f"{dirname(part)}/_rels/{part.rpartition('/')[2]}.rels", what)
    if not content:
        return {}
    found = {}
    for relation in parse_xml(content, what):
        if name_of(relation) == "Relationship":
            target = relation.get("Target", "")
            outside = relation.get("TargetMode") == "External"
            place = target if outside else normpath(join("/", dirname(part), target)).lstrip("/")
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], place)
    return found
