"""Rich Text (.rtf): unicode and bytes in the charset of their font, headings, lists, table rows, notes, page edges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpus.charset import repair
from corpus.config import Config
from corpus.errors import UnreadableFile
from corpus.formats.builder import TextBuilder, squeeze
from corpus.formats.claims import claimed_date, claimed_title
from corpus.formats.sniff import RTF
from corpus.formats.titles import find_title
from corpus.model import BlockKind, Charset, Document, RawFile, Reading

_TOKEN = re.compile(r"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\")
_DEPTH = 2000

_CHARSETS = {
    **{77: "mac-roman", 78: "cp932", 79: "cp949", 80: "gb18030", 81: "big5", 89: "mac-cyrillic", 128: "cp932", 129: "cp949"},
    **{130: "johab", 134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256"},
    **{186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850"},
}
"""The codec of a font by its \\fcharset (RTF 1.9.1, "Font table"); 0 and 1 mean the document's own."""
_CODEPAGES = {
    10000: "mac-roman",
    10007: "mac-cyrillic",
    10029: "mac-latin2",
    936: "gb18030",
    65001: "utf-8",
    28595: "iso8859-5",
}

_SYMBOLS = {
    **{"tab": "\t", "line": "\n", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•"},
    **{"endash": "–", "emdash": "—", "emspace": " ", "enspace": " ", "qmspace": " ", "nestcell": "\t", "softline": "\n"},
}
_MARKS = {"~": "\u00a0", "_": "-", "\n": "\n", "\r": "\n", "{": "{", "}": "}", "\\": "\\"}
_EDGES = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), BlockKind.HEADER),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), BlockKind.FOOTER),
    **dict.fromkeys(("footnote", "annotation"), BlockKind.FOOTNOTE),
}
_SHOWN = frozenset(("shptxt", "ud", "listtext", "pntext", "shpinst", "shp", "do", "dptxbx", "dptxbxtext"))
_SILENT = frozenset(
    "colortbl pict object objdata objclass fldinst themedata colorschememapping datastore latentstyles listtable generator "
    "nonshppict listoverridetable rsidtbl filetbl revtbl xmlnstbl mmathPr pgptbl shprslt sp private bkmkstart bkmkend atnid "
    "atnauthor template passwordhash operator company manager category keywords comment doccomm hlinkbase subject "
    "creatim revtim printim buptim upr datafield formfield atnref atndate atrfstart atrfend tc xe rxe".split()
)
_STYLED = re.compile(r"(?:heading|заголовок)\s*(\d)", re.IGNORECASE)
_LINK = re.compile(r'HYPERLINK\s+"([^"]{1,2000})"')


@dataclass(slots=True)
class _State:
    """What holds inside the present pair of braces."""

    destination: str = ""
    codec: str = ""
    fallback: int = 1
    hidden: bool = False
    edge: BlockKind | None = None
    opens: bool = False


@dataclass(slots=True)
class _Paragraph:
    """What was said since the last \\par, and how it is styled."""

    pieces: list[str] = field(default_factory=list)
    style: int = -1
    level: int = 0
    listed: bool = False
    in_table: bool = False


def read(raw: RawFile, config: Config) -> Reading:
    """The document as blocks. Raises UnreadableFile for a file that holds no Rich Text."""
    document, _ = read_rtf(raw.content)
    return Reading(document)


def read_rtf(content: bytes) -> tuple[Document, str]:
    """The document, and the codec its bytes are in unless a font says otherwise. Raises UnreadableFile."""
    start = content.find(b"{\\rtf")
    if start < 0:
        raise UnreadableFile("broken Rich Text: it does not begin with {\\rtf")
    reader = _Reader()
    reader.read(content[start:].decode("latin-1"))
    return reader.document(), reader.codec


class _Reader:
    """Walks over the tokens once; groups nest on a stack of states, so depth costs no recursion."""

    def __init__(self) -> None:
        self.codec = "cp1252"
        self._blocks: list[tuple[BlockKind, str, int]] = []
        self._notes: list[str] = []
        self._fonts: dict[int, str] = {}
        self._styles: dict[int, str] = {}
        self._claims: dict[str, str] = {}
        self._links: dict[str, None] = {}
        self._state = _State()
        self._stack: list[tuple[_State, _Paragraph, list[str]]] = []
        self._paragraph = _Paragraph()
        self._cells: list[str] = []
        self._bytes = bytearray()
        self._high = ""
        self._skip = 0
        self._font = self._style = -1
        self._aside = ""
        self._table_text: list[str] = []

    def read(self, source: str) -> None:
        """All tokens were followed; what the end cuts off stands as a last paragraph."""
        place = 0
        while (token := _TOKEN.match(source, place)) is not None:
            word, number, code, mark, brace, plain = token.groups()
            place = token.end() + (max(0, int(number)) if word == "bin" and number else 0)  # raw bytes, braces and all
            if code:
                self._add_byte(int(code, 16))
            elif plain:
                self._add_plain(plain)
            elif brace == "{":
                self._open()
            elif brace == "}":
                self._close()
            elif word:
                self._obey(word, int(number) if number else None)
            elif mark:
                self._obey_mark(mark)
        while self._stack:
            self._close()
        self._end_paragraph()
        self._end_row()

    def document(self) -> Document:
        """What was read: page edges and text in order, notes last; Latin letters that were Cyrillic ones repaired."""
        builder = TextBuilder()
        blocks = [*self._blocks, *((BlockKind.FOOTNOTE, note, 0) for note in self._notes)]
        _, repairs = repair("\n".join(text for kind, text, _ in blocks if kind is not BlockKind.TABLE_ROW))
        for kind, text, level in _ordered(blocks):
            body = repair(text)[0] if repairs else text
            if kind is BlockKind.TABLE_ROW:
                builder.add_row(body.split("\a"))
            else:
                builder.add(kind, body, level)
        text, built = builder.build()
        pieces = [block.span.of(text) for block in built]
        chosen = find_title(pieces)
        claimed = claimed_title(repair(self._claims.get("title", ""))[0])
        author, date = squeeze(repair(self._claims.get("author", ""))[0]), self._claims.get("date")
        return Document(
            text=text,
            blocks=built,
            media_type=RTF,
            title=builder.first_title or claimed or (squeeze(pieces[chosen]) if chosen >= 0 else ""),
            author=author,
            date=claimed_date(date, "file"),
            charset=Charset(self.codec, "", 1.0, repairs),
            links=tuple(self._links),
        )

    def _open(self) -> None:
        self._settle()
        if len(self._stack) >= _DEPTH:
            raise UnreadableFile("nested deeper than can be read")
        self._stack.append((self._state, self._paragraph, self._cells))
        self._state = replace(self._state, opens=False)
        self._skip = 0

    def _close(self) -> None:
        self._settle()
        if not self._stack:
            return
        state, (self._state, paragraph, cells) = self._state, self._stack.pop()
        if state.opens:
            self._end_paragraph(state.edge)
            self._paragraph, self._cells = paragraph, cells
        elif state.destination != self._state.destination:
            self._end_destination(state.destination)
        self._skip = 0

    def _end_destination(self, destination: str) -> None:
        said = "".join(self._table_text)
        if destination in ("title", "author"):
            self._claims[destination] = said
        elif destination == "fldinst" and (link := _LINK.search(said)):
            self._links[link.group(1)] = None
        elif destination == "style":
            self._styles[self._style] = squeeze(said.rstrip(";"))
        if destination in ("title", "author", "fldinst", "style", "font"):
            self._table_text = []

    def _obey(self, word: str, number: int | None) -> None:
        if self._skip and word != "u":
            self._skip -= 1  # a control word stands for one character too
        if word == "u" and number is not None:
            self._add_unicode(number % 0x10000)
            return
        self._settle()
        state = self._state
        match word:
            case "par" | "sect" | "page":
                self._end_paragraph(state.edge)
            case "cell":
                self._end_cell()
            case "row" | "nestrow":
                self._end_row() if word == "row" else self._say("\n")
            case "pard":
                self._paragraph.style, self._paragraph.level = -1, 0
                self._paragraph.listed = self._paragraph.in_table = False
            case "intbl":
                self._paragraph.in_table = True
            case "s" if state.destination in ("stylesheet", "style"):
                self._style, state.destination = number or 0, "style"
            case "s":
                self._paragraph.style = number or 0
            case "outlinelevel" if number is not None and number < 9:
                self._paragraph.level = number + 1
            case "ls" if number:
                self._paragraph.listed = True
            case "plain":
                state.hidden = False
            case "v" | "deleted":
                state.hidden = number != 0
            case "f" if state.destination in ("fonttbl", "font"):
                self._font, state.destination = number or 0, "font"
            case "f":
                state.codec = self._fonts.get(number or 0, "")
            case "fcharset":
                self._fonts[self._font] = _CHARSETS.get(number or 0, "")
            case "cpg" if state.destination == "font" and number:
                self._fonts[self._font] = _codec(number)
            case "ansicpg" if number:
                self.codec = _codec(number) or self.codec
            case "mac" | "pc" | "pca" if not state.destination:
                self.codec = {"mac": "mac-roman", "pc": "cp437", "pca": "cp850"}[word]
            case "uc" if number is not None:
                state.fallback = max(0, min(number, 8))
            case "bin":
                pass
            case _ if word in _SYMBOLS:
                self._say(_SYMBOLS[word])
            case "yr" | "mo" | "dy" if state.destination == "creatim" and number is not None:
                self._claims["date"] = self._claims.get("date", "") + (f"{number:04}" if word == "yr" else f"-{number:02}")
            case _:
                self._enter(word)

    def _enter(self, word: str) -> None:
        """The group is a destination of its own when this word says so."""
        if word in _EDGES and self._state.destination == "":
            self._state.edge, self._state.opens = _EDGES[word], True
            self._paragraph, self._cells = _Paragraph(), []
        elif word in ("fonttbl", "stylesheet", "info", "creatim", "fldinst") or (
            word in ("title", "author") and self._state.destination == "info"
        ):
            self._state.destination = word
        elif word in ("listtext", "pntext"):
            self._paragraph.listed = True
            self._state.destination = "" if not self._state.destination else self._state.destination
        elif word in _SHOWN:
            self._state.destination = ""
        elif word in _SILENT or self._aside:
            self._state.destination = word
        self._aside = ""

    def _obey_mark(self, mark: str) -> None:
        if self._skip:
            self._skip -= 1
        self._settle()
        if mark == "*":
            self._aside = "*"
        elif mark in "\r\n":
            self._end_paragraph(self._state.edge)
        elif mark in _MARKS:
            self._say(_MARKS[mark])

    def _add_byte(self, value: int) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._bytes.append(value)

    def _add_plain(self, plain: str) -> None:
        self._aside = ""
        skipped = min(self._skip, len(plain))
        self._skip -= skipped
        self._bytes += plain[skipped:].encode("latin-1")

    def _add_unicode(self, unit: int) -> None:
        self._settle()
        self._skip = self._state.fallback
        if 0xD800 <= unit < 0xDC00:
            self._high = chr(unit)
        else:
            pair, self._high = self._high + chr(unit), ""
            said = pair.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            self._say("•" if 0xF000 <= unit <= 0xF0FF else said)  # a sign of a symbol font: the mark of a list

    def _settle(self) -> None:
        """Bytes waiting for their end, since a letter may take two, are text."""
        if self._bytes:
            said, self._bytes = self._bytes.decode(self._state.codec or self.codec, "replace"), bytearray()
            self._say(said)

    def _say(self, text: str) -> None:
        if self._state.destination in ("title", "author", "fldinst", "style"):
            self._table_text.append(text)
        elif not self._state.destination and not self._state.hidden:
            self._paragraph.pieces.append(text)

    def _end_paragraph(self, edge: BlockKind | None = None) -> None:
        if self._state.destination:
            return
        paragraph = self._paragraph
        if paragraph.in_table and edge is None:
            paragraph.pieces.append("\n")
            return
        said = "".join(paragraph.pieces)
        paragraph.pieces = []
        kind, level = self._kind(paragraph)
        paragraph.listed = False
        if not said.strip():
            return
        if self._cells and edge is None:
            self._end_row()
        if edge is BlockKind.FOOTNOTE:
            self._notes.append(said)
        else:
            self._blocks.append((edge or kind, said, 0 if edge else level))

    def _kind(self, paragraph: _Paragraph) -> tuple[BlockKind, int]:
        name = self._styles.get(paragraph.style, "").casefold()
        if found := _STYLED.match(name):
            return BlockKind.HEADING, int(found.group(1))
        if name in ("title", "название"):
            return BlockKind.TITLE, 0
        if name in ("subtitle", "подзаголовок"):
            return BlockKind.SUBTITLE, 0
        if name in ("caption", "название объекта"):
            return BlockKind.CAPTION, 0
        if paragraph.level:
            return BlockKind.HEADING, paragraph.level
        return (BlockKind.LIST_ITEM, 1) if paragraph.listed else (BlockKind.PARAGRAPH, 0)

    def _end_cell(self) -> None:
        if not self._state.destination:
            self._cells.append("".join(self._paragraph.pieces))
            self._paragraph.pieces = []

    def _end_row(self) -> None:
        if any(cell.strip() for cell in self._cells):
            self._blocks.append((BlockKind.TABLE_ROW, "\a".join(cell.replace("\a", " ") for cell in self._cells), 0))
        self._cells = []


def _codec(codepage: int) -> str:
    name = _CODEPAGES.get(codepage, f"cp{codepage}")
    try:
        b"".decode(name)
    except LookupError:
        return ""
    return name


def _ordered(blocks: list[tuple[BlockKind, str, int]]) -> Iterator[tuple[BlockKind, str, int]]:
    """Headers first, each line once, then the text, then footers."""
    told: set[str] = set()
    for wanted in (BlockKind.HEADER, None, BlockKind.FOOTER):
        for kind, text, level in blocks:
            edge = kind if kind in (BlockKind.HEADER, BlockKind.FOOTER) else None
            if edge is wanted and not (edge and text in told):
                told.add(text)
                yield kind, text, level
