"""The watch at the door: every request passes it, and what it found out of who asks goes along with the request."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from corpus.config import Config
from indexer.people import LOCAL, Account, Person, Register, Role, public, register
from indexer.people.person import limited

SESSION, VISIT = "svod-session", "svod-visit"
SECURE_PREFIX = "__Host-"
"""Under such a name a browser takes a cookie over https alone, for this very host."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a request: ``secret`` is what its forms are tied to, ``token`` true where an API token was shown."""

    person: Person | None
    secret: str = ""
    token: bool = False


class Watch:
    """Finds out who asks before anything else is done.

    Without users whoever reaches a server of this machine is the person at it; at a ``public`` one, or by way of a proxy, a
    stranger who reads what is open to all. With users only they come in, by session, token, or the word of a listed proxy.
    """

    def __init__(self, app: ASGIApp, config: Config, *, public: bool = False) -> None:
        self._app, self._config, self._public = app, config, public
        self._people: Register = register(config.data)
        self._proxies = [ipaddress.ip_network(each, strict=False) for each in config["web.proxies"]]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            trusted = self._trusts(scope)
            if trusted:
                scope.update(_as_told(headers))
            found = self._found(headers, trusted=trusted)
            seen: dict[str, Any] = {"person": found.person, "secret": found.secret, "token": found.token}
            # in the very scope that came: whoever answers when all breaks stands outside of the watch and has no other
            scope["state"] = {**scope.get("state", {}), **seen}
        await self._app(scope, receive, send)

    def _found(self, headers: Headers, *, trusted: bool) -> Found:
        kind, _, shown = headers.get("authorization", "").partition(" ")
        cookies = cookie_parser(headers.get("cookie", ""))
        visit, secret = said(cookies, VISIT), said(cookies, SESSION)
        named = headers.get(self._config["web.person_header"]) if trusted and self._config["web.person_header"] else None
        by_session = self._people.session(secret) if secret and not named and kind.lower() != "bearer" else None
        if by_session is not None:  # most requests of people with accounts: their file is opened once
            return Found(self.person(by_session), secret)
        if self._people.is_empty():
            elsewhere = self._public or "x-forwarded-for" in headers or "forwarded" in headers
            return Found(self._stranger() if elsewhere else LOCAL, visit)
        if kind.lower() == "bearer":
            held = self._people.token(shown.strip())
            return Found(None) if held is None else Found(self._limited(held[0], held[1]), token=True)
        if named and (account := self._people.account(named)):
            return Found(self.person(account))
        if named and secret and (account := self._people.session(secret)):
            return Found(self.person(account), secret)
        return Found(self._stranger() if self._public else None, visit)

    def person(self, account: Account) -> Person:
        """The person with an account."""
        return Person(account.name, account.role, self._config.hidden_from(account.name, account.role))

    def _limited(self, account: Account, scopes: Any) -> Person:
        return replace(self.person(account), role=limited(account.role, scopes))

    def _stranger(self) -> Person:
        return public(self._config.hidden_from("", Role.READER))

    def _trusts(self, scope: Scope) -> bool:
        client = scope.get("client")
        if not client or not self._proxies:
            return False
        try:
            address = ipaddress.ip_address(client[0])
        except ValueError:
            return False
        return any(address in network for network in self._proxies)


def said(cookies: Mapping[str, str], name: str) -> str:
    """A cookie's value under its name for https, else under its plain one; "" when neither came."""
    return cookies.get(SECURE_PREFIX + name) or cookies.get(name) or ""


def _as_told(headers: Headers) -> dict[str, Any]:
    """What the proxy says of the request: its scheme, and the address of whoever asked the proxy."""
    scheme = headers.get("x-forwarded-proto", "").strip().lower()
    asker = headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return ({"scheme": scheme} if scheme in ("http", "https") else {}) | ({"client": (asker, 0)} if asker else {})
