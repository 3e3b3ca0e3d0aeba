"""The archive from afar: entities in time, who shares documents, dates that texts name."""

from __future__ import annotations

from dataclasses import replace

import hand_made
from hand_made import ALMATY, SHAKIROVA, TARAZ

from corpus.model import DateMention, EntityType
from corpus.store import Store

FIRST = "Семинар 5 июня 2014 г. в Алматы: речь Шакировой в Таразе."


def fill(store: Store) -> dict[str, str]:
    """Three documents of two years and one without a date; ids of entities by name."""
    run = store.begin_run("ingest")
    spoken = hand_made.span(FIRST, "5 июня 2014 г.")
    dates = (DateMention(spoken, "5 июня 2014 г.", "2014-06-05", "2014-06-05", "2014-06-05", "day", "event"),)
    documents = [
        replace(hand_made.analysis("raw/a", FIRST, (ALMATY, SHAKIROVA, TARAZ), "2014-03-12"), dates=dates),
        hand_made.analysis("raw/b", "Снова Алматы, слово Шакировой.", (ALMATY, SHAKIROVA), "2015-01-01"),
        hand_made.analysis("raw/c", "Алматы без даты.", (ALMATY,)),
    ]
    with store.batch():
        for each in documents:
            store.put(each, run)
        store.relink(hand_made.draft_each(store))
    return {entity.name: entity.id for entity in store.entities()}


def test_documents_of_each_entity_by_year(store: Store) -> None:
    """Undated documents stand under 0."""
    ids = fill(store)
    assert store.entity_years(EntityType.CITY) == {ids["Алматы"]: {2014: 1, 2015: 1, 0: 1}, ids["Тараз"]: {2014: 1}}


def test_forms_as_texts_write_them(store: Store) -> None:
    """«Шакировой» twice, whatever the name in the nominative."""
    ids = fill(store)
    assert store.entity_forms(ids["Татьяна Шакирова"]) == [("ru", "Шакировой", 2)]


def test_ties_count_shared_documents(store: Store) -> None:
    """Each pair once, most shared first, only between those asked for."""
    ids = fill(store)
    found = store.ties(list(ids.values()))
    assert {frozenset(pair[:2]): pair[2] for pair in found} == {
        frozenset((ids["Алматы"], ids["Татьяна Шакирова"])): 2,
        frozenset((ids["Алматы"], ids["Тараз"])): 1,
        frozenset((ids["Тараз"], ids["Татьяна Шакирова"])): 1,
    }
    assert found[0][2] == 2
    assert store.ties([ids["Алматы"], ids["Тараз"]]) == [pair for pair in found if ids["Татьяна Шакирова"] not in pair]
    assert store.ties([]) == []


def test_dates_that_texts_name(store: Store) -> None:
    """A date within the days asked for comes with the sentence that names it."""
    fill(store)
    ((date, said),) = store.stated_dates("2014-01-01", "2014-12-31")
    assert (date.edtf, date.role) == ("2014-06-05", "event")
    assert said.span.of(said.sentence) == "5 июня 2014 г."
    assert store.stated_dates("2014-01-01", "2014-06-04") == []
