"""An explanation names every term that was searched, and what is to blame for an empty answer."""

from __future__ import annotations

from typing import Any

import pytest

from indexer.explain import explain
from indexer.search import Archive


@pytest.fixture
def two(archive: Any, sheet: Any) -> Archive:
    """Two documents."""
    made: Archive = archive([sheet("Семинар прошёл в Таразе.\nОни стали друзьями."), sheet("Завод выпускает сталь.")])
    return made


def test_terms_stand_by_tier_with_their_documents(two: Archive) -> None:
    """«стали» is searched as typed, as стать and as сталь, and each says how many documents have it."""
    said = explain(two, "стали")
    (word,) = [part for part in said.parts if part.kind == "word"]
    found = {term.term: (term.tier, term.documents) for term in word.terms}
    assert found["стали (as typed)"] == ("form", 1)
    assert found["стать"] == ("word", 1)
    assert found["сталь"] == ("reading", 1)
    assert said.tree == "стали"


def test_places_of_a_document_say_what_met(two: Archive) -> None:
    """The place, its tier and the term."""
    document = next(hit.id for hit in two.search("Тараз").hits)
    (place,) = explain(two, "Тараз семинар -завод", document=document).places[1:]
    assert (place.seen, place.term) == ("Таразе", "тараз")


def test_an_empty_answer_names_the_word_to_blame(two: Archive) -> None:
    """The word that nobody wrote is named, and the one that is there."""
    said = explain(two, "семинар электропоезд")
    assert said.results.total == 0
    assert {part.text: part.documents for part in said.parts if part.kind == "word"} == {"семинар": 1, "электропоезд": 0}
    assert "электропоезд" in said.results.advice
