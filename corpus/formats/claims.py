"""What a file claims about itself: dates written by machines, titles worth showing."""

from __future__ import annotations

import re

from corpus.dating import parse_date
from corpus.formats.builder import squeeze
from corpus.model import DocumentDate

_NO_TITLE = re.compile(
    r"(untitled|без имени|без названия|новый документ|document|документ|microsoft (word|powerpoint|excel))[\s\d._-]*"
    r"|(microsoft word|powerpoint presentation|слайд|slide)\b.*|.*\.(docx?|rtf|odt|pdf|indd|qxd|pmd|html?|txt|tmp|dot)",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_,; ]|$)")


def claimed_date(value: str | None, evidence: str) -> DocumentDate | None:
    """The date in a machine-written value, with ``evidence`` naming where it stood; None when it is no date."""
    found = parse_date(value.strip()) if value else None
    return DocumentDate(*found, evidence) if found else None


def claimed_language(value: str | None) -> str:
    """The language that a file declares as a two-letter code, "" for none: «ru-RU», «Russian» and «x-none» give ru, "", ""."""
    found = _LANGUAGE.match((value or "").strip().lower())
    return found.group(1) if found else ""


def claimed_title(value: str | None) -> str:
    """The title on one line; "" for what programs write by themselves: «Microsoft Word - отчет.doc», «Документ1»."""
    title = squeeze(value or "")
    return "" if _NO_TITLE.fullmatch(title) else title
