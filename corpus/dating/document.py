"""The day a document speaks from, with the evidence for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.dating.days import Dated
from corpus.dating.roles import in_dateline
from corpus.model import DateMention, Document, DocumentDate

HEAD_CHARACTERS = 600
"""A dateline or a letter's head stands this early; further down a line with a date is part of the text."""

LONGEST_EVENT_DAYS = 31

_NUMBERED = r"(?:исх|вих|вх|шығ|шығыс|ref)?\.?:?\s?(?:№|N|nr\.?)\s?[\w/.-]{1,20}\s+"
_LABEL = (
    r"(?:от|від|дата|date|dated|data|күні|датасы|din|from|sent|отправлено|протокол[^\n]{0,60}\sот|приказ[^\n]{0,40}\sот)"
    r"\s*[:.]?\s*"
)
_LETTERHEAD = re.compile(rf"(?:^|\n)[ \t*_#]*(?:{_NUMBERED}(?:{_LABEL})?|{_LABEL})\Z", re.IGNORECASE)
"""«Исх. № 57/04-14    18 апреля», «от 14.05.2015» at the start of a line."""

_STAMP = re.compile(
    r"(?:обновл[её]н[аоы]?|опубликован[аоы]?|размещ[её]н[аоы]?|дата\s+публикации|оновлено|опубліковано|жарияланған|жаңартылған|"
    r"published|posted|updated|publicat|actualizat)(?:\s(?:on|la|în))?\s*:?\s*$",
    re.IGNORECASE,
)
"""A page's own word on its day, wherever it stands: «Страница обновлена 01.10.2012»."""

_REFERENCE_BEFORE = re.compile(
    r"(?:закон|кодекс|указ|постановлени|распоряжени|приказ|решени|соглашени|договор|меморандум|директив|наказ|постанов|рішенн|угод|"
    r"\blaw|decree|order|resolution|agreement|regulation|directive|\blegea|legii|hotărâr|ordin)\w*(?:\s*№\s?[\w/-]+)?[^.;\n\d]{0,60}\Z",
    re.IGNORECASE,
)
_REFERENCE_AFTER = re.compile(r"\s*(?:ж\.|г\.|року|года)?\s*(?:№|N\s?\d|nr\.?\s?\d)", re.IGNORECASE)


def date_document(document: Document, dates: Sequence[DateMention]) -> DocumentDate | None:
    """The document's date, best evidence first; None when nothing dates it.

    Meta data or address, then a dateline or letter's head («г. Алматы, 19-20 февраля 2014 года –», «от 14.05.2015»), then
    a day that closes the text on a line of its own, then the first full date in the text that is neither a deadline nor
    the date of a law referred to, then what the file system or the office program wrote.
    """
    claimed = document.date
    if claimed and claimed.evidence != "file":
        return claimed
    text = document.text
    found = next(_datelines(text, dates), None)
    if found:
        return _dated(found, "dateline")
    full = [date for date in dates if _is_full(date)]
    found = _closing(text, full) or next((date for date in full if not _is_reference(text, date)), None)
    return _dated(found, "text") if found else claimed


def _datelines(text: str, dates: Sequence[DateMention]) -> Iterator[DateMention]:
    begin = len(text) - len(text.lstrip())
    for date in dates:
        start, stop = date.span.start, date.span.stop
        if not _is_full(date) and (date.precision != "month" or date.role == "deadline"):
            continue
        if _STAMP.search(text, max(0, start - 40), start):
            yield date
        if start > begin + HEAD_CHARACTERS:
            continue
        if in_dateline(text, start, stop) or _LETTERHEAD.search(text, max(0, start - 120), start):
            yield date


def _is_full(date: DateMention) -> bool:
    """True for a day, or days close together; «14 июля 1937 — 7 ноября 2017» is a life, not a document's date."""
    if date.role == "deadline" or date.precision not in ("day", "range"):
        return False
    return Dated(date.edtf, date.start, date.stop, date.precision).days <= LONGEST_EVENT_DAYS


def _closing(text: str, dates: Sequence[DateMention]) -> DateMention | None:
    """The date that stands alone on its line in the last part of the text, as under a letter."""
    late = max(HEAD_CHARACTERS, len(text) - 400)
    return next(
        (date for date in reversed(dates) if date.span.start >= late and in_dateline(text, date.span.start, date.span.stop)),
        None,
    )


def _is_reference(text: str, date: DateMention) -> bool:
    before = _REFERENCE_BEFORE.search(text, max(0, date.span.start - 120), date.span.start)
    return bool(before or _REFERENCE_AFTER.match(text, date.span.stop, date.span.stop + 20))


def _dated(date: DateMention, evidence: str) -> DocumentDate:
    return DocumentDate(date.edtf, date.start, date.stop, date.precision, evidence, date.span)
