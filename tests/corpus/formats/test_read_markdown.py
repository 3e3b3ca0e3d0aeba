MARKDOWN = """---
title: "Талас перестал терять воду"
author: Асель Нурланова
date: 2014-09-30
---
# Талас перестал терять **воду**

Город *Талас* и [Ош](https://osh.example/a_b)
сэкономили `12 %`. ![схема сетей](net.png)

Дальше
------

1. первое
   - вложенное
2. второе

| Город | Потери |
|-------|-------:|
| Талас | 11 |

<div>Примечание&nbsp;редакции</div>
"""


def test_markdown(reading, parts) -> None:
    """Marks go, words stay: headings by level, nested items, table rows, links, and the claims of the front matter."""
    read = reading(MARKDOWN.encode(), "raw/a.md")
    document = read.document
    assert (document.title, document.author) == ("Талас перестал терять воду", "Асель Нурланова")
    assert document.date is not None
    assert (document.date.edtf, document.date.evidence) == ("2014-09-30", "meta")
    assert document.links == ("https://osh.example/a_b",)
    assert parts(read) == [
        ("title", "Талас перестал терять воду"),
        ("paragraph", "Город Талас и Ош\nсэкономили 12 %. схема сетей"),
        ("heading", "Дальше"),
        ("list_item", "первое"),
        ("list_item", "вложенное"),
        ("list_item", "второе"),
        ("table_row", "Город\tПотери"),
        ("table_row", "Талас\t11"),
        ("paragraph", "Примечание редакции"),
    ]
    assert [block.level for block in document.blocks] == [1, 0, 2, 1, 2, 1, 0, 0, 0]


def test_words_below_endless_quotes_are_kept(reading) -> None:
    """Nesting beyond what the parser follows loses no word."""
    assert "слово" in reading(("> " * 5000 + "слово").encode(), "raw/a.md").document.text
