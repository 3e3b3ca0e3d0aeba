"""Names in Kazakh, whose head stands last in small letters, and English names by a word for a land, an office or a form."""

from __future__ import annotations

import pytest

from corpus.analysis import analyse_text
from corpus.config import load
from corpus.model import EntityType

CONFIG = load(None)
ORG, PER = {EntityType.ORGANISATION}, {EntityType.PERSON}
PLACE = {EntityType.CITY, EntityType.PLACE, EntityType.REGION, EntityType.COUNTRY}


def named(text: str, kinds: set[EntityType]) -> set[str]:
    """The outermost names of these kinds as written."""
    mentions = analyse_text(text, CONFIG).findings.mentions
    outer = [m for m in mentions if not any(o.span != m.span and o.span.covers(m.span) for o in mentions)]
    return {mention.text for mention in outer if mention.type in kinds}


@pytest.mark.parametrize(
    ("sentence", "kinds", "name"),
    [
        ("Келісімді «Арна-Құрылыс» ЖШС жасады.", ORG, "«Арна-Құрылыс» ЖШС"),
        ("Мемлекеттік сатып алу комитеті тізімді жариялады.", ORG, "Мемлекеттік сатып алу комитеті"),
        ("Қазақстан теннис федерациясы жарыс өткізді.", ORG, "Қазақстан теннис федерациясы"),
        ("Абай атындағы Қазақ ұлттық университеті есік ашты.", ORG, "Абай атындағы Қазақ ұлттық университеті"),
        ("Іле өзенінің суы азайды.", PLACE, "Іле"),
        ("Солтүстік Қазақстан облысы егін жинады.", PLACE, "Солтүстік Қазақстан облысы"),
        ("Есепті Ермағанбет Бөлекпаев оқыды.", PER, "Ермағанбет Бөлекпаев"),
        ("The oblast built a road to Lake Alakol.", PLACE, "Lake Alakol"),
        ("Farmers in Poltava Oblast lost hay.", PLACE, "Poltava Oblast"),
        ("The tender went to Steppe Solutions LLP.", ORG, "Steppe Solutions LLP"),
        ("Ambassador Hiroshi Okamura visited the school.", PER, "Hiroshi Okamura"),
        ("The report was signed by Susan O'Leary.", PER, "Susan O'Leary"),
        ("According to Dr. Alan Whitaker, losses fell.", PER, "Alan Whitaker"),
    ],
)
def test_names_are_whole(sentence: str, kinds: set[EntityType], name: str) -> None:
    """The name is found with its true ends and kind."""
    assert name in named(sentence, kinds)


@pytest.mark.parametrize(
    "sentence",
    ["Жалпы өткен жылы партияға елу адам кірді.", "Ташкент қаласынан делегация келеді.", "Partner countries agreed."],
)
def test_small_words_do_not_join_what_is_apart(sentence: str) -> None:
    """A head without its possessive, or behind a word in a case of place, ends no name."""
    assert not named(sentence, ORG)


def test_letters_of_an_abbreviation_may_stand_in_another_order() -> None:
    """CAREC is the centre whose words begin with these letters, RAC is not that of another."""
    found = analyse_text("The Regional Environmental Centre for Central Asia (CAREC) moved. CAREC thanks all.", CONFIG).findings
    assert [alias.short for alias in found.aliases] == ["CAREC"]
