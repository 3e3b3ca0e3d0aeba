"""Serves the web view from this process, to this machine only unless it is meant for others."""

from __future__ import annotations

import gc
import multiprocessing
import signal
import socket
import sys
import time
from contextlib import suppress
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from threading import Thread

import uvicorn
from starlette.middleware.trustedhost import TrustedHostMiddleware

from corpus.config import Config
from corpus.errors import BadConfig, SvodError
from indexer.people import LOCAL, register
from indexer.web.app import create_app
from indexer.web.door import Door
from indexer.web.server_names import is_loopback

_STOPPING = (signal.SIGTERM, signal.SIGINT)
_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1", "[::1]")
_SWITCH_SECONDS = 0.001
"""How long a page may hold the interpreter while others wait: Python's own 5 ms is what a small answer takes in all."""


def serve(config: Config, host: str, port: int, *, public: bool = False, workers: int = 1) -> None:
    """Answers until interrupted, at an address printed to stderr; port 0 takes any free one. ``workers`` processes share it.

    Raises BadConfig for a host that others can reach while nobody has an account, unless the archive is to be ``public``:
    then strangers may read; and for one that cannot be listened on.
    """
    if not public and not is_loopback(host) and register(config.data).is_empty():
        raise BadConfig(
            f"web.host = {host!r}: others could reach it, and nobody has an account; add people with 'svod user add NAME', "
            "use 127.0.0.1, or let everyone read with --public"
        )
    if workers > 1 and "fork" not in multiprocessing.get_all_start_methods():
        raise BadConfig("several workers need a system that can fork a process (Linux, macOS); leave out --workers")
    names = [*_LOOPBACK_NAMES, host, *config["web.names"]] if config["web.names"] or (is_loopback(host) and not public) else []
    with _listening(host, port) as listener:
        where = f"[{host}]" if ":" in host else host
        print(f"http://{where}:{listener.getsockname()[1]}/", file=sys.stderr, flush=True)
        if workers == 1:
            _answer(config, listener, names, public, 1)
        else:
            _Crew(config, listener, names, public, workers).work()


def _answer(config: Config, listener: socket.socket, names: list[str], public: bool, processes: int) -> None:
    """Takes requests until told to stop; with ``names``, only those that call the server by one of them."""
    sys.setswitchinterval(_SWITCH_SECONDS)
    app = create_app(config, public=public, processes=processes)
    if names:
        # a page elsewhere that points a name of its own at this machine is not let in
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=names)
    Thread(target=_warm, args=(app.state.door,), daemon=True).start()
    # whose word on addresses is taken is web.proxies' to say, not the server's
    settings = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, proxy_headers=False)
    uvicorn.Server(settings).run(sockets=[listener])


class _Crew:
    """Processes that answer at one address; one that dies is replaced.

    They are forked, so that a form or a page that one of them made is known to all.
    """

    def __init__(self, config: Config, listener: socket.socket, names: list[str], public: bool, workers: int) -> None:
        self._given = (config, listener, names, public, workers)
        self._stopped = False

    def work(self) -> None:
        """Until this process is told to stop."""
        for number in _STOPPING:
            signal.signal(number, self._stop)
        crew = [self._start() for _ in range(self._given[-1])]
        while not self._stopped:
            wait([each.sentinel for each in crew], timeout=0.5)
            dead = [each for each in crew if not each.is_alive()]
            if dead and not self._stopped:
                print(f"serve: {len(dead)} of {len(crew)} workers ended; others take their place", file=sys.stderr, flush=True)
                time.sleep(1)  # one that cannot live is not started without end
                crew = [each for each in crew if each.is_alive()] + [self._start() for _ in dead if not self._stopped]
        for each in crew:
            each.terminate()
        for each in crew:
            each.join()

    def _start(self) -> BaseProcess:
        started = multiprocessing.get_context("fork").Process(target=_work, args=self._given)
        # told to stop before it has its own way to, a newborn would do as its parent does: note it, and live on
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
        try:
            started.start()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
        return started

    def _stop(self, *_: object) -> None:
        self._stopped = True


def _work(config: Config, listener: socket.socket, names: list[str], public: bool, processes: int) -> None:
    with suppress(KeyboardInterrupt):
        for number in _STOPPING:
            signal.signal(number, signal.default_int_handler)  # until the server has its own
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
        _answer(config, listener, names, public, processes)


def _warm(door: Door) -> None:
    """Dictionaries and completions are loaded before the first visitor asks for a word, or mistypes one."""
    with suppress(SvodError):  # an archive that is not ready says so on its pages
        for query in ("слово word", "щзвкъмў qwxzvkłą"):
            door.archive(LOCAL).search(query, size=0)
    # what is loaded stays: looking through its 300,000 objects for garbage held up a page in a hundred for 0.1 s
    gc.collect()
    gc.freeze()


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BadConfig(f"cannot listen on {host}, port {port}: {reason}; choose another with --port, 0 for any") from error
