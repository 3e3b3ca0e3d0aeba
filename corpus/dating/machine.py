"""Dates that machines wrote: meta tags, mail headers, PDF information, addresses of pages."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from corpus.dating import days
from corpus.dating.days import Dated

_ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?(?:[T ]\d\d:?\d\d\S*.*)?")
_COMPACT = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}.*)?")
_PDF_SHORT = re.compile(r"D:(\d{4})(\d\d)?")
_STROKES = re.compile(r"(\d{4})[/.](\d\d?)[/.](\d\d?)(?:[T ,].*)?")
_YEAR = re.compile(r"\d{4}")

_IN_PATH = (
    re.compile(r"/(\d{4})/(\d\d?)/(\d\d?)(?=/|-|_|$|\.)"),
    re.compile(r"(?<!\d)(\d{4})[-_.](\d\d)[-_.](\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(\d{4})(\d\d)(\d\d)(?!\d)"),
    re.compile(r"/(\d{4})/(\d\d)(?=/|$)"),
)


def parse_date(text: str) -> Dated | None:
    """The date a machine wrote, by its own clock; None when ``text`` is no such date.

    Read are ISO 8601 (`2014-02-19T10:00:00+06:00`, `2014-02`), RFC 2822 (`Wed, 19 Feb 2014 10:00:00 +0600`), PDF
    (`D:20140219100000+06'00'`), `20140219` and `2014/02/19`.
    """
    text = text.strip()
    for form in (_ISO, _COMPACT, _STROKES, _PDF_SHORT):
        if match := form.fullmatch(text):
            return _dated([int(part) for part in match.groups() if part])
    if _YEAR.fullmatch(text):
        return days.year(int(text))
    return _mail_date(text)


def date_of_url(url: str) -> Dated | None:
    """The day or month in the path of an address (`/2014/02/19/seminar.html`); None when it holds none."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    for form in _IN_PATH:
        for match in form.finditer(path):
            if dated := _dated([int(part) for part in match.groups()]):
                return dated
    return None


def _dated(parts: list[int]) -> Dated | None:
    if len(parts) == 3:
        return days.day(*parts)
    return days.month(*parts) if len(parts) == 2 else days.year(*parts)


def _mail_date(text: str) -> Dated | None:
    try:
        stamp = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return days.day(stamp.year, stamp.month, stamp.day)
