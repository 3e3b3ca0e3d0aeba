"""Datelines, captions and subtitles by their words and place."""

from __future__ import annotations

import pytest

TEXT = "Энергия городов\n\n{}\n\nСеминар открыл аким города, в нём приняли участие представители двенадцати школ области."


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("г. Алматы, 19 февраля 2014 г.", "dateline"),
        ("Алматы, 19–20 февраля 2014 года", "dateline"),
        ("м. Полтава, 21 жовтня 2014 року", "dateline"),
        ("Osh, 18 March 2015", "dateline"),
        ("Встреча прошла 19 февраля 2014 года.", "paragraph"),
        ("Рис. 3. Учебный центр в Таразе.", "caption"),
        ("Фото: пресс-служба акимата.", "caption"),
        ("Figure 2: Tariffs by year.", "caption"),
        ("Таблица показывает рост тарифов.", "paragraph"),
        ("Рис подорожал на рынке.", "paragraph"),
    ],
)
def test_a_line_is_called_what_it_is(line: str, kind: str, reading, parts) -> None:
    """A place with a day, a numbered picture: nothing else."""
    assert (kind, line) in parts(reading(TEXT.format(line).encode(), "raw/a.txt"))


def test_a_subtitle(reading, parts) -> None:
    """The only heading of its level right under the title is a subtitle; of several none is."""
    page = "# Заголовок\n\n## {}\n\nТекст о городах и школах.\n"
    assert ("subtitle", "Подзаголовок") in parts(reading(page.format("Подзаголовок").encode(), "raw/a.md"))
    several = page.format("Первая часть") + "\n## Вторая часть\n\nИ ещё текст.\n"
    assert ("heading", "Первая часть") in parts(reading(several.encode(), "raw/a.md"))
