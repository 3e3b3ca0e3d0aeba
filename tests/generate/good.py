"""One release in three languages, in every format and charset that svod reads; every file must give all its words."""

# ruff: noqa: E501 - lines of the files themselves
from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from email.message import EmailMessage
from html import escape

import docx
import py7zr

from tests.generate.compound import compound

TEXTS: Mapping[str, tuple[str, str, tuple[str, str]]] = {
    "ru": (
        "Семинар по энергосбережению прошёл в Таразе",
        "Участники из четырёх городов обсудили, как утеплить школы и больницы, и подписали совместное обращение к жителям.",
        ("Город Тараз", "Двенадцать школ"),
    ),
    "uk": (
        "Семінар з енергозбереження відбувся у Полтаві",
        "Учасники з чотирьох міст обговорили, як утеплити школи та лікарні, і підписали спільне звернення до мешканців.",
        ("Місто Полтава", "Дев'ять шкіл"),
    ),
    "kk": (
        "Тараз қаласында энергия үнемдеу семинары өтті",
        "Төрт қаладан келген қатысушылар мектептер мен ауруханаларды қалай жылытуға болатынын талқылап, үндеу қабылдады.",
        ("Тараз қаласы", "Он екі мектеп"),
    ),
}
"""Title, paragraph, and a table row by language."""

CHARSETS: Mapping[str, tuple[str, ...]] = {
    "ru": ("cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"),
    "uk": ("cp1251", "koi8-u", "cp1125", "mac-cyrillic", "iso8859-5", "utf-8", "utf-16", "utf-16-le"),
    "kk": ("kz1048", "ptcp154", "utf-8", "utf-8-sig", "utf-16", "utf-16-be"),
}


def good_files() -> Iterator[tuple[str, bytes, tuple[str, ...]]]:
    """Name, content and expected words of each file; a container's words are those of its parts."""
    for language, (title, text, row) in TEXTS.items():
        said = (title, text)
        words = tuple(word.strip(".,") for word in f"{title} {text}".split())
        for charset in CHARSETS[language]:
            for name, content in _texts(title, text, charset):
                yield f"{language}-{charset}-{name}", content, words
        for name, content in (*_office(*said, row), *_old_office(*said), *_books(*said), *_mails(*said), *_archives(*said)):
            yield f"{language}-{name}", content, words


def _texts(title: str, text: str, charset: str) -> Iterator[tuple[str, bytes]]:
    plain = f"{title}\n\n{text}\n"
    yield "a.txt", plain.encode(charset)
    yield "a.md", f"# {title}\n\n{text}\n".encode(charset)
    yield "a.csv", f"Название;Текст\n{title};{text}\n".encode(charset)
    page = "<html><head>{}<title>{}</title></head><body><h1>{}</h1><p>{}</p></body></html>"
    for name, meta in (("right", charset), ("none", ""), ("lying", "iso-8859-1")):
        mark = f'<meta charset="{meta}">' if meta else ""
        yield f"{name}.html", page.format(mark, escape(title), escape(title), escape(text)).encode(charset)
    if not charset.startswith("utf-16"):
        head = f"From: a@example.org\nTo: b@example.org\nDate: Wed, 19 Feb 2014 10:30:00 +0600\nSubject: {title}\n"
        yield "bare.eml", (head + f"MIME-Version: 1.0\n\n{text}\n").encode(charset.replace("-sig", ""))
        yield (
            "bare.rtf",
            _bytes_rtf(title, text, charset) if charset in ("cp1251", "mac-cyrillic") else _unicode_rtf(title, text),
        )


def _bytes_rtf(title: str, text: str, charset: str) -> bytes:
    number = {"cp1251": 204, "mac-cyrillic": 89}[charset]
    body = "\\par ".join("".join(f"\\'{byte:02x}" for byte in each.encode(charset)) for each in (title, text))
    return f"{{\\rtf1\\ansi{{\\fonttbl{{\\f0\\fcharset{number} Arial;}}}}\\f0 {body}\\par}}".encode("ascii")


def _unicode_rtf(title: str, text: str) -> bytes:
    said = "\\par ".join("".join(f"\\u{ord(each)}?" if ord(each) > 127 else each for each in part) for part in (title, text))
    return f"{{\\rtf1\\ansi\\ansicpg1252\\uc1 {said}\\par}}".encode("ascii")


def _zipped(parts: Mapping[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def _office(title: str, text: str, row: tuple[str, str]) -> Iterator[tuple[str, bytes]]:
    document, target = docx.Document(), io.BytesIO()
    document.add_heading(title, 1)
    document.add_paragraph(text)
    table = document.add_table(1, 2)
    for cell, said in zip(table.rows[0].cells, row, strict=True):
        cell.text = said
    document.save(target)
    yield "a.docx", target.getvalue()
    yield "docx-inside.doc", target.getvalue()
    yield (
        "html-inside.doc",
        f"<html><body><h1>{escape(title)}</h1><p>{escape(text)}</p></body></html>".encode("cp1251", "xmlcharrefreplace"),
    )
    yield "rtf-inside.doc", _unicode_rtf(title, text)
    for kind, suffix in (("text", "odt"), ("presentation", "odp"), ("spreadsheet", "ods")):
        yield f"a.{suffix}", open_document(kind, title, text, row)
    yield "a.pptx", presentation(title, text)
    yield "a.xlsx", sheet([[title, text], list(row)])


def open_document(kind: str, title: str, text: str, row: tuple[str, str]) -> bytes:
    """An OpenDocument file of a kind: text, presentation or spreadsheet."""
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{escape(said)}</text:p></table:table-cell>' for said in row
    )
    table = f'<table:table table:name="A"><table:table-row>{cells}</table:table-row></table:table>'
    paragraphs = f'<text:h text:outline-level="1">{escape(title)}</text:h><text:p>{escape(text)}</text:p>'
    body = {
        "text": f"<office:text>{paragraphs}{table}</office:text>",
        "presentation": f'<office:presentation><draw:page draw:name="1"><draw:frame presentation:class="title"><draw:text-box>'
        f"<text:p>{escape(title)}</text:p></draw:text-box></draw:frame><draw:frame><draw:text-box><text:p>{escape(text)}</text:p>"
        "</draw:text-box></draw:frame></draw:page></office:presentation>",
        "spreadsheet": "<office:spreadsheet>"
        + table.replace("<text:p>", f"<text:p>{escape(title)} {escape(text)} ", 1)
        + "</office:spreadsheet>",
    }[kind]
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{place}:1.0"'
        for name, place in (
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("draw", "drawing"),
            ("presentation", "presentation"),
        )
    )
    content = (
        f'<?xml version="1.0"?><office:document-content{spaces}><office:body>{body}</office:body></office:document-content>'
    )
    return _zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content})


_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def presentation(title: str, text: str) -> bytes:
    """A .pptx of one slide."""
    spaces = f'xmlns:p="p" xmlns:a="a" xmlns:r="{_RELATION}"'
    shape = "<p:sp><p:nvSpPr><p:nvPr>{}</p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:txBody></p:sp>"
    shapes = shape.format('<p:ph type="title"/>', escape(title)) + shape.format('<p:ph type="body"/>', escape(text))
    relation = f'<Relationships><Relationship Id="rId1" Type="{_RELATION}/slide" Target="slides/slide1.xml"/></Relationships>'
    return _zipped(
        {
            "ppt/presentation.xml": f'<p:presentation {spaces}><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>',
            "ppt/_rels/presentation.xml.rels": relation,
            "ppt/slides/slide1.xml": f"<p:sld {spaces}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>",
        }
    )


def sheet(rows: list[list[str]]) -> bytes:
    """An .xlsx of one sheet."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{escape(each)}</t></is></c>' for each in row) + "</row>" for row in rows
    )
    kinds = "http://schemas.openxmlformats.org/package/2006/content-types"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    return _zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{kinds}"/>',
            "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r" Type="{_RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{_RELATION}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{_RELATION}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
        }
    )


def _old_office(title: str, text: str) -> Iterator[tuple[str, bytes]]:
    yield "word97.doc", word_97(f"{title}\r{text}\r")
    yield "word6.doc", word_6(f"{title}\r{text}\r") if "қ" not in title else word_97(f"{title}\r{text}\r")
    yield "a.ppt", powerpoint_97(title, text)
    yield "a.msg", outlook(title, text)


def word_97(text: str) -> bytes:
    """A .doc whose text lies in two pieces of UTF-16."""
    half = len(text) // 2
    main = bytearray(2048)
    struct.pack_into("<H8xH", main, 0, 0xA5EC, 0x0200)
    struct.pack_into("<8i", main, 0x4C, len(text), 0, 0, 0, 0, 0, 0, 0)
    pieces = struct.pack("<3I", 0, half, len(text))
    pieces += b"".join(struct.pack("<HIH", 0, 2048 + 2 * start, 0) for start in (0, half))
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", main, 0x1A2, 0, len(clx))
    return compound({"WordDocument": bytes(main) + text.encode("utf-16-le"), "1Table": clx})


def word_6(text: str) -> bytes:
    """A .doc of Word 6: bytes in cp1251, which nothing in it names."""
    body = text.encode("cp1251")
    main = bytearray(768)
    struct.pack_into("<H8xH", main, 0, 0xA5DC, 0)
    struct.pack_into("<II", main, 0x18, 768, 768 + len(body))
    struct.pack_into("<8i", main, 0x34, len(body), 0, 0, 0, 0, 0, 0, 0)
    return compound({"WordDocument": bytes(main) + body})


def powerpoint_97(title: str, text: str) -> bytes:
    """A .ppt of one slide, found through its directory of places."""

    def record(kind: int, body: bytes, container: bool = False, instance: int = 0) -> bytes:
        return struct.pack("<HHI", instance << 4 | (0xF if container else 0), kind, len(body)) + body

    said = b"".join(
        record(0x0F9F, struct.pack("<I", kind)) + record(0x0FA0, words.encode("utf-16-le"))
        for kind, words in ((0, title), (1, text))
    )
    document = record(
        0x03E8, record(0x0FF0, record(0x03F3, struct.pack("<5I", 2, 0, 0, 256, 0)) + said, container=True), container=True
    )
    slide = record(0x03EE, b"", container=True)
    directory = record(0x1772, struct.pack("<III", 2 << 20 | 1, 0, len(document)))
    edit = record(0x0FF5, struct.pack("<7I", 0, 0, 0, len(document) + len(slide), 1, 2, 0))
    user = struct.pack("<IIIII", 0x0FF60000, 20, 20, 0xE391C05F, len(document) + len(slide) + len(directory))
    return compound({"PowerPoint Document": document + slide + directory + edit, "Current User": user})


def outlook(title: str, text: str) -> bytes:
    """A .msg with a letter."""
    sent = struct.pack("<HHIQ", 0x0040, 0x0039, 6, 130372506000000000)
    return compound(
        {
            "__properties_version1.0": b"\0" * 32 + sent,
            "__substg1.0_0037001F": title.encode("utf-16-le"),
            "__substg1.0_1000001F": text.encode("utf-16-le"),
            "__substg1.0_0C1A001F": "Татьяна Шакирова".encode("utf-16-le"),
        }
    )


def _books(title: str, text: str) -> Iterator[tuple[str, bytes]]:
    book = (
        '<?xml version="1.0" encoding="{}"?><FictionBook xmlns="f"><description><title-info><book-title>{}</book-title>'
        "</title-info></description><body><section><title><p>{}</p></title><p>{}</p></section></body></FictionBook>"
    )
    charset = "utf-8" if "қ" in title else "windows-1251"
    yield "a.fb2", book.format(charset, escape(title), escape(title), escape(text)).encode(charset)
    page = f"<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>{escape(title)}</h1><p>{escape(text)}</p></body></html>"
    package = (
        '<package><metadata xmlns:dc="dc"><dc:title>A</dc:title></metadata><manifest><item id="c" href="c.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>'
    )
    container = '<container><rootfiles><rootfile full-path="b/p.opf"/></rootfiles></container>'
    yield (
        "a.epub",
        _zipped(
            {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "b/p.opf": package, "b/c.xhtml": page}
        ),
    )


def letter(title: str, text: str, encoding: str = "quoted-printable", **attached: bytes) -> bytes:
    """A mail as programs write it."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", title
    message["Date"] = "Wed, 19 Feb 2014 10:30:00 +0600"
    message.set_content(text, cte=encoding)
    for name, content in attached.items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name.replace("_", "."))
    return message.as_bytes()


def _mails(title: str, text: str) -> Iterator[tuple[str, bytes]]:
    yield "quoted.eml", letter(title, text)
    yield "base64.eml", letter(title, text, "base64")
    yield (
        "attached.eml",
        letter(
            "Вложение",
            "Смотрите файл.",
            a_txt=f"{title}\n\n{text}".encode("koi8-u" if "қ" not in title else "utf-8"),
        ),
    )
    mail = letter(title, text)
    yield "a.emlx", f"{len(mail)}\n".encode() + mail + b"<?xml version='1.0'?><plist/>"
    envelope = b"From a@example.org Wed Feb 19 10:30:00 2014\n"
    yield "a.mbox", envelope + letter("Раз", "Первое письмо.") + b"\n" + envelope + mail
    page = f"<html><body><h1>{escape(title)}</h1><p>{escape(text)}</p></body></html>".encode()
    saved = (
        b'From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\n'
    )
    saved += b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + page + b"\n--b--\n"
    yield "a.mht", saved


def _archives(title: str, text: str) -> Iterator[tuple[str, bytes]]:
    plain = f"{title}\n\n{text}".encode()
    yield "a.zip", _zipped({"папка/текст.txt": plain})
    yield "named-cp866.zip", _zipped({"XXXXX.txt": plain}).replace(b"XXXXX", "текст".encode("cp866"))
    yield "nested.zip", _zipped({"a.zip": _zipped({"b.eml": letter(title, text, a_txt=b"x")})})
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        info = tarfile.TarInfo("папка/текст.txt")
        info.size = len(plain)
        archive.addfile(info, io.BytesIO(plain))
    tar = target.getvalue()
    yield "a.tar", tar
    yield "a.tar.gz", gzip.compress(tar, mtime=0)
    yield "a.tar.bz2", bz2.compress(tar)
    yield "a.tar.xz", lzma.compress(tar)
    yield "a.txt.gz", gzip.compress(plain, mtime=0)
    packed = io.BytesIO()
    with py7zr.SevenZipFile(packed, "w") as seven:
        seven.writestr(plain, "текст.txt")
    yield "a.7z", packed.getvalue()
