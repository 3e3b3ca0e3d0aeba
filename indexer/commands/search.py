"""``svod search``: ranked documents with the places that answer."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import click

from corpus.commands.archive import open_config
from corpus.commands.printing import count, emit, say
from corpus.model import Hit, Snippet
from indexer.folding import DUPLICATES
from indexer.query.fields import field_named
from indexer.schema import KEYWORDS
from indexer.search import SORTS, Archive, Results
from indexer.terms import Precision

NOTHING_FOUND = 3
_FACETS_SHOWN, _VALUES_SHOWN = ("language", "year", "city", "person", "organisation"), 6


@click.command()
@click.argument("words", metavar="QUERY", nargs=-1, required=True)
@click.option("--page", type=click.IntRange(min=1), default=1, show_default=True, help="Which page of the answer.")
@click.option("--after", default="", metavar="TOKEN", help="What follows an earlier answer: the cursor that it ended with.")
@click.option("--size", type=click.IntRange(min=0), default=10, show_default=True, help="Documents on a page; 0: counts only.")
@click.option("--sort", type=click.Choice(SORTS), default=SORTS[0], show_default=True, help="Best first, or newest first.")
@click.option(
    "--precision",
    type=click.Choice([each.value for each in Precision]),
    default=Precision.WIDE.value,
    show_default=True,
    help="wide: every form and reading of a word; word: its forms only; exact: as typed.",
)
@click.option("--facet", "facets", metavar="FIELD=VALUE", multiple=True, help="Only documents that have it; may be repeated.")
@click.option(
    "--duplicates",
    type=click.Choice(DUPLICATES),
    default=DUPLICATES[0],
    show_default=True,
    help="Versions and translations of one release: one result for all, or one each.",
)
@click.option(
    "--across/--no-across",
    default=True,
    show_default=True,
    help="Look for words in the archive's other languages too, by dictionary and by sound.",
)
@click.option("--special", is_flag=True, help="Also what stands out in the answer: words and names, and searches from there.")
@click.option(
    "--meaning/--no-meaning",
    "meaning",
    default=False,
    show_default=True,
    help="Documents near by meaning answer too, where the archive is embedded (svod embed).",
)
@click.option("--without", "dropped", metavar="WORD>TERM", multiple=True, help="Leave out one such term, as it is shown.")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="One object a line: id title path url language languages date score snippets why versions cursor; "
    "the last line's cursor is what --after takes, empty at the end.",
)
@click.pass_context
def search(
    ctx: click.Context,
    words: tuple[str, ...],
    page: int,
    after: str,
    size: int,
    sort: str,
    precision: str,
    facets: tuple[str, ...],
    duplicates: str,
    across: bool,
    special: bool,
    meaning: bool,
    dropped: tuple[str, ...],
    as_json: bool,
) -> None:
    """Find documents that answer QUERY: words in any form, "phrases", AND OR NOT, город:Ош, дата:2014.

    Ends with 3 when nothing is found.
    """
    filters = read_facets(facets)
    with Archive.open(open_config(ctx)) as archive:
        found = archive.search(
            " ".join(words),
            page=page,
            size=size,
            sort=sort,
            precision=precision,
            filters=filters,
            duplicates=duplicates,
            across=across,
            dropped=dropped,
            meaning=meaning,
            after=after,
        )
        standing_out = _standing_out(archive, " ".join(words), filters) if special and found.total else []
    last = len(found.hits)
    for number, hit in enumerate(found.hits, 1):
        if as_json:
            emit({**hit_values(hit), "cursor": found.cursor if number == last else ""})
        else:
            _print(number + (0 if after else (page - 1) * size), hit)
    if not as_json and found.total:
        _print_facets(found)
        for line in standing_out:
            click.echo(line)
    for suggestion in found.suggestions:
        say(f"Did you mean: {suggestion.query} ({count(suggestion.documents, 'document')})")
    if found.expansions:
        say("Also searched: " + ", ".join(f"{each} ({each.language}, {each.by})" for each in found.expansions))
    if found.notice:
        say(found.notice)
    say(_summary(found, 1 if after else page, size, following=bool(after)))
    if found.cursor and not as_json:
        say(f"What follows: --after {found.cursor}")
    if not found.total:
        ctx.exit(NOTHING_FOUND)


def _standing_out(archive: Archive, query: str, filters: Mapping[str, Sequence[str]]) -> list[str]:
    """What an answer says more than the archive, and narrower searches."""
    from indexer import guide  # compares documents, which a plain search need not

    special = guide.special(archive, query, filters=filters)
    said = [f"{each.text} ({each.kind}, {each.inside} of {each.anywhere})" for each in special]
    lines = [f"special: {', '.join(said)}"] if said else []
    return lines + [f"related: {each.query} ({each.documents})" for each in guide.related(archive, query)]


def read_facets(given: Sequence[str]) -> Mapping[str, list[str]]:
    """Values by field from FIELD=VALUE; a field may have any of its names («город=city-gn1526384»). Raises UsageError."""
    filters: dict[str, list[str]] = {}
    for each in given:
        typed, equals, value = each.partition("=")
        name = "year" if typed.casefold() in ("year", "год", "рік", "жыл") else field_named(typed)
        if not equals or not value or name not in KEYWORDS:
            raise click.UsageError(f"--facet {each}: write FIELD=VALUE, where FIELD is one of {', '.join(KEYWORDS)}")
        filters.setdefault(name, []).append(value)
    return filters


def hit_values(hit: Hit) -> dict[str, Any]:
    """A hit as an object; spans count from the snippet's own start."""
    return {
        "id": hit.id,
        "title": hit.title,
        "path": hit.path,
        "url": hit.url,
        "language": hit.language,
        "languages": list(hit.languages),
        "date": hit.date,
        "score": round(hit.score, 4),
        "snippets": [
            {
                "text": each.text,
                "spans": [[s.start, s.stop] for s in each.spans],
                "page": each.page,
                "start": each.start,
                "recognised": each.recognised,
            }
            for each in hit.snippets
        ],
        "why": list(hit.why),
        "versions": [asdict(version) for version in hit.versions],
    }


def _print(number: int, hit: Hit) -> None:
    click.echo(f"{number:>3}. ", nl=False)
    click.secho(hit.title or "(no title)", bold=True)
    facts = (hit.date or "undated", " ".join(hit.languages), hit.id, hit.path)
    click.secho("     " + " · ".join(fact for fact in facts if fact), dim=True)
    for snippet in hit.snippets:
        page = f"p. {snippet.page}: " if snippet.page else ""
        read = f"(OCR, {snippet.recognised:.2f}) " if snippet.recognised else ""
        click.echo(f"     {page}{read}{marked(snippet)}")
    for version in hit.versions:
        also = " · ".join(fact for fact in (version.kind, version.date or "undated", version.language, version.id) if fact)
        click.secho(f"     also: {also}", dim=True)
    click.echo()


def marked(snippet: Snippet) -> str:
    """A snippet on one line, what answers bold on a terminal and between asterisks elsewhere («» would drown in quotes)."""
    on_terminal = sys.stdout.isatty()
    pieces, done = [], 0
    for span in snippet.spans:
        inside = span.of(snippet.text)
        shown = click.style(inside, bold=True, fg="yellow") if on_terminal else f"*{inside}*"
        pieces += [snippet.text[done : span.start], shown]
        done = span.stop
    return " ".join("".join([*pieces, snippet.text[done:]]).split())


def _print_facets(found: Results) -> None:
    for name in _FACETS_SHOWN:
        values = found.facets.get(name, ())
        if values:
            more = " …" if len(values) > _VALUES_SHOWN else ""
            click.echo(f"{name}: " + ", ".join(f"{each.label} {each.count}" for each in values[:_VALUES_SHOWN]) + more)


def _summary(found: Results, page: int, size: int, *, following: bool) -> str:
    """The total and time; advice when nothing was found."""
    if not found.total:
        return f"Nothing found. {found.advice}".strip()
    pages = -(-found.distinct // size) if size else 1
    where = f", {len(found.hits)} of them following" if following else f", page {page} of {pages}" if pages > 1 else ""
    folded = f", {found.folded} of them folded into other versions" if found.folded else ""
    return f"{count(found.total, 'document')}{folded}{where} ({found.seconds * 1000:.0f} ms)"
