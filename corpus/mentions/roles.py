"""Who holds which position where: «координатором Службы поддержки … Ириной Городиской», "Anna Schmidt, project manager".

A position is a phrase around a head word («эксперт», «директор», "coordinator") that touches a person's name: right before
it, after a comma, or before a comma. The organisation is the one inside the phrase, or the one that follows it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.languages import fold
from corpus.mentions.cases import spellings
from corpus.mentions.heads import heads
from corpus.mentions.nominative import phrase
from corpus.mentions.words import Word
from corpus.model import EntityType, Mention, Role, Span
from corpus.morphology import readings

_SLAVIC = ("ru", "uk")
_ADJECTIVES = frozenset({"ADJF", "PRTF", "NUMR"})
_JOINS = frozenset("-–—/«»\"“”„'")
_LONGEST = 14
_SAYING = frozenset("дейді деді деп айтты атап said says told spune spus declarat".split())
_DEGREE = r"(?:PhD|Ph\.D\.|MBA|к\. ?[а-я]+\. ?н\.|д\. ?[а-я]+\. ?н\.)?"


@dataclass(frozen=True, slots=True)
class _Position:
    span: Span
    organisation: Span | None


def find_roles(
    text: str, words: Sequence[Word], mentions: Sequence[Mention], walls: Sequence[Span], language: str
) -> list[Role]:
    """One role at most for each person of a passage. ``mentions`` are the passage's; no position crosses a ``wall``."""
    finder = _Finder(text, words, mentions, list(walls), language)
    people = [mention.span for mention in mentions if mention.type is EntityType.PERSON]
    found: dict[Span, _Position] = {}
    # what touches a name decides before what a comma parts from it: «… Городиской, техническим экспертом … Прыступа»
    for look in (finder.touching, finder.after, finder.before):
        for person in people:
            if person not in found and (position := look(person)):
                found[person] = position
                finder.take(position)
    return [
        Role(person, position.span, name_position(position.span.of(text), language), position.organisation)
        for person, position in sorted(found.items())
    ]


def name_position(written: str, language: str) -> str:
    """A position in the nominative: «научным/техническим сотрудником проекта» → «научный/технический сотрудник проекта»."""
    parts = re.split(r"(\s+|/)", written.strip())
    words = tuple(parts[::2])
    named = phrase(words, language) if language in _SLAVIC else words
    signs = ["/" if sign == "/" else " " for sign in parts[1::2]] + [""]
    position = "".join(word + sign for word, sign in zip(named, signs, strict=True))
    return position if position[:2].isupper() else position[:1].lower() + position[1:]


class _Finder:
    """Looks for positions around a person's name; what one person took is no longer free for another."""

    def __init__(self, text: str, words: Sequence[Word], mentions: Sequence[Mention], walls: list[Span], language: str) -> None:
        self.text, self.words, self.language = text, words, language
        self.organisations = [mention.span for mention in mentions if mention.type is EntityType.ORGANISATION]
        self.named = [mention.span for mention in mentions if mention.type is not EntityType.PERSON]
        self.walls = walls + [mention.span for mention in mentions if mention.type is EntityType.PERSON]

    def take(self, position: _Position) -> None:
        """Makes the position's words a wall."""
        self.walls += [position.span] + ([position.organisation] if position.organisation else [])

    def touching(self, person: Span) -> _Position | None:
        """«координатором Службы поддержки Ириной Городиской», "Deputy Mayor Anna Schmidt"."""
        return self._backwards(person, comma=False)

    def before(self, person: Span) -> _Position | None:
        """«научным сотрудником проекта, Ирэнной Габриэляйтене»."""
        return self._backwards(person, comma=True)

    def after(self, person: Span) -> _Position | None:
        """«Татьяна Шакирова, ключевой эксперт»: from the comma, dash or bracket after the name to the next one."""
        following = [index for index, word in enumerate(self.words) if word.span.start >= person.stop]
        if len(following) < 2 or self.words[following[0]].text not in (",", "–", "—", "-", "("):
            return None
        run: list[Word] = []
        for index in following[1 : _LONGEST + 1]:
            if not self._continues(self.words[index]):
                break
            run.append(self.words[index])
        head = next((index for index, word in enumerate(run) if self._is_position(word)), -1)
        named = [span for span in self.named if run and any(span.covers(word.span) for word in run)]
        plain = [word for word in run[: max(head, 0)] if not any(span.covers(word.span) for span in named)]
        if head < 0 or not all(self._describes(word) or word.text in ("'s", "’s") for word in plain):
            return None
        return self._cut(self._before_small_words(run), person)

    def _backwards(self, person: Span, *, comma: bool) -> _Position | None:
        index = max((index for index, word in enumerate(self.words) if word.span.stop <= person.start), default=-1)
        if comma and index >= 0:
            if self.words[index].text != ",":
                return None
            index -= 1
        if index >= 0 and not comma and readings(self.words[index].text, self.language)[0].pos == "PRTS":
            index -= 1  # «директором офиса | назначена | Анна Ким»
        stop = index
        while index >= 0 and stop - index < _LONGEST and self._continues(self.words[index]):
            named = any(span.overlaps(self.words[index].span) for span in self.named)
            if not named and self._is_position(self.words[index]):
                if self._is_of_others(index, stop, person):
                    return None
                while index and self._describes(self.words[index - 1]) and self._continues(self.words[index - 1]):
                    index -= 1
                while not self.words[index].letters:
                    index += 1
                return self._cut(list(self.words[index : stop + 1]), person)
            index -= 1
        return None

    def _is_of_others(self, head: int, stop: int, person: Span) -> bool:
        """True for «вместе с президентом приехали | Медведев», and for «представители | Путина», who are several.

        Several may be named, though: «президенты Янукович и Саркози».
        """
        if self.language not in _SLAVIC:
            return False
        between = [word for word in self.words[head + 1 : stop + 1] if word.letters and not self._in_name(word)]
        if any(readings(word.text, self.language)[0].pos == "VERB" for word in between):
            return True
        marks = [reading.grammemes for reading in readings(self.words[head].text, self.language) if reading.pos == "NOUN"]
        if not marks or not all("plur" in each for each in marks):
            return False
        behind = next((word.text for word in self.words if word.span.start >= person.stop), "")
        return behind not in ("и", "і", "та", ",")

    def _in_name(self, word: Word) -> bool:
        return any(span.covers(word.span) for span in self.named)

    def _continues(self, word: Word) -> bool:
        if any(wall.overlaps(word.span) for wall in self.walls):
            return False
        return word.letters or word.text in _JOINS or word.text in ("'s", "’s") or self._in_name(word)

    def _before_small_words(self, run: list[Word]) -> list[Word]:
        """A position does not end in «или», «и», «или по»; the mark that closes «директор Фонда «Зелёная Среда»» stays."""
        while run and (not run[-1].letters or self._is_small(run[-1])):
            if any(span.covers(run[-1].span) for span in self.organisations):
                break
            run = run[:-1]
        return run

    def _is_small(self, word: Word) -> bool:
        return readings(word.text, self.language)[0].pos in ("CONJ", "PREP", "PRCL") or len(word.text) == 1

    def _cut(self, run: Sequence[Word], person: Span) -> _Position | None:
        """The position ends where its organisation begins; else the organisation may follow the pair."""
        if not run:
            return None
        whole = Span(run[0].span.start, run[-1].span.stop)
        outer = max((span for span in self.organisations if whole.covers(span)), key=len, default=None)
        if outer is None:
            return _Position(whole, self._following(max(whole.stop, person.stop)))
        kept = [word for word in run if word.span.stop <= outer.start and word.letters]
        if not kept:  # "BAF's programme director"
            kept = [word for word in run if word.span.start >= outer.stop and word.letters and len(word.text) > 1]
        return _Position(Span(kept[0].span.start, kept[-1].span.stop), outer) if kept else None

    def _following(self, stop: int) -> Span | None:
        """The organisation a comma away: «…, Ассоциация «Энергоэффективные города Украины»», after a degree at most."""
        span = next((span for span in self.organisations if span.start >= stop), None)
        if span is None or any(stop <= wall.start < span.start for wall in self.walls):
            return None
        between = self.text[stop : span.start]
        return span if re.fullmatch(rf"\s*[,–—(-]\s*{_DEGREE}[\s,]*", between) else None

    def _is_position(self, word: Word) -> bool:
        known = heads(self.language).positions
        if not word.letters:
            return False
        if self.language in _SLAVIC:
            # «PR-специалист», «вице-мэр»: a compound is read as a whole and by its last part
            parts = {word.text, re.split(r"[-/]", word.text)[-1]}
            return any(not known.isdisjoint(spellings(part, self.language)) for part in parts if part)
        form = fold(word.text)
        return any(form.startswith(stem) for stem in known)

    def _describes(self, word: Word) -> bool:
        """True for what may stand before the head word of a position: «научным/техническим», "senior"."""
        if not word.letters:
            return word.text in "/-"
        if self.language in _SLAVIC:
            parts = [part for part in re.split(r"[-/]", word.text) if part]
            return all(readings(part, self.language)[0].pos in _ADJECTIVES for part in parts) or self._is_position(word)
        plain = not word.capital and len(word.text) > 3 and fold(word.text) not in _SAYING
        return self._is_position(word) or word.acronym or plain
