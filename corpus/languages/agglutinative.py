"""Endings of the Turkic languages and of Tajik and Belarusian, after their school grammars."""

from __future__ import annotations

from corpus.languages.suffixes import Suffixes, chain

_KAZAKH = {"A": "ае", "I": "ыі", "G": "ғгқк", "D": "дт", "L": "лдт", "N": "ндт", "M": "мбп"}
_KYRGYZ = {"A": "аеоө", "I": "ыиуү", "G": "гк", "D": "дт", "L": "лдт", "N": "ндт", "B": "бп"}
_AZERI = {"A": "aə", "I": "ıiuü", "Q": "qk"}
_TURKMEN = {"A": "ae", "I": "yiuü", "D": "dt"}

# After a possessive of the third person the cases are others: «үйінде», not «үйіде»; so the two are one slot
_KAZAKH_OWNED = "I сI Iн сIн IнA сIнA IнDA сIнDA Iнан Iнен сIнан сIнен IнIң сIнIң Iмен сIмен IнDAгы IнDAгі"
_KYRGYZ_OWNED = "I сI Iн сIн IнA сIнA IнDA сIнDA IнAн сIнAн IнIн сIнIн IнDAгI"
_AZERI_OWNED = "I sI InI sInI InA sInA IndA sIndA IndAn sIndAn InIn sInIn"
_TURKMEN_OWNED = (
    "y i sy si yny ini syny sini yna ine syna sine ynda inde synda sinde yndan inden syndan sinden ynyň iniň synyň siniň"
)

# «қалаларымыздың», «ауылдағы»; of verbs «барғандардың», «келмеді», «айтылған», «жазып», «шығу»
KAZAKH = Suffixes(
    chains=(
        chain("LAр", "Iм Iң IмIз IңIз мIз ңIз", "NIң GA NI DA DAн NAн Mен A DAғы DAгі", "дай дей тай тей сыз сіз", **_KAZAKH),
        chain("LAр", _KAZAKH_OWNED, **_KAZAKH),
        chain("Iл Iн", "MA", "GAн AтIн йтін ушы уші", "LAр", "NIң GA NI DA DAн Mен DAй", **_KAZAKH),
        chain("Iл Iн", "MA", "GAн ушы уші", "LAр", _KAZAKH_OWNED, **_KAZAKH),
        chain("Iл Iн", "MA", "у", "LAр", "NIң GA NI DA DAн Mен", **_KAZAKH),
        chain("Iл Iн", "MA", "у", _KAZAKH_OWNED, **_KAZAKH),
        chain("Iл Iн", "MA", "DI AдI йдI сA Iп п Aр GAлI сIн GAнша", "м ң қ к мын мін сың сің мыз міз", **_KAZAKH),
    ),
    assimilates=True,
    front="әеөүіэ",
    back="аоұыяё",
    hardened=(("б", "п"), ("г", "к"), ("ғ", "қ")),
    letters=tuple(
        zip(
            "a ä b d e f g ğ h ı i j k l m n ñ o ö p q r s ş t u ū ü v y z".split(),
            "а ә б д е ф г ғ һ ы и ж к л м н ң о ө п қ р с ш т у ұ ү в й з".split(),
            strict=True,
        )
    ),
)
KYRGYZ = Suffixes(
    chains=(
        chain("LAр", "Iм Iң IбIз IңIз ңIз бIз", "NIн GA NI DA DAн DAгI", "дай дей дой дөй тай тей сыз сиз суз сүз", **_KYRGYZ),
        chain("LAр", _KYRGYZ_OWNED, **_KYRGYZ),
        chain("Iл Iн", "BA", "GAн", "LAр", "NIн GA NI DA DAн DIктAн", **_KYRGYZ),
        chain("Iл Iн", "BA", "GAн", "LAр", _KYRGYZ_OWNED, **_KYRGYZ),
        chain("Iл Iн", "уу үү оо өө", "LAр", "NIн GA NI DA DAн", **_KYRGYZ),
        chain("Iл Iн", "уу үү оо өө", "су сү сун сүн суна сүнө сунда сүндө сунан сүнөн", **_KYRGYZ),
        chain("Iл Iн", "BA", "DI Aт йт сA Iп п сIн GAнчA", "м ң к мын сың быз", **_KYRGYZ),
    ),
    assimilates=True,
    front="еөүиэ",
    back="аоуыяё",
    hardened=(("б", "п"), ("г", "к")),
)
UZBEK = Suffixes(
    chains=(
        chain("lar", "im ing imiz ingiz i si m ng miz", "ning ni ga ka qa da dan dagi gacha", "lik dek"),
        chain("il in ish", "ma", "gan moqda adigan ydigan ayotgan", "lar", "i si", "ning ni ga da dan"),
        chain("il in ish", "ma", "di adi ydi ib sa sin moq ish gach ar", "m ng k lar miz"),
    ),
    letters=tuple(
        zip(
            "ш ч ў қ ғ ҳ ё ю я ц э а б в г д е ж з и й к л м н о п р с т у ф х ъ ь".split(),
            [*"sh ch o' q g' h yo yu ya ts e a b v g d e j z i y k l m n o p r s t u f x '".split(), ""],
            strict=True,
        )
    ),
)
AZERBAIJANI = Suffixes(
    chains=(
        chain("lar lər", "Im ImIz InIz mIz", "In nIn A yA I nI dA dAn dAkI", "dIr", **_AZERI),
        chain("lar lər", _AZERI_OWNED, **_AZERI),
        chain("Il In", "mA", "mAQ dI mIş Ir yIr AcAQ AcAğ sA Ib An", "lar lər", "I In A dA dAn nI", **_AZERI),
    ),
    front="eəiöü",
    back="aıou",
    hardened=(("y", "k"), ("ğ", "q"), ("d", "t")),
    letters=tuple(
        zip(
            "а б в г ғ д е ә ж з и ы ј к ҝ л м н о ө п р с т у ү ф х һ ч ҹ ш".split(),
            "a b v q ğ d e ə j z i ı y k g l m n o ö p r s t u ü f x h ç c ş".split(),
            strict=True,
        )
    ),
)
TURKMEN = Suffixes(
    chains=(
        chain("lAr", "Im Iň ImIz IňIz", "Iň nIň A nA I nI dA dAn däki daky", **_TURKMEN),
        chain("lAr", _TURKMEN_OWNED, **_TURKMEN),
        chain("Il In", "mA", "DI An ýAr Ip sA mAk jAk", "lAr", "I Iň A da de", **_TURKMEN),
    ),
    front="äeiöü",
    back="aouy",
)
TAJIK = Suffixes(
    chains=(chain("ҳо он гон ён вон", "и е ам ат аш амон атон ашон яш ям ву", "ро"), chain("мон тон шон", "ро")),
)
# A stem stands for the lemma: «гарадамі, гарадоў → гарад», «новага, новыя → нов»
BELARUSIAN = Suffixes(
    chains=(
        chain(
            "амі ямі аў яў оў ёў ах ях ам ям ом ём ой ай ей яй аю яю ага яга ога аму яму ому ымі імі ым ім ых іх ую юю ая яя "
            "ае яе ыя ія ы і а я у ю е э о"
        ),
    ),
)
