"""Laws and agreements: a word for a legal act and what tells which one is meant.

A number («Постановление Правительства РК от 5 мая 2014 г. № 123»), a title in quotation marks («Закон «Об энергосбережении»»),
a form of address of the act («Директива 2010/31/ЕС»), or an adjective with a capital («Парижское соглашение»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.mentions.draft import Draft
from corpus.mentions.nominative import phrase
from corpus.model import EntityType, Span

_CHAIN = r"(?:\s+[А-ЯЁІЇЄҐӘҒҚҢӨҰҮҺ][\w-]*|\s+(?:и|та|и|по|об?|про)\s+[А-ЯЁІЇЄҐ][\w-]*){0,6}"
_OWNER = r"(?:\s+[А-ЯЁІЇЄҐ][\w-]*){0,4}"
_LATIN_CHAIN = r"(?:\s+(?:of|on|the)(?=\s)|\s+[A-Z][\w-]*){0,8}"
_DATE = r"(?:\s*,?\s*(?:от|від|of|din|dated)\s+(?:[«\"]?\d{1,2}[»\"]?[.\s]+[\w.]+[.\s]+\d{4}(?:\s*(?:года|г\.|року|р\.))?))?"
_NUMBER = r"(?:\s*,?\s*(?:№|N|No\.?|nr\.?|Nr\.?)\s*[\w/()-]*\d[\w/()-]*)"
_TITLE = r"(?:\s*[«\"“](?:О|Об|Про|On|Cu privire|О внесении)[^»\"”\n]{3,200}[»\"”])"


@dataclass(frozen=True, slots=True)
class _Acts:
    """How acts are named in a language: ``heads`` with number or title, ``codes`` that stand alone, ``pacts`` after the
    name of a place («Парижское соглашение», never «Новое соглашение»).

    ``chain`` says whose act it is between a head and its number, ``owner`` does so after a code.
    """

    heads: str
    codes: str
    pacts: str = ""
    chain: str = _CHAIN
    owner: str = ""


_SLAVIC = _Acts(
    heads=(
        r"(?:федеральн\w+\s+|конституционн\w+\s+)?(?:закон|указ|постановлени|распоряжени|приказ|решени|директив|регламент|"
        r"наказ|постанов|розпорядженн|рішенн)(?:а|у|ом|е|я|ю|ем|и|і|ами|ах|ой|ою|ям|ями|ях|ов|ів)?"
    ),
    codes=(
        r"(?:Конституци(?:я|и|ю|ей)|Конституці(?:я|ї|ю|єю)|(?:[А-ЯЁІЇЄ][\w-]+(?:ый|ого|ому|ым|ом|ий|ім)\s+кодекс(?:а|у|ом|е|і)?))"
    ),
    pacts=(
        r"[А-ЯЁІЇЄ][а-яёіїє-]+[сц]ь?к(?:ое|ого|ому|ым|ом|ая|ой|ую|ою|ий|ый|а|у|ої|ій)\s+"
        r"(?:соглашени(?:е|я|ю|ем|и)|протокол(?:а|у|ом|е|і)?|конвенци(?:я|и|ю|ей)|договор(?:а|у|ом|е)?|меморандум(?:а|у|ом|е)?|"
        r"угод(?:а|и|у|ою|і)|конвенці(?:я|ї|ю|єю)|хартия|хартии|хартию|хартией|хартія|хартії)"
    ),
    owner=_OWNER,
)
_ACTS = {
    "ru": _SLAVIC,
    "uk": _SLAVIC,
    "be": _SLAVIC,
    "en": _Acts(
        heads=r"(?:law|act|decree|resolution|order|directive|regulation|decision)",
        codes=(
            r"(?:Constitution\s+of\s+(?:the\s+)?[A-Z]\w+(?:\s+(?:of\s+)?[A-Z]\w+)*|"
            r"[A-Z]\w+\s+Code(?:\s+of\s+(?:the\s+)?[A-Z]\w+(?:\s+of\s+[A-Z]\w+)?)?)"
        ),
        pacts=r"[A-Z][a-z]{2,}\s+(?:Agreement|Protocol|Convention|Treaty|Accord)",
        chain=_LATIN_CHAIN,
    ),
    "kk": _Acts(heads=r"(?:заң|жарлы[қғ]|қаулы|бұйры[қғ])\w*", codes=r"Конституция(?!лық)\w*"),
    "ro": _Acts(
        heads=r"(?:lege|legea|legii|hotărâre|hotărârea|ordin|ordinul|decret|decretul)",
        codes=r"Constituți\w+",
        pacts=r"Acordul\s+de\s+la\s+[A-Z]\w+",
    ),
}
_EUROPEAN = re.compile(
    r"\b(?:[Дд]иректив\w+|[Рр]егламент\w*|Directive|Regulation|Directiva)\s+(?:ЕС\s+|ЄС\s+|EU\s+|UE\s+)?(?:\((?:EU|EC|ЕС|ЄС|UE)\)\s*)?"
    r"(?:№|No\.?|nr\.)?\s*\d{2,4}/\d{1,4}(?:/(?:ЕС|ЄС|ЕЭС|EC|EU|EEC|UE|CE))?"
)
_STANDARD = re.compile(r"\b(?:ГОСТ(?:\s?Р)?|СНиП|СП|ДСТУ|ДБН|СН\s?РК|ISO|EN)\s+(?:[A-ZА-Я]{1,6}\s)?\d[\d.:]+\d(?:-\d{2,4})*")
_KAZAKH = re.compile(r"[«\"“][^»\"”\n]{5,200}[»\"”]\s+(?:ҚР\s+|Қазақстан\s+Республикасының\s+)?Заң\w*")
_ANYWHERE = (_EUROPEAN, _STANDARD)
_PATTERNS = {
    language: (
        re.compile(rf"\b{acts.heads}(?-i:{acts.chain})(?:{_TITLE}{_DATE}{_NUMBER}?|{_DATE}{_NUMBER}{_TITLE}?)", re.IGNORECASE),
        re.compile(rf"\b{acts.codes}{acts.owner}"),
        *((re.compile(rf"\b{acts.pacts}\b"),) if acts.pacts else ()),
        *((_KAZAKH,) if language == "kk" else ()),
        *_ANYWHERE,
    )
    for language, acts in _ACTS.items()
}


def find_laws(text: str, span: Span, language: str) -> list[Draft]:
    """Every act that the passage at ``span`` names; its name is in the nominative and without the date it was signed."""
    found: list[Draft] = []
    for start, stop in sorted(_places(text, span, language), key=lambda place: (place[0], -place[1])):
        place = Span(start, stop)
        if not found or start >= found[-1].span.stop:
            found.append(Draft(place, EntityType.LAW, "words of a legal act", _named(place.of(text), language), sure=True))
    return found


def _places(text: str, span: Span, language: str) -> Iterator[tuple[int, int]]:
    for pattern in _PATTERNS.get(language, _ANYWHERE):
        yield from (match.span() for match in pattern.finditer(text, span.start, span.stop))


def _named(written: str, language: str) -> str:
    """«Закону «Об энергосбережении» от 13 января 2012 года № 541-IV» → «Закон «Об энергосбережении»»; others keep all."""
    written = " ".join(written.split())
    if (title := re.search(_TITLE, written)) is not None:
        written = written[: title.end()]
    opening, rest = _parted(written)
    words = phrase(tuple(opening.split()), language) if language in ("ru", "uk") else tuple(opening.split())
    name = " ".join([*words, *((rest,) if rest else ())])
    return name[:1].upper() + name[1:]


def _parted(written: str) -> tuple[str, str]:
    """The words that decline, and from the first quotation mark, number or date on what does not."""
    cut = re.search(r"[«\"“№\d]|\b(?:от|від|об?|про)\b", written)
    return (written[: cut.start()].strip(), written[cut.start() :]) if cut else (written, "")
