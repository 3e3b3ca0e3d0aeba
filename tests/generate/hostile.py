"""Files that mean harm or were harmed: bombs, entities, deep nesting, cuts, flipped bits, tricks with paths and links."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import random
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import py7zr

from tests.generate.good import good_files, letter

_MEGABYTE = 1 << 20
_BOMB_MB = 200 if os.environ.get("SVOD_HOSTILE") == "all" else 40
"""What a bomb unpacks to; a sample in every run makes do with less."""
_VICTIMS = (
    "a.docx",
    "word97.doc",
    "a.ppt",
    "a.msg",
    "a.odt",
    "a.pptx",
    "a.xlsx",
    "a.epub",
    "a.7z",
    "a.tar.gz",
    "quoted.eml",
    "nested.zip",
)
_XXE = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "http://127.0.0.1:9/">]>'
_LAUGHS = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha">{}]>'.format(
    "".join(f'<!ENTITY a{each} "{f"&a{each - 1};" * 10}">' if each else '<!ENTITY a0 "&a;&a;">' for each in range(12))
)
_XML_PARTS = {
    "docx": ("word/document.xml", "w:document"),
    "odt": ("content.xml", "office:document-content"),
    "pptx": ("ppt/presentation.xml", "p:presentation"),
    "xlsx": ("xl/workbook.xml", "workbook"),
    "epub": ("META-INF/container.xml", "container"),
}


def hostile_files() -> Iterator[tuple[str, bytes]]:
    """Name and content of each; the same at every call."""
    yield from _bombs()
    yield from _entities()
    yield from _nested()
    yield from _paths()
    yield from _cut_and_flipped()


def plant(folder: Path) -> int:
    """Every hostile file stands in ``folder``, with those that only a file system can hold; their number."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for count, (name, content) in enumerate(hostile_files(), start=1):
        (folder / f"{count:03}-{name}").write_bytes(content)
    with (folder / "sparse-4gb.txt").open("wb") as sparse:
        sparse.truncate(4 << 30)
    os.mkfifo(folder / "endless.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "passwd.txt").symlink_to("/etc/passwd")
    (folder / "loop.txt").symlink_to("loop.txt")
    return count + 5


def _zipped(name: str, content: bytes, stored: bytes = b"") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        if stored:
            archive.writestr("mimetype", stored)
        archive.writestr(name, content)
    return target.getvalue()


def _bombs() -> Iterator[tuple[str, bytes]]:
    zeros = bytes(_BOMB_MB * _MEGABYTE)
    zipped = _zipped("zeros.txt", zeros)
    yield "bomb.zip", zipped
    yield "bomb-twice.zip", _zipped("bomb.zip", zipped)
    yield "bomb.txt.gz", gzip.compress(zeros, 1, mtime=0)
    yield "bomb.txt.bz2", bz2.compress(zeros, 1)
    yield "bomb.txt.xz", lzma.compress(zeros, preset=0)
    packed = io.BytesIO()
    with py7zr.SevenZipFile(packed, "w") as seven:
        seven.writestr(zeros[: 70 * _MEGABYTE], "zeros.txt")
    yield "bomb.7z", packed.getvalue()
    blanks = b"<a>" + b" " * (len(zeros) - 7) + b"</a>"
    for kind, (part, _) in _XML_PARTS.items():
        yield f"bomb.{kind}", _zipped(part, blanks)
    lying = bytearray(_zipped("a.txt", b"x" * 100_000))
    place = lying.rfind(b"PK\x01\x02")
    lying[place + 24 : place + 28] = (50).to_bytes(4, "little")  # says it unpacks to 50 bytes
    yield "lying.zip", bytes(lying)
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(21_000):
            archive.writestr(f"{number}", b"")
    yield "many-files.zip", many.getvalue()
    yield "long-line.txt", "слово ".encode() * 500_000
    yield "long-word.txt", "щ".encode() * 2_000_000
    yield "wide.csv", b";".join(b"x" for _ in range(300_000))
    yield "tags.html", b"<p>x" * 300_000
    yield "stream-bomb.pdf", _pdf_bomb(zeros)
    yield "picture-bomb.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\0\0\0\0" + bytes(100)


def _pdf_bomb(content: bytes) -> bytes:
    import zlib

    packed = zlib.compress(content, 1)
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n4 0 obj<</Filter/FlateDecode/Length "
        + str(len(packed)).encode()
        + b">>stream\n"
        + packed
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def _entities() -> Iterator[tuple[str, bytes]]:
    for name, head in (("xxe", _XXE), ("laughs", _LAUGHS)):
        inside = "&x;&y;" if name == "xxe" else "&a11;"
        yield f"{name}.xml", f"{head}<r>{inside} слово</r>".encode()
        yield f"{name}.html", f"{head}<html><body><p>{inside} слово</p></body></html>".encode()
        yield f"{name}.fb2", f"{head}<FictionBook><body><section><p>{inside} слово</p></section></body></FictionBook>".encode()
        for kind, (part, root) in _XML_PARTS.items():
            yield f"{name}.{kind}", _zipped(part, f"{head}<{root}>{inside}</{root}>".encode())


def _nested() -> Iterator[tuple[str, bytes]]:
    depth = 100_000
    yield "deep.html", b"<div>" * depth + "слово".encode()
    yield "deep-table.html", b"<table><tr><td>" * 5_000 + "слово".encode()
    yield "deep.xml", b"<?xml version='1.0'?>" + b"<a>" * depth + b"</a>" * depth
    yield "deep.fb2", b"<?xml version='1.0'?><FictionBook><body>" + b"<section>" * 5_000
    yield "deep.rtf", b"{\\rtf1" + b"{" * depth + b"x"
    yield "deep.md", b">" * 20_000 + "слово".encode()
    yield "deep-list.md", b"".join(b" " * 2 * each + b"- x\n" for each in range(2_000))
    yield "deep.pdf", b"%PDF-1.4\n1 0 obj" + b"[" * depth + b"]" * depth + b"endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    inner = b"word"
    for level in range(30):
        inner = _zipped(f"{level}.zip", inner)
    yield "deep.zip", inner
    mail = letter("Письмо", "Слово")
    for _ in range(14):
        mail = letter("Письмо", "Слово", a_eml=mail)
    yield "deep.eml", mail
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (each, each) for each in range(3_000))
    yield "deep-parts.eml", b"From: a@b\nTo: b@c\nSubject: x\nMIME-Version: 1.0\n" + parts


def _paths() -> Iterator[tuple[str, bytes]]:
    evil = (
        "../../../../tmp/svod-escaped.txt",
        "/tmp/svod-escaped.txt",
        "..\\..\\svod-escaped.txt",
        "C:\\svod-escaped.txt",
        "a/../../b",
        "",
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in evil:
            archive.writestr(zipfile.ZipInfo(name or "\0"), "слово")
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    yield "paths.zip", target.getvalue()
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name in evil[:3]:
            info = tarfile.TarInfo(name)
            info.size = 5
            archive.addfile(info, io.BytesIO(b"words"))
        for kind, place in ((tarfile.SYMTYPE, "/etc/passwd"), (tarfile.LNKTYPE, "../../etc/passwd"), (tarfile.CHRTYPE, "")):
            info = tarfile.TarInfo(f"special-{kind.decode()}")
            info.type, info.linkname = kind, place
            archive.addfile(info)
    yield "paths.tar", target.getvalue()
    packed = io.BytesIO()
    with py7zr.SevenZipFile(packed, "w") as seven:
        seven.writestr(b"words", "a/../../svod-escaped.txt".replace("..", "__"))
    yield "paths.7z", packed.getvalue().replace(b"_\0_\0", b".\0.\0")
    yield "names.eml", letter("Имя", "Слово", **{"../../../tmp/svod-escaped_txt": b"words"})
    yield "nul.txt", b"\0" * 1000 + "слово".encode()
    yield "random.bin", random.Random(1).randbytes(50_000)


def _cut_and_flipped() -> Iterator[tuple[str, bytes]]:
    """Each victim cut at every kilobyte, up to eight times, and with bits flipped in eighteen ways."""
    chance = random.Random(4)
    for name, content, _ in good_files():
        language, _, kind = name.partition("-")
        if language != "ru" or kind not in _VICTIMS:
            continue
        step = max(1024, len(content) // 8)
        for place in range(step, len(content), step):
            yield f"cut-{place}-{kind}", content[:place]
        for turn in range(18):
            flipped = bytearray(content)
            for _ in range(1 + len(content) // 500):
                flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
            yield f"flipped-{turn}-{kind}", bytes(flipped)
