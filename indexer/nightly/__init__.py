"""The unattended run: what changed is read, the index follows, both are proved to agree, and a report says so."""

from indexer.nightly.archive import FEED, LATEST, REPORTS
from indexer.nightly.forms import as_page, as_text
from indexer.nightly.report import Night, Step, as_values
from indexer.nightly.run import Watcher, nightly

__all__ = ["FEED", "LATEST", "REPORTS", "Night", "Step", "Watcher", "as_page", "as_text", "as_values", "nightly"]
