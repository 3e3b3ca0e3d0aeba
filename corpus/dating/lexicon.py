"""The words around a month and a year, each with the kind by which shapes speak of it."""

from __future__ import annotations

import re

_KINDS = {
    # y, a year word after its year: «2014 года», «2014 жылғы», 2014-cü il
    "y": "года году год годом годов годах годам годы годами гг рік року роком років роках роки рр "
    "жылғы жылы жылдың жылға жылдан жыл жылда жылдары жылдар жж жылдын жылга жылдагы "
    "гадах гадоў годзе yil yili yilda yilning yilgacha yilga yildan yillar yillarda йил йили йилда йилнинг йилга йилдан "
    "il ildə ilin ildən ilədək illər illərdə illərində ili yılı yılında yılının yılından yılına yılda "
    "թ թվականի թվականին թվական թթ წლის წელს წელი წლამდე წლიდან წლებში წლების roku rok rokiem",
    # g and w, year words that may be something else: «2000 г» (grams), «2000 р.» (roubles)
    "g": "г ж",
    "w": "р",
    # P, a year word before its year: «соли 2014», «anul 2014», im Jahr 2014
    "P": "соли anul anului anii anilor year years jahr jahre jahres année années",
    # p, what makes four digits a year by itself: in 2014, by 2020, în 2016
    "p": "in by since from during before after în din seit ab en dès avant depuis od",
    # T and u, between the ends of a range; u also before a bare year: until 2020
    "T": "по до to au la do то",
    "u": "until till through până pana bis",
    # B, what makes a range of two things joined by "and"
    "B": "between между між dintre între intre zwischen entre",
    # b and f, Slavic words before a year with a short year word: «у 2014 р.», «с 2014 г»
    "b": "в во у на за к ко від протягом впродовж напередодні",
    "f": "с со з із vom von",
    "&": "и й та and și şi si und et oraz və ve va ва жана және և და",
    "i": "і i",
    "o": "of de del al a",
    "q": "квартал квартала квартале кварталу кварталом кварталі кв тоқсан тоқсаны тоқсанда тоқсанында тоқсанның "
    "чейрек чейреги чейрегинде чорак чораги quarter trimestru trimestrul trimestrului quartal trimestre "
    "kwartał kwartale kwartału çeyrek çeyreği rüb rübü rübündə chorak choragi choragida q",
    "h": "полугодие полугодия полугодии полугодию півріччя півріччі жартыжылдық жартыжылдығы жартыжылдығында "
    "half semestru semestrul semestrului halbjahr półrocze półrocza półroczu h",
    "a": "месяц месяца месяце місяць місяця місяці айы айында айының айынан айына ойи ойида oyi oyida ayı ayında",
}

_ORDINALS = {
    1: "i і первый первого первом первое первому перший першого першому перше first primul întâi бірінші биринчи erste ersten",
    2: "ii іі второй второго втором второе второму другий другого другому друге second doilea екінші экинчи zweite zweiten",
    3: "iii ііі третий третьего третьем третьему третій третього третьому third treilea үшінші үчүнчү dritte dritten",
    4: "iv іv четвертый четвертого четвертом четвертому четвёртый четвёртого четвёртом четвертий fourth "
    " patrulea төртінші төртүнчү",
}

KINDS = {word: kind for kind, words in _KINDS.items() for word in words.split()}
ORDINALS = {word: number for number, words in _ORDINALS.items() for word in words.split()}

RELATIVE_YEARS = {
    # the document's own year and its neighbours, «3 марта с. г.»
    r"[ст]\.\s?г\.|(?:текущего|этого|нынешнего|сего)\s+года|[цп]\.\s?р\.|(?:поточного|цього)\s+року|осы\s+жылғы|биылғы|"
    r"ушул\s+жылдын|a\.\s?c\.|anul\s+curent|anului\s+curent|this\s+year|(?:the\s+)?current\s+year": 0,
    r"прошлого\s+года|п\.\s?г\.|минулого\s+року|былтырғы|last\s+year|anul\s+trecut": -1,
    r"(?:следующего|будущего)\s+года|наступного\s+року|келесі\s+жылғы|next\s+year|anul\s+viitor": 1,
}
YEAR_END = (
    r"(?:до|к)\s+конц[ау]\s+(?:текущего\s+|этого\s+)?года|до\s+кінця\s+(?:цього\s+|поточного\s+)?року|жыл(?:дың)?\s+соңына\s+дейін|"
    r"(?:by|before|until)\s+the\s+end\s+of\s+(?:the|this)\s+year|p[âa]n[ăa]\s+la\s+sf[âaîi]r[șşs]itul\s+anului"
)
RELATIVE = re.compile(
    "|".join([rf"(?P<end>\b(?:{YEAR_END})(?!\s+\d))"]
             + [rf"(?P<y{offset + 1}>\b(?:{words})(?!\w))" for words, offset in RELATIVE_YEARS.items()]),
    re.IGNORECASE,
)  # fmt: skip
