"""Roles: who holds which position, and where. A role counts by any letter in common with what people marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.analysis import analyse_text
from corpus.model import Role, Span
from indexer.quality.analysed import defaults
from indexer.quality.gold import facts
from indexer.quality.gold.facts import Pair, Places
from indexer.quality.measures import harmonic
from indexer.quality.tasks import Measured, set_name
from indexer.quality.values import NoGold, Options

Found = tuple[Span, Span]


def measure(options: Options) -> Iterator[Measured]:
    """f1 of pairs (person, position), and workplace_f1 of pairs (person, organisation); ``n`` counts gold pairs.

    Where the gold says which mentions are one person, a role beside any of them is right.
    """
    texts = options.sample(list(facts.read(options.folder)))
    if not any(gold.positions or gold.workplaces for gold in texts):
        raise NoGold(f"{options.folder}: wanted .facts beside factRuEval's layers, or .ann with WORKS_AS and WORKPLACE")
    settings = defaults()
    positions, workplaces = [], []
    for gold in texts:
        roles = analyse_text(gold.text, settings).findings.roles
        positions.append(_counts([(role.person, role.position) for role in roles], gold.positions))
        workplaces.append(_counts(list(_places_of(roles)), gold.workplaces))
    yield set_name(options), harmonic("f1", positions)
    yield set_name(options), harmonic("workplace_f1", workplaces)


def _places_of(roles: Sequence[Role]) -> Iterator[Found]:
    return ((role.person, role.organisation) for role in roles if role.organisation is not None)


def _counts(found: Sequence[Found], wanted: Sequence[Pair]) -> tuple[int, int, int, int]:
    """Found pairs that are wanted, all found; wanted ones that were found, all wanted."""
    right = sum(any(_agree(pair, gold) for gold in wanted) for pair in found)
    met = sum(any(_agree(pair, gold) for pair in found) for gold in wanted)
    return right, len(found), met, len(wanted)


def _agree(pair: Found, gold: Pair) -> bool:
    return all(_meets(span, places) for span, places in zip(pair, gold, strict=True))


def _meets(span: Span, places: Places) -> bool:
    return any(span.overlaps(place) for place in places)
