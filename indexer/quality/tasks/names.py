"""Nominatives of names: of those that svod found in the right place as the right kind, how many it writes as people do.

Letter case, ё and quotation marks do not count. A name that the document completed («Городиская» → «Ирина Городиская») is
right when it holds the gold nominative, and so is an abbreviation known by its long form.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from corpus.languages import fold
from corpus.model import Mention
from indexer.quality.analysed import read_all
from indexer.quality.measures import share
from indexer.quality.tasks import Measured, set_name
from indexer.quality.values import KINDS, NoGold, Options

_MARKS = re.compile("[«»“”„‟\"'’ʼ]")
_INITIAL = re.compile(r"\w\.")


def measure(options: Options) -> Iterator[Measured]:
    """per_exact, loc_exact, org_exact; ``n`` counts names that were found and have a gold nominative."""
    rows: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for read in read_all(options):
        judged = [(name.kind, is_right(mention, name.nominative)) for name, mention in read.agreed if name.nominative]
        for kind in KINDS:
            right = [hit for of, hit in judged if of == kind]
            rows[kind].append((sum(right), len(right)))
    if not any(total for counts in rows.values() for _, total in counts):
        raise NoGold(f"{options.folder}: no name that was found has a nominative; names want a table of mentions or [brackets]")
    for kind in KINDS:
        yield set_name(options), share(f"{kind.lower()}_exact", rows[kind])


def is_right(mention: Mention, nominative: str) -> bool:
    """True when the mention's name is this nominative, or was completed from it."""
    wanted = plain(nominative)
    if plain(mention.name) == wanted:
        return True
    if not mention.note:
        return False
    words = [word for word in wanted.split() if not _INITIAL.fullmatch(word)]
    return plain(mention.text) == wanted or (bool(words) and set(words) <= set(plain(mention.name).split()))


def plain(name: str) -> str:
    """A name as it is compared: folded, without quotation marks, blanks single."""
    return " ".join(fold(_MARKS.sub("", name)).split())
