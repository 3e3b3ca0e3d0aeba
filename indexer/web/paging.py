"""Which pages of a list are offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

_AROUND = 2


@dataclass(frozen=True, slots=True)
class Page:
    """One page's number and address."""

    number: int
    href: str


@dataclass(frozen=True, slots=True)
class Paging:
    """The page shown of ``last``; ``pages`` are offered by number, None stands for a gap."""

    page: int
    last: int
    pages: tuple[Page | None, ...]
    previous: str
    next: str
    first: str

    @classmethod
    def of(cls, page: int, total: int, size: int, address: Callable[[int], str]) -> Paging:
        """The pages of a list of ``total`` things, ``size`` on each."""
        last = max(1, -(-total // size))
        wanted = sorted({1, last, *range(max(1, page - _AROUND), min(last, page + _AROUND) + 1)})
        pages: list[Page | None] = []
        for before, number in zip([0, *wanted], wanted, strict=False):
            if number - before > 1:
                pages.append(None)
            pages.append(Page(number, address(number)))
        previous = address(min(page - 1, last)) if page > 1 else ""
        following = address(page + 1) if page < last else ""
        return cls(page, last, tuple(pages), previous, following, address(1))
