"""What else a word of a query may be called in the other languages of an archive: by dictionary, and by sound.

Each word of the query stays one word to the ranking, its translations synonyms of it (Pirkola 1998): a word with many
translations counts no more than one with a single translation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from corpus.languages import fold, script
from corpus.languages import language as spoken
from corpus.model import Token
from corpus.morphology import brief_readings, read_words
from corpus.spelling import skeleton
from indexer.crosslingual.dictionary import dictionary
from indexer.crosslingual.families import LANGUAGE as ENGLISH
from indexer.crosslingual.families import Families
from indexer.crosslingual.sounds import COGNATE, Sounds, place

DICTIONARY, SOUND = "dictionary", "sound"

LEAST = 0.15
"""The weight of the last of a word's translations: none counts less."""

ACTION = 0.8
"""What a translation of the verb counts for the noun of its action, and one of the noun for its adjective."""

_ACTIONS = (
    ("ание", ("ать",)), ("яние", ("ять",)), ("ление", ("лить", "ить")), ("ение", ("ить", "еть", "ать")), ("тие", ("ть",)),
    ("ка", ("ить", "ать")),
)  # fmt: skip

_RELATIONS = (
    ("овый", ("", "а", "ь")), ("евый", ("", "я", "ь")), ("овой", ("", "а")), ("ичный", ("ица", "ика")), ("очный", ("ка",)),
    ("ный", ("", "а", "я", "ь", "ный")), ("ский", ("", "ия", "а")),
)  # fmt: skip

_SPOKEN = {"Cyrl": "ru", "Latn": "en"}
_SERVICE = frozenset({"PREP", "CONJ", "PRCL", "NPRO"})
_ENGLISH = frozenset(
    "a an the of to in on at for and or not is are was were be been being by with from as that this these those it its his her "
    "their our my your what which who whom whose how many much when where why do does did done has have had having will would "
    "can could may might should shall must into than then there about after before between during over under out up any some "
    "no he she they we you i me him them us so if but".split()
)

_ASKING = frozenset(
    "какой какая какое какие какого каких каким какими какую сколько когда где куда откуда почему зачем как что кто кого чем "
    "чему кем кому чей чья чье чьи был была было были является являются это який яка яке які якого яких скільки коли де куди "
    "звідки чому навіщо як що хто кого чим кому чий був була було були це".split()
)


@dataclass(frozen=True, slots=True)
class Expansion:
    """One more way to say a word of the query: ``term`` in ``language``, by ``dictionary`` or ``sound``, weight 0 to 1.

    ``str`` names it where it is to be left out: «город>city».
    """

    word: str
    term: str
    language: str
    by: str
    weight: float

    def __str__(self) -> str:
        return f"{self.word}>{self.term}"


class Expander:
    """Expands words for one archive: ``languages`` are those of its documents, ``folder`` its index."""

    def __init__(self, languages: Sequence[str], folder: Path) -> None:
        self._languages, self._families = languages, Families(folder)
        self._sounds: Callable[[str], Sounds | None] = cache(lambda code: _open(place(folder, code)))

    def expand(self, typed: str, token: Token) -> list[Expansion]:
        """Other words for a word of the query, heaviest first; none for service words and numbers."""
        if is_service(typed) or not any(map(str.isalpha, typed)):
            return []
        source = _SPOKEN.get(script(typed), "")
        translated = self._translated(token, source)
        is_name = typed[:1].isupper()
        sounding = self._sounding(token, source, across=is_name or not translated)
        best: dict[tuple[str, str], Expansion] = {}
        for each in [*translated, *sounding]:
            known = best.get((each.language, each.term))
            if known is None or each.weight > known.weight:
                best[each.language, each.term] = each
        return sorted(best.values(), key=lambda each: (-each.weight, each.term))

    def family(self, expansion: Expansion, lemma: str) -> list[str]:
        """Words of the archive of one stem with a translation."""
        return self._families.of(lemma) if expansion.by == DICTIONARY and expansion.language == ENGLISH else []

    def _translated(self, token: Token, source: str) -> list[Expansion]:
        found = []
        for target in self._languages:
            known = dictionary(source, target)
            if known is None:
                continue
            keys = (token.lemma, *token.readings, token.form)
            entries = next((entries for key in keys if (entries := known.look_up(key))), [])
            if source == "ru":
                kin = [*_verbs(token.lemma), *_nouns(token.lemma)]
                entries += [(term, ACTION * weight) for word in kin for term, weight in known.look_up(word)]
            found += [Expansion(token.form, term, target, DICTIONARY, weight) for term, weight in entries]
        return found

    def _sounding(self, token: Token, source: str, *, across: bool) -> list[Expansion]:
        found: dict[tuple[str, str], float] = {}
        own = script(token.form)
        for target in self._languages:
            sounds = self._sounds(target) if target != source else None
            if sounds is None:
                continue
            kindred = target in COGNATE and own == "Cyrl"
            if not kindred and (not across or _same_script(target, own)):
                continue
            for word in dict.fromkeys((token.lemma, token.form)):
                sound = skeleton(word, source)
                for lemma, near in sounds.words_like(sound) if kindred else sounds.names_like(sound):
                    if lemma not in (token.lemma, token.form):
                        found[lemma, target] = max(near, found.get((lemma, target), 0.0))
        return [Expansion(token.form, lemma, target, SOUND, max(LEAST, near)) for (lemma, target), near in found.items()]


def _verbs(noun: str) -> list[str]:
    """The verbs whose action a noun may name: «форматирование → форматировать», «удаление → удалить», «скрытие → скрыть»."""
    return _respelt(noun, _ACTIONS)


def _nouns(adjective: str) -> list[str]:
    """The nouns that an adjective may come from: «текстовый → текст», «клавиатурный → клавиатура»."""
    return _respelt(adjective, _RELATIONS)


def _respelt(word: str, table: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    for ending, others in table:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return [word[: -len(ending)] + each for each in others]
    return []


@lru_cache(1 << 15)
def is_service(typed: str) -> bool:
    """True for a word that joins others and has no counterpart in another language: «о», «of»."""
    if script(typed) == "Latn":
        return fold(typed) in _ENGLISH
    return brief_readings(typed, "ru")[0].pos in _SERVICE


def says_little(typed: str) -> bool:
    """True for a word that joins others or only asks: in a question it counts little («сколько», «which»; not «US», «IT»)."""
    if typed.isupper() and len(typed) > 1:
        return False
    return fold(typed) in _ASKING or is_service(typed)


def lemmas(expansion: Expansion) -> list[str]:
    """The words of an expansion as the index holds them; what was found by sound comes from there."""
    if expansion.by == SOUND:
        return [expansion.term]
    return [token.lemma for token in read_words(expansion.term, (expansion.language,))]


def _open(path: Path) -> Sounds | None:
    return Sounds(path) if path.is_file() else None


def _same_script(language: str, own: str) -> bool:
    return own in spoken(language).scripts
