"""How surnames decline that no dictionary knows: a table of endings, and names that do not decline at all."""

from __future__ import annotations

import re
from dataclasses import dataclass

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
VOWELS = "аеёиоуыэюяіїєґ"
_CONSONANTS = "бвгджзклмнпрстфхцчшщ"
_HUSHING = "гкхжшщч"

MASCULINE_IY = frozenset(
    [
        "юрий",
        "дмитрий",
        "анатолий",
        "евгений",
        "сергий",
        "георгий",
        "василий",
        "виталий",
        "валерий",
        "аркадий",
        "григорий",
        "геннадий",
        "юлий",
        "игнатий",
        "терентий",
        "савелий",
        "лаврентий",
        "макарий",
        "иннокентий",
        "афанасий",
        "арсений",
        "леонтий",
        "викентий",
        "климентий",
        "порфирий",
        "прокофий",
        "флорентий",
        "антоний",
        "артемий",
        "никодимий",
        "гурий",
        "лукий",
    ]
)
"""Men's first names in -ий: other unknown words in -ия are women's (Асия, Динария)."""

WOMENS = re.compile(r"(кызы|қызы|кизи|гызы|йтене|айте|яйте|уте|ите|ене|юте)$")
"""Endings that only a woman's name has: Гылымжанкызы, Габриэляйтене, Грибаускайте."""

INDECLINABLE = re.compile(
    r"([оеэиыуюё]|ко|ых|их|аго|яго|кызы|қызы|кизи|гызы|оглы|оглу|улы|ұлы|уулу|заде|швили|дзе|айте|йтене|ене|ите)$"
)
"""Endings of names that keep one form in every case: Шевченко, Черных, Гылымжанкызы, Саакашвили."""


@dataclass(frozen=True, slots=True)
class Ending:
    """``suffix`` (after one of the letters ``after``, if any) stands for ``nominative`` in these cases of this gender."""

    suffix: str
    nominative: str
    gender: str
    cases: tuple[str, ...]
    weight: float
    after: str = ""
    unknown_only: bool = False


def _rows() -> tuple[Ending, ...]:
    oblique = ("gent", "datv", "ablt", "loct")
    rows = []
    for stem in ("ск", "цк", "зк"):  # Городиской → Городиская, Высоцкую → Высоцкая
        rows.append(Ending(stem + "ой", stem + "ая", "femn", oblique, 0.0))
        rows.append(Ending(stem + "ую", stem + "ая", "femn", ("accs",), 0.0))
        rows.append(Ending(stem + "ая", stem + "ая", "femn", ("nomn",), 0.5))
    for stem in ("ов", "ев", "ёв", "ин", "ын"):
        rows += [
            Ending(stem + "ой", stem + "а", "femn", oblique, 0.0),  # Шакировой → Шакирова
            Ending(stem + "у", stem + "а", "femn", ("accs",), -0.2),
            Ending(stem + "у", stem, "masc", ("datv",), -0.2),
            Ending(stem + "ым", stem, "masc", ("ablt",), 0.0),  # Назаровым → Назаров
            Ending(stem + "а", stem, "masc", ("gent", "accs"), -0.2),
            Ending(stem + "а", stem + "а", "femn", ("nomn",), 0.0),
            Ending(stem + "е", stem, "masc", ("loct",), -0.5),
        ]
    rows += [
        # -ия is a woman's name: Асии, Асию, Асией → Асия
        Ending("ия", "ия", "femn", ("nomn",), -0.4),
        Ending("ии", "ия", "femn", ("gent", "datv", "loct"), -0.5),
        Ending("ию", "ия", "femn", ("accs",), -0.4),
        Ending("ией", "ия", "femn", ("ablt",), -0.4),
        Ending("ие", "ия", "femn", ("datv",), -0.8),
        # Кирчива → Кирчив; but Прыступа stays Прыступа
        Ending("а", "", "masc", ("gent", "accs"), -1.6, _CONSONANTS),
        Ending("а", "а", "masc", ("nomn",), -1.3, _CONSONANTS),
        Ending("а", "а", "femn", ("nomn",), -1.3, _CONSONANTS),
        Ending("у", "", "masc", ("datv",), -1.5, _CONSONANTS),
        Ending("у", "а", "femn", ("accs",), -1.6, _CONSONANTS),
        Ending("у", "а", "masc", ("accs",), -2.2, _CONSONANTS),
        Ending("ом", "", "masc", ("ablt",), -1.2, _CONSONANTS),
        Ending("ой", "а", "femn", ("ablt",), -1.4, _CONSONANTS),
        Ending("ой", "а", "masc", ("ablt",), -2.2, _CONSONANTS),
        Ending("ы", "а", "femn", ("gent",), -1.4, _CONSONANTS),
        Ending("ы", "а", "masc", ("gent",), -2.2, _CONSONANTS),
        Ending("и", "а", "femn", ("gent",), -1.6, _HUSHING),
        Ending("и", "а", "masc", ("gent",), -2.2, _HUSHING),
        Ending("е", "", "masc", ("loct",), -1.9, _CONSONANTS),
        Ending("е", "а", "masc", ("datv", "loct"), -2.0, _CONSONANTS),
        Ending("е", "а", "femn", ("datv", "loct"), -2.0, _CONSONANTS),
        Ending("ем", "й", "masc", ("ablt",), -1.0, VOWELS),  # Абаем → Абай
        Ending("я", "й", "masc", ("gent", "accs"), -1.4, VOWELS.replace("и", "")),
        Ending("ю", "й", "masc", ("datv",), -1.4, VOWELS.replace("и", "")),
        # soft and adjectival masculine surnames: Городиского → Городиский, Гоголем → Гоголь
        Ending("ского", "ский", "masc", ("gent", "accs"), 0.0),
        Ending("скому", "ский", "masc", ("datv",), 0.0),
        Ending("ским", "ский", "masc", ("ablt",), 0.0),
        Ending("ском", "ский", "masc", ("loct",), 0.0),
        Ending("цкого", "цкий", "masc", ("gent", "accs"), 0.0),
        Ending("цкому", "цкий", "masc", ("datv",), 0.0),
        Ending("цким", "цкий", "masc", ("ablt",), 0.0),
        # Курцем → Курц: who is Курец is in the dictionary
        Ending("цем", "ц", "masc", ("ablt",), 0.8, "лрнт", unknown_only=True),
        Ending("ем", "ь", "masc", ("ablt",), -1.9, "лрнт"),
        Ending("я", "ь", "masc", ("gent", "accs"), -2.0, "лрнт"),
        Ending("ю", "ь", "masc", ("datv",), -2.0, "лрнт"),
    ]
    return tuple(rows)


SURNAME_ENDINGS = _rows()
