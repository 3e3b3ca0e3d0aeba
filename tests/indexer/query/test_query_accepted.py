"""Every spelling of a query that is understood, with the tree it gives."""

from __future__ import annotations

import pytest

from indexer.query import parse

# one query a line, then «¦» and its tree; date:A..B is what a range of days becomes
_ACCEPTED = """
Таразе ¦ Таразе
подписантам соглашения мэров ¦ (and подписантам соглашения мэров)
  лишние   пробелы   ¦ (and лишние пробелы)
Алматы — Тараз ¦ (and Алматы Тараз)
Алматы - Тараз ¦ (and Алматы Тараз)
Алматы, Тараз; Ош. ¦ (and Алматы Тараз Ош)
Где Алматы? ¦ (and Где Алматы)
Соглашение Мэров: Восток ¦ (and Соглашение Мэров Восток)
Мэров-Восток ¦ Мэров-Восток
Нур-Султан Алма-Ата ¦ (and Нур-Султан Алма-Ата)
12:30 ¦ 12:30
https://svod.example/путь?a=1 ¦ https://svod.example/путь?a=1
info@example.org ¦ info@example.org
+7 727 250-11-22 ¦ (and 7 727 250-11-22)
№ 7 ¦ 7
50 % ¦ 50
C++ ¦ C
д’Артаньян O'Neill ¦ (and д’Артаньян O'Neill)
Сомониён Ақтау Є́вропа ¦ (and Сомониён Ақтау Є́вропа)
AT&T и Ernst & Young ¦ (and AT&T и Ernst Young)
и или не ¦ (and и или не)
or and not ¦ (and or and not)
не найдено ¦ (and не найдено)
НЕТ ¦ НЕТ
ORGAN ¦ ORGAN
Оренбург ИЛИНА ¦ (and Оренбург ИЛИНА)
"городами Центральной Азии" ¦ "городами Центральной Азии"
«Соглашение Мэров» ¦ "Соглашение Мэров"
“Covenant of Mayors” ¦ "Covenant of Mayors"
„Konvent der Bürgermeister“ ¦ "Konvent der Bürgermeister"
„Konvent der Bürgermeister” ¦ "Konvent der Bürgermeister"
”Konvent” ¦ "Konvent"
"первая" "вторая фраза" ¦ (and "первая" "вторая фраза")
"  лишние   пробелы  внутри " ¦ "лишние пробелы внутри"
"(не группа) OR AND -" ¦ "(не группа) OR AND -"
"одно" ¦ "одно"
слово"фраза рядом"слово ¦ (and слово "фраза рядом" слово)
a OR b ¦ (or a b)
a ИЛИ b ¦ (or a b)
a АБО b ¦ (or a b)
a НЕМЕСЕ b ¦ (or a b)
a OR b OR c ¦ (or a b c)
a OR (b OR c) ¦ (or a b c)
a AND b ¦ (and a b)
a И b ¦ (and a b)
a ЖӘНЕ b ¦ (and a b)
a І b ¦ (and a b)
a AND b AND c ¦ (and a b c)
a b OR c d ¦ (or (and a b) (and c d))
a OR b c OR d ¦ (or a (and b c) d)
(a OR b) c ¦ (and (or a b) c)
a (b OR c) d ¦ (and a (or b c) d)
(a b) c ¦ (and a b c)
((a)) ¦ a
((a OR b)) ¦ (or a b)
( a ) ¦ a
a(b)c ¦ (and a b c)
a -b ¦ (and a -b)
a -b -c ¦ (and a -b -c)
-b a ¦ (and a -b)
a NOT b ¦ (and a -b)
a НЕ b ¦ (and a -b)
a ЕМЕС b ¦ (and a -b)
a -"b c" ¦ (and a -"b c")
a -(b OR c) ¦ (and a -(or b c))
a -(b c) ¦ (and a -(and b c))
a NOT NOT b ¦ (and a b)
a --b ¦ (and a b)
(a -b) OR c ¦ (or (and a -b) c)
a OR (b -c) ¦ (or a (and b -c))
a AND NOT b ¦ (and a -b)
a AND -b ¦ (and a -b)
-(a OR b) c ¦ (and c -(or a b))
a --- b ¦ (and a b)
title:семинар ¦ title:семинар
заголовок:семинар ¦ title:семинар
назва:семінар ¦ title:семінар
тақырып:семинар ¦ title:семинар
ЗАГОЛОВОК:семинар ¦ title:семинар
Город:Ош ¦ city:Ош
text:Тараз ¦ text:Тараз
текст:"устойчивой энергии" ¦ text:"устойчивой энергии"
город:Ош ¦ city:Ош
қала:Тараз ¦ city:Тараз
місто:Київ ¦ city:Київ
city:"Алма-Ата" ¦ city:"Алма-Ата"
city:«Алма-Ата» ¦ city:"Алма-Ата"
город:(Ош OR Талас) ¦ city:(or Ош Талас)
город:(Ош ИЛИ Талас ИЛИ "Алма-Ата") ¦ city:(or Ош Талас "Алма-Ата")
город:(Ош Талас) ¦ city:(and Ош Талас)
город:(Ош -Талас) ¦ city:(and Ош -Талас)
person:Шакирова ¦ person:Шакирова
персона:"Т. Шакирова" ¦ person:"Т. Шакирова"
человек:Шакирова ¦ person:Шакирова
org:РЭЦЦА ¦ organisation:РЭЦЦА
организация:"Европейский Союз" ¦ organisation:"Европейский Союз"
country:Казахстан ¦ country:Казахстан
страна:Казахстан ¦ country:Казахстан
region:"Центральная Азия" ¦ region:"Центральная Азия"
программа:"Соглашение Мэров" ¦ programme:"Соглашение Мэров"
type:pdf ¦ type:pdf
тип:письмо ¦ type:письмо
lang:kk ¦ language:kk
язык:казахский ¦ language:казахский
source:raw ¦ source:raw
источник:raw ¦ source:raw
path:press/2014 ¦ path:press/2014
author:Городиская ¦ author:Городиская
автор:Городиская ¦ author:Городиская
-город:Ош Талас ¦ (and Талас -city:Ош)
город:Ош тариф -person:Шакирова ¦ (and city:Ош тариф -person:Шакирова)
(город:Ош OR город:Талас) тариф ¦ (and (or city:Ош city:Талас) тариф)
title:(a OR b -c) ¦ title:(or a (and b -c))
date:2014 ¦ date:2014-01-01..2014-12-31
дата:2014 ¦ date:2014-01-01..2014-12-31
күні:2014 ¦ date:2014-01-01..2014-12-31
год:2014 ¦ date:2014-01-01..2014-12-31
year:2014 ¦ date:2014-01-01..2014-12-31
ДАТА:2014 ¦ date:2014-01-01..2014-12-31
date:2014-02 ¦ date:2014-02-01..2014-02-28
date:2014-2 ¦ date:2014-02-01..2014-02-28
date:2014-02-20 ¦ date:2014-02-20..2014-02-20
date:20.02.2014 ¦ date:2014-02-20..2014-02-20
date:02.2014 ¦ date:2014-02-01..2014-02-28
date:2014-Q2 ¦ date:2014-04-01..2014-06-30
date:2014-02..2015 ¦ date:2014-02-01..2015-12-31
date:2014-02..2014-03 ¦ date:2014-02-01..2014-03-31
date:2014.. ¦ date:2014-01-01..9999-12-31
date:..2014 ¦ date:0001-01-01..2014-12-31
date:>=2014-03 ¦ date:2014-03-01..9999-12-31
date:>2014-03 ¦ date:2014-04-01..9999-12-31
date:<=2014 ¦ date:0001-01-01..2014-12-31
date:<2014 ¦ date:0001-01-01..2013-12-31
дата:февраль 2014 ¦ date:2014-02-01..2014-02-28
дата:февраля 2014 тариф ¦ (and date:2014-02-01..2014-02-28 тариф)
дата:20 февраля 2014 ¦ date:2014-02-20..2014-02-20
дата:"февраль 2014" ¦ date:2014-02-01..2014-02-28
date:February 2014 ¦ date:2014-02-01..2014-02-28
date:"19 February 2014" ¦ date:2014-02-19..2014-02-19
дата:"лютий 2014" ¦ date:2014-02-01..2014-02-28
дата:"ақпан 2014" ¦ date:2014-02-01..2014-02-28
дата:январь 2014..март 2015 ¦ date:2014-01-01..2015-03-31
дата:>=март 2014 ¦ date:2014-03-01..9999-12-31
date:2014 2015 ¦ (and date:2014-01-01..2014-12-31 2015)
date:2014, тариф ¦ (and date:2014-01-01..2014-12-31 тариф)
(date:2014 OR date:2016) тариф ¦ (and (or date:2014-01-01..2014-12-31 date:2016-01-01..2016-12-31) тариф)
тариф -date:2014 ¦ (and тариф -date:2014-01-01..2014-12-31)
date:2014 OR date:2015 ¦ (or date:2014-01-01..2014-12-31 date:2015-01-01..2015-12-31)
"""

_TABLE = [tuple(line.split(" ¦ ")) for line in _ACCEPTED.strip("\n").splitlines()]


@pytest.mark.parametrize(("query", "tree"), _TABLE, ids=[query for query, _ in _TABLE])
def test_query_gives_tree(query: str, tree: str) -> None:
    """The query is read as this tree."""
    assert str(parse(query)) == tree


def test_table_is_long() -> None:
    """No spelling was lost from the table."""
    assert len(_TABLE) >= 120


@pytest.mark.parametrize(("query", "start"), [("  Тараз", 2), ("a «b c»", 2), ("город:Ош", 6), ("(«a b»)", 1), ("…Тараз!", 1)])
def test_words_know_their_place(query: str, start: int) -> None:
    """The last word or phrase of a tree says where it began in the query."""
    node = parse(query)
    while not hasattr(node, "text"):
        node = node.part if hasattr(node, "part") else node.parts[-1]
    assert node.start == start
