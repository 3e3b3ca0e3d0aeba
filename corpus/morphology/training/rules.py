"""What grammar says before any treebank is read: the weights that learning starts from, and keeps where it saw nothing."""

from __future__ import annotations

from collections.abc import Iterator

Name = tuple[str, str]

# Which cases a preposition takes: «к горе» is a mountain's dative, «от горя» is grief's genitive
_GOVERNED = {
    "g": "без возле вместо вне внутри вокруг для до из изо кроме мимо около от ото после против ради среди у "
    "без біля від для до крім навколо після проти серед",
    "d": "благодаря к ко согласно вопреки завдяки",
    "a": "про сквозь через крізь",
    "i": "над надо перед передо між",
    "l": "при",
    "al": "в во на о об обо у",
    "ai": "за под подо під",
    "gi": "между",
    "gai": "с со з із зі",
    "dal": "по",
}
_NOMINALS = ("NOUN", "ADJF", "PRTF", "NPRO", "NUMR")
_OTHERS = ("VERB", "VERB!", "VERB<", "INFN", "GRND", "ADVB", "PRCL", "CONJ", "COMP", "ADJS", "PRED", "INTJ", "PREP")
_CASES = "ngdailv"
_TAKES, _REFUSES, _SKIPS = 2.0, -4.0, -1.5

# A capital inside a sentence says a name, a small letter says none; at the start a capital says little
_CAPITALS = {"ql": {"name": -5.0}, "qC": {"name": 1.0, "common": -1.0}, "qCo": {"name": 0.7, "common": -0.7}}
_KINDS = "NSPGO"


# Romanian «a»: a participle or a short pronoun makes it «avea» («a spus, s-a dus»), a genitive «al» («a țării»), an
# infinitive or a preposition before it the particle («pentru a face»); by how the neighbours end, or what they are
_AFTER_HAVING = "at ut it ât ît st us is ns rs as es os pt rt"
_AFTER_OWNING = "ei ii ui or"
_CONSONANTS, _INFINITIVE_ENDS = "bcdfghjlmnprsştţvxz", "aeiî"
_BEFORE_HAVING = "-s -l -i -m -n -v -ne -le -te -mi -ţi -şi -u -o nu că care ce el ea"
_BEFORE_PARTICLE = "de pentru fără spre prin"
_PARTICLE_FOLLOWED = "fi se nu îl îşi îi o le"
_LIKELY, _MAYBE = 3.0, 1.5


def starting_weights(code: str) -> Iterator[tuple[Name, float]]:
    """Every weight that grammar gives for a language, by property and name."""
    yield ("p", "p"), 1.0
    if code == "ro":
        yield from _romanian()
        return
    for spelling, weights in _CAPITALS.items():
        for kind in _KINDS:
            yield (spelling, f"@{kind}"), weights["name"]
        yield (spelling, "@-"), weights.get("common", 0.0)
    for preposition, governed in _prepositions().items():
        for part in _NOMINALS:
            yield from ((("c" + preposition, part + case), _TAKES if case in governed else _REFUSES) for case in _CASES)
        yield from ((("c" + preposition, part + "-"), _SKIPS) for part in _OTHERS)


def _romanian() -> Iterator[tuple[Name, float]]:
    infinitives = (f"{consonant}{vowel}" for consonant in _CONSONANTS for vowel in _INFINITIVE_ENDS)
    yield from ((("f?" + ending, "VERB-"), _LIKELY) for ending in _AFTER_HAVING.split())
    yield from ((("f?" + ending, "DET-"), _LIKELY) for ending in _AFTER_OWNING.split())
    yield from ((("f?" + ending, "PRCL-"), _MAYBE) for ending in (*infinitives, "ea", "ia", "ui"))
    yield from ((("c" + word, "VERB-"), _LIKELY) for word in _BEFORE_HAVING.split())
    yield from ((("c" + word, "PRCL-"), _LIKELY) for word in _BEFORE_PARTICLE.split())
    yield from ((("g" + word, "PRCL-"), _LIKELY) for word in _PARTICLE_FOLLOWED.split())


def _prepositions() -> dict[str, str]:
    cases: dict[str, str] = {}
    for governed, prepositions in _GOVERNED.items():
        for preposition in prepositions.split():
            cases[preposition] = cases.get(preposition, "") + governed
    return cases
