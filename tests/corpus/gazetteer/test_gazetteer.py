"""Places by any of their names."""

from __future__ import annotations

import sqlite3

import pytest

from corpus.gazetteer import facts, find, key
from corpus.gazetteer.build import gazetteer_file, may_hold
from corpus.model import EntityType


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("Алматы", "geonames:1526384"),
        ("алма ата", ""),
        ("Алма–Ата", "geonames:1526384"),
        ("АЛМА-АТА", "geonames:1526384"),
        ("Almaty", "geonames:1526384"),
        ("Целиноград", "geonames:1526273"),
        ("Кишинів", "geonames:618426"),
        ("Chișinău", "geonames:618426"),
        ("Сомониён", "geonames:1221089"),
        ("Երևան", "geonames:616052"),
        ("თბილისი", "geonames:611717"),
        ("Кыргызская Республика", "country:KG"),
        ("Қазақстан", "country:KZ"),
        ("РК", "country:KZ"),
        ("Центральная Азия", "region:central-asia"),
        ("Евросоюз", "org:eu"),
        ("Незнаемск", ""),
    ],
)
def test_names(name: str, link: str) -> None:
    """One place under old, new and foreign names; nothing for what is not listed."""
    assert link in {entry.link for entry in find(name)} if link else not find(name)


def test_homonyms_come_largest_first() -> None:
    """Ош is the city of Kyrgyzstan before Auch in France."""
    populations = [entry.population for entry in find("Ош")]
    assert populations == sorted(populations, reverse=True)
    assert find("Ош")[0].country == "KG"
    assert {entry.type for entry in find("Ош")} == {EntityType.CITY}


def test_facts() -> None:
    """A linked city shows its id, country and coordinates; an unknown link shows nothing."""
    known = facts("geonames:1516905")
    assert (known["geonames"], known["country"]) == ("1516905", "KZ")
    assert 42 < float(known["latitude"]) < 43
    assert 71 < float(known["longitude"]) < 72
    assert facts("geonames:0") == {}


def test_key_is_idempotent() -> None:
    """Folding twice changes nothing."""
    assert key(key("Ростов – на – Дону")) == key("Ростов-на-Дону") == "ростов-на-дону"


def test_the_sieve_holds_every_name_and_little_else() -> None:
    """No listed name is refused unasked, and nine in ten words that are none are."""
    connection = sqlite3.connect(gazetteer_file())
    sieve = connection.execute("SELECT bits FROM sieve").fetchone()[0]
    names = [name for (name,) in connection.execute("SELECT DISTINCT name FROM alias")]
    connection.close()
    assert len(names) > 100_000
    assert all(may_hold(sieve, name) for name in names)
    assert sum(may_hold(sieve, f"нигде {number}") for number in range(10_000)) < 1_000
