"""svod and its peers side by side, in turns, several rounds: what an index costs, an answer, the finding of names."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import peers
import taggers
import texts
from clock import STOPPED, calibrate, percentile, run
from peers import BARE, BLAS, PYTHON, Absent, Contender

COLD_KINDS = 5
"""Questions of each kind that are asked from the command line, a process each."""

TAGGED_KB = 1000
TAGGERS = (
    ("svod", "ru", ""),
    ("slovnet", "ru", "slovnet"),
    ("natasha", "ru", "natasha"),
    ("svod", "en", ""),
    ("spacy", "en", "spacy"),
)

Save = Callable[[Mapping[str, Any]], None]
"""Called with all that is known so far, whenever something was measured."""


def measure(corpus: Path, work: Path, *, rounds: int, limit_s: float, until: float, save: Save) -> dict[str, Any]:
    """All figures of the race. No command takes longer than ``limit_s``; after ``until`` (monotonic) no other is begun."""
    (work / "race" / "home").mkdir(parents=True, exist_ok=True)
    everyone = peers.contenders(corpus.name, "texts.jsonl")
    found: dict[str, Any] = {
        "absent": [asdict(each) for each in everyone if isinstance(each, Absent)],
        "built": {},
        "unfinished": [],
    }
    there = [each for each in everyone if isinstance(each, Contender)]
    for number in range(rounds):
        for each in there:
            if _is_late(until, f"{each.name}, round {number + 1}", found):
                continue
            _say(f"round {number + 1} of {rounds}: {each.name}")
            _build(each, corpus, work, limit_s, found["built"])
            if each is there[0] and not number:
                found["documents"] = texts.write(work / each.index / "../..", work / "texts.jsonl")
            save(found)
    found |= {"inside": {}, "cold": {}, "tagged": {}}
    asked = texts.questions(work / "texts.jsonl")
    (work / "questions.json").write_text(json.dumps(asked, ensure_ascii=False), "utf-8")
    for each in there:
        if each.name in found["built"] and not _is_late(until, f"{each.name}, questions", found):
            _say(f"questions: {each.name}")
            _ask(each, work, asked, found)
            save(found)
    _tag(work, rounds, until, found, save)
    return found


def _build(each: Contender, corpus: Path, work: Path, limit_s: float, built: dict[str, Any]) -> None:
    each.prepare(work, corpus)
    before = calibrate(3)
    cost = run(each.build, cwd=work, environment=_environment(each, work), limit_s=limit_s)
    if cost.exit_code not in each.accepted and cost.exit_code != STOPPED:
        sys.exit(f"bench: {peers.shown(each.build, each.environment)} ended with {cost.exit_code} (in {work})")
    told = built.setdefault(
        each.name,
        {"version": each.version, "command": peers.shown(each.build, each.environment), "texts": each.texts, "rounds": []},
    )
    told["rounds"].append({**asdict(cost), "calibration_s": min(before, calibrate(3))})
    index = work / each.index
    told["index_bytes"] = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())


def _ask(each: Contender, work: Path, asked: Sequence[texts.Question], found: dict[str, Any]) -> None:
    if each.inside:
        interpreter, engine, folder = each.inside
        command = [interpreter, BARE, "ask", engine, folder, "questions.json"]
        done = subprocess.run(command, cwd=work, env=_environment(each, work), stdout=subprocess.PIPE, text=True, check=True)
        found["inside"][each.name] = json.loads(done.stdout)
    if each.ask:
        chosen = [each.ask(question) for question in asked[: 4 * COLD_KINDS]]
        costs = [run(command, cwd=work, environment=_environment(each, work)) for command in chosen]
        shares = {"cpu_ms": [1000 * cost.cpu_s for cost in costs], "wall_ms": [1000 * cost.wall_s for cost in costs]}
        figures = {
            f"{name}_p{share}": percentile(values, share / 100) for name, values in shares.items() for share in (50, 95, 99)
        }
        found["cold"][each.name] = {"questions": len(costs), "command": peers.shown(chosen[0], each.environment), **figures}


def _tag(work: Path, rounds: int, until: float, found: dict[str, Any], save: Save) -> None:
    """Recognisers in turns; of each the round of middle time."""
    told: dict[str, list[dict[str, Any]]] = {}
    for _ in range(rounds):
        for name, language, package in TAGGERS:
            if not _is_there(name, package, found) or _is_late(until, f"{name}, {language}", found):
                continue
            command = [PYTHON, str(Path(taggers.__file__)), name, "texts.jsonl", language, str(TAGGED_KB)]
            _say(f"names: {name}, {language}")
            if not taggers.sample(work / "texts.jsonl", language, 1):
                continue
            done = subprocess.run(command, cwd=work, env=os.environ | BLAS, stdout=subprocess.PIPE, text=True, check=True)
            told.setdefault(f"{name}, {language}", []).append(json.loads(done.stdout))
            found["tagged"] = {key: _middle(runs) for key, runs in told.items()}
            save(found)
    for name, _, package in TAGGERS:
        if package and find_spec(package):
            found.setdefault("tagger_versions", {})[name] = version(package)


def _middle(runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    middle = statistics.median_low([each["cpu_s"] for each in runs])
    return next(each for each in runs if each["cpu_s"] == middle)


def _is_there(name: str, package: str, found: dict[str, Any]) -> bool:
    has_model = name != "spacy" or any(map(find_spec, taggers.SPACY_MODELS))
    if not package or (find_spec(package) and has_model):
        return True
    told = {"name": {"spacy": "spaCy"}.get(name, name), "wanted": "pip install --group bench"}
    if told not in found["absent"]:
        found["absent"].append(told)
    return False


def _is_late(until: float, what: str, found: dict[str, Any]) -> bool:
    if time.monotonic() < until:
        return False
    found["unfinished"].append(what)
    return True


def _environment(each: Contender, work: Path) -> dict[str, str]:
    absolute = {name: str(work / value) if name == "HOME" else value for name, value in each.environment.items()}
    return {**os.environ, **absolute}


def _say(what: str) -> None:
    print(f"bench: {what}", file=sys.stderr, flush=True)
