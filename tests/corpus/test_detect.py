"""Languages of texts, among those the archive may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.config import load
from corpus.detect import detect

ALL = load(None)["archive.languages"]

TEXTS = [
    ("ru", "Семинар состоялся в Алматы при поддержке Европейского Союза."),
    ("uk", "Семінар відбувся в Києві за підтримки Європейського Союзу."),
    ("be", "Семінар адбыўся ў Мінску пры падтрымцы Еўрапейскага Саюза."),
    ("kk", "Семинар Алматы қаласында Еуропалық Одақтың қолдауымен өтті."),
    ("ky", "Семинар Ош шаарында Европа Биримдигинин колдоосу менен өттү."),
    ("tg", "Семинар дар шаҳри Душанбе бо дастгирии Иттиҳоди Аврупо баргузор шуд."),
    ("en", "The seminar was held in Almaty with the support of the European Union."),
    ("ro", "Seminarul a avut loc la Chișinău cu sprijinul Uniunii Europene."),
    ("hy", "Սեմինարը տեղի ունեցավ Երևանում Եվրոպական միության աջակցությամբ։"),
    ("ka", "სემინარი გაიმართა თბილისში ევროკავშირის მხარდაჭერით."),
]


@pytest.mark.parametrize(("code", "text"), TEXTS)
def test_sentence_is_told(code, text):
    """A sentence is enough to tell each of the project's languages, with confidence."""
    [(found, score)] = detect([text], ALL)
    assert found == code
    assert 0.7 < score <= 1.0


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ru", "Если до такого возраста будут"),
        ("ru", "@reader-17 у нас тоже родник"),
        ("uk", "За браком культури спостереження"),
        ("uk", "Сучасно й без непристойностей подано"),
        ("kk", "Жобаның мақсаты туралы айтты"),
    ],
)
def test_dictionaries_decide_where_letters_do_not(code, text):
    """Few words of letters that both languages write are told by the dictionary that knows them."""
    assert detect([text], ALL)[0][0] == code


@pytest.mark.parametrize("text", ["", "   ", "2014", "+7 (727) 278-51-10", "—", "т.", "info@eumayors.eu"])
def test_too_little_is_undetermined(text):
    """Where there are no letters to speak of, and in an address, no language is claimed."""
    assert detect([text], ALL) == [("und", 0.0)]


@pytest.mark.parametrize("allowed", [("en", "ro"), ("en", "xx"), ()])
def test_cyrillic_is_never_a_latin_language(allowed):
    """A text in a script that no allowed language is written in stays undetermined."""
    assert detect([TEXTS[0][1]], allowed) == [("und", 0.0)]


def test_the_only_language_of_a_script_is_certain():
    """With one candidate there is nothing to weigh."""
    assert detect(["Алматы қаласы"], ("ru", "en")) == [("ru", 1.0)]


def test_answers_do_not_depend_on_company():
    """Detecting texts together or one by one is the same, and one list of languages leaves no trace on another."""
    texts = [text for _, text in TEXTS]
    together = detect(texts, ALL)
    detect(texts, ("ru", "uk"))
    assert [detect([text], ALL)[0] for text in texts] == together


@given(st.text(max_size=60))
def test_answer_is_allowed_or_undetermined(text):
    """Whatever the text, the answer is one of the allowed languages with a probability, or "und" with none."""
    [(code, score)] = detect([text], ALL)
    assert code in (*ALL, "und")
    assert (score == 0.0) == (code == "und")
    assert 0.0 <= score <= 1.0
