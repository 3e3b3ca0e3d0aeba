"""Contacts: phones with their extensions, faxes, e-mail, web and postal addresses, and what is none of them."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.mentions.contacts import find_contacts

SEED_LINE = (
    "Более подробную информацию Вы сможете найти на сайте: http://www.soglasheniemerov.eu/index_ru.html или обратиться "
    "по данным контактам: *Татьяна Шакирова, ключевой эксперт, тел.:+7 (727) 2785110, 2785022, вн. 120,122; "
    "tatiana.shakirova@eumayors.eu и Карлыгаш Джаманкуловой, тел.: + 7 (7172) 97-11-48, "
    "E-mail: karlygash.jamankulova@eeas.europa.eu.*\n\nIn Kazakhstan:\n62, Kosmonavtov str.,\nAstana, 01000\n"
    "Tel: (7172) 91 10 40\nFax: (7172) 97 57 63\n"
)


def test_press_release() -> None:
    """A press release's last lines give every contact, in text order, with extensions at their numbers."""
    found = [(contact.kind, contact.text, contact.value, contact.extension) for contact in find_contacts(SEED_LINE)]
    site, mail = "http://www.soglasheniemerov.eu/index_ru.html", "karlygash.jamankulova@eeas.europa.eu"
    assert found == [
        ("url", site, site, ""),
        ("phone", "+7 (727) 2785110", "+77272785110", "120"),
        ("phone", "2785022", "+77272785022", "122"),
        ("email", "tatiana.shakirova@eumayors.eu", "tatiana.shakirova@eumayors.eu", ""),
        ("phone", "+ 7 (7172) 97-11-48", "+77172971148", ""),
        ("email", mail, mail, ""),
        ("address", "62, Kosmonavtov str.,\nAstana, 01000", "62, Kosmonavtov str., Astana, 01000", ""),
        ("phone", "(7172) 91 10 40", "+77172911040", ""),
        ("fax", "(7172) 97 57 63", "+77172975763", ""),
    ]


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("+7 (727) 201-20-14, вн. 104", "", "phone +77272012014 104"),
        ("тел.+7 (727) 201-20-14 доб. 104", "", "phone +77272012014 104"),
        ("tel. +996 (312) 90-20-15, ext. 21; nazgul", "", "phone +996312902015 21"),
        ("tel. +373 22 20-18-19, int. 3", "", "phone +37322201819 3"),
        ("тел. +7 (727) 201-20-14, ішкі 105", "", "phone +77272012014 105"),
        ("тел. +7 (727) 201-20-14, вн. 104, 105", "", "phone +77272012014 104,105"),
        ("тел.: 8 (727) 201-20-14", "KZ", "phone +77272012014"),
        ("тел. (0532) 50-20-17", "UA", "phone +380532502017"),
        ("м. Полтава, тел. (0532) 50-20-17", "", "phone +380532502017"),
        ("г. Бишкек, тел. (312) 90-20-15, факс (312) 90-20-16", "", "phone +996312902015|fax +996312902016"),
        ("Тел./факс: +38 (0532) 50-12-34", "", "phone +380532501234"),
        ("Факс: +7 (727) 201-20-15", "", "fax +77272012015"),
        ("Тел. +7 (727) 201-20-14. Исп. тел. 201-20-16, вн. 7", "", "phone +77272012014|phone +77272012016 7"),
        ("Телефон для справок: +996 (3422) 5-20-15.", "", "phone +996342252015"),
        ("+44 1904 20 20 18", "", "phone +441904202018"),
        ("моб. 8-701-201-20-14", "KZ", "phone +77012012014"),
    ],
)
def test_phones(text: str, country: str, expected: str) -> None:
    """Numbers are E.164; the country setting, the text's own numbers and places complete those without a code."""
    found = [
        " ".join(filter(None, (contact.kind, contact.value, contact.extension))) for contact in find_contacts(text, country)
    ]
    assert "|".join(found) == expected


@pytest.mark.parametrize(
    "text",
    [
        "№ 7172911040",
        "тел. 12.05.2014",
        "телефон установлен 19-20 февраля 2014 года",
        "БИН 050140001234, тел.",
        "p201-20-14@example.kz",
        "в 2014-2016 годах",
        "стоимость 2 785 110 тенге",
        "(7172) 91 10 40",
        "ISBN 978-5-699-12014-7",
        "около 45 участников, 20%",
        "http://example.kz/77272785110",
        "Договор № 8 (727) 201-20-14",
    ],
)
def test_other_numbers_are_no_phones(text: str) -> None:
    """Dates, document numbers, sums, and numbers inside addresses of the web or of mail are not phones."""
    assert [contact for contact in find_contacts(text, "KZ") if contact.kind in ("phone", "fax")] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Орбита-1, 40, г. Алматы.", "Орбита-1, 40, г. Алматы"),
        ("Место: г. Тараз, ул. Толе би, 35", "г. Тараз, ул. Толе би, 35"),
        ("по адресу: пр. Абая, 52, офис 12.", "пр. Абая, 52, офис 12"),
        ("050000, г. Алматы, ул. Ауэзова, 48, офис 12", "050000, г. Алматы, ул. Ауэзова, 48, офис 12"),
        ("050000, Республика Казахстан, г. Алматы, ул. Богенбай батыра, д. 12/4, кв. 5", None),
        ("в здании на улице Ауэзова, 48 начал работу", "улице Ауэзова, 48"),
        ("ул. 8 Марта, 5", None),
        ("62, Kosmonavtov str., Astana, 01000", None),
        ("12 Bogenbai Batyr Street, Almaty 050000", None),
        ("doors today at 48 Auezov Street. Its founders", "48 Auezov Street"),
        ("вул. Соборна, 5, м. Полтава", None),
        ("36000, м. Полтава, вул. Соборності, 20, к. 16", "36000, м. Полтава, вул. Соборності, 20, к. 16"),
        ("Алматы қ., Әуезов көшесі, 48", None),
        ("str. Ștefan cel Mare 12, Chișinău", None),
        ("bd. Ștefan cel Mare și Sfânt, 162, or. Chișinău, MD-2004", None),
        ("MD-2001, mun. Chișinău, str. Izvorul Cald 19, of. 3", None),
        ("Miera iela 19, Riga, LV-1001, Latvia", None),
    ],
)
def test_addresses(text: str, expected: str | None) -> None:
    """A street and a house make an address, wider by index, city and country beside them (None: the whole text)."""
    assert [contact.value for contact in find_contacts(text) if contact.kind == "address"] == [expected or text]


@pytest.mark.parametrize(
    "text",
    [
        "площадь Республики, 20 февраля 2014 года",
        "на улице было 20 человек",
        "у трьох котельнях (вул. Ковалівська, Грабинівка)",
        "pe bd. Dacia și pe str. Independenței, unde conductele",
        "Алматы, 19 февраля 2014 года",
        "проспект развития на 20 лет",
        "ул. Абая, 12 домов",
        "Wall Street analysts",
    ],
)
def test_streets_without_a_house_are_no_addresses(text: str) -> None:
    """Days, counts and streets named by themselves are not addresses."""
    assert find_contacts(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("E-mail: D.Gylym@Gmail.com.", "email d.gylym@gmail.com"),
        ("<a_b-c+d@mail.example.kz>", "email a_b-c+d@mail.example.kz"),
        ("см. www.warmcity.example/obzor-2015.", "url http://www.warmcity.example/obzor-2015"),
        ("(https://Example.KZ/a_(b)),", "url https://example.kz/a_(b)"),
        ("Сайт: warmcity.kz, тел.", "url http://warmcity.kz"),
        ("user@", ""),
        ("http:// и www.", ""),
    ],
)
def test_mail_and_web(text: str, expected: str) -> None:
    """E-mail is small letters without its label; an address of the web ends before the sentence's punctuation."""
    assert "|".join(f"{contact.kind} {contact.value}" for contact in find_contacts(text)) == expected


PIECES = st.sampled_from(
    [
        "тел.",
        "+7",
        "(727)",
        "2785110",
        ",",
        " ",
        "\n",
        "вн.",
        "120",
        "ул.",
        "Абая",
        "г. Алматы",
        "a@b.kz",
        "www.a.kz",
        "str.",
        "-",
        "12 мая 2014",
    ]
)


@settings(max_examples=300)
@given(
    st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join), st.lists(PIECES, max_size=40).map(" ".join))
)
def test_any_text_keeps_the_span_law(text: str) -> None:
    """Whatever the text, contacts are in order, apart, owned by nobody, and cover what they say."""
    stop = 0
    for contact in find_contacts(text, "KZ"):
        assert stop <= contact.span.start < contact.span.stop <= len(text)
        assert contact.span.of(text) == contact.text
        assert contact.value
        assert contact.owner is None
        stop = contact.span.stop


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "+",
        "a",
        "a@",
        "www.",
        "ул. ",
        "(7) ",
        "12, ",
        "тел. 12-34-56, ",
        "Аб ",
        "г. Аб, ",
        "ул. Абая, 5; a@b.kz ",
        "тел. 201-20-14, +77272012014, ",
        "12 мая 2014 ",
    ],
)
def test_long_lines_take_linear_time(piece: str) -> None:
    """A line of 100 000 code points without a break is read in seconds, whatever it repeats."""
    line = piece * (100_000 // len(piece))
    started = time.process_time()
    find_contacts(line, "KZ")
    assert time.process_time() - started < 5


def test_import_does_not_load_numbering_plans() -> None:
    """Importing the module loads no country's metadata: they are read when a number of that country is met."""
    code = (
        "import sys, corpus.mentions.contacts; print(sum(name.startswith('phonenumbers.data.region_') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "0"
