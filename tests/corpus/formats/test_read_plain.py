import pytest

from corpus.formats.plain import split
from corpus.formats.titles import find_title

LETTER = """Проектный офис «Тёплый город»
050000, г. Алматы, ул. Ауэзова, 48

Исх. № 31/04-13 от 06.05.2013

О включении города Аксу в программу

Уважаемая Жанна Сериковна!

Просим Вас:
- назначить ответственного;
- представить схему сетей
и план работ.

С уважением,

директор                А. К. Сапарова

Исп.: Д. С. Оспанова, тел. 201-20-14
"""


def test_a_letter(reading, parts) -> None:
    """A letter's subject is its title, items stand alone with their continuation lines, all after the farewell is signature."""
    read = reading(LETTER.encode())
    assert read.document.title == "О включении города Аксу в программу"
    assert parts(read)[2:] == [
        ("title", "О включении города Аксу в программу"),
        ("paragraph", "Уважаемая Жанна Сериковна!"),
        ("paragraph", "Просим Вас:"),
        ("list_item", "- назначить ответственного;"),
        ("list_item", "- представить схему сетей\nи план работ."),
        ("signature", "С уважением,"),
        ("signature", "директор                А. К. Сапарова"),
        ("signature", "Исп.: Д. С. Оспанова, тел. 201-20-14"),
    ]


@pytest.mark.parametrize(
    ("pieces", "title"),
    [
        (["PRESS RELEASE", "Первый семинар в г. Алматы, Республика Казахстан", "г. Алматы, 19 февраля – команда провела."], 1),
        (["ПРЕСС-РЕЛИЗ (исправленная редакция)", "Вчера вышла ошибка.", "Котельная запущена", "Текст о ней идёт дальше."], 2),
        (["TRAINING ANNOUNCEMENT", "Meters, models, money", "The school is open."], 1),
        (["КОНКУРС МАЛЫХ ГРАНТОВ «ЧИСТЫЙ ДВОР – 2016»", "Приглашение к подаче заявок", "Объявлен приём."], 0),
        (["ПРОТОКОЛ № 4\nзасідання робочої групи", "м. Львів, 9 жовтня 2018 року", "Присутні: усі."], 0),
        (["21.10.2014 № 77-П/14", "Про результати обстеження", "Шановний Петре!"], 1),
        (["2017 жылғы 19 қаңтар", "Бағдарламаға қатысу туралы", "Құрметті әкім мырза!"], 1),
        (["PRESS RELEASE", "Текст сразу после метки, без заголовка."], 0),
        (["Просто предложение с точкой.", "И ещё одно."], -1),
        (["Одна строка"], -1),
    ],
)
def test_find_title(pieces: list[str], title: int) -> None:
    """The title is the headline, not the label, number, date or letterhead above it; a label serves when nothing follows."""
    assert find_title(pieces) == title


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("столица\n— Астана — город", ["столица\n— Астана — город"]),
        ("Нужны:\n— схема\n— план", ["Нужны:", "— схема", "— план"]),
        ("09.00-09.30  Кофе\n09.30-10.00  Открытие", ["09.00-09.30  Кофе", "09.30-10.00  Открытие"]),
        ("раз\n \t\n\n\nдва\n* * *\n-----", ["раз", "два"]),
        ("а) первое;\nб) второе", ["а) первое;", "б) второе"]),
        ("Сроки\n" + "Приём заявок идёт с 11 января до 29 февраля 2016 года включительно.", None),
        ("в 2014\n2015. Далее", ["в 2014\n2015. Далее"]),
    ],
)
def test_split(text: str, pieces: list[str] | None) -> None:
    """Blank lines, marks and times part a text; rules vanish; a dash in mid-sentence and hard wraps part nothing."""
    assert list(split(text)) == (pieces or text.split("\n"))


def test_crlf_and_form_feeds(reading, parts) -> None:
    """DOS line ends and form feeds are line ends."""
    assert parts(reading("Раз два.\r\n\r\nТри.\x0c\r\nЧетыре.".encode("cp866"))) == [
        ("paragraph", "Раз два."),
        ("paragraph", "Три."),
        ("paragraph", "Четыре."),
    ]
