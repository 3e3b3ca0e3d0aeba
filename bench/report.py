"""The bench's figures as a page of Markdown; the terminal gets the same tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

READING = ("read",)
TO_THE_DOOR = ("read", "segment", "lemmatise", "date")
STAGES = {
    "read": "reading (`formats.read`)",
    "segment": "languages, passages, sentences (`segment.split`)",
    "lemmatise": "words and lemmas (`lemmatise`)",
    "date": "dates (`find_dates`, `date_document`)",
    "name": "names, roles, contacts (`mentions.find`)",
    "send": "between processes (pickle, there and back)",
    "store": "writing to the store (`Store.put`)",
}
TARGETS = (
    ("documents a CPU second to the index's door, without entities", 250.0, ">="),
    ("entity stage beside slovnet alone (1 = as fast)", 1.0, ">="),
    ("query, p95, CPU ms", 50.0, "<="),
)


def rate(figures: Mapping[str, Any], stages: Sequence[str]) -> tuple[float, float]:
    """Documents and megabytes of text that one CPU second takes through these stages."""
    seconds = sum(figures["stages"]["spent"][stage] for stage in stages)
    documents = figures["stages"]["files"] - figures["stages"]["failed"]
    return documents / seconds, figures["stages"]["text_bytes"] / seconds / 1e6


def entity_ratio(figures: Mapping[str, Any]) -> float:
    """How fast the whole entity stage is beside slovnet alone, on the same passages in the same run."""
    spent = figures["stages"]["spent"]
    return float(spent["slovnet"] / spent["name_slavic"])


def results(figures: Mapping[str, Any]) -> list[float]:
    """What was reached of ``TARGETS``, in their order."""
    return [rate(figures, TO_THE_DOOR)[0], entity_ratio(figures), figures["queries"]["all"]["cpu_p95"]]


def page(figures: Mapping[str, Any]) -> str:
    """The whole page."""
    parts = (_opening, _targets, _stages, _names, _commands, _sizes, _queries, _cold, _closing)
    return "\n\n".join(part(figures) for part in parts) + "\n"


def _opening(figures: Mapping[str, Any]) -> str:
    stages, machine = figures["stages"], figures["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in figures["versions"].items())
    return (
        "# Speed\n\n"
        f"Written by `make bench` (`{figures['command']}`) on {figures['date']}; do not edit. All seconds are processor time "
        "(user and system, all children), for machines are shared; wall clock is given where it says something. "
        f"The calibration loop (`calibrate` in `bench/clock.py`) took {figures['calibration_s'] * 1000:.0f} ms of CPU at its "
        "best in the same run: divide by it to compare with another machine or day.\n\n"
        f"Machine: {machine['processors']} processors, {machine['model']}, {machine['memory_gb']:.0f} GB, "
        f"{machine['system']}. Versions: {versions}.\n\n"
        f"Files: {stages['files']:,} out of the Debian packages of `bench/packages.txt`, {stages['file_bytes'] / 1e6:.1f} MB "
        f"as found, {stages['text_bytes'] / 1e6:.1f} MB of text (UTF-8), {stages['tokens']:,} words; {stages['failed']} could "
        f"not be read. Documents by language: {_pairs(figures['languages'])}."
    )


def _targets(figures: Mapping[str, Any]) -> str:
    rows = []
    for (name, wanted, sign), got in zip(TARGETS, results(figures), strict=True):
        met = got >= wanted if sign == ">=" else got <= wanted
        rows.append((name, f"{sign} {wanted:g}", f"{got:.3g}", "yes" if met else "**no**"))
    return "## Targets\n\n" + table(("what", "target", "measured", "met"), rows)


def _stages(figures: Mapping[str, Any]) -> str:
    spent = figures["stages"]["spent"]
    total = sum(spent[stage] for stage in STAGES)
    documents = figures["stages"]["files"] - figures["stages"]["failed"]
    rows = [
        (
            name,
            f"{spent[stage]:.2f}",
            f"{spent[stage] / total:.0%}",
            f"{documents / spent[stage]:,.0f}",
            f"{figures['stages']['text_bytes'] / spent[stage] / 1e6:.2f}",
        )
        for stage, name in STAGES.items()
    ]
    sums = [
        ("reading only", rate(figures, READING)),
        ("**to the index's door, without entities**", rate(figures, TO_THE_DOOR)),
        ("with entities", rate(figures, (*TO_THE_DOOR, "name"))),
        ("with entities, into the store", rate(figures, tuple(STAGES))),
    ]
    return (
        "## Stages\n\nOne process, every file once, a timer around each stage. "
        f"Loading models and dictionaries took {figures['stages']['load']:.1f} s beforehand, once a process; "
        f"peak memory {figures['stages']['peak_mb']:.0f} MB, with "
        "a second slovnet for comparison.\n\n"
        + table(("stage", "CPU s", "share", "docs/s", "MB text/s"), rows)
        + "\n\n"
        + table(("up to", "docs/s", "MB text/s"), [(name, f"{docs:,.0f}", f"{mb:.2f}") for name, (docs, mb) in sums])
    )


def _names(figures: Mapping[str, Any]) -> str:
    stages = figures["stages"]
    spent, kilobytes = stages["spent"], stages["slavic_bytes"] / 1000
    kinds = (("slovnet alone (`NER.map`, one BLAS thread)", "slovnet"), ("svod's entity stage, slovnet within", "name_slavic"))
    rows = [(name, f"{spent[key]:.2f}", f"{kilobytes / spent[key]:,.0f}") for name, key in kinds]
    return (
        f"## Entities\n\nRussian and Ukrainian documents, the same passages one after the other, {kilobytes / 1000:.1f} MB; "
        f"{stages['mentions']:,} mentions in all documents.\n\n" + table(("", "CPU s", "KB/s"), rows)
    )


def _commands(figures: Mapping[str, Any]) -> str:
    documents = figures["stages"]["files"]
    rows = [
        (
            f"`svod {name}`" if "," not in name and " " not in name else name,
            f"{cost['cpu_s']:.2f}",
            f"{cost['wall_s']:.2f}",
            f"{documents / cost['cpu_s']:,.0f}",
            f"{cost['driver_mb']:.0f}",
            f"{cost['worker_mb']:.0f}" if cost["worker_mb"] else "",
        )
        for name, cost in figures["commands"]["costs"].items()
    ]
    return "## Commands\n\nThe real command with its workers, models and dictionaries loaded in each.\n\n" + table(
        ("command", "CPU s", "wall s", "files a CPU s", "peak MB, driver", "peak MB, largest worker"), rows
    )


def _sizes(figures: Mapping[str, Any]) -> str:
    text = figures["stages"]["text_bytes"]
    held = (("store", "store_bytes"), ("index", "index_bytes"))
    rows = [(name, f"{figures['commands'][key] / 1e6:.1f}", f"{figures['commands'][key] / text:.2f}") for name, key in held]
    return "## Sizes\n\n" + table(("", "MB", "for each byte of text"), [("text", f"{text / 1e6:.1f}", "1.00"), *rows])


def _queries(figures: Mapping[str, Any]) -> str:
    asked = figures["queries"]
    rows = [(name, *_latency(each)) for name, each in asked["kinds"].items()]
    slow = "\n".join(f"- {milliseconds} ms, {found} documents: `{query}`" for query, milliseconds, found in asked["slowest"])
    return (
        f"## Queries\n\n{asked['all']['queries']} queries made of the archive's own words (`bench/asking.py`), in one process; "
        "an answer is ten hits with snippets and all facets. Milliseconds, best of three rounds; `first` is the first round. "
        f"Opening and the first answer took {asked['open_ms']:.0f} ms of CPU; peak memory {asked['peak_mb']:.0f} MB.\n\n"
        + table(
            ("kind", "queries", "found", "CPU p50", "CPU p95", "wall p50", "wall p95", "first, CPU p95"),
            [*rows, ("**all**", *_latency(asked["all"]))],
        )
        + f"\n\nThe dearest:\n\n{slow}"
    )


def _latency(each: Mapping[str, float]) -> tuple[str, ...]:
    columns = ("cpu_p50", "cpu_p95", "wall_p50", "wall_p95", "first_p95")
    return (str(each["queries"]), f"{each['found']:.0f}", *(f"{each[column]:.1f}" for column in columns))


def _cold(figures: Mapping[str, Any]) -> str:
    rows = [
        (f"`svod {name}`" if name.startswith("-") else name, f"{cost['cpu_s'] * 1000:.0f}", f"{cost['wall_s'] * 1000:.0f}")
        for name, cost in figures["commands"]["cold"].items()
    ]
    return "## Cold starts\n\nA process of its own each time, the median of seven.\n\n" + table(
        ("command", "CPU ms", "wall ms"), rows
    )


def _closing(_: Mapping[str, Any]) -> str:
    return (
        "## How to repeat it\n\n"
        "On Debian or Ubuntu with `apt-get` and network for the first run (about 100 MB of packages into `bench/work`):\n\n"
        "```\nmake bench\n```\n\n"
        "`python bench/run.py --files 200` is a quick look that leaves this page alone. Every figure, with the raw seconds, is "
        "in `bench/work/last.json`."
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table with columns wide enough to read as it stands; all but the first are to the right."""
    lines = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(3, *(len(line[column]) for line in lines)) for column in range(len(head))]
    marks = tuple("-" * width if not column else "-" * (width - 1) + ":" for column, width in enumerate(widths))
    padded = [
        [
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        for line in (lines[0], marks, *lines[1:])
    ]
    return "\n".join("| " + " | ".join(line) + " |" for line in padded)


def _pairs(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())
