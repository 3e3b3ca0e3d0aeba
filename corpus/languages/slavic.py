"""East and West Slavic languages, and Bulgarian."""

from __future__ import annotations

from corpus.languages.agglutinative import BELARUSIAN
from corpus.languages.language import Language, listed

_RUSSIAN_ABBREVIATIONS = listed(
    "акад архит бул вн внутр г гл гор гр д доб доц д-р ж жен зав зам изд им инж ин-т каб кв кн корп микр мкр моб муж мун нач "
    "наб обл оз оф п пгт пер пл пос пом пр пр-т просп проф р р-н разд рис род св сел сел см соавт соб сост ср ст стр табл тел "
    "т тов ул уч ф факс фам филос цит ч чел экз"
)
_RUSSIAN_TAILS = listed("г гг в вв др е д н п пр проч руб коп тыс млн млрд трлн долл км м см мм кг га мин сек час э")

_UKRAINIAN_ABBREVIATIONS = listed(
    "акад бул буд вид внутр вул гл гр див дод доц д-р зав заст зб ім інж інст кв корп м моб нач обл оф п пл пор пос пров просп "
    "проф р р-н рис роз с св см ст стор табл тел т тов ф факс ч"
)
_UKRAINIAN_TAILS = listed("р рр ін под грн коп тис млн млрд трлн дол км см мм кг га хв сек год ст д н е")

LANGUAGES = (
    Language(
        "ru",
        "Russian",
        ("Cyrl",),
        "pymorphy",
        letters="ёыэъ",
        lacks="іїєґўәғқңөұүһҳҷӣӯҡҙ",
        abbreviations=_RUSSIAN_ABBREVIATIONS,
        tails=_RUSSIAN_TAILS,
    ),
    Language(
        "uk",
        "Ukrainian",
        ("Cyrl",),
        "pymorphy",
        letters="іїєґ",
        lacks="ыэъёўәғқңөұүһҳҷӣӯҡҙ",
        abbreviations=_UKRAINIAN_ABBREVIATIONS,
        tails=_UKRAINIAN_TAILS,
    ),
    Language(
        "be",
        "Belarusian",
        ("Cyrl",),
        "suffixes",
        suffixes=BELARUSIAN,
        stems=True,
        letters="іўёыэ",
        lacks="ищъїєґәғқңөұүһҳҷӣӯҡҙ",
        abbreviations=listed(
            "акад бул вул г гл гр дац д-р заг зам ім інст кв корп обл п пл пр прасп праф р-н св см ст тав тэл"
        ),
        tails=listed("г гг інш руб коп тыс млн млрд км см мм кг га"),
    ),
    Language(
        "bg",
        "Bulgarian",
        ("Cyrl",),
        "simplemma",
        letters="ъ",
        lacks="ыэёіїєґўәғқңөұүһҳҷӣӯҡҙ",
        abbreviations=listed("бул гр д-р инж им доц кв обл пл проф св с стр тел ул"),
        tails=listed("г др лв млн млрд хил км см кг"),
    ),
    Language(
        "pl",
        "Polish",
        ("Latn",),
        "simplemma",
        letters="ąćęłńóśźż",
        abbreviations=listed("al dr hab im inż mgr nr os pl płk por prof np pt św tel tj ul zob"),
        tails=listed("r w itd itp in zł gr tys mln mld km cm kg"),
    ),
    Language(
        "cs",
        "Czech",
        ("Latn",),
        "simplemma",
        letters="áčďéěíňóřšťúůýž",
        abbreviations=listed("č dr doc ing mgr např nám prof st sv tel tj tzv ul viz"),
        tails=listed("apod atd kč tis mil mld km cm kg"),
    ),
)
