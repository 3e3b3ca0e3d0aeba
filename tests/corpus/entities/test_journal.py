"""What people decide outranks rules, is read back as written, and can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.entities import Edit, add_edit, link, load_journal, standing, unknown_names
from corpus.errors import BadConfig
from corpus.model import EntityDraft, EntityType, Name

NAMES = [
    Name(0, EntityType.PERSON, "Виктор Чебану", "ru", "", 9, 9),
    Name(1, EntityType.PERSON, "Victor Cebanu", "ro", "", 3, 3),
    Name(2, EntityType.PERSON, "Виктор Чебан", "ru", "", 1, 1),
    Name(3, EntityType.PERSON, "Вера Чебан", "ru", "", 1, 1),
    Name(4, EntityType.ORGANISATION, "Тёплая школа", "ru", "", 2, 2),
]


def edit(number: int, do: str, *names: str, value: str = "", type_: str = "person") -> Edit:
    return Edit(number, "2026-01-02T03:04:05+00:00", "Анна", do, tuple((type_, name) for name in names), value)


def members(drafts: tuple[EntityDraft, ...]) -> set[frozenset[str]]:
    return {frozenset(merge.name for _, merge in draft.members) for draft in drafts}


def test_merge() -> None:
    """Names that no rule joins are one, with who said so as the reason."""
    drafts = link(NAMES, (), [edit(1, "merge", "Вера Чебан", "Виктор Чебан")])
    joined = next(draft for draft in drafts if "Вера Чебан" in {merge.name for _, merge in draft.members})
    assert {merge.name for _, merge in joined.members} >= {"Вера Чебан", "Виктор Чебан"}
    assert any(merge.reason == "Анна said so on 2026-01-02 (edit 1)" for _, merge in joined.members)


def test_split() -> None:
    """A name taken out stays out, whatever rules think of its sound."""
    assert frozenset({"Виктор Чебану", "Victor Cebanu"}) in members(link(NAMES, (), [edit(1, "split", "Виктор Чебан")]))
    assert frozenset({"Виктор Чебан"}) in members(link(NAMES, (), [edit(1, "split", "Виктор Чебан")]))


def test_the_later_decision_holds() -> None:
    """A merge after a split joins again, a split after a merge parts again."""
    split, merge = edit(1, "split", "Victor Cebanu"), edit(2, "merge", "Victor Cebanu", "Виктор Чебану")
    assert any({"Виктор Чебану", "Victor Cebanu"} <= group for group in members(link(NAMES, (), [split, merge])))
    again = edit(3, "split", "Victor Cebanu")
    assert frozenset({"Victor Cebanu"}) in members(link(NAMES, (), [split, merge, again]))


def test_rename_type_and_hide() -> None:
    """An entity is called, typed and listed as people say."""
    renamed = link(NAMES, (), [edit(1, "rename", "Victor Cebanu", value="Виктор Чебану (Кишинёв)")])
    assert "Виктор Чебану (Кишинёв)" in {draft.name for draft in renamed}
    typed = link(NAMES, (), [edit(1, "type", "Тёплая школа", value="programme", type_="organisation")])
    assert [draft.type for draft in typed if draft.name == "Тёплая школа"] == [EntityType.PROGRAMME]
    hidden = link(NAMES, (), [edit(1, "hide", "Тёплая школа", type_="organisation")])
    assert "Тёплая школа" not in {draft.name for draft in hidden}


def test_round_trip(tmp_path: Path) -> None:
    """Edits come back as they were made, numbered by their line."""
    first = add_edit(tmp_path, edit(0, "merge", "Вера Чебан", "Виктор Чебан"))
    second = add_edit(tmp_path, edit(0, "rename", "Вера Чебан", value="В. Чебан"))
    assert load_journal(tmp_path) == [first, second]
    assert [first.number, second.number] == [1, 2]


def test_undo_and_its_undoing() -> None:
    """An undone edit does not hold; undoing the undoing brings it back."""
    made = [edit(1, "hide", "Вера Чебан"), Edit(2, "2026", "Анна", "undo", value="1")]
    assert standing(made) == []
    assert standing([*made, Edit(3, "2026", "Анна", "undo", value="2")]) == made[:1]


def test_names_that_went() -> None:
    """An edit about names the archive no longer has is told, not dropped in silence."""
    made = edit(1, "merge", "Вера Чебан", "Никто Никогдаев")
    held = {(str(name.type), name.name) for name in NAMES}
    assert unknown_names([made], held) == [(made, "Никто Никогдаев")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "line 1: this is no edit"),
        ('{"at": "2026", "do": "explode"}', "'explode' is no action"),
        ('{"at": "2026", "do": "merge"}', "needs names"),
        ('{"at": "2026", "do": "undo", "value": "x"}', "'undo' is no action"),
        ('{"at": "2026", "do": "type", "names": [["person", "А"]], "value": "thing"}', "'thing' is no type"),
        ('{"at": "2026", "do": "hide", "names": [["thing", "А"]]}', "each with a type"),
    ],
)
def test_a_broken_journal_says_where(tmp_path: Path, line: str, reason: str) -> None:
    """A line that cannot be read stops with its number and what is wrong."""
    (tmp_path / "entities.jsonl").write_text(line + "\n", "utf-8")
    with pytest.raises(BadConfig, match=reason):
        load_journal(tmp_path)
