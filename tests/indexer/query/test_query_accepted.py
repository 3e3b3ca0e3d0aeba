"""Every spelling of a query that is understood, with the tree it gives."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadQuery
from indexer.query import dates, parse
from indexer.query.grammar import read

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
"мэр города"~5 ¦ (~5 мэр города)
«мэр города»~0 ¦ (~0 мэр города)
"мэр города Ош"~10 ¦ (~10 мэр города Ош)
"a, b"~3 ¦ (~3 a b)
="мэр города"~5 ¦ (~5 =мэр =города)
"a b"~5 c ¦ (and (~5 a b) c)
a ~5 b ¦ (~5 a b)
a ~0 b ¦ (~0 a b)
a ~5 b ~5 c ¦ (~5 a b c)
a ~5 "b c" ¦ (~5 a "b c")
(a OR b) ~3 c ¦ (~3 (or a b) c)
a ~3 (b OR "c d") ¦ (~3 a (or b "c d"))
слов* ~2 дело~1 ¦ (~2 слов* дело~1)
a b ~5 c d ¦ (and a (~5 b c) d)
a OR b ~5 c ¦ (or a (~5 b c))
-(a ~5 b) c ¦ (and c -(~5 a b))
-a ~5 b c ¦ (and c -(~5 a b))
title:(a ~5 b) ¦ title:(~5 a b)
a /s b ¦ (/s a b)
a /p b ¦ (/p a b)
a /P b ¦ (/p a b)
a /предложение b ¦ (/s a b)
a /абзац b ¦ (/p a b)
a /речення b ¦ (/s a b)
a /сөйлем b ¦ (/s a b)
a /үзінді b ¦ (/p a b)
a /sentence b ¦ (/s a b)
a /passage b ¦ (/p a b)
a /s b /s c ¦ (/s a b c)
(a /s b) AND (c ~2 d) ¦ (and (/s a b) (~2 c d))
"a b" /s "c d" ¦ (/s "a b" "c d")
(a OR b)^2 /s c ¦ (/s (or a b)^2 c)
!форма ¦ =форма
=форма ¦ =форма
!Тараз! ¦ =Тараз
="точная фраза" ¦ ="точная фраза"
!"точная фраза" ¦ ="точная фраза"
!«точная фраза» ¦ ="точная фраза"
-="точная фраза" a ¦ (and a -="точная фраза")
-!форма a ¦ (and a -=форма)
title:!форма ¦ title:=форма
title:="точная фраза" ¦ title:="точная фраза"
Где, Тараз! ¦ (and Где Тараз)
a=b ¦ a=b
слов* ¦ слов*
*слово ¦ *слово
сл*во ¦ сл*во
сл?во ¦ сл?во
сл??о ¦ сл??о
?слово ¦ слово
слово? ¦ слово
слов*! ¦ слов*
что? ¦ что
Слов*, дело ¦ (and Слов* дело)
title:слов* ¦ title:слов*
path:press* ¦ path:press*
-слов* a ¦ (and a -слов*)
слов* OR дел* ¦ (or слов* дел*)
слово~ ¦ слово~1
слово~1 ¦ слово~1
слово~2 ¦ слово~2
дом~ ¦ дом~1
Тараз~1, ¦ Тараз~1
title:слово~1 ¦ title:слово~1
слово~1^2 ¦ слово~1^2
слово^2 ¦ слово^2
слово^0.5 ¦ слово^0.5
слово^100 ¦ слово^100
слов*^3 ¦ слов*^3
"a b"^2 ¦ "a b"^2
"a b"~5^2 ¦ (~5 a b)^2
(a b)^2 ¦ (and a b)^2
(a OR b)^0.5 c ¦ (and (or a b)^0.5 c)
!форма^2 ¦ =форма^2
/сло(в|г)о/ ¦ /сло(в|г)о/
/сло[вг]о/ ¦ /сло[вг]о/
/20\\d\\d/ ¦ /20\\d\\d/
/colou?r/ ¦ /colou?r/
/[а-я]+ский/ ¦ /[а-я]+ский/
/дом(а|у)?/ ¦ /дом(а|у)?/
/а{2,3}б/ ¦ /а{2,3}б/
/сло.о/^2 ¦ /сло.о/^2
/a/ b ¦ (and /a/ b)
-/abc/ d ¦ (and d -/abc/)
title:/сло.о/ ¦ title:/сло.о/
/usr/share/doc ¦ usr/share/doc
и/или ¦ и/или
1/2 ¦ 1/2
title:слово^2 ¦ title:слово^2
город:Ош^2 ¦ city:Ош^2
город:"Ош"^2 ¦ city:"Ош"^2
title:"a b"~3 ¦ title:(~3 a b)
@Шакирова ¦ @Шакирова
@РЭЦЦА ¦ @РЭЦЦА
@"Европейский Союз" ¦ @"Европейский Союз"
@«Соглашение Мэров» ¦ @"Соглашение Мэров"
@Ош, тариф ¦ (and @Ош тариф)
-@Ош тариф ¦ (and тариф -@Ош)
@Ош OR @Талас ¦ (or @Ош @Талас)
@Ош^2 ¦ @Ош^2
has:date ¦ has:date
есть:телефон ¦ has:phone
має:дата ¦ has:date
бар:телефон ¦ has:phone
has:(phone OR email) ¦ has:(or phone email)
has:(phone -email) ¦ has:(and phone -email)
есть:"почта" ¦ has:email
-has:date a ¦ (and a -has:date)
pages:10 ¦ pages:10..10
pages:10..20 ¦ pages:10..20
pages:10.. ¦ pages:10..
pages:..20 ¦ pages:..20
pages:>10 ¦ pages:11..
pages:>=10 ¦ pages:10..
pages:<10 ¦ pages:..9
страниц:<=10 ¦ pages:..10
сторінок:5 ¦ pages:5..5
бет:5 ¦ pages:5..5
size:>1mb ¦ size:1000001..
размер:>=500кб ¦ size:500000..
words:100..500 ¦ words:100..500
pages:"10..20" ¦ pages:10..20
lang:uk ¦ language:uk
мова:українська ¦ language:українська
тіл:қазақ ¦ language:қазақ
автор:"Т. Шакирова"^3 ¦ author:"Т. Шакирова"^3
a Й b ¦ (and a b)
a ТА b ¦ (and a b)
a~b ¦ a~b
e-mail~1 ¦ e-mail~1
info@example.org ¦ info@example.org
12:30~1 ¦ 12:30~1
слово~1 OR "a b"~2 ¦ (or слово~1 (~2 a b))
-город:Ош -has:date a ¦ (and a -city:Ош -has:date)
((a OR b) ~5 c) ¦ (~5 (or a b) c)
"""

_TABLE = [tuple(line.split(" ¦ ")) for line in _ACCEPTED.strip("\n").splitlines()]


@pytest.mark.parametrize(("query", "tree"), _TABLE, ids=[query for query, _ in _TABLE])
def test_query_gives_tree(query: str, tree: str) -> None:
    """The query is read as this tree."""
    assert str(parse(query)) == tree


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("last month", "2026-02-01", "2026-02-28"),
        ("прошлый месяц", "2026-02-01", "2026-02-28"),
        ("прошлая неделя", "2026-03-23", "2026-03-29"),
        ("last week", "2026-03-23", "2026-03-29"),
        ("цей тиждень", "2026-03-30", "2026-04-05"),
        ("last 30 days", "2026-03-02", "2026-03-31"),
        ("last_30_days", "2026-03-02", "2026-03-31"),
        ("останні 30 днів", "2026-03-02", "2026-03-31"),
        ("соңғы 7 күн", "2026-03-25", "2026-03-31"),
        ("последние 3 месяца", "2026-01-01", "2026-03-31"),
        ("past 2 years", "2024-04-01", "2026-03-31"),
        ("this quarter", "2026-01-01", "2026-03-31"),
        ("прошлый квартал", "2025-10-01", "2025-12-31"),
        ("өткен жыл", "2025-01-01", "2025-12-31"),
        ("минулий рік", "2025-01-01", "2025-12-31"),
        ("осы ай", "2026-03-01", "2026-03-31"),
        ("этот год", "2026-01-01", "2026-12-31"),
        ("сегодня", "2026-03-31", "2026-03-31"),
        ("кеше", "2026-03-30", "2026-03-30"),
    ],
)
def test_days_from_today(said: str, first: str, last: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On 31 March 2026 these words mean these days, with and without quotes, before another word."""
    monkeypatch.setattr(dates, "_today", lambda: date(2026, 3, 31))
    assert str(parse(f"date:{said}")) == f"date:{first}..{last}"
    assert str(parse(f'дата:"{said}" тариф')) == str(parse(f"күні:{said} тариф")) == f"(and date:{first}..{last} тариф)"


def test_table_is_long() -> None:
    """No spelling was lost from the table."""
    assert len(_TABLE) >= 250


@pytest.mark.parametrize(("query", "start"), [("  Тараз", 2), ("a «b c»", 2), ("город:Ош", 6), ("(«a b»)", 1), ("…Тараз!", 1)])
def test_words_know_their_place(query: str, start: int) -> None:
    """The last word or phrase of a tree says where it began in the query."""
    node = parse(query)
    while not hasattr(node, "text"):
        node = node.part if hasattr(node, "part") else node.parts[-1]
    assert node.start == start


@given(
    st.lists(
        st.sampled_from("Тараз O'Neill Нур-Султан NOT ИЛИ и 7 й1 слово. что? a, б! д’Артань- __ _a a_ и… 12:30 слово?!".split())
    )
)
def test_plain_words_are_read_as_the_grammar_reads_them(words: list[str]) -> None:
    """Words without signs skip the grammar, and get the tree or the refusal that it gives."""
    query = " ".join(words)
    try:
        wanted = str(read(query))
    except BadQuery as refusal:
        wanted = str(refusal)
    try:
        found = str(parse(query))
    except BadQuery as refusal:
        found = str(refusal)
    assert found == wanted
