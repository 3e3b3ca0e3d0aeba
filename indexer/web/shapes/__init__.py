"""What programs get: the shapes of every JSON answer, whose keys are a promise."""

from indexer.web.shapes.answers import Answer, answer
from indexer.web.shapes.common import Failure
from indexer.web.shapes.documents import Opposite, ShownPage, SideBySide, WholeDocument, document, passage
from indexer.web.shapes.edits import Edits, edits
from indexer.web.shapes.entities import EntityList, Form, Neighbour, ShownEntity, WholeEntity, entity, evidence
from indexer.web.shapes.ledger import Alive, Health, Runs, runs
from indexer.web.shapes.saved import SavedSearches, saved

__all__ = [
    "Alive", "Answer", "Edits", "EntityList", "Failure", "Form", "Health", "Neighbour", "Opposite", "Runs", "SavedSearches",
    "ShownEntity", "ShownPage", "SideBySide", "WholeDocument", "WholeEntity", "answer", "document", "edits", "entity",
    "evidence", "passage", "runs", "saved",
]  # fmt: skip
