"""Who is what, and where: occupations as factRuEval's facts and NEREL's relations state them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from corpus.model import Span
from indexer.quality.gold.files import files, lines_of, text_of
from indexer.quality.gold.marks import kind_of
from indexer.quality.values import LOC

Places = frozenset[Span]
"""Everywhere that one thing is named: any of them is right."""

Pair = tuple[Places, Places]


@dataclass(frozen=True, slots=True)
class GoldFacts:
    """A text, who holds which position in it (person, position), and who belongs to which organisation (no places)."""

    text: str
    positions: tuple[Pair, ...]
    workplaces: tuple[Pair, ...]


_BRAT_NAME = re.compile(r"(T\d+)\t(\S+) (\d+) (?:[\d; ]* )?(\d+)(?:\t|\Z)")
_BRAT_RELATION = re.compile(r"R\d+\t(\S+) Arg1:(T\d+) Arg2:(T\d+)")


def read(folder: Path) -> Iterator[GoldFacts]:
    """The texts that have facts or relations beside them; those without an occupation too, for nothing is to be found there."""
    yield from chain(_factrueval(folder), _brat(folder))


def _brat(folder: Path) -> Iterator[GoldFacts]:
    for path in files(folder, ".ann"):
        beside = path.with_suffix(".txt")
        if beside.is_file():
            spans: dict[str, Places] = {}
            places: set[str] = set()
            pairs: dict[str, list[Pair]] = defaultdict(list)
            for line in sorted(lines_of(path), reverse=True):  # names (T) before relations (R)
                if name := _BRAT_NAME.match(line):
                    spans[name[1]] = frozenset({Span(int(name[3]), int(name[4]))})
                    if kind_of(name[2]) == LOC:
                        places.add(name[1])
                elif (relation := _BRAT_RELATION.match(line)) and {relation[2], relation[3]} <= spans.keys() - places:
                    pairs[relation[1]].append((spans[relation[2]], spans[relation[3]]))
            yield GoldFacts(text_of(beside), tuple(pairs["WORKS_AS"]), tuple(pairs["WORKPLACE"]))


def _factrueval(folder: Path) -> Iterator[GoldFacts]:
    for path in files(folder, ".facts"):
        beside = {suffix: path.with_suffix(suffix) for suffix in (".txt", ".spans", ".objects", ".coref")}
        if all(each.is_file() for each in beside.values()):
            spans = _spans(beside[".spans"])
            places = _places(beside[".objects"], beside[".coref"], spans)
            positions, workplaces = [], []
            for fact in _blocks(path):
                if fact[0].split()[1:2] == ["Occupation"]:
                    said = [(line.split()[0], _meant(line, spans, places)) for line in fact[1:]]
                    people = [each for key, each in said if key == "Who" and each]
                    positions += [(who, each) for who in people for key, each in said if key == "Position" and each]
                    workplaces += [(who, each) for who in people for key, each in said if key == "Where" and each]
            yield GoldFacts(text_of(beside[".txt"]), tuple(positions), tuple(workplaces))


def _meant(line: str, spans: Mapping[str, Span], places: Mapping[str, Places]) -> Places:
    """Where the object of a fact's line («Who obj48 Лужков Юрий») is named, or its words («Position span22777 мэра») stand."""
    words = [word for word in line.split()[1:] if re.fullmatch(r"(?:obj|span)\d+", word)]
    found = [places.get(word.removeprefix("obj"), frozenset()) for word in words if word.startswith("obj")]
    said = [spans[word.removeprefix("span")] for word in words if word.removeprefix("span") in spans]
    return frozenset(chain(*found, said))


def _spans(path: Path) -> dict[str, Span]:
    fields = (line.split() for line in lines_of(path))
    return {number: Span(int(start), int(start) + int(length)) for number, _, start, length, *_ in filter(None, fields)}


def _places(objects: Path, coref: Path, spans: Mapping[str, Span]) -> dict[str, Places]:
    """For each object of the coreference layer, but places, the extents of all its mentions."""
    extents: dict[str, Span] = {}
    for number, label, *parts in filter(None, (line.split("#")[0].split() for line in lines_of(objects))):
        known = [spans[part] for part in parts if part in spans]
        if known and not label.startswith("Loc"):
            extents[number] = Span(min(span.start for span in known), max(span.stop for span in known))
    heads = (block[0].split() for block in _blocks(coref))
    return {number: frozenset(extents[each] for each in mentions if each in extents) for number, *mentions in heads}


def _blocks(path: Path) -> Iterator[Sequence[str]]:
    block: list[str] = []
    for line in chain(lines_of(path), ("",)):
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
