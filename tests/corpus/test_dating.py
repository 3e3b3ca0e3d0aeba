"""Dates: what counts as one in five languages and more, what does not, and which one a document speaks from."""

from __future__ import annotations

import time

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.dating import date_document, date_of_url, find_dates, parse_date
from corpus.model import Document, DocumentDate

RUSSIAN = [
    ("г. Алматы, 19-20 февраля 2014 года – команда проекта провела семинар", "2014-02-19/2014-02-20"),
    ("семинар пройдёт 28 февраля – 2 марта 2014 г. в Оше", "2014-02-28/2014-03-02"),
    ("с 19 по 21 мая 2015 года", "2015-05-19/2015-05-21"),
    ("с 30 ноября по 11 декабря 2015 года в Париже", "2015-11-30/2015-12-11"),
    ("каникулы с 30 декабря 2013 г. по 10 января 2014 г.", "2013-12-30/2014-01-10"),
    ("Договор подписан 12.05.2015 в Бишкеке", "2015-05-12"),
    ("акт от 12.05.15 о приёмке", "2015-05-12"),
    ("02.11.98 г. сдан в эксплуатацию", "1998-11-02"),
    ("Дата заседания: 03.12.2012.", "2012-12-03"),
    ("5-го марта 2015 года", "2015-03-05"),
    ("«05» марта 2015 г.", "2015-03-05"),
    ('"_12_" апреля 2016 года', "2016-04-12"),
    ("12 МАЯ 2014 Г.", "2014-05-12"),
    ("12 мая 2014г.", "2014-05-12"),
    ("12 мая\n2014 года", "2014-05-12"),
    ("12\u00a0мая\u00a02014\u00a0г.", "2014-05-12"),
    ("Отчёт за январь 2015 года", "2015-01"),
    ("февраль 2014", "2014-02"),
    ("договорились о стажировке в феврале 2014 года", "2014-02"),
    ("к маю 2016 года", "2016-05"),
    ("к середине августа 2016 г.", "2016-08"),
    ("апрель–июнь 2015 года", "2015-04/2015-06"),
    ("с апреля по октябрь 2015 года", "2015-04/2015-10"),
    ("I квартал 2016 года", "2016-33"),
    ("в I квартале 2015 г.", "2015-33"),
    ("во втором квартале 2015 года", "2015-34"),
    ("III кв. 2015 г.", "2015-35"),
    ("IV квартал 2016 г.", "2016-36"),
    ("4-й квартал 2016 года", "2016-36"),
    ("в первом полугодии 2015 года", "2015-01/2015-06"),
    ("II полугодие 2014 г.", "2014-07/2014-12"),
    ("в 2014 году", "2014"),
    ("фонд основан в 2009 году в Риге", "2009"),
    ("снизить выбросы к 2020 году", "2020"),
    ("2014–2016 гг.", "2014/2016"),
    ("в 2014-2016 годах", "2014/2016"),
    ("с 2014 по 2016 год", "2014/2016"),
    ("бюджет на 2014-15 гг.", "2014/2015"),
    ("в 2014/2015 учебном году", ""),
    ("итоги сезона 2014/2015 года", "2014/2015"),
    ("в 2014, 2015 и 2016 годах", "2014 2015 2016"),
    ("10, 12 и 14 мая 2014 года", "2014-05-10 2014-05-12 2014-05-14"),
    ("12 и 13 мая 2014 года", "2014-05-12 2014-05-13"),
    ("30 мая и 2 июня 2014 года", "2014-05-30 2014-06-02"),
    ("21 сент. 2014 г.", "2014-09-21"),
    ("21 янв. 2014", "2014-01-21"),
    ("19–20.02.2014", "2014-02-19/2014-02-20"),
    ("19.02.2014 - 20.02.2014", "2014-02-19/2014-02-20"),
    ("30.04-02.05.2014", "2014-04-30/2014-05-02"),
    ("с 01.09.2014 г. по 31.12.2014 г.", "2014-09-01/2014-12-31"),
    ("в понедельник, 12 мая 2014 года, в 10:00", "2014-05-12"),
    ("состоялся 12 сентября 2014 года, следующий – 3 октября 2014 года", "2014-09-12 2014-10-03"),
    ("Закон РК от 13 января 2012 года № 541-IV", "2012-01-13"),
]
ENGLISH = [
    ("Cholpon-Ata, 5–7 June 2014 – Thirty-two managers", "2014-06-05/2014-06-07"),
    ("June 5, 2014", "2014-06-05"),
    ("on 5 June 2014 in Osh", "2014-06-05"),
    ("the 5th of June, 2014", "2014-06-05"),
    ("June 5–7, 2014", "2014-06-05/2014-06-07"),
    ("28 February - 2 March 2014", "2014-02-28/2014-03-02"),
    ("February 28 – March 2, 2014", "2014-02-28/2014-03-02"),
    ("from 3 to 7 June 2014", "2014-06-03/2014-06-07"),
    ("between 3 and 7 June 2014", "2014-06-03/2014-06-07"),
    ("on 3 and 7 June 2014", "2014-06-03 2014-06-07"),
    ("Monday 12 May 2014", "2014-05-12"),
    ("12-May-2014", "2014-05-12"),
    ("Dec. 3, 2012", "2012-12-03"),
    ("3 Sept 2012", "2012-09-03"),
    ("October 2012: recruitment", "2012-10"),
    ("in July and August 2017", "2017-07 2017-08"),
    ("first quarter of 2013", "2013-33"),
    ("Q3 2015 results", "2015-35"),
    ("second half of 2015", "2015-07/2015-12"),
    ("by 2020 all cities", "2020"),
    ("until 2020.", "2020"),
    ("demolished in 2009. Osh", "2009"),
    ("between 2013 and 2020", "2013/2020"),
    ("from 2021 to 2024", "2021/2024"),
    ("in 2014 and 2015", "2014 2015"),
    ("(2015–2017)", "2015/2017"),
    ("2014-02-19", "2014-02-19"),
    ("2014-02-19T10:30:00+06:00", "2014-02-19"),
    ("2014-02-19/2014-02-20", "2014-02-19/2014-02-20"),
    ("12/05/2014", "2014-05-12"),
    ("05/31/2014", "2014-05-31"),
    ("2014/05/31", "2014-05-31"),
]
UKRAINIAN = [
    ("19 лютого 2014 року", "2014-02-19"),
    ("м. Київ, 19-20 лютого 2014 р.", "2014-02-19/2014-02-20"),
    ("з 3 по 7 червня 2013 року", "2013-06-03/2013-06-07"),
    ("28 лютого – 2 березня 2014 р.", "2014-02-28/2014-03-02"),
    ("у березні 2015 року", "2015-03"),
    ("до кінця 2018 року", "2018"),
    ("до 14 листопада 2014 року", "2014-11-14"),
    ("I квартал 2016 року", "2016-33"),
    ("у другому кварталі 2016 року", "2016-34"),
    ("у 2014 р. відкрито", "2014"),
    ("у 2014–2016 роках", "2014/2016"),
    ("12 і 13 травня 2014 року", "2014-05-12 2014-05-13"),
    ("1 січ. 2015", "2015-01-01"),
    ("лист від 03.12.2012 № 7", "2012-12-03"),
    ("до 2030 року", "2030"),
    ("3 жовтня 2018", "2018-10-03"),
]
KAZAKH = [
    ("2014 жылғы 19 ақпан", "2014-02-19"),
    ("2014 жылғы 21 қарашадағы № 5 бұйрық", "2014-11-21"),
    ("Алматы қ., 2019 жылғы 16–17 мамыр", "2019-05-16/2019-05-17"),
    ("2014 жылғы 28 ақпан – 2 наурыз", "2014-02-28/2014-03-02"),
    ("2017 жылғы 1 наурызға дейін", "2017-03-01"),
    ("2018 жылғы 1 қыркүйекке дейін", "2018-09-01"),
    ("2018 жылғы мамыр", "2018-05"),
    ("2017 жылдың шілде–тамыз айларында", "2017-07/2017-08"),
    ("2014 жылдың ақпан айында", "2014-02"),
    ("12 мамыр 2014 ж.", "2014-05-12"),
    ("2020 жылға қарай", "2020"),
    ("2019 жылы бағдарламаға", "2019"),
    ("2017–2018 жылдарға арналған", "2017/2018"),
    ("2015 жылғы I тоқсан", "2015-33"),
    ("2014 жылғы 19 және 20 ақпанда", "2014-02-19 2014-02-20"),
]
ROMANIAN = [
    ("Chișinău, 5 iunie 2014", "2014-06-05"),
    ("Bălți, 23 mai 2017. Șase troleibuze", "2017-05-23"),
    ("în perioada 12 noiembrie – 20 decembrie 2018", "2018-11-12/2018-12-20"),
    ("17–18 mai 2018", "2018-05-17/2018-05-18"),
    ("până la 30 septembrie 2019", "2019-09-30"),
    ("septembrie 2017 – instruirea", "2017-09"),
    ("trimestrul I 2018", "2018-33"),
    ("trimestrul II al anului 2018", "2018-34"),
    ("anul 1974", "1974"),
    ("în 2020 lucrările continuă", "2020"),
    ("anii 2014-2016", "2014/2016"),
    ("din 4 februarie 2019", "2019-02-04"),
    ("Nr. 11/02-19 din 4 februarie 2019", "2019-02-04"),
    ("data de 04.02.2019", "2019-02-04"),
    ("5 și 6 iunie 2014", "2014-06-05 2014-06-06"),
]
OTHERS = [
    ("2014-жылдын 19-февралында", "2014-02-19"),
    ("19-февраль 2014-жыл", "2014-02-19"),
    ("2014 yil 19-fevral", "2014-02-19"),
    ("2014-yil 19-fevral", "2014-02-19"),
    ("19 феврали соли 2014", "2014-02-19"),
    ("19 fevral 2014-cü il", "2014-02-19"),
    ("19 Şubat 2014", "2014-02-19"),
    ("2014 թ. փետրվարի 19-20", "2014-02-19/2014-02-20"),
    ("2014 წლის 19 თებერვალი", "2014-02-19"),
    ("19 лютага 2014 года", "2014-02-19"),
    ("19. Februar 2014", "2014-02-19"),
    ("le 19 février 2014", "2014-02-19"),
    ("19 lutego 2014 roku", "2014-02-19"),
    ("w 2014 roku", "2014"),
]
NO_DATES = [
    "29 февраля 2014",
    "29 февраля 2014 года",
    "31 апреля 2015 г.",
    "31.04.2015",
    "2014-13-01",
    "00.05.2014",
    "12 мая 1850 года",
    "12 мая 2150 года",
    "тел.:+7 (727) 2785110, 2785022, вн. 120,122",
    "тел.: + 7 (7172) 97-11-48",
    "Tel: (7172) 91 10 40 Fax: (7172) 97 57 63",
    "тел. 2014-2016",
    "+373 22 20-18-19",
    "факс 12.05.14",
    "IP 192.168.1.10",
    "192.168.20.14",
    "ГОСТ 12.1.005-88",
    "СНиП 23-02-2003",
    "ДСТУ 4472:2005",
    "ISO 50001:2018",
    "ISBN 978-5-699-12014-7",
    "Постановление № 20-12/34",
    "№ 2014-05/17",
    "Орбита-1, 40, г. Алматы",
    "62, Kosmonavtov str., Astana, 01000",
    "каб. 2014",
    "кв. 12.05.14",
    "050000, Алматы",
    "не менее чем на 20%",
    "рост на 2014 %",
    "версия 2.10.3, раздел 4.5.6",
    "стоимость 12 500 тенге, 3.14 млн",
    "заплатили 2000 р. за окно",
    "2000 г муки",
    "около 45 участников",
    "28 Member States, a period of 50 years",
    "the march of progress may continue",
    "in 2014 apartments and 36 schools",
    "второй день, 10:30-12:00",
    "с 18.00 до 19.30",
    "1990-х годов",
    "2014 кВт·ч и 2015 тонн",
    "в марте",
    "12 мая",
    "http://example.kz/news/2014/05/12/seminar",
    "там 2014 человек",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), RUSSIAN + ENGLISH + UKRAINIAN + KAZAKH + ROMANIAN + OTHERS)
def test_dates_are_read_in_every_language(text: str, expected: str) -> None:
    """Each context holds exactly these dates; each is valid EDTF, and its text is what its span covers."""
    found = find_dates(text)
    assert [date.edtf for date in found] == expected.split()
    for date in found:
        assert date.span.of(text) == date.text
        assert date.start <= date.stop
        parse_edtf(date.edtf)


@pytest.mark.parametrize("text", NO_DATES)
def test_other_numbers_are_no_dates(text: str) -> None:
    """Phones, standards, prices, rooms and days that no calendar has are not dates."""
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("г. Алматы, 19-20 февраля 2014 года – команда", "19-20 февраля 2014 года"),
        ("подписано «05» марта 2015 г.", "«05» марта 2015 г."),
        ("в I квартале 2015 г. начато", "I квартале 2015 г."),
        ("состоялось 12 мая 2014. Затем", "12 мая 2014"),
        ("в мае 2014 года. Затем", "мае 2014 года"),
        ("by 1 January 2015 and", "1 January 2015"),
        ("anul 1974.", "anul 1974"),
    ],
)
def test_span_covers_the_year_word_and_no_more(text: str, expected: str) -> None:
    """A date takes its year word and that word's dot, not the sentence's."""
    assert [date.text for date in find_dates(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("до 1 мая 2015 года", "deadline"),
        ("не позднее 25.03.2016", "deadline"),
        ("к 2020 году", "deadline"),
        ("до конца 2015 года", "deadline"),
        ("до 24.00 29 февраля 2016 года", "deadline"),
        ("срок – 20 января 2017 года", "deadline"),
        ("до кінця 2018 року", "deadline"),
        ("2017 жылғы 1 наурызға дейін", "deadline"),
        ("2020 жылға қарай", "deadline"),
        ("by 2020", "deadline"),
        ("no later than 5 June 2014", "deadline"),
        ("by midnight on 13 April 2020", "deadline"),
        ("până la 30 septembrie 2019", "deadline"),
        ("г. Алматы, 5 марта 2015 г. – сегодня", "event"),
        ("с 19 по 21 мая 2015 года", "event"),
        ("семинар состоялся 12 мая 2014 года", "event"),
        ("the forum was held on 5 June 2014", "event"),
        ("форум відбувся 3 жовтня 2018 року", "event"),
        ("2014–2016 гг.", "mention"),
        ("Иванов родился 12 мая 1954 года", "mention"),
        ("14 июля 1937 — 7 ноября 2017", "mention"),
    ],
)
def test_role(text: str, role: str) -> None:
    """A deadline word beside the date, a range of days, a dateline or a verb of holding decide what a date is for."""
    assert [date.role for date in find_dates(text)] == [role]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5-7 июня с. г. в Чолпон-Ате", "2014-06-05/2014-06-07"),
        ("3 марта с.г.", "2014-03-03"),
        ("3 березня ц. р.", "2014-03-03"),
        ("до конца года", "2014-12-31"),
        ("в I квартале следующего года", "2015-33"),
        ("1 сентября прошлого года", "2013-09-01"),
        ("до конца 2016 года", "2016"),
        ("in June this year", "2014-06"),
    ],
)
def test_relative_dates_need_an_anchor(text: str, expected: str) -> None:
    """«с. г.» is the document's year; without an anchor there is no date."""
    assert [date.edtf for date in find_dates(text, anchor="2014-04-18")] == [expected]
    assert [date.edtf for date in find_dates(text)] == ([expected] if "2016" in text else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2014-02-19", "2014-02-19"),
        ("2014-02-19T10:00:00+06:00", "2014-02-19"),
        ("2014-02-19 10:00:00", "2014-02-19"),
        ("2014-02", "2014-02"),
        ("2014", "2014"),
        ("20140219", "2014-02-19"),
        ("20140219T100000Z", "2014-02-19"),
        ("2014/02/19", "2014-02-19"),
        ("D:20140219100000+06'00'", "2014-02-19"),
        ("D:201402191000Z", "2014-02-19"),
        ("D:2014", "2014"),
        ("Wed, 19 Feb 2014 23:30:00 +0600", "2014-02-19"),
        ("19 Feb 2014 10:00 GMT", "2014-02-19"),
        ("2014-02-30", None),
        ("yesterday", None),
        ("", None),
        ("D:99999999", None),
    ],
)
def test_machine_dates(text: str, expected: str | None) -> None:
    """ISO 8601, RFC 2822 and PDF dates are read by their own clock; anything else is None."""
    dated = parse_date(text)
    assert (dated and dated[0]) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://example.kz/2014/02/19/seminar.html", "2014-02-19"),
        ("http://example.kz/news/2014/2/9/", "2014-02-09"),
        ("http://example.kz/news/2014-02-19-seminar", "2014-02-19"),
        ("http://example.kz/20140219_seminar.html", "2014-02-19"),
        ("http://example.kz/2014/02/", "2014-02"),
        ("http://example.kz/id/20149919/", None),
        ("http://example.kz/?d=2014-02-19", None),
        ("http://[broken", None),
    ],
)
def test_dates_of_addresses(url: str, expected: str | None) -> None:
    """The path of an address may hold a day or a month; a query string does not count."""
    dated = date_of_url(url)
    assert (dated and dated.edtf) == expected


def _date_of(text: str, claimed: DocumentDate | None = None) -> tuple[str, str] | None:
    date = date_document(Document(text, (), "text/plain", date=claimed), find_dates(text))
    return (date.edtf, date.evidence) if date else None


FILLER = "Слова без чисел и дат. " * 40


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ПРЕСС-РЕЛИЗ\n\nг. Алматы, 19-20 февраля 2014 года – команда. К 2020 году.", ("2014-02-19/2014-02-20", "dateline")),
        ("Исх. № 31/04-13\nот 06.05.2013\n\nПросим до 20 мая 2013 года", ("2013-05-06", "dateline")),
        ("Исх. № 57/04-14            18 апреля 2014 года\n\nУважаемая Татьяна!", ("2014-04-18", "dateline")),
        ("21.10.2014 № 77-П/14\n\nНа виконання Меморандуму від 03.12.2012", ("2014-10-21", "dateline")),
        ("Nr. 11/02-19 din 4 februarie 2019\n\nîn perioada 12–20 decembrie 2018", ("2019-02-04", "dateline")),
        ("*Талас, 30 сентября 2014 г.*\n\nНа улице", ("2014-09-30", "dateline")),
        ("**12.05.2015, Талас**\n\nТри тысячи", ("2015-05-12", "dateline")),
        ("Годовой отчёт за 2016 год\nАлматы, март 2017 года\n\nУтверждён 14 марта 2017 года", ("2017-03", "dateline")),
        ("В силу Закона от 13 января 2012 года № 541-IV встреча назначена на 5 мая 2014 года.", ("2014-05-05", "text")),
        (FILLER + "Встреча была 3 марта 2014 года с гостями.\n" + FILLER + "\n5 марта 2014 г.\nИванов", ("2014-03-05", "text")),
        (FILLER + "Страница обновлена 01.10.2012.", ("2012-10-01", "dateline")),
        ("Срок сдачи работ: до 1 мая 2015 года.", None),
        ("Фонд основан в 2009 году.", None),
    ],
)
def test_document_date(text: str, expected: tuple[str, str] | None) -> None:
    """A dateline or letter's head comes first, then other full dates; deadlines, laws and bare years never date a document."""
    assert _date_of(text) == expected


def test_claims_of_the_file() -> None:
    """Meta data outranks the text, the text outranks what an office program wrote, which outranks nothing."""
    text = "г. Алматы, 19 февраля 2014 года – команда"
    meta = DocumentDate("2014-02-21", "2014-02-21", "2014-02-21", "day", "meta")
    file = DocumentDate("2014-03-01", "2014-03-01", "2014-03-01", "day", "file")
    assert _date_of(text, meta) == ("2014-02-21", "meta")
    assert _date_of(text, file) == ("2014-02-19", "dateline")
    assert _date_of("Без даты", file) == ("2014-03-01", "file")


PIECES = st.sampled_from(
    [
        "12",
        "мая",
        "2014",
        "г.",
        "–",
        "-",
        " ",
        "\n",
        ",",
        ".",
        "«05»",
        "и",
        "19",
        "жылғы",
        "ақпан",
        "квартал",
        "I",
        "+7",
        "(727)",
        "по",
        "№",
    ]
)


@settings(max_examples=300)
@given(
    st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join), st.lists(PIECES, max_size=40).map(" ".join))
)
def test_any_text_keeps_the_span_law(text: str) -> None:
    """Whatever the text, dates are in order, apart, non-empty, real days, and cover what they say."""
    stop = 0
    for date in find_dates(text, anchor="2014-01-01"):
        assert stop <= date.span.start < date.span.stop <= len(text)
        assert date.span.of(text) == date.text
        assert "1900-01-01" <= date.start <= date.stop <= "2101-12-31"
        parse_edtf(date.edtf)
        stop = date.span.stop


@given(st.text(max_size=60))
def test_machine_dates_never_fail(text: str) -> None:
    """No header or meta tag breaks the readers of machine dates."""
    assert parse_date(text) is None or parse_date(text)
    assert date_of_url(text) is None or date_of_url(text)


@pytest.mark.parametrize("piece", ["2014 ", "1.", "19-", "12, ", '"', "мая ", "2014-", "12 мая ", "с. г. ", "Аб ", " "])
def test_long_lines_take_linear_time(piece: str) -> None:
    """A line of 200 000 code points without a break is read in seconds, whatever it repeats."""
    line = piece * (200_000 // len(piece))
    started = time.process_time()
    find_dates(line, anchor="2014-01-01")
    assert time.process_time() - started < 5
