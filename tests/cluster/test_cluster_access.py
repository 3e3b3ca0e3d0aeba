"""Who may ask, and what is said when nobody answers: passwords, certificates, networks that break."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from cluster.gateway import gateway, make_certificate
from cluster.servers import Nodes

from corpus import config as configuration
from indexer.web.app import create_app

with warnings.catch_warnings():
    # starlette would rather have httpx2, which is the same client under another name
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

LOGIN = ("svod", "tajna")
UNREACHABLE, USAGE = 69, 2
Svod = Callable[..., Result]


def test_cluster_is_asked_with_a_password_over_tls(
    nodes: Nodes, placed: Path, svod: Svod, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unknown certificate and a wrong password are refused, in words; the right ones let svod build and search."""
    certificate = make_certificate(tmp_path)
    with gateway(nodes.nodes[0].port, certificate, LOGIN) as guarded:
        configuration.change(placed, "opensearch.hosts", (f"https://127.0.0.1:{guarded.port}",))
        refused = svod(placed, "engine", "use", "opensearch")
        assert (refused.exit_code, "its certificate is not trusted" in refused.stderr) == (UNREACHABLE, True), refused.output
        configuration.change(placed, "opensearch.ca_file", str(certificate[0]))
        configuration.change(placed, "opensearch.user", LOGIN[0])
        monkeypatch.setenv("SVOD_OPENSEARCH_PASSWORD", "wrong")
        refused = svod(placed, "engine", "use", "opensearch")
        assert (refused.exit_code, "refuses user 'svod'" in refused.stderr) == (USAGE, True), refused.output
        key_file = tmp_path / "password"
        key_file.write_text(LOGIN[1] + "\n", "utf-8")
        configuration.change(placed, "opensearch.key_file", str(key_file))
        assert svod(placed, "engine", "use", "opensearch").exit_code == 0
        assert svod(placed, "search", "Таразом").exit_code == 0
        assert LOGIN[1] not in svod(placed, "status", "--settings").output
        configuration.change(placed, "opensearch.hosts", (f"http://192.0.2.1:{guarded.port}",))
        assert "would be sent a password in clear" in svod(placed, "search", "Таразом").stderr


@pytest.mark.parametrize("state", ["silent", "shut"])
def test_cluster_behind_a_broken_network(nodes: Nodes, placed: Path, svod: Svod, state: str) -> None:
    """A command ends with 69 and says where it asked; a page says 503 and names no server; both work again after."""
    with gateway(nodes.nodes[0].port) as between:
        configuration.change(placed, "opensearch.hosts", (f"http://127.0.0.1:{between.port}",))
        configuration.change(placed, "opensearch.timeout_seconds", 2)
        assert svod(placed, "engine", "use", "opensearch").exit_code == 0
        with TestClient(create_app(configuration.load(placed, environment={}))) as client:
            assert client.get("/search?q=Тараз").status_code == 200
            between.cut(state)
            failed = svod(placed, "search", "Алматы")
            assert failed.exit_code == UNREACHABLE, failed.output
            assert f"OpenSearch at http://127.0.0.1:{between.port} cannot be reached" in failed.stderr
            page = client.get("/search?q=Алматы", headers={"Accept-Language": "ru"})
            assert (page.status_code, "сейчас не отвечают" in page.text) == (503, True)
            assert str(between.port) not in page.text
            assert svod(placed, "index", "--force").exit_code == UNREACHABLE
            between.cut("open")
            assert client.get("/search?q=Алматы").status_code == 200
            assert svod(placed, "search", "Алматы").exit_code == 0
