"""Passwords as argon2id keeps them, and secrets that are random enough to be kept as a plain hash."""

from __future__ import annotations

import hashlib
import hmac
from secrets import token_urlsafe
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from corpus.errors import BadPassword

FEWEST_CHARACTERS = 10
MOST_CHARACTERS = 1024

_HASHER = PasswordHasher()
"""RFC 9106's second choice, as argon2-cffi gives it: 64 MiB, three passes."""

_AT_ONCE = BoundedSemaphore(2)
"""Each verification holds 64 MiB; more at once would let strangers fill the memory."""

_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$bAl0Wom6V17JaJS64qZbYQ$rdGnmdE82+TB1jHLGdzXOilRPUlK2YLK+hfkKSKo8Y4"
"""Made of a random secret that nobody kept, with today's settings: hashing one at each start would take what a login takes."""


def hash_password(password: str) -> str:
    """What is kept of a password. Raises BadPassword for one that is too short or too long."""
    if not FEWEST_CHARACTERS <= len(password) <= MOST_CHARACTERS:
        raise BadPassword(
            f"a password of {len(password)} characters; it takes {FEWEST_CHARACTERS} or more, such as four words of your own"
        )
    with _AT_ONCE:
        return _HASHER.hash(password)


def fits(kept: str, password: str) -> bool:
    """True when ``kept`` was made of ``password``; "" (no account, no password) takes as long and fits none."""
    with _AT_ONCE:
        try:
            return _HASHER.verify(kept or _NOBODY, password[: MOST_CHARACTERS + 1]) and bool(kept)
        except (VerificationError, InvalidHashError):
            return False


def is_stale(kept: str) -> bool:
    """True when today's settings would make another hash of the same password."""
    return _HASHER.check_needs_rehash(kept)


def fresh_secret() -> str:
    """256 random bits, for cookies and tokens."""
    return token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a random secret: nobody can try all of them, so a fast hash does."""
    return hashlib.sha256(secret.encode()).hexdigest()


def form_token(secret: str) -> str:
    """What a form carries to prove that whoever holds ``secret`` was shown it; the secret cannot be told from it."""
    return hmac.new(secret.encode(), b"form", hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """True when both are equal; how long it takes tells nothing of where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())
