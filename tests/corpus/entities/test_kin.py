"""Names that documents show to be one thing: translations side by side, and shared addresses."""

import pytest

from corpus.entities import addressed, link, translated
from corpus.entities.kin import NEAR, head_kinds
from corpus.model import EntityType, Name

FUND = Name(1, EntityType.ORGANISATION, "Балтийский фонд климата", "ru", "", 3, 5)
OFFICE = Name(2, EntityType.ORGANISATION, "Проектный офис «Тёплый город»", "ru", "", 3, 5)
ENGLISH_FUND = Name(3, EntityType.ORGANISATION, "Baltic Climate Fund", "en", "", 1, 1)
ENGLISH_OFFICE = Name(4, EntityType.ORGANISATION, "Warm City Project Office", "en", "", 1, 1)
OTHER_FUND = Name(5, EntityType.ORGANISATION, "Nordic Grant Fund", "en", "", 1, 1)
PETER = Name(6, EntityType.PERSON, "Пётр Радченко", "ru", "", 1, 1)
PETRO = Name(7, EntityType.PERSON, "Петро Радченко", "uk", "", 1, 1)
PAVLO = Name(8, EntityType.PERSON, "Павло Мельничук", "uk", "", 1, 1)
KAZAKH_FUND = Name(9, EntityType.ORGANISATION, "Балтық климат қоры", "kk", "", 1, 1)
NAMES = {name.id: name for name in (FUND, OFFICE, ENGLISH_FUND, ENGLISH_OFFICE, OTHER_FUND, PETER, PETRO, PAVLO, KAZAKH_FUND)}


def joined(clues, names=None):
    """The groups of more than one name, by their ids."""
    drafts = link(names or NAMES.values(), (), (), clues)
    return {frozenset(number for number, _ in draft.members) for draft in drafts if len(draft.members) > 1}


def pair(left, right, title="Выпуск"):
    return title, left, right


def test_names_at_one_place_of_a_translation_are_one_with_the_release_as_reason():
    """Each finds its partner by the kind of its head, though both stand near."""
    clues = list(translated(NAMES, [pair({1: 0.2, 2: 0.25}, {3: 0.24, 4: 0.21})]))
    assert joined(clues) == {frozenset({1, 3}), frozenset({2, 4})}
    (draft,) = (each for each in link(NAMES.values(), (), (), clues) if 3 in dict(each.members))
    (merge,) = (each for _, each in draft.members if each.rule == "translation")
    assert merge.reason == "the only one of its kind that stands there in a translation of «Выпуск»"
    assert merge.score < 0.95, "a person is asked to confirm it"


def test_two_partners_that_are_as_good_are_none():
    """Of two funds at the place of one nobody can say which it is; a second release that holds one of them decides."""
    near = pair({1: 0.2}, {3: 0.2, 5: 0.22})
    assert joined(translated(NAMES, [near])) == set()
    assert joined(translated(NAMES, [near, pair({1: 0.5}, {3: 0.5})])) == {frozenset({1, 3})}


def test_each_language_gives_one_partner():
    """A release in three languages makes one fund of three names."""
    clues = list(translated(NAMES, [pair({1: 0.2}, {3: 0.2}), pair({1: 0.2}, {9: 0.2})]))
    assert joined(clues) == {frozenset({1, 3, 9})}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param({1: 0.2}, {3: 0.2 + NEAR + 0.01}, id="far apart"),
        pytest.param({1: 0.2}, {4: 0.2}, id="a fund and an office"),
        pytest.param({6: 0.2}, {8: 0.2}, id="two surnames"),
        pytest.param({1: 0.2}, {2: 0.2}, id="one language"),
    ],
)
def test_what_speaks_against_one_bearer_keeps_names_apart(left, right):
    """Distance, head, surname, language."""
    assert joined(translated(NAMES, [pair(left, right)])) == set()


def test_national_forms_of_a_name_join_where_something_else_says_so():
    """«Пётр» and «Петро» are one man in a translation or at one address, and two men without."""
    assert joined([]) == set()
    assert joined(translated(NAMES, [pair({6: 0.1}, {7: 0.12})])) == {frozenset({6, 7})}
    assert joined(addressed([("radchenko@city.example", [6, 7])])) == {frozenset({6, 7})}


def test_clues_about_names_that_are_gone_are_passed_over():
    """A name without documents takes no part."""
    assert joined(addressed([("x@city.example", [6, 7])]), names=[PETER]) == set()


def test_result_is_the_same_in_any_order():
    """Neither the order of clues nor that of names matters."""
    clues = list(translated(NAMES, [pair({1: 0.2, 2: 0.25}, {3: 0.24, 4: 0.21}), pair({6: 0.1}, {7: 0.1})]))
    assert link(list(NAMES.values())[::-1], (), (), clues[::-1]) == link(NAMES.values(), (), (), clues)


def test_heads_have_one_kind_in_every_language_and_no_longer_word_has_it():
    """«қоры» is a fund, «қорытындысы» a summary; a city in a name makes no administration of it."""
    assert head_kinds("Warm City Project Office") == frozenset({"office"})
    assert head_kinds("Балтық климат қорының") == head_kinds("Baltic Fund") == frozenset({"fund"})
    assert head_kinds("Бірінші күннің қорытындысы") == frozenset()
