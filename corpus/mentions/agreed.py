"""Where the learned model and the rules read a passage differently, which is believed?

The model knows where names begin and what is none; the rules know svod's own ends («Бөбек» | қорының is one name with its
head) and forms that leave no doubt. Measured on KazNERD, of what the rules see alone one in seven is a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.mentions.draft import Draft
from corpus.mentions.given import is_given_name
from corpus.mentions.people import is_surname
from corpus.mentions.turkic import is_qualifying
from corpus.mentions.words import OPENING, Word
from corpus.model import EntityType, Span

_PLAIN_FORMS = frozenset(
    {
        "capital before the word for a town",
        "known organisation",
        "quotation marks and legal form",
        "surname with initials",
    }
)
"""Rules that need no second opinion."""


def agreed(words: Sequence[Word], rules: Sequence[Draft], model: Sequence[Draft]) -> list[Draft]:
    """The model's names, and of the rules' those that it supports, begun where it begins them."""
    return [*model, *(kept for rule in rules if (kept := _kept(words, rule, model)) is not None)]


def supported(place: Draft, model: Sequence[Draft]) -> bool:
    """True for a name of the gazetteer that stands in some name of the model's, or needs no support."""
    return place.rule in _PLAIN_FORMS or any(each.span.overlaps(place.span) for each in model)


def _kept(words: Sequence[Word], rule: Draft, model: Sequence[Draft]) -> Draft | None:
    if rule.rule in _PLAIN_FORMS or rule.type is EntityType.PROGRAMME:
        return rule
    if rule.type is EntityType.PERSON and _is_plainly_named(words, rule):
        return rule
    if rule.type is not EntityType.ORGANISATION:
        return None
    near = [each for each in model if each.span.overlaps(rule.span)]
    alike = [each for each in near if each.type is rule.type]
    if _honours(words, rule):
        return replace(rule, sure=True)  # «Л. Н. Гумилев атындағы … университеті» is nobody
    if near and not alike and _begins_with_a_place(rule, near):
        return rule
    if not near:
        return rule if _begins_no_sentence(words, rule) else None
    return replace(rule, span=_begun(words, rule, alike)) if alike else None


def _is_plainly_named(words: Sequence[Word], rule: Draft) -> bool:
    """True for «Динара Сәрсенова» within a sentence: a first name, and a surname by its ending."""
    inside = [word for word in words if rule.span.covers(word.span)]
    plain = len(inside) == 2 and not inside[0].first
    return plain and is_given_name(inside[0].text, "") and is_surname(inside[1].text)


def _honours(words: Sequence[Word], rule: Draft) -> bool:
    return any(word.text == "атындағы" for word in words if rule.span.covers(word.span))


def _begins_with_a_place(rule: Draft, near: Sequence[Draft]) -> bool:
    """True for «Тараз политехникалық колледжі», of which the model knows the town alone."""
    first = min(near, key=lambda each: each.span.start)
    within = all(rule.span.covers(each.span) and each.type is EntityType.PLACE for each in near)
    return within and first.span.start == rule.span.start and rule.rule == "capital before a head word"


def _begun(words: Sequence[Word], rule: Draft, alike: Sequence[Draft]) -> Span:
    """The rule's span, begun at the model's first name of the kind, or at the quotation mark before it."""
    start = min(each.span.start for each in alike)
    index = next(index for index, word in enumerate(words) if word.span.start == start)
    if index and words[index - 1].text in OPENING:
        start = words[index - 1].span.start
    return Span(start, max(rule.span.stop, alike[-1].span.stop))


def _begins_no_sentence(words: Sequence[Word], rule: Draft) -> bool:
    """True for what has its capital or quotation mark from nothing but itself, or qualifies a head: «Қалалық … орталығы»."""
    word = next(word for word in words if word.span.start == rule.span.start)
    return not word.first or word.text in OPENING or is_qualifying(word)
