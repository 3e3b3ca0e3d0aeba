"""Which document a file is: through moves, renames, changes, copies, disappearance and return; containers with their parts."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hand_made import ALMATY, SHAKIROVA, analysis, draft_each, sha, sighting
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import NotFound
from corpus.model import Analysis, Skipped
from corpus.store import Store

VERSION, ATTEMPT = "v1", "v1+a"
Files = Mapping[str, str]
"""What lies where: path to text."""


def sync(store: Store, files: Files, version: str = VERSION) -> dict[str, str]:
    """One run over these files, as the pipeline does it: recognise, vanish, record, sweep. Returns what happened by path."""
    run = store.begin_run("ingest", version, version + "+a")
    seen = {path: sighting(path, text, sha(text)) for path, text in files.items()}
    happened: dict[str, str] = {}
    for path, each in seen.items():
        if store.unchanged(each):
            store.see(each, run)
            happened[path] = "unchanged"
    pending = [path for path in seen if path not in happened]
    for path in sorted(pending, key=lambda path: not store.knows(seen[path])):
        status = store.recognise(seen[path], sha(files[path]), run) if store.may_know(seen[path]) else ""
        if status:
            happened[path] = status
    for path in pending:
        store.see(seen[path], run)
    store.vanish(["raw"], run)
    for path in pending:
        if path not in happened:
            happened[path] = "changed" if store.knows(seen[path]) else "new"
            store.record(seen[path], [analysis(path, files[path])], run)
    store.sweep(run)
    assert store.verify() == []
    return happened


def ids(store: Store) -> dict[str, tuple[str, ...]]:
    """Present documents with their paths."""
    return {id: store.document(id).paths for id in store.ids()}


def id_of(text: str) -> str:
    """The id of a document whose first content this is."""
    return sha(text)[:12]


A, B, C = "Альфа", "Бета", "Гамма"

HISTORIES: list[tuple[str, Sequence[Files], dict[str, tuple[str, ...]]]] = [
    ("new", [{"raw/a": A}], {id_of(A): ("raw/a",)}),
    ("moved", [{"raw/a": A}, {"raw/x/a": A}], {id_of(A): ("raw/x/a",)}),
    ("changed", [{"raw/a": A}, {"raw/a": B}], {id_of(A): ("raw/a",)}),
    ("copied", [{"raw/a": A}, {"raw/a": A, "raw/b": A}], {id_of(A): ("raw/a", "raw/b")}),
    ("copied at once", [{"raw/a": A, "raw/b": A}], {id_of(A): ("raw/a", "raw/b")}),
    ("one copy changed", [{"raw/a": A, "raw/b": A}, {"raw/a": B, "raw/b": A}], {id_of(A): ("raw/b",), id_of(B): ("raw/a",)}),
    ("one copy removed", [{"raw/a": A, "raw/b": A}, {"raw/b": A}], {id_of(A): ("raw/b",)}),
    ("vanished", [{"raw/a": A, "raw/b": B}, {"raw/b": B}], {id_of(B): ("raw/b",)}),
    ("revived", [{"raw/a": A}, {}, {"raw/a": A}], {id_of(A): ("raw/a",)}),
    ("revived elsewhere", [{"raw/a": A}, {}, {"raw/z": A}], {id_of(A): ("raw/z",)}),
    ("renamed, new file in its place", [{"raw/a": A}, {"raw/a": B, "raw/b": A}], {id_of(A): ("raw/b",), id_of(B): ("raw/a",)}),
    ("swapped", [{"raw/a": A, "raw/b": B}, {"raw/a": B, "raw/b": A}], {id_of(A): ("raw/b",), id_of(B): ("raw/a",)}),
    (
        "rotated",
        [{"raw/1": A, "raw/2": B}, {"raw/1": C, "raw/2": A, "raw/3": B}],
        {id_of(A): ("raw/2",), id_of(B): ("raw/3",), id_of(C): ("raw/1",)},
    ),
    ("became a copy", [{"raw/a": A, "raw/b": B}, {"raw/a": B, "raw/b": B}], {id_of(B): ("raw/a", "raw/b")}),
    ("there and back", [{"raw/a": A}, {"raw/a": B}, {"raw/a": A}], {id_of(A): ("raw/a",)}),
]


@pytest.mark.parametrize(("history", "expected"), [row[1:] for row in HISTORIES], ids=[row[0] for row in HISTORIES])
def test_identity(store: Store, history: Sequence[Files], expected: dict[str, tuple[str, ...]]) -> None:
    """After each history the documents and their paths are these, and another run changes nothing."""
    for files in history:
        sync(store, files)
    assert ids(store) == expected
    generation = store.generation()
    assert set(sync(store, history[-1]).values()) <= {"unchanged"}
    assert store.generation() == generation


@pytest.mark.parametrize(
    ("history", "status"),
    [
        ([{"raw/a": A}, {"raw/b": A}], {"raw/b": "moved"}),
        ([{"raw/a": A}, {"raw/a": A, "raw/b": A}], {"raw/a": "unchanged", "raw/b": "new"}),
        ([{"raw/a": A, "raw/b": B}, {"raw/a": B, "raw/b": A}], {"raw/a": "changed", "raw/b": "changed"}),
        ([{"raw/a": A}, {"raw/a": B}], {"raw/a": "changed"}),
        ([{"raw/a": A}, {}, {"raw/a": A}], {"raw/a": "new"}),
    ],
)
def test_what_happened_is_named(store: Store, history: Sequence[Files], status: dict[str, str]) -> None:
    """A run can say of each file what it was: new, changed, moved, unchanged."""
    for files in history[:-1]:
        sync(store, files)
    assert sync(store, history[-1]) == status


def test_a_changed_document_counts_its_revisions(store: Store) -> None:
    """The id stays, the revision grows, the text is the new one; the same content again is no revision."""
    for text in (A, B, B, C):
        sync(store, {"raw/a": text})
    found = store.document(id_of(A))
    assert (found.revision, found.text, found.sha256) == (3, C, sha(C))


def test_an_id_is_not_given_twice(store: Store) -> None:
    """When the first content of a changed document turns up elsewhere, it becomes a document with an id of its own."""
    sync(store, {"raw/a": A})
    sync(store, {"raw/a": B})
    sync(store, {"raw/a": B, "raw/b": A})
    found = ids(store)
    assert found[id_of(A)] == ("raw/a",)
    assert sorted(found.values()) == [("raw/a",), ("raw/b",)]
    assert store.document("raw/b").text == A


def test_a_tombstone_says_nothing(store: Store) -> None:
    """A vanished document keeps its row only: no text, no mentions, no entity, told to the index, and named when asked for."""
    run = store.begin_run("ingest", VERSION)
    text = "Алматы. Шакировой"
    store.record(sighting("raw/a", text), [analysis("raw/a", text, [ALMATY, SHAKIROVA])], run)
    store.relink(draft_each(store))
    before = store.generation()
    assert store.counts()["entities"] == 2
    run = store.begin_run("ingest", VERSION)
    assert store.vanish(["raw"], run) == [(id_of(text), "raw/a")]
    assert store.changed_since(before).deleted == (id_of(text),)
    assert store.needs_linking()
    store.relink(draft_each(store))
    counts = store.counts()
    assert (counts["documents"], counts["vanished"], counts["mentions"], counts["entities"]) == (0, 1, 0, 0)
    with pytest.raises(NotFound, match="its last file vanished"):
        store.document(id_of(text))
    assert list(store.ids()) == []
    assert store.verify() == []


def test_a_version_asks_for_every_document_again(store: Store) -> None:
    """With another analysis nothing is unchanged, and what is analysed again stays the document it was."""
    sync(store, {"raw/a": A, "raw/b": A})
    again = sighting("raw/a", A, sha(A))
    store.begin_run("ingest", "v2")
    assert not store.unchanged(again)
    assert sync(store, {"raw/a": A, "raw/b": A}, "v2") == {"raw/a": "changed", "raw/b": "changed"}
    assert ids(store) == {id_of(A): ("raw/a", "raw/b")}
    assert store.document(id_of(A)).revision == 1
    assert set(sync(store, {"raw/a": A, "raw/b": A}, "v2").values()) == {"unchanged"}


def test_scopes_and_unseen_folders_do_not_vanish(store: Store) -> None:
    """Only what lies below a scope vanishes, and nothing below a folder that could not be looked into."""
    sync(store, {"raw/x/a": A, "raw/xy/b": B, "raw/c": C})
    run = store.begin_run("ingest", VERSION)
    assert store.vanish(["raw/x"], run) == [(id_of(A), "raw/x/a")]
    run = store.begin_run("ingest", VERSION)
    store.keep_under("raw/xy", run)
    assert store.vanish(["raw"], run) == [(id_of(C), "raw/c")]
    assert ids(store) == {id_of(B): ("raw/xy/b",)}


def record(store: Store, path: str, text: str, parts: Mapping[str, str | None]) -> int:
    """One run in which a container with parts (None: unreadable) was analysed."""
    run = store.begin_run("ingest", VERSION, ATTEMPT)
    results: list[Analysis | Skipped] = [analysis(path, text)]
    for name, said in parts.items():
        place = f"{path}!/{name}"
        results.append(Skipped(place, "read", "encrypted", "raw", "f" * 64) if said is None else analysis(place, said))
    store.record(sighting(path, text), results, run)
    store.vanish([], run)
    return run


def test_parts_follow_their_container(store: Store) -> None:
    """A moved mail takes its attachments along, those that could not be read too, without a new analysis."""
    record(store, "raw/a.eml", A, {"b.docx": B, "c.zip": C, "c.zip!/d.txt": "Дельта", "e.bin": None})
    run = store.begin_run("ingest", VERSION, ATTEMPT)
    assert store.recognise(sighting("raw/x.eml", A), sha(A), run) == "moved"
    store.vanish(["raw"], run)
    assert ids(store) == {
        id_of(A): ("raw/x.eml",),
        id_of(B): ("raw/x.eml!/b.docx",),
        id_of(C): ("raw/x.eml!/c.zip",),
        id_of("Дельта"): ("raw/x.eml!/c.zip!/d.txt",),
    }
    assert [line.path for line, _ in store.failures()] == ["raw/x.eml!/e.bin"]
    assert store.failing_roots() == {"raw/x.eml"}
    assert store.verify() == []


def test_parts_vanish_with_their_container(store: Store) -> None:
    """So do they when the container loses them; a part that lies elsewhere too stays."""
    record(store, "raw/a.eml", A, {"b.docx": B, "c.txt": C})
    record(store, "raw/c.txt", C, {})
    record(store, "raw/a.eml", "Альфа, вторая", {"c.txt": C})
    assert ids(store) == {id_of(A): ("raw/a.eml",), id_of(C): ("raw/a.eml!/c.txt", "raw/c.txt")}
    run = store.begin_run("ingest", VERSION)
    store.see(sighting("raw/c.txt", C), run)
    store.vanish(["raw"], run)
    assert ids(store) == {id_of(C): ("raw/c.txt",)}


def test_a_changed_part_keeps_its_document(store: Store) -> None:
    """An attachment replaced under its name is the same document in a new revision."""
    record(store, "raw/a.eml", A, {"b.docx": B})
    record(store, "raw/a.eml", "Альфа, вторая", {"b.docx": C})
    assert store.document("raw/a.eml!/b.docx").id == id_of(B)
    assert store.document(id_of(B)).revision == 2


def test_a_member_named_like_a_path_has_its_container(store: Store) -> None:
    """A mark between names inside a member's own name makes no container of its own."""
    record(store, "raw/a.zip", A, {"wow!/b.txt": B})
    assert store.document(id_of(B)).paths == ("raw/a.zip!/wow!/b.txt",)


def test_a_file_that_fails_keeps_its_last_document(store: Store) -> None:
    """What was read stays searchable; the ledger says that the file cannot be read any more, and since when."""
    sync(store, {"raw/a": A})
    run = store.begin_run("ingest", VERSION, ATTEMPT)
    broken = Skipped("raw/a", "read", "broken", "raw", sha(B))
    assert store.record(sighting("raw/a", B, "2"), [broken], run) == id_of(A)
    assert store.document(id_of(A)).text == A
    assert [line for line, _ in store.failures()] == [broken]
    assert store.unchanged(sighting("raw/a", B, "2"))
    store.begin_run("ingest", VERSION, "v1+other limits")
    assert not store.unchanged(sighting("raw/a", B, "2"))
    run = store.begin_run("ingest", VERSION, ATTEMPT)
    assert store.recognise(sighting("raw/a", B, "touched"), sha(B), run) == "unchanged"
    run = store.begin_run("ingest", VERSION, ATTEMPT)
    store.record(sighting("raw/a", C, "3"), [analysis("raw/a", C)], run)
    assert store.failures() == []
    assert store.document(id_of(A)).revision == 2


def test_the_ledger_remembers_since_when(store: Store) -> None:
    """A line confirmed by a later run keeps the time of the first, and is not new."""
    line = Skipped("raw/a", "read", "broken", "raw")
    first, second = store.begin_run("ingest"), store.begin_run("ingest")
    assert store.skip(line, first)
    assert not store.skip(line, second)
    assert store.failures() == [(line, store.started(first))]


@settings(max_examples=40)
@given(
    st.lists(
        st.dictionaries(st.sampled_from(["raw/1", "raw/2", "raw/3"]), st.sampled_from(["а", "бб", "ввв", "гггг"])),
        min_size=1,
        max_size=5,
    )
)
def test_any_history_ends_in_what_lies_there(history: list[dict[str, str]]) -> None:
    """Whatever happened before, each path leads to a document with its text, once, and ids never change hands silently."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder), write=True) as store:
        for files in history:
            sync(store, files)
            assert {path: store.document(path).text for path in files} == files
            assert sorted(path for paths in ids(store).values() for path in paths) == sorted(files)
            assert len({store.document(id).sha256 for id in store.ids()}) == len(set(files.values()))
