"""What is called by this name: places of GeoNames, countries of CLDR, regions and international organisations.

The index is made once from installed packages (``build``) and kept as one SQLite file in the user's cache folder, or where
``SVOD_CACHE`` says; nothing is fetched.
"""

from corpus.gazetteer.build import REGION, key
from corpus.gazetteer.lookup import Entry, facts, find, reach

__all__ = ["REGION", "Entry", "facts", "find", "key", "reach"]
