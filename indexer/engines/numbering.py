"""Document ids as numbers that sort as the ids do: a column of numbers tells which documents were found."""

from __future__ import annotations

from functools import lru_cache

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LENGTH = 12


def number_of(id: str) -> int:
    """The id read to base 37, where what is not there comes before «0»; below 2^63. Raises ValueError."""
    if len(id) > _LENGTH or not id or id.strip(_DIGITS):
        raise ValueError(f"document id {id!r} is not made of at most {_LENGTH} digits and small letters")
    number = 0
    for sign in id.ljust(_LENGTH):
        number = number * (len(_DIGITS) + 1) + (_DIGITS.index(sign) + 1 if sign != " " else 0)
    return number


@lru_cache(1 << 16)
def id_of(number: int) -> str:
    """Inverse of ``number_of``."""
    signs = []
    while number:
        number, digit = divmod(number, len(_DIGITS) + 1)
        signs.append(_DIGITS[digit - 1] if digit else "")
    return "".join(reversed(signs))
