"""The best of an answer read again: how close their texts are to the words asked for, which no engine's score says.

An engine counts lemmas. Here the first documents of a question of several words are looked at for parts of words («победитель»
beside «победил», «Staatsvertrag» beside «Vertrag»), for words that stand side by side as they were typed or in one sentence,
and for words in the title and at the beginning. Which documents answer is not changed, and every engine's answer is read in
the same way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import log1p

from corpus.store import Store
from indexer.crosslingual.expand import says_little
from indexer.engines import Found, Place, Reader, Turn, turned
from indexer.plan import Match, Plan, is_scored, positive
from indexer.terms import Tier
from indexer.weights import BESIDE, DEPTH, K1, LEAD, SERVICE, SUBWORD, TITLE_TIMES, TITLED, TOGETHER, B

_READ_CHARACTERS, _LEAD_CHARACTERS = 2_000, 300
_KEPT = 1024
_GRAM = 4
_SHORTEST = 4
_BREAK = re.compile(r"[\W_]+")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_SPELLINGS = (("ё", "е"), ("ı", "i"), ("ș", "ş"), ("ț", "ţ"), ("\u0307", ""), ("\u0301", ""), ("\u00ad", ""))
"""What of ``fold`` is worth its time in running text; letters of two scripts in a word are left."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A document's words in small letters, a space around each; ``sentences`` are roughly those of ``body``."""

    title: str
    body: str
    sentences: tuple[str, ...]


def nearest_first(
    reader: Reader, store: Store, plan: Plan, asked: Mapping[str, float], turn: Turn, facets: Sequence[str] = ()
) -> Found:
    """A page by relevance whose first ``DEPTH`` documents are in order of closeness to the words ``asked`` too.

    Scores stay the engine's. The places that ``turn`` names are places in this order.
    """
    start = turn.start
    beyond = start > DEPTH or (turn.after is None and start == DEPTH)
    if not turn.size or len(asked) < 2 or beyond or not is_scored(plan):
        return turned(reader, plan, turn, "relevance", facets)
    best = reader.search(plan, page=1, size=max(DEPTH, start + turn.size + 1), sort="relevance", facets=facets)
    ordered = ranked_again(store, best.page, asked)
    place = turn.after or turn.before
    if place is not None:
        at = next((at for at, (id, _) in enumerate(ordered, 1) if id == place.id), None)
        if at is None:  # of another index, whose answer had it elsewhere
            return turned(reader, plan, turn, "relevance", facets)
        start = at if turn.after is not None else max(0, at - 1 - turn.size)
    shown = ordered[start : start + turn.size]
    places = [Place(score, id, at) for at, (id, score) in enumerate(shown, start + 1)]
    first, last = (places[0], places[-1]) if places else (None, None)
    return replace(best, page=tuple(shown), first=first, last=last, more=start + len(shown) < best.total)


def ranked_again(store: Store, best: Sequence[tuple[str, float]], asked: Mapping[str, float]) -> list[tuple[str, float]]:
    """The same documents and scores, the first ``DEPTH`` in order of score and closeness, equals by id."""
    first = [each for each in best[:DEPTH] if each[1] > 0]
    if len(first) < 2 or len(asked) < 2:
        return list(best)
    read = store.openings([id for id, _ in first], _READ_CHARACTERS)
    texts = [_text(*read.get(id, ("", ""))) for id, _ in first]  # one gone since the index was made is left out of the page
    closeness = _closeness(texts, asked)
    order = sorted(range(len(first)), key=lambda at: (-round(first[at][1] + closeness[at], 4), first[at][0]))
    return [*(first[at] for at in order), *best[len(first) :]]


def words_asked(plan: Plan) -> dict[str, float]:
    """The words of a plan as typed, in order, each with what it counts; no patterns, no translations."""
    words = [word for leaf in positive(plan) if isinstance(leaf, Match) for word in leaf.words]
    typed = {_flat(word.text).strip(): word.text for word in words if word.variants[0].tier is Tier.FORM}
    return {flat: SERVICE if says_little(text) else 1.0 for flat, text in typed.items() if flat}


@lru_cache(_KEPT)
def _text(title: str, opening: str) -> _Text:
    """A text as compared; the next page and the next question often need it again."""
    written = _SENTENCE.split(_small(opening))
    sentences = tuple(f" {words} " for each in written if (words := _BREAK.sub(" ", each).strip()))
    return _Text(_flat(title), f" {' '.join(each.strip() for each in sentences)} ", sentences)


def _flat(text: str) -> str:
    return f" {_BREAK.sub(' ', _small(text))} "


def _small(text: str) -> str:
    small = unicodedata.normalize("NFKC", text).lower()
    for written, meant in _SPELLINGS:
        small = small.replace(written, meant)
    return small


def _closeness(texts: Sequence[_Text], asked: Mapping[str, float]) -> list[float]:
    begun = {word: f" {_stem(word)}" for word in asked}
    pairs = [(begun[one], begun[two]) for one, two in pairwise(asked) if min(len(one), len(two)) > 2]
    leading = {begun[word] for word, weight in asked.items() if weight == 1}
    worth = _worth(texts, {begun[word]: weight for word, weight in asked.items()})
    every = sum(asked.values())
    found = [SUBWORD * each for each in _by_parts(texts, asked)]
    for at, text in enumerate(texts):
        found[at] += BESIDE * sum(_stand(pair, text.body) or _stand(pair, text.title) for pair in pairs)
        beginning = text.body[:_LEAD_CHARACTERS]
        found[at] += LEAD * sum(word in beginning for word in leading)
        found[at] += TOGETHER * _best_sentence(text, worth)
        found[at] += TITLED * sum(weight for word, weight in asked.items() if begun[word] in text.title) / every
    return found


def _worth(texts: Sequence[_Text], begun: Mapping[str, float]) -> dict[str, float]:
    """What each word tells these texts apart by, times what it counts."""
    having = {word: sum(word in text.body or word in text.title for text in texts) for word in begun}
    return {word: weight * log1p((len(texts) - having[word] + 0.5) / (having[word] + 0.5)) for word, weight in begun.items()}


def _best_sentence(text: _Text, worth: Mapping[str, float]) -> float:
    """What the words are worth that the best sentence holds."""
    held = [(word, value) for word, value in worth.items() if word in text.body]
    return max((sum(value for word, value in held if word in each) for each in text.sentences), default=0.0)


def _stand(pair: tuple[str, str], text: str) -> bool:
    """True where a word that begins as the first is followed by one that begins as the second."""
    at = text.find(pair[0])
    while at >= 0:
        at = text.find(" ", at + 1)
        if text.startswith(pair[1], at):
            return True
        at = text.find(pair[0], at)
    return False


def _by_parts(texts: Sequence[_Text], asked: Mapping[str, float]) -> list[float]:
    """BM25 over the grams of the words, counted in these texts alone: what all of them have tells them not apart."""
    grams: dict[str, float] = {}
    for word, weight in asked.items():
        for gram in _grams(word):
            grams[gram] = max(weight, grams.get(gram, 0.0))
    average = sum(len(text.body) for text in texts) / len(texts)
    norms = [K1 * ((1 - B) + B * len(text.body) / average) for text in texts]
    found = [0.0] * len(texts)
    for gram, weight in grams.items():
        counts = [text.body.count(gram) + TITLE_TIMES * text.title.count(gram) for text in texts]
        having = sum(map(bool, counts))
        if not 0 < having < len(texts):
            continue
        rarity = weight * log1p((len(texts) - having + 0.5) / (having + 0.5)) * (K1 + 1)
        for at, counted in enumerate(counts):
            if counted:
                found[at] += rarity * counted / (counted + norms[at])
    return found


def _grams(word: str) -> list[str]:
    """Four letters each, the edges of the word among them: «тараз» → « тар», «тара», «араз», «раз »."""
    edged = f" {word} "
    return [edged[at : at + _GRAM] for at in range(len(edged) - _GRAM + 1)] if len(edged) > _GRAM else [edged]


def _stem(word: str) -> str:
    return word[: max(_SHORTEST, len(word) - 2)]
