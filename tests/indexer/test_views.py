"""A restricted person's archive is the one that the open files alone would make: answer by answer, to the last word."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from corpus import config as configuration
from corpus.collections import Collection
from corpus.config import Config
from corpus.errors import BadConfig, IndexMissing, NotFound
from corpus.model import EntityType
from corpus.pipeline import ingest
from corpus.store import Store
from indexer import guide
from indexer.build import build_index
from indexer.people import Role, register
from indexer.search import Archive
from indexer.views import make_views, view_of

EXAMPLES = int(os.environ.get("SVOD_VIEWS", "2"))
"""Sets of closed files that are tried; ``make views`` tries 40."""

SHARED = (
    "Проект выполняется при поддержке фонда. Содержание этой публикации является предметом ответственности авторов и не "
    "отражает точку зрения фонда. Перепечатка приветствуется, если указан источник и адрес страницы, с которой она взята."
)
SECRET = "Оклад Городиской составляет сто тысяч. Ирина Городиская, директор Бюро тайных расчётов, тел. +7 727 300 40 50."
OPENED = "Семинар в Таразе\n\nг. Тараз, 12 марта 2014 года. Семинар открыла Татьяна Шакирова, директор Проектного офиса. "
FILES = {
    "release.txt": f"{OPENED}Присутствовал Иван Петров.\n\n{SHARED}\n",
    "release-new.txt": f"{OPENED}Присутствовали Иван Петров и Ирина Городиская.\n\n{SHARED}\n",
    # named so that it comes next to what it copies: documents stand in the order in which they came
    "release.old.txt": f"{OPENED}Присутствовал Иван Петров.\n\n{SHARED}\n",
    "letter.txt": f"Письмо из Алматы\n\nАлматы, 3 апреля 2015 г. Акимат Алматы благодарит Татьяну Шакирову.\n\n{SHARED}\n",
    "notes.md": "# Annual notes\n\nAlmaty and Taraz met on 5 June 2016. Tatiana Shakirova spoke of warm schools.\n",
    "staff/salary.txt": f"Ведомость\n\nАлматы, 7 мая 2015 г. {SECRET} Семинар оплачен. Встреча назначена на 9 мая 2015 года.\n",
    "staff/memo.txt": f"Записка\n\nБишкек, 8 мая 2016 г. {SECRET} Шакирова Т. М. согласна. Энергоаудит отложен.\n\n{SHARED}\n",
    "mail.eml": "From: Мира <mira@example.org>\nTo: taraz@example.org\nSubject: Paper\nDate: Thu, 29 May 2014 10:00:00 +0600\n"
    'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n'
    "Посылаю памятку о Таразе.\n\n--b\nContent-Type: text/plain; charset=utf-8; name=\"memo.txt\"\n"
    'Content-Disposition: attachment; filename="memo.txt"\n\nПамятка участнику. Возьмите куртку.\n\n--b--\n',
    "empty.txt": "",
}  # fmt: skip

WORDS = (
    "", "Тараз", "семинар", "семинаре Шакирова", "Городиская", "оклад", "энергоаудт", "сем*", "Almaty", "city:Бишкек",
    "has:phone", "date:2015", "person:Шакирова", "organisation:Бюро", '"при поддержке"', "Шакирава", "директор NEAR/5 офиса",
)  # fmt: skip
"""Asked of both archives; some of the words only closed files hold."""


def build(root: Path, files: Mapping[str, str], collections: tuple[Collection, ...] = ()) -> Config:
    """An archive of these files, read and indexed."""
    for name, content in files.items():
        file = root / "raw" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    (root / "raw").mkdir(exist_ok=True)
    (root / configuration.FILE_NAME).write_text(configuration.template("проба", "raw"), "utf-8")
    options = {"run.workers": 1, "archive.languages": ["ru", "en", "uk", "kk"]}
    config = replace(configuration.load(root, options, environment={}), collections=collections)
    read(config)
    return config


def read(config: Config) -> None:
    """What changed was read and indexed."""
    with Store.of(config, write=True) as store:
        ingest(config, store)
        build_index(config, store)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """All files, read once."""
    return build(tmp_path_factory.mktemp("whole"), FILES)


def answers(archive: Archive) -> Iterator[tuple[str, Any]]:
    """Everything that can be asked of an archive, scores and times aside."""
    yield from of_store(archive.store)
    for query in WORDS:
        for duplicates in ("fold", "show"):
            found = asdict(archive.search(query, size=50, duplicates=duplicates)) | {"seconds": 0}
            yield f"search {query!r} {duplicates}", [found | {"hits": [hit | {"score": 0} for hit in found["hits"]]}]
        yield f"any {query!r}", archive.search(query, match="any", size=0).total
        yield f"every {query!r}", sorted(archive.every(query))
        if query:
            yield f"special {query!r}", guide.special(archive, query)
            yield f"related {query!r}", guide.related(archive, query)
    for typed in "абвгдежзиклмнопрстуфхцчшэюяat":
        yield f"complete {typed}", guide.complete(archive, typed, 100)
    for id in archive.store.ids():
        yield f"similar {id}", guide.similar(archive, id)
    yield "forms", archive.reader().vocabulary().forms
    yield "languages", archive.languages()


def of_store(store: Store) -> Iterator[tuple[str, Any]]:
    """What is read from the store without an index."""
    yield "counts", {name: count for name, count in store.counts().items() if name != "vanished"}
    yield "spoken", store.languages()
    yield "failures", [line for line, _ in store.failures()]
    ids = list(store.ids())
    yield "ids", ids
    yield "releases", {tuple(sorted(id for id, lead in store.releases(ids).items() if lead == each)) for each in ids}
    for id in ids:
        yield f"document {id}", store.document(id)
        ways = (store.passages, store.mentions, store.dates, store.amounts, store.contacts, store.roles, store.boilerplate)
        for way in (*ways, store.document_entities, store.versions):
            yield f"{way.__name__} {id}", list(way(id))
    entities = store.entities(limit=1000)
    yield "entities", entities
    for entity in entities:
        for read in (store.entity_names, store.evidence, store.entity_documents, store.neighbours, store.roles_of,
                     store.contacts_of, store.entity_forms):  # fmt: skip
            yield f"{read.__name__} {entity.name}", read(entity.id)
    yield "ties", store.ties([entity.id for entity in entities])
    for kind in EntityType:
        yield f"years {kind}", store.entity_years(kind)
    yield "stated", store.stated_dates("1900-01-01", "2100-01-01")
    for name in ("Городиской", "Таразе", "Бюро", "Шакировой", "Shakirova"):
        yield f"named {name}", store.find_entities(name)
        yield f"near {name}", store.suggest_names(name)


def compare(restricted: Config, alone: Config) -> None:
    """Both archives answer alike."""
    with Archive.open(restricted) as one, Archive.open(alone) as other:
        expected = dict(answers(other))
        given = dict(answers(one))
    assert given.keys() == expected.keys()
    for name, answer in expected.items():
        assert given[name] == answer, name


@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(closed=st.sets(st.sampled_from(sorted(FILES)), min_size=1, max_size=len(FILES) - 1))
def test_what_is_closed_was_never_there(whole: Config, tmp_path_factory: pytest.TempPathFactory, closed: set[str]) -> None:
    """Whatever files are closed, every answer is that of an archive into which they never came."""
    alone = build(tmp_path_factory.mktemp("alone"), {name: said for name, said in FILES.items() if name not in closed})
    collections = (Collection("closed", tuple(f"raw/{name}" for name in sorted(closed)), readers=()),)
    restricted = replace(whole, collections=collections)
    hidden = frozenset({"closed"})
    make_views(restricted, [hidden])
    compare(view_of(restricted, hidden), alone)


def test_a_query_closes_whole_files(whole: Config, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A mail goes with its attachment, and what cannot be read may say anything: it is closed as well."""
    restricted = replace(whole, collections=(Collection("private", query="куртку OR оклад", readers=("anna",)),))
    hidden = frozenset({"private"})
    make_views(restricted, [hidden])
    closed = ("mail.eml", "staff/salary.txt", "staff/memo.txt", "empty.txt")
    alone = build(tmp_path_factory.mktemp("alone"), {name: said for name, said in FILES.items() if name not in closed})
    compare(view_of(restricted, hidden), alone)


def test_a_query_that_cannot_be_read_is_the_declarations_fault(whole: Config) -> None:
    """It names the collection."""
    broken = replace(whole, collections=(Collection("private", query='"open', readers=()),))
    with pytest.raises(BadConfig, match="'private' has a query that cannot be read"):
        make_views(broken, [frozenset({"private"})])


@pytest.fixture
def small(tmp_path: Path) -> Config:
    """Two files, one of them closed to readers; Anna is one."""
    files = {name: FILES[name] for name in ("letter.txt", "staff/salary.txt")}
    staff = Collection("staff", ("raw/staff",), readers=("boris", "role:editor"))
    config = build(tmp_path, files, (staff,))
    for name, role in (("Anna", Role.READER), ("Boris", Role.READER), ("Vera", Role.EDITOR)):
        register(config.house).add(name, role)
    return config


STAFF = frozenset({"staff"})


def total(config: Config, query: str = "") -> int:
    """How many documents answer people to whom the staff's collection is closed."""
    with Archive.open(view_of(config, STAFF)) as archive:
        return archive.search(query).total


def test_indexing_makes_the_views_that_people_need(small: Config) -> None:
    """Who may read all needs none; before it was made there is no answer, not a wider one; a second time nothing is due."""
    with pytest.raises(IndexMissing, match="not prepared yet"):
        view_of(small, STAFF)
    assert view_of(small, frozenset()) is small
    read(small)
    assert total(small) == 1
    assert total(small, "оклад") == 0
    assert make_views(small) == 0


def test_a_file_that_comes_or_moves_is_not_seen_before_it_was_looked_at(small: Config) -> None:
    """Between reading and indexing whatever changed is away: an old view never shows what was closed since."""
    read(small)
    raw = small.sources[0].path
    (raw / "letter.txt").rename(raw / "staff" / "letter.txt")
    (raw / "staff" / "new.txt").write_text("Ещё один оклад в Алматы.", "utf-8")
    with Store.of(small, write=True) as store:
        ingest(small, store)
        with Archive.open(view_of(small, STAFF)) as archive:
            assert list(archive.store.ids()) == []
            assert archive.search("Алматы").hits == ()
            assert archive.store.failures() == []
            assert archive.store.evidence(archive.store.entities(EntityType.CITY)[0].id) == []
        build_index(small, store)
    assert total(small) == 0
    (raw / "staff" / "letter.txt").rename(raw / "letter.txt")
    read(small)
    assert total(small) == 1


def test_rules_that_change_make_other_views(small: Config) -> None:
    """An old view does not answer for a collection that is declared otherwise now; it is removed."""
    read(small)
    wider = replace(small, collections=(Collection("staff", ("raw",), readers=()),))
    with pytest.raises(IndexMissing):
        view_of(wider, STAFF)
    read(wider)
    assert total(wider) == 0
    assert len([entry for entry in (small.house / "views").iterdir() if entry.is_dir()]) == 1
    read(replace(small, collections=()))
    assert [entry for entry in (small.house / "views").iterdir() if entry.is_dir()] == []


def test_another_store_is_not_shown_through_an_old_view(small: Config) -> None:
    """Numbers of documents mean others there."""
    read(small)
    place = small.house / "store.sqlite"
    copy = place.with_name("copy")
    copy.write_bytes(place.read_bytes())
    copy.replace(place)
    with pytest.raises(IndexMissing, match="prepared from another store"):
        view_of(small, STAFF)


def test_a_closed_document_cannot_be_named(small: Config) -> None:
    """Neither by id, its beginning, or its path; nor by SQL of any reader: the tables that hold it are out of reach."""
    read(small)
    with Archive.open(small) as archive:
        closed = archive.every("оклад")[0]
    with Archive.open(view_of(small, STAFF)) as archive:
        for name in (closed, closed[:6], "raw/staff/salary.txt"):
            with pytest.raises(NotFound):
                archive.store.document(name)
        held = archive.store._rows("SELECT name FROM base.sqlite_master WHERE type = 'table'")
        for table in sorted({row[0] for row in held if not re.match("sqlite_", row[0])}):
            rows = archive.store._rows(f"SELECT * FROM {table}")
            assert not any("staff" in str(value) or "Оклад" in str(value) for row in rows for value in tuple(row)), table


def test_contacts_of_people_are_masked_for_readers(small: Config) -> None:
    """Not in the text, nor its words, nor any list; what stands around them stays in its place, and so does an office's own."""
    masking = replace(small, collections=(), values={**small.values, "web.mask_contacts": True})
    raw = small.sources[0].path
    said = (
        "Звоните: Ирина Городиская, тел. +7 727 300 40 50, irina@example.org.\n\nАкимат города Алматы, тел. +7 727 271 57 57.\n"
    )
    (raw / "phone.txt").write_text(said, "utf-8")
    (raw / "page.html").write_text('<p>Пишите <a href="mailto:irina@example.org">Ирине Городиской</a> о беседке.', "utf-8")
    read(masking)
    hidden = masking.hidden_from("Anna", Role.READER)
    assert masking.hidden_from("Anna", Role.RESEARCHER) == frozenset()
    with Archive.open(view_of(masking, hidden)) as archive, Archive.open(masking) as whole:
        (id,) = whole.every("irina", precision="exact")
        assert {contact.value for contact in whole.store.contacts(id)} >= {"+77273004050", "irina@example.org"}
        document = archive.store.document(id)
        assert len(document.text) == len(whole.store.document(id).text)
        assert "irina" not in document.text
        assert "300 40 50" not in document.text
        assert "••• •• ••" in document.text
        for mention, _ in archive.store.mentions(id):
            assert mention.span.of(document.text) == mention.text
        (page,) = whole.every("беседка")
        assert whole.store.document(page).links == ("mailto:irina@example.org",)
        assert archive.store.document(page).links == ()
        held = {contact.value for contact in archive.store.contacts(id)}
        assert not held & {"+77273004050", "irina@example.org"}
        assert archive.search("irina", precision="exact").total == 0
        assert archive.search("3004050").total == archive.search("example.org").total == 0
        assert archive.search("Звоните").hits[0].id == id
        for token in archive.store.tokens(id):
            assert "•" not in token.span.of(document.text)
