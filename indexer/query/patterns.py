"""Patterns over the forms of words: a small language that cannot run away, whatever is typed.

Letters, «.», classes, «\\d» and «\\w», alternatives in groups, and «* + ? {m,n}» after a single sign. What makes matchers slow
is left out: a group is not repeated, only made optional, and at most three signs are repeated without end.
"""

from __future__ import annotations

import re

from corpus.languages import fold
from indexer.query.refusal import Refusal

LONGEST = 100
_ENDLESS = 3
_TOKEN = re.compile(
    r"(?P<escape>\\.?)|(?P<special>\(\?)|(?P<open>\()|(?P<close>\))|(?P<class>\[[^\]\\\[]*\]?)"
    r"|(?P<repeat>[*+?]|\{[^}]*\}?)|(?P<anchor>[\^$])|(?P<sign>.)",
    re.DOTALL,
)
_COUNTED = re.compile(r"\{\d{0,2}(,\d{0,2})?\}\Z")
_ESCAPES = re.compile(r"\\[dw.\\*+?()\[\]{}|^$'’-]\Z")
_ADVICE = "patterns take letters, ., [аб], (а|б), \\d, \\w and after one sign * + ? {2,4}"


def compile_pattern(pattern: str, start: int) -> re.Pattern[str]:
    """What forms, folded as the index folds them, must match whole. Raises Refusal at its place in the query."""
    if len(pattern) > LONGEST:
        raise Refusal(start + 1, f"the pattern is longer than {LONGEST} characters", "shorten it")
    _check(pattern, start + 1)
    try:
        return re.compile(fold(pattern))
    except re.error as error:
        raise Refusal(start + 1 + (error.pos or 0), f"this is no pattern: {error.msg}", _ADVICE) from error


def wildcard_pattern(text: str) -> re.Pattern[str]:
    """«сл?во*» as a pattern over folded forms."""
    signs = {"*": ".*", "?": "."}
    return re.compile("".join(signs.get(sign, re.escape(sign)) for sign in re.sub(r"\*+", "*", fold(text))))


def _check(pattern: str, start: int) -> None:
    endless, before, letters = 0, "", 0
    for token in _TOKEN.finditer(pattern):
        kind, place = str(token.lastgroup), start + token.start()
        if kind == "special" or (kind == "escape" and not _ESCAPES.match(token[0])):
            raise Refusal(place, f"'{token[0]}' is not part of the patterns here", _ADVICE)
        if kind == "anchor":
            raise Refusal(place, f"'{token[0]}' is not needed: a pattern matches whole words", f"remove {token[0]}")
        if kind == "repeat":
            if before in ("", "open", "repeat") or (token[0][0] == "{" and not _COUNTED.match(token[0])):
                raise Refusal(place, f"'{token[0]}' has nothing to repeat", _ADVICE)
            if before == "close" and token[0] != "?":
                raise Refusal(place, "a group is not repeated here, only made optional", "put ? after the group")
            endless += token[0] in "*+" or token[0].endswith(",}")
            if endless > _ENDLESS:
                raise Refusal(place, f"more than {_ENDLESS} signs are repeated without end", "give limits: {1,8}")
        letters += kind == "class" or (kind == "sign" and token[0].isalnum()) or token[0] == r"\d"
        before = kind
    if not letters:
        raise Refusal(start, "the pattern names no letter", "add a letter or a digit that the word must have")
