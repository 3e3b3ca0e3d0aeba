"""Long answers: pages without a wall, facets exact over several shards, whatever the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from cluster.conftest import make_record

from corpus.config import Config
from indexer.engines import Reader, Weights, engine
from indexer.engines.contract import FACET_VALUES
from indexer.engines.opensearch_reader import WINDOW
from indexer.plan import Dates, Everything, Match
from indexer.terms import QueryWord, Tier, Variant

DOCUMENTS = 12_345
CITIES = 6000

_SOME = Match((QueryWord("some", tuple(Variant("exact", f"слово{each}", Tier.WORD) for each in range(30))),), ("text",))


@pytest.fixture
def reader(clustered: Callable[..., Config], tmp_path: Path) -> Reader:
    """An index of more documents than a server shows at once, in three shards."""
    config = clustered(**{"opensearch.shards": 3})
    folder = tmp_path / "long"
    folder.mkdir()
    made = engine("opensearch", config)
    assert made.build(folder, (make_record(n, 10, CITIES) for n in range(DOCUMENTS)), Weights()) == DOCUMENTS
    return made.open(folder, Weights())


def test_cluster_answers_at_any_depth(reader: Reader) -> None:
    """Pages beyond the server's window follow those before it, in order of id, date or score; facets count all documents."""
    ids = [f"{number:08}" for number in range(DOCUMENTS)]
    assert list(reader.ids()) == ids == reader.matching(Everything())
    records = {number: make_record(number, 10, CITIES) for number in range(DOCUMENTS)}
    size = 1000
    for page in (1, 10, 11, 13, 12, 14):
        found = reader.search(Everything(), page=page, size=size, sort="relevance", facets=())
        assert (found.total, [id for id, _ in found.page]) == (DOCUMENTS, ids[(page - 1) * size : page * size])
    newest = sorted(ids, key=lambda id: (-int(records[int(id)].date.replace("-", "")), id))
    last = reader.search(Everything(), page=DOCUMENTS // size + 1, size=size, sort="date", facets=())
    assert [id for id, _ in last.page] == newest[-(DOCUMENTS % size) :]
    cities = Counter(record.facets["city"][0] for record in records.values())
    first = dict(sorted(cities.items(), key=lambda pair: (-pair[1], pair[0]))[:FACET_VALUES])
    assert reader.search(Everything(), page=1, size=0, sort="date", facets=("city",)).facets == {"city": first}
    assert reader.values("city") == cities
    _check_ranked(reader)
    dated = Dates(1, 999_999)
    assert len(reader.matching(dated)) == DOCUMENTS > WINDOW


def _check_ranked(reader: Reader) -> None:
    every = reader.search(_SOME, page=1, size=WINDOW, sort="relevance", facets=()).page
    assert [score for _, score in every] == sorted((score for _, score in every), reverse=True)
    again = [
        each for page in range(1, 5) for each in reader.search(_SOME, page=page, size=300, sort="relevance", facets=()).page
    ]
    assert again == list(every[:1200])
