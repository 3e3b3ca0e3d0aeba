"""The register keeps people, sessions and tokens, and of secrets only what cannot be turned back."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.errors import BadPassword, BadPerson, NotFound, StoreDamaged
from indexer.people import Attempts, Person, Register, Role, Scope, passwords, register
from indexer.people.person import limited

PASSWORD = "четыре своих слова подряд"


class Clock:
    """A clock that goes when told."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        return self.now.timestamp()


@pytest.fixture
def clock() -> Clock:
    """Stands at New Year."""
    return Clock()


@pytest.fixture
def people(tmp_path: Path, clock: Clock) -> Register:
    """A register with one reader."""
    found = Register(tmp_path / "people.sqlite", clock)
    found.add("Anna", Role.READER, PASSWORD)
    return found


def test_looking_makes_no_file(tmp_path: Path) -> None:
    """An archive without users has no file of users either."""
    found = register(tmp_path / "nowhere")
    assert found.is_empty()
    assert found.accounts() == []
    assert found.tokens() == []
    assert found.account("anna") is None
    assert found.session("x") is None
    assert not (tmp_path / "nowhere").exists()


def test_the_file_is_its_owners_alone(people: Register, tmp_path: Path) -> None:
    """Mode 0600, and neither password nor secret stands in it."""
    secret, (_, token) = people.begin_session("anna", 1), people.add_token("anna", {Scope.READ})
    place = tmp_path / "people.sqlite"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    held = place.read_bytes()
    assert b"$argon2id$" in held
    assert not any(each.encode() in held for each in (PASSWORD, secret, token))
    place.chmod(0o644)
    people.give_role("anna", Role.EDITOR)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_a_name_is_one_person_in_any_case(people: Register) -> None:
    """Anna and ANNA are the same; a second account of the name is refused."""
    assert people.check_password("ANNA", PASSWORD) is not None
    with pytest.raises(BadPerson, match="has an account already"):
        people.add("anna", Role.ADMIN)
    for name in ("", " anna", "a\nb", 'a"b', "x" * 101):
        with pytest.raises(BadPerson, match="cannot be a name"):
            people.add(name, Role.READER)


@pytest.mark.parametrize("password", ["", "коротко", PASSWORD + " ", PASSWORD.upper(), "x" * 5000])
def test_another_password_opens_nothing(people: Register, password: str) -> None:
    """Nor does any password open an account that has none, or a name that nobody has."""
    people.add("proxy", Role.READER)
    assert [people.check_password(name, password) for name in ("anna", "proxy", "nobody")] == [None] * 3


@pytest.mark.parametrize("password", ["123456789", "x" * 1025])
def test_a_password_has_a_length(people: Register, password: str) -> None:
    """Ten characters at least, and no more than can be hashed at leisure."""
    with pytest.raises(BadPassword, match="it takes 10 or more"):
        people.give_password("anna", password)


def test_a_session_ends(people: Register, clock: Clock) -> None:
    """By logging out, by its days, by lying idle, by a new password, and with the account."""
    ended = people.begin_session("anna", 30)
    people.end_session(ended)
    assert people.session(ended) is None
    lasting = people.begin_session("anna", 10)
    for _ in range(9):
        clock.now += timedelta(days=1)
        assert people.session(lasting) == people.account("anna")
    clock.now += timedelta(days=2)
    assert people.session(lasting) is None
    idle = people.begin_session("anna", 30)
    clock.now += timedelta(days=8)
    assert people.session(idle) is None
    for end in (lambda: people.give_password("anna", PASSWORD), lambda: people.remove("anna")):
        open_ = people.begin_session("anna", 30)
        end()
        assert people.session(open_) is None


def test_a_session_has_the_role_of_now(people: Register) -> None:
    """A role that was given or taken holds at the next request."""
    secret = people.begin_session("anna", 1)
    people.give_role("Anna", Role.EDITOR)
    account = people.session(secret)
    assert account is not None
    assert account.role is Role.EDITOR


def test_a_token_is_told_once_and_can_be_revoked(people: Register, clock: Clock) -> None:
    """It is listed with its label, scopes and last use, and opens nothing once revoked."""
    number, secret = people.add_token("anna", {Scope.READ, Scope.EDIT}, "nightly script")
    assert secret.startswith("svod_")
    assert people.tokens()[0].used == ""
    clock.now += timedelta(hours=1)
    found = people.token(secret)
    assert found is not None
    assert found[1] == {Scope.READ, Scope.EDIT}
    listed = people.tokens("ANNA")[0]
    assert (listed.label, listed.used[:16]) == ("nightly script", "2026-01-01T01:00")
    people.revoke_token(number)
    assert people.token(secret) is None
    with pytest.raises(NotFound, match="no token that holds"):
        people.revoke_token(number)
    with pytest.raises(NotFound, match="nobody has an account"):
        people.add_token("nobody", {Scope.READ})


def test_what_is_no_register_says_so(tmp_path: Path) -> None:
    """A damaged file lets nobody in by being taken for an empty one."""
    (tmp_path / "people.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreDamaged, match="put back a copy"):
        register(tmp_path).is_empty()


def test_roles_cover_those_below() -> None:
    """reader < researcher < editor < admin."""
    roles = list(Role)
    assert [[one.covers(other) for other in roles] for one in roles] == [
        [place >= under for under in range(len(roles))] for place in range(len(roles))
    ]
    assert Person("anna", Role.EDITOR).may(Role.READER)
    assert not Person("anna", Role.EDITOR).may(Role.ADMIN)


@pytest.mark.parametrize(
    ("role", "scopes", "left"),
    [
        (Role.ADMIN, {Scope.READ}, Role.RESEARCHER),
        (Role.READER, {Scope.ADMIN}, Role.READER),
        (Role.ADMIN, {Scope.READ, Scope.EDIT}, Role.EDITOR),
        (Role.ADMIN, set(), Role.READER),
    ],
)
def test_a_token_gives_no_more_than_its_scopes_nor_its_owner(role: Role, scopes: set[Scope], left: Role) -> None:
    """An admin's token for reading reads; a reader's for everything reads too."""
    assert limited(role, scopes) is left


def test_guessing_waits(clock: Clock) -> None:
    """Five failures for a name, or twenty from an address, make the next wait; a success forgives the name alone."""
    attempts = Attempts(clock.seconds)
    for _ in range(5):
        assert attempts.wait_seconds("anna", "1.1.1.1") == 0
        attempts.failed("Anna", "1.1.1.1")
    assert attempts.wait_seconds("ANNA", "2.2.2.2") == 900
    assert attempts.wait_seconds("boris", "1.1.1.1") == 0
    attempts.succeeded("anna")
    assert attempts.wait_seconds("anna", "1.1.1.1") == 0
    for number in range(15):
        attempts.failed(f"name {number}", "1.1.1.1")
    assert attempts.wait_seconds("boris", "1.1.1.1") == 900
    clock.now += timedelta(minutes=15)
    assert attempts.wait_seconds("boris", "1.1.1.1") == 0


def test_processes_share_a_limit(clock: Clock) -> None:
    """Of two that answer at one address each takes half of the failures, rounded up."""
    attempts = Attempts(clock.seconds, processes=2)
    for _ in range(3):
        assert attempts.wait_seconds("anna", "1.1.1.1") == 0
        attempts.failed("anna", "1.1.1.1")
    assert attempts.wait_seconds("anna", "1.1.1.1") == 900


def test_an_unknown_name_costs_what_a_known_one_does() -> None:
    """What stands in for the hash of nobody was made with today's settings."""
    assert not passwords.is_stale(passwords._NOBODY)
