"""Words broken over two lines, made whole."""

from __future__ import annotations

import re
from collections.abc import Iterable

HYPHENS = "-\u2010\u00ad\ufffe\x02"
"""What stands at the end of a broken line; pdfium writes U+FFFE or U+0002 for it."""

_BROKEN = re.compile(rf"([^\W_]+)[{HYPHENS}]+\s*$")
_NEXT = re.compile(r"[^\W_]+")
_OWN_HYPHEN = frozenset(("из", "по", "кое", "во", "в", "социально", "научно", "северо", "юго", "экс", "мини", "e", "non"))
"""First halves that keep their hyphen: «из-за», «по-прежнему», «социально-экономический»."""


def join(lines: Iterable[str], known: frozenset[str]) -> str:
    """The lines as one: a word broken at the end of a line is whole again, other lines are joined by a space.

    A hyphen stays before a capital or a digit («Мэров-|Восток»), after «из», «по» …, and in compounds of ``known``.
    """
    text = ""
    for line in lines:
        broken, following = _BROKEN.search(text), _NEXT.match(line.lstrip())
        if broken and following:
            first, second = broken.group(1), following.group()
            keeps = not second[0].islower() or first.casefold() in _OWN_HYPHEN or f"{first}-{second}".casefold() in known
            text = text[: broken.end(1)] + ("-" if keeps else "") + line.lstrip()
        else:
            text = f"{text} {line}" if text else line
    return text
