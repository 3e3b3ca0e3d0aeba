"""Word forms to dictionary forms: readings of one word, tokens of a text, tokens of a query."""

from corpus.morphology.dictionaries import parser, readings
from corpus.morphology.lemmas import languages_asked, lemmatise, read_words
from corpus.morphology.lexicon import brief_readings, consult, write_lexicon
from corpus.morphology.reading import Reading

__all__ = [
    "Reading",
    "brief_readings",
    "consult",
    "languages_asked",
    "lemmatise",
    "parser",
    "read_words",
    "readings",
    "write_lexicon",
]
