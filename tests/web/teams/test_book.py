"""The file of a team: whose it is, what is kept in it, and what is refused."""

from __future__ import annotations

import sqlite3
import stat
from itertools import pairwise
from pathlib import Path

import pytest
from tests.web.teams.conftest import PASSWORD, Clock

from rashomon.errors import NotALedger, SettingError
from rashomon.web.site import Action
from rashomon.web.teams import accounts, passwords, sessions, tokens, tries
from rashomon.web.teams.book import Book, digest_of
from rashomon.web.teams.roles import Role, permits_of


def test_the_file_is_its_owners_alone(book: Book, tmp_path: Path) -> None:
    """Others on the machine cannot read who works here."""
    assert stat.S_IMODE((tmp_path / "ledger.db.team").stat().st_mode) == 0o600


def test_no_secret_stands_in_the_file(book: Book, tmp_path: Path) -> None:
    """Who gets hold of the file can sign in as nobody."""
    coder = accounts.account(book, "coder")
    cookie = sessions.begin(book, coder, address="::1", agent="a browser")
    token = tokens.make(book, coder, "import", {Action.READ})
    invitation = accounts.invite(book, "coder", by="test")
    book.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("ledger.db.team*"))
    for secret in (cookie, token, invitation, PASSWORD):
        assert secret.encode() not in kept
    assert digest_of(cookie).encode() in kept


@pytest.mark.parametrize("what", ["text", "ledger", "newer"])
def test_what_is_no_teams_file_is_left_as_it_is(what: str, tmp_path: Path) -> None:
    """A slip of the path breaks nothing."""
    path = tmp_path / "file"
    if what == "text":
        path.write_text("not a database, and longer than a header of one has to be " * 4)
    else:
        connection = sqlite3.connect(path)
        mark = 0x52534D4E if what == "ledger" else 0x5253544D
        connection.executescript(
            f"CREATE TABLE t (x); PRAGMA application_id = {mark}; PRAGMA user_version = 99;"
        )
        connection.close()
    before = path.read_bytes()
    with pytest.raises(Exception, match="file") as refused:
        Book.open(path, create=True)
    assert type(refused.value).__name__ in ("NotALedger", "LedgerError")
    assert path.read_bytes() == before


def test_no_team_is_made_by_looking(tmp_path: Path) -> None:
    """A misspelled path is told, with the way to begin a team."""
    with pytest.raises(NotALedger, match="rashomon team add"):
        Book.open(tmp_path / "none")
    assert not list(tmp_path.iterdir())


def test_events_only_ever_grow(book: Book) -> None:
    """The log of sign-ins cannot be cleaned by a slip."""
    with (
        pytest.raises(sqlite3.IntegrityError, match="only ever grow"),
        book.writing() as connection,
    ):
        connection.execute("DELETE FROM events")
    assert book.events(name="admin")[-1].kind == "account made"


def test_each_role_may_all_that_the_one_before_it_may() -> None:
    """Nobody loses anything by rising."""
    ranks = [permits_of(role) for role in Role]
    assert all(low < high for low, high in pairwise(ranks))
    assert Action.APPROVE not in permits_of(Role.CODER)
    assert [Action.ADMINISTER in rank for rank in ranks] == [False, False, False, True]


def test_a_name_is_one_person_however_it_is_typed(book: Book) -> None:
    """Letters that look alike in two cases, or are composed otherwise, make no second account."""
    accounts.add(book, "Zoë  Ödman", Role.CODER, by="test")
    with pytest.raises(SettingError, match="already"):
        accounts.add(book, "ZOE\u0308 O\u0308DMAN", Role.CODER, by="test")
    assert accounts.account(book, "zoë ödman").name == "Zoë Ödman"


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\0b", "person: x", "<b>", "a\u202eb"])
def test_what_cannot_be_a_name_is_refused(book: Book, name: str) -> None:
    """A name stands in decisions and pages."""
    with pytest.raises(SettingError, match="cannot be a name"):
        accounts.add(book, name, Role.CODER, by="test")


@pytest.mark.parametrize(
    "password", ["short", "x" * 300, "aaaaaaaaaaaaaaaaaaaaa", "my name is coder, really"]
)
def test_weak_passwords_are_refused_and_the_invitation_stays(book: Book, password: str) -> None:
    """A password is set as a whole or not at all."""
    code = accounts.invite(book, "coder", by="test")
    with pytest.raises(SettingError, match="password"):
        accounts.take_invitation(book, code, password)
    assert accounts.take_invitation(book, code, "another four good words").has_password


def test_an_invitation_is_good_once_and_for_a_week(book: Book, clock: Clock) -> None:
    """What lies in an old message opens nothing."""
    code = accounts.invite(book, "coder", by="test")
    accounts.take_invitation(book, code, "another four good words")
    with pytest.raises(SettingError, match="used or too old"):
        accounts.take_invitation(book, code, "yet another four words")
    code = accounts.invite(book, "coder", by="test")
    clock.wait(days=7, seconds=1)
    with pytest.raises(SettingError, match="used or too old"):
        accounts.take_invitation(book, code, "yet another four words")


def test_a_password_is_the_same_however_it_is_composed(book: Book) -> None:
    """Two keyboards that compose letters otherwise type one password."""
    code = accounts.invite(book, "coder", by="test")
    accounts.take_invitation(book, code, "caf\u00e9 over the old town")
    assert accounts.by_password(book, "CODER", "cafe\u0301 over the old town")
    assert not accounts.by_password(book, "coder", PASSWORD)


def test_who_has_no_account_takes_as_long_as_who_has(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time taken does not tell who works here: a hash is computed in any case."""
    asked: list[str | None] = []

    def note(_: str, kept: str | None) -> bool:
        asked.append(kept)
        return False

    monkeypatch.setattr(passwords, "matches", note)
    accounts.set_active(book, "reader", is_active=False, by="test")
    for name in ("nobody", "reader", "coder"):
        assert accounts.by_password(book, name, PASSWORD) is None
    assert [kept is None for kept in asked] == [True, True, False]


def test_a_missing_hash_matches_no_password() -> None:
    """Not even the one that stands in for nobody's."""
    assert not passwords.matches(PASSWORD, None)
    assert not passwords.matches(PASSWORD, "no hash at all")
    assert not passwords.matches("x" * 1000, passwords.hashed("x" * 200))


def test_hashes_of_weaker_parameters_are_renewed_at_the_next_sign_in(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept grows with what is wise."""
    from argon2 import PasswordHasher

    def kept() -> str:
        with book.reading() as connection:
            row = connection.execute("SELECT password FROM accounts WHERE name = 'coder'")
            return str(row.fetchone()[0])

    before = kept()
    monkeypatch.setattr(
        passwords, "_hasher", lambda: PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    )
    assert accounts.by_password(book, "coder", PASSWORD)
    assert "t=2" in kept() != before


def test_the_last_admin_stays(book: Book) -> None:
    """A team never locks itself out."""
    with pytest.raises(SettingError, match="needs an admin"):
        accounts.set_role(book, "admin", Role.READER, by="test")
    with pytest.raises(SettingError, match="needs an admin"):
        accounts.set_active(book, "admin", is_active=False, by="test")
    accounts.set_role(book, "coder", Role.ADMIN, by="test")
    accounts.set_role(book, "admin", Role.READER, by="test")
    assert accounts.account(book, "admin").role is Role.READER


def test_a_closed_account_loses_sessions_and_tokens_at_once(book: Book) -> None:
    """Who has left is out with their next request."""
    coder = accounts.account(book, "coder")
    cookie = sessions.begin(book, coder, address="", agent="")
    token = tokens.make(book, coder, "import", {Action.READ})
    accounts.set_active(book, "coder", is_active=False, by="test")
    assert sessions.find(book, cookie) is None
    assert tokens.find(book, token) is None
    accounts.set_active(book, "coder", is_active=True, by="test")
    assert sessions.find(book, cookie) is None


def test_a_session_ends_when_nobody_asks_and_in_any_case(book: Book, clock: Clock) -> None:
    """A forgotten browser closes by itself."""
    coder = accounts.account(book, "coder")
    idle = sessions.begin(book, coder, address="", agent="")
    clock.wait(hours=7.9)
    assert sessions.find(book, idle)
    clock.wait(hours=7.9)
    assert sessions.find(book, idle)
    clock.wait(hours=8.1)
    assert sessions.find(book, idle) is None
    busy = sessions.begin(book, coder, address="", agent="")
    for _ in range(23):
        clock.wait(hours=7)
        assert sessions.find(book, busy)
    clock.wait(hours=7.5)
    assert sessions.find(book, busy) is None
    assert [e.kind for e in book.events(name="coder", limit=1)] == ["session ran out"]


def test_a_new_password_ends_all_sessions(book: Book) -> None:
    """Who stole a cookie loses it with the password."""
    coder = accounts.account(book, "coder")
    cookie = sessions.begin(book, coder, address="", agent="")
    with pytest.raises(SettingError, match="another one"):
        accounts.change_password(book, "coder", "not the present one", "x" * 20)
    assert sessions.find(book, cookie)
    accounts.change_password(book, "coder", PASSWORD, "another four good words")
    assert sessions.find(book, cookie) is None


def test_nobody_ends_the_session_of_another(book: Book) -> None:
    """The name of a session opens and ends nothing of somebody else's."""
    cookie = sessions.begin(book, accounts.account(book, "coder"), address="", agent="")
    sessions.end(book, digest_of(cookie), name="reader")
    assert sessions.find(book, cookie)


def test_tokens_have_scopes_and_an_end(book: Book, clock: Clock) -> None:
    """A token is for one thing, for a time."""
    coder = accounts.account(book, "coder")
    secret = tokens.make(book, coder, "import", {Action.READ, Action.DECIDE}, days=30)
    found = tokens.find(book, secret)
    assert found
    assert found[0].scopes == {Action.READ, Action.DECIDE}
    assert tokens.of_account(book, "coder")[0].used_at == clock.now
    clock.wait(days=31)
    assert tokens.find(book, secret) is None
    assert tokens.find(book, "rsm_none") is None


@pytest.mark.parametrize(
    ("label", "scopes", "days"),
    [
        ("", {Action.READ}, 9),
        ("x", set(), 9),
        ("x", {Action.ADMINISTER}, 9),
        ("x", {Action.READ}, 999),
    ],
)
def test_tokens_without_bounds_are_refused(
    book: Book, label: str, scopes: set[Action], days: int
) -> None:
    """No token is for everything and for ever."""
    with pytest.raises(SettingError, match="token"):
        tokens.make(book, accounts.account(book, "admin"), label, scopes, days=days)


def test_a_token_is_taken_back_by_its_owner_alone(book: Book) -> None:
    """Numbers of tokens can be guessed."""
    secret = tokens.make(book, accounts.account(book, "coder"), "import", {Action.READ})
    number = tokens.of_account(book, "coder")[0].token_id
    with pytest.raises(SettingError, match="no token"):
        tokens.revoke(book, number, name="reader")
    tokens.revoke(book, number, name="coder")
    assert tokens.find(book, secret) is None


def test_guessing_is_slowed_down_without_locking_others_out(book: Book, clock: Clock) -> None:
    """Five wrong ones from one place close that place for that account, and no other."""
    for _ in range(5):
        assert tries.may_try(book, "Coder", "10.0.0.1")
        tries.note_failure(book, "Coder", "10.0.0.1")
    assert not tries.may_try(book, "coder", "10.0.0.1")
    assert tries.may_try(book, "coder", "10.0.0.2")
    assert tries.may_try(book, "reader", "10.0.0.1")
    clock.wait(minutes=16)
    assert tries.may_try(book, "coder", "10.0.0.1")


@pytest.mark.parametrize("of", ["account", "address"])
def test_many_places_or_many_names_bring_a_guesser_no_further(book: Book, of: str) -> None:
    """Fifty are the end in any case."""
    for number in range(50):
        name, address = ("coder", f"10.0.0.{number}") if of == "account" else (f"u{number}", "::1")
        assert tries.may_try(book, name, address)
        tries.note_failure(book, name, address)
    assert not tries.may_try(book, "coder" if of == "account" else "fresh", "::1")
