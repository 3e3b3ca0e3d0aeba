"""The formulas, by cases worked out by hand and by two libraries of the field."""

from __future__ import annotations

import random

import pytest

from indexer.quality.measures import (
    bcubed,
    capped_recall,
    harmonic,
    is_name,
    mean,
    ndcg,
    recall,
    reciprocal_rank,
    share,
    shared_shingles,
)

RANKED = ["a", "b", "c", "d"]


def test_ranks_by_hand() -> None:
    """The first relevant document is second; one of three relevant ones is missing; gains count as they are."""
    gains = {"b": 2, "d": 1, "z": 1}
    assert reciprocal_rank(RANKED, gains, 10) == 0.5
    assert recall(RANKED, gains, 10) == pytest.approx(2 / 3)
    # 2/log2(3) + 1/log2(5), by 2/log2(2) + 1/log2(3) + 1/log2(4)
    assert ndcg(RANKED, gains, 10) == pytest.approx((1.26186 + 0.43068) / (2 + 0.63093 + 0.5), abs=1e-4)


def test_capped_recall_can_reach_one() -> None:
    """Of three relevant documents two can be among the first two, and one is; among four places all three can be."""
    gains = {"b": 2, "d": 1, "z": 1, "a": 0}
    assert capped_recall(RANKED, gains, 2) == 0.5
    assert capped_recall(RANKED, gains, 4) == pytest.approx(2 / 3)
    assert capped_recall(RANKED, {"a": 0}, 4) == 0.0


@pytest.mark.parametrize(("depth", "expected"), [(1, 0.0), (2, 1.0)])
def test_depth_cuts(depth: int, expected: float) -> None:
    """What lies deeper than asked does not count."""
    assert recall(RANKED, {"b": 1}, depth) == expected
    assert bool(reciprocal_rank(RANKED, {"b": 1}, depth)) == bool(expected)


def test_nothing_found_is_zero() -> None:
    """No answer scores nothing and breaks nothing."""
    assert (reciprocal_rank([], {"a": 1}, 10), ndcg([], {"a": 1}, 10), recall([], {"a": 1}, 10)) == (0.0, 0.0, 0.0)


def test_bcubed_by_hand() -> None:
    """Bagga and Baldwin's own kind of case: two clusters of the answer over three of the key."""
    scores = bcubed([1, 1, 1, 2], ["x", "x", "y", "y"])
    assert scores == [
        (pytest.approx(2 / 3), 1.0),
        (pytest.approx(2 / 3), 1.0),
        (pytest.approx(1 / 3), 0.5),
        (1.0, 0.5),
    ]


def test_shingles_count_repetition() -> None:
    """A run said twice and found once is half recalled; a text shorter than a run is one run."""
    assert shared_shingles("a b".split(), "a b a b".split(), 2) == (1.0, pytest.approx(1 / 3))
    assert shared_shingles(["a"], ["a"], 4) == (1.0, 1.0)
    assert shared_shingles([], [], 4) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("written", "expected"),
    [("Ош", True), ("российский", False), ("თბილისი", True), ("верховный суд Пакистана", True), ("112", True), ("eGov", True)],
)
def test_a_name_has_a_capital(written: str, expected: bool) -> None:
    """Small letters alone make no name, unless the script has no others."""
    assert is_name(written) is expected


def test_shares_and_their_intervals() -> None:
    """The value is that of the sums, lies within its interval, and is the same at every run."""
    rows = [(1.0, 2.0), (3.0, 3.0), (0.0, 1.0), (2.0, 2.0)]
    found = share("x", rows)
    assert (found.value, found.n) == (0.75, 8)
    assert found.low < found.value < found.high
    assert share("x", rows) == found


def test_a_harmonic_mean_of_two_shares() -> None:
    """1/2 and 1/4 make 1/3; one of them 0 makes 0."""
    assert harmonic("x", [(1, 2, 1, 4)]).value == pytest.approx(1 / 3)
    assert harmonic("x", [(0, 2, 0, 4)]).value == 0.0


def test_what_was_not_judged_says_nothing() -> None:
    """Units without a judged item widen no interval; no judged item at all is a figure of n = 0."""
    assert share("x", [(1, 1), (0, 0), (0, 0), (0, 0)]).low == 1.0
    assert (share("x", [(0, 0)]).n, mean("x", []).n) == (0, 0)


def test_intervals_cover_what_they_should() -> None:
    """Of 200 samples of 60 from a coin of .7, about 95 % of intervals hold .7."""
    rng = random.Random(7)
    held = 0
    for _ in range(200):
        found = mean("x", [float(rng.random() < 0.7) for _ in range(60)])
        held += found.low <= 0.7 <= found.high
    assert 0.90 <= held / 200 <= 0.99


def test_ranks_equal_those_of_pytrec_eval() -> None:
    """On 200 random answers with graded judgements."""
    pytrec_eval = pytest.importorskip("pytrec_eval")
    rng = random.Random(3)
    documents = [f"d{number}" for number in range(300)]
    gains = {f"q{n}": {d: rng.randint(1, 3) for d in rng.sample(documents, rng.randint(1, 30))} for n in range(200)}
    ranked = {query: rng.sample(documents, rng.randint(5, 200)) for query in gains}
    runs = {query: {d: float(len(found) - place) for place, d in enumerate(found)} for query, found in ranked.items()}
    measured = pytrec_eval.RelevanceEvaluator(gains, {"recip_rank", "ndcg_cut.10", "recall.10,100"}).evaluate(runs)
    for query, expected in measured.items():
        found, judged = ranked[query], gains[query]
        assert reciprocal_rank(found, judged, len(found)) == pytest.approx(expected["recip_rank"])
        assert ndcg(found, judged, 10) == pytest.approx(expected["ndcg_cut_10"])
        assert recall(found, judged, 10) == pytest.approx(expected["recall_10"])
        assert recall(found, judged, 100) == pytest.approx(expected["recall_100"])


def test_entity_scores_equal_those_of_nervaluate() -> None:
    """Exact spans and kinds of 60 random sentences, right ones, wrong kinds, wrong ends and invented ones."""
    nervaluate = pytest.importorskip("nervaluate")
    rng = random.Random(5)
    kinds = ("PER", "LOC", "ORG")
    wanted = [{start: (start + 3, rng.choice(kinds)) for start in rng.sample(range(0, 50, 10), 3)} for _ in range(60)]
    found = [
        {start: (rng.choice((stop, stop, stop + 1)), rng.choice((kind, kind, "ORG"))) for start, (stop, kind) in each.items()}
        | {50: (53, "PER")}
        for each in wanted
    ]
    rows = [(len(left.items() & right.items()), len(left), len(right)) for left, right in zip(found, wanted, strict=True)]
    ours = share("micro_f1", [(2 * right, found_ + wanted_) for right, found_, wanted_ in rows]).value
    spans = [
        [[{"label": kind, "start": start, "end": stop} for start, (stop, kind) in sorted(each.items())] for each in sets]
        for sets in (wanted, found)
    ]
    measured = nervaluate.Evaluator(*spans, tags=list(kinds), loader="dict").evaluate()
    assert ours == pytest.approx(measured["overall"]["strict"].f1)
