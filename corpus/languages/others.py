"""Iranian, Armenian, Kartvelian, Greek, Baltic and Uralic languages."""

from __future__ import annotations

from corpus.languages.agglutinative import TAJIK
from corpus.languages.language import Language, listed

LANGUAGES = (
    Language(
        "tg",
        "Tajik",
        ("Cyrl",),
        "suffixes",
        suffixes=TAJIK,
        stems=True,
        letters="ғӣқӯҳҷ",
        lacks="ыщцьіїєґўәңөұүһ",
        abbreviations=listed("проф акад кӯч ш тел н"),
        tails=listed("с ғ млн млрд ҳаз"),
    ),
    Language("hy", "Armenian", ("Armn",), "simplemma", abbreviations=listed("ք փ հեռ պրոֆ"), tails=listed("թ")),
    Language(
        "ka",
        "Georgian",
        ("Geor",),
        "simplemma",
        abbreviations=listed("ქ ქუჩ პროფ ტელ"),
        tails=listed("წ"),
    ),
    Language("lv", "Latvian", ("Latn",), "simplemma", letters="āčēģīķļņšūž"),
    Language("lt", "Lithuanian", ("Latn",), "simplemma", letters="ąčęėįšųūž"),
    Language("et", "Estonian", ("Latn",), "simplemma", letters="äõöü"),
    Language("fi", "Finnish", ("Latn",), "simplemma", stems=True, letters="äö"),
    Language("hu", "Hungarian", ("Latn",), "simplemma", stems=True, letters="áéíóöőúüű"),
    Language("el", "Greek", ("Grek",), "simplemma", abbreviations=listed("αρ δρ κ κα καθ οδ σελ τηλ")),
)
