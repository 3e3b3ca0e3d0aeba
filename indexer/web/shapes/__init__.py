"""What programs get: the shapes of every JSON answer, whose keys are a promise."""

from indexer.web.shapes.answers import Answer, answer
from indexer.web.shapes.common import Failure
from indexer.web.shapes.documents import WholeDocument, document
from indexer.web.shapes.edits import Edits, edits
from indexer.web.shapes.entities import EntityList, Form, Neighbour, ShownEntity, WholeEntity, entity, evidence
from indexer.web.shapes.ledger import Health, Runs, runs

__all__ = [
    "Answer", "Edits", "EntityList", "Failure", "Form", "Health", "Neighbour", "Runs", "ShownEntity", "WholeDocument",
    "WholeEntity", "answer", "document", "edits", "entity", "evidence", "runs",
]  # fmt: skip
