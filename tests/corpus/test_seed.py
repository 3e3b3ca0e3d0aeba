"""The real press release of the sample archive, read as a person who knows its languages would read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.analysis import analyse
from corpus.config import load
from corpus.entities import link
from corpus.gazetteer import facts
from corpus.model import Analysis, EntityType, Mention, Name
from corpus.sources import raw_file

SEED = Path(__file__).parents[2] / "raw" / "press" / "000_411ab0c574360560.txt"


@pytest.fixture(scope="module")
def seed() -> Analysis:
    (analysis,) = analyse(raw_file(SEED, "raw/press/seed.txt", "raw"), load(None))
    assert isinstance(analysis, Analysis)
    return analysis


def of_type(seed: Analysis, type_: EntityType) -> list[Mention]:
    return [mention for mention in seed.findings.mentions if mention.type is type_]


def test_spans_show_what_was_seen(seed: Analysis) -> None:
    """Every mention, date, contact and role stands where its span says."""
    text = seed.document.text
    for value in (*seed.findings.mentions, *seed.findings.contacts, *seed.dates):
        assert value.span.of(text) == value.text
    for role in seed.findings.roles:
        assert len(role.position.of(text).split()) == len(role.text.split())


def test_title(seed: Analysis) -> None:
    """The title is the headline, not the label «PRESS RELEASE» above it."""
    assert seed.document.title.startswith("Первый Вводный Региональный Семинар по проекту Соглашение Мэров-Восток")


@pytest.mark.parametrize(
    ("name", "link_", "country"),
    [
        ("Алматы", "geonames:1526384", "KZ"),
        ("Аксу", "geonames:1524298", "KZ"),
        ("Астана", "geonames:1526273", "KZ"),
        ("Лисаковск", "geonames:1521315", "KZ"),
        ("Петропавловск", "geonames:1520172", "KZ"),
        ("Сатпаев", "geonames:1520692", "KZ"),
        ("Тараз", "geonames:1516905", "KZ"),
        ("Ош", "geonames:1527534", "KG"),
        ("Талас", "geonames:1527299", "KG"),
        ("Сомониён", "geonames:1221089", "TJ"),
    ],
)
def test_cities(seed: Analysis, name: str, link_: str, country: str) -> None:
    """Each town is found under its nominative, as the right one of its homonyms."""
    links = {mention.link for mention in of_type(seed, EntityType.CITY) if mention.name == name}
    assert links == {link_}
    assert facts(link_)["country"] == country


def test_no_other_city(seed: Analysis) -> None:
    """Ten towns, and Astana again in the English block; no «Восток» and no street."""
    names = {mention.name for mention in of_type(seed, EntityType.CITY)}
    assert names == {
        *("Алматы", "Аксу", "Астана", "Лисаковск", "Петропавловск", "Сатпаев", "Тараз", "Ош", "Талас", "Сомониён"),
        "Astana",
    }


def test_countries_and_regions(seed: Analysis) -> None:
    """Countries under every name, one inside an organisation's; the region once as an adjective."""
    assert {mention.link for mention in of_type(seed, EntityType.COUNTRY)} == {f"country:{c}" for c in ("KZ", "KG", "TJ", "UA")}
    assert {mention.link for mention in of_type(seed, EntityType.REGION)} == {"region:central-asia"}
    assert not of_type(seed, EntityType.PLACE)


def test_people_with_roles(seed: Analysis) -> None:
    """Seven people in the nominative, each with the position and organisation the text gives."""
    text = seed.document.text
    names = {mention.span: mention.name for mention in seed.findings.mentions}
    roles = {
        names[role.person]: (role.text, " ".join(role.organisation.of(text).split()) if role.organisation else None)
        for role in seed.findings.roles
    }
    assert roles == {
        "Андрей Кирчив": (
            "лидер рабочего пакета по развитию потенциала",
            "Ассоциация «Энергоэффективные города Украины»",
        ),
        "Ирэнна Габриэляйтене": (
            "научный/технический сотрудник проекта",
            "Совместный исследовательский центр Европейской Комиссии",
        ),
        "Ирина Городиская": ("координатор", "Службы поддержки Соглашения Мэров-Восток"),
        "Марьяна Прыступа": ("технический эксперт проекта Соглашение Мэров - Восток", None),
        "Татьяна Шакирова": ("ключевой эксперт", None),
        "Дария Гылымжанкызы": ("PR-специалист проекта", None),
        "Карлыгаш Джаманкулова": ("пресс-секретарь", "Представительства Европейского Союза в РК"),
    }
    assert {mention.name for mention in of_type(seed, EntityType.PERSON)} == set(roles)


def test_organisations(seed: Analysis) -> None:
    """Every organisation whole and in the nominative, in both languages, and nothing else."""
    assert {mention.name for mention in of_type(seed, EntityType.ORGANISATION)} == {
        "Европейский Союз",
        "Европейская Комиссия",
        "Совместный исследовательский центр Европейской Комиссии",
        "Ассоциация «Энергоэффективные города Украины»",
        "Региональный экологический центр Центральной Азии",
        "Представительство Европейского Союза в РК",
        "Служба поддержки Соглашения Мэров-Восток",
        "Офис проекта «Соглашение Мэров-Восток»",
        "ENERGY CITIES",
        "Climate Alliance",
        "Ukrainian Association of Energy Efficient Cities",
        "Central Asian Regional Environmental Centre",
        "Delegation of the European Union in Kazakhstan",
        "European Commission",
        "European Union",
        "EU",
    }


def test_abbreviation_alone(seed: Analysis) -> None:
    """«РЭЦЦА» in the address is the centre that the brackets introduced it for."""
    short = [mention for mention in seed.findings.mentions if mention.text == "РЭЦЦА"]
    assert len(short) == 2
    assert {mention.name for mention in short} == {"Региональный экологический центр Центральной Азии"}


def test_one_programme(seed: Analysis) -> None:
    """All ways of writing the programme are one entity; so are the EU's and Astana's names in two languages."""
    counted = {(m.type, m.name, m.language, m.link) for m in seed.findings.mentions}
    names = [Name(number, *key, 1, 1) for number, key in enumerate(sorted(counted))]
    drafts = link(names, seed.findings.aliases)
    programmes = [draft for draft in drafts if draft.type is EntityType.PROGRAMME]
    assert len(programmes) == 1
    members = {merge.name for _, merge in programmes[0].members}
    assert members == {
        "Соглашение Мэров",
        "Соглашение Мэров-Восток",
        "Соглашение Мэров – Восток",
        "Соглашение Мэров - Восток",
    }
    assert sum(draft.id == "organisation-eu" for draft in drafts) == 1
    assert {merge.name for draft in drafts if draft.id == "city-gn1526273" for _, merge in draft.members} == {
        "Астана",
        "Astana",
    }


def test_contacts_belong_to_people(seed: Analysis) -> None:
    """Phones with extensions and mail go to the person they follow; the delegation's to the delegation."""
    names = {mention.span: mention.name for mention in seed.findings.mentions}
    found = {(c.kind, c.value, c.extension, names[c.owner] if c.owner else "") for c in seed.findings.contacts}
    assert found >= {
        ("phone", "+77272785110", "120", "Татьяна Шакирова"),
        ("phone", "+77272785022", "122", "Татьяна Шакирова"),
        ("email", "tatiana.shakirova@eumayors.eu", "", "Татьяна Шакирова"),
        ("email", "d.gylym@gmail.com", "", "Дария Гылымжанкызы"),
        ("phone", "+77172971148", "", "Карлыгаш Джаманкулова"),
        ("email", "karlygash.jamankulova@eeas.europa.eu", "", "Карлыгаш Джаманкулова"),
        ("phone", "+77172911040", "", "Delegation of the European Union in Kazakhstan"),
        ("fax", "+77172975763", "", "Delegation of the European Union in Kazakhstan"),
    }
    assert {c.text for c in seed.findings.contacts if c.kind == "address"} == {
        "Орбита-1, 40, г. Алматы",
        "62, Kosmonavtov str.,\nAstana, 01000",
    }


def test_dates(seed: Analysis) -> None:
    """The document speaks from its dateline; 2020 is a deadline; no phone number is a date."""
    assert seed.date is not None
    assert (seed.date.edtf, seed.date.evidence) == ("2014-02-19/2014-02-20", "dateline")
    assert {(date.edtf, date.role) for date in seed.dates} == {("2014-02-19/2014-02-20", "event"), ("2020", "deadline")}


def test_languages(seed: Analysis) -> None:
    """Russian passages are Russian and the EU's paragraphs English."""
    assert seed.languages == ("ru", "en")
    text = seed.document.text
    english = " ".join(passage.span.of(text) for passage in seed.passages if passage.language == "en")
    assert "executive body" in english
    assert "Семинар" not in english
