"""Names become entities: what linking proposes is applied, and only what changed is counted anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from corpus.model import ALIAS, Alias, EntityDraft, EntityType, Merge, Name, Span
from corpus.store import rows
from corpus.store.keys import fold_name, name_words
from corpus.store.writing import Writer


class Linker(Writer):
    """Names out, entities in."""

    def names(self) -> Iterator[Name]:
        """Every name that the present documents mention, in an order that does not depend on how they came."""
        for row in self._rows("SELECT * FROM name WHERE documents > 0 ORDER BY type, name, language, link"):
            yield rows.name(row)

    def aliases(self) -> Iterator[Alias]:
        """Every pair of names that some document declares to be one thing, once; the span is its first place anywhere."""
        for row in self._rows(_ALIASES):
            yield Alias(EntityType(row["type"]), row["short"], row["long"], Span(row["start"], row["stop"]))

    def placed_names(
        self, pairs: Iterable[tuple[int, int]], types: Collection[EntityType]
    ) -> Iterator[tuple[str, dict[int, float], dict[int, float]]]:
        """For pairs of documents, by number: the first's title, and the names of both with where each first stands.

        A place is how many characters come before it for each letter of the text: 0 to little more than 1.
        """
        for one, other in pairs:
            title = self._value("SELECT title FROM document WHERE number = ?", (one,))
            yield str(title), self._placed(one, types), self._placed(other, types)

    def _placed(self, document: int, types: Collection[EntityType]) -> dict[int, float]:
        return {row["name"]: row["place"] for row in self._rows(_PLACED.format(_listed(types)), (document,))}

    def addressed_names(self, types: Collection[EntityType]) -> Iterator[tuple[str, list[int]]]:
        """Mail addresses, sites and telephones that belong to more than one name, each with these."""
        owners: dict[str, list[int]] = {}
        for row in self._rows(_ADDRESSED.format(_listed(types))):
            owners.setdefault(" ".join((row["value"], row["extension"])).strip(), []).append(row["owner"])
        yield from ((value, names) for value, names in owners.items() if len(names) > 1)

    def needs_linking(self, mark: str = "") -> bool:
        """True when names came, went or changed their counts since the last ``relink``, or another svod or ``mark`` did it."""
        touched = self._value("SELECT EXISTS (SELECT 1 FROM name WHERE touched = 1)")
        return bool(touched) or self._value("SELECT value FROM fact WHERE key = 'linked'") != f"{self._attempt} {mark}"

    def relink(self, drafts: Iterable[EntityDraft], mark: str = "") -> int:
        """How many entities there are now: exactly those proposed. Documents that mention a changed one count as changed.

        ``mark`` stands for the rules and decisions that made the drafts: with another one they are due again.
        """
        with self.batch():
            self._begin_due()
            self._run(_DUE.format("documents = 0"))
            self._run("DELETE FROM name WHERE documents = 0")
            self._key_names()
            wanted = list(drafts)
            numbers = self._save_entities(wanted)
            self._join_names(wanted, numbers)
            self._run(_DUE.format("touched = 1"))
            self._drop_entities(set(numbers))
            self._run(_RECOUNT)
            self._run("UPDATE name SET touched = 0 WHERE touched = 1")
            self._changed(row[0] for row in self._rows(_RELINKED))
            self._keep_aliases(wanted, numbers)
            self._note("linked", f"{self._attempt} {mark}")
            return len(numbers)

    def _keep_aliases(self, drafts: Iterable[EntityDraft], numbers: dict[str, int]) -> None:
        """Names that people gave, which stand in no document, are found too."""
        known = [
            (fold_name(name), numbers[draft.id]) for draft in drafts for name in draft.links.get(ALIAS, "").split("\n") if name
        ]
        self._note("aliases", rows.dump(known))

    def _key_names(self) -> None:
        for row in self._rows("SELECT number, name, language FROM name WHERE keyed = 0"):
            words = [(word, row["number"], rank) for word, rank in name_words(row["name"], row["language"]).items()]
            self._run_many(_WORD, words)
            self._run("UPDATE name SET keyed = 1 WHERE number = ?", (row["number"],))

    def _begin_due(self) -> None:
        """Two notes for this run: entities to count anew, and names whose documents' entities changed."""
        for table in ("due", "moved"):
            self._run(f"CREATE TEMP TABLE IF NOT EXISTS {table} (number BIGINT PRIMARY KEY)")
            self._run(f"DELETE FROM {table}")

    def _save_entities(self, drafts: Iterable[EntityDraft]) -> dict[str, int]:
        known = {row["id"]: row for row in self._rows("SELECT * FROM entity")}
        numbers: dict[str, int] = {}
        for draft in drafts:
            row, links = known.get(draft.id), rows.dump(dict(draft.links))
            if row is None:
                numbers[draft.id] = int(self._value(_ENTITY, (draft.id, draft.type, draft.name, links)))
                continue
            numbers[draft.id] = int(row["number"])
            if (row["type"], row["name"], row["links"]) != (draft.type, draft.name, links):
                values = (draft.type, draft.name, links, row["number"])
                self._run("UPDATE entity SET type = ?, name = ?, links = ? WHERE number = ?", values)
                self._run("INSERT INTO moved SELECT number FROM name WHERE entity = ? ON CONFLICT DO NOTHING", (row["number"],))
        return numbers

    def _join_names(self, drafts: Iterable[EntityDraft], numbers: dict[str, int]) -> None:
        wanted = {name: (numbers[draft.id], merge) for draft in drafts for name, merge in draft.members}
        for row in self._rows("SELECT number, entity, rule, score, reason FROM name"):
            entity, merge = wanted.get(row["number"], (None, _ALONE))
            now = (entity, merge.rule, merge.score, merge.reason)
            if now != (row["entity"], row["rule"], row["score"], row["reason"]):
                self._run("UPDATE name SET entity = ?, rule = ?, score = ?, reason = ? WHERE number = ?", (*now, row["number"]))
            if entity != row["entity"]:
                self._run("INSERT INTO moved VALUES (?) ON CONFLICT DO NOTHING", (row["number"],))
                changed = [(number,) for number in (entity, row["entity"]) if number is not None]
                self._run_many("INSERT INTO due VALUES (?) ON CONFLICT DO NOTHING", changed)

    def _drop_entities(self, kept: set[str]) -> None:
        gone = [(row["number"],) for row in self._rows("SELECT number, id FROM entity") if row["id"] not in kept]
        self._run_many("DELETE FROM entity WHERE number = ?", gone)


_DUE = "INSERT INTO due SELECT entity FROM name WHERE {} AND entity IS NOT NULL ON CONFLICT DO NOTHING"
_WORD = "INSERT INTO name_word VALUES (?, ?, ?) ON CONFLICT (word, name) DO UPDATE SET rank = excluded.rank"
_ENTITY = "INSERT INTO entity (id, type, name, links) VALUES (?, ?, ?, ?) RETURNING number"
_ALONE = Merge("", "", 0.0, "")
_ALIASES = """
SELECT type, short, long, start, stop FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY type, short, long ORDER BY start, stop, document) AS place FROM alias) placed
WHERE place = 1 ORDER BY type, short, long
"""
_PLACED = """
SELECT m.name, MIN(m.start) * 1.0 / (1 + MIN(s.letters)) AS place
FROM mention m JOIN name n ON n.number = m.name JOIN sketch s ON s.document = m.document
WHERE m.document = ? AND n.link = '' AND n.type IN ({}) GROUP BY m.name ORDER BY m.name
"""
_ADDRESSED = """
SELECT DISTINCT c.value, c.extension, c.owner FROM contact c JOIN name n ON n.number = c.owner
WHERE n.type IN ({}) AND c.kind <> 'address' ORDER BY c.value, c.extension, c.owner
"""
_RECOUNT = """
UPDATE entity SET (documents, mentions, first, last) = (
    SELECT COUNT(DISTINCT m.document), COUNT(*), COALESCE(MIN(d.date_start), ''), COALESCE(MAX(d.date_stop), '')
    FROM name n JOIN mention m ON m.name = n.number JOIN document d ON d.number = m.document
    WHERE n.entity = entity.number)
WHERE number IN (SELECT number FROM due)
"""
_RELINKED = "SELECT DISTINCT document FROM mention WHERE name IN (SELECT number FROM moved)"


def _listed(types: Collection[EntityType]) -> str:
    return ", ".join(f"'{type_}'" for type_ in types)
