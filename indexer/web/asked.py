"""What a reader asks of the search page: the one value behind every search address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from indexer.schema import KEYWORDS, LANGUAGE
from indexer.terms import Precision

PAGE_SIZE = 10
FIRST_SORT, FIRST_PRECISION, FIRST_DUPLICATES, FIRST_ACROSS = "relevance", Precision.WIDE.value, "fold", "yes"

PARAMETERS: Mapping[str, str] = {name: "lang" if name == LANGUAGE else name for name in KEYWORDS}
"""The address's parameter for each filter."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with its filters (values by field), order, precision and page; equal values have equal addresses.

    ``duplicates`` says whether versions of one release stand together ("fold") or apart ("show"); ``across`` whether words
    are looked for in other languages too ("yes", "no"), ``dropped`` which of these are left out («город>city»). ``after`` is
    the cursor of an earlier answer, which then says where the page begins, ``before`` one that says where it ends.
    """

    q: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = FIRST_SORT
    precision: str = FIRST_PRECISION
    page: int = 1
    duplicates: str = FIRST_DUPLICATES
    across: str = FIRST_ACROSS
    dropped: tuple[str, ...] = ()
    after: str = ""
    before: str = ""

    @classmethod
    def of(cls, q: str, given: Mapping[str, Iterable[str]]) -> Asked:
        """What an address asks, in the first order; empty and repeated filter values are dropped."""
        kept = {name: tuple(dict.fromkeys(value for value in given.get(name, ()) if value)) for name in KEYWORDS}
        return cls(q, {name: values for name, values in kept.items() if values})

    @property
    def empty(self) -> bool:
        """True when nothing is asked: no word, no filter."""
        return not self.q.strip() and not self.filters

    def has(self, name: str, value: str) -> bool:
        """True when the filter is on."""
        return value in self.filters.get(name, ())

    def plus(self, name: str, value: str) -> Asked:
        """The same with one more filter value, from its first page."""
        return self._filtered(name, (*self.filters.get(name, ()), value))

    def minus(self, name: str, value: str) -> Asked:
        """The same without a filter value, from its first page."""
        return self._filtered(name, tuple(each for each in self.filters.get(name, ()) if each != value))

    def without(self, name: str) -> Asked:
        """The same without any value of a filter."""
        return self._filtered(name, ())

    def bare(self) -> Asked:
        """The words alone, without filters."""
        return self._anew(filters={})

    def sorted_by(self, sort: str) -> Asked:
        """The same in another order."""
        return self._anew(sort=sort)

    def read_as(self, precision: str) -> Asked:
        """The same words read more or less widely."""
        return self._anew(precision=precision)

    def spoken(self, across: str) -> Asked:
        """The same in the languages of its words only, or in all of the archive's."""
        return self._anew(across=across, dropped=())

    def dropping(self, expansion: str) -> Asked:
        """The same without one word of another language."""
        return self._anew(dropped=(*self.dropped, expansion))

    def told(self, duplicates: str) -> Asked:
        """The same with versions of one release together or apart."""
        return self._anew(duplicates=duplicates)

    def saying(self, q: str) -> Asked:
        """Other words with the same filters."""
        return self._anew(q=q, dropped=())

    def at(self, page: int) -> Asked:
        """Another page of the same answer."""
        return replace(self, page=page, after="", before="")

    def following(self, cursor: str) -> Asked:
        """The same answer from where a cursor stands."""
        return replace(self, page=1, after=cursor, before="")

    def preceding(self, cursor: str) -> Asked:
        """The same answer up to where a cursor stands."""
        return replace(self, page=1, after="", before=cursor)

    def parameters(self) -> list[tuple[str, str]]:
        """What stands in the address, defaults left out."""
        pairs = [("q", self.q)] if self.q else []
        pairs += [(PARAMETERS[name], value) for name in KEYWORDS for value in self.filters.get(name, ())]
        pairs += [("sort", self.sort)] if self.sort != FIRST_SORT else []
        pairs += [("precision", self.precision)] if self.precision != FIRST_PRECISION else []
        pairs += [("duplicates", self.duplicates)] if self.duplicates != FIRST_DUPLICATES else []
        pairs += [("across", self.across)] if self.across != FIRST_ACROSS else []
        pairs += [("without", each) for each in self.dropped]
        pairs += [("after", self.after)] if self.after else []
        pairs += [("before", self.before)] if self.before else []
        return pairs + ([("page", str(self.page))] if self.page > 1 else [])

    def _anew(self, **changes: Any) -> Asked:
        """Another question, from its first page."""
        return replace(self, page=1, after="", before="", **changes)

    def _filtered(self, name: str, values: Sequence[str]) -> Asked:
        filters = {**self.filters, name: tuple(values)}
        return self._anew(filters={key: kept for key, kept in filters.items() if kept})


EVERYTHING = Asked()
"""No word, no filter: the whole archive."""
