"""What was put is read back: documents, entities with their counts and evidence, and what an index must take again."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hand_made import ALMATY, SHAKIROVA, TARAZ, analysis, draft_each, sha, sighting, span
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import NotFound
from corpus.model import (
    Alias,
    Contact,
    DateMention,
    EntityDraft,
    EntityType,
    Findings,
    HeldRole,
    KnownContact,
    Mention,
    Merge,
    Role,
    Span,
)
from corpus.store import Store

TEXT = "Семинар. В Таразе выступила Т. Шакирова, эксперт РЭЦЦА, shakirova@carec.kz. Потом был обед."
PERSON, PLACE, HOUSE = "Т. Шакирова", "Таразе", "РЭЦЦА"
SENTENCES = ("Семинар.", "В Таразе выступила Т. Шакирова, эксперт РЭЦЦА, shakirova@carec.kz.", "Потом был обед.")


def full(path: str = "raw/a", date: str = "2014-02-19") -> Findings:
    """Everything a document may say, about TEXT."""
    return Findings(
        contacts=(
            Contact(
                span(TEXT, "shakirova@carec.kz"), "email", "shakirova@carec.kz", "shakirova@carec.kz", "", span(TEXT, PERSON)
            ),
        ),
        roles=(Role(span(TEXT, PERSON), span(TEXT, "эксперт"), "эксперт", span(TEXT, HOUSE)),),
        aliases=(
            Alias(EntityType.ORGANISATION, "РЭЦЦА", "Региональный экологический центр Центральной Азии", span(TEXT, HOUSE)),
        ),
    )


def put(store: Store, path: str, text: str, *names: tuple[str, EntityType, str], date: str = "") -> str:
    """The id of a document just put by a run of its own."""
    run = store.begin_run("ingest", "v1")
    return store.record(sighting(path, text), [analysis(path, text, names, date)], run)


@pytest.fixture
def rich(store: Store) -> Store:
    """A store with one document that says everything."""
    made = analysis(
        "raw/a",
        TEXT,
        [
            (PLACE, EntityType.CITY, "Тараз"),
            (PERSON, EntityType.PERSON, "Татьяна Шакирова"),
            (HOUSE, EntityType.ORGANISATION, "РЭЦЦА"),
        ],
        "2014-02-19",
        full(),
    )
    passage = replace(made.passages[0], sentences=tuple(span(TEXT, sentence) for sentence in SENTENCES), page=2)
    date = DateMention(Span(0, 7), "Семинар", "2014-02-19", "2014-02-19", "2014-02-19", "day", "event")
    mentions = tuple(replace(m, note="initials") if m.text == PERSON else m for m in made.findings.mentions)
    made = replace(made, passages=(passage,), dates=(date,), findings=replace(made.findings, mentions=mentions))
    store.record(sighting("raw/a", TEXT), [made], store.begin_run("ingest", "v1"))
    store.relink(draft_each(store))
    return store


def entity_id(store: Store, name: str) -> str:
    """The id of the entity that a name finds first."""
    return store.find_entities(name)[0].id


def test_a_document_comes_back_as_it_was_put(rich: Store) -> None:
    """Text, tokens, passages, mentions, dates, contacts, roles: equal values."""
    found = rich.document("raw/a")
    made = analysis("raw/a", TEXT, (), "2014-02-19")
    assert (found.id, found.text, found.paths, found.source) == (sha(TEXT)[:12], TEXT, ("raw/a",), "raw")
    assert (found.date, found.charset, found.languages) == (made.date, made.document.charset, ("ru",))
    assert rich.tokens(found.id) == made.tokens
    assert [p.sentences for p in rich.passages(found.id)] == [tuple(span(TEXT, sentence) for sentence in SENTENCES)]
    assert [(m.text, m.name, m.note) for m, _ in rich.mentions(found.id)] == [
        (PLACE, "Тараз", ""),
        (PERSON, "Татьяна Шакирова", "initials"),
        (HOUSE, "РЭЦЦА", ""),
    ]
    assert all(m.span.of(TEXT) == m.text for m, _ in rich.mentions(found.id))
    assert tuple(rich.contacts(found.id)) == full().contacts
    assert tuple(rich.roles(found.id)) == full().roles
    assert tuple(rich.aliases()) == full().aliases
    assert [date.role for date in rich.dates(found.id)] == ["event"]


@pytest.mark.parametrize("asked", [sha(TEXT)[:12], sha(TEXT)[:4], "raw/a"])
def test_a_document_is_found_by_id_beginning_or_path(rich: Store, asked: str) -> None:
    """Three ways lead to the same document."""
    assert rich.document(asked).id == sha(TEXT)[:12]


@pytest.mark.parametrize("asked", ["", "0", "raw/none", "zzzz", "%", "' OR 1=1"])
def test_an_unknown_document_is_told(rich: Store, asked: str) -> None:
    """What is no id, beginning or path is refused with a way to find one."""
    with pytest.raises(NotFound, match="no document has this id or path"):
        rich.document(asked)


def test_evidence_is_the_sentence_with_the_mention_in_it(rich: Store) -> None:
    """The span counts from the sentence's start; page and note come along."""
    (found,) = rich.evidence(entity_id(rich, "Шакирова"))
    assert found.sentence == SENTENCES[1]
    assert found.span.of(found.sentence) == PERSON
    assert TEXT[found.start :].startswith(found.sentence)
    assert (found.page, found.note, found.date, found.path) == (2, "initials", "2014-02-19", "raw/a")


def test_evidence_without_sentences_is_text_on_either_side(store: Store) -> None:
    """A long passage without sentence bounds is cut around the mention."""
    text = "слово " * 200 + "Таразе" + " слово" * 200
    made = analysis("raw/a", text, [TARAZ])
    made = replace(made, passages=(replace(made.passages[0], sentences=()),))
    store.record(sighting("raw/a", text), [made], store.begin_run("ingest", "v1"))
    store.relink(draft_each(store))
    (found,) = store.evidence(entity_id(store, "Тараз"))
    assert found.span.of(found.sentence) == "Таразе"
    assert len(found.sentence) < 400


def test_roles_and_contacts_of_an_entity(rich: Store) -> None:
    """A role is known from both sides, a contact from its owner's."""
    person, house = entity_id(rich, "Шакирова"), entity_id(rich, "РЭЦЦА")
    held = HeldRole(person, "Татьяна Шакирова", "эксперт", house, "РЭЦЦА", sha(TEXT)[:12], "2014-02-19", TEXT.index("эксперт"))
    assert rich.roles_of(person) == rich.roles_of(house) == [held]
    assert rich.contacts_of(person) == [KnownContact("email", "shakirova@carec.kz", "", 1, sha(TEXT)[:12])]
    assert rich.contacts_of(house) == []


def test_entities_are_ranked_and_counted(store: Store) -> None:
    """Most documents first, then by name; first and last day of the dated documents that mention them."""
    put(store, "raw/1", "Алматы, Таразе", ALMATY, TARAZ, date="2014-02-19")
    put(store, "raw/2", "Алматы. Шакировой", ALMATY, SHAKIROVA, date="2012-01-01")
    put(store, "raw/3", "Снова Алматы", ALMATY)
    store.relink(draft_each(store))
    assert [(e.name, e.documents, e.mentions, e.first, e.last) for e in store.entities()] == [
        ("Алматы", 3, 3, "2012-01-01", "2014-02-19"),
        ("Тараз", 1, 1, "2014-02-19", "2014-02-19"),
        ("Татьяна Шакирова", 1, 1, "2012-01-01", "2012-01-01"),
    ]
    assert [e.name for e in store.entities(EntityType.CITY, limit=1, offset=1)] == ["Тараз"]
    almaty = entity_id(store, "Алматы")
    assert [(e.name, shared) for e, shared in store.neighbours(almaty)] == [("Тараз", 1), ("Татьяна Шакирова", 1)]
    named = [(store.entity(id).name, both, each) for id, both, each in store.company(almaty)]
    assert named == [("Тараз", 1, 1), ("Татьяна Шакирова", 1, 1)]
    assert [e.document for e in store.evidence(almaty)] == [
        sha(t)[:12] for t in ("Алматы, Таразе", "Алматы. Шакировой", "Снова Алматы")
    ]
    assert [row[1:] for row in store.entity_documents(almaty, limit=2)] == [
        ("2014-02-19", "Алматы, Таразе", 1),
        ("2012-01-01", "Алматы. Шакировой", 1),
    ]
    assert [row[2:] for row in store.document_entities("raw/1")] == [("Алматы", 1), ("Тараз", 1)]
    assert store.ranked_names(100) == [(each.type, each.name, each.documents) for each in store.entities()]
    assert store.ranked_names(1) == store.ranked_names(100)[:1]


@pytest.mark.parametrize("asked", ["person-nobody"])
def test_an_unknown_entity_is_told(rich: Store, asked: str) -> None:
    """Every door that takes an entity's id refuses an unknown one."""
    for door in (
        rich.entity,
        rich.evidence,
        rich.neighbours,
        rich.company,
        rich.roles_of,
        rich.contacts_of,
        rich.entity_documents,
    ):
        with pytest.raises(NotFound, match="no entity has this id"):
            door(asked)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Тараз", "Тараз"),
        ("таразе", "Тараз"),
        ("Таразом", "Тараз"),
        ("Taraz", "Тараз"),  # no document writes it so: the gazetteer knows the link
        ("Шакировой", "Татьяна Шакирова"),
        ("Татьяной Шакировой", "Татьяна Шакирова"),
        ("Шакирова Татьяна", "Татьяна Шакирова"),
        ("Almaty", "Алматы"),
        ("АЛМАТЫ", "Алматы"),
    ],
)
def test_an_entity_is_found_in_any_form(store: Store, asked: str, found: str) -> None:
    """Case, order, inflection and script do not matter."""
    put(store, "raw/1", "Алматы, Таразе, Шакировой", ALMATY, TARAZ, SHAKIROVA)
    store.relink(draft_each(store))
    assert store.find_entities(asked)[0].name == found


@pytest.mark.parametrize("asked", ["Ростов", "рост", "", "…", "Тараз Шакирова"])
def test_what_nobody_is_called_finds_nothing(rich: Store, asked: str) -> None:
    """A name must hold every word that is asked for."""
    assert rich.find_entities(asked) == []


def test_the_name_itself_comes_before_a_part_of_it(store: Store) -> None:
    """«Таразе» is the city first, though an organisation holds the very form; the type can be asked for."""
    house = ("акимат в Таразе", EntityType.ORGANISATION, "Акимат в Таразе")
    put(store, "raw/1", "акимат в Таразе", house)
    put(store, "raw/2", "В Таразе", TARAZ)
    store.relink(draft_each(store))
    assert [e.name for e in store.find_entities("Таразе")] == ["Тараз", "Акимат в Таразе"]
    assert [e.name for e in store.find_entities("Таразе", EntityType.ORGANISATION)] == ["Акимат в Таразе"]


def test_near_names_are_suggested(rich: Store) -> None:
    """A misspelt name is answered with what it may have been."""
    assert "Татьяна Шакирова" in rich.suggest_names("Татяна Шакерова")
    assert rich.suggest_names("qqqq") == []


def test_relinking_moves_names_and_tells_the_index(store: Store) -> None:
    """Names merged into one entity count together; only documents whose entities changed are to be indexed again."""
    first = put(store, "raw/1", "Алматы", ALMATY)
    second = put(store, "raw/2", "в Алма-Ате", ("Алма-Ате", EntityType.CITY, "Алма-Ата"))
    third = put(store, "raw/3", "Таразе", TARAZ)
    store.relink(draft_each(store))
    generation = store.generation()
    names = {name.name: name.id for name in store.names()}
    merges = (
        (names["Алматы"], Merge("Алматы", "name", 1.0, "the name itself")),
        (names["Алма-Ата"], Merge("Алма-Ата", "gazetteer", 0.9, "an older name")),
    )
    almaty = EntityDraft("city-gn1526384", EntityType.CITY, "Алматы", {"country": "KZ"}, merges)
    taraz = next(draft for draft in draft_each(store) if draft.name == "Тараз")
    assert store.relink([almaty, taraz]) == 2
    found = store.entity("city-gn1526384")
    assert (found.documents, found.names, found.links) == (2, {"ru": ("Алма-Ата", "Алматы")}, {"country": "KZ"})
    assert found.merges[0] == merges[1][1]
    assert set(store.changed_since(generation).put) == {first, second}
    generation = store.generation()
    store.relink([almaty, taraz])
    assert store.changed_since(generation).put == ()
    store.relink([replace(almaty, name="Алма-Ата"), taraz])
    assert set(store.changed_since(generation).put) == {first, second}
    assert third not in store.changed_since(generation).put
    assert store.verify() == []


def test_boilerplate_is_what_enough_documents_share(tmp_path: Path) -> None:
    """The threshold comes from the settings; documents for which it tips over are to be indexed again, both ways."""
    with Store.open(tmp_path, write=True, boilerplate_documents=3) as store:
        made = [analysis(f"raw/{n}", f"Текст {n}") for n in range(3)]
        made = [replace(each, passages=(replace(each.passages[0], fingerprint="same"),)) for each in made]
        ids = []
        for n, each in enumerate(made):
            before = store.generation()
            ids.append(store.record(sighting(each.path, f"Текст {n}"), [each], store.begin_run("ingest", "v1")))
            tipped = set(store.changed_since(before).put) - {ids[-1]}
            assert tipped == (set(ids[:2]) if n == 2 else set())
        assert store.boilerplate(ids[0]) == (Span(0, 7),)
        before = store.generation()
        run = store.begin_run("ingest", "v1")
        store.vanish(["raw/2"], run)
        assert set(store.changed_since(before).put) == set(ids[:2])
        assert store.boilerplate(ids[0]) == ()


def test_passages_without_words_are_no_boilerplate(store: Store) -> None:
    """An empty fingerprint means that nothing was said."""
    for n in range(4):
        made = analysis(f"raw/{n}", f"*** {n}")
        made = replace(made, passages=(replace(made.passages[0], fingerprint=""),))
        store.record(sighting(made.path, f"*** {n}"), [made], store.begin_run("ingest", "v1"))
    assert store.boilerplate("raw/0") == ()


def test_changes_are_told_once_and_in_order(store: Store) -> None:
    """An index at a generation hears only of what came after it; a document put and gone is only gone."""
    first = put(store, "raw/1", "Раз")
    middle = store.generation()
    second = put(store, "raw/2", "Два")
    assert store.changed_since(0).put == (first, second)
    assert store.changed_since(middle).put == (second,)
    store.vanish(["raw/2"], store.begin_run("ingest", "v1"))
    changes = store.changed_since(0)
    assert (changes.put, changes.deleted, changes.generation) == ((first,), (second,), store.generation())
    assert store.changed_since(changes.generation).put == ()


def test_mentions_of_the_same_name_are_one_name(store: Store) -> None:
    """Counts of a name follow its documents down again."""
    text = "Алматы и Алматы"
    two = tuple(
        Mention(Span(start, start + 6), EntityType.CITY, "Алматы", "Алматы", "ru", "test", 1.0, "geonames:1526384")
        for start in (0, 9)
    )
    made = replace(analysis("raw/1", text), findings=Findings(two))
    store.record(sighting("raw/1", text), [made], store.begin_run("ingest", "v1"))
    put(store, "raw/2", "Алматы", ALMATY)
    assert [(name.documents, name.mentions) for name in store.names()] == [(2, 3)]
    store.vanish(["raw/1"], store.begin_run("ingest", "v1"))
    assert [(name.documents, name.mentions) for name in store.names()] == [(1, 1)]


CONTENT = st.tuples(
    st.integers(0, 5), st.sets(st.sampled_from([ALMATY, TARAZ, SHAKIROVA])), st.sampled_from(["", "2012-01-01", "2015-05-05"])
)


@settings(max_examples=15)
@given(st.lists(st.dictionaries(st.sampled_from(["raw/1", "raw/2", "raw/3"]), CONTENT), min_size=1, max_size=5))
def test_counts_follow_any_history(history: list[dict[str, tuple[int, set[tuple[str, EntityType, str]], str]]]) -> None:
    """What is counted step by step is what a count from nothing gives, after every run and its linking."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder), write=True) as store:
        for files in history:
            run = store.begin_run("ingest", "v1")
            for path, (number, names, date) in files.items():
                ordered = sorted(names)
                text = " ".join([str(number), date, *(name[0] for name in ordered)])
                store.see(sighting(path, text), run)
                store.record(sighting(path, text), [analysis(path, text, ordered, date)], run)
            store.vanish(["raw"], run)
            assert store.verify() == []
            store.relink(draft_each(store))
            assert store.verify() == []
            assert {entity.name for entity in store.entities()} == {name[2] for _, names, _ in files.values() for name in names}
