"""Our reader of slovnet's model says what slovnet itself says, of any text and whatever is read beside it."""

from typing import Any

import pytest
import slovnet
from hypothesis import given, settings
from hypothesis import strategies as st
from navec import Navec
from razdel import tokenize

from corpus.mentions.cutting import chunks, cut
from corpus.mentions.natasha import data
from corpus.mentions.network import Network

MODEL = data() / "model" / "slovnet_ner_news_v1.tar"
VECTORS = data() / "emb" / "navec_news_v1_1B_250K_300d_100q.tar"
SENTENCES = [
    "Семинар в Алматы провела Татьяна Шакирова из РЭЦЦА.",
    "Представительство Европейского Союза в Республике Казахстан – Астана, ул. Космонавтов, 62.",
    "Участники обсудили планы.",
    "Юрий Иванов, Пётр Петров и Нур- Султан Назарбаев; в 1994- м, 2,5 %, ☺ «Ромашка»",
    "Жители Тараза благодарили Ирину Городискую. " * 300,
]


@pytest.fixture(scope="module")
def network() -> Network:
    """Ours."""
    return Network(MODEL, VECTORS)


@pytest.fixture(scope="module")
def original() -> Any:
    """slovnet's own."""
    return slovnet.NER.load(str(MODEL)).navec(Navec.load(str(VECTORS)))


def test_names_are_those_of_slovnet(network: Network, original: Any) -> None:
    """Names, their places and types are the same, a text of thousands of words and short ones side by side."""
    wanted = [tuple((span.start, span.stop, span.type) for span in markup.spans) for markup in original.map(SENTENCES)]
    assert network.read(SENTENCES) == wanted
    assert sum(map(len, wanted)) > 300


def test_a_text_is_read_alike_beside_others(network: Network) -> None:
    """Texts lie end to end, and none sees its neighbour; one without words has no names."""
    alone = [network.read([text])[0] for text in SENTENCES]
    assert network.read([*SENTENCES, "", " \n"]) == [*alone, (), ()]
    assert network.read([]) == []


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="аБя1ab 5- –—.,/\\_!?):(;«»\n\tΔ☺№*`o", max_size=40))
def test_words_are_those_of_razdel(text: str) -> None:
    """A text cut at white space first has razdel's words: «1994- м», «2, 5», «а_ б»."""
    assert [word for _, *chunk in chunks(text) for word in cut(*chunk)] == [token.text for token in tokenize(text)]
