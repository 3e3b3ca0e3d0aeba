"""Where an answer was left off, as a token that programs pass back: pages without a number, and without a wall.

A token names the question, the index it was answered from and the last document shown with the key it stood by. Nothing is
kept between two pages, so a token does not run out; it is no secret, and grants nothing that a search would not show.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

from corpus.errors import BadQuery
from indexer.engines import Place

_VERSION = 1
_LIMIT_CHARACTERS = 1024
_ID = re.compile("[0-9a-z]{1,12}")


@dataclass(frozen=True, slots=True)
class Cursor:
    """The ``place`` of the last document seen in the answer to a ``question``, from the index called ``index``."""

    question: str
    index: str
    place: Place

    def token(self) -> str:
        """The cursor in letters, digits, «-» and «_»."""
        place = self.place
        said = json.dumps([_VERSION, self.question, self.index, place.key, place.id, place.at], separators=(",", ":"))
        return urlsafe_b64encode(said.encode()).decode().rstrip("=")


def digest(*asked: Any) -> str:
    """A short name of a question: equal for equal words and options."""
    return hashlib.sha256(json.dumps(asked, ensure_ascii=False, default=list).encode()).hexdigest()[:12]


def read_cursor(token: str, query: str, question: str) -> Cursor:
    """The cursor that a token stands for. Raises BadQuery for a token that svod did not make, or made for another question."""
    try:
        if len(token) > _LIMIT_CHARACTERS:
            raise ValueError(f"{len(token)} characters")
        version, asked, index, key, id, at = json.loads(urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4)))
        if not _ID.fullmatch(id) or not math.isfinite(key):
            raise ValueError(f"document {id!r} at {key}")
        cursor = Cursor(str(asked), str(index), Place(float(key), id, max(0, int(at))))
    except (ValueError, TypeError) as error:
        raise BadQuery(query, 0, "the cursor is none that svod gave", "pass on the cursor of an answer unchanged") from error
    if version != _VERSION or cursor.question != question:
        reason = "the cursor belongs to another question"
        raise BadQuery(
            query, 0, reason, "ask with the words, order and filters of the answer that gave it, or without a cursor"
        )
    return cursor
