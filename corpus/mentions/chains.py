"""How far does an organisation's name go: the genitives, quotations, tasks and places that depend on its head noun."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.gazetteer import find
from corpus.languages import fold
from corpus.mentions.cases import has_case, is_head, lemmas_of, spellings
from corpus.mentions.heads import heads
from corpus.mentions.nominative import phrase
from corpus.mentions.words import OPENING, Word, closing

_BRANCHES = frozenset(
    [
        "представительство",
        "делегация",
        "посольство",
        "консульство",
        "офис",
        "филиал",
        "миссия",
        "отделение",
        "бюро",
        "представництво",
        "делегація",
        "філія",
        "місія",
    ]
)
_CALLED = frozenset("республика город село область район округ поселок аул станция республіка місто селище".split())
_IN_HONOUR = frozenset({"имени", "им", "імені", "ім"})
_SUBJECTS = frozenset({"по", "з", "із"})
_LONGEST_CHAIN = 14
_IN_CHARGE = frozenset(
    "управление бюро комитет комиссия агентство совет отдел департамент служба центр офис группа миссия палата инспекция "
    "организация управління комітет комісія агентство рада відділ департамент служба офіс місія палата інспекція".split()
)
_NO_SUBJECTS = frozenset(
    map(
        fold,
        "просьба инициатива итог поручение данные решение приглашение заказ случай слово мнение адрес телефон время среда "
        "понедельник вторник четверг пятница суббота воскресенье причина результат сообщение информация оценка окончание "
        "мера крайний прежний прошлый возможность поводу повод состояние умолчание".split(),
    )
)
"""«Бюро США по патентам» is in charge of something, «Бюро США по просьбе …» is asked."""
_UNIONS = frozenset({"профсоюз", "профспілка"})
_LOCAL = frozenset("управление прокуратура департамент инспекция служба управління департамент інспекція служба".split())
_BUILDINGS = frozenset({"здание", "помещение", "сайт", "будівля", "приміщення"})


class Chain:
    """Walks from a head noun over everything that depends on it."""

    def __init__(self, words: Sequence[Word], language: str, jumps: dict[int, int], walls: set[int]) -> None:
        self.words, self.language, self.jumps, self.walls = words, language, jumps, walls

    def end(self, head: int) -> tuple[int, tuple[int, int] | None]:
        """The index after the last word of the name, and the place of its quoted part."""
        words, place, stop = self.words, head + 1, head + 1
        case, quoted = "gent", None
        while place < len(words) and place < head + _LONGEST_CHAIN:
            word = words[place]
            if word.text in _IN_HONOUR and (after := self._honoured(place)) > place + 1:
                place = stop = after
            elif word.span.start in self.walls:
                break
            elif word.text == "№" and place + 1 < len(words) and words[place + 1].text.isdigit():
                place = stop = place + 2
            elif word.span.start in self.jumps:
                place = stop = self._after(self.jumps[word.span.start])
            elif word.text in OPENING and (inner := quoted_name(words, place)):
                quoted = quoted or inner
                place = stop = inner[1] + 1
                if place < len(words) and not (words[place].letters and has_case(words[place], "gent", self.language)):
                    break
            elif word.text == "при" and place > head and (after := self._attached(place)):
                case, place, stop = "gent", after, after
            elif word.letters and not self._is_building(place) and (self._depends(word, case) or self._is_called(place)):
                place += 1
                stop = place
            elif word.text in _SUBJECTS and self._has_a_subject(head, place):
                case, place = "datv", place + 1
            elif word.text in ("в", "у") and self._has_branches(head, place) and (after := self._place_at(place + 1)):
                place = stop = after
            elif word.text in ("и", "й", "і", "та", ",") and self._goes_on(place, head, case):
                place += 1
            else:
                break
        return stop, quoted

    def _after(self, offset: int) -> int:
        return next((index for index, word in enumerate(self.words) if word.span.start >= offset), len(self.words))

    def _depends(self, word: Word, case: str) -> bool:
        if word.acronym:
            return True
        return has_case(word, case, self.language) or (case == "datv" and has_case(word, "gent", self.language))

    def _is_called(self, place: int) -> bool:
        """«Республики Казахстан», «города Тараз»: a name in the nominative after what it is the name of."""
        return self.words[place].capital and is_head(self.words[place - 1], _CALLED, self.language)

    def _follows(self, place: int, case: str) -> bool:
        return place + 1 < len(self.words) and has_case(self.words[place + 1], case, self.language)

    def _honoured(self, place: int) -> int:
        """The index after «имени Алыкула Осмонова», «имени первого Президента России Б. Н. Ельцина»: genitives, then a name."""
        words, after = self.words, place + 1
        if after < len(words) and words[after].text == ".":
            after += 1
        stop = place
        while after < len(words) and after < place + 9:
            word = words[after]
            initial = len(word.text) == 1 and word.capital
            if not word.letters or not (word.capital or has_case(word, "gent", self.language)):
                break
            if not word.capital and stop > place:
                break
            after += 1
            if initial and after < len(words) and words[after].text == ".":
                after += 1
            stop = after if word.capital else stop
        return self._and_another(stop) if stop > place else stop

    def _and_another(self, stop: int) -> int:
        """The index after «и Немировича-Данченко» behind «имени Станиславского»."""
        words = self.words
        if stop + 1 >= len(words) or words[stop].text not in ("и", "та", "й", "і"):
            return stop
        other = words[stop + 1]
        organised = is_head(other, heads(self.language).organisations, self.language)
        return stop + 2 if other.capital and not organised and has_case(other, "gent", self.language) else stop

    def _attached(self, place: int) -> int:
        """The index after «при главном архитекторе», «при прокуратуре»: an office in the locative; 0 for «при поддержке»."""
        known = heads(self.language)
        for after in range(place + 1, min(place + 4, len(self.words))):
            word = self.words[after]
            if not word.letters or not (word.acronym or has_case(word, "loct", self.language)):
                return 0
            if word.acronym or is_head(word, known.organisations | known.positions, self.language):
                return after + 1
        return 0

    def _has_a_subject(self, head: int, place: int) -> bool:
        """True at the «по» of «Управление по туризму», «Бюро США по патентам»."""
        return (place == head + 1 and self._follows(place, "datv")) or self._is_in_charge(head, place)

    def _is_in_charge(self, head: int, place: int) -> bool:
        """True at the «по» of «Бюро США по патентам»: a name before it, a task behind."""
        words = self.words
        if place + 1 >= len(words) or not words[place - 1].capital:
            return False
        task = words[place + 1]
        if task.capital:
            return self._is_local(head, task)
        known = is_head(words[head], _IN_CHARGE, self.language) and _NO_SUBJECTS.isdisjoint(
            map(fold, lemmas_of(task.text, self.language))
        )
        return known and has_case(task, "datv", self.language)

    def _is_local(self, head: int, task: Word) -> bool:
        """True for «Санкт-Петербургу» behind «МЧС России по», «Управление МВД по»."""
        local = self.words[head].acronym or is_head(self.words[head], _LOCAL, self.language)
        return local and has_case(task, "datv", self.language) and any(map(find, spellings(task.text, self.language)))

    def _is_building(self, place: int) -> bool:
        """True for «здания» after «Конституционного суда»: what belongs to an organisation and not to its name."""
        return not self.words[place].capital and is_head(self.words[place], _BUILDINGS, self.language)

    def _has_branches(self, head: int, place: int) -> bool:
        """True for «Посольство», and for «Центр ОБСЕ»: an abbreviation says whose centre it is."""
        return is_head(self.words[head], _BRANCHES, self.language) or (place == head + 2 and self.words[head + 1].acronym)

    def _place_at(self, place: int) -> int:
        """The index after a place that begins at ``place``, 0 when none does: «РК», «Кыргызской Республике»."""
        for stop in (place + 2, place + 1):
            window = tuple(word.text for word in self.words[place:stop])
            if len(window) < stop - place or not all(part[0].isupper() for part in window):
                continue
            names = (" ".join(window), " ".join(phrase(window, self.language))) if len(window) > 1 else ()
            if any(map(find, names or spellings(window[0], self.language))):
                return stop
        return 0

    def _goes_on(self, place: int, head: int, case: str) -> bool:
        """«образования и науки», «труда, занятости и социальной защиты»: small words in one case on both sides.

        «Конгресс профсоюзов и профсоюз Юнайт» are two.
        """
        if place + 1 >= len(self.words) or place == head + 1:
            return False
        before, after = self.words[place - 1], self.words[place + 1]
        if self.words[place].text == ",":
            ahead = [word.text for word in self.words[place + 1 : place + 5]]
            if not {"и", "та", "і"} & set(ahead):
                return False
        alike = not before.capital and not after.capital and after.letters
        return (
            alike
            and (has_case(after, "gent", self.language) or (case == "datv" and has_case(after, case, self.language)))
            and not is_head(after, heads(self.language).positions, self.language)
            and not (is_head(after, heads(self.language).organisations | _UNIONS, self.language) and self._is_named(place + 2))
        )

    def _is_named(self, place: int) -> bool:
        return place < len(self.words) and self.words[place].letters and self.words[place].capital


def quoted_name(words: Sequence[Word], index: int) -> tuple[int, int] | None:
    """The words inside the quotation mark at ``index``, when they look like a name: the first begins with a capital."""
    stop = closing(words, index)
    if stop <= index + 1 or not (words[index + 1].capital or words[index + 1].text[0].isdigit()):
        return None
    return index + 1, stop
