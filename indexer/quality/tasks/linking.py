"""Linking: whether mentions of one thing become one entity (B-cubed), and whether a name finds itself in another script.

B-cubed is taken over mentions that svod found in the right place as the right kind, within each language: what it did not
find is the fault of finding. For top-1 each name of a table of two scripts looks for its partner among ``candidates`` by
the sound that linking compares people by.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from pathlib import Path

from corpus.entities import link
from corpus.languages import script
from corpus.likeness import likeliest
from corpus.model import Alias, Mention, Name
from indexer.quality.analysed import Read, read_all
from indexer.quality.gold.files import files, rows
from indexer.quality.measures import bcubed, harmonic, mean
from indexer.quality.tasks import Measured, homonyms, set_name
from indexer.quality.values import Figure, NoGold, Options

NameKey = tuple[Hashable, ...]
Pair = tuple[str, str]
"""A name in the Latin script and in another."""


def measure(options: Options) -> Iterator[Measured]:
    """homonyms where towns have countries, bcubed_f1 where mentions have identities, top1 where names stand in two scripts.

    ``n`` counts sentences, mentions, names.
    """
    towns = homonyms.judged(options)
    if towns:
        yield set_name(options), mean("homonyms", towns)
        return
    pairs = options.sample(_pairs(options.folder))
    if pairs:
        yield set_name(options), mean("top1", [hit for pool in _pools(pairs, options.candidates) for hit in _hits(pool)])
        return
    found = [read for read in read_all(options) if any(name.entity for name in read.gold.names)]
    if not found:
        raise NoGold(
            f"{options.folder}: wanted mentions with identities, a table with a column country, "
            "or one of two columns, a name in two scripts"
        )
    yield set_name(options), _clustered(found)


def _clustered(found: Sequence[Read]) -> Figure:
    """B-cubed F1, documents resampled."""
    ids = _entities(found)
    sums = [[0.0, 0.0] for _ in found]
    counts = [0 for _ in found]
    for language in {read.gold.language for read in found}:
        judged = [
            (place, ids[_key(mention)], name.entity)
            for place, read in enumerate(found)
            if read.gold.language == language
            for name, mention in read.agreed
            if name.entity
        ]
        scores = bcubed([id for _, id, _ in judged], [entity for _, _, entity in judged])
        for (place, _, _), (precision, recall) in zip(judged, scores, strict=True):
            sums[place][0] += precision
            sums[place][1] += recall
            counts[place] += 1
    return harmonic("bcubed_f1", [(p, n, r, n) for (p, r), n in zip(sums, counts, strict=True)])


def _entities(found: Sequence[Read]) -> dict[NameKey, str]:
    """The entity of each name, as linking all the documents together gives them."""
    mentions: Counter[NameKey] = Counter()
    documents: Counter[NameKey] = Counter()
    sample: dict[NameKey, Mention] = {}
    aliases: list[Alias] = []
    for read in found:
        keys = [_key(mention) for mention in read.findings.mentions]
        sample |= zip(keys, read.findings.mentions, strict=True)
        mentions.update(keys)
        documents.update(set(keys))
        aliases += read.findings.aliases
    names = [
        Name(number, each.type, each.name, each.language, each.link, documents[key], mentions[key])
        for number, (key, each) in enumerate(sample.items())
    ]
    keys = list(sample)
    return {keys[number]: draft.id for draft in link(names, aliases) for number, _ in draft.members}


def _key(mention: Mention) -> NameKey:
    return mention.type, mention.name, mention.language, mention.link


def _pairs(folder: Path) -> list[Pair]:
    """Rows of tables whose first cell is Latin and whose second is not; a third may count them."""
    return [
        (row[0], row[1])
        for path in files(folder, ".tsv")
        for row in rows(path)
        if len(row) in (2, 3) and row[1] and script(row[0]) == "Latn" != script(row[1])
    ]


def _pools(pairs: Sequence[Pair], size: int) -> Iterator[Sequence[Pair]]:
    for start in range(0, len(pairs), size):
        yield pairs[start : start + size]


def _hits(pool: Sequence[Pair]) -> list[float]:
    """For each name of the pool that is not Latin, whether the likeliest Latin one is a partner of it."""
    partners: dict[str, set[str]] = defaultdict(set)
    for latin, other in pool:
        partners[other].add(latin)
    candidates = sorted({latin for latin, _ in pool})
    return [float(likeliest(name, candidates)[0][0] in partners[name]) for name in partners]
