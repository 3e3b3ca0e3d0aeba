"""Gold texts beside what svod makes of them, by the same analysis as documents get."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from corpus import config as configuration
from corpus.analysis import analyse_text
from corpus.config import Config
from corpus.mentions import learned
from corpus.mentions.training.fit import apart
from corpus.mentions.training.sentences import sentences
from corpus.model import EntityType, Findings, Mention, Span
from corpus.morphology.training.seen import mark
from indexer.quality.gold import read_texts
from indexer.quality.gold.files import files
from indexer.quality.gold.marks import outermost, unquoted
from indexer.quality.values import LOC, ORG, PER, GoldName, GoldText, Options

KIND_OF_TYPE = {
    EntityType.PERSON: PER,
    EntityType.ORGANISATION: ORG,
    **dict.fromkeys((EntityType.CITY, EntityType.COUNTRY, EntityType.REGION, EntityType.PLACE), LOC),
}

Mark = tuple[Span, str]


@dataclass(frozen=True, slots=True)
class Read:
    """A gold text and the findings in it; ``marks`` are the outermost mentions of the three kinds, without quotation marks."""

    gold: GoldText
    findings: Findings

    @property
    def marks(self) -> list[Mark]:
        """Spans with their kinds, in text order."""
        return outermost(self.mentions)

    @property
    def mentions(self) -> dict[Mark, Mention]:
        """The mention behind each span and kind, nested ones too."""
        text = self.gold.text
        bare = (
            ((unquoted(mention.span, text), KIND_OF_TYPE[mention.type]), mention)
            for mention in self.findings.mentions
            if mention.type in KIND_OF_TYPE
        )
        return {mark: mention for mark, mention in bare if len(mark[0])}

    @property
    def agreed(self) -> Iterator[tuple[GoldName, Mention]]:
        """Gold names that svod found in the same place as the same kind."""
        mentions, marks = self.mentions, set(self.marks)
        for name in self.gold.names:
            if (name.span, name.kind) in marks:
                yield name, mentions[name.span, name.kind]


def read_all(options: Options) -> Iterator[Read]:
    """Every gold text of the folder, read by svod with its settings as they come. Raises NoGold.

    Sentences that a shipped tagger was learned from are read by one that is learned, here and now, from the others.
    """
    settings = defaults()
    texts = read_texts(options, "marked names")
    known = {gold.text: gold for gold in texts if mark(gold.text) in learned.seen(gold.language or "kk")}
    for gold in texts:
        if gold.text not in known:
            yield Read(gold, analyse_text(gold.text, settings).findings)
    yield from _read_apart(known, options.folder, settings)


def _read_apart(known: Mapping[str, GoldText], folder: Path, settings: Config) -> Iterator[Read]:
    for path in files(folder, ".txt") if known else ():
        every = list(sentences(path))
        if not any(sentence.text in known for sentence in every):
            continue
        for weights, part in apart(every, [], "kk"):
            with learned.lend("kk", weights):
                for text in dict.fromkeys(sentence.text for sentence in part if sentence.text in known):
                    yield Read(known[text], analyse_text(text, settings).findings)


def defaults(**options: object) -> Config:
    """The settings that every archive starts with; a language that is measured is one of the archive's."""
    return configuration.load(None, {key.replace("__", "."): value for key, value in options.items()}, environment={})


def allowed_languages(*wanted: str) -> tuple[str, ...]:
    """The languages of a new archive, and those of the set."""
    return tuple(dict.fromkeys(chain(defaults()["archive.languages"], filter(None, wanted))))
