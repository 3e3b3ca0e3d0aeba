"""Facts of documents by number, in columns beside the index: what sorting, facets, filters and lengths are read from."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.model import IndexRecord
from indexer.engines.contract import ordinal
from indexer.engines.sharing import write_anew
from indexer.schema import NUMBERS, TEXT, TITLE, VALUE_FIELDS
from indexer.terms import body_length

Bools = NDArray[np.bool]
Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class KeywordColumn:
    """Values of one field: document ``rows[i]`` has ``values[codes[i]]``."""

    values: tuple[str, ...]
    rows: Ints
    codes: Ints

    def having(self, values: Sequence[str], documents: int) -> Bools:
        """The documents that have any of ``values``."""
        wanted = [code for code, value in enumerate(self.values) if value in values]
        mask = np.zeros(documents, bool)
        mask[self.rows[np.isin(self.codes, wanted)]] = True
        return mask

    def followed_by(self, other: KeywordColumn, documents: int) -> KeywordColumn:
        """This column of so many documents, and then the other's."""
        codes = {value: code for code, value in enumerate(self.values)}
        renumbered = np.array([codes.setdefault(value, len(codes)) for value in other.values], np.int32)
        rows = np.concatenate((self.rows, other.rows + np.int32(documents)))
        return KeywordColumn(tuple(codes), rows, np.concatenate((self.codes, renumbered[other.codes])))

    def counts(self, mask: Bools) -> dict[str, int]:
        """How many documents under ``mask`` have each value; values of none are left out."""
        counted = np.bincount(self.codes[mask[self.rows]], minlength=len(self.values))
        return {self.values[code]: int(counted[code]) for code in np.flatnonzero(counted)}


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns by document number. Days are ordinals, 0 undated; only ``live`` documents are held, the others are gone."""

    ids: tuple[str, ...]
    live: Bools
    first_day: Ints
    last_day: Ints
    lengths: Mapping[str, Ints]
    numbers: Mapping[str, NDArray[np.int64]]
    keywords: Mapping[str, KeywordColumn]

    def __len__(self) -> int:
        return len(self.ids)

    def among(self, ids: frozenset[str]) -> Bools:
        """The documents with these ids."""
        return np.fromiter((id in ids for id in self.ids), bool, len(self.ids))

    def order(self) -> Ints:
        """For each document its place in the order of ids: equals sort by it."""
        places = np.empty(len(self.ids), np.int32)
        places[sorted(range(len(self.ids)), key=self.ids.__getitem__)] = np.arange(len(self.ids))
        return places

    def without(self, ids: Collection[str]) -> Columns:
        """The same with these documents gone."""
        return replace(self, live=self.live & ~self.among(frozenset(ids)))

    def followed_by(self, other: Columns) -> Columns:
        """These documents and then the others; what the others hold anew is gone from here."""
        mine = self.without(other.ids)
        pairs = {name: mine.keywords[name].followed_by(other.keywords[name], len(mine)) for name in mine.keywords}
        return Columns(
            (*mine.ids, *other.ids),
            np.concatenate((mine.live, other.live)),
            np.concatenate((mine.first_day, other.first_day)),
            np.concatenate((mine.last_day, other.last_day)),
            {name: np.concatenate((mine.lengths[name], other.lengths[name])) for name in mine.lengths},
            {name: np.concatenate((mine.numbers[name], other.numbers[name])) for name in mine.numbers},
            pairs,
        )

    def save(self, folder: Path) -> None:
        """Written as ``columns.npz`` and ``columns.json``."""
        arrays: dict[str, NDArray[Any]] = {"live": self.live, "first_day": self.first_day, "last_day": self.last_day}
        arrays |= {f"length_{scope}": lengths for scope, lengths in self.lengths.items()}
        arrays |= {f"number_{name}": numbers for name, numbers in self.numbers.items()}
        for name, column in self.keywords.items():
            arrays |= {f"rows_{name}": column.rows, f"codes_{name}": column.codes}
        packed = BytesIO()
        np.savez(packed, **arrays)  # type: ignore[arg-type]  # numpy's stub takes the mapping for allow_pickle
        write_anew(folder / "columns.npz", packed.getvalue())
        names = {"ids": self.ids, "values": {name: column.values for name, column in self.keywords.items()}}
        write_anew(folder / "columns.json", json.dumps(names, ensure_ascii=False).encode())


def load_columns(folder: Path) -> Columns:
    """What ``save`` wrote."""
    names = json.loads((folder / "columns.json").read_text("utf-8"))
    with np.load(folder / "columns.npz") as arrays:
        keywords = {
            name: KeywordColumn(tuple(values), arrays[f"rows_{name}"], arrays[f"codes_{name}"])
            for name, values in names["values"].items()
        }
        lengths = {scope: arrays[f"length_{scope}"] for scope in (TEXT, TITLE)}
        numbers = {name: arrays[f"number_{name}"] for name in NUMBERS}
        days = arrays["first_day"], arrays["last_day"]
        return Columns(tuple(names["ids"]), arrays["live"], *days, lengths, numbers, keywords)


class ColumnsBuilder:
    """Gathers columns while records pass by in order of their ids."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._days: list[tuple[int, int]] = []
        self._lengths: dict[str, list[int]] = {TEXT: [], TITLE: []}
        self._numbers: dict[str, list[int]] = {name: [] for name in NUMBERS}
        self._values: dict[str, dict[str, int]] = {name: {} for name in VALUE_FIELDS}
        self._pairs: dict[str, list[tuple[int, int]]] = {name: [] for name in VALUE_FIELDS}

    def add(self, record: IndexRecord) -> None:
        """The next document's facts."""
        if self._ids and record.id <= self._ids[-1]:
            raise ValueError(f"record {record.id} comes after {self._ids[-1]}: records must be in order of id")
        row = len(self._ids)
        self._ids.append(record.id)
        self._days.append((ordinal(record.date), ordinal(record.date_stop or record.date)))
        self._lengths[TEXT].append(body_length(record.tokens, record.boilerplate))
        self._lengths[TITLE].append(len(record.title_tokens))
        for name in NUMBERS:
            self._numbers[name].append(record.numbers.get(name, 0))
        for name in VALUE_FIELDS:
            known = self._values[name]
            for value in dict.fromkeys(record.facets.get(name, ())):
                self._pairs[name].append((row, known.setdefault(value, len(known))))

    def columns(self) -> Columns:
        """All that was added."""
        days = np.array(self._days, np.int32).reshape(-1, 2)
        keywords = {}
        for name, pairs in self._pairs.items():
            table = np.array(pairs, np.int32).reshape(-1, 2)
            keywords[name] = KeywordColumn(tuple(self._values[name]), table[:, 0], table[:, 1])
        lengths = {scope: np.array(counted, np.int32) for scope, counted in self._lengths.items()}
        numbers = {name: np.array(counted, np.int64) for name, counted in self._numbers.items()}
        live = np.ones(len(self._ids), bool)
        return Columns(tuple(self._ids), live, days[:, 0], days[:, 1], lengths, numbers, keywords)
