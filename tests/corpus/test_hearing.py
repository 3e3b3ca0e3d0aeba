"""Stretches of a text as their words sound, beside the detector that reads the stretch itself."""

from itertools import pairwise

import pytest

from corpus.config import load
from corpus.detect import detect
from corpus.hearing import Heard, Hearing
from corpus.languages import scan

ALL = load(None)["archive.languages"]
SENTENCES = {
    "ru": "Целью семинара является развитие потенциала представителей местных органов власти.",
    "uk": "Семінар відбувся за підтримки Європейського Союзу, у ньому взяли участь 45 міст.",
    "kk": "Семинарға Қазақстанның жеті қаласының әкімдіктерінен өкілдер қатысты.",
    "en": "The European Union is made up of 28 Member States who have decided to link their know-how.",
    "ro": "Uniunea Europeană este formată din state membre care au hotărât să își unească eforturile.",
    "de": "Die Europäische Union besteht aus Mitgliedstaaten, die ihr Wissen verbinden wollen.",
}


def heard(*texts: str) -> list[Heard]:
    """Each of the texts as a stretch of one text."""
    whole = scan(" ".join(texts))
    borders = [0]
    for text in texts:
        borders.append(borders[-1] + len(scan(text).words))
    ranges = list(pairwise(borders))
    return Hearing(whole.words, ALL).hear(ranges, list(map(len, texts)))


@pytest.mark.parametrize(("code", "text"), SENTENCES.items())
def test_words_say_what_the_detector_says(code, text):
    """A whole sentence is in one language for both, and surely."""
    [one] = heard(text)
    assert (one.language, one.in_doubt) == (code, False)
    assert detect([text], ALL)[0][0] == code


def test_stretches_are_judged_apart():
    """Neighbours in one text do not change each other; one without letters is undetermined, and one without words too."""
    found = heard(*SENTENCES.values(), "2014, 2015", "")
    assert [each.language for each in found] == [*SENTENCES, "und", "und"]
    assert [each.letters for each in found[-2:]] == [0, 0]


def test_few_letters_and_two_scripts_leave_doubt():
    """«г. Алматы» may be anything, and a line of Russian and English words is not Uzbek for being in both scripts."""
    short, mixed = heard("г. Алматы", "Смотрите главу Logical Link Control в книге Understanding Kernel")
    assert short.in_doubt
    assert mixed.in_doubt


def test_capitals_sound_like_small_letters():
    """A heading in capitals is in the language of its words."""
    [one] = heard(SENTENCES["ru"].upper())
    assert one.language == "ru"
