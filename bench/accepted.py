"""What a short run is compared with: the last accepted figures, each as a ratio to the calibration loop of its own run.

Ratios forgive another machine and a busy day, as far as one loop can tell. Memory and sizes are compared as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("accepted.json")
ALLOWED = 1.10
LEAST_S = 0.02
"""Less processor time than this is noise, whatever its share."""


def ratios(figures: Mapping[str, Any]) -> dict[str, float]:
    """By name, seconds of processor by those of the calibration loop, and MB."""
    return dict(_all(figures))


def write(figures: Mapping[str, Any]) -> None:
    """These figures are the accepted ones."""
    circumstances = {name: figures[name] for name in ("date", "command", "machine", "versions", "files", "packages")}
    told = {**circumstances, "ratios": {name: round(value, 4) for name, value in ratios(figures).items()}}
    FILE.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")


def compare(figures: Mapping[str, Any], file: Path | None = None) -> tuple[str, bool]:
    """What became dearer by more than a tenth, for people, and whether anything did."""
    file = file or FILE
    if not file.exists():
        return "Nothing to compare with yet: --accept writes these figures to bench/accepted.json.", False
    before = json.loads(file.read_text("utf-8"))
    if (before["files"], before["packages"]) != (figures["files"], figures["packages"]):
        return (
            f"The accepted figures of {before['date']} are of other files: nothing was compared; --accept writes new ones.",
            False,
        )
    now = ratios(figures)
    least = LEAST_S / min(figures["calibrations"].values())
    dearer = [name for name, was in before["ratios"].items() if name in now and _is_dearer(name, was, now[name], least)]
    missing = [name for name in before["ratios"] if name not in now]
    lines = [f"{name}: {now[name] / before['ratios'][name] - 1:+.0%} beside {before['date']}" for name in dearer]
    lines += [f"{name}: not measured" for name in missing]
    better = sum(now[name] * ALLOWED < before["ratios"][name] for name in now if before["ratios"].get(name))
    closing = f"{len(now)} figures compared: {len(dearer)} dearer by more than 10 %, {better} cheaper by more than 10 %."
    return "\n".join([*lines, closing]), bool(dearer or missing)


def _is_dearer(name: str, was: float, now: float, least: float) -> bool:
    noise = 0.0 if name.endswith(" MB") else least
    return now > was * ALLOWED and now - was > noise


def _all(figures: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    loops = figures["calibrations"]
    if "stages" in figures:
        stages = figures["stages"]
        for stage in ("read", "segment", "lemmatise", "date", "name", "send", "store"):
            yield f"stage {stage}", stages["spent"][stage] / loops["stages"]
        yield "stages, peak MB", stages["peak_mb"]
    if "commands" in figures:
        for group in ("costs", "cold"):
            for name, cost in figures["commands"][group].items():
                yield f"{group}: {name}", cost["cpu_s"] / loops["commands"]
        for name, cost in figures["commands"]["costs"].items():
            yield f"{name}, peak MB", cost["peak_mb"]
        for kind in ("store", "index"):
            yield f"{kind}, MB", figures["commands"][f"{kind}_bytes"] / 1e6
    if "queries" in figures:
        for share in ("cpu_p50", "cpu_p95", "first_p95"):
            yield f"queries, {share}", figures["queries"]["all"][share] / 1000 / loops["queries"]
        yield "queries, peak MB", figures["queries"]["peak_mb"]
