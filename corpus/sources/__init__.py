"""What lies in the archive's sources, wherever they are: folders, places elsewhere, mail, fetched pages."""

from __future__ import annotations

from corpus.sources.local import load, raw_file, walk
from corpus.sources.place import MEGABYTE, Place, is_excluded
from corpus.sources.places import Places
from corpus.sources.snapshots import Shelf, Visit

__all__ = ["MEGABYTE", "Place", "Places", "Shelf", "Visit", "is_excluded", "load", "raw_file", "walk"]
