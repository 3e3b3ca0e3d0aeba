"""``svod show``: one document and what was found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import click

from corpus.commands import values
from corpus.commands.archive import open_config, open_store
from corpus.commands.printing import columns, emit, heading
from corpus.difference import difference
from corpus.languages import language
from corpus.model import Amount, Charset, DocumentDate, EntityType, Passage, StoredDocument
from corpus.store import Store


@click.command()
@click.argument("document", metavar="DOC")
@click.option("--diff", "other", metavar="DOC", help="Only how DOC differs from this other version of it, as a unified diff.")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="One object: id title path date languages text passages mentions dates amounts contacts versions; author, source, "
    "url, links, claimed_language, charset and more of what the file says of itself.",
)
@click.option("--encoding", is_flag=True, help="Only how its bytes became text; 'svod reread' changes it.")
@click.pass_context
def show(ctx: click.Context, document: str, other: str | None, as_json: bool, encoding: bool) -> None:
    """Show DOC: an id, the beginning of one, or a path as listed."""
    with open_store(open_config(ctx)) as store:
        found = store.document(document)
        if encoding:
            click.echo(charset_verdict(found.charset) if found.charset else f"{found.media_type}: its letters are Unicode")
        elif other is not None:
            for line in difference(store.document(other), found):
                click.echo(line)
        elif as_json:
            emit(values.document(store, found))
        else:
            _print(store, found)


def charset_verdict(charset: Charset) -> str:
    """How bytes became text: read as koi8-r (declared cp1251; 0.99)."""
    declared = f"declared {charset.declared}; " if charset.declared and charset.declared != charset.name else ""
    repairs = f"; repaired: {', '.join(charset.repairs)}" if charset.repairs else ""
    return f"read as {charset.name} ({declared}{charset.confidence:.2f}{repairs})"


def recognised_verdict(passages: Sequence[Passage]) -> str:
    """Which pages were read in pictures, and how sure the recogniser was: "pages 1, 3 (OCR, 0.91)"; "" when none was."""
    pages = {passage.page: passage.recognised for passage in passages if passage.recognised}
    if not pages:
        return ""
    shown = ", ".join(map(str, sorted(pages)))
    return f"{'page' if len(pages) == 1 else 'pages'} {shown} (OCR, {sum(pages.values()) / len(pages):.2f})"


def date_verdict(date: DocumentDate, text: str) -> str:
    """A date with the place that gives it."""
    words = f": «{' '.join(date.span.of(text).split())}»" if date.span is not None and len(date.span) else ""
    return f"{date.edtf} ({date.evidence}{words})"


def amount_verdict(amount: Amount) -> str:
    """An amount as a number with its unit: "at least 20 %", "10–15 %", "2500000 EUR"."""
    ends = (amount.low,) if amount.top == amount.low else (amount.low, amount.top)
    number = "–".join(f"{end:g}" if end < 1e6 else f"{end:.0f}" for end in ends)
    return " ".join(filter(None, (amount.bound, number, amount.unit)))


def _print(store: Store, found: StoredDocument) -> None:
    click.secho(found.title or "(no title)", bold=True)
    facts = [("id", f"{found.id}, revision {found.revision}"), *(("path", path) for path in found.paths)]
    if found.date is not None:
        facts.append(("date", date_verdict(found.date, found.text)))
    facts.append(("languages", ", ".join(language(code).name for code in found.languages) or "too little text to say"))
    if found.claimed_language:
        facts.append(("declared", language(found.claimed_language).name))
    facts.append(("type", found.media_type + (f", {found.pages} pages" if found.pages else "")))
    if found.charset is not None:
        facts.append(("charset", charset_verdict(found.charset)))
    if said := recognised_verdict(store.passages(found.id)):
        facts.append(("recognised", said))
    facts += [(key, value) for key, value in (("author", found.author), ("url", found.url)) if value]
    if found.links:
        facts.append(("links", f"{len(found.links)} (svod show {found.id} --json lists them)"))
    columns(facts, indent="  ")
    _print_versions(store, found.id)
    _print_mentions(store, found.id)
    _print_rest(store, found.id)
    heading("Text")
    click.echo(found.text)


def _print_versions(store: Store, id: str) -> None:
    """The same release in other files, newest last; part: one of the two holds the other."""
    versions = store.versions(id)
    if versions:
        heading("versions")
        columns([(each.kind, each.date or "undated", each.language, each.id, each.path) for each in versions], indent="  ")


def _print_mentions(store: Store, id: str) -> None:
    """Entities grouped by type; before the first linking, the names themselves."""
    counts: dict[EntityType, Counter[str]] = {}
    for mention, _ in store.mentions(id):
        counts.setdefault(mention.type, Counter())[mention.name] += 1
    for type in EntityType:
        if type in counts:
            heading(type.value)
            columns([(f"{count}×", name) for name, count in counts[type].most_common()], right=(0,), indent="  ")


def _print_rest(store: Store, id: str) -> None:
    dates = store.dates(id)
    if dates:
        heading("dates")
        columns([(date.edtf, date.role, " ".join(date.text.split())) for date in dates], indent="  ")
    amounts = store.amounts(id)
    if amounts:
        heading("amounts")
        columns([(a.kind, amount_verdict(a), " ".join(a.text.split())) for a in amounts], indent="  ")
    contacts = store.contacts(id)
    if contacts:
        heading("contacts")
        columns([(c.kind, c.value + (f" ext. {c.extension}" if c.extension else "")) for c in contacts], indent="  ")
