"""Germanic and Romance languages, those of the default archive first."""

from __future__ import annotations

from corpus.languages.language import Language, listed

# «a spus, a spune, a țării»; what is left of a word before a hyphen: «m-am, n-am, v-a, printr-un»; owners of several
_ROMANIAN_WORDS = (
    ("a", "avea VERB; al DET; a PRCL"),
    ("m", "eu NPRO"),
    ("n", "nu PRCL; în PREP"),
    ("v", "tu NPRO"),
    ("printr", "printru PREP"),
    *((form, "nostru DET") for form in ("nostru", "noastră", "noştri", "noastre")),
    *((form, "vostru DET") for form in ("vostru", "voastră", "voştri", "voastre")),
)

LANGUAGES = (
    Language(
        "en",
        "English",
        ("Latn",),
        "simplemma",
        abbreviations=listed(
            "mr mrs ms dr prof st jr sr rev hon gen col capt lt sgt gov sen rep pres tel fax ext fig figs vol vols pp no nos "
            "art ed eds cf vs e.g i.e approx dept univ bldg ave blvd str"
        ),
        tails=listed("etc inc ltd co corp al a.m p.m u.s jan feb mar apr jun jul aug sep sept oct nov dec"),
    ),
    Language(
        "de",
        "German",
        ("Latn",),
        "simplemma",
        letters="äöüß",
        abbreviations=listed("abb bzw ca dr evtl fr ggf hr hrsg ing nr prof s sog st str tel vgl z"),
        tails=listed("usw etc mio mrd jh u.a"),
    ),
    Language(
        "fr",
        "French",
        ("Latn",),
        "simplemma",
        letters="àâæçèéêëîïôœùûüÿ",
        abbreviations=listed("art av boul cf chap dr fig m mm mme mlle no p pp prof st ste tél vol"),
        tails=listed("etc"),
    ),
    Language(
        "ro",
        "Romanian",
        ("Latn",),
        "simplemma",
        letters="ăâîșțşţ",
        respelling=("ŞşŢţ", "ȘșȚț"),
        irregular=_ROMANIAN_WORDS,
        abbreviations=listed("acad art av bd bl d-l d-na dl dna dr fig ing jud nr or pag prof sat sf str tel vol"),
        tails=listed("etc ş.a lei mil mld km cm kg"),
    ),
    Language("it", "Italian", ("Latn",), "simplemma", letters="àèéìòù", abbreviations=listed("dott ing pag prof sig tel ecc")),
    Language("es", "Spanish", ("Latn",), "simplemma", letters="áéíñóúü", abbreviations=listed("dr dra pág prof sr sra tel")),
    Language(
        "pt", "Portuguese", ("Latn",), "simplemma", letters="áâãàçéêíóôõú", abbreviations=listed("dr dra pág prof sr sra tel")
    ),
    Language("nl", "Dutch", ("Latn",), "simplemma", letters="ëï", abbreviations=listed("bijv dhr dr drs mevr nr prof tel blz")),
    Language("sv", "Swedish", ("Latn",), "simplemma", letters="åäö", abbreviations=listed("bl dr nr prof s t tel")),
)
