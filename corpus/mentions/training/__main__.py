"""``python -m corpus.mentions.training kk FILE …``: figures by cross-validation, then the weights of all files.

The shipped weights for Kazakh come from KazNERD's IOB2_valid.txt (CC BY 4.0), press-kk.tsv and release-kk.tsv of
tests/gold/open.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from corpus.mentions.learned import KINDS, best_path, runs
from corpus.mentions.training.fit import FOLDS, apart, fit, save
from corpus.mentions.training.sentences import Sentence, sentences
from corpus.morphology.training.seen import save_seen

_WEIGHTS = Path(__file__).parent.parent / "weights"


@click.command()
@click.argument("code")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--folds", default=FOLDS, show_default=True, help="Parts of the first file; each is judged by all else. 0: none.")
@click.option("--save/--no-save", "keep", default=True, show_default=True, help="Write the weights learned from everything.")
def train(code: str, files: tuple[Path, ...], folds: int, keep: bool) -> None:
    """Learn the weights of CODE from FILES with marked names: words with IOB2 labels, or tables with [brackets]."""
    first, *others = [list(sentences(path)) for path in files]
    also = [sentence for other in others for sentence in other]
    if folds:
        right, found, wanted = _judged(first, also, code, folds)
        click.echo(f"{files[0].stem}: micro_f1 {2 * right / (found + wanted):.4f} of {wanted} names, {folds} folds")
    if keep:
        _WEIGHTS.mkdir(exist_ok=True)
        save(fit([*first, *also], code), _WEIGHTS / f"{code}.npz")
        save_seen((sentence.text for sentence in first), _WEIGHTS / f"{code}.seen.txt")
        click.echo(f"{_WEIGHTS / f'{code}.npz'}: written", err=True)


def _judged(every: Sequence[Sentence], also: Sequence[Sentence], code: str, folds: int) -> tuple[int, int, int]:
    """Names right, found and wanted, exact in place and kind; those without a capital do not count."""
    right = found = wanted = 0
    for weights, part in apart(every, also, code, folds):
        for sentence in part:
            seen = _names(sentence.words, best_path(sentence.words, code, weights))
            gold = _names(sentence.words, sentence.labels)
            right, found, wanted = right + len(seen & gold), found + len(seen), wanted + len(gold)
    return right, found, wanted


def _names(words: Sequence[str], labels: Sequence[str]) -> set[tuple[int, int, str]]:
    return {
        (start, stop, kind)
        for start, stop, kind in runs(labels)
        if kind in KINDS and any(word[0].isupper() for word in words[start:stop])
    }


if __name__ == "__main__":
    train()
