"""The command ``svod``: the commands of both sides, each imported when it is called."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.cli import CORPUS_COMMANDS, Lazy, svod_group

INDEXER_COMMANDS: Mapping[str, Lazy] = {
    "index": Lazy("indexer.commands.index:index", "Bring the index up to the store."),
    "sync": Lazy("indexer.commands.index:sync", "Ingest and index in one."),
    "suggest": Lazy("indexer.commands.guide:suggest", "Words, phrases and names that begin so."),
    "similar": Lazy("indexer.commands.guide:similar", "Documents like one."),
    "embed": Lazy("indexer.commands.embed:embed", "Embed passages for search by meaning."),
    "search": Lazy("indexer.commands.search:search", "Find documents by any form of a word."),
    "explain": Lazy("indexer.commands.explain:explain_query", "How a query is read, and why a document answers."),
    "verify": Lazy("indexer.commands.verify:verify", "Prove that the store is sound and the index agrees with it."),
    "saved": Lazy("indexer.commands.saved:saved", "Searches that are asked again whenever the archive changes."),
    "repair": Lazy("indexer.commands.repair:repair", "Heal a damaged store or index, and say what was done."),
    "forget": Lazy("indexer.commands.forget:forget", "Erase a document everywhere."),
    "nightly": Lazy("indexer.commands.nightly:nightly", "The unattended run, with its report."),
    "status": Lazy("indexer.commands.status:status", "Counts, sizes, versions, the last run, the state of the index."),
    "watch": Lazy("indexer.commands.watch:watch", "Sync whenever files change, until told to stop."),
    "serve": Lazy("indexer.commands.serve:serve", "The web view and its JSON."),
    "user": Lazy("indexer.commands.user_group:user", "Who may come in to the web view."),
    "audit": Lazy("indexer.commands.audit:audit", "Who did what."),
    "engine": Lazy("indexer.commands.engine:engine", "Which engine holds the index; use another."),
    "quality": Lazy("indexer.quality.command:quality", "Score a task on a gold set."),
    "export": Lazy("indexer.commands.export:export", "Write the archive as csv, jsonl, FollowTheMoney or GraphML."),
    "match": Lazy("indexer.commands.screening:match", "Look up the names of a table."),
    "screen": Lazy("indexer.commands.screening:screen", "Say which known entities a file names, without taking it in."),
}

_SECTIONS: Mapping[str, tuple[str, ...]] = {
    "Every day": ("init", "sync", "search", "show", "entities", "entity", "serve", "status"),
    "Ask more": ("explain", "suggest", "similar", "saved", "match", "screen", "export"),
    "Files": ("failures", "retry", "reread", "fetch", "forget"),
    "Run": ("nightly", "watch", "ingest", "index", "embed", "engine"),
    "Look after": ("verify", "repair", "backup", "restore", "store", "user", "audit"),
    "Without an archive": ("analyse", "quality"),
}
"""As a newcomer meets them; commands not named here come after."""

_ALL = {**CORPUS_COMMANDS, **INDEXER_COMMANDS}
_ORDER = [name for names in _SECTIONS.values() for name in names]
COMMANDS: Mapping[str, Lazy] = {name: _ALL[name] for name in dict.fromkeys((*_ORDER, *_ALL))}

main = svod_group(COMMANDS, _SECTIONS)
