"""What the documentation shows is what svod does: queries with their counts, Python, pages that exist."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from corpus.config import Config
from indexer import Archive

DOCS = Path(__file__).parents[1] / "docs"


def _rows() -> list[tuple[str, int]]:
    """Each query of the tables in query.md with the number of documents that it is said to find."""
    found = re.findall(r"^\| `(.+?)` \| (\d+) \|", (DOCS / "query.md").read_text("utf-8"), re.MULTILINE)
    return [(query.replace("\\|", "|"), int(count)) for query, count in found]


def test_every_query_of_the_docs_finds_what_it_says(raw_archive: Config) -> None:
    """Counts are exact, and no example finds nothing."""
    rows = _rows()
    assert len(rows) > 30
    with Archive.open(raw_archive) as archive:
        assert [(query, archive.search(query, size=0).total) for query, _ in rows] == rows
    assert all(count for _, count in rows)


def test_the_python_of_the_docs_runs(raw_archive: Config) -> None:
    """The examples of python.md, line by line."""
    text = (DOCS / "python.md").read_text("utf-8")
    examples = doctest.DocTestParser().get_doctest(text, {"folder": raw_archive.root}, "python.md", None, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.FAIL_FAST)
    assert len(examples.examples) > 10
    assert runner.run(examples).failed == 0


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: str(page.relative_to(DOCS)))
def test_links_of_the_docs_lead_somewhere(page: Path) -> None:
    """Pages and pictures that a page points at are there."""
    for link in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text("utf-8")):
        assert (page.parent / link).exists(), link


def test_every_page_is_in_the_table_of_contents() -> None:
    """mkdocs.yml names each page once."""
    named = re.findall(r"([\w/-]+\.md)$", (DOCS.parent / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    assert sorted(named) == sorted(str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md"))
