"""`rashomon team`, and how `rashomon serve --team` is started."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Run

from rashomon.ledger import Ledger
from rashomon.web.settings import Settings
from rashomon.web.teams import accounts
from rashomon.web.teams.book import Book
from rashomon.web.teams.roles import Role


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Return an empty ledger."""
    with Ledger.open(tmp_path / "ledger.db"):
        return tmp_path / "ledger.db"


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Settings, Any]]:
    """Let nothing be served; return the settings and the server's configuration."""
    seen: list[tuple[Settings, Any]] = []

    class FakeServer:
        def __init__(self, config: Any) -> None:
            self.config = config

        def run(self, sockets: list[Any]) -> None:
            seen.append((self.config.app.state.workplace.settings, self.config))
            sockets[0].close()

    monkeypatch.setattr("uvicorn.Server", FakeServer)
    return seen


def test_a_team_is_begun_with_its_first_admin(run: Run, ledger: Path) -> None:
    """The link is all that standard output holds, and it opens the account."""
    done = run(
        "team", "add", "Amina", "--role", "admin", "--ledger", ledger, "--url", "https://x.org/"
    )
    assert done.code == 0
    link = re.fullmatch(r"https://x\.org/invitation\?code=([\w-]+)", done.out.strip())
    assert link
    with Book.open(f"{ledger}.team") as book:
        made = accounts.take_invitation(book, link[1], "four words not together")
    assert (made.name, made.role) == ("Amina", Role.ADMIN)


def test_accounts_are_kept_from_the_command_line(run: Run, ledger: Path) -> None:
    """Roles, closing and opening, another link, a list, and a log of it all."""
    of = ("--ledger", ledger)
    run("team", "add", "Amina", "--role", "admin", *of)
    run("team", "add", "Zoë", "--oidc-issuer", "https://id.example", "--oidc-subject", "s-1", *of)
    assert run("team", "role", "zoë", "reviewer", *of).code == 0
    assert run("team", "close", "zoë", *of).code == 0
    assert "closed" in run("team", "list", *of).out
    assert run("team", "open", "zoë", *of).code == 0
    listed = run("team", "list", *of).out
    assert "provider" in listed
    assert "reviewer" in listed
    assert "not yet" in listed
    assert "/invitation?code=" in run("team", "invite", "Amina", *of).out
    log = run("team", "log", "--limit", 3, *of).out
    assert log.index("account closed") < log.index("account opened") < log.index("invited")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("role", "Amina", "king"), "no role is called 'king'"),
        (("role", "Amina", "reader"), "needs an admin"),
        (("close", "Nobody"), "nobody in this team"),
        (("add", "Amina"), "already"),
        (("add", "B", "--role", "king"), "no role is called"),
        (("add", "B", "--oidc-subject", "s"), "together"),
    ],
)
def test_what_cannot_be_done_is_told(
    run: Run, ledger: Path, words: tuple[str, ...], told: str
) -> None:
    """Each with what is wrong."""
    run("team", "add", "Amina", "--role", "admin", "--ledger", ledger)
    done = run("team", *words, "--ledger", ledger)
    assert (done.code, told in done.err) == (1, True)


def test_a_ledger_on_a_server_needs_a_place_for_the_accounts(run: Run, tmp_path: Path) -> None:
    """There is no folder beside it."""
    address = "postgresql://nobody@127.0.0.1:9/none"
    done = run("team", "list", "--ledger", address)
    assert (done.code, "--accounts FILE" in done.err) == (1, True)
    done = run("team", "list", "--ledger", address, "--accounts", tmp_path / "none")
    assert "there is no team" in done.err


def test_a_team_is_served_with_its_address(
    run: Run, ledger: Path, settings: list[tuple[Settings, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind a proxy: its name is ours, and so is its word on who asks."""
    run("team", "add", "Amina", "--role", "admin", "--ledger", ledger)
    monkeypatch.setenv("RASHOMON_OIDC_SECRET", "s3cret")
    done = run(
        "serve", "--ledger", ledger, "--port", 0, "--team", "--url", "https://ledger.example.org/",
        "--oidc-issuer", "https://id.example.org", "--oidc-client", "rashomon",
        "--oidc-role", "reader",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert "https://ledger.example.org/" in done.err
    ((set_up, config),) = settings
    assert set_up.team == f"{ledger}.team"
    assert set_up.hosts == {"ledger.example.org"}
    assert set_up.provider
    assert set_up.provider.client_secret == "s3cret"
    assert set_up.provider.role_for_new is Role.READER
    assert (config.proxy_headers, config.forwarded_allow_ips) == (True, "127.0.0.1")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--url", "https://x.org"), "add --team"),
        (("--team",), "no team"),
        (("--team", "--host", "0.0.0.0"), "in the clear"),
        (("--team", "--url", "http://x.org"), "in the clear"),
        (("--team", "--url", "x.org"), "is none"),
        (("--team", "--tls-cert", "none.pem"), "go together"),
        (("--team", "--tls-cert", "none.pem", "--tls-key", "none.pem"), "no file"),
        (("--team", "--oidc-issuer", "https://id.example"), "--oidc-client"),
        (("--team", "--oidc-issuer", "http://id.example", "--oidc-client", "c"), "over https"),
        (("--team", "--oidc-issuer", "https://i.example", "--oidc-client", "c", "--oidc-role", "x"),
         "no role"),
    ],
)  # fmt: skip
def test_a_team_is_served_safely_or_not_at_all(
    run: Run,
    ledger: Path,
    settings: list[tuple[Settings, Any]],
    options: tuple[str, ...],
    told: str,
) -> None:
    """Each with the way out."""
    done = run("serve", "--ledger", ledger, "--port", 0, *options)
    assert (done.code, told in done.err) == (1, True), done.err
    assert not settings


def test_beyond_this_machine_a_team_has_certificate_and_address(
    run: Run, ledger: Path, tmp_path: Path, settings: list[tuple[Settings, Any]]
) -> None:
    """Both are demanded, and then it is served."""
    run("team", "add", "Amina", "--role", "admin", "--ledger", ledger)
    for name in ("cert.pem", "key.pem"):
        (tmp_path / name).write_text("-")
    tls = ("--tls-cert", tmp_path / "cert.pem", "--tls-key", tmp_path / "key.pem")
    host = ("--team", "--ledger", ledger, "--port", 0, "--host", "0.0.0.0")
    assert "--url https://" in run("serve", *host, *tls).err
    assert run("serve", *host, *tls, "--url", "https://x.org").code == 0
    assert settings[0][1].ssl_certfile == tmp_path / "cert.pem"
