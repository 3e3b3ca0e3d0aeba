"""What a date in the text is there for: an event, a deadline, or only a mention."""

from __future__ import annotations

import re

from corpus.dating.days import Dated

_DEADLINE_BEFORE = re.compile(
    r"(?<!\w)(?:до|к|ко|не\s+(?:позднее|позже)(?:\s+чем)?|не\s+пізніше(?:\s+ніж)?|крайний\s+срок|срок(?:\s+подачи)?|термін(?:\s+подання)?|"
    r"мерзімі|мөөнөтү|by(?:\s+(?:midnight|noon|[\d.:]+(?:\s[ap]m)?))?(?:\s+on)?|until|till|before|no\s+later\s+than|not\s+later\s+than|due(?:\s+by|\s+on)?|deadline|"
    r"p[âa]n[ăa]\s+(?:la|în|in|pe)|p[âa]n[ăa]|cel\s+t[âa]rziu(?:\s+la)?|bis(?:\s+zum)?|spätestens|d['’]ici|avant(?:\s+le)?|jusqu['’]au|"
    r"nie\s+później\s+niż|ən\s+gec|to\s+be\s+(?:completed|submitted)\s+(?:by|in))"
    r"(?:\s+(?:конц[ау]|кінця|начала|початку|середины|середини|исхода|the\s+(?:end|beginning|start|middle)\s+of|(?:late|early|mid)|"
    r"sf[âaîi]r[șşs]itul(?:ui)?|[îi]nceputul|ende|końca|la\s+data\s+de|data\s+de|the|luna|lunii))*"
    r"\s*[-–—:]?\s*(?:\d\d?[.:]\d\d\s+)?(?:[«\"“]\s*)?$",
    re.IGNORECASE,
)
_DEADLINE_AFTER = re.compile(
    r"\W{0,3}(?:(?:ға|ге|қа|ке|на|не|күніне|күнге|г[ае]|санасына|тарихига|tarixiga|ining|gacha)\s*)?"
    r"(?:\([^)\n]{0,20}\)\s*)?(?:соңына\s+|аягына\s+)?"
    r"(?:дейін|қарай|чейин|карата|qədər|dək|kadar|gacha|гача|qadar|մինչև|ամდე)(?!\w)",
    re.IGNORECASE,
)
_DEADLINE_WITHIN = re.compile(r"(?:ğadək|ədək|inədək|gacha|гача|მდე|ամდე)\W*$", re.IGNORECASE)
_HELD = re.compile(
    r"(?<!\w)(?:состоял|состоит|прош[её]л|прошла|прошло|прошли|пройд[её]т|пройдут|проходи|прово[дж]|провел|провёл|проведен|проведён|открыл|откроет|"
    r"начал|собрал|встретил|встреча|организован|назначен[аоы]?\s+на|"
    r"відбу|пройшл|пройшов|пройде|пров[іо]?[вдж]|відкри|"
    r"held\b|hold\b|holds\b|took\s+place|takes?\s+place|taking\s+place|gather|met\b|meet|opened\b|opens\b|will\s+be\s+held|hosted|completed|"
    r"өтті|өтеді|өткен|өткіз|өтпек|ашыл|болды|болады|"
    r"өттү|өткөр|болуп|"
    r"a\s+avut\s+loc|va\s+avea\s+loc|au\s+avut\s+loc|are\s+loc|s-a\s+desf|se\s+va\s+desf|se\s+desf|a\s+fost\s+organiz|organizat|desfășurat|desfăşurat|"
    r"keçiril|baş\s+tut|o['‘ʻ]tkaz|bo['‘ʻ]lib|баргузор|stattf?|fand|findet|eu\s+lieu|odbył|odbędzie)",
    re.IGNORECASE,
)
_EVENT_DAYS = 366
_SENTENCE_CHARACTERS, _LINE_CHARACTERS = 160, 200
_SENTENCE_END = re.compile(r"[.!?…]\s+(?=[«\"“(]?[^\W\da-zа-яёіїєґәғқңөұүһ_])|\n\s*\n")
_CAPITAL = "A-ZА-ЯЁІЇЄҐӘҒҚҢӨҰҮҺӢӮҶҲЎȘȚŞŢĂÂÎÜÖÇİĞƏԱ-Ֆა-ჰ"
_PLACE = re.compile(
    rf"[*_#\s«\"]*(?P<mark>(?:г|м|с|п|пгт|or|mun|ш)\.\s?)?[{_CAPITAL}][^\d\n.!?;:]{{1,50}}?(?P<own>\s(?:қ\.|қаласы|шаары|шаҳри|şəhəri|shahri))?"
    r"(?P<parted>\s?[,.–—-]\s*|\s{2,}|\t\s*)?\s?"
)
_SMALL = re.compile(r"(?<![^\W\d_])(?!облас|облыс|район|ауданы|қаласы|шаары|шаҳри|город|місто|село)[^\W\d_A-ZА-Я]{4,}")
_BEHIND = re.compile(
    r"[*_ \t]*(?:/[^/\n]{2,40}/|\([^)\n]{2,40}\))?[ \t]*"
    rf"(?:[–—-]\s|\.?[*_]*\s+[{_CAPITAL}]|[.:]?[*_ \t]*(?:\n|\Z|[/·|•№])|,\s\d{{1,2}}[.:]\d\d)"
)
_PLACE_BEHIND = re.compile(rf",\s?(?:(?:г|м|с|or)\.\s?)?[{_CAPITAL}][^\d\n.,;:]{{1,40}}[.*_ \t]*(?:\n|\Z)")


def role(text: str, start: int, stop: int, dated: Dated) -> str:
    """The role of the date at ``[start, stop)``: «до 1 мая 2015 года» is a deadline, «прошёл 1 мая 2015 года» an event.

    A deadline word beside the date decides. A range of days or months is an event; so is a day in a dateline, or with a
    verb of holding in its sentence. Anything else, every whole year too, is a mention.
    """
    if _DEADLINE_BEFORE.search(text, max(0, start - 60), start):
        return "deadline"
    if _DEADLINE_AFTER.match(text, stop, min(len(text), stop + 40)) or _DEADLINE_WITHIN.search(text, start, stop):
        return "deadline"
    if dated.precision == "range":
        return "event" if "-" in dated.edtf and dated.days <= _EVENT_DAYS else "mention"
    return "event" if dated.precision == "day" and (in_dateline(text, start, stop) or _held(text, start, stop)) else "mention"


def in_dateline(text: str, start: int, stop: int) -> bool:
    """True where the date stands behind a place or alone at the head of its line: «г. Алматы, 19 февраля 2014 года –»."""
    line = text.rfind("\n", max(0, start - _LINE_CHARACTERS), start) + 1
    if line == 0 and start > _LINE_CHARACTERS:
        return False
    head, end = text[line:start], min(len(text), stop + 60)
    if not head.strip(' \t\u00a0*_#«"'):
        return bool(_BEHIND.match(text, stop, end) or _PLACE_BEHIND.match(text, stop, end))
    return _is_place(head) and bool(_BEHIND.match(text, stop, end))


def _is_place(head: str) -> bool:
    """«г. Алматы, » and «Ош, Кыргызстан, », but not «Семинар », which nothing parts from its date."""
    place = _PLACE.fullmatch(head)
    if place is None or len(head.split()) > 6 or _SMALL.search(head):
        return False
    return bool(place["parted"] or place["mark"] or place["own"])


def _held(text: str, start: int, stop: int) -> bool:
    left = text[max(0, start - _SENTENCE_CHARACTERS) : start]
    cut = max((end.end() for end in _SENTENCE_END.finditer(left)), default=0)
    right = text[stop : stop + _SENTENCE_CHARACTERS]
    end = _SENTENCE_END.search(right)
    return bool(_HELD.search(left, cut) or _HELD.search(right[: end.start()] if end else right))
