"""The race as a picture: processor seconds from files to an index, a bar a contender, drawn for light and dark pages."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from html import escape
from typing import Any

WIDTH, LEFT, ROW, TOP = 760, 190, 30, 56
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.small { font-size: 11px; fill: #59636e }
.svod { fill: #1a7f6b }
.peer { fill: #8c959f }
.range { stroke: #1f2328; stroke-width: 1.5 }
.grid { stroke: #d1d9e0 }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc }
  .small { fill: #9198a1 }
  .svod { fill: #3fb99b }
  .peer { fill: #656c76 }
  .range { stroke: #f0f6fc }
  .grid { stroke: #3d444d }
}
"""


def picture(race: Mapping[str, Any]) -> str:
    """An SVG; the shortest bar comes first, a line shows the range of rounds. What was given texts says so."""
    rows = sorted(((name, told) for name, told in race["built"].items()), key=lambda row: _middle(row[1]))
    most = max(each["cpu_s"] for _, told in rows for each in told["rounds"])
    scale = (WIDTH - LEFT - 90) / most
    height = TOP + ROW * len(rows) + 12
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="title">',
        f'<title id="title">{escape(_said(rows))}</title>',
        f"<style>{STYLE}</style>",
        '<text x="8" y="20" font-weight="600">From files to an index: processor seconds, all processes</text>',
        '<text x="8" y="38" class="small">median of the rounds, their range as a line; shorter is better; '
        "* given texts instead of files</text>",
        *_grid(most, scale, height),
        *(line for place, (name, told) in enumerate(rows) for line in _bar(TOP + ROW * place, name, told, scale)),
        "</svg>",
    ]
    return "\n".join(body) + "\n"


def _bar(top: int, name: str, told: Mapping[str, Any], scale: float) -> list[str]:
    seconds = [each["cpu_s"] for each in told["rounds"]]
    middle, kind = _middle(told), "svod" if name.startswith("svod") else "peer"
    low, high, line = LEFT + scale * min(seconds), LEFT + scale * max(seconds), top + 11
    label = escape(name + (" *" if told["texts"] else ""))
    return [
        f'<text x="{LEFT - 8}" y="{top + 15}" text-anchor="end">{label}</text>',
        f'<rect class="{kind}" x="{LEFT}" y="{top + 2}" width="{max(1.0, scale * middle):.1f}" height="18" rx="2"/>',
        f'<path class="range" d="M{low:.1f} {line}H{high:.1f}"/>',
        f'<text x="{high + 6:.1f}" y="{top + 15}">{middle:,.3g} s</text>'
        if middle < 100
        else f'<text x="{high + 6:.1f}" y="{top + 15}">{middle:,.0f} s</text>',
    ]


def _grid(most: float, scale: float, height: int) -> list[str]:
    step = next(base * 10**power for power in range(-3, 8) for base in (1, 2, 5) if most / (base * 10**power) <= 6)
    return [
        f'<path class="grid" d="M{LEFT + scale * step * count:.1f} {TOP - 8}V{height - 6}"/>'
        for count in range(int(most / step) + 1)
    ]


def _middle(told: Mapping[str, Any]) -> float:
    return float(statistics.median(each["cpu_s"] for each in told["rounds"]))


def _said(rows: list[tuple[str, Mapping[str, Any]]]) -> str:
    return "; ".join(f"{name}: {_middle(told):.3g} s" for name, told in rows)
