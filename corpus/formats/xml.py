"""XML from strangers: no entity is expanded, nothing is fetched, nothing grows."""

from __future__ import annotations

import lzma
import zlib
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from corpus.errors import UnreadableFile
from corpus.formats.builder import squeeze

_DEPTH = 200
"""Deeper nesting is an attack: readers walk the tree by recursion."""


def parse_xml(content: bytes, what: str) -> Any:
    """The root element. Raises UnreadableFile, with ``what`` named, for broken XML and for nesting nobody writes."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(f"broken {what}, perhaps cut off on its way ({squeeze(str(error))[:120]})") from error
    if _is_deeper(root, _DEPTH):
        raise UnreadableFile("nested deeper than can be read")
    return root


def member(archive: ZipFile, name: str, what: str) -> bytes:
    """A part of a zip container, b"" when it is not there. Raises UnreadableFile for a damaged one."""
    try:
        return archive.read(name)
    except KeyError:
        return b""
    except (BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, zlib.error, lzma.LZMAError) as error:
        raise UnreadableFile(f"broken {what}, perhaps cut off on its way ({squeeze(str(error))[:120]})") from error


def name_of(element: Any) -> str:
    """The element's name without its namespace; "" for what is no element (an entity)."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def texts(root: Any, *names: str) -> Iterator[str]:
    """The texts of all elements of these names (without namespace), in order, each on one line, none empty."""
    for element in root.iter():
        if name_of(element) in names and (text := squeeze("".join(element.itertext()))):
            yield text


def _is_deeper(root: Any, limit: int) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limit:
            return True
    return False
