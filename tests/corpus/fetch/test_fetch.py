"""Pages from a site on loopback: asked for politely, kept for good, and no trick of a server costs more than its page."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from corpus import config, pipeline
from corpus.errors import BadConfig, SvodError
from corpus.fetch import network
from corpus.store import Store
from indexer.cli import main

if TYPE_CHECKING:
    from conftest import Reader, Site

Make = Callable[..., Any]


def test_a_page_is_kept_as_it_came(reader: Reader, site: Site, pages: Make) -> None:
    """Its bytes, read-only, below the source's name; the index knows address, time, etag and file."""
    site.pages["/a"] = pages("<p>Тараз", ETag='"1"')
    fetched = reader.declare().fetch()["/a"]
    assert (fetched.status, fetched.reason) == ("new", "")
    [file] = reader.snapshots()
    assert file.read_text("utf-8") == "<p>Тараз"
    assert file.suffix == ".html"
    assert file.stat().st_mode & 0o222 == 0
    [line] = [json.loads(text) for text in (reader.root / "web-snapshots" / "site.jsonl").read_text("utf-8").splitlines()]
    assert line["url"] == f"{site.url}/a"
    assert line["etag"] == '"1"'
    assert line["time"].endswith("Z")
    assert reader.root / "web-snapshots" / "site" / line["file"] == file


def test_questions_are_conditional(reader: Reader, site: Site, pages: Make, turns: Make) -> None:
    """ETag and Last-Modified come back with the next question; 304, and the same bytes again, make no new snapshot."""
    first = pages("один", ETag='"1"', Last_Modified="Wed, 19 Feb 2014 08:00:00 GMT")
    site.pages["/a"] = turns(first, pages(b"", 304), first, pages("два", ETag='"2"'))
    statuses = [reader.declare().fetch()["/a"].status for _ in range(4)]
    assert statuses == ["new", "unchanged", "unchanged", "changed"]
    asked = [headers for path, headers in site.asked if path == "/a"]
    assert "if-none-match" not in asked[0]
    assert asked[1]["if-none-match"] == '"1"'
    assert asked[1]["if-modified-since"] == "Wed, 19 Feb 2014 08:00:00 GMT"
    assert sorted(file.read_text("utf-8") for file in reader.snapshots()) == ["два", "один"]


def test_a_lost_snapshot_is_fetched_anew(reader: Reader, site: Site, pages: Make) -> None:
    """Without the file there is no condition."""
    site.pages["/a"] = pages("один", ETag='"1"')
    reader.declare().fetch()
    [file] = reader.snapshots()
    file.unlink()
    assert reader.fetch()["/a"].status == "changed"
    assert "if-none-match" not in site.asked[-1][1]
    assert len(reader.snapshots()) == 1


def test_robots_are_heeded(reader: Reader, site: Site, pages: Make) -> None:
    """What robots.txt forbids to our name is not asked for; it is asked itself once a run, before all."""
    site.pages |= {"/robots.txt": pages("User-agent: svod\nDisallow: /private\n\nUser-agent: *\nDisallow: /"), "/a": pages()}
    found = reader.declare('urls = ["{url}/a", "{url}/private/b"]').fetch()
    assert found["/a"].status == "new"
    assert found["/private/b"].reason == "robots.txt of its host forbids it"
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a"]
    assert site.asked[1][1]["user-agent"].startswith("svod/")


@pytest.mark.parametrize(("status", "is_allowed"), [(404, True), (403, True), (500, False), (503, False)])
def test_robots_that_cannot_be_had(reader: Reader, site: Site, pages: Make, status: int, is_allowed: bool) -> None:
    """RFC 9309: none is leave for all, a failing server is leave for nothing."""
    site.pages |= {"/robots.txt": pages("", status), "/a": pages()}
    fetched = reader.declare().fetch()["/a"]
    assert (fetched.status == "new") == is_allowed
    assert is_allowed or f"robots.txt of its host cannot be had (HTTP {status})" in fetched.reason


def test_pauses_between_questions(reader: Reader, site: Site, pages: Make) -> None:
    """One host is asked no faster than fetch.pause_seconds, or than its own Crawl-delay."""
    site.pages |= {path: pages(path) for path in ("/a", "/b")}
    began = time.monotonic()
    reader.declare('urls = ["{url}/a", "{url}/b"]', pause_seconds=0.3).fetch()
    assert 0.6 <= time.monotonic() - began < 2
    site.pages["/robots.txt"] = pages("User-agent: *\nCrawl-delay: 1")
    began = time.monotonic()
    reader.declare('urls = ["{url}/a", "{url}/b"]').fetch()
    assert time.monotonic() - began >= 2


@pytest.mark.parametrize(("status", "reason"), [(404, "page is gone"), (410, "page is gone"), (403, "answers HTTP 403")])
def test_a_page_that_is_gone(reader: Reader, site: Site, pages: Make, turns: Make, status: int, reason: str) -> None:
    """It fails, is not asked for again at once, and its snapshot stays."""
    site.pages["/a"] = turns(pages(), pages("", status))
    reader.declare().fetch()
    fetched = reader.fetch()["/a"]
    assert reason in fetched.reason
    assert fetched.status == "failed"
    assert len(site.paths()) == 2
    assert len(reader.snapshots()) == 1


def test_a_busy_server_is_asked_again(reader: Reader, site: Site, pages: Make, turns: Make) -> None:
    """500 and 429 pass; as long as the server wishes is waited, and one that stays down is left after fetch.tries."""
    site.pages |= {"/a": turns(pages("", 500), pages("", 429, Retry_After="1"), pages()), "/b": pages("", 503)}
    began = time.monotonic()
    found = reader.declare('urls = ["{url}/a", "{url}/b"]', tries=3).fetch()
    assert found["/a"].status == "new"
    assert time.monotonic() - began >= 1
    assert found["/b"].reason == "the server answers HTTP 503"
    assert site.paths() == ["/a"] * 3 + ["/b"] * 3


def test_a_server_that_wants_an_hour_is_left(reader: Reader, site: Site, pages: Make) -> None:
    """The wait may not be longer than a page may take."""
    site.pages["/a"] = pages("", 503, Retry_After="3600")
    assert reader.declare().reason() == "the server answers HTTP 503; the server asks to wait 3600 seconds"
    assert site.paths() == ["/a"]


def test_redirects_stay_at_home(reader: Reader, site: Site, pages: Make) -> None:
    """Inside the hosts they are followed, robots.txt heeded; out of them, in circles and without end they are not."""
    port = site.url.rpartition(":")[2]
    moves = {"/a": "/b", "/out": f"http://localhost:{port}/b", "/file": "file:///etc/passwd", "/ring": "/ring2"}
    moves |= {"/ring2": "/ring"} | {f"/far{number}": f"/far{number + 1}" for number in range(20)} | {"/shy": "/private"}
    site.pages |= {path: pages("", 302, Location=to) for path, to in moves.items()}
    site.pages |= {"/b": pages(), "/robots.txt": pages("User-agent: *\nDisallow: /private")}
    wanted = ["/a", "/out", "/file", "/ring", "/far0", "/shy"]
    found = reader.declare(f"urls = {[site.url + path for path in wanted]}").fetch()
    assert found["/a"].status == "new"
    assert found["/out"].reason == "leads to localhost, which is not among the source's hosts; add it there if it should be"
    assert found["/file"].reason == "leads to file:///etc/passwd, which is no address of a page"
    assert found["/ring"].reason == "redirects in a circle"
    assert found["/far0"].reason == "redirects more than 10 times"
    assert found["/shy"].reason == "robots.txt of its host forbids it"
    assert "/private" not in site.paths()
    allowed = reader.declare(f'urls = ["{site.url}/out"]\nhosts = ["localhost"]').fetch()
    assert allowed["/out"].status == "new"


def test_private_addresses_are_refused(reader: Reader, site: Site, pages: Make) -> None:
    """Unless fetch.private allows them; a name that leads to one is no better."""
    site.pages["/a"] = pages()
    port = site.url.rpartition(":")[2]
    reader.declare(f'urls = ["{{url}}/a", "http://localhost:{port}/a"]', private="false")
    found = reader.fetch()
    assert all("has a private address; allow it with fetch.private" in fetched.reason for fetched in found.values())
    assert site.asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:4700::1111", True), ("127.0.0.1", False), ("10.1.2.3", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False), ("::1", False),
        ("fe80::1%eth0", False), ("fc00::1", False), ("::ffff:127.0.0.1", False), ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False), ("64:ff9b::5db8:d822", True),
    ],
)  # fmt: skip
def test_which_addresses_are_public(address: str, public: bool) -> None:
    """Loopback, private nets, link-local (a cloud's metadata), and all of them written as IPv6."""
    assert network.is_public(address) is public


def slow(request: BaseHTTPRequestHandler) -> None:
    """A byte now and then, for ever."""
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    for _ in range(100):
        request.wfile.write(b"a")
        request.wfile.flush()
        time.sleep(0.1)


def slow_headers(request: BaseHTTPRequestHandler) -> None:
    """A header now and then, for ever."""
    request.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(100):
        request.wfile.write(f"X-{number}: a\r\n".encode())
        request.wfile.flush()
        time.sleep(0.1)


def huge(request: BaseHTTPRequestHandler) -> None:
    """More than anyone wants, of unknown length."""
    request.send_response(200)
    request.end_headers()
    for _ in range(200):
        request.wfile.write(b"a" * 100_000)


@pytest.mark.parametrize("trick", [slow, slow_headers])
def test_a_slow_stream_costs_the_time_of_a_page(reader: Reader, site: Site, trick: Any) -> None:
    """However small its steps are."""
    site.pages["/a"] = trick
    began = time.monotonic()
    assert reader.declare(seconds=1, tries=1).reason() == "took longer than 1 seconds (fetch.seconds)"
    assert time.monotonic() - began < 2.5


def test_a_huge_body_is_not_taken(reader: Reader, site: Site, pages: Make) -> None:
    """Neither plain, nor packed small, nor packed as nobody asked; no part of it is kept."""
    bomb = gzip.compress(b"a" * 5_000_000)
    site.pages |= {"/a": huge, "/b": pages(bomb, Content_Encoding="gzip"), "/c": pages(b"a", Content_Encoding="br")}
    site.pages["/d"] = pages(gzip.compress("<p>Алматы".encode()), Content_Encoding="gzip")
    found = reader.declare('urls = ["{url}/a", "{url}/b", "{url}/c", "{url}/d"]').fetch()
    assert found["/a"].reason == "larger than 1 MB (fetch.file_mb)"
    assert found["/b"].reason == "unpacks to more than 1 MB (fetch.file_mb)"
    assert found["/c"].reason == "is packed as br, for which nobody asked"
    assert [file.read_text("utf-8") for file in reader.snapshots()] == ["<p>Алматы"]


SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'


def test_a_sitemap_lists_pages(reader: Reader, site: Site, pages: Make) -> None:
    """An index of sitemaps, one of them packed; a page on another host is told, not asked."""
    inner = SITEMAP.format(
        "<url><loc> {url}/a </loc></url><url><loc>{url}/a#top</loc></url><url><loc>http://other.kz/</loc></url>"
    )
    index = "<sitemapindex><sitemap><loc>{url}/1.xml.gz</loc></sitemap><sitemap><loc>/index.xml</loc></sitemap></sitemapindex>"
    site.pages |= {
        "/index.xml": pages(index.replace("{url}", site.url), kind="application/xml"),
        "/1.xml.gz": pages(gzip.compress(inner.replace("{url}", site.url).encode()), kind="application/gzip"),
        "/a": pages(),
    }
    found = reader.declare('sitemap = "{url}/index.xml"').fetch()
    assert {path: fetched.status for path, fetched in found.items()} == {"/a": "new", "http://other.kz/": "failed"}
    assert "other.kz, which is not among the source's hosts" in found["http://other.kz/"].reason


@pytest.mark.parametrize(
    "feed",
    [
        '<rss version="2.0"><channel><link>{url}/</link><item><link>{url}/a</link></item>'
        "<item><link>/b</link></item></channel></rss>",
        '<feed xmlns="http://www.w3.org/2005/Atom"><link href="/"/><entry><link rel="self" href="/x"/><link href="/a"/></entry>'
        '<entry><link rel="alternate" href="/b"/></entry></feed>',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        "<item><link>{url}/a</link></item><item><link>{url}/b</link></item></rdf:RDF>",
    ],
    ids=["rss", "atom", "rdf"],
)
def test_a_feed_lists_pages(reader: Reader, site: Site, pages: Make, feed: str) -> None:
    """Those of its items, not the channel's own."""
    site.pages |= {"/feed": pages(feed.replace("{url}", site.url)), "/a": pages("1"), "/b": pages("2")}
    found = reader.declare('feed = "{url}/feed"').fetch()
    assert {path: fetched.status for path, fetched in found.items()} == {"/a": "new", "/b": "new"}


def test_lists_that_are_none(reader: Reader, site: Site, pages: Make) -> None:
    """HTML, broken XML and an attack by entities are told; the pages named beside them come all the same."""
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>'
    site.pages |= {"/1": pages("<html/>"), "/2": pages("<urlset><url>"), "/3": pages(bomb), "/a": pages()}
    found = reader.declare('urls = ["{url}/a"]\nsitemap = ["{url}/1", "{url}/2", "{url}/3"]').fetch()
    assert found["/1"].reason == "is no sitemap and no feed (its root is <html>)"
    assert found["/2"].reason.startswith("broken sitemap or feed")
    assert found["/a"].status == "new"


def test_a_list_without_end_is_cut_and_told(reader: Reader, site: Site, pages: Make) -> None:
    """No hidden cap: the limit is in the configuration, and what is beyond it stands in the ledger."""
    site.pages["/map"] = pages(SITEMAP.format("".join(f"<url><loc>{site.url}/{number}</loc></url>" for number in range(9))))
    found = reader.declare('sitemap = "{url}/map"', pages=3).fetch()
    assert found["/map"].reason == "lists more than 3 pages; the rest is left (fetch.pages)"
    assert site.paths() == ["/map", "/0", "/1", "/2"]


def test_pages_become_documents_and_failures_lines(reader: Reader, site: Site, pages: Make, turns: Make) -> None:
    """A run reads every snapshot; an address that failed is a line until it can be had or is not wanted any more."""
    site.pages |= {"/a": turns(pages("<p>Семинар в Таразе."), pages("<p>Семинар в Алматы.")), "/b": pages("", 404)}
    reader.declare('urls = ["{url}/a", "{url}/b"]').fetch()
    texts, failures = documents(reader.root)
    assert texts == ["Семинар в Таразе."]
    [(path, reason)] = failures.items()
    assert path == f"site/{site.url}/b"
    assert "page is gone (HTTP 404)" in reason
    reader.declare().fetch()
    assert documents(reader.root) == (["Семинар в Алматы.", "Семинар в Таразе."], {})


def documents(root: Path) -> tuple[list[str], dict[str, str]]:
    """Texts and failures after a run."""
    settings = config.load(root, environment={})
    with Store.of(settings, write=True) as store:
        pipeline.ingest(settings, store)
        texts = sorted(store.document(id).text for id in store.ids())
        return texts, {line.path: line.reason for line, _ in store.failures()}


def test_a_document_knows_its_address(reader: Reader, site: Site, pages: Make, turns: Make) -> None:
    """Each snapshot, older ones too, says where it came from and speaks from the day in it; the page's own word goes before."""
    site.pages["/2014/02/19/a"] = turns(pages("<p>Семинар в Таразе. <a href='b'>Дальше</a>"), pages("<p>Семинар в Алматы."))
    site.pages["/c"] = pages("<link rel=canonical href='/seminar'><p>Семинар в Шымкенте.")
    site.pages["/2014/02/d.txt"] = pages("Семинар в Костанае.", kind="text/plain; charset=utf-8")
    reader.declare('urls = ["{url}/2014/02/19/a", "{url}/c", "{url}/2014/02/d.txt"]').fetch()
    reader.fetch()
    (reader.root / "web-snapshots" / "site" / "note.txt").write_text("Сюда положили и это.", "utf-8")
    assert addresses(reader.root, site) == {
        "Семинар в Таразе. Дальше": ("/2014/02/19/a", "2014-02-19", ("/2014/02/19/b",)),
        "Семинар в Алматы.": ("/2014/02/19/a", "2014-02-19", ()),
        "Семинар в Шымкенте.": ("/seminar", "", ()),
        "Семинар в Костанае.": ("/2014/02/d.txt", "2014-02", ()),
        "Сюда положили и это.": ("", "", ()),
    }


def addresses(root: Path, site: Site) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """Address, date and links of each document by its text, after a run."""
    documents(root)
    with Store.open(config.load(root, environment={}).data) as store:
        found = {document.text: document for document in map(store.document, store.ids())}
    return {
        text: (
            document.url.removeprefix(site.url),
            document.date.edtf if document.date else "",
            tuple(link.removeprefix(site.url) for link in document.links),
        )
        for text, document in found.items()
    }


def test_nothing_fetched_yet_loses_nothing(reader: Reader) -> None:
    """The line says what to do."""
    assert documents(reader.declare().root) == ([], {"site": "no page was fetched yet; run: svod fetch"})


def test_the_command_and_sync(reader: Reader, site: Site, pages: Make) -> None:
    """``svod fetch`` tells what became of each page; ``svod sync`` fetches first, unless paths are named."""
    site.pages["/a"] = pages("<p>Семинар в Таразе.")
    root = ["--archive", str(reader.declare('urls = ["{url}/a", "{url}/b"]').root)]
    runner = CliRunner()
    found = runner.invoke(main, [*root, "fetch", "--json"])
    assert found.exit_code == 4
    assert [json.loads(line)["status"] for line in found.stdout.splitlines()] == ["new", "failed"]
    assert "Asked for 2 pages: 1 new, 1 failed." in found.stderr
    asked = len(site.paths())
    assert runner.invoke(main, [*root, "fetch", "other"]).exit_code == 3
    assert runner.invoke(main, [*root, "sync", "site"]).exit_code == 4
    assert len(site.paths()) == asked
    assert runner.invoke(main, [*root, "sync"]).exit_code in (0, 4)
    assert len(site.paths()) > asked
    assert "Тараз" in runner.invoke(main, [*root, "search", "Таразе"]).output


def test_a_damaged_index_is_told(reader: Reader) -> None:
    """Rather than asking for everything again."""
    (reader.declare().root / "web-snapshots").mkdir()
    (reader.root / "web-snapshots" / "site.jsonl").write_text("{", "utf-8")
    with pytest.raises(SvodError, match=r"site\.jsonl: is no index of snapshots .* move it away"):
        reader.fetch()


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ("", "names no page; give urls"),
        ('urls = ["ftp://host/a"]', "takes addresses that begin with http"),
        ('urls = "http://user:word@host/"', "without a user"),
        ('urls = ["http://host/"]\nhost = ["a"]', "unknown keys: host; a web source takes name, kind, urls"),
        ("urls = 3", "takes a text or a list of texts"),
    ],
)
def test_a_wrong_declaration_is_told(tmp_path: Path, lines: str, complaint: str) -> None:
    """With the source's name and what it takes."""
    (tmp_path / "svod.toml").write_text(f'[[source]]\nname = "site"\nkind = "web"\n{lines}\n', "utf-8")
    with pytest.raises(BadConfig, match=f"'site' .*{complaint}"):
        config.load(tmp_path, environment={})
