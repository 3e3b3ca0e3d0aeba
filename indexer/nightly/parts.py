"""The parts of a morning report, in the order in which they are read: what every form of it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.nightly.quality import Drift
from indexer.nightly.report import Link, Night
from indexer.saved.values import Told

SHOWN = 20
"""Lines of one kind; the JSON beside it has all."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a part: ``spans`` of its ``text`` are marked, ``document`` is what it speaks of ("" for none)."""

    text: str
    document: str = ""
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What is said of one kind of thing; ``more`` lines are left out."""

    title: str
    lines: tuple[Line, ...]
    more: int = 0


def parts(night: Night) -> Iterator[Part]:
    """Everything that happened, a part a kind; kinds of which nothing is to be said are left out."""
    if night.acts:
        yield _part("Put right", [Line(each) for each in night.acts])
    if night.troubles:
        yield _part("Not delivered", [Line(each) for each in night.troubles])
    for news in night.news:
        if news.hits:
            yield _part(f"Saved search «{news.search.title}» ({news.search.owner})", [_hit(hit) for hit in news.hits])
        if news.trouble:
            yield _part(f"Saved search «{news.search.title}» cannot be asked", [Line(news.trouble.splitlines()[0])])
    for status, said in (("new", "Came"), ("changed", "Changed"), ("moved", "Moved"), ("vanished", "Vanished")):
        yield from _some(said, [Line(each.path, each.document) for each in night.by_status(status)])
    yield from _some("Failed", [Line(f"{each.path}: {each.reason}") for each in night.failed])
    for kind, found in night.by_type().items():
        yield from _some(f"New, {kind}", [Line(f"{each.name} ({each.documents})") for each in found])
    links = [Line(_asked(each)) for each in night.links]
    yield from _some("New links to confirm", links)
    yield from _some("Read worse than usual", [Line(said_of(each)) for each in night.drift if each.grown])


def verdict(night: Night) -> str:
    """How the night went, in a sentence or two."""
    if night.complaints:
        return "Store and index do not agree:\n" + "\n".join(f"  {each}" for each in night.complaints)
    keys = ("new", "changed", "moved", "vanished", "failed")
    happened = [f"{night.counts[key]} {key}" for key in keys if night.counts[key]]
    left = f" {night.counts['left']} files wait for the next night." if night.counts.get("left") else ""
    return (", ".join(happened) if happened else "Nothing changed") + f". Store and index agree.{left}"


def facts(night: Night) -> list[str]:
    """What is said of every night: files, index, sizes, quality, steps."""
    files = f"Files: {night.counts['seen']} seen, {night.counts['unchanged']} unchanged. {_ledger(night.ledger)}"
    index = f"Index: {night.documents} documents" + (", built anew." if night.indexed else ", was up to date.")
    sizes = f"Store {_size(night, 'store')}, index {_size(night, 'index')}"
    quality = [f"Read tonight: {'; '.join(map(said_of, night.drift))}"] if night.drift else []
    steps = [
        f"{step.name} {step.seconds:.1f} s" + (f" (slow: usually {step.usual:.1f})" if step.is_slow else "")
        for step in night.steps
    ]
    return [files, index, sizes, *quality, "Steps: " + ", ".join(steps)]


def said_of(each: Drift) -> str:
    """A share in words: «unknown words 12.5 % (usually 3.0 %)»."""
    usual = "" if each.usual is None else f" (usually {100 * each.usual:.1f} %)"
    return f"{each.name} {100 * each.share:.1f} % of {each.of}{usual}"


def _hit(hit: Told) -> Line:
    head = f"{hit.title or hit.path}: "
    if not hit.match:
        return Line(head + "; ".join(hit.why), hit.document)
    spans = tuple((start + len(head), stop + len(head)) for start, stop in hit.spans)
    return Line(head + hit.match, hit.document, spans)


def _asked(link: Link) -> str:
    """What a person is to say: are two names one, or, where the entity bears this very name, is it right to bear the others."""
    question = f"{link.other} is {link.name}?" if link.other != link.name else f"{link.name}, with its other names?"
    return f"{question} {link.reason} ({link.rule}, {link.score:.2f})"


def _some(title: str, lines: Sequence[Line]) -> Iterator[Part]:
    if lines:
        yield _part(title, lines)


def _part(title: str, lines: Sequence[Line]) -> Part:
    return Part(f"{title}: {len(lines)}", tuple(lines[:SHOWN]), max(0, len(lines) - SHOWN))


def _ledger(lines: int) -> str:
    return f"{lines} in the ledger: svod failures" if lines else "Nothing in the ledger."


def _size(night: Night, name: str) -> str:
    now, before = getattr(night.after, name), getattr(night.before, name)
    month = "" if night.month is None else f", {(now - getattr(night.month, name)) / 1e6:+.1f} in a month"
    return f"{now / 1e6:.1f} MB ({(now - before) / 1e6:+.1f}{month})"
