"""Passages: language, fingerprint, sentences."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.config import load
from corpus.model import Block, BlockKind, Document, Span
from corpus.segment import fingerprint, split

ALL = load(None)["archive.languages"]


def document(text: str) -> Document:
    """A document with a block per paragraph."""
    paragraphs = [match for match in re.finditer(r"(?:(?!\n\n).)+", text, re.DOTALL) if match.group().strip()]
    return Document(text, tuple(Block(BlockKind.PARAGRAPH, Span(*match.span())) for match in paragraphs), "text/plain")


def languages(text: str) -> list[tuple[str, str]]:
    """Language and first words of each passage."""
    return [(passage.language, passage.span.of(text).strip()[:12]) for passage in split(document(text), ALL)]


RUSSIAN = "Целью семинара является развитие потенциала представителей местных органов власти."
ENGLISH = "The European Union is made up of 28 Member States who have decided to link their know-how."
UKRAINIAN = "Семінар відбувся за підтримки Європейського Союзу, у ньому взяли участь 45 міст."


@pytest.mark.parametrize("heading", ["г. Алматы", "Программа", "РЭЦЦА, Орбита-1", "В. И. Ким", "Тараз"])
@pytest.mark.parametrize(("code", "company"), [("ru", RUSSIAN), ("uk", UKRAINIAN)])
def test_short_block_takes_its_neighbours_language(heading, code, company):
    """A heading that might be anything is in the language around it."""
    assert [language for language, _ in languages(f"{company}\n\n{heading}\n\n{company}")] == [code] * 3


def test_short_block_hears_no_neighbour_of_another_script():
    """An English line in a Russian release is English."""
    assert languages(f"{RUSSIAN}\n\nPRESS RELEASE\n\n{RUSSIAN}")[1] == ("en", "PRESS RELEAS")


def test_address_block_after_english_is_english():
    """Lines of names and numbers belong to the text that they close."""
    address = "Delegation of\nThe European Union\n62, Kosmonavtov str.,\nAstana, 01000\nTel: (7172) 91 10 40"
    assert [language for language, _ in languages(f"{RUSSIAN}\n\n{ENGLISH}\n\n{address}")] == ["ru", "en", "en"]


def test_letterless_block_is_undetermined():
    """Numbers are in no language."""
    assert languages(f"{RUSSIAN}\n\n+7 (727) 278-51-10")[1] == ("und", "+7 (727) 278")


def test_bilingual_minutes_are_cut_at_lines():
    """Lines in turn in Russian and Kazakh are passages in turn."""
    text = (
        "1. Открыть семинар и утвердить повестку дня.\n"
        "1. Семинарды ашу және күн тәртібін бекіту.\n"
        "2. Поручить городам представить планы действий.\n"
        "2. Қалаларға іс-қимыл жоспарларын ұсынуды тапсыру."
    )
    assert [language for language, _ in languages(text)] == ["ru", "kk", "ru", "kk"]


@pytest.mark.parametrize("other", [("en", ENGLISH), ("uk", UKRAINIAN)])
def test_paragraph_is_cut_between_sentences_of_two_languages(other):
    """A translation inside the paragraph is a passage of its own, and the cut loses nothing."""
    code, foreign = other
    text = f"{RUSSIAN} {foreign} {RUSSIAN}"
    passages = split(document(text), ALL)
    assert [passage.language for passage in passages] == ["ru", code, "ru"]
    assert "".join(passage.span.of(text) for passage in passages) == text


def test_foreign_name_does_not_cut_a_sentence():
    """A name in Latin letters, an address or a «CO₂» stays in its Russian sentence."""
    text = "Ассоциация Climate Alliance и ENERGY CITIES, сайт http://www.eumayors.eu, сокращают выбросы CO₂ на 20% к 2020 году."
    assert [language for language, _ in languages(text)] == ["ru"]


def test_fingerprint_ignores_wrapping_and_case():
    """The same words are the same passage; another number is another passage."""
    assert fingerprint("Проект «Соглашение\nМэров»  – Восток") == fingerprint("проект Соглашение Мэров-Восток.")
    assert fingerprint("до 2020 года") != fingerprint("до 2030 года")
    assert fingerprint("***") == ""


@given(st.lists(st.sampled_from([RUSSIAN, ENGLISH, UKRAINIAN, "г. Алматы", "2014", "Тел.: 5\nФакс: 6"]), max_size=6))
def test_passages_keep_order_and_lose_no_word(paragraphs):
    """Passages are ordered, apart, inside their blocks and hold every word; sentences lie inside their passage."""
    text = "\n\n".join(paragraphs)
    made = document(text)
    passages = split(made, ALL)
    assert all(one.span.stop <= other.span.start for one, other in pairwise(passages))
    assert all(passage.span.covers(sentence) for passage in passages for sentence in passage.sentences)
    assert all(any(block.span.covers(passage.span) for block in made.blocks) for passage in passages)
    assert "".join("".join(each.span.of(text).split()) for each in passages) == "".join(text.split())
