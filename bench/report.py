"""The bench's figures as a page of Markdown; the terminal gets the same tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from race_report import median
from race_report import section as race_section
from table import table

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
    ("documents a CPU second with entities (reading to names)", 120.0, ">="),
    ("entity stage beside slovnet alone (1 = as fast)", 1.0, ">="),
    ("files to an index without entities, beside Recoll's CPU", 1 / 3, "<="),
    ("query, p95, CPU ms", 50.0, "<="),
    ("`svod --help`, CPU ms", 120.0, "<="),
    ("cold search, a word, CPU ms", 150.0, "<="),
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


def results(figures: Mapping[str, Any]) -> list[float | None]:
    """What was reached of ``TARGETS``, in their order; None where it was not measured."""
    built, cold = figures.get("race", {}).get("built", {}), figures.get("commands", {}).get("cold", {})
    both = [built.get(name) for name in ("svod, tantivy", "Recoll")]
    return [
        rate(figures, TO_THE_DOOR)[0],
        rate(figures, (*TO_THE_DOOR, "name"))[0],
        entity_ratio(figures),
        median(both[0], "cpu_s") / median(both[1], "cpu_s") if both[0] and both[1] else None,
        figures["queries"]["all"]["cpu_p95"],
        1000 * cold["--help"]["cpu_s"] if cold else None,
        1000 * cold["search, a word"]["cpu_s"] if cold else None,
    ]


def page(figures: Mapping[str, Any]) -> str:
    """The whole page, of whatever was measured."""
    parts = [_opening(figures), *(part(figures) for needed, part in _PARTS if needed <= figures.keys()), _closing(figures)]
    return "\n\n".join(parts) + "\n"


def _opening(figures: Mapping[str, Any]) -> str:
    machine, loops = figures["machine"], figures["calibrations"]
    versions = ", ".join(f"{name} {version}" for name, version in figures["versions"].items())
    said = (
        "# Speed\n\n"
        f"Written by `make bench` (`{figures['command']}`) on {figures['date']}; do not edit. All seconds are processor time "
        "(user and system, all children), for machines are shared; wall clock is given where it says something. "
    )
    if loops:
        said += (
            f"The calibration loop (`calibrate` in `bench/clock.py`) took {min(loops.values()) * 1000:.0f} ms of "
            "CPU at its best in "
            "the same run: divide by it to compare with another machine or day."
        )
    said += (
        f"\n\nMachine: {machine['processors']} processors, {machine['model']}, {machine['memory_gb']:.0f} GB, "
        f"{machine['system']}. Versions: {versions}."
    )
    failed = "".join(f"\n- {name}: {reason}" for name, reason in figures["failed"].items())
    return said + (f"\n\nNot measured:\n{failed}" if failed else "")


def _files(figures: Mapping[str, Any]) -> str:
    stages = figures["stages"]
    return (
        f"## Files\n\n{figures['files']:,} out of the Debian packages of `bench/packages.txt`. The stages below take "
        f"{stages['files']:,} of them, {stages['file_bytes'] / 1e6:.1f} MB as found, "
        f"{stages['text_bytes'] / 1e6:.1f} MB of text "
        f"(UTF-8), {stages['tokens']:,} words; {stages['failed']} could not be read. Documents by language: "
        f"{_pairs(stages['languages'])}."
    )


def _targets(figures: Mapping[str, Any]) -> str:
    rows = []
    for (name, wanted, sign), got in zip(TARGETS, results(figures), strict=True):
        if got is None:
            rows.append((name, f"{sign} {wanted:.3g}", "", "not measured"))
        else:
            met = got >= wanted if sign == ">=" else got <= wanted
            rows.append((name, f"{sign} {wanted:.3g}", f"{got:.3g}", "yes" if met else "**no**"))
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
    documents = figures["files"]
    rows = [
        (
            f"`svod {name}`" if "," not in name and " " not in name else name,
            f"{cost['cpu_s']:.2f}",
            f"{cost['wall_s']:.2f}",
            f"{documents / cost['cpu_s']:,.0f}",
            f"{cost['driver_mb']:.0f}",
            f"{cost['worker_mb']:.0f}" if cost["worker_mb"] else "",
            f"{cost['peak_mb']:.0f}",
        )
        for name, cost in figures["commands"]["costs"].items()
    ]
    return "## Commands\n\nThe real command with its workers, models and dictionaries loaded in each.\n\n" + table(
        ("command", "CPU s", "wall s", "files a CPU s", "peak MB, driver", "largest worker", "all together"), rows
    )


def _sizes(figures: Mapping[str, Any]) -> str:
    held = (
        ("files as found", figures["commands"]["files_bytes"]),
        *((name, figures["commands"][f"{name}_bytes"]) for name in ("store", "index")),
    )
    rows = [(name, f"{size / 1e6:.1f}", f"{size / figures['files'] / 1000:.1f}") for name, size in held]
    return "## Sizes\n\n" + table(("", "MB", "KB a file"), rows)


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


def _nights(figures: Mapping[str, Any]) -> str:
    quiet, changed = figures["nights"]["quiet"], figures["nights"]["changed"]
    rows = [
        (f"{quiet['files']:,} small files, nothing changed", f"{quiet['night_s']:.2f}", f"{quiet['allowed_s']:.2f}"),
        (
            f"{changed['files']:,} real files, {changed['changed']} changed",
            f"{changed['night_s']:.2f}",
            f"{changed['allowed_s']:.2f}",
        ),
    ]
    return (
        f"## Nights\n\n`svod nightly`; `find -newer` alone takes {quiet['find_s']:.2f} s over the files of the "
        "first, building the second "
        f"{changed['build_s']:.0f} s.\n\n" + table(("", "CPU s", "allowed"), rows)
    )


def _installed(figures: Mapping[str, Any]) -> str:
    told = figures["installed"]
    rows = [(name, f"{size:.1f}") for name, size in list(told["parts"].items())[:10]]
    return (
        f"## Installation\n\nsvod in a fresh environment, without extras: {told['total_mb']:.0f} MB on disk "
        "(`make size`; at most "
        f"{told['limit_mb']} MB). The largest parts:\n\n" + table(("", "MB"), rows)
    )


_PARTS: tuple[tuple[frozenset[str], Callable[[Mapping[str, Any]], str]], ...] = (
    (frozenset({"stages"}), _files),
    (frozenset({"stages", "queries"}), _targets),
    (frozenset({"race"}), race_section),
    (frozenset({"stages"}), _stages),
    (frozenset({"stages"}), _names),
    (frozenset({"commands"}), _commands),
    (frozenset({"commands"}), _sizes),
    (frozenset({"queries"}), _queries),
    (frozenset({"commands"}), _cold),
    (frozenset({"nights"}), _nights),
    (frozenset({"installed"}), _installed),
)


def _closing(_: Mapping[str, Any]) -> str:
    return (
        "## How to repeat it\n\n"
        "On Debian or Ubuntu with `apt-get` and network (about 200 MB of packages into `bench/work` the first "
        "time); peers are measured "
        "when they are installed:\n\n"
        "```\nsudo apt install recollcmd xapian-omega xapian-tools python3-xapian\n.venv/bin/pip install --group "
        "bench\nmake bench\n```\n\n"
        "It runs for hours, and needs nobody: what was measured is in `bench/work/last.json` at once, `python "
        "bench/run.py --report` "
        "shows it. `make bench-short` takes minutes: svod alone on 2,000 files, compared with `bench/accepted.json`. "
        "`python bench/run.py --files 200 --rounds 1` is a quick look that leaves this page alone."
    )


def _pairs(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())
