import pytest

from corpus.formats.page import read_page

ARTICLE = """<!DOCTYPE html><html lang="ru"><head><meta charset="{charset}"><title>Новость — Сайт</title>
<meta property="og:title" content="Троллейбусы вышли на линию">
<meta name="author" content="Асель Нурланова">{date}
<link rel="canonical" href="{url}"></head><body>
<nav><a href="/">Главная</a> <a href="/news">Новости</a></nav>
<article><h1>Троллейбусы вышли на&nbsp;линию</h1>
<p>Бельцы, 23 мая 2017 года. Шесть троллейбусов, способных возвращать энергию при торможении, начали
работать на <a href="/routes">маршрутах</a> № 1 и № 3. Город ждал их два года, и дождался.</p>
<h2>Что дальше</h2>
<ul><li>до 1 июля — табло на остановках;</li><li>в сентябре — обучение водителей.</li></ul>
<p>Главный энергетик города рассказал, что экономия составит пятую часть расхода электричества,
а первые итоги подведут осенью на встрече городов в Кишинёве.</p>
</article><footer>© Проектный офис</footer><script>var x = "не текст";</script></body></html>"""


def article(charset: str = "utf-8", date: str = "", url: str = "https://warmcity.example/news/trolleybus") -> str:
    return ARTICLE.format(charset=charset, date=date, url=url)


def test_an_article(reading, parts) -> None:
    """The main content comes with its structure and without menu, footer and script; the page's claims are taken."""
    read = reading(
        article(date='<meta property="article:published_time" content="2017-05-23T10:00:00+03:00">').encode(), "a.html"
    )
    document = read.document
    assert (document.title, document.author) == ("Троллейбусы вышли на линию", "Асель Нурланова")
    assert document.url == "https://warmcity.example/news/trolleybus"
    assert "https://warmcity.example/routes" in document.links
    assert document.date is not None
    assert (document.date.edtf, document.date.evidence) == ("2017-05-23", "meta")
    kinds = parts(read)
    assert [kind for kind, _ in kinds] == ["title", "paragraph", "heading", "list_item", "list_item", "paragraph"]
    assert kinds[3] == ("list_item", "до 1 июля — табло на остановках;")
    assert not any(word in document.text for word in ("Главная", "Проектный офис", "не текст"))


@pytest.mark.parametrize(
    ("declared", "real"), [("windows-1251", "cp1251"), ("utf-8", "cp1251"), ("koi8-r", "koi8-r"), ("utf-8", "utf-16")]
)
def test_charsets_of_pages(declared: str, real: str, reading) -> None:
    """A page is decoded before it is parsed, whatever its meta tag claims."""
    document = reading(article(declared).translate({ord("—"): "-", ord("№"): "N"}).encode(real), "a.html").document
    assert "способных возвращать энергию при торможении" in document.text


def test_a_day_in_the_address_is_evidence(reading) -> None:
    """Without a date in meta tags the address speaks; a date in the text is not the page's own claim."""
    dated = reading(article(url="https://x.example/2017/05/24/bus.html").encode(), "a.html").document.date
    assert dated is not None
    assert (dated.edtf, dated.evidence) == ("2017-05-24", "url")
    assert reading(article().encode(), "a.html").document.date is None


OLD = """<html><head><title>О центре</title></head><body><table><tr><td><a href=i.html>Главная</a><br>Курс: 193,10</td>
<td><font size=5>О Центре энергетики</font><p>Центр основан в Алма-Ате.<br>В нём работают инженеры.
<table border=1><tr><td>Директор<td>Касымжанов М. О.</tr><tr><td>Инженер<td>Жумабеков Е. Б.</tr></table>
Адрес: ул. Жарокова, 137</td></tr></table></body></html>"""


def test_a_page_laid_out_by_tables_loses_nothing(reading, parts) -> None:
    """Every column of an old page is kept, line by line; a table of values inside it stays rows."""
    kinds = parts(reading(OLD.encode("koi8-r"), "a.htm"))
    assert ("paragraph", "Главная\nКурс: 193,10") in kinds
    assert ("paragraph", "Центр основан в Алма-Ате.\nВ нём работают инженеры.") in kinds
    assert ("table_row", "Директор\tКасымжанов М. О.") in kinds
    assert ("paragraph", "Адрес: ул. Жарокова, 137") in kinds


def test_a_fragment_is_a_page(reading, parts) -> None:
    """A page without head or main part is read whole."""
    assert parts(reading("<p>Привет, <b>мир</b>!<p>Второй".encode(), "a.html")) == [
        ("paragraph", "Привет, мир!"),
        ("paragraph", "Второй"),
    ]


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li"])
def test_endless_nesting_does_not_kill(tag: str, reading) -> None:
    """Thousands of open elements end in text, not in a dead process."""
    assert "слово" in reading(("<html><body>" + f"<{tag}>" * 5000 + "слово").encode(), "a.html").document.text


@pytest.mark.parametrize("content", [b" ", b"<!-- nothing -->", b"<!DOCTYPE html>"])
def test_a_page_of_nothing_says_nothing(content: bytes) -> None:
    """White space, a comment or a mere doctype is a page without text, not a fault."""
    assert read_page(content, "").text == ""
