"""The interface's words in each language it speaks, with plural forms and dates by CLDR."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import format_decimal, format_percent
from markupsafe import Markup

from corpus.model import DateMention, DocumentDate
from indexer.labels import media_label
from indexer.web.catalogue import ORDER, counted, phrase
from indexer.web.messages import shown

FIRST = ORDER[0]
"""Spoken when the visitor asks for none that is known."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The interface in one language."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """The phrase, with ``values`` filled in. Raises KeyError for one that nobody wrote."""
        return phrase(self.language, key).format(**values)

    def count(self, key: str, number: int) -> str:
        """«1 документ», «2 документа», «5 документов»."""
        return f"{self.number(number)}\N{NO-BREAK SPACE}{counted(self.language, key, number)}"

    def number(self, number: float) -> str:
        """A number with its thousands apart."""
        return _decimal(self.language, number)

    def percent(self, share: float) -> str:
        """A share of one, in whole percent."""
        return str(format_percent(share, locale=self._locale))

    def tenths(self, share: float) -> str:
        """A share of one in percent, to a tenth: «0,4 %»."""
        return str(format_percent(share, "#,##0.0\N{NO-BREAK SPACE}%", locale=self._locale))

    def size(self, size_bytes: int) -> str:
        """A file's size, rounded as people say it."""
        for unit, factor in (("mb", 1 << 20), ("kb", 1 << 10)):
            if size_bytes >= factor:
                return f"{self.number(round(size_bytes / factor, 1))}\N{NO-BREAK SPACE}{self(unit)}"
        return f"{self.number(size_bytes)}\N{NO-BREAK SPACE}{self('bytes')}"

    def dated(self, dating: DocumentDate | DateMention | None) -> str:
        """The date as precise as it is known: «19–20 февраля 2014 г.», «февраль 2014 г.», «2014»; "" for None."""
        if dating is None:
            return ""
        first, last = date.fromisoformat(dating.start), date.fromisoformat(dating.stop)
        if dating.precision == "year":
            return f"{first.year}"
        if dating.precision == "quarter":
            return self("quarter", number=(first.month + 2) // 3, year=first.year)
        if dating.precision == "month":
            return str(format_skeleton("yMMMM", first, locale=self._locale))
        if first == last:
            return self.day(dating.start)
        if (first.year, first.month) == (last.year, last.month):
            return re.sub(rf"\b{first.day}\b", f"{first.day}–{last.day}", self.day(dating.start), count=1)
        return f"{self.day(dating.start)} – {self.day(dating.stop)}"

    def day(self, day: str) -> str:
        """An ISO day in words; "" for ""."""
        return str(format_date(date.fromisoformat(day[:10]), "long", locale=self._locale)) if day else ""

    def month(self, day: str) -> str:
        """The month an ISO day lies in, alone: «февраль»."""
        return str(format_date(date.fromisoformat(day), "LLLL", locale=self._locale))

    def short(self, dating: DocumentDate | DateMention | None) -> str:
        """The date for a narrow column, its year left out: «19 февр.», «19–20 февр.», «февр.»; "" where no month is known."""
        if dating is None or dating.start[:7] != dating.stop[:7]:
            return ""
        first, last = date.fromisoformat(dating.start), date.fromisoformat(dating.stop)
        if dating.precision == "month":
            return str(format_date(first, "LLL", locale=self._locale))
        day = str(format_skeleton("MMMd", first, locale=self._locale))
        return day if first == last else re.sub(rf"\b{first.day}\b", f"{first.day}–{last.day}", day, count=1)

    def years(self, counted: Mapping[str, int]) -> str:
        """From the first to the last of the years that are known: «2013–2016»; "" for none."""
        known = sorted(year for year in counted if int(year))
        return "" if not known else known[0] if len(known) == 1 else f"{known[0]}–{known[-1]}"

    def moment(self, moment: str) -> str:
        """An ISO time (UTC) in words; "" for ""."""
        if not moment:
            return ""
        return f"{format_datetime(datetime.fromisoformat(moment), 'medium', locale=self._locale)} UTC"

    def stamp(self, moment: str) -> str:
        """An ISO day or time as feeds want it, with its zone; "" is the beginning of time."""
        day = moment or "1970-01-01"
        return f"{day[:19]}Z" if "T" in day else f"{day[:10]}T00:00:00Z"

    def spoken(self, code: str) -> str:
        """A language's name: «казахский»; an unknown code is its own name."""
        return str(self._locale.languages.get(code, code))

    def territory(self, code: str) -> str:
        """A country's name with its ISO 3166 code: «Казахстан (KZ)»."""
        name = self._locale.territories.get(code)
        return f"{name} ({code})" if name else code

    def media(self, media_type: str) -> str:
        """What kind of file it is: «письмо», «PDF»."""
        return self._known(f"media.{media_type}") or media_label(media_type)

    def said(self, prefix: str, code: str) -> str:
        """The phrase for a code of ours («stage.read»), or the code where there is none."""
        return self._known(f"{prefix}.{code}") or code

    def told(self, message: str) -> Markup:
        """What svod says in English, in this language where somebody has translated it."""
        return shown(message, self.language)

    def _known(self, key: str) -> str:
        try:
            return self(key)
        except KeyError:
            return ""

    @property
    def _locale(self) -> Locale:
        return _locale(self.language)


@cache
def _locale(language: str) -> Locale:
    return Locale(language)


@lru_cache(4096)
def _decimal(language: str, number: float) -> str:
    """A page says a hundred numbers, most of them small and met before."""
    return str(format_decimal(number, locale=_locale(language)))


def choose(asked: str, accepted: str) -> str:
    """The language of the interface: what the address asks for, else what the browser accepts most, else the first."""
    if asked in ORDER:
        return asked
    return max(ORDER, key=lambda language: (_weights(accepted).get(language, 0.0), -ORDER.index(language)))


def _weights(accepted: str) -> Mapping[str, float]:
    """``Accept-Language`` as weights by language; what cannot be read weighs nothing."""
    weights: dict[str, float] = {}
    for part in accepted.split(",")[:20]:
        tag, _, rest = part.strip().partition(";")
        try:
            weight = float(rest.strip().removeprefix("q=")) if rest else 1.0
        except ValueError:
            weight = 0.0
        language = tag.split("-")[0].lower()
        weights[language] = max(weights.get(language, 0.0), weight)
    return weights
