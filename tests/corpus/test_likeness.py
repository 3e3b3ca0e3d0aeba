"""Which Latin spelling is likely for a Cyrillic name, learned and not by rule."""

from __future__ import annotations

import pytest

from corpus.likeness import UNKNOWN, likeliest, unlikeness


@pytest.mark.parametrize(
    ("name", "same", "another"),
    [
        ("Татьяна Шакирова", "Tatiana Shakirova", "Tatiana Shapovalova"),
        ("Джордж Уолкер", "George Walker", "Georg Volker"),
        ("Жан Руссо", "Jean Rousseau", "Jean Russell"),
        ("Ирина Городиская", "Iryna Horodyska", "Iryna Hrodska"),
        ("Фольксваген", "Volkswagen", "Folkestone"),
        ("Иван Петров", "Ivan Petrov", "Ivan Petrenko"),
    ],
)
def test_the_same_name_costs_less(name: str, same: str, another: str) -> None:
    assert unlikeness(name, same) < unlikeness(name, another)
    assert unlikeness(name, same) == unlikeness(same, name)
    assert [best for best, _ in likeliest(name, [another, same])] == [same]


def test_names_that_cannot_be_compared_are_as_unlikely_as_can_be() -> None:
    """Of one script, of another number of words; equal ones are certain."""
    assert unlikeness("Анна Ким", "Анна Цой") == UNKNOWN
    assert unlikeness("Анна Ким", "Kim") == UNKNOWN
    assert unlikeness("Анна Ким", "АННА КИМ") == 0.0
    assert likeliest("Анна Ким", []) == []
