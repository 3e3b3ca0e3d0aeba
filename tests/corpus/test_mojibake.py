"""Text that was read wrongly before it was saved, and files put together from two charsets."""

from __future__ import annotations

import pytest

from corpus.charset import decode, repair

RUSSIAN = "Семинар по энергосбережению прошёл в Таразе. Решили: Игорь и Рустам едут"
UKRAINIAN = "Семінар з енергозбереження відбувся у Полтаві, його учасники їдуть далі"
MISREADINGS = [
    (("utf-8", "cp1251"),),
    (("utf-8", "latin-1"),),
    (("utf-8", "cp1252"),),
    (("utf-8", "koi8-u"),),
    (("utf-8", "mac-cyrillic"),),
    (("utf-8", "cp866"),),
    (("cp1251", "latin-1"),),
    (("cp1251", "cp1252"),),
    (("cp1251", "koi8-u"),),
    (("cp1251", "cp866"),),
    (("koi8-u", "cp1251"),),
    (("koi8-u", "latin-1"),),
    (("utf-8", "cp1251"), ("utf-8", "cp1251")),
    (("utf-8", "cp1252"), ("utf-8", "cp1252")),
    (("cp1251", "latin-1"), ("utf-8", "cp1251")),
]
"""(was, read as): what happened, in order."""


def misread(text: str, was: str, seen: str) -> str:
    """The text as it looks after its bytes were read in the wrong charset; a byte without a letter stays a control."""
    letters = [bytes([byte]).decode(seen, "ignore") or chr(byte) for byte in text.encode(was)]
    return "".join(letters)


@pytest.mark.parametrize("text", [RUSSIAN, UKRAINIAN])
@pytest.mark.parametrize("chain", MISREADINGS, ids=str)
def test_misreadings_are_undone(text: str, chain: tuple[tuple[str, str], ...]) -> None:
    """Once or twice misread, the text comes back whole, and what was undone is told."""
    broken = text
    for was, seen in chain:
        broken = misread(broken, was, seen)
    assert broken != text
    assert repair(broken)[0] == text
    assert all(" had been read as " in told for told in repair(broken)[1])


@pytest.mark.parametrize(
    "text", [RUSSIAN, UKRAINIAN, "Ordinary English text.", "Тараз қаласында семинар өтті", "№ 12/3-45 НДС", "ООО «РЭЦ»"]
)
def test_what_is_right_stays(text: str) -> None:
    """Text as it should be is not touched."""
    assert repair(text) == (text, ())


def test_cyrillic_pairs_read_as_korean() -> None:
    """A PDF font that gives UTF-8 two bytes at a time: «킜킰톁톁킰»."""
    assert repair("킜킰톁톁킰 1:1")[0] == "Масса 1:1"


def test_a_file_of_two_charsets() -> None:
    """Lines of UTF-8 and of cp1251 in one file are all read; a file of one charset is not taken apart."""
    lines = ["Заседание открыл директор", "Семинар прошёл в Таразе", "Следующий — в Алматы"]
    mixed = lines[0].encode() + b"\n" + lines[1].encode("cp1251") + b"\n" + lines[2].encode()
    text, charset = decode(mixed)
    assert text.split("\n") == lines
    assert charset.repairs == ("2 of 3 lines with letters are utf-8",)
    assert decode("\n".join(lines).encode("cp1251"))[1].repairs == ()
