"""What a passage names, in bracket notation: «В [city Таразе] открыли [organisation Центр городской энергетики]»."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.analysis import analyse_text
from corpus.config import load
from corpus.model import Findings, Mention

CONFIG = load(None)
_BRACKET = re.compile(r"\[(\w+) ([^\[\]]*)\]")


def findings(text: str) -> Findings:
    return analyse_text(text, CONFIG).findings


def outermost(mentions: tuple[Mention, ...]) -> list[Mention]:
    return [m for m in mentions if not any(o.span != m.span and o.span.covers(m.span) for o in mentions)]


def marked(text: str) -> str:
    """The text with its outermost mentions in brackets."""
    for mention in reversed(outermost(findings(text).mentions)):
        text = f"{text[: mention.span.start]}[{mention.type} {mention.text}]{text[mention.span.stop :]}"
    return text


@pytest.mark.parametrize(
    "line",
    [
        # towns in a list help each other; «Аксу» is no person among them
        "Участвуют города: [city Аксу], [city Астана], [city Лисаковск], [city Тараз] ([country Казахстан]) и [city Ош].",
        "Встреча прошла в [city Таразе] и в [city Алма-Ате], гости приехали из [city Бельц] и [city Кишинёва].",
        "Экономика показала рост, за ростом тарифов следят в [city Ростове-на-Дону].",
        "Ветер дует на восток, дома смотрят на северо-восток.",
        "[organisation Министерство энергетики Республики Казахстан] подписало договор с [organisation МИД Германии].",
        "В [organisation Представительстве Европейского Союза в РК] прошёл приём.",
        "[organisation Региональный экологический центр Центральной Азии] ([organisation РЭЦЦА]) провёл встречу.",
        "Договор подписали [organisation ТОО «Тепловые сети»] и [organisation акимат города Тараз].",
        "Проект «[programme Тёплая школа]» ведёт [organisation Проектный офис «Тёплый город»].",
        "Города-подписанты [programme Соглашения Мэров] снизят выбросы.",
        "Слово взял директор [person И. И. Городиская].",
        "Протокол вела секретарь [person Нурланова А. Б.]",
        "Жители [place улицы Ауэзова] пришли на сход.",
        "Компания и министерство не ответили.",
        "В [city Таразе] акимат выполнил обещание.",
        "Выделить полосы на трёх улицах [city Ташкента] до 1 марта.",
        "[person Бахрому Назарову] помогала [person Дойна Мунтяну], инженер.",
        "Отчёты Бишкекского, Кишинёвского и Полтавского филиалов публикуются отдельно.",
        "Контакты для прессы: [person Дина Оспанова], PR-специалист, тел.: +7 (727) 201-20-14",
        "— Е. К., [city Целиноград] (так подписано)",
        "4\t[person Воротников Сергей]\t[city Петропавловск], акимат\tглавный специалист",
        "Смета летней школы\t[person Соколовская Ю. В.]",
    ],
)
def test_russian(line: str) -> None:
    """Russian names whole, typed and not invented."""
    assert marked(_BRACKET.sub(r"\2", line)) == line


@pytest.mark.parametrize(
    "line",
    [
        "[organisation Полтавська агенція енергоефективності] працює у [city Полтаві] та [city Києві].",
        "Зустріч провів [person Богдан Стецьків], експерт зі [city Львова].",
        "У трьох котельнях ([place вул. Ковалівська], [place Грабинівка], [place Вороніна]) немає обліку води.",
        "[person Ірина Городиська], координаторка [organisation Служби підтримки Угоди мерів] — Схід, провела майстер-клас.",
    ],
)
def test_ukrainian(line: str) -> None:
    """Ukrainian names through the respelt model, the dictionary and the gazetteer."""
    assert marked(_BRACKET.sub(r"\2", line)) == line


@pytest.mark.parametrize(
    "line",
    [
        "The [organisation Ukrainian Association of Energy Efficient Cities] met in [city Kyiv].",
        'It is run by the association of local authorities "[organisation Climate Alliance]" of [city Brussels].',
        "[person Aigerim Saparova] of the [organisation Centre for Urban Energy] spoke in [city Almaty].",
        "The [organisation European Commission] is the [organisation EU]'s executive body.",
        "The member states share their know-how, resources and destinies.",
    ],
)
def test_english(line: str) -> None:
    """English names by heads, first names and the gazetteer; no capital alone is a name."""
    assert marked(_BRACKET.sub(r"\2", line)) == line


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Кездесу Таразда өтті, оған Ерлан Жұмабеков қатысты.", {"Тараз", "Ерлан Жұмабеков"}),
        ("Байқаудың жалпы қоры – 42 млн теңге.", set()),
        ("Сәтбаевтан бес мектеп, Ақсудан үш мектеп қабылдансын.", {"Сәтбаев", "Ақсу"}),
        ("Аудитті Қалалық энергетика орталығының тобы жүргізді.", {"Қалалық энергетика орталығы"}),
        ("Întâlnirea a avut loc la Chișinău; a participat Doina Munteanu.", {"Chișinău", "Doina Munteanu"}),
    ],
)
def test_other_languages(line: str, names: set[str]) -> None:
    """Kazakh and Romanian names lose their case, keep their letters."""
    assert {mention.name for mention in findings(line).mentions} == names


def test_cells_do_not_run_together() -> None:
    """A person in one cell and a town in the next are two names."""
    assert {m.name for m in findings("Асанов Кубанычбек\tОш\nТулегенов Асхат\tТараз").mentions} == {
        "Кубанычбек Асанов",
        "Ош",
        "Асхат Тулегенов",
        "Тараз",
    }


@pytest.mark.parametrize(
    ("line", "person", "position"),
    [
        ("Выступил директор проекта Виктор Чебану.", "Виктор Чебану", "директор проекта"),
        ("Слово взяла Дина Оспанова, пресс-секретарь офиса.", "Дина Оспанова", "пресс-секретарь офиса"),
        ("Doina Munteanu, senior engineer, spoke first.", "Doina Munteanu", "senior engineer"),
        ("Приехал Андрей Кирчив, и снег пошёл.", "Андрей Кирчив", None),
        ("Выступила Дина Оспанова, директор Фонда «Зелёная Среда».", "Дина Оспанова", "директор"),
        ("Директором офиса назначена Анна Ким.", "Анна Ким", "директор офиса"),
        ("Вместе с президентом приехали Анна Ким и гости.", "Анна Ким", None),
        ("Слухи опровергли представители Виктора Чебану.", "Виктор Чебану", None),
        ("Снимал фотограф газеты Виктор Чебану.", "Виктор Чебану", "фотограф газеты"),
    ],
)
def test_roles(line: str, person: str, position: str | None) -> None:
    """A position touches the name or follows its comma; other words are none."""
    found = findings(line)
    assert person in {mention.name for mention in found.mentions}
    assert [role.text for role in found.roles] == ([position] if position else [])


@given(st.text(alphabet='аАбБ еЕ«»"()., –-\n\tгГ.мМнНсСaAbB1', max_size=120))
@settings(max_examples=150)
def test_any_text(text: str) -> None:
    """Mentions obey the span law, stand in order and never cross, whatever the text."""
    mentions = findings(text).mentions
    for mention in mentions:
        assert mention.span.of(text) == mention.text
    for one, other in pairwise(mentions):
        assert one.span.start <= other.span.start
        assert one.span.covers(other.span) or not one.span.overlaps(other.span)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Об этом заявил руководитель КЗЖ Джоэл Саймон (Joel Simon).", "Joel Simon"),
        (
            "Доклад издала Международная федерация журналистов (International Federation of Journalists).",
            "International Federation of Journalists",
        ),
        ("The Georgian Young Lawyers' Association published a report.", "Georgian Young Lawyers' Association"),
        ("Компания Microsoft согласилась отозвать иск.", "Microsoft"),
    ],
)
def test_names_in_latin_letters(text: str, expected: str) -> None:
    """What a text repeats in brackets is a name too; the word for a firm that opens a sentence is no part of its name."""
    assert expected in {mention.text for mention in findings(text).mentions}
