"""factRuEval-2016: spans of words, and objects made of spans.

As names, a person is the whole object, organisations and places are their names without the common noun («мэрия» in «мэрия
Москвы»), as in the figures published for this set. As objects all are read as the set's own comparator weighs them
(scripts/dialent/config.py, QUALITY): names of organisations and places must be found, the common noun may be, and an object
inside another one does not count. So «Министерство сельского хозяйства Германии» is one object, «(ОАО) «Газпром» another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.model import Span
from indexer.quality.gold.files import files, lines_of, text_of
from indexer.quality.gold.marks import gold_text, unquoted
from indexer.quality.measures import is_name
from indexer.quality.values import LOC, ORG, PER, GoldName, GoldObject, GoldText

_KINDS = {"Person": PER, "Org": ORG, "LocOrg": LOC, "Location": LOC}
_NAMES = {ORG: "org_name", LOC: "loc_name"}
_WEIGHED = frozenset({"org_name", "loc_name", "name", "surname", "patronymic", "nickname"})

Marked = tuple[str, Span]


def read(folder: Path) -> Iterator[GoldText]:
    """The texts that have objects and spans beside them."""
    for path in files(folder, ".objects"):
        beside, spans = path.with_suffix(".txt"), path.with_suffix(".spans")
        if beside.is_file() and spans.is_file():
            marked = _spans(spans)
            gold = gold_text(path.stem, "ru", text_of(beside), _names(path, marked))
            yield replace(gold, objects=tuple(_objects(path, marked, gold.text)))


def _spans(path: Path) -> dict[str, Marked]:
    fields = (line.split() for line in lines_of(path))
    return {
        number: (label, Span(int(start), int(start) + int(length))) for number, label, start, length, *_ in filter(None, fields)
    }


def _names(path: Path, spans: Mapping[str, Marked]) -> Iterator[GoldName]:
    for kind, parts in _marked(path, spans):
        if kind == PER:
            yield GoldName(_hull([span for _, span in parts]), kind)
        else:
            yield from (GoldName(span, kind) for part, span in parts if part == _NAMES[kind])


def _objects(path: Path, spans: Mapping[str, Marked], text: str) -> list[GoldObject]:
    """The objects that lie in no other one, an organisation before a place of the same words."""
    objects: list[GoldObject] = []
    for kind, parts in _marked(path, spans):
        weighed = [span for part, span in parts if part in _WEIGHED]
        core = unquoted(_hull(weighed), text) if weighed else None
        objects.append(GoldObject(core, unquoted(_hull([span for _, span in parts]), text), kind))
    outer: list[GoldObject] = []
    for each in sorted(objects, key=lambda each: (-len(each.whole), each.kind != ORG, each.whole, each.core is None)):
        if not any(other.whole.covers(each.whole) for other in outer):
            outer.append(each)
    return sorted((each for each in outer if is_name(each.whole.of(text))), key=lambda each: each.whole)


def _marked(path: Path, spans: Mapping[str, Marked]) -> Iterator[tuple[str, list[Marked]]]:
    """The kind and the spans of each person, organisation and place."""
    for line in lines_of(path):
        _, label, *numbers = line.split("#")[0].split() or ("", "")
        parts = [spans[number] for number in numbers if number in spans]
        if label in _KINDS and parts:
            yield _KINDS[label], parts


def _hull(spans: Sequence[Span]) -> Span:
    return Span(min(span.start for span in spans), max(span.stop for span in spans))
