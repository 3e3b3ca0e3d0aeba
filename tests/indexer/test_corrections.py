"""A wrong keyboard layout and another script are seen through, said, and never where the archive has the word as typed."""

from __future__ import annotations

from typing import Any

import pytest

from indexer.corrections import corrections, repaired
from indexer.search import Archive


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fkvfns", "алматы"),
        ("Nfhfp", "тараз"),
        ("ыуфкср", "search"),
        ("Shakirova", "шакирова"),
        ("Gorodiskaya", "городиская"),
        ("Ташкент", ""),
        ("2014", ""),
    ],
)
def test_words_behind_the_keys(typed: str, meant: str) -> None:
    """«fkvfns» is «алматы» on a Latin keyboard."""
    found = [each.text for each in corrections(typed)]
    assert meant in found if meant else not found or all(each.isascii() for each in found)


@pytest.fixture
def archive_of_two(archive: Any, sheet: Any) -> Archive:
    """Two documents, one of them with an English word that is also a slip for nothing."""
    made: Archive = archive([sheet("Семинар прошёл в Алматы.\nОткрыла его Татьяна Шакирова."), sheet("Встреча в Таразе.")])
    return made


@pytest.mark.parametrize(("query", "term", "by"), [("fkvfns", "алматы", "keyboard"), ("Nfhfp", "тараз", "keyboard")])
def test_correction_is_applied_and_said(archive_of_two: Archive, query: str, term: str, by: str) -> None:
    """The answer is that of the word meant, and a chip says so."""
    results = archive_of_two.search(query)
    assert results.total == 1
    assert [(each.term, each.by) for each in results.expansions] == [(term, by)]


def test_correction_can_be_removed(archive_of_two: Archive) -> None:
    """Without it, the query means what was typed."""
    assert archive_of_two.search("fkvfns", dropped=["fkvfns>алматы"]).total == 0


def test_transliterated_name_is_found(archive_of_two: Archive) -> None:
    """«Shakirova» finds «Шакирова»."""
    results = archive_of_two.search("Shakirova")
    assert results.total == 1
    assert results.expansions


def test_a_word_of_the_archive_is_left_alone(archive_of_two: Archive) -> None:
    """What the archive holds needs no correction."""
    assert archive_of_two.search("семинар").expansions == ()


def test_letters_that_look_alike_are_said_and_can_be_left_as_they_are(archive_of_two: Archive) -> None:
    """«Tаразе» with a Latin T is «таразе», and a chip says so; without it nothing is spelt like that. «CO₂» is no mistake."""
    results = archive_of_two.search("Tаразе")
    assert results.total == 1
    assert ("таразе", "letters") in [(each.term, each.by) for each in results.expansions]
    assert archive_of_two.search("Tаразе", dropped=["Tаразе>таразе"]).total == 0
    assert archive_of_two.search("Таразе").expansions == ()
    assert repaired("CO₂") is None
