"""Looking after an archive: proving that it is whole, healing what is not, erasing what must be forgotten."""

from indexer.care.erase import Forgotten, finish_forgetting, forget
from indexer.care.proof import Originals, Proof, prove
from indexer.care.repair import Repaired, heal_index, repair

__all__ = ["Forgotten", "Originals", "Proof", "Repaired", "finish_forgetting", "forget", "heal_index", "prove", "repair"]
