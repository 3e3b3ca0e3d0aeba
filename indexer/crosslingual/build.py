"""Makes the dictionaries that svod ships, from those of WikDict that Debian packages (CC BY-SA 3.0): Russian with English.

No such dictionary exists ready-made, so senses are joined: a Polish sense that has a Russian and an English translation joins
the two; a German sense with a Russian and a Finnish one joins the Russian word with the English senses of the Finnish word.
What many ways lead to is kept; what one crooked way leads to is not.

    apt-get download dict-freedict-{deu,fra,ita,nld,pol,swe,ell}-{rus,fin,bul,nor} dict-freedict-{pol,ell,fin}-eng \\
        dict-freedict-eng-{fin,bul,nor} dict-freedict-jpn-rus      (those there are; unpack with dpkg -x)
    python -m indexer.crosslingual.build FOLDER
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from corpus.languages import WORD, fold
from indexer.crosslingual.dictionary import FOLDER, write_dictionary
from indexer.crosslingual.freedict import Sense, read_japanese, read_senses

WRITING = {"rus": "Cyrl", "bul": "Cyrl", "eng": "Latn", "fin": "Latn", "nor": "Latn"}
THROUGH = ("deu", "fra", "ita", "nld", "pol", "swe", "ell")
BETWEEN = ("fin", "bul", "nor")
DIRECT = ("pol", "ell")

MOST = 6
LEAST, LEAST_SHARE = 0.04, 0.12
"""Of a word's translations, those below the least, or below a share of its likeliest, came one crooked way."""

_TIGHT, _LOOSE = 1.0, 0.3
"""How much a pair counts whose senses agree, and one of which only the headword does."""

_HOMOGRAPH = re.compile(r"\s\d+\Z|\Ato\s+(?=\w)")

Weights = defaultdict[str, float]
Pairs = dict[str, Weights]
"""Words with the weights of their translations."""

_Senses = dict[tuple[str, str], list[str]]


def build(folder: Path, out: Path = FOLDER) -> tuple[int, int]:
    """Both dictionaries are in ``out``; how many headwords each has."""
    sources = {path.name.split(".")[0].removeprefix("freedict-"): path for path in sorted(folder.rglob("freedict-*.dict.dz"))}
    russian = _joined(sources)
    english = _empty()
    for word, translations in russian.items():
        for translation, weight in translations.items():
            english[translation][word] += weight
    return (
        write_dictionary(out / "ru-en.tsv", _best(russian)),
        write_dictionary(out / "en-ru.tsv", _best(english)),
    )


def _empty() -> Pairs:
    return defaultdict(lambda: defaultdict(float))


def _joined(sources: Mapping[str, Path]) -> Pairs:
    held = {pair: _by_sense(read_senses(path, WRITING[pair[4:]])) for pair, path in sources.items() if pair[4:] in WRITING}
    found = _empty()
    for word, counted in _directly(held, sources).items():
        for translation, count in counted.items():
            found[word][translation] += 1.2 * count / max(sum(counted.values()), 1.0)
    for between in BETWEEN:
        for word, counted in _through(held, between).items():
            for translation, count in counted.items():
                found[word][translation] += count / 1.5
    return found


def _directly(held: Mapping[str, _Senses], sources: Mapping[str, Path]) -> Pairs:
    pairs = _empty()
    for language in DIRECT:
        for russian, english, weight in _agreeing(held.get(f"{language}-rus", {}), held.get(f"{language}-eng", {})):
            pairs[russian][english] += weight
    if "jpn-rus" in sources:
        for sense in read_japanese(sources["jpn-rus"]):
            for russian in map(_plain, sense.translations):
                pairs[russian][_plain(sense.word)] += 1.0
    return pairs


def _through(held: Mapping[str, _Senses], between: str) -> Pairs:
    """The chance that a Russian word's translation, translated back, is an English word; few witnesses count less."""
    there = _empty()
    for language in THROUGH:
        for russian, word, weight in _agreeing(held.get(f"{language}-rus", {}), held.get(f"{language}-{between}", {})):
            there[russian][word] += weight
    back = _empty()
    for (english, _), said in held.get(f"eng-{between}", {}).items():
        for word in said:
            back[word][english] += 1.0
    for (word, _), translations in held.get(f"{between}-eng", {}).items():
        for english in translations:
            back[word][english] += 1.0
    pairs = _empty()
    for russian, words in there.items():
        total = sum(words.values())
        for word, count in words.items():
            for english, times in back[word].items():
                pairs[russian][english] += count / total * times / sum(back[word].values()) * min(1.0, total / 2)
    return pairs


def _agreeing(left: _Senses, right: _Senses) -> Iterator[tuple[str, str, float]]:
    """Translations of one sense in two dictionaries of one language, with how surely it is one sense."""
    loose: dict[str, list[str]] = defaultdict(list)
    for (word, _), translations in right.items():
        loose[word] += translations
    for (word, gloss), translations in left.items():
        same = right.get((word, gloss)) if gloss else None
        for one in translations:
            for other in same or loose[word]:
                yield one, other, _TIGHT if same else _LOOSE


def _by_sense(senses: Iterable[Sense]) -> _Senses:
    found: _Senses = defaultdict(list)
    for sense in senses:
        found[_plain(sense.word), sense.gloss] += map(_plain, sense.translations)
    return found


def _plain(text: str) -> str:
    """A headword as queries are folded: «To heat 2» → heat."""
    return " ".join(fold(match.group()) for match in WORD.finditer(_HOMOGRAPH.sub("", text.lower().strip())))


def _best(pairs: Pairs) -> Iterator[tuple[str, list[tuple[str, float]]]]:
    for word in sorted(pairs):
        ranked = sorted(pairs[word].items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]
        kept = [(other, weight / ranked[0][1]) for other, weight in ranked if weight > max(LEAST, LEAST_SHARE * ranked[0][1])]
        if word and kept:
            yield word, kept


if __name__ == "__main__":
    print(*build(Path(sys.argv[1])))
