"""Free text as a query: a question or a headline, in which nothing is an operator and no word must be there."""

from __future__ import annotations

from corpus.errors import BadQuery
from corpus.languages import WORD
from indexer.query.tree import Node, Or, Word


def free_text(text: str) -> Node:
    """Any of the words of ``text``; documents with more and rarer ones come first. Punctuation asks for nothing.

    «Кто подписал Соглашение (2014)?» → (or Кто подписал Соглашение 2014). Raises BadQuery when there is no word.
    """
    words = {found[0].casefold(): Word(found[0], found.start()) for found in WORD.finditer(text)}
    if not words:
        raise BadQuery(text, 0, "there is no word to search for", "type a word or a number")
    return Or(tuple(words.values())) if len(words) > 1 else next(iter(words.values()))
