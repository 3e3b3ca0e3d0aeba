"""Words that models take for names, and names in a form that is listed by itself."""

import pytest

from corpus.analysis import analyse_text
from corpus.config import load

CONFIG = load(None)


def names(text: str) -> list[tuple[str, str]]:
    return [(mention.type.value, mention.name) for mention in analyse_text(text, CONFIG).findings.mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Семинары прошли в Кишинёве и Полтаве, с Киевом договорились.",
            [("city", "Кишинёв"), ("city", "Полтава"), ("city", "Киев")],
        ),
        ("Киеву предложено взять десять школ.", [("city", "Киев")]),
        ("После обсуждения участники голосовали за поездку в Чолпон-Ату.", [("city", "Чолпон-Ата")]),
        ("Англичане пишут Almaty и Kyiv.", [("city", "Almaty"), ("city", "Kyiv")]),
        ("Форум откроет Хольгер Вайдлинг, его экскурсии пройдут в мае.", [("person", "Хольгер Вайдлинг")]),
        ("60 років енергоменеджерові Полтави Тарасові Мельничуку.", [("city", "Полтава"), ("person", "Тарас Мельничук")]),
        ("Yours sincerely, Ilze Berzkalne, Programme Director.", [("person", "Ilze Berzkalne")]),
        (
            "Yerlan Zhumabekov of CUE and Andriy Kyrchiv spoke first.",
            [("person", "Yerlan Zhumabekov"), ("person", "Andriy Kyrchiv")],
        ),
    ],
)
def test_names_are_read_as_a_reader_would(text: str, expected: list[tuple[str, str]]) -> None:
    """Towns are in the nominative, people are people, positions are neither."""
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Привезите показания счётчиков.",
        "Опоздавшим на автобус филиал вызовет такси.",
        "Задвижка — самая дешёвая вещь в водопроводе.",
        "Исправленная редакция от 15.03.2018.",
        "Время Тема Ведущий",
        "ПРОТОКОЛ № 4 засідання групи",
    ],
)
def test_words_at_the_head_of_a_line_are_no_names(text: str) -> None:
    """A capital that comes from the sentence makes no name."""
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Бровари та Бориспіль об'єднали зусилля.", [("city", "Бровари"), ("city", "Бориспіль")]),
        ("Харківщина отримає субвенцію.", [("region", "Харківщина")]),
        ("Кривий Ріг отримав грант.", [("city", "Кривий Ріг")]),
        ("Мешканка Кам'янця-Подільського написала листа.", [("city", "Кам'янець-Подільський")]),
        ("Віра в успіх допомогла команді.", []),
        ("Вулиця Садова зачинена на ремонт.", []),
        (
            "У трьох котельнях (вул. Ковалівська, Грабинівка, Вороніна) відсутній облік.",
            [("place", "вул. Ковалівська"), ("place", "Грабинівка"), ("place", "Вороніна")],
        ),
        ("Про це сказала речниця Міненерго Соломія Діденко.", [("organisation", "Міненерго"), ("person", "Соломія Діденко")]),
    ],
)
def test_ukrainian_names(text: str, expected: list[tuple[str, str]]) -> None:
    """Towns that pymorphy calls common nouns, regions in -щина, ministries before people; faith is no Vira."""
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Тараз политехникалық колледжі жаңа мамандық ашты.", "Тараз политехникалық колледжі"),
        ("Ә. Қастеев атындағы өнер мұражайы көрме ашты.", "Ә. Қастеев атындағы өнер мұражайы"),
        ("Конституциялық кеңес шешім шығарды.", "Конституциялық кеңес"),
        ("«Атамекен» ұлттық кәсіпкерлер палатасы оқу ұйымдастырды.", "«Атамекен» ұлттық кәсіпкерлер палатасы"),
    ],
)
def test_kazakh_organisations(text: str, expected: str) -> None:
    """A head behind a town, a person honoured or an adjective ends the name; a verb does not."""
    assert [name for kind, name in names(text) if kind == "organisation"] == [expected]
    assert not [name for kind, name in names(text) if kind in ("person", "law")]
