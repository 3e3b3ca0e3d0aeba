"""The unattended run: what changed is read, the index follows, both are proved to agree, and a report says so."""

from indexer.nightly.archive import LATEST, REPORTS
from indexer.nightly.report import Night, Step, as_text, as_values
from indexer.nightly.run import nightly

__all__ = ["LATEST", "REPORTS", "Night", "Step", "as_text", "as_values", "nightly"]
