"""Ways to reach someone: phones, faxes, e-mail, web and postal addresses, wherever they stand in a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import chain
from urllib.parse import urlsplit

from corpus.dating import find_dates
from corpus.mentions.addresses import find_addresses
from corpus.mentions.phones import find_phones
from corpus.model import Contact, Span

_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?![\w@-])")
_URL = re.compile(r"(?<![\w@.])(?:(?:https?|ftp)://|www\.)[^\s<>\"«»“”|\\^`{}]{2,2000}", re.IGNORECASE)
_SITE = re.compile(
    r"(?<!\w)(?:веб-?сайт|сайт|website|web\s?site|site|web|интернет)\w{0,2}\s?[:–-]\s?(?P<url>(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}(?:/[\w./%-]{0,200})?)(?![\w@])",
    re.IGNORECASE,
)
_CLOSERS = {")": "(", "]": "["}
_DIGIT = re.compile("[0-9]")


def find_contacts(text: str, country: str = "") -> list[Contact]:
    """Every contact in ``text``, in text order, without overlap; nobody owns them yet.

    ``country`` (ISO 3166) is where phone numbers without a country code belong first.
    """
    found = _apart(chain(_emails(text), _urls(text)))
    if _DIGIT.search(text):
        found = _apart(chain(found, find_addresses(text)))
        taken = sorted([contact.span for contact in found] + [date.span for date in find_dates(text)])
        found = _apart(chain(found, find_phones(text, country, taken)))
    return found


def _apart(contacts: Iterable[Contact]) -> list[Contact]:
    """``contacts`` in text order, less those that overlap one given before them."""
    kept: list[Contact] = []
    for contact in contacts:
        place = bisect_left(kept, contact.span, key=_span)
        if not any(contact.span.overlaps(other.span) for other in kept[max(0, place - 1) : place + 1]):
            kept.insert(place, contact)
    return kept


def _span(contact: Contact) -> Span:
    return contact.span


def _emails(text: str) -> Iterator[Contact]:
    for match in _EMAIL.finditer(text) if "@" in text else ():
        start = match.end() - len(match.group().lstrip(".-_+%"))
        span = Span(start, match.end())
        if span.of(text)[0] != "@":
            yield Contact(span, "email", span.of(text), span.of(text).lower())


def _urls(text: str) -> Iterator[Contact]:
    for match in _URL.finditer(text):
        span = Span(match.start(), match.start() + len(_trim(match.group())))
        if value := _address(span.of(text)):
            yield Contact(span, "url", span.of(text), value)
    for match in _SITE.finditer(text):
        span = Span(match.start("url"), match.start("url") + len(_trim(match["url"])))
        if not span.of(text).lower().startswith("www.") and (value := _address(span.of(text))):
            yield Contact(span, "url", span.of(text), value)


def _trim(url: str) -> str:
    """``url`` without the punctuation of the sentence around it; brackets that it opens itself stay."""
    while url:
        last = url[-1]
        if last in ".,;:!?'’*_…" or (last in _CLOSERS and url.count(last) > url.count(_CLOSERS[last])):
            url = url[:-1]
        else:
            break
    return url


def _address(url: str) -> str:
    """The address with a scheme and a small host, "" when it has no host with a dot."""
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
    except ValueError:
        return ""
    return (
        parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower()).geturl()
        if "." in parts.netloc.strip(".")
        else ""
    )
