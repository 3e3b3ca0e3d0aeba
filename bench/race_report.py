"""The part of the bench's page that shows svod beside others."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from typing import Any

from clock import STOPPED
from table import table


def section(figures: Mapping[str, Any]) -> str:
    """Indexes, answers and names of svod and its peers, and the command lines."""
    race, files = figures["race"], figures["files"]
    rounds = max((len(told["rounds"]) for told in race["built"].values()), default=0)
    rows = [
        (
            f"{name} {told['version']}",
            "texts" if told["texts"] else "files",
            f"{median(told, 'cpu_s'):.1f}",
            f"{min(each['cpu_s'] for each in told['rounds']):.1f}–{max(each['cpu_s'] for each in told['rounds']):.1f}",
            f"{median(told, 'wall_s'):.1f}",
            f"{files / median(told, 'cpu_s'):,.0f}",
            f"{max(each['peak_mb'] for each in told['rounds']):,.0f}",
            f"{told['index_bytes'] / 1e6:,.1f}",
            "**stopped**" if any(each["exit_code"] == STOPPED for each in told["rounds"]) else str(len(told["rounds"])),
        )
        for name, told in race["built"].items()
    ]
    absent = "".join(f"\n- {each['name']} is not installed here (`{each['wanted']}`)" for each in race["absent"])
    late = "".join(f"\n- {what}: not begun, for time was up" for what in race["unfinished"])
    return (
        "## Beside others\n\n![Processor seconds from files to an index](pictures/bench.svg)\n\n"
        f"From {files:,} files to an index that answers, {rounds} rounds in turns: median (and range) of "
        "processor seconds with all "
        "children, median wall clock, the most memory that all processes held together. svod, Recoll and Omega read the files "
        f"themselves. Libraries read no files: they are given the {race.get('documents', 0):,} texts that svod "
        "read, in one file, and "
        "index forms as they stand.\n\n"
        + table(("", "given", "CPU s", "range", "wall s", "files a CPU s", "peak MB", "index MB", "rounds"), rows)
        + (f"\n{absent}{late}" if absent or late else "")
        + _answers(race)
        + _tagged(race)
        + _lines(race)
    )


def _answers(race: Mapping[str, Any]) -> str:
    said = ""
    if race.get("inside"):
        rows = [
            (
                name,
                *(f"{each[f'p{share}']:.2f}" for share in (50, 95, 99)),
                f"{each['open_ms']:.0f}",
                f"{each['peak_mb']:.0f}",
                f"{each['found']:,}",
            )
            for name, each in race["inside"].items()
        ]
        count = next(iter(race["inside"].values()))["questions"]
        said += (
            f"\n\n### Answers in one process\n\nCPU ms for {count} questions (`bench/texts.py`): common words, "
            "rare words, two words, "
            "phrases; best of three. An answer is the number of documents and ten titles; svod's is ten hits "
            "with their places marked, all "
            "facets and every word form, so it finds more.\n\n"
            + table(("", "p50", "p95", "p99", "first", "peak MB", "found"), rows)
        )
    if race.get("cold"):
        keys = [f"{kind}_ms_p{share}" for kind in ("cpu", "wall") for share in (50, 95, 99)]
        rows = [(name, *(f"{each[key]:.0f}" for key in keys)) for name, each in race["cold"].items()]
        count = next(iter(race["cold"].values()))["questions"]
        said += f"\n\n### Answers at the command line\n\n{count} of these questions, a process each.\n\n" + table(
            ("", "CPU p50", "p95", "p99", "wall p50", "p95", "p99"), rows
        )
    return said


def _tagged(race: Mapping[str, Any]) -> str:
    if not race.get("tagged"):
        return ""
    known = race.get("tagger_versions", {})
    rows = [
        (
            f"{name.partition(',')[0]} {known.get(name.partition(',')[0], '')}".strip(),
            name.partition(", ")[2],
            f"{each['kb_s']:,.0f}",
            f"{each['cpu_s']:.1f}",
            f"{each['load_s']:.1f}",
            f"{each['peak_mb']:,.0f}",
            f"{each['names']:,}",
        )
        for name, each in race["tagged"].items()
    ]
    return (
        "\n\n### Names\n\nThe same texts, one process, one thread, round of middle time. svod analyses them "
        "whole: languages, sentences, "
        "lemmas, dates, names with nominatives, roles, contacts; natasha finds sentences and names, slovnet and "
        "spaCy (small model) names alone.\n\n" + table(("", "language", "KB/s", "CPU s", "loading s", "peak MB", "names"), rows)
    )


def _lines(race: Mapping[str, Any]) -> str:
    built = [told["command"] for told in race["built"].values()]
    asked = [each["command"] for each in race.get("cold", {}).values()]
    said = (
        "\n\n### Command lines\n\nIn `bench/work`, each in its own folder. Recoll is told `topdirs` (the files), "
        "`indexstemminglanguages = russian english german french`, `idxniceprio = 0` and `loglevel = 1` in its `recoll.conf`."
    )
    return said + "\n\n```\n" + "\n".join([*built, *asked]) + "\n```"


def median(told: Mapping[str, Any], key: str) -> float:
    """The middle of a contender's rounds."""
    return statistics.median(each[key] for each in told["rounds"])
