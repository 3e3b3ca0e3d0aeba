"""The rows that say what one document says: written whole, removed whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from corpus.model import Analysis, DocumentDate, Mention, Role, Span
from corpus.store import rows
from corpus.store.door import Connection

TABLES = ("body", "passage", "mention", "date", "contact", "role", "alias", "amount")
"""Where the rows of one document are that say what it says."""


def write(connection: Connection, number: int, analysis: Analysis, version: str, revision: int) -> None:
    """The document's rows hold the analysis; its revision has grown by ``revision`` and it is present."""
    document, findings = analysis.document, analysis.findings
    connection.execute(_DOCUMENT, _columns(analysis) | {"number": number, "version": version, "grown": revision})
    connection.execute("INSERT INTO body VALUES (?, ?, ?)", (number, document.text, analysis.tokens.pack()))
    connection.executemany(
        "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                number,
                p.span.start,
                p.span.stop,
                p.kind,
                p.language,
                p.score,
                p.fingerprint,
                rows.pack_spans(p.sentences),
                p.page,
                p.recognised,
            )
            for p in analysis.passages
        ],
    )
    connection.executemany(
        "INSERT INTO amount VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(number, *_ends(a.span), a.kind, a.text, a.low, a.top, a.unit, a.bound) for a in analysis.amounts],
    )
    names = _write_mentions(connection, number, findings.mentions)
    connection.executemany(
        "INSERT INTO date VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(number, d.span.start, d.span.stop, d.text, d.edtf, d.start, d.stop, d.precision, d.role) for d in analysis.dates],
    )
    connection.executemany(
        "INSERT INTO contact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [
            (number, *_ends(c.span), c.kind, c.text, c.value, c.extension, *_ends(c.owner), _named(names, c.owner))
            for c in findings.contacts
        ],
    )
    connection.executemany(
        "INSERT INTO role VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [
            (number, *_ends(r.person), *_ends(r.position), *_ends(r.organisation), r.text, *_holders(names, r))
            for r in findings.roles
        ],
    )
    connection.executemany(
        "INSERT INTO alias VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(number, a.span.start, a.span.stop, a.type, a.short, a.long) for a in findings.aliases],
    )


def remove(connection: Connection, number: int) -> None:
    """Nothing that the document said is left; the counts of its names are down by it."""
    connection.execute(_DISCOUNT, {"document": number})
    for table in TABLES:
        connection.execute(f"DELETE FROM {table} WHERE document = ?", (number,))


def fingerprints(connection: Connection, number: int) -> set[str]:
    """What the document's passages say, as fingerprints; "" (no words) is left out."""
    found = connection.execute("SELECT DISTINCT fingerprint FROM passage WHERE document = ?", (number,))
    return {row[0] for row in found} - {""}


def sharers(connection: Connection, fingerprint: str, besides: int, limit: int) -> list[int]:
    """Up to ``limit`` other documents that have the passage too."""
    return [row[0] for row in connection.execute(_SHARERS, (fingerprint, besides, limit))]


def _write_mentions(connection: Connection, number: int, mentions: Sequence[Mention]) -> dict[Span, int]:
    """Numbers of the names by the place of their mention; a town may stand at the start of an office's name."""
    counted = Counter((m.type.value, m.name, m.language, m.link) for m in mentions)
    numbers = {}
    for name, count in counted.items():
        connection.execute("INSERT INTO name (type, name, language, link) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", name)
        numbers[name] = connection.execute(_COUNT, (count, *name)).fetchone()[0]
    named = {m.span: numbers[m.type.value, m.name, m.language, m.link] for m in mentions}
    connection.executemany(
        "INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(number, *_ends(m.span), named[m.span], m.text, m.rule, m.score, m.note) for m in mentions],
    )
    return named


def _named(names: dict[Span, int], span: Span | None) -> int | None:
    return None if span is None else names.get(span)


def _holders(names: dict[Span, int], role: Role) -> tuple[int | None, int | None]:
    return _named(names, role.person), _named(names, role.organisation)


def _columns(analysis: Analysis) -> dict[str, object]:
    document = analysis.document
    return {
        "sha256": analysis.sha256,
        "source": analysis.source,
        "size_bytes": analysis.size_bytes,
        "media_type": document.media_type,
        "title": document.title,
        "author": document.author,
        "url": document.url,
        "language": analysis.language,
        "languages": rows.dump(analysis.languages),
        "claimed_language": document.claimed_language,
        "links": rows.dump(document.links),
        "charset": rows.charset(document.charset),
        "pages": document.pages,
    } | _date_columns(analysis.date)


def _date_columns(date: DocumentDate | None) -> dict[str, object]:
    keys = ("date_edtf", "date_start", "date_stop", "date_precision", "date_evidence", "date_span_start", "date_span_stop")
    if date is None:
        return dict.fromkeys(keys)
    values = (date.edtf, date.start, date.stop, date.precision, date.evidence, *_ends(date.span))
    return dict(zip(keys, values, strict=True))


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    return (None, None) if span is None else (span.start, span.stop)


_DOCUMENT = """
UPDATE document SET sha256 = :sha256, source = :source, size_bytes = :size_bytes, media_type = :media_type, title = :title,
    author = :author, url = :url, language = :language, languages = :languages, claimed_language = :claimed_language,
    links = :links, date_edtf = :date_edtf, date_start = :date_start, date_stop = :date_stop,
    date_precision = :date_precision, date_evidence = :date_evidence,
    date_span_start = :date_span_start, date_span_stop = :date_span_stop, charset = :charset, pages = :pages,
    revision = revision + :grown, version = :version, vanished_run = NULL
WHERE number = :number
"""
_COUNT = """
UPDATE name SET documents = documents + 1, mentions = mentions + ?, touched = 1
WHERE type = ? AND name = ? AND language = ? AND link = ? RETURNING number
"""
_DISCOUNT = """
UPDATE name SET documents = documents - 1, touched = 1,
    mentions = mentions - (SELECT COUNT(*) FROM mention m WHERE m.name = name.number AND m.document = :document)
WHERE number IN (SELECT DISTINCT m.name FROM mention m WHERE m.document = :document)
"""
_SHARERS = "SELECT DISTINCT document FROM passage WHERE fingerprint = ? AND document <> ? LIMIT ?"
