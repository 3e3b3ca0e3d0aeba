"""Snippets are exact stretches of the text with every answering word marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.model import BlockKind, Frame, Passage, Snippet, Span
from corpus.morphology import read_words
from corpus.tokens import TokenTable
from indexer.plan import Match
from indexer.snippets import WIDTH, Mark, Matcher, lead, snippets
from indexer.terms import Precision, Tier, query_word

_LONGEST = WIDTH + 60


def _matcher(*asked: str) -> Matcher:
    words = [tuple(query_word(token, Precision.WIDE) for token in read_words(text, ["ru"])) for text in asked]
    return Matcher([Match(each, ("text",)) for each in words])


def _shown(snippet: Snippet) -> str:
    """In bar notation: «в |Таразе|»."""
    text = snippet.text
    for span in reversed(snippet.spans):
        text = text[: span.start] + "|" + span.of(text) + "|" + text[span.stop :]
    return text


def _found(sheet: Any, text: str, *asked: str, **options: Any) -> list[str]:
    page = sheet(text)
    marks = _matcher(*asked).marks(page.tokens())
    return [_shown(each) for each in _stretches(text, page.passages(), marks, **options)]


def _stretches(text: str, passages: Sequence[Passage], marks: Sequence[Mark], **options: Any) -> tuple[Snippet, ...]:
    """What a hit shows of passages that the store need not be asked for."""
    by_start = {passage.span.start: passage for passage in passages}
    frames = [Frame(passage.span.start, passage.span.stop, passage.language) for passage in passages]
    found = snippets(text, frames, marks, lambda frame: by_start[frame.start], **options)
    return found or lead(text, passages, options.get("boilerplate", ()), options.get("languages", ()))


@pytest.mark.parametrize(
    ("text", "asked", "shown"),
    [
        ("Семинар прошёл в Таразе.", ["тараз"], "Семинар прошёл в |Таразе|."),
        ("Тараз, Тараза, Таразу!", ["таразом"], "|Тараз|, |Тараза|, |Таразу|!"),
        ("Города Центральной Азии и Азия.", ["городами центральной азии"], "|Города| |Центральной| |Азии| и Азия."),
        ("Города Азии", ["города", "азия"], "|Города| |Азии|"),
        ("Под елью они ели суп.", ["ель"], "Под |елью| они |ели| суп."),
        ("Г. Алма-Ата", ["алма-ата"], "Г. |Алма|-|Ата|"),
    ],
)
def test_answering_words_are_marked(sheet: Any, text: str, asked: list[str], shown: str) -> None:
    """Every form of a word is marked; words of a phrase only where they stand side by side."""
    assert _found(sheet, text, *asked) == [shown]


def test_phrase_does_not_cross_passages(sheet: Any) -> None:
    """The end of one paragraph and the beginning of the next are no phrase."""
    assert _matcher("центральной азии").marks(sheet("О центральной\nазии").tokens()) == []


def test_closest_tier_wins(sheet: Any) -> None:
    """A word that answers in two ways is marked once, by the closer one."""
    (mark,) = _matcher("сталь").marks(sheet("сталь").tokens())
    assert (mark.tier, mark.term) == (Tier.FORM, "сталь")
    tiers = [mark.tier for mark in _matcher("мэр").marks(sheet("мэра мэр").tokens())]
    assert tiers == [Tier.WORD, Tier.FORM]


_LONG = (
    "Первое предложение говорит о погоде и ни о чём другом, что могло бы занимать читателя долгим зимним вечером. "
    "Второе предложение говорит о делах города и его жителей, о тепле, свете и воде в каждом доме. "
    "Третье предложение рассказывает, что мэр открыл семинар. "
    "Четвёртое предложение снова ни о чём, но длится ещё некоторое время, чтобы занять место на странице."
)


def test_sentences_are_kept_whole(sheet: Any) -> None:
    """From a long paragraph whole sentences are taken."""
    (shown,) = _found(sheet, _LONG, "мэр")
    assert shown.startswith("Третье предложение рассказывает, что |мэр| открыл семинар. Четвёртое")
    assert shown.endswith("странице.")


def test_long_sentence_is_cut_between_words(sheet: Any) -> None:
    """Where a sentence is too long, the stretch begins and ends with whole words."""
    text = "слово " * 100 + "мэр " + "слово " * 100
    (shown,) = _found(sheet, text.strip(), "мэр")
    assert set(shown.replace("|", "").split()) == {"слово", "мэр"}
    assert len(shown) <= WIDTH + 2


def test_at_most_three_and_best_first(sheet: Any) -> None:
    """The stretch with both words comes first; no more than the limit are shown."""
    text = "\n".join(["Один мэр.", "Один семинар.", "Мэр открыл семинар.", "Ещё мэр.", "Ещё семинар."])
    shown = _found(sheet, text, "мэр", "семинар")
    assert shown[0] == "|Мэр| открыл |семинар|."
    assert len(shown) == 3
    assert len(_found(sheet, text, "мэр", "семинар", limit=1)) == 1


def test_boilerplate_is_shown_last(sheet: Any) -> None:
    """A shared passage is shown only when nothing else answers."""
    text = "Проект финансирует ЕС.\nНаш проект открыт."
    assert _found(sheet, text, "проект", boilerplate=[Span(0, 22)]) == ["Наш |проект| открыт."]
    assert _found(sheet, text, "ЕС", boilerplate=[Span(0, 22)]) == ["Проект финансирует |ЕС|."]


def test_without_marks_the_lead_is_shown(sheet: Any) -> None:
    """A document found by its date or title shows how it begins, outside boilerplate; an empty one shows nothing."""
    assert _found(sheet, "Начало.\nКонец.") == ["Начало."]
    assert _found(sheet, "Общее.\nНачало.", boilerplate=[Span(0, 6)]) == ["Начало."]
    assert _found(sheet, "") == []


def test_page_and_language_are_given() -> None:
    """A snippet knows the page and the language of its passage."""
    passage = Passage(Span(0, 5), BlockKind.PARAGRAPH, "kk", 1.0, "", (), 7)
    mark = Mark(Span(0, 5), 0, Tier.FORM, "тараз")
    assert _stretches("Тараз", [passage], [mark]) == (Snippet("Тараз", (Span(0, 5),), 0, 7, "kk"),)


_WORDS = st.lists(st.sampled_from(["мэр", "мэра", "город", "слово", "\n", "т. е. ", "—", "дом. "]), max_size=120)


@given(words=_WORDS, limit=st.integers(1, 4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_span_law(sheet: Any, words: list[str], limit: int) -> None:
    """A snippet is a stretch of the text; its marks lie within it and cover answering words; stretches do not overlap."""
    text = " ".join(words)
    page = sheet(text)
    tokens: TokenTable = page.tokens()
    marks = _matcher("мэром", "города").marks(tokens)
    found = _stretches(text, page.passages(), marks, limit=limit)
    assert len(found) <= limit
    covered: list[Span] = []
    for each in found:
        place = Span(each.start, each.start + len(each.text))
        assert place.of(text) == each.text == each.text.strip()
        assert len(each.text) <= _LONGEST
        assert all(span.of(each.text) in ("мэр", "мэра", "город") for span in each.spans)
        assert [span.shift(each.start) for span in each.spans] == [mark.span for mark in marks if place.covers(mark.span)]
        assert not any(place.overlaps(other) for other in covered)
        covered.append(place)
    assert bool(marks) == any(each.spans for each in found)
