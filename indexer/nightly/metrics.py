"""What Prometheus may know of an archive: gauges of the store, the index and the last night."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from corpus.errors import BadConfig

Figures = Mapping[str, object]


def exposition(archive: str, figures: Figures) -> bytes:
    """The gauges in Prometheus' text form; ``figures`` are the last night's, as its history keeps them."""
    registry = CollectorRegistry()
    for name, help, value in _gauges(figures):
        Gauge(f"svod_{name}", help, ["archive"], registry=registry).labels(archive).set(value)
    steps, counts = figures.get("steps"), figures.get("counts")
    if isinstance(steps, Mapping):
        gauge = Gauge(
            "svod_night_step_seconds", "Seconds a step of the last night took.", ["archive", "step"], registry=registry
        )
        for name, seconds in steps.items():
            gauge.labels(archive, name).set(seconds)
    if isinstance(counts, Mapping):
        gauge = Gauge(
            "svod_night_files", "Files by what happened to them last night.", ["archive", "status"], registry=registry
        )
        for name, count in counts.items():
            gauge.labels(archive, name).set(count)
    return generate_latest(registry)


def write_textfile(place: Path, archive: str, figures: Figures) -> None:
    """The gauges lie where node_exporter's textfile collector looks, whole or as they were. Raises BadConfig."""
    waiting = place.with_name(f".{place.name}.new")
    try:
        waiting.write_bytes(exposition(archive, figures))
        waiting.replace(place)
    except OSError as error:
        raise BadConfig(f"{place}: metrics cannot be written ({error.strerror or error}); correct metrics.textfile") from error


def _gauges(figures: Figures) -> Iterator[tuple[str, str, float]]:
    said = {
        "documents": "Documents in the store.",
        "ledger_lines": "Files and parts that cannot be read.",
        "store_bytes": "Bytes of the store.",
        "index_bytes": "Bytes of the index in use.",
        "night_seconds": "Wall clock of the last night.",
        "night_exit_code": "How the last night ended: 0, 4 (some files failed) or 1.",
    }
    for name, help in said.items():
        value = figures.get(name)
        if isinstance(value, int | float):
            yield name, help, float(value)
    started = figures.get("started")
    if isinstance(started, str):
        yield "night_started_timestamp_seconds", "When the last night began.", datetime.fromisoformat(started).timestamp()
