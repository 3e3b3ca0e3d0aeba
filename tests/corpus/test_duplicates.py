"""When two texts are alike, by their words or by what translation leaves as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.duplicates import (
    FEWEST_RUNS,
    Anchored,
    Likeness,
    best_pairs,
    compare,
    groups,
    is_other_letter,
    runs,
    sketch,
    translated,
)

RELEASE = (
    "в таразе завершён первый энергоаудит жилых домов города специалисты обследовали сорок два дома и нашли где уходит тепло "
    "по словам директора проекта работы начнутся весной и продлятся до осени жители получат отчёт о каждом подъезде"
).split()
OTHER = (
    "троллейбусы с рекуперацией энергии вышли на линию в бельцах мэрия сбережёт шестьсот тысяч леев за год водители прошли "
    "обучение на новых машинах пассажиры заметят что салон стал тише а остановки объявляют на двух языках"
).split()


def edited(words: list[str], every: int) -> list[str]:
    """Every so many words another one."""
    return [f"иначе{place}" if place % every == every - 1 else word for place, word in enumerate(words)]


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        (RELEASE, list(RELEASE), Likeness.COPY),
        (RELEASE, edited(RELEASE, 12), Likeness.VERSION),
        (RELEASE, [*OTHER[:3], *RELEASE], Likeness.VERSION),
        (RELEASE, RELEASE[:25], Likeness.VERSION),
        (RELEASE + OTHER + OTHER[::-1], RELEASE[:26], Likeness.PART),
        (RELEASE, edited(RELEASE, 3), None),
        (RELEASE, OTHER, None),
        (RELEASE, [], None),
        ([], [], None),
        (RELEASE[:10], RELEASE[:9], None),
        (RELEASE[:10], RELEASE[:10], Likeness.COPY),
    ],
)
def test_likeness_by_words(left: list[str], right: list[str], kind: Likeness | None) -> None:
    """Edited and cut texts are alike, other texts are not; a dozen words only when they are the same."""
    found = compare(runs(left), runs(right))
    assert (found[0] if found else None) == kind


def test_near_copies_share_a_band_and_others_do_not() -> None:
    """Only what shares a band is compared: a release and its new edition do, two releases do not."""
    bands = [set(sketch(words, words).bands) for words in (RELEASE, edited(RELEASE, 12), OTHER)]
    assert bands[0] & bands[1]
    assert not bands[0] & bands[2]


def test_boilerplate_is_not_banded() -> None:
    """Two texts under one long blurb share no band when the blurb is known to be boilerplate."""
    left, right = [*RELEASE, *OTHER[:FEWEST_RUNS]], [*RELEASE, *OTHER[:FEWEST_RUNS][::-1]]
    known = [set(sketch(words, words[len(RELEASE) :]).bands) for words in (left, right)]
    unknown = [set(sketch(words, words).bands) for words in (left, right)]
    assert not known[0] & known[1]
    assert unknown[0] & unknown[1]


def test_equal_words_have_equal_hashes_only() -> None:
    """The hash of all words tells copies at once."""
    assert sketch(RELEASE, []).words == sketch(list(RELEASE), RELEASE).words
    assert sketch(RELEASE, []).words != sketch(RELEASE[:-1], []).words


@pytest.mark.parametrize(
    ("left", "right", "other"),
    [
        (RELEASE, OTHER, True),
        (RELEASE, edited(RELEASE, 3), False),
        ("алматы 12 марта 2018 года".split(), "алматы 15 марта 2018 года".split(), False),
        ("уважаемая татьяна".split(), "уважаемый иван".split(), True),
        (RELEASE, [], False),
    ],
)
def test_one_blurb_under_two_letters_is_two_letters(left: list[str], right: list[str], other: bool) -> None:
    """Own words that are others outweigh shared boilerplate; no own words say nothing."""
    assert is_other_letter(left, right) is other


RUSSIAN = Anchored("ru", 1000, frozenset("number 42|date 2013-03-14|entity city-tz|entity person-a|number 685".split("|")))
KAZAKH = Anchored("kk", 1100, frozenset("number 42|date 2013-03-14|entity city-tz|entity person-a|number 7".split("|")))


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (KAZAKH, True),
        (Anchored("ru", 1100, KAZAKH.anchors), False),
        (Anchored("kk", 3000, KAZAKH.anchors), False),
        (Anchored("kk", 1100, frozenset(["number 42", "entity city-tz", "date 2013-03-14"])), False),
        (Anchored("kk", 1100, KAZAKH.anchors | {f"number {each}" for each in range(100, 120)}), False),
    ],
)
def test_translation_by_what_it_leaves_as_it_is(other: Anchored, alike: bool) -> None:
    """Another language, about as long, and most numbers, days and names shared."""
    assert bool(translated(RUSSIAN, other, lambda _: 1.0)) is alike


def test_a_text_has_one_translation_in_a_language() -> None:
    """Of two candidates the better one is kept; candidates in two languages do not compete."""
    languages = {1: "ru", 2: "kk", 3: "kk", 4: "en"}
    assert best_pairs({(1, 2): 0.6, (1, 3): 0.4, (1, 4): 0.5}, languages) == [(1, 2), (1, 4)]


def test_groups_join_through_others() -> None:
    """What is alike through a third is one group under its least number."""
    assert groups([(5, 3), (3, 1), (8, 9)]) == {1: 1, 3: 1, 5: 1, 8: 8, 9: 8}


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_groups_do_not_depend_on_order(pairs: list[tuple[int, int]]) -> None:
    """Grouping is the same from any end, and every pair lies in one group."""
    found = groups(pairs)
    assert found == groups(pairs[::-1])
    assert all(found[left] == found[right] for left, right in pairs)
