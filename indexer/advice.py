"""What to say when nothing is found: which part of the question keeps the answer empty."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.engines import Reader
from indexer.plan import All, AnyOf, Dates, Keyword, Match, Plan


def advise(reader: Reader, asked: Plan, notes: Sequence[str], *, filtered: bool = False) -> str:
    """What keeps the answer empty: names nobody knows, words nobody wrote, or a combination nobody has."""
    said = list(notes)
    counts = {text: reader.count(leaf) for text, leaf in _required(asked)}
    absent = [text for text, count in counts.items() if not count]
    present = [f"{text} ({count})" for text, count in counts.items() if count]
    if absent:
        said.append(f"no document holds {', '.join(absent)}")
    if present and absent:
        said.append(f"found alone: {', '.join(present)}")
    if len(present) > 1 and not absent:
        said.append(f"each is found, but not together: {', '.join(present)}; try OR between them")
    if filtered:
        said.append("remove a filter to search more documents")
    return "; ".join(said)


def _required(plan: Plan) -> list[tuple[str, Plan]]:
    """The leaves whose absence empties the answer, with what to call them."""
    if isinstance(plan, All):
        return [pair for part in plan.parts for pair in _required(part)]
    if isinstance(plan, AnyOf):
        texts = [text for part in plan.parts for text, _ in _required(part)]
        return [(" or ".join(texts), plan)] if texts else []
    if isinstance(plan, Match):
        text = " ".join(word.text for word in plan.words)
        field = f"{plan.scopes[0]}:" if len(plan.scopes) == 1 else ""
        return [(field + (f'"{text}"' if len(plan.words) > 1 else text), plan)]
    if isinstance(plan, Keyword):
        return [(f"{plan.field}:{plan.text}", plan)] if plan.text and plan.values else []
    return [("this date", plan)] if isinstance(plan, Dates) else []
