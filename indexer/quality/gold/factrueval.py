"""factRuEval-2016: spans of words, and objects made of spans. A person is the whole object; organisations and places are
their names without the common noun («мэрия» in «мэрия Москвы»), as in the figures published for this set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from corpus.model import Span
from indexer.quality.gold.files import files, lines_of, text_of
from indexer.quality.gold.marks import gold_text
from indexer.quality.values import LOC, ORG, PER, GoldName, GoldText

_KINDS = {"Person": PER, "Org": ORG, "LocOrg": LOC, "Location": LOC}
_NAMES = {ORG: "org_name", LOC: "loc_name"}

Marked = tuple[str, Span]


def read(folder: Path) -> Iterator[GoldText]:
    """The texts that have objects and spans beside them."""
    for path in files(folder, ".objects"):
        beside, spans = path.with_suffix(".txt"), path.with_suffix(".spans")
        if beside.is_file() and spans.is_file():
            names = _names(path, _spans(spans))
            yield gold_text(path.stem, "ru", text_of(beside), names)


def _spans(path: Path) -> dict[str, Marked]:
    fields = (line.split() for line in lines_of(path))
    return {
        number: (label, Span(int(start), int(start) + int(length))) for number, label, start, length, *_ in filter(None, fields)
    }


def _names(path: Path, spans: Mapping[str, Marked]) -> Iterator[GoldName]:
    for line in lines_of(path):
        _, label, *numbers = line.split("#")[0].split() or ("", "")
        kind = _KINDS.get(label, "")
        parts = [spans[number] for number in numbers if number in spans]
        if kind == PER and parts:
            yield GoldName(Span(min(span.start for _, span in parts), max(span.stop for _, span in parts)), kind)
        elif kind:
            yield from (GoldName(span, kind) for part, span in parts if part == _NAMES[kind])
