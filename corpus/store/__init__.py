"""The store: documents, what was found in them, and the runs that did it, in a file of SQLite or on a PostgreSQL server."""

from corpus.store.intake import Intake
from corpus.store.lock import hold
from corpus.store.schema import FILE_NAME, newest_version
from corpus.store.store import Store, store_bytes
from corpus.store.view import Closed, making_view, open_view

__all__ = ["FILE_NAME", "Closed", "Intake", "Store", "hold", "making_view", "newest_version", "open_view", "store_bytes"]
