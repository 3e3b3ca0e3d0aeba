"""English names as a reader of press releases sees them."""

from __future__ import annotations

import pytest

from corpus.analysis import analyse_text
from corpus.config import load

CONFIG = load(None)
PLACES = ("city", "country", "region", "place")


def names(text: str, *types: str) -> list[str]:
    """The outermost names of these types, as written."""
    found = [mention for mention in analyse_text(text, CONFIG).findings.mentions if mention.type.value in types]
    spans = [mention.span for mention in found]
    return [mention.text for mention in found if not any(span != mention.span and span.covers(mention.span) for span in spans)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Experts of the International Labour Organization visited mines.", ["International Labour Organization"]),
        ("In Batumi the Adjara Tourism Department opened an office.", ["Adjara Tourism Department"]),
        ("The US Embassy in Bishkek donated books.", ["US Embassy in Bishkek"]),
        (
            "The Ministry of Finance of Kazakhstan and British Council met.",
            ["Ministry of Finance of Kazakhstan", "British Council"],
        ),
        ("The Soros Foundation–Kazakhstan announced a competition.", ["Soros Foundation–Kazakhstan"]),
        ("The council met UNDP Kazakhstan in the town hall.", ["UNDP Kazakhstan"]),
        ("The audit was made by Samruk Green Energy in May.", ["Samruk Green Energy"]),
        ("The International Fund for Saving the Aral Sea met.", ["International Fund for Saving the Aral Sea"]),
        ("Green Schools is a programme for children.", []),
        ("The Academy Awards were given on John Street.", []),
        ("The CEO spoke about GDP and HIV in May.", []),
    ],
)
def test_organisations(text: str, expected: list[str]) -> None:
    """A body's name begins behind what leads to it and ends with its land."""
    assert names(text, "organisation") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We are proud," said Mette Halvorsen on Friday.', ["Mette Halvorsen"]),
        ("Ulla Nyqvist, Ambassador of Sweden, cut the ribbon.", ["Ulla Nyqvist"]),
        ("The head of UNDP Kazakhstan thanked Prime Minister Zoran Zaev.", ["Zoran Zaev"]),
        ("Professor Hans-Jürgen Albrecht of the University of Kassel gave the first lecture.", ["Hans-Jürgen Albrecht"]),
        ("Daniel Petrescu was elected. Later Petrescu thanked the guests.", ["Daniel Petrescu", "Petrescu"]),
        ("The song was sung by Paris Jackson in Yerevan.", ["Paris Jackson"]),
        ("Judge John Kennedy spoke, and then Kennedy left.", ["John Kennedy", "Kennedy"]),
    ],
)
def test_people(text: str, expected: list[str]) -> None:
    """People are known by a first name, by an office beside them, or by what they say."""
    assert names(text, "person") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Most Nice people use the Mobile app in the Reading room.", []),
        ("The ferry from Split was late.", ["Split"]),
        ("The Geneva office is closed.", ["Geneva"]),
        ("Here Turkey breeders met Chad growers.", []),
        ("Residents of Oslo thanked Turkey and Chad.", ["Oslo", "Turkey", "Chad"]),
        ("The Danube froze near Izmail.", ["Danube", "Izmail"]),
    ],
)
def test_places(text: str, expected: list[str]) -> None:
    """A town whose name is a word is one after a preposition, in a list, or beside its country."""
    assert names(text, *PLACES) == expected
