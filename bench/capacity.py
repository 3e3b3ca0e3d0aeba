"""From measured archives to larger ones: a fixed cost and a cost a document, proved by foretelling the largest measured one.

Every cost is taken as ``fixed + each * documents``, fitted so that relative errors are least. What the smaller archives said of
the largest, before it was looked at, stands beside what it cost; only then the largest takes part in the fit.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from plot import STYLE
from table import table

MILLION = 1_000_000
WANTED = (MILLION, 10 * MILLION, 100 * MILLION)
WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 760, 420, 70, 56, 44
KEY = 170
COLOURS = ("#1a7f6b", "#b35900", "#0969da", "#8250df", "#8c959f", "#cf222e")


@dataclass(frozen=True, slots=True)
class Assumed:
    """What the forecast takes for granted; another archive's keeper changes these and runs ``growth.py --report``."""

    processors: int = 16
    night_h: float = 8.0
    first_nights: int = 7
    changed_share: float = 0.001
    replicas: int = 1
    shard_gb: float = 40.0
    disk_gb: float = 2_000.0
    disk_filled: float = 0.7
    processor_hour: float = 0.04
    gb_month: float = 0.08


@dataclass(frozen=True, slots=True)
class Line:
    """``fixed + each * documents``, neither below 0."""

    fixed: float
    each: float

    def at(self, documents: float) -> float:
        """The cost with so many documents."""
        return self.fixed + self.each * documents


def fit(points: Mapping[int, float]) -> Line:
    """The line whose relative errors are least in the sum of their squares; through one point, the one through 0."""
    sizes, costs = np.array(list(points), float), np.array(list(points.values()), float)
    if len(points) > 1:
        fixed, each = np.linalg.lstsq(np.column_stack([1 / costs, sizes / costs]), np.ones(len(costs)), rcond=None)[0]
        if fixed >= 0 and each >= 0:
            return Line(float(fixed), float(each))
        if each < 0:
            return Line(_scaled(1 / costs), 0.0)
    return Line(0.0, _scaled(sizes / costs))


def _scaled(shares: NDArray[np.float64]) -> float:
    """By what to multiply them so that they come nearest to 1."""
    return float(shares.sum() / (shares @ shares))


def measured(figures: Mapping[str, Any]) -> dict[str, dict[int, float]]:
    """By what was measured, the cost by number of documents."""
    found: dict[str, dict[int, float]] = {}
    for size, told in sorted(figures["sizes"].items(), key=lambda pair: int(pair[0])):
        for name, cost in _costs(told):
            found.setdefault(name, {})[int(size)] = cost
    return found


def _costs(told: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    yield "text, MB", told["text_bytes"] / 1e6
    yield "store, MB", told["store_bytes"] / 1e6
    for name, cost in told["costs"].items():
        yield f"{name}, CPU s", cost["cpu_s"]
    for name, engine in told["engines"].items():
        # what a cluster's nodes spend is not svod's to count
        unit, called = ("wall", "wall") if name == "opensearch" else ("cpu", "CPU")
        yield f"index, {name}, {called} s", engine["build"][f"{unit}_s"]
        yield f"index, {name}, MB", engine["bytes"] / 1e6
        for quantile in ("p50", "p95"):
            yield f"answer, {name}, {quantile}, {called} ms", engine["queries"][f"{unit}_{quantile}"]


def page(figures: Mapping[str, Any], assumed: Assumed | None = None) -> str:
    """The whole page as Markdown."""
    assumed = assumed or Assumed()
    known = measured(figures)
    sizes = sorted(int(size) for size in figures["sizes"])
    parts = [_opening(figures, sizes), _curves(known, sizes)]
    if len(sizes) > 2:
        parts.append(_proof(known, sizes))
    if len(sizes) > 1:
        parts.append(_forecast(known, assumed))
    return "\n\n".join([*parts, _closing()]) + "\n"


def _opening(figures: Mapping[str, Any], sizes: Sequence[int]) -> str:
    largest = figures["sizes"][str(sizes[-1])]
    loops = ", ".join(f"{figures['sizes'][str(size)]['calibration_s'] * 1000:.0f}" for size in sizes)
    return (
        "# Growth and capacity\n\n"
        f"Written by `python bench/growth.py` on {figures['date']} with svod {figures['versions']['svod']}; do not edit. "
        f"Archives of {', '.join(f'{size:,}' for size in sizes)} invented documents "
        f"({largest['text_bytes'] / sizes[-1] / 1000:.1f} KB of plain text each, in four languages, with names; see "
        "`bench/invented.py`), entities on. Seconds of processor are of all processes on one machine; the calibration loop "
        f"took {loops} ms before each size, so where these differ the machine did. What other kinds of files cost to read "
        "stands in [Speed](bench.md).\n\n![Cost by number of documents](pictures/capacity.svg)"
    )


def _curves(known: Mapping[str, Mapping[int, float]], sizes: Sequence[int]) -> str:
    rows = [(name, *(_figure(costs.get(size)) for size in sizes)) for name, costs in known.items()]
    return "## Measured\n\n" + table(("documents", *(f"{size:,}" for size in sizes)), rows)


def _proof(known: Mapping[str, Mapping[int, float]], sizes: Sequence[int]) -> str:
    *smaller, largest = sizes
    rows = []
    for name, costs in known.items():
        if all(size in costs for size in sizes):
            told = fit({size: costs[size] for size in smaller}).at(largest)
            rows.append((name, _figure(told), _figure(costs[largest]), f"{told / costs[largest] - 1:+.0%}"))
    said = ", ".join(f"{size:,}" for size in smaller)
    return (
        f"## Does the model hold?\n\nWhat {said} documents said of {largest:,}, and what these cost. A cost is a fixed part "
        "and a part for each document.\n\n" + table(("", "foretold", "measured", "error"), rows)
    )


def _forecast(known: Mapping[str, Mapping[int, float]], assumed: Assumed) -> str:
    lines = {name: fit(costs) for name, costs in known.items()}
    engine = "opensearch" if "index, opensearch, MB" in lines else "tantivy"
    columns = [_needs(lines, documents, engine, assumed) for documents in WANTED]
    rows = [(name, *(column[name] for column in columns)) for name in columns[0]]
    instead = "" if engine == "opensearch" else " OpenSearch was not measured here: Tantivy's sizes stand in for its own."
    return (
        "## What larger archives need\n\nThe lines fitted to all sizes, carried on. No archive of a million was built: "
        f"beyond the measured sizes this is arithmetic.{instead}\n\n"
        + table(("documents", *(f"{documents:,}" for documents in WANTED)), rows)
        + f"\n\nAssumed: machines of {assumed.processors} processors as fast as this one, nights of {assumed.night_h:g} "
        f"hours, the first reading spread over {assumed.first_nights} nights, {assumed.changed_share:.1%} of the documents "
        f"new or changed a night, {assumed.replicas} replica, shards of {assumed.shard_gb:g} GB, data nodes with "
        f"{assumed.disk_gb:,.0f} GB of disk filled to {assumed.disk_filled:.0%}, room for two generations of the index; "
        f"{assumed.processor_hour:g} for an hour of a processor and {assumed.gb_month:g} for a GB of disk a month, in your "
        "currency. `Assumed` in `bench/capacity.py` holds these; `python bench/growth.py --report` writes the page anew."
    )


def _needs(lines: Mapping[str, Line], documents: int, engine: str, assumed: Assumed) -> dict[str, str]:
    reading_h = lines["ingest, CPU s"].at(documents) / 3600
    a_night_h = reading_h * assumed.changed_share
    build = next(line for name, line in lines.items() if name.startswith(f"index, {engine}, ") and name.endswith(" s"))
    text_gb, store_gb = (lines[f"{name}, MB"].at(documents) / 1000 for name in ("text", "store"))
    index_gb = lines[f"index, {engine}, MB"].at(documents) / 1000
    held_gb = index_gb * (1 + assumed.replicas) * 2
    readers = math.ceil(reading_h / (assumed.processors * assumed.night_h * assumed.first_nights))
    nodes = max(1 + assumed.replicas, math.ceil(held_gb / (assumed.disk_gb * assumed.disk_filled)))
    return {
        "text": f"{text_gb:,.0f} GB",
        "first reading": f"{reading_h:,.0f} processor hours",
        f"machines to read it in {assumed.first_nights} nights": f"{readers:,}",
        "a night's new and changed": f"{a_night_h:,.1f} processor hours",
        "building the index once": f"{build.at(documents) / 3600:,.1f} h",
        "store": f"{store_gb:,.0f} GB",
        "index, one copy": f"{index_gb:,.0f} GB",
        "shards": f"{math.ceil(index_gb / assumed.shard_gb):,}",
        "disk for index, replicas, two generations": f"{held_gb:,.0f} GB",
        "data nodes, by disk": f"{nodes:,}",
        "first reading costs": f"{reading_h * assumed.processor_hour:,.0f}",
        "a month's disk costs": f"{(store_gb + held_gb) * assumed.gb_month:,.0f}",
        "a month's nights cost": f"{30 * a_night_h * assumed.processor_hour:,.0f}",
    }


def _closing() -> str:
    return (
        "## How to repeat it\n\n```\n.venv/bin/python bench/growth.py                                # 2,000, 20,000 and "
        "200,000 documents: a night\n.venv/bin/python bench/growth.py --sizes 200 2000 20000 --nodes # with two OpenSearch "
        "nodes (JDK 21, maven)\n```"
    )


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def picture(figures: Mapping[str, Any]) -> str:
    """An SVG: seconds of processor by documents, both by powers of ten; dots were measured, lines are fitted to them."""
    curves = {name: costs for name, costs in measured(figures).items() if name.endswith((", CPU s", ", wall s"))}
    sizes = sorted(int(size) for size in figures["sizes"])
    every = [cost for costs in curves.values() for cost in costs.values()]
    across = _scale(sizes[0], sizes[-1], LEFT, WIDTH - KEY)
    upward = _scale(min(every), max(every), HEIGHT - BOTTOM, TOP)
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="title">',
        '<title id="title">Seconds by number of documents, for reading, each index and a night</title>',
        f"<style>{STYLE}</style>",
        '<text x="8" y="20" font-weight="600">Seconds by number of documents</text>',
        '<text x="8" y="38" class="small">dots were measured, lines are a fixed cost and a cost a document; both scales by '
        "powers of ten</text>",
        *_grid(min(every), max(every), sizes, across, upward),
    ]
    for number, (name, costs) in enumerate(curves.items()):
        body += _curve(name, costs, COLOURS[number % len(COLOURS)], TOP + 22 * number, across, upward)
    return "\n".join([*body, "</svg>"]) + "\n"


Place = Callable[[float], float]


def _scale(least: float, most: float, start: float, stop: float) -> Place:
    low, high = math.log10(least), math.log10(max(most, least * 1.01))
    return lambda value: start + (math.log10(value) - low) / (high - low) * (stop - start)


def _grid(least: float, most: float, sizes: Sequence[int], across: Place, upward: Place) -> Iterator[str]:
    for power in range(math.ceil(math.log10(least)), math.floor(math.log10(most)) + 1):
        height = upward(10.0**power)
        yield f'<path class="grid" d="M{LEFT} {height:.1f}H{WIDTH - KEY}"/>'
        yield f'<text x="{LEFT - 8}" y="{height + 4:.1f}" text-anchor="end" class="small">{10.0**power:g} s</text>'
    for size in sizes:
        yield f'<path class="grid" d="M{across(size):.1f} {TOP - 6}V{HEIGHT - BOTTOM}"/>'
        yield f'<text x="{across(size):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle" class="small">{size:,}</text>'


def _curve(name: str, costs: Mapping[int, float], colour: str, key: float, across: Place, upward: Place) -> Iterator[str]:
    line, first, last = fit(costs), min(costs), max(costs)
    steps = [first * (last / first) ** (step / 40) for step in range(41)]
    path = "L".join(f"{across(size):.1f} {upward(line.at(size)):.1f}" for size in steps)
    yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
    for size, cost in costs.items():
        yield f'<circle cx="{across(size):.1f}" cy="{upward(cost):.1f}" r="4" fill="{colour}"/>'
    yield f'<rect x="{WIDTH - KEY + 14}" y="{key}" width="12" height="12" rx="2" fill="{colour}"/>'
    yield f'<text x="{WIDTH - KEY + 32}" y="{key + 10}" class="small">{name}</text>'
