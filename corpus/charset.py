"""Bytes become text: by their mark, by UTF-8's own proof, else by the guess whose text looks most like words."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator

import chardet

from corpus.errors import UnreadableFile
from corpus.model import Charset

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16's mark: asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_EXPECTED = (
    *("utf-8", "ascii", "windows-1251", "koi8-r", "koi8-u", "cp866", "cp1125", "mac-cyrillic", "iso-8859-5"),
    *("ptcp154", "kz1048", "windows-1250", "windows-1252", "utf-16-le", "utf-16-be", "utf-16"),
)
"""What archives of the region hold. On excerpts of 20 to 200 characters chardet is right with this list 98-100 times of 100."""

_ALIASES = {
    **{"x-mac-cyrillic": "mac-cyrillic", "x-cp1251": "cp1251", "win-1251": "cp1251", "windows-cp1251": "cp1251"},
    **{"cp-1251": "cp1251", "x-koi8-r": "koi8-r", "koi8": "koi8-r", "x-sjis": "shift_jis", "unicode": "utf-16", "dos": "cp866"},
}

_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""What browsers decode instead: the pages that say latin-1 hold cp1252's quotes."""

_SAMPLE = 65_536
_WORD = re.compile(r"[^\W\d_]{2,}")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_ACCENTS = re.compile(r"[\u0080-\u00ff]{3}")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_REPLACED = "\ufffd"

_PAIRS = (
    *(("cp1252", "cp1251"), ("latin-1", "cp1251"), ("cp1252", "koi8-r"), ("latin-1", "koi8-r"), ("cp1251", "koi8-r")),
    *(("koi8-r", "cp1251"), ("cp1251", "cp866"), ("cp866", "cp1251")),
    *(("cp1251", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "utf-8"), ("cp866", "utf-8")),
)
"""(read as, is really): the misreadings met in the wild, all single byte on the left."""


def decode(content: bytes, declared: str = "") -> tuple[str, Charset]:
    """The text of ``content`` and how it was found; ``declared`` is what the file claims, believed only if it reads better.

    Raises UnreadableFile when the bytes are no text.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, "replace"), Charset(name, declared, 1.0)
    if b"\0" in content[:_SAMPLE]:
        return _decode_wide(content, declared)
    try:
        return content.decode("utf-8"), Charset("utf-8", declared, 1.0)
    except UnicodeDecodeError:
        pass
    text, charset = _decode_bytes(content, declared)
    if len(_CONTROLS.findall(text[:_SAMPLE])) > 0.02 * min(len(text), _SAMPLE) + 1:
        raise UnreadableFile("no text: bytes of an unknown binary format")
    repaired, repairs = repair(text)
    return repaired, Charset(charset.name, declared, charset.confidence, charset.repairs + repairs)


def repair(text: str) -> tuple[str, tuple[str, ...]]:
    """The text as it was before somebody read it in the wrong charset, and what was undone: «Ïðåññ» → «Пресс»."""
    before = plausibility(text)
    if before > 0.8 or len(text) < 8:
        return text, ()
    best, name, score = text, "", before + 0.3
    for seen, real in _PAIRS:
        candidate = _reread(text, seen, real)
        if candidate and (value := plausibility(candidate)) > score:
            best, name, score = candidate, f"{real} had been read as {seen}", value
    return best, (name,) if name else ()


def plausibility(text: str) -> float:
    """How much the text looks like words, at most 1: words in one script and orderly case, against broken characters."""
    sample = text[:20_000]
    words = _WORD.findall(sample)
    broken = sample.count(_REPLACED) + len(_CONTROLS.findall(sample))
    if not words:
        return 0.3 - 3 * broken / max(1, len(sample))
    letters = sum(map(len, words))
    good = sum(len(word) for word in words if _orderly(word))
    strange = sum(1 for character in sample if character > "\x7f" and unicodedata.category(character)[0] in "SC")
    return good / letters - (3 * broken + 0.5 * strange) / len(sample)


def _orderly(word: str) -> bool:
    if not (word.islower() or word.istitle() or word.isupper() or word[1:].islower() or word.lower() == word.upper()):
        return False
    if _CYRILLIC.search(word) and _LATIN.search(word):
        return False
    return not _ACCENTS.search(word)


def _decode_bytes(content: bytes, declared: str) -> tuple[str, Charset]:
    best, charset, score = "", Charset("cp1252", declared, 0.0), float("-inf")
    for name, bonus in _candidates(content, declared):
        text = content.decode(name, "replace")
        value = plausibility(text) + bonus
        if value > score:
            best, charset, score = text, Charset(name, declared, round(max(0.0, min(1.0, value)), 2)), value
    broken = best.count(_REPLACED)
    return best, Charset(charset.name, declared, charset.confidence, (f"{broken} broken characters marked",) if broken else ())


def _candidates(content: bytes, declared: str) -> Iterator[tuple[str, float]]:
    """Codec names with what each is worth beyond the looks of its text; the first of equals wins."""
    claimed = _codec(declared)
    if claimed:
        yield claimed, 0.02
    sample = content[: 4 * _SAMPLE]
    expected = _codec(chardet.detect(sample, include_encodings=_EXPECTED, no_match_encoding="windows-1252")["encoding"])
    if expected:
        yield expected, 0.01
    anything = _codec(chardet.detect(sample)["encoding"])
    if anything and anything != expected:
        yield anything, 0.0
    yield "utf-8", 0.0


def _codec(name: str | None) -> str:
    """Python's name of a text codec, widened to its superset; "" when there is none."""
    label = (name or "").strip().strip("\"'").lower()
    try:
        found = codecs.lookup(_ALIASES.get(label, label)) if label else None
        "".encode(found.name) if found else None  # binary codecs (base64, zip) refuse text here
    except (LookupError, UnicodeError, ValueError):
        return ""
    if found is None or found.name in ("unicode_escape", "raw-unicode-escape", "idna", "punycode", "utf-7"):
        return ""
    return _SUPERSETS.get(found.name, found.name)


def _decode_wide(content: bytes, declared: str) -> tuple[str, Charset]:
    best, charset = "", None
    score = 0.5
    for name in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        text = content.decode(name, "replace")
        value = plausibility(text)
        if "\0" not in text[:_SAMPLE] and value > score:
            best, charset, score = text, Charset(name, declared, round(min(1.0, value), 2)), value
    if charset is not None:
        return best, charset
    if content.count(b"\0") <= len(content) // 1000:
        text, charset = decode(content.replace(b"\0", b""), declared)
        return text, Charset(charset.name, declared, charset.confidence, (*charset.repairs, "NUL bytes dropped"))
    raise UnreadableFile("no text: bytes of an unknown binary format")


def _reread(text: str, seen: str, real: str) -> str:
    content = text.encode(seen, "replace")
    if content.count(b"?") - text.count("?") > 0.02 * len(text):
        return ""
    return content.decode(real, "replace")
