"""Word forms to dictionary forms: readings of one word, tokens of a text, tokens of a query."""

from corpus.morphology.dictionaries import parser, readings
from corpus.morphology.lemmas import lemmatise, read_words
from corpus.morphology.reading import Reading

__all__ = ["Reading", "lemmatise", "parser", "read_words", "readings"]
