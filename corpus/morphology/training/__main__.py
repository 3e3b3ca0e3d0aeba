"""``python -m corpus.morphology.training ru FILE.conllu …``: figures by cross-validation, then the weights of all files."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.morphology.training.cross import FOLDS, Score, validate
from corpus.morphology.training.fit import cases, fit, save
from corpus.morphology.training.seen import save_seen
from corpus.morphology.training.treebank import sentences

_WEIGHTS = Path(__file__).parent.parent / "weights"


@click.command()
@click.argument("code")
@click.argument("treebanks", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--folds", default=FOLDS, show_default=True, help="Parts of each treebank; each is judged by the others. 0: none."
)
@click.option("--save/--no-save", "keep", default=True, show_default=True, help="Write the weights learned from everything.")
def train(code: str, treebanks: tuple[Path, ...], folds: int, keep: bool) -> None:
    """Learn the weights of CODE from TREEBANKS in CoNLL-U; without any, they are what grammar says."""
    if folds and treebanks:
        for path, score in validate(treebanks, code, folds).items():
            click.echo(_said(path, score, folds))
    if keep:
        _WEIGHTS.mkdir(exist_ok=True)
        learnt = list(sentences(treebanks))
        save(fit(cases(learnt, code), code), _WEIGHTS / f"{code}.tsv")
        if learnt:
            save_seen((text for text, _ in learnt), _WEIGHTS / f"{code}.seen.txt")
        click.echo(f"{_WEIGHTS / f'{code}.tsv'}: written", err=True)


def _said(path: Path, score: Score, folds: int) -> str:
    return f"{path.stem}: chosen {score.chosen:.4f}, any {score.any:.4f} of {score.words} words, {folds} folds"


if __name__ == "__main__":
    train()
