"""Words broken over two lines, made whole."""

from __future__ import annotations

import re
from collections.abc import Iterable

HYPHENS = "-\u2010\u00ad\ufffe\x02"
"""What stands at the end of a broken line; pdfium writes U+FFFE or U+0002 for it."""

_BROKEN = re.compile(rf"([^\W_]+)[{HYPHENS}]+\s*$")
_HYPHENATED = re.compile(r"([^\W_]+)-([^\W_]+)")
_NEXT = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(
    r"(?:из-(?:за|под)|кое-\w+|по-\w+(?:ому|ему|ски|цки|ьи)|\w+-(?:то|либо|нибудь|таки)|(?:социально|научно|северо|юго|экс|вице)-\w+)"
)
"""Words that keep their hyphen: «из-за», «по-прежнему», «кто-либо», «социально-экономический»; not «по|годный»."""


def compounds(lines: Iterable[str]) -> frozenset[str]:
    """The beginnings of all hyphenated words within the lines, whatever their endings: «горо-подпи» of «города-подписанты»."""
    return frozenset(_beginning(*pair) for line in lines for pair in _HYPHENATED.findall(line.casefold()))


def _beginning(first: str, second: str) -> str:
    return f"{first[:4]}-{second[:5]}".casefold()


def join(lines: Iterable[str], known: frozenset[str]) -> str:
    """The lines as one: a word broken at the end of a line is whole again, other lines are joined by a space.

    A hyphen stays before a capital or a digit («Мэров-|Восток»), in compounds everybody writes so, and in those of ``known``.
    """
    text = ""
    for line in lines:
        broken, following = _BROKEN.search(text), _NEXT.match(line.lstrip())
        if broken and following:
            first, second = broken.group(1), following.group()
            compound = f"{first}-{second}".casefold()
            keeps = not second[0].islower() or _beginning(first, second) in known or _COMPOUND.fullmatch(compound)
            text = text[: broken.end(1)] + ("-" if keeps else "") + line.lstrip()
        else:
            text = f"{text} {line}" if text else line
    return text
