"""Parts that every kind of file has and few mark: datelines, captions, subtitles, told by their words and their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.dating import find_dates
from corpus.model import Block, BlockKind

_DATELINE_WITHIN = 8
"""A dateline stands among the first so many blocks: after a letterhead and a title."""
_DATELINE_CHARACTERS, _DATELINE_WORDS = 100, 5
_WORD = re.compile(r"[^\W\d_]+")
_CAPTION = re.compile(
    r"(?:рис(?:унок|\.)|фото(?:графия)?|таб(?:лица|л\.)|диаграмма|схема|мал(?:юнок|\.)|сурет|кесте|fig(?:ure|\.)|table|photo|chart)"
    r"\s*(?:№\s*)?(?:\d{1,3}(?:\.\d{1,3})?\s*[.:–—-]|\d{1,3}(?:\.\d{1,3})?\s+[A-ZА-ЯЁІЇЄҒҚҢӨҰҮҺ«\"]|:|\.:)",
    re.IGNORECASE,
)
"""«Рис. 3. Учебный центр», «Фото: пресс-служба», "Table 2: Tariffs"; not «Таблица показывает», «Рис подорожал»."""
_CAPTION_CHARACTERS = 250
_RUNNING = (BlockKind.PARAGRAPH, BlockKind.HEADING)


def mark(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, those called captions, datelines and subtitles that are; spans and order stay."""
    marked = [_caption(text, block) for block in blocks]
    for place, block in enumerate(marked[:_DATELINE_WITHIN]):
        if len(marked) > 1 and block.kind in _RUNNING and _is_dateline(block.span.of(text)):
            marked[place] = replace(block, kind=BlockKind.DATELINE)
            break
    first = next((place for place, block in enumerate(marked) if block.kind is BlockKind.TITLE), -1)
    if 0 <= first < len(marked) - 1 and _is_subtitle(marked, first + 1):
        marked[first + 1] = replace(marked[first + 1], kind=BlockKind.SUBTITLE)
    return tuple(marked)


def _caption(text: str, block: Block) -> Block:
    short = block.kind is BlockKind.PARAGRAPH and len(block.span) <= _CAPTION_CHARACTERS
    captioned = short and _CAPTION.match(block.span.of(text))
    return replace(block, kind=BlockKind.CAPTION) if captioned else block


def _is_subtitle(blocks: Sequence[Block], place: int) -> bool:
    """True for the only heading of its level, right under the title."""
    block = blocks[place]
    if block.kind is not BlockKind.HEADING:
        return False
    return not any(other.kind is BlockKind.HEADING and other.level == block.level for other in blocks[place + 1 :])


def _is_dateline(said: str) -> bool:
    """True for a place and a day, and little else: «г. Алматы, 19 февраля 2014 г.», "Osh, 18 March 2015"."""
    if len(said) > _DATELINE_CHARACTERS or not any(map(str.isdigit, said)) or "\n" in said.strip():
        return False
    dates = find_dates(said)
    if len(dates) != 1 or dates[0].precision not in ("day", "range"):
        return False
    rest = said[: dates[0].span.start] + " " + said[dates[0].span.stop :]
    words = [word for word in _WORD.findall(rest) if len(word) > 1]
    return len(words) <= _DATELINE_WORDS and not any(map(str.isdigit, rest)) and all(word[0].isupper() for word in words)
