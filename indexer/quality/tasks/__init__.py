"""What can be measured: each task a module with ``measure(options)``, imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from indexer.quality.values import Figure, Options

Measured = tuple[str, Figure]
"""The set's name and one figure on it."""

TASKS = (
    "charset",
    "cross",
    "dates",
    "duplicates",
    "extraction",
    "language",
    "lemmas",
    "linking",
    "names",
    "ner",
    "roles",
    "search",
)

METRICS = {
    "charset": "all cyrillic",
    "cross": "mrr@10 ndcg@10 recall@10 recall@100 capped@10",
    "dates": "exact",
    "duplicates": "recall false_pairs translations",
    "extraction": "f1 precision recall",
    "language": "accuracy accuracy_30",
    "lemmas": "chosen any speed_tokens_s times_slovnet",
    "linking": "bcubed_f1 top1 homonyms",
    "names": "per_exact loc_exact org_exact",
    "ner": "micro_f1 per_f1 loc_f1 org_f1 precision recall overlap_f1 object_f1 object_org_f1",
    "roles": "f1 workplace_f1",
    "search": "mrr@10 ndcg@10 recall@10 recall@100 capped@10",
}
"""What each task says of a set that has it; the names are a promise to programs."""


def measure(task: str, options: Options) -> Iterator[Measured]:
    """The figures of one task, those of a set as soon as it is measured. Raises NoGold."""
    found: Callable[[Options], Iterator[Measured]] = import_module(f"indexer.quality.tasks.{task}").measure
    yield from found(options)


def set_name(options: Options, part: str = "") -> str:
    """What a set is called in figures: the name of its folder or file, and the language measured."""
    folder = options.folder.resolve()
    name = folder.stem if folder.is_file() else folder.name
    return "/".join(filter(None, (name, part or options.language)))
