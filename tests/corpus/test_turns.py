from corpus.guard import Lost
from corpus.model import Sighting, Skipped
from corpus.turns import Turn

SIGHTING = Sighting("raw", "raw/book.zip", "/archive/raw/book.zip", 1, "stamp")
NO_MEMORY = Lost("needed more than 2048 MB of memory (read.memory_mb)", again=True)


def test_a_file_without_memory_gets_a_second_worker() -> None:
    """The first may have been full of what earlier files left; a file that two could not hold is given up."""
    second = Turn(SIGHTING).after(NO_MEMORY)
    assert second is not None
    assert (second.number, second.lost) == (2, {})
    assert second.after(NO_MEMORY) is None
    assert second.end(NO_MEMORY) == (Skipped("raw/book.zip", "analyse", NO_MEMORY.reason, "raw"),)


def test_a_part_without_memory_costs_itself() -> None:
    """A file inside a container gets its second worker too, then the others are read without it."""
    lost = Lost(NO_MEMORY.reason, "3", again=True)
    second = Turn(SIGHTING).after(lost)
    third = second.after(lost) if second else None
    assert third is not None
    assert third.lost == {3: NO_MEMORY.reason}


def test_a_file_that_hangs_gets_no_second_worker() -> None:
    """What took all its time once would take it again."""
    assert Turn(SIGHTING).after(Lost("took longer than 60 seconds (read.seconds)")) is None
