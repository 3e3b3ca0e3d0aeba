"""The door to people and their rights: who they are, what they may do, and what they did."""

from indexer.people.attempts import Attempts
from indexer.people.passwords import FEWEST_CHARACTERS
from indexer.people.person import LOCAL, Person, Role, Scope, public
from indexer.people.register import Account, Register, Token, register

__all__ = [
    "FEWEST_CHARACTERS",
    "LOCAL",
    "Account",
    "Attempts",
    "Person",
    "Register",
    "Role",
    "Scope",
    "Token",
    "public",
    "register",
]
