"""Search by meaning (the extra ``svod[semantic]``): vectors of passages beside the index, fused with the words' own ranking."""

from indexer.semantic.meaning import Meaning
from indexer.semantic.place import installed

__all__ = ["Meaning", "installed"]
