"""Serves the web view from this process, to this machine only unless it is meant for others."""

from __future__ import annotations

import socket
import sys
from contextlib import suppress
from threading import Thread

import uvicorn
from starlette.middleware.trustedhost import TrustedHostMiddleware

from corpus.config import Config
from corpus.errors import BadConfig, SvodError
from indexer.people import LOCAL, register
from indexer.web.app import create_app
from indexer.web.door import Door
from indexer.web.server_names import is_loopback

_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1", "[::1]")


def serve(config: Config, host: str, port: int, *, public: bool = False) -> None:
    """Answers until interrupted, at an address printed to stderr; port 0 takes any free one.

    Raises BadConfig for a host that others can reach while nobody has an account, unless the archive is to be ``public``:
    then strangers may read; and for one that cannot be listened on.
    """
    if not public and not is_loopback(host) and register(config.data).is_empty():
        raise BadConfig(
            f"web.host = {host!r}: others could reach it, and nobody has an account; add people with 'svod user add NAME', "
            "use 127.0.0.1, or let everyone read with --public"
        )
    app = create_app(config, public=public)
    if config["web.names"] or (is_loopback(host) and not public):
        # a page elsewhere that points a name of its own at this machine is not let in
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*_LOOPBACK_NAMES, host, *config["web.names"]])
    with _listening(host, port) as listener:
        where = f"[{host}]" if ":" in host else host
        print(f"http://{where}:{listener.getsockname()[1]}/", file=sys.stderr, flush=True)
        Thread(target=_warm, args=(app.state.door,), daemon=True).start()
        # whose word on addresses is taken is web.proxies' to say, not the server's
        settings = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, proxy_headers=False)
        uvicorn.Server(settings).run(sockets=[listener])


def _warm(door: Door) -> None:
    """Dictionaries and completions are loaded before the first visitor asks for a word, or mistypes one."""
    with suppress(SvodError):  # an archive that is not ready says so on its pages
        for query in ("слово word", "щзвкъмў qwxzvkłą"):
            door.archive(LOCAL).search(query, size=0)


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BadConfig(f"cannot listen on {host}, port {port}: {reason}; choose another with --port, 0 for any") from error
