"""Towns and surnames in six cases, declined by grammar tables: the nominative finds them all."""

from declined import surnames, towns

from corpus.config import load
from corpus.model import BlockKind, Passage, Span, Token
from corpus.morphology import lemmatise, read_words

ALL = load(None)["archive.languages"]


def said(word: str, text: str) -> Token:
    """The token of ``word`` in a Russian sentence."""
    span = Span(0, len(text))
    tokens = lemmatise(text, [Passage(span, BlockKind.PARAGRAPH, "ru", 1.0, "", (span,))])
    return next(token for token in tokens if token.span.of(text) == word)


def meets(query: str, word: str, text: str) -> bool:
    """True when the query finds the word by its form or any reading."""
    [asked] = read_words(query, ALL)
    token = said(word, text)
    lemmas = {token.lemma, *token.readings}
    return asked.form == token.form or not lemmas.isdisjoint({asked.lemma, *asked.readings})


def missed(names):
    """Forms that the nominative does not find, and the number of all."""
    forms = [(name, form) for name, declined in names for form in declined]
    return [(name, form) for name, form in forms if not meets(name, form, f"Вчера {form} упомянули в газете")], forms


def test_every_form_of_a_town_is_found():
    """All six cases of every town, plural and adjectival ones too."""
    every = list(towns())
    assert len(every) >= 250
    assert missed(every)[0] == []


def test_forms_of_surnames_are_found():
    """At least 98.5 % of the forms of surnames of men and women, of every nation of the region."""
    every = list(surnames())
    assert len(every) >= 300
    lost, forms = missed(every)
    assert len(lost) <= 0.015 * len(forms), lost
