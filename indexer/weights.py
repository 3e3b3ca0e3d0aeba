"""What counts how much in ranking, all in one place, each with the experiment that set it. No weight changes what is found.

Experiments are run by ``svod quality search`` and ``bench/closeness.py`` on public sets: questions to paragraphs (xquad),
keywords to help pages (lohelp), headlines to articles (ntrex). Where a set was halved, queries by the SHA-1 of their ids,
figures are of the first half, on which the weight was picked, and of the second, which tells what it is worth.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.config import Config
from indexer.schema import TITLE
from indexer.terms import Tier

K1, B = 1.2, 0.75
"""How soon more of the same counts no more, and how much a long document owes. Robertson and Zaragoza, "The Probabilistic
Relevance Framework", 2009: the usual values."""

PHRASE = 0.5
"""What a translation of several words counts beside one of a single word: its words are counted each. Not measured."""

SERVICE = 0.2
"""What a word that only joins or asks («сколько», «which») counts among words any of which may answer. MRR@10 of all queries
without and with: xquad ru .942 and .949, de .917 and .920, lohelp ru-en .333 and .386."""

DEPTH = 20
"""So many documents of an answer are read again for closeness. With 10 xquad de is .940 and .946, with 20 .947 and .956."""

SUBWORD = 0.3
"""What shared parts of words count beside the engine's score. MRR@10 of the engine's order and of this, first half and second:
xquad ru .941 .956 and .946 .955, de .919 .926 and .949 .955, tr .917 .935 and .941 .950, ro .947 .968 and .957 .970, en .957
.963 and .960 .962, lohelp ru .511 .524 and .542 .558 (600 queries of each)."""

BESIDE = 0.3
"""What a pair of words counts that stand side by side as they were typed, whatever their endings. Without it, first half and
second: lohelp ru .539 .557, all xquad sets within .003."""

LEAD = 0.1
"""What a word at the beginning of the text counts. Paragraphs and help pages have no lead: with 0, 0.1 and 0.2 all sets stay
within .002, with 0.5 xquad de loses .004."""

TOGETHER = 1.0
"""What the words count that one sentence holds, each by how few of the texts have it. Without and with, first half and second:
xquad ru .946 .954 and .948 .959, en .957 .961 and .961 .965, tr .939 .949 and .944 .949, de .948 .956 and .946 .956, names to
news ru .926 .954 and .930 .951; two sentences in place of one, or what of the question has a number: no set gains."""

TITLED = 4.0
"""What the share of the question's words counts that the title holds. Without and with: lohelp ru .576 .599 and .610 .630,
names to news ru .930 .951 and .930 .947; with 8 lohelp gains .003 more, names to news lose as much. No other set has titles."""

TITLE_TIMES = 4
"""How many times over the title stands for parts of words, as ``Weights.title``; with 2 no set differs."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each tier, the title and shared boilerplate count in ranking: what an archive's settings may change.

    Picked among ten settings on four small Russian sets, all their queries seen. MRR@10 with form 1 and title 2.5, then with
    these: questions to paragraphs .927 and .942, keywords to help pages .560 and .597, headlines to articles .884 and .892,
    names to news .930 and .929.
    """

    form: float = 0.25
    word: float = 1.0
    reading: float = 0.3
    stem: float = 0.5
    title: float = 4.0
    boilerplate: float = 0.1
    translation: float = 0.4

    @classmethod
    def of(cls, config: Config) -> Weights:
        """The weights that the archive's settings give."""
        names = ("exact", "lemma", "reading", "stem", "title", "boilerplate", "translation")
        return cls(*(float(config[f"search.weight_{name}"]) for name in names))

    def tiers(self) -> dict[Tier, float]:
        """What a word counts by how it was found."""
        return {
            Tier.FORM: self.form, Tier.WORD: self.word, Tier.READING: self.reading, Tier.STEM: self.stem,
            Tier.ALIKE: self.stem, Tier.TRANSLATION: self.translation,
        }  # fmt: skip

    def of_field(self, field: str) -> float:
        """What a word counts by where it stands: the title, a shared passage, or elsewhere."""
        if field.startswith(f"{TITLE}_"):
            return self.title
        return self.boilerplate if field.startswith("shared_") else 1.0
