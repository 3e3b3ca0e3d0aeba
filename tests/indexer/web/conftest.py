"""A small archive read by the real pipeline, its web view, and an eye for bad HTML."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from functools import partial
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest

from corpus import config as configuration
from corpus.config import Config
from corpus.pipeline import ingest
from corpus.store import Store
from indexer.build import build_index
from indexer.web.app import create_app
from indexer.web.guard import HEADERS

with warnings.catch_warnings():
    # starlette would rather have httpx2, which is the same client under another name
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

SHARED = (
    "Проект выполняется при поддержке фонда. Содержание этой публикации является предметом ответственности авторов и не "
    "отражает точку зрения фонда. Перепечатка приветствуется, если указан источник и адрес страницы, с которой она взята, "
    "а также дата, когда это было сделано."
)

RELEASE = f"""Семинар в Таразе

г. Тараз, 12 марта 2014 года. В Таразе прошёл семинар по энергоэффективности. Его открыла Татьяна Шакирова,
директор Проектного офиса. Акимат города Тараз представил план.

Решили:

- подготовить программу;
- собрать группу в Алматы.

{SHARED}

Контакты: Татьяна Шакирова, тел. +7 727 264 33 33, taraz@example.org
"""

HOSTILE = """<html><head><title>&lt;script&gt;alert(1)&lt;/script&gt; Тараз</title>
<meta name="author" content="&quot;&gt;&lt;img src=x onerror=alert(2)&gt;"></head>
<body><h1>Тараз &lt;b onclick=alert(3)&gt;</h1>
<p>В Таразе написали &lt;script&gt;alert("4")&lt;/script&gt; &amp; ушли. Шакирова видела "это" и 'то'.
Этого текста довольно, чтобы страница показалась странице страницей, а не пустым местом.</p>
<script>alert(5)</script></body></html>
"""

ENGLISH = f"""# Annual notes

Almaty and Taraz met in 2016. Tatiana Shakirova spoke on 5 June 2016.

| City | Loss |
|---|---|
| Taraz | 12 |
| Almaty | 9 |

{SHARED}
"""

LETTER = f"""Письмо из Алматы

Алматы, 3 апреля 2015 г. Уважаемые коллеги, в Алматы прошла встреча. Акимат Алматы благодарит.

{SHARED}
"""

MAIL = """From: Мира <mira@example.org>
To: taraz@example.org
Subject: =?utf-8?b?0J/QsNC80Y/RgtC60LA=?=
Date: Thu, 29 May 2014 10:00:00 +0600
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

Посылаю памятку участникам семинара в Таразе.

--b
Content-Type: text/plain; charset=utf-8; name="pamyatka.txt"
Content-Disposition: attachment; filename="pamyatka.txt"

Памятка участнику. Возьмите тёплую куртку и показания счётчиков.

--b--
"""

FILES = {
    "press/2014-03-12 семинар.txt": RELEASE,
    "web/<b>злая<b>.html": HOSTILE,
    "notes.md": ENGLISH,
    "letter.txt": LETTER,
    "mail/pamyatka.eml": MAIL,
    "empty.txt": "",
}


class Seen(HTMLParser):
    """Reads a page and notes whatever is wrong with it."""

    VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.labels: set[str] = set()
        self.inputs: list[str] = []
        self.scripts: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "a" and "a" in self.open:
            self.wrong.append(f"a link inside a link: {found}")
        self.wrong += [f"inline {name} on {tag}" for name in found if name == "style" or name.startswith("on")]
        if len(found) != len(attrs):
            self.wrong.append(f"an attribute twice on {tag}")
        if tag == "script":
            self.scripts.append(found.get("src", ""))
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found["href"])
            self.anchors += [found["href"][1:]] if found["href"].startswith("#") else []
        if tag == "label":
            self.labels.add(found["for"])
        if tag == "input" and found.get("type") != "hidden":
            self.inputs.append(found.get("id", ""))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        self.text += data

    def complaints(self) -> list[str]:
        """All that is wrong, once the page is read."""
        wrong = self.wrong + [f"<{tag}> is never closed" for tag in self.open]
        wrong += [f"id {id} twice" for id in set(self.ids) if self.ids.count(id) > 1]
        wrong += [f"#{anchor} leads nowhere" for anchor in self.anchors if anchor not in self.ids]
        wrong += [f"input {id} has no label" for id in self.inputs if id not in self.labels]
        return wrong + [f"script {source!r} is not ours" for source in self.scripts if not source.startswith("/static/")]


@pytest.fixture(scope="session")
def web_config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """An archive that was read and indexed; ``secret.txt`` beside its source belongs to nobody's page."""
    root = tmp_path_factory.mktemp("archive")
    for name, content in FILES.items():
        file = root / "raw" / name.replace("<b>", "‹b›")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    (root / "secret.txt").write_text("тайна", "utf-8")
    (root / configuration.FILE_NAME).write_text(configuration.template("Архив <b>проба</b>", "raw"), "utf-8")
    config = configuration.load(root, {"run.workers": 1, "archive.languages": ["ru", "en", "uk", "kk"]}, environment={})
    with Store.of(config, write=True) as store:
        ingest(config, store)
        build_index(config, store)
    return config


@pytest.fixture(scope="session")
def files() -> dict[str, str]:
    """The archive's files as they were written."""
    return FILES


@pytest.fixture(scope="session")
def browse() -> Callable[[Config], TestClient]:
    """Opens the web view of any archive."""
    return lambda config: TestClient(create_app(config))


@pytest.fixture(scope="session")
def read_page() -> Callable[[str], Seen]:
    """Reads HTML."""

    def read(html: str) -> Seen:
        seen = Seen()
        seen.feed(html)
        seen.close()
        return seen

    return read


@pytest.fixture(scope="session")
def client(web_config: Config) -> Iterator[TestClient]:
    """A browser at the archive's door, its language Russian."""
    with TestClient(create_app(web_config), raise_server_exceptions=False, follow_redirects=False) as opened:
        yield opened


@pytest.fixture(scope="session")
def see(client: TestClient, look: Callable[..., Seen]) -> Callable[..., Seen]:
    """Fetches a page of the small archive, proves its status, headers and HTML, and gives what it says."""
    return partial(look, client)


@pytest.fixture(scope="session")
def look(read_page: Callable[[str], Seen]) -> Callable[..., Seen]:
    """The same for any archive."""

    def look(client: TestClient, path: str, status: int = 200, **parameters: str) -> Seen:
        answer = client.get(path + ("?" + urlencode(parameters) if parameters else ""))
        assert answer.status_code == status, answer.text[:300]
        for name, value in HEADERS.items():
            assert answer.headers[name] == value
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "set-cookie" not in answer.headers
        seen = read_page(answer.text)
        assert seen.complaints() == []
        return seen

    return look


@pytest.fixture(scope="session")
def ids(client: TestClient) -> dict[str, str]:
    """Document ids by the end of their path."""
    hits = client.get("/search.json").json()["hits"]
    return {hit["path"].rpartition("/")[2]: hit["id"] for hit in hits}
