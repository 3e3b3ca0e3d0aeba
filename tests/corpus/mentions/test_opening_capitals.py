"""Names of organisations that begin a sentence, stand beside quotation marks, or are one made-up word."""

from __future__ import annotations

import pytest

from corpus.analysis import analyse_text
from corpus.config import load
from corpus.model import EntityType

CONFIG = load(None)


def organisations(text: str) -> set[str]:
    """Organisations of a text as written, without quotation marks at their edges."""
    mentions = analyse_text(text, CONFIG).findings.mentions
    return {mention.text.strip("«»") for mention in mentions if mention.type is EntityType.ORGANISATION}


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Павлодарский областной суд отклонил жалобу.", "Павлодарский областной суд"),
        ("Следственный комитет передал дело.", "Следственный комитет"),
        ("Гимназия № 15 собирает подписи родителей.", "Гимназия № 15"),
        ("Посольство Дании в Кыргызской Республике передало книги.", "Посольство Дании в Кыргызской Республике"),
        ("Договор с Центром ОБСЕ в Бишкеке подписан.", "Центром ОБСЕ в Бишкеке"),
        ("Библиотека имени Ивана Крылова закрыта.", "Библиотека имени Ивана Крылова"),
        ("Минтруда Татарстана обещает доплату.", "Минтруда Татарстана"),
        ("Договор заключил Степьводоканал.", "Степьводоканал"),
        ("Театр «Синяя птица» едет на гастроли.", "Синяя птица"),
        ("Новая компания «Ветер» ищет инженеров.", "Ветер"),
        ("Государственное предприятие «Ветер» ищет инженеров.", "Государственное предприятие «Ветер"),
        ("Полтавська обласна рада ухвалила бюджет.", "Полтавська обласна рада"),
        ("Листа надіслав ФОП Шевчук.", "ФОП Шевчук"),
        ("Держава продала АТ «НВК «Промінь» без торгів.", "АТ «НВК «Промінь"),
    ],
)
def test_organisations_to_their_true_ends(sentence: str, name: str) -> None:
    """The name is found whole."""
    assert name in organisations(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Мэрия Бишкека купила автобусы.",
        "Ректорат напомнил студентам о прививках.",
        "Городская библиотека закрыта.",
        "Московский клуб закрыт на ремонт.",
        "Собрание жильцов Алматы прошло в среду.",
    ],
)
def test_capitals_of_sentences_name_nothing(sentence: str) -> None:
    """A capital that the sentence gave makes no organisation."""
    assert not organisations(sentence)
