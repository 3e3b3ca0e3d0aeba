"""Readings that the dictionary lacks, or files under another lemma than grammars of running text do.

The conventions are those of Universal Dependencies: a comparative belongs to an adverb too («чаще» is of «часто»), a woman's
surname and patronymic have a nominative of their own («Ивановой» is of «Иванова», not of «Иванов», who is somebody else).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from corpus.languages import fold
from corpus.morphology.reading import Reading

# What a reading that is added weighs beside the one it is derived from
SHARE = 0.25
LITTLE = 0.05

# form: lemma part-of-speech grammemes; several readings of one form are apart by a semicolon
_RUSSIAN = {
    **{each: f"{each} PREP" for each in "во со ко об обо изо ото надо передо подо безо".split()},
    "нем": "он NPRO masc loct sing; оно NPRO neut loct sing",
    "него": "он NPRO masc gent sing; оно NPRO neut gent sing",
    "нему": "он NPRO masc datv sing",
    "ним": "он NPRO masc ablt sing; они NPRO datv plur",
    "ней": "она NPRO femn loct sing",
    "нею": "она NPRO femn ablt sing",
    "нее": "она NPRO femn gent sing",
    "них": "они NPRO gent plur",
    "ними": "они NPRO ablt plur",
    "того": "то NPRO neut gent sing",
    "тому": "то NPRO neut datv sing",
    "тем": "то NPRO neut ablt sing; то CONJ",
    "том": "то NPRO neut loct sing",
    "то": "то NPRO neut nomn sing; тот ADJF neut nomn sing; то CONJ",
    "все": "весь ADJF nomn plur; весь ADJF neut nomn sing; все NPRO nomn plur; все ADVB",
    "всего": "все NPRO neut gent sing; всего ADVB",
    "всему": "все NPRO neut datv sing",
    "всем": "все NPRO neut ablt sing; все NPRO datv plur",
    "всех": "все NPRO gent plur; все NPRO accs plur",
    "всеми": "все NPRO ablt plur",
    "должен": "должен ADJS masc sing",
    "должна": "должен ADJS femn sing",
    "должно": "должен ADJS neut sing",
    "должны": "должен ADJS plur",
    "деньги": "деньги NOUN inan nomn plur; деньги NOUN inan accs plur",
    "денег": "деньги NOUN inan gent plur",
    "деньгам": "деньги NOUN inan datv plur",
    "деньгами": "деньги NOUN inan ablt plur",
    "деньгах": "деньги NOUN inan loct plur",
    "больше": "больше ADVB; много COMP",
    "меньше": "меньше ADVB; мало COMP",
    "лучше": "лучше ADVB; хорошо COMP",
    "хуже": "хуже ADVB; плохо COMP",
    "раньше": "раньше ADVB; рано COMP",
    "позже": "позже ADVB; поздно COMP",
    "позднее": "позднее ADVB; поздно COMP",
    "более": "более ADVB; много COMP",
    "менее": "менее ADVB; мало COMP",
    "дальше": "дальше ADVB; далеко COMP",
    "далее": "далее ADVB",
    "выше": "высокий COMP; высоко COMP",
    "скорее": "скорее ADVB",
    "чтоб": "чтобы CONJ",
    "есть": "быть VERB impf pres sing; есть INFN impf",
    "мира": "мира NOUN Name anim femn nomn sing",
    "мирой": "мира NOUN Name anim femn ablt sing",
    "нет": "нет PRED; нет PRCL",
    "чел": "человек NOUN anim gent plur",
    "кг": "килограмм NOUN inan gent plur",
    "км": "километр NOUN inan gent plur",
    "см": "сантиметр NOUN inan gent plur",
    "мм": "миллиметр NOUN inan gent plur",
    "млн": "миллион NOUN inan gent plur",
    "млрд": "миллиард NOUN inan gent plur",
    "руб": "рубль NOUN inan gent plur",
    "пн": "понедельник NOUN inan nomn sing",
    "вт": "вторник NOUN inan nomn sing",
    "ср": "среда NOUN inan nomn sing",
    "чт": "четверг NOUN inan nomn sing",
    "пт": "пятница NOUN inan nomn sing",
    "сб": "суббота NOUN inan nomn sing",
    "вс": "воскресенье NOUN inan nomn sing",
}
_UKRAINIAN = {
    "його": "він NPRO masc gent sing; його ADJF; воно NPRO neut gent sing",
    "її": "вона NPRO femn gent sing; її ADJF",
    "їх": "вони NPRO gent plur; їх ADJF",
    "нього": "він NPRO masc gent sing",
    "ньому": "він NPRO masc loct sing; воно NPRO neut loct sing",
    "ним": "він NPRO masc ablt sing",
    "неї": "вона NPRO femn gent sing",
    "них": "вони NPRO gent plur",
    "того": "те NPRO neut gent sing; той ADJF masc gent sing",
    "тому": "те NPRO neut datv sing; тому ADVB; той ADJF masc datv sing",
    "тим": "те NPRO neut ablt sing; той ADJF masc ablt sing",
    "те": "те NPRO neut nomn sing; той ADJF neut nomn sing",
    "та": "та CONJ; той ADJF femn nomn sing",
    "цього": "це NPRO neut gent sing; цей ADJF masc gent sing",
    "цьому": "це NPRO neut loct sing; цей ADJF masc loct sing",
    "цим": "це NPRO neut ablt sing; цей ADJF masc ablt sing",
    "це": "це NPRO neut nomn sing; це PRCL; цей ADJF neut nomn sing",
    "все": "все NPRO neut nomn sing; весь ADJF neut nomn sing; все ADVB",
    "всім": "всі NPRO datv plur; весь ADJF datv plur; все NPRO neut ablt sing",
    "всі": "всі NPRO nomn plur; весь ADJF nomn plur",
    "можна": "можна PRED",
    "може": "може PRCL; могти VERB pres sing",
    "чому": "чому ADVB; що NPRO neut datv sing",
    "уже": "уже ADVB",
    "вже": "вже ADVB",
    "дуже": "дуже ADVB",
    "більш": "більш ADVB",
    "менш": "менш ADVB",
    "більше": "більше ADVB; багато COMP",
    "менше": "менше ADVB; мало COMP",
    "краще": "краще ADVB; добре COMP",
    "мені": "я NPRO datv sing",
    "діти": "дитина NOUN anim nomn plur; діти NOUN anim nomn plur",
    "дітей": "дитина NOUN anim gent plur; діти NOUN anim gent plur",
    "дітям": "дитина NOUN anim datv plur; діти NOUN anim datv plur",
    "дітьми": "дитина NOUN anim ablt plur; діти NOUN anim ablt plur",
    "коштів": "кошти NOUN inan gent plur",
    "кошти": "кошти NOUN inan nomn plur",
}
# Towns that are plural or like an adverb, where the dictionary knows only the other word; stem: endings
_TOWNS = {
    "бельцы": "бельц бельцам бельцами бельцах",
    "бендеры": "бендер бендерам бендерами бендерах",
    "сороки": "сорок сорокам сороками сороках",
    "черновцы": "черновцов черновцам черновцами черновцах",
    "химки": "химок химкам химками химках",
    "люберцы": "люберец люберцам люберцами люберцах",
    "салоники": "салоник салоникам салониками салониках",
    "ровно": "ровна ровну ровном ровне",
    "гродно": "гродна гродну гродном гродне",
}
# A surname in -ов, -ев, -ин: its ending, and the case, gender and nominative that go with it
_SURNAME = re.compile(r"(.{2,}(?:[ое]в|ин|ын))(а|у|ым|е|ой|ых|ыми)?$")
_SURNAMES = {
    "": "-0 nomn masc",
    "а": "-0 gent masc; а nomn femn",
    "у": "-0 datv masc; а accs femn",
    "ым": "-0 ablt masc",
    "е": "-0 loct masc",
    "ой": "а gent femn; а ablt femn",
    "ых": "-0 gent plur",
    "ыми": "-0 ablt plur",
}
_PARTICIPLE = re.compile(
    "(.+[нмт])(?:ый|ого|ому|ым|ом|ая|ой|ою|ую|ое|ые|ых|ыми)|(.+[шщ])(?:ий|его|ему|им|ем|ая|ей|ею|ую|ее|ие|их|ими)(ся)?"
)
_SHORT_PARTICIPLE = re.compile("(.+[нмт])[аоы]?")
_ADVERBIAL = re.compile(r"(?:ый|ий|ой)$")
# «сприяючи → сприяти», «показуючи → показувати», «вернувшись → вернутися»
_GERUNDS = tuple(
    (re.compile(ending + "(сь)?$"), infinitive)
    for ending, infinitive in (
        ("уючи", "увати"), ("[ую]чи", "ти"), ("[ая]чи", "ати"), ("[ая]чи", "ити"), ("[ая]чи", "іти"), ("вши", "ти"),
    )
)  # fmt: skip


def supplement(form: str, code: str, parses: Sequence[Any], parser: Any) -> list[Reading]:
    """Readings of ``form`` to set beside the ``parses`` that the dictionary gives; most often none."""
    listed = _listed(code).get(form, ())
    rules = _RULES[code]
    derived = [
        reading for parse in parses for rule in rules.get(str(parse.tag.POS), ()) for reading in rule(form, parse, parser)
    ]
    return [*listed, *derived, *_surname(form, parses)]


def _surname(form: str, parses: Sequence[Any]) -> Iterator[Reading]:
    """«Саидов» is a surname too, not of several Saids only; «Шакировым» is of «Шакиров»."""
    found = _SURNAME.match(form)
    if found is None or any("Surn" in parse.tag or parse.tag.POS == "ADJF" for parse in parses if parse.is_known):
        return
    best = max(float(parse.score) for parse in parses)
    rows = _SURNAMES[found[2] or ""].split("; ")
    for row in rows:
        ending, *marks = row.split()
        lemma = found[1] + ending.removeprefix("-0")
        if any(parse.is_known and fold(parse.normal_form) == lemma for parse in parses):  # «Ириной»
            return
        yield Reading(lemma, "NOUN", frozenset({"NOUN", "Surn", "anim", *marks}), best * SHARE / len(rows), known=False)


@cache
def _listed(code: str) -> dict[str, tuple[Reading, ...]]:
    table = {"ru": _RUSSIAN, "uk": _UKRAINIAN}[code]
    listed = {form: tuple(_row(each) for each in line.split(";")) for form, line in table.items()}
    if code == "ru":
        for town, forms in _TOWNS.items():
            read = Reading(town, "NOUN", frozenset({"NOUN", "Geox", "inan"}), SHARE, known=False)
            listed |= {form: (*listed.get(form, ()), read) for form in forms.split()}
    return listed


def _row(line: str) -> Reading:
    lemma, pos, *grammemes = line.split()
    return Reading(lemma, pos, frozenset([pos, *grammemes]), SHARE)


def _made(lemma: str, pos: str, parse: Any, share: float) -> Reading:
    return Reading(fold(lemma), pos, frozenset(parse.tag.grammemes), float(parse.score) * share, bool(parse.is_known))


def _adverb(form: str, parse: Any, parser: Any) -> Iterator[Reading]:
    """«чаще → часто»."""
    if _ADVERBIAL.search(parse.normal_form):
        adverb = _ADVERBIAL.sub("о", parse.normal_form)
        if parser.word_is_known(adverb):
            yield _made(adverb, "COMP", parse, SHARE)


def _superlative(form: str, parse: Any, parser: Any) -> Iterator[Reading]:
    """«лучших → лучший», not «хороший» alone."""
    if "Supr" in parse.tag and (basic := parse.inflect({"nomn", "masc", "sing"})) and basic.word != parse.normal_form:
        yield _made(basic.word, "ADJF", parse, SHARE)


def _participle(form: str, parse: Any, parser: Any) -> Iterator[Reading]:
    """«соединённых → соединённый», where the participle has become an adjective: Соединённые Штаты."""
    if found := _PARTICIPLE.fullmatch(form):
        stem, hissing, reflexive = found.groups()
        yield _made(f"{hissing}ий{reflexive or ''}" if hissing else f"{stem}ый", "ADJF", parse, LITTLE)


def _short_participle(form: str, parse: Any, parser: Any) -> Iterator[Reading]:
    """«распространены → распространённый»."""
    if found := _SHORT_PARTICIPLE.fullmatch(form):
        stem = found[1]
        yield _made(f"{stem}{'н' * stem.endswith('н')}ый", "ADJS", parse, LITTLE)


def _passive(form: str, parse: Any, parser: Any) -> Iterator[Reading]:
    """«создавались → создавать»: the passive of a verb without -ся."""
    active = parse.normal_form[:-2]
    if parse.normal_form.endswith("ся") and parse.is_known and parser.word_is_known(active):
        yield _made(active, "VERB", parse, LITTLE)


def _shortened(form: str, parse: Any, parser: Any) -> Iterator[Reading]:
    """«знанья → знанье» beside «знание»."""
    lemma = parse.normal_form
    if lemma.endswith("ие") and form[len(lemma) - 2 : len(lemma) - 1] == "ь":
        yield _made(lemma[:-2] + "ье", "NOUN", parse, 1.0)


def _gerund(form: str, parse: Any, parser: Any) -> Iterator[Reading]:
    for ending, infinitive in _GERUNDS:
        verb = ending.sub(lambda found, ends=infinitive: ends + ("ся" if found.group(1) else ""), form)  # type: ignore[misc]
        if verb != form and parser.word_is_known(verb):
            yield _made(verb, "GRND", parse, 1.0)
            return


_Rule = Callable[[str, Any, Any], Iterator[Reading]]
_RULES: dict[str, dict[str, tuple[_Rule, ...]]] = {
    "ru": {
        "COMP": (_adverb,),
        "ADJF": (_superlative,),
        "PRTF": (_participle,),
        "PRTS": (_short_participle,),
        "VERB": (_passive,),
        "NOUN": (_shortened,),
    },
    "uk": {"GRND": (_gerund,), "ADJF": (_superlative,)},
}
"""What a language's readings of each part of speech give rise to."""
