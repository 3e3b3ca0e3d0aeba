"""What a book and many small files cost, guard and all: ``python bench/book.py [--pages 500] [--files 4000]``.

The real command ingests a generated PDF of so many pages into an archive of its own, names and all, and beside it small pages
and texts without names (those of ``steady.py``). What one file costs alone, start and dictionaries, is taken off the rate.
Seconds are processor time of all children; the last line says whether both targets are met.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

from clock import Cost, calibrate, run
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from steady import TEXTS, make

SVOD = (sys.executable, "-c", "from indexer.cli import main; main()")
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
LINES, LINE_WORDS = 42, 11
BOOK_S, FILES_A_SECOND = 60.0, 60.0


def write_book(target: Path, pages: int) -> None:
    """A PDF of so many pages, the same one every time: with running headers, numbers, paragraphs."""
    chance, words = random.Random(2014), [word.lower() for text in TEXTS.values() for word in text.split()]
    pdfmetrics.registerFont(TTFont("book", FONT))
    canvas = Canvas(str(target))
    for number in range(1, pages + 1):
        canvas.setFont("book", 9)
        canvas.drawString(60, 810, "Тёплый город — отчёт")
        canvas.drawString(300, 20, str(number))
        text = canvas.beginText(60, 780)
        text.setFont("book", 10)
        for line in range(LINES):
            text.textLine(_line(chance, words, line))
            if line % 5 == 4:
                text.textLine("")
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()


def _line(chance: random.Random, words: list[str], number: int) -> str:
    said = " ".join(chance.choices(words, k=LINE_WORDS))
    if number % 5 == 0:
        return f"Встречу провела Татьяна Шакирова, {chance.choice(('Тараз', 'Полтава', 'Бельцы'))}, {said[:60]}"
    return f"{said}." if number % 5 == 4 else said


def ingest(folder: Path, *, entities: bool) -> Cost:
    """What the command costs that reads the files of ``folder`` into a new archive beside it."""
    archive = folder.with_name(f"{folder.name}-archive")
    archive.mkdir()
    # a machine that is busy with other things costs wall clock, which is not what is measured
    said = f'[[source]]\nname = "files"\npath = "{folder}"\n[read]\nseconds = 600\n[analysis]\n'
    said += f"entities = {str(entities).lower()}\n"
    (archive / "svod.toml").write_text(said, "utf-8")
    cost = run([*SVOD, "ingest"], cwd=archive)
    if cost.exit_code:
        sys.exit(f"bench: svod ingest ended with {cost.exit_code}")
    return cost


def main() -> None:
    """The figures stand on the terminal, and whether the targets are met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--files", type=int, default=4000)
    asked = parser.parse_args()
    if not FONT.is_file():
        sys.exit(f"bench: {FONT} is missing: apt install fonts-dejavu-core")
    print(f"calibration {1000 * calibrate():.0f} ms")
    with tempfile.TemporaryDirectory() as made:
        book, one, many = (Path(made) / name for name in ("book", "one", "many"))
        for folder in (book, one, many):
            folder.mkdir()
        write_book(book / "book.pdf", asked.pages)
        cost = ingest(book, entities=True)
        print(f"a PDF of {asked.pages} pages: {cost.cpu_s:.1f} s of processor, {cost.wall_s:.1f} s, {cost.worker_mb:.0f} MB")
        make(one, 1)
        make(many, asked.files)
        alone, together = ingest(one, entities=False), ingest(many, entities=False)
    rate = (asked.files - 1) / (together.cpu_s - alone.cpu_s)
    print(f"{asked.files} small files: {together.cpu_s:.1f} s of processor, {alone.cpu_s:.1f} s of them for the first")
    print(f"{rate:.0f} files a second of one core")
    sys.exit(cost.cpu_s > BOOK_S or rate < FILES_A_SECOND)


if __name__ == "__main__":
    main()
