"""Bytes become text: by their mark, by UTF-8's own proof, else by the guess whose text looks most like words."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

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
    *("ptcp154", "kz1048", "windows-1250", "windows-1252", "windows-1254", "utf-16-le", "utf-16-be", "utf-16"),
)
"""What archives of the region hold. On excerpts of 20 to 200 characters chardet is right with this list 98-100 times of 100."""

_ALIASES = {
    **{"x-mac-cyrillic": "mac-cyrillic", "x-cp1251": "cp1251", "win-1251": "cp1251", "windows-cp1251": "cp1251"},
    **{"cp-1251": "cp1251", "x-koi8-r": "koi8-r", "koi8": "koi8-r", "x-sjis": "shift_jis", "unicode": "utf-16", "dos": "cp866"},
}

_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "cp950"}
"""What is tried where the named codec cannot decode every byte."""

BY_HAND = "charset named by hand"
"""Stands among the repairs of a text whose charset a person chose."""
_MISREAD = " had been read as "

_LONG = 400
_MIXED = 8_000_000
_SURE = 0.8
_PLANES = 0x10
_SAMPLE = 65_536
_LOST_SHARE = 0.02
"""More of a text in letters that a charset lacks, and it was not read in that charset."""
_WHITE = frozenset("\t\n\r\f")
_SHIFTS = re.compile(rb"\x1b\$|\x1b\([BIJ]")
"""Escapes of the ISO 2022 family, which are valid UTF-8 and no text in it."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_PAIRED = re.compile(r"[\ud080-\ud0bf\ud180-\ud18f\ud290-\ud2bf]")
"""Korean syllables that are the two bytes of a Cyrillic letter in UTF-8: «킜킰톁톁킰» is «Масса»."""
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_ACCENTS = re.compile(r"[\u0080-\u00ff]{3}")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_REPLACED = "\ufffd"
_BINARY = "no text: bytes of an unknown binary format"

_PAIRS = (
    *(("cp1252", "cp1251"), ("latin-1", "cp1251"), ("cp1252", "koi8-r"), ("latin-1", "koi8-r"), ("cp1251", "koi8-r")),
    *(("koi8-r", "cp1251"), ("cp1251", "cp866"), ("cp866", "cp1251")),
    *(("cp1251", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "utf-8"), ("cp866", "utf-8"), ("koi8-r", "utf-8")),
    *(("mac-cyrillic", "utf-8"), ("koi8-u", "utf-8"), ("cp1252", "koi8-u"), ("latin-1", "koi8-u"), ("cp1251", "koi8-u")),
    ("koi8-u", "cp1251"),
)
"""(read as, is really): the misreadings met in the wild, all single byte on the left."""

_CHAINS = (*((pair,) for pair in _PAIRS), *((first, then) for first in _PAIRS if first[1] == "utf-8" for then in _PAIRS))
"""What may have happened, last first: one misreading, or one of a text that was misread before and saved as UTF-8."""

_COMMON = frozenset("оеаинтсрвлкі")
_COMMON_WEIGHT = 0.5
_REPAIR_SAMPLE = _JUDGED = 4000


def decode(content: bytes, declared: str = "", *, charset: str = "") -> tuple[str, Charset]:
    """The text of ``content`` and how it was found; ``declared`` is what the file claims, believed only if it reads better.

    A ``charset`` that a person named is used whatever the bytes look like. Raises UnreadableFile when the bytes are no text.
    """
    if charset:
        return content.decode(charset, "replace"), Charset(charset, declared, 1.0, (BY_HAND,))
    if marked := next((name for mark, name in _MARKS if content.startswith(mark)), ""):
        return _repaired(content.decode(marked, "replace"), Charset(marked, declared, 1.0))
    if b"\0" in content[:_SAMPLE]:
        return _decode_wide(content, declared)
    if not _SHIFTS.search(content) and _decodes(content, "utf-8"):
        return _repaired(content.decode("utf-8"), Charset("utf-8", declared, 1.0))
    if (mixed := _decode_mixed(content, declared)) is not None:
        return mixed
    text, found = _decode_bytes(content, declared)
    if len(_CONTROLS.findall(text[:_SAMPLE])) > 0.02 * min(len(text), _SAMPLE) + 1:
        raise UnreadableFile(_BINARY)
    return _read_once(content, *_repaired(text, found))


def _read_once(content: bytes, text: str, charset: Charset) -> tuple[str, Charset]:
    """Where the text is the bytes in another charset than the one tried, that is the verdict; nothing was repaired."""
    real, _, seen = charset.repairs[0].partition(_MISREAD) if len(charset.repairs) == 1 else ("", "", "")
    if seen != charset.name or not _decodes(content, real) or content.decode(real) != text:
        return text, charset
    return text, Charset(real, charset.declared, round(min(1.0, max(0.0, plausibility(text))), 2))


def _repaired(text: str, charset: Charset) -> tuple[str, Charset]:
    text, repairs = repair(text)
    return text, replace(charset, repairs=charset.repairs + repairs) if repairs else charset


def repair(text: str) -> tuple[str, tuple[str, ...]]:
    """The text before it was read in a wrong charset, once or twice, and what was undone: «Ïðåññ» → «Пресс»."""
    paired = len(_PAIRED.findall(text))
    if paired and paired > 0.3 * sum(map(str.isalpha, text)):
        return _PAIRED.sub(_unpaired, text), ("utf-8 had been read as utf-16",)
    before = plausibility(text)
    if before > 0.8 or len(text) < 8:
        return text, ()
    best: tuple[tuple[str, str], ...] = ()
    sample = text[:_REPAIR_SAMPLE]
    common = _COMMON_WEIGHT * _commonness(sample)
    score = before + 0.3 + common
    once = {pair: _reread(sample, *pair) for pair in _PAIRS}
    for chain in _CHAINS:
        candidate = _undone(once[chain[0]], chain[1:]) if once[chain[0]] else ""
        broken = candidate.count(_REPLACED, 0, _JUDGED) / max(1, min(len(candidate), _JUDGED))
        if not candidate or 1 + _COMMON_WEIGHT - 3 * broken < score:
            continue  # however good the rest
        # KOI8-R read as cp1251 is as orderly, but in capitals throughout: «РТЕУУ ТЕМЙЪ» for «пресс релиз»
        value = plausibility(candidate) - (0.05 if candidate.isupper() else 0)
        value += _COMMON_WEIGHT * _commonness(candidate) - 0.02 * len(chain)
        if value > score:
            best, score = chain, value
    repaired = _undone(text, best) if best else ""
    if not repaired:
        return text, ()
    return repaired, tuple(f"{real}{_MISREAD}{seen}" for seen, real in best)


def _undone(text: str, chain: Sequence[tuple[str, str]]) -> str:
    """The text after undoing misreadings one by one; "" when one of them cannot have happened."""
    for seen, real in chain:
        text = _reread(text, seen, real)
        if not text:
            return ""
    return text


def _commonness(text: str) -> float:
    """The share of Cyrillic letters that are among the commonest; of two orderly readings one is a language."""
    letters = _CYRILLIC.findall(text.casefold())
    return sum(letter in _COMMON for letter in letters) / len(letters) if letters else 0.0


def _unpaired(match: re.Match[str]) -> str:
    return ord(match.group()).to_bytes(2, "big").decode("utf-8", "replace")


def plausibility(text: str) -> float:
    """How much the text looks like words, at most 1: words in one script and orderly case, against broken characters."""
    sample = text[:_JUDGED]
    words = _WORD.findall(sample)
    broken = sample.count(_REPLACED) + len(_CONTROLS.findall(sample))
    if not words:
        return 0.3 - 3 * broken / max(1, len(sample))
    letters = sum(map(len, words))
    good = sum(len(word) * _order(word) for word in words)
    strange = sum(sample.count(character) for character in set(sample) if character > "\x7f" and _is_strange(character))
    return good / letters - (3 * broken + 0.5 * strange) / len(sample)


def _is_strange(character: str) -> bool:
    return unicodedata.category(character)[0] in "SC"


@lru_cache(20_000)
def _order(word: str) -> int:
    """1 for a word as people write them; 0 for mixed scripts, accents in a row, stray capitals; -3 for «пРЕСС»."""
    if len(word) > 2 and word[0].islower() and word[1:].isupper():
        return -3  # KOI8-R and cp1251 read as each other swap the case of every letter
    cased = word.islower() or word.isupper() or word[1:].islower() or word.lower() == word.upper()
    mixed = _CYRILLIC.search(word) and _LATIN.search(word)
    return int(cased and not mixed and not _ACCENTS.search(word))


def _decode_mixed(content: bytes, declared: str) -> tuple[str, Charset] | None:
    """A file put together from UTF-8 and something else, read line by line; None when it is no such file."""
    lines = content[:_MIXED].splitlines(keepends=True)
    unicode = [line for line in lines if not line.isascii() and _decodes(line, "utf-8")]
    others = [line for line in lines if not line.isascii() and not _decodes(line, "utf-8")]
    if not unicode or not others or len(content) > _MIXED or plausibility(b"".join(unicode).decode("utf-8")) < _SURE:
        return None
    foreign = b"".join(others)
    text, charset = _decode_bytes(foreign, declared)
    if plausibility(text) < _SURE or plausibility(foreign.decode("utf-8", "replace")) >= plausibility(text):
        return None
    name, said = charset.name, b"".join(unicode)
    # two bytes of another charset may pass for UTF-8: then the line reads well in that charset too
    if not _CYRILLIC.search(said.decode("utf-8")) or plausibility(said.decode(name, "replace")) > _SURE - 0.3:
        return None
    whole = "".join(line.decode("utf-8" if _decodes(line, "utf-8") else name, "replace") for line in lines)
    note = f"{len(unicode)} of {len(unicode) + len(others)} lines with letters are utf-8"
    return whole, Charset(name, declared, charset.confidence, (note,))


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
    sample = content[: 4 * _SAMPLE]
    claimed = _codec(declared, content)
    if claimed:
        yield claimed, 0.02
    expected = _codec(
        chardet.detect(sample, include_encodings=_EXPECTED, no_match_encoding="windows-1252")["encoding"], content
    )
    anything = _codec(chardet.detect(sample)["encoding"], content)
    # the longer the text, the surer the guess among all the world's charsets; a line is more likely from this region
    if anything:
        yield anything, 0.01 if len(content) > _LONG else 0.0
    if expected:
        yield expected, 0.0 if len(content) > _LONG else 0.01
    yield "cp1251", -0.01
    yield "utf-8", 0.0


def known_codec(name: str) -> str:
    """Python's name of a text codec, "" when it knows none of this name."""
    return _codec(name, b"")


def _codec(name: str | None, content: bytes) -> str:
    """Python's name of a text codec, or of its superset where that is what was meant; "" when there is none."""
    label = (name or "").strip().strip("\"'").lower()
    try:
        found = codecs.lookup(_ALIASES.get(label, label)).name if label else ""
        "".encode(found) if found else None  # binary codecs (base64, zip) refuse text here
    except (LookupError, UnicodeError, ValueError):
        return ""
    if found in ("unicode_escape", "raw-unicode-escape", "idna", "punycode", "utf-7"):
        return ""
    if found in ("ascii", "iso8859-1"):
        return "cp1252"  # as browsers do: pages that say latin-1 hold cp1252's quotes
    if found in _SUPERSETS and not _decodes(content, found):
        return _SUPERSETS[found]
    return found


def _decodes(content: bytes, name: str) -> bool:
    try:
        content.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _decode_wide(content: bytes, declared: str) -> tuple[str, Charset]:
    """Text in two or four bytes a character without a mark. Raises UnreadableFile."""
    name = _wide_codec(content[: 4 * _SAMPLE])
    text = content.decode(name, "replace")
    strange = sum(
        unicodedata.category(character) in ("Cn", "Co", "Cs", "Cc") for character in text[:_SAMPLE] if character not in _WHITE
    )
    if strange <= 0.02 * min(len(text), _SAMPLE):
        return text, Charset(name, declared, round(max(0.0, min(1.0, plausibility(text))), 2))
    if content.count(b"\0") <= len(content) // 1000:
        text, charset = decode(content.replace(b"\0", b""), declared)
        return text, Charset(charset.name, declared, charset.confidence, (*charset.repairs, "NUL bytes dropped"))
    raise UnreadableFile(_BINARY)


def _wide_codec(sample: bytes) -> str:
    """The codec by where the bytes repeat: of a letter's two bytes the upper, its alphabet's, is nearly always the same."""
    if len(sample) % 4 == 0 and not any(sample[3::4]) and max(sample[2::4]) <= _PLANES:
        return "utf-32-le"
    if len(sample) % 4 == 0 and not any(sample[0::4]) and max(sample[1::4]) <= _PLANES:
        return "utf-32-be"
    first, second = (sum(count for _, count in Counter(sample[start::2]).most_common(2)) for start in (0, 1))
    return "utf-16-be" if first > second else "utf-16-le"


def _keep_byte(error: UnicodeError) -> tuple[bytes, int]:
    """A byte that the wrong charset has no letter for came through as the control of its number: И is D0 98 in UTF-8."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    return b"".join(letter.encode("latin-1") if "\x80" <= letter <= "\x9f" else b"?" for letter in letters), error.end


codecs.register_error("svod-keep-byte", _keep_byte)


def _reread(text: str, seen: str, real: str) -> str:
    if (seen, real) == ("cp1251", "utf-8"):
        text = text.replace("Р ", "Р\u00a0")  # the second half of «Р», taken for a blank
    if not _may_have_been(text, seen):
        return ""
    return text.encode(seen, "svod-keep-byte").decode(real, "replace")


def _may_have_been(text: str, seen: str) -> bool:
    """False when the text holds letters that reading something as ``seen`` cannot have given."""
    lost = _LOST_SHARE * len(text)
    if text.count(_REPLACED) > lost:
        return False
    foreign = (letter for letter in set(text) if letter > "\x9f" and not _has_letter(seen, letter))
    return sum(map(text.count, foreign)) <= lost


@lru_cache(10_000)
def _has_letter(name: str, letter: str) -> bool:
    try:
        letter.encode(name)
    except UnicodeEncodeError:
        return False
    return True
