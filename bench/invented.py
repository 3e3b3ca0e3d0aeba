"""Documents in any number, for archives larger than any corpus that can be fetched: the same number, the same document.

Each is a letter of sentences out of the sample archive, with people, firms and streets of its own. New words and new names keep
coming as an archive grows, and seldom ones stay seldom, as in real archives; what is not real is that sentences come again.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus import config, formats, segment
from corpus.errors import SvodError
from corpus.model import BlockKind
from corpus.sources import raw_file

SAMPLE = Path(__file__).resolve().parents[1] / "raw"
SHARES = {"ru": 6, "en": 2, "uk": 1, "kk": 1}
LEAST_WORDS = 5
A_FOLDER = 1000
_SYLLABLES = "ба ве го да жи за ко ла ме но па ро са те фи ха чу ша ми ду".split()
_NAMED = {
    "ru": "На встрече выступил {first} {last}, директор завода «{firm}» из города {city}.",
    "uk": "На зустрічі виступив {first} {last}, директор заводу «{firm}» з міста {city}.",
    "en": "The meeting was addressed by {first} {last}, director of {firm} in {city}.",
    "kk": "Кездесуде {city} қаласындағы «{firm}» зауытының директоры {first} {last} сөз сөйледі.",
}
_FIRST = "Андрей Марат Виктор Ерлан Тимур Олег Павел Нурлан Богдан Степан".split()
_CITIES = "Тараз Алматы Аксу Талас Полтава Лисаковск Сатпаев Ош Душанбе Петропавловск".split()


def write(folder: Path, count: int) -> None:
    """``count`` documents lie below ``folder`` as texts, a thousand in a folder."""
    sentences = _sentences()
    for number in range(count):
        place = folder / f"{number // A_FOLDER:04}"
        if number % A_FOLDER == 0:
            place.mkdir(parents=True)
        (place / f"{number}.txt").write_text(text(number, sentences), "utf-8")


def text(number: int, sentences: Mapping[str, Sequence[str]]) -> str:
    """One document: a title, a date and five to twelve paragraphs of its language."""
    chance = random.Random(number)
    (language,) = chance.choices(list(SHARES), list(SHARES.values()))
    said = sentences[language]
    title = f"{chance.choice(said).rstrip('.')} — {_invented(chance, 4)}"
    day = f"{chance.randint(1, 28)}.{chance.randint(1, 12):02}.{chance.randint(2001, 2024)}"
    paragraphs = [
        " ".join([*chance.sample(said, min(len(said), chance.randint(2, 5))), _named(chance, number, language)])
        for _ in range(chance.randint(5, 12))
    ]
    return "\n\n".join([title, day, *paragraphs]) + "\n"


def _named(chance: random.Random, number: int, language: str) -> str:
    """A sentence with a person, most often one who was named before."""
    person = random.Random(int(chance.paretovariate(0.9)) % (number // 3 + 30))
    first, city = person.choice(_FIRST), chance.choice(_CITIES)
    return _NAMED[language].format(first=first, last=_invented(person, 3) + "нов", firm=_invented(person, 2) + "маш", city=city)


def _invented(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choices(_SYLLABLES, k=syllables)).capitalize()


def _sentences() -> dict[str, list[str]]:
    """By language, the sentences of the sample's texts, in order."""
    settings = config.load(None)
    found: dict[str, list[str]] = {language: [] for language in SHARES}
    for path in sorted([*SAMPLE.rglob("*.txt"), *SAMPLE.rglob("*.md")]):
        try:
            document = formats.read(raw_file(path, path.name), settings).document
        except SvodError:  # the sample holds files that cannot be read, on purpose
            continue
        for passage in segment.split(document, settings["archive.languages"]):
            if passage.kind is BlockKind.PARAGRAPH and passage.language in found:
                pieces = (document.text[each.start : each.stop] for each in passage.sentences)
                found[passage.language] += [" ".join(each.split()) for each in pieces if len(each.split()) >= LEAST_WORDS]
    return found
