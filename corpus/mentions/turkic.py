"""Kazakh and its neighbours: names whose head stands last, in small letters and with its possessive.

«Қалалық энергетика орталығы», «Батыс Қазақстан облысы», ««Жылу-Сервис» ЖШС», «Іле өзені».
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.gazetteer import find
from corpus.languages import fold
from corpus.mentions.draft import Draft
from corpus.mentions.heads import Heads
from corpus.mentions.runs import begins, draft, is_capital
from corpus.mentions.suffixes import bare_forms
from corpus.mentions.words import OPENING, Word, closing
from corpus.model import EntityType

_TOWNS = frozenset({"қаласы", "ауылы", "кенті", "кентін", "селосы", "шаары"})
_NATURE = frozenset({"өзені", "көлі", "таулары", "тауын", "теңізі", "жотасы", "шатқалы"})
_PLAIN_HEADS = frozenset({"мектеп", "аурухана", "кітапхана", "одақ", "одағ", "кеңес", "комитет"})
_NOT_OWNED = re.compile(r"^ұйымдастыр|^қорытынды|[лдт][ае]р[ыі]")
"""«ұйымдастырды» is no «ұйым», a summary no fund («қор»), «мектептері» are several."""

_CLOSING = frozenset('»”"')


def find_names(words: Sequence[Word], known: Heads) -> list[Draft]:
    """Organisations, regions and places by the word that follows them."""
    return _before_head(words, known) + _regions(words, known) + _with_legal_form(words, known) + _by_marker(words)


def _before_head(words: Sequence[Word], known: Heads) -> list[Draft]:
    """«Қалалық энергетика орталығы», ««Жылы қала» жобалық кеңсесі»: a capital or quotation, then up to a head at the end.

    The head has its possessive («орталығы»), and no word before it is in a case of place («Ташкент қаласынан | делегация»).
    """
    found = []
    for index, word in enumerate(words):
        if not word.letters or word.capital or not begins(word, known.organisations) or not _is_owned(word):
            continue
        start = _beginning(words, index)
        begun = words[start]
        plain = begins(word, _PLAIN_HEADS) and begun.first and index > start + 1
        if begun.text in OPENING or (begun.capital and (not plain or is_qualifying(begun))):
            found.append(draft(words[start : index + 1], EntityType.ORGANISATION, "capital before a head word"))
    return found


def _beginning(words: Sequence[Word], head: int) -> int:
    """Where what qualifies a head begins: at the nearest capital before it, the capitals beside that, or a quotation."""
    start = head - 1
    while (
        start > head - 6 and start > 0 and words[start].letters and not words[start].capital and not _is_in_place(words[start])
    ):
        start -= 1
    if start >= 0 and words[start].text in _CLOSING:
        return max((place for place in range(start) if closing(words, place) == start), default=start)
    if start > 1 and fold(words[start - 1].text) == "атындағы":
        start = _honoured(words, start - 1)
    honours = next((place for place in range(max(start, 0), head) if fold(words[place].text) == "атындағы"), 0)
    if honours > start >= 0:
        start = _honoured(words, honours)  # «Ә. Қастеев атындағы өнер мұражайы»
    while start > 0 and is_capital(words[start]) and is_capital(words[start - 1]) and not words[start - 1].first:
        start -= 1
    if start > 0 and words[start].capital and words[start - 1].first and is_qualifying(words[start - 1]):
        start -= 1
    return max(start, 0)


def _honoured(words: Sequence[Word], index: int) -> int:
    """Where «Қорқыт ата атындағы», «Ә. Қастеев атындағы» begins: capitals, initials and one small word of address before it."""
    start = index
    while (
        start > 0
        and index - start < 5
        and (is_capital(words[start - 1]) or words[start - 1].text in (".", "ата", "батыр", "ана", "хан"))
    ):
        start -= 1
    return start


def _is_owned(word: Word) -> bool:
    """True for «орталығы», «министрлігінің», «банкінде»: the possessive that ends a Kazakh compound, in any case."""
    if _NOT_OWNED.search(fold(word.text)):
        return False
    return bool(re.search(r"(?:[ыіи]|сы|сі)(?:ның|нің|нын|нин|на|не|нда|нде|нан|нен|мен|н)?$", fold(word.text)))


def _is_in_place(word: Word) -> bool:
    """True for «қаласынан», «облысында», «партияға»: a case that no qualifying noun has."""
    return len(word.text) > 5 and fold(word.text).endswith(("нан", "нен", "дан", "ден", "тан", "тен", "нда", "нде", "ға", "ге"))


def is_qualifying(word: Word) -> bool:
    """True for «Ұлттық», «Мемлекеттік», «Қазақстанның»: a capital that begins a name, not a sentence as «Байқаудың» may."""
    form = fold(word.text)
    if form.endswith(("ның", "нің", "дың", "дің", "тың", "тің")):
        return not word.first or any(map(find, bare_forms(word.text, "kk")))
    return form.endswith(("лық", "лік", "дық", "дік", "тық", "тік", "аралық"))


def _with_legal_form(words: Sequence[Word], known: Heads) -> list[Draft]:
    """««Жылу-Сервис» ЖШС»: a quotation and the legal form after it."""
    found = []
    for index, word in enumerate(words):
        if index > 2 and fold(word.text) in known.legal_forms and word.text.isupper() and words[index - 1].text in _CLOSING:
            start = next((place for place in range(index) if closing(words, place) == index - 1), -1)
            start = next((place for place in range(index) if words[place].text in OPENING), -1) if start < 0 else start
            if start >= 0:
                found.append(draft(words[start : index + 1], EntityType.ORGANISATION, "quotation marks and legal form"))
    return found


def _by_marker(words: Sequence[Word]) -> list[Draft]:
    """«Ташкент | қаласынан», «Іле | өзенінің»: one capital before the word for a town, river or mountain."""
    found = []
    for before, word in pairwise(words):
        if word.letters and not word.capital and before.letters and before.capital and len(word.text) > 3:
            if begins(word, _TOWNS):
                found.append(draft([before], EntityType.CITY, "capital before the word for a town"))
            elif begins(word, _NATURE):
                found.append(draft([before], EntityType.PLACE, "capital before the word for a place"))
    return found


def _regions(words: Sequence[Word], known: Heads) -> list[Draft]:
    """«Алматы облысында», «Батыс Қазақстан облысы»: capitals before the word for a region."""
    found = []
    for index, word in enumerate(words):
        if word.letters and not word.capital and begins(word, known.region_markers):
            start = index
            while start and is_capital(words[start - 1]) and index - start < 3:
                start -= 1
            if start < index:
                region = draft(words[start : index + 1], EntityType.REGION, "capitals before the word for a region")
                found.append(replace(region, sure=index - start > 1))
    return found
