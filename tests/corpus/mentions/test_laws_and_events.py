"""Laws, agreements and events by the words that name them."""

import pytest

from corpus.analysis import analyse_text
from corpus.config import load
from corpus.model import EntityType

CONFIG = load(None)


def names(text: str, type_: EntityType) -> list[str]:
    return [mention.name for mention in analyse_text(text, CONFIG).findings.mentions if mention.type is type_]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "В соответствии с Законом Республики Казахстан «Об энергосбережении» от 13 января 2012 года № 541-IV.",
            "Закон Республики Казахстан «Об энергосбережении»",
        ),
        (
            "Это следует из Постановления Правительства РК от 5 мая 2014 г. № 123.",
            "Постановление Правительства РК от 5 мая 2014 г. № 123",
        ),
        ("Делегации присоединились к Парижскому соглашению.", "Парижское соглашение"),
        ("Согласно Налоговому кодексу РК, ставка не меняется.", "Налоговый кодекс РК"),
        ("Здания испытывают по ГОСТ Р 51380-99 раз в год.", "ГОСТ Р 51380-99"),
        ("Требования Директивы 2010/31/ЕС станут обязательны.", "Директива 2010/31/ЕС"),
        (
            "Відповідно до Закону України «Про енергетичну ефективність» від 21 жовтня 2021 року № 1818-IX.",
            "Закон України «Про енергетичну ефективність»",
        ),
        (
            "The cities must comply with the Law of the Republic of Kazakhstan No. 541-IV.",
            "Law of the Republic of Kazakhstan No. 541-IV",
        ),
        ("Ministers signed the Paris Agreement in April.", "Paris Agreement"),
    ],
)
def test_a_law_is_named_in_the_nominative(text: str, expected: str) -> None:
    """The act is found whole and called without the day it was signed where it has a title."""
    assert names(text, EntityType.LAW) == [expected]


@pytest.mark.parametrize(
    "text",
    ["Закон вступил в силу вчера.", "Решение принято на сессии.", "Новое соглашение подписали мэры.", "The law was passed."],
)
def test_a_legal_word_alone_names_no_law(text: str) -> None:
    """«Закон», «Решение» without number, title or owner are words."""
    assert names(text, EntityType.LAW) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("На XI Международном форуме «Чистый город» выступили мэры.", "XI Международный форум «Чистый город»"),
        (
            "Эксперты съехались на Центральноазиатскую конференцию по изменению климата.",
            "Центральноазиатская конференция по изменению климата",
        ),
        ("Участники конференции «Умные города» обсудили план.", "Конференция «Умные города»"),
        ("Mayors met at the World Urban Forum in Abu Dhabi.", "World Urban Forum"),
    ],
)
def test_an_event_is_named_in_the_nominative(text: str, expected: str) -> None:
    """An event has its ordinal, adjectives, subject and title."""
    assert names(text, EntityType.EVENT) == [expected]


@pytest.mark.parametrize("text", ["Форум прошёл успешно.", "Семинар открыл мэр.", "Участники форума получили сертификаты."])
def test_a_gathering_without_a_name_is_no_event(text: str) -> None:
    """«Форум» alone is a word."""
    assert names(text, EntityType.EVENT) == []


def test_dates_count_from_the_day_a_document_speaks_from() -> None:
    """«до конца года», «12 мая с. г.» and «прошлого года» are dates once the dateline is known."""
    text = (
        "г. Алматы, 19 февраля 2014 года. Заявки ждут до 12 мая с. г., закончат до конца года; в октябре прошлого года начали."
    )
    assert [date.edtf for date in analyse_text(text, CONFIG).dates] == ["2014-02-19", "2014-05-12", "2014-12-31", "2013-10"]


def test_romanian_events_in_either_spelling() -> None:
    """Letters with a comma below and with a cedilla are one; the preposition that opens a sentence is no part of the name."""
    for head in ("Conferința Internațională privind Clima", "Conferinţa Internaţională privind Clima"):
        text = f"La {head} din Chișinău au participat 30 de experți."
        assert names(text, EntityType.EVENT) == [f"{head} din Chișinău"]
