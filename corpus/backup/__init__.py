"""Copies of an archive: made while it is at work, proved whole, put back into an empty place."""

from corpus.backup.make import Copied, back_up
from corpus.backup.restore import Restored, restore

__all__ = ["Copied", "Restored", "back_up", "restore"]
