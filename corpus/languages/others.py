"""Iranian, Armenian, Kartvelian and Baltic languages."""

from __future__ import annotations

from corpus.languages.language import Language, listed

LANGUAGES = (
    Language(
        "tg",
        "Tajik",
        ("Cyrl",),
        stems=True,
        letters="ғӣқӯҳҷ",
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
)
