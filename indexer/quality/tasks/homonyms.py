"""Towns of one name: whether the one in the country that is meant is found (a table with ``barred`` and ``country``)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.analysis import analyse_text
from corpus.config import Config
from corpus.gazetteer import find
from corpus.model import EntityType, Span
from indexer.quality.analysed import defaults
from indexer.quality.gold.files import tables
from indexer.quality.values import Options

_BAR = "|"


def judged(options: Options) -> list[float]:
    """1.0 for every sentence whose barred town is found in its country, 0.0 where another is meant or none is found."""
    settings = defaults()
    return [float(is_right(row["barred"], row["country"], settings)) for row in options.sample(list(_rows(options)))]


def is_right(barred: str, country: str, settings: Config) -> bool:
    """True when the words between bars are a city of ``country`` (ISO 3166)."""
    before, inside, _ = barred.split(_BAR)
    span = Span(len(before), len(before) + len(inside))
    mentions = analyse_text(barred.replace(_BAR, ""), settings).findings.mentions
    return any(
        mention.span == span
        and mention.type is EntityType.CITY
        and country_of(mention.link, mention.text, mention.name) == country
        for mention in mentions
    )


def country_of(link: str, *names: str) -> str:
    """The country of the gazetteer's entry with this identity among those called by one of the names, "" for none."""
    return next((entry.country for name in names for entry in find(name) if entry.link == link), "")


def _rows(options: Options) -> Iterator[dict[str, str]]:
    folder: Path = options.folder
    for _, table in tables(folder, "id", "language", "barred", "country"):
        yield from (row for row in table if options.language in ("", row["language"]))
