"""Parts of a night on their own: budgets, order, drift, the diary, the forms of a report, metrics."""

from __future__ import annotations

import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from corpus import config as configuration
from corpus.config import Config
from corpus.errors import BadConfig
from corpus.model import Sighting, Skipped
from corpus.pipeline import Outcome
from corpus.store import Intake, Store
from indexer.nightly import Night, Watcher, as_page, as_text, as_values, nightly
from indexer.nightly.archive import write_report
from indexer.nightly.budget import READING_SHARE, Budget, read_seconds
from indexer.nightly.diary import Diary
from indexer.nightly.metrics import exposition
from indexer.nightly.order import ranked
from indexer.nightly.quality import drift
from indexer.nightly.report import Link, Sizes, Step
from indexer.saved import LOCAL, News, SavedSearch, Told

HIT = Told("0123456789ab", "Т", "raw/<b>.txt", "прошёл в Таразе", ((9, 15),), (), "2026-01-02")
NIGHT = Night(
    "Архив <А>", 7, "2026-01-02T02:30:00+00:00", 12.5,
    {"seen": 9, "new": 1, "changed": 0, "moved": 0, "unchanged": 7, "vanished": 0, "failed": 1, "retried": 0, "left": 3},
    (Outcome("raw/<b>.txt", "new", "0123456789ab"),), (Skipped("raw/x.pdf", "read", "no <text>"),), 4, (),
    (Link("p-1", "Анна Алиева", "А. Алиева", "initials", 0.8, "the only Анна Алиева with this initial"),),
    8, 1, 0, (), True, (Step("read", 9.0, 1.0), Step("index", 0.2, 0.1)),
    Sizes(10_000_000, 4_000_000), Sizes(12_000_000, 5_000_000),
    Sizes(9_000_000, 3_000_000), False,
    (News(SavedSearch(LOCAL, "Тараз"), (HIT,)),),
    drift(Intake(100, 50, 1000, 10, 0, 0), [{"pages": 900, "unreadable_pages": 9, "words": 9000, "unknown_words": 90}]),
    address="https://svod.example.org",
)  # fmt: skip


@pytest.mark.parametrize(("written", "seconds"), [("2h", 7200), ("90m", 5400), ("1h30m", 5400), ("45s", 45), ("", None)])
def test_budgets_are_read(written: str, seconds: float | None) -> None:
    """As people write them; an empty one is none."""
    assert read_seconds(written) == seconds


@pytest.mark.parametrize("written", ["2", "h", "2 hours", "-1h", "0m", "30m1h"])
def test_a_budget_that_is_none_is_refused(written: str) -> None:
    """The message shows how one is written."""
    with pytest.raises(BadConfig, match="2h, 90m or 1h30m"):
        read_seconds(written)


def test_a_budget_keeps_a_share_for_what_cannot_wait() -> None:
    """Reading stops before the whole time is over; without a budget it never does."""
    assert Budget(100, time.monotonic() - 100 * READING_SHARE + 5).goes_on()
    assert not Budget(100, time.monotonic() - 100 * READING_SHARE - 1).goes_on()
    assert Budget(None, 0.0).goes_on()


def test_most_asked_then_newest(config: Config, keep: Callable[..., list[str]], sheet: Any) -> None:
    """A document people open comes first, then what lies beside it, then the newest."""
    (id, _) = keep([sheet("Раз."), sheet("Два.")])
    with Store.of(config) as store:
        rank = ranked(store, {id: 3})
        files = [("raw/0.txt", 1.0), ("raw/1.txt", 2.0), ("other/new.txt", 9.0), ("other/old.txt", 5.0)]
        seen = [Sighting("raw", path, "", 1, "", modified) for path, modified in files]
        seen.reverse()
        ordered = [each.path for each in sorted(seen, key=rank, reverse=True)]
    assert ordered == ["raw/0.txt", "raw/1.txt", "other/new.txt", "other/old.txt"]


def test_a_share_that_grew_is_told() -> None:
    """Half of the pages unreadable where a hundredth was usual; unknown words as ever; nothing to say of no cities."""
    pages, words = NIGHT.drift
    assert (pages.name, pages.share, pages.usual, pages.grown) == ("unreadable pages", 0.5, 0.01, True)
    assert (words.name, words.grown) == ("unknown words", False)
    (first,) = drift(Intake(pages=2, unreadable_pages=2), [])
    assert (first.usual, first.grown) == (None, False)


def test_a_diary_outlives_a_kill(tmp_path: Path) -> None:
    """Lines of a night that was killed are there for the next, but for one cut short; a reported night leaves none."""
    diary = Diary(tmp_path, {"began": "a"})
    assert not list(tmp_path.iterdir())
    diary.outcome(Outcome("raw/a.txt", "new", "id"))
    diary.close()
    with next(tmp_path.iterdir()).open("a") as file:
        file.write('{"outcome": {"pa')
    again = Diary(tmp_path, {"began": "b"})
    assert (again.healed, again.first, again.said("outcome")) == (
        True,
        {"began": "a"},
        [{"path": "raw/a.txt", "status": "new", "document": "id", "reason": ""}],
    )
    again.outcome(Outcome("raw/b.txt", "new", "id"))
    again.close()
    third = Diary(tmp_path, {})
    assert [each["path"] for each in third.said("outcome")] == ["raw/a.txt", "raw/b.txt"]
    third.close()
    third.forget()
    assert not Diary(tmp_path, {}).healed


def test_the_text_says_it_all() -> None:
    """Hits with query and match, links to confirm, slow steps, growth, drift, what waits."""
    text = as_text(NIGHT)
    for said in (
        "Saved search «Тараз» (local): 1\n  Т: прошёл в *Таразе*",
        "New links to confirm: 1\n  А. Алиева is Анна Алиева? the only Анна Алиева with this initial (initials, 0.80)",
        "Read worse than usual: 1\n  unreadable pages 50.0 % of 100 (usually 1.0 %)",
        "read 9.0 s (slow: usually 1.0), index 0.2 s",
        "Store 12.0 MB (+2.0, +3.0 in a month)",
        "3 files wait for the next night.",
        "Failed: 1\n  raw/x.pdf: no <text>",
    ):
        assert said in text, said


def test_the_page_is_whole_and_escaped() -> None:
    """Every element closes, nothing of a document is markup, documents are links where the web view's address is known."""
    page = as_page(NIGHT)
    parser = _Closing()
    parser.feed(page)
    assert parser.open == []
    assert "<b>" not in page
    assert '<a href="https://svod.example.org/document/0123456789ab">Т: прошёл в <mark>Таразе</mark></a>' in page
    assert "<a href" not in as_page(replace(NIGHT, address=""))


def test_the_feed_of_nights(tmp_path: Path) -> None:
    """An entry a night, newest first."""
    for hour in ("01", "02"):
        write_report(tmp_path, replace(NIGHT, started=f"2026-01-02T{hour}:30:00+00:00"), f"20260102T{hour}3000.000000Z")
    root = ET.fromstring((tmp_path / "reports/nights.atom").read_text("utf-8"))
    assert [entry.findtext("{*}updated") for entry in root.findall("{*}entry")] == [
        "2026-01-02T02:30:00+00:00",
        "2026-01-02T01:30:00+00:00",
    ]
    assert str(root.findtext("{*}entry/{*}title")).startswith("1 new, 1 failed.")


def test_the_object_has_every_part() -> None:
    """What programs read: steps that were slow, growth, hits of saved searches."""
    said = as_values(NIGHT)
    assert said["slow"] == ["read"]
    assert said["sizes"]["store"] == {"bytes": 12_000_000, "growth": 2_000_000, "month": 3_000_000}
    assert said["saved"][0]["hits"][0]["match"] == "прошёл в Таразе"
    assert said["exit_code"] == 4


def test_metrics_are_gauges() -> None:
    """In the form that Prometheus reads, named by the archive."""
    figures = {"documents": 8, "started": "1970-01-01T00:01:00+00:00", "steps": {"read": 9.0}, "counts": {"new": 1}}
    text = exposition('А "b"', figures).decode()
    for line in ('svod_documents{archive="А \\"b\\""} 8.0', 'svod_night_started_timestamp_seconds{archive="А \\"b\\""} 60.0'):
        assert line in text
    assert 'svod_night_step_seconds{archive="А \\"b\\"",step="read"} 9.0' in text


def test_a_budget_ends_a_night_and_the_next_goes_on(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read can be found, the rest is counted, the newest came first; the next night reads it."""
    import os

    from corpus import pipeline

    monkeypatch.setattr(pipeline, "BATCH_FILES", 1)
    monkeypatch.setattr(Budget, "goes_on", lambda self: False)
    os.utime(fresh / "raw/release.txt", (time.time() + 60,) * 2)
    first = nightly(configuration.load(fresh), budget="1s")
    assert [each.path for each in first.outcomes] == ["raw/release.txt"]
    assert (first.counts["left"], first.documents, first.exit_code) == (3, 1, 0)
    monkeypatch.undo()
    monkeypatch.setenv("SVOD_ANALYSIS_ENTITIES", "false")
    second = nightly(configuration.load(fresh))
    assert (second.counts["left"], second.documents) == (0, 3)


def test_steps_and_outcomes_are_told(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log hears the run's number, every step and every document."""
    heard: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setenv("SVOD_SEMANTIC_WEIGHT", "0")
    nightly(configuration.load(fresh), Watcher(tell=lambda event, **values: heard.append((event, values))))
    assert ("begun", {"run": 1}) in heard
    steps = [values["step"] for event, values in heard if event == "step"]
    assert steps == ["fetch", "snapshot", "read", "relate", "link", "index", "saved", "verify", "clean up"]
    assert len({values["document"] for event, values in heard if event == "new"} - {""}) == 3


class _Closing(HTMLParser):
    """Notes elements that do not close."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """The innermost element ends."""
        assert self.open.pop() == tag
