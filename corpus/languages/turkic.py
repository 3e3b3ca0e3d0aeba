"""Turkic languages: none but Turkish has a dictionary here, so endings are taken off by a table, and words meet by stems."""

from __future__ import annotations

from corpus.languages.agglutinative import AZERBAIJANI, KAZAKH, KYRGYZ, TURKMEN, UZBEK
from corpus.languages.language import Language, listed

LANGUAGES = (
    Language(
        "kk",
        "Kazakh",
        ("Cyrl", "Latn"),
        lemmatiser="suffixes",
        suffixes=KAZAKH,
        stems=True,
        letters="әғқңөұүһі",
        lacks="їєґўҳҷӣӯ",
        abbreviations=listed("ж проф акад көш қ м тел д обл т обл сур бет шағ аудан ауд"),
        tails=listed("ж жж б т.б мың млн млрд тг теңге км см кг га"),
    ),
    Language(
        "ky",
        "Kyrgyz",
        ("Cyrl",),
        lemmatiser="suffixes",
        suffixes=KYRGYZ,
        stems=True,
        letters="ңөү",
        lacks="іїєґўәғқұһҳҷӣӯ",
        abbreviations=listed("ж проф акад көч к ш тел обл р-н сүр бет"),
        tails=listed("ж жж б млн млрд миң сом км см кг га"),
    ),
    Language(
        "uz",
        "Uzbek",
        ("Latn", "Cyrl"),
        lemmatiser="suffixes",
        suffixes=UZBEK,
        stems=True,
        letters="ўқғҳ",
        lacks="ыщіїєґәңөұүһҷӣӯ",
        abbreviations=listed("prof akad ko'ch tel sh проф акад кўч тел ш"),
        tails=listed("y b mln mlrd ming йил й б млн млрд минг"),
    ),
    Language(
        "az",
        "Azerbaijani",
        ("Latn", "Cyrl"),
        lemmatiser="suffixes",
        suffixes=AZERBAIJANI,
        stems=True,
        letters="əğıöşüç",
        lacks="щцьэюяіїєґўқңұҳҷӣӯ",
        abbreviations=listed("prof akad küç tel ş"),
        tails=listed("s b mln mlrd min"),
    ),
    Language(
        "tr",
        "Turkish",
        ("Latn",),
        "simplemma",
        stems=True,
        letters="ğıöşüç",
        respelling=("Iİ", "ıi"),
        abbreviations=listed("bkz cad dr doç mah no prof s sok st tel vb"),
        tails=listed("vs vd"),
    ),
    Language("tk", "Turkmen", ("Latn", "Cyrl"), "suffixes", suffixes=TURKMEN, stems=True, letters="äňöşüýž"),
    Language("tt", "Tatar", ("Cyrl",), stems=True, letters="әөүҗңһ"),
)
