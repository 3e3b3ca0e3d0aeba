"""Word forms to dictionary forms: readings of one word, tokens of a text, tokens of a query."""

from corpus.morphology.dictionaries import is_listed_as_name, is_listed_small, make_word_list, parser, parses, readings
from corpus.morphology.lemmas import languages_asked, lemmatise, read_words
from corpus.morphology.lexicon import brief_readings, consult, write_lexicon
from corpus.morphology.reading import Reading
from corpus.morphology.witness import text_votes, word_votes

__all__ = [
    "Reading",
    "brief_readings",
    "consult",
    "is_listed_as_name",
    "is_listed_small",
    "languages_asked",
    "lemmatise",
    "make_word_list",
    "parser",
    "parses",
    "read_words",
    "readings",
    "text_votes",
    "word_votes",
    "write_lexicon",
]
