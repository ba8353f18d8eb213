"""`rashomon team`: the people who work at a ledger together, for whoever keeps the server."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

import typer

from rashomon.cli.console import console, harmless, say
from rashomon.errors import SettingError

if TYPE_CHECKING:
    from rashomon.web.teams.book import Book
    from rashomon.web.teams.roles import Role

__all__ = ["Accounts", "accounts_file", "team"]

team = typer.Typer(
    help="Keep the accounts of those who work at a ledger together (`rashomon serve --team`).",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
Of = Annotated[str, typer.Option("--ledger", help="The ledger at which the team works.")]
Accounts = Annotated[
    Path | None,
    typer.Option("--accounts", help="The team's file; LEDGER.team beside the ledger if not said."),
]
Name = Annotated[str, typer.Argument(help="What somebody is called.")]
RoleName = Annotated[str, typer.Option("--role", help="reader, coder, reviewer or admin.")]
Url = Annotated[
    str, typer.Option("--url", help="The address of the server, for links in invitations.")
]


def accounts_file(ledger: str, accounts: Path | None) -> Path:
    """Return where the accounts of a ledger's team are kept.

    Raises:
        SettingError: If the ledger is kept by a server, beside which there is no place for a file.

    """
    if accounts is not None:
        return accounts
    if "://" in ledger:
        raise SettingError(
            "the ledger is kept by a server; say where the team's file is: --accounts FILE"
        )
    return Path(f"{ledger}.team")


def _open(ledger: str, accounts: Path | None, *, create: bool = False) -> Book:
    from rashomon.web.teams.book import Book

    return Book.open(accounts_file(ledger, accounts), create=create)


def _by() -> str:
    from rashomon.intake import user_name

    return f"{user_name()}, at the server"


@team.command()
def add(
    name: Name,
    ledger: Of = "ledger.db",
    role: RoleName = "coder",
    oidc_issuer: Annotated[
        str | None, typer.Option(help="The OpenID provider who signs them in, with its subject.")
    ] = None,
    oidc_subject: Annotated[
        str | None, typer.Option(help="What the provider calls them in the claim `sub`.")
    ] = None,
    accounts: Accounts = None,
    url: Url = "http://127.0.0.1:8000",
) -> None:
    """Make an account, and print the link with which its owner chooses a password."""
    from rashomon.web.teams import accounts as book_of

    if bool(oidc_issuer) != bool(oidc_subject):
        raise SettingError("name the provider and its subject together")
    wanted = _role(role)
    with _open(ledger, accounts, create=True) as book:
        made = book_of.add(book, name, wanted, by=_by(), issuer=oidc_issuer, subject=oidc_subject)
        say(f"{made.name} is a {made.role} of the team in {accounts_file(ledger, accounts)}")
        if not oidc_subject:
            _print_invitation(book, made.name, url)


def _role(told: str) -> Role:
    from rashomon.web.teams.roles import Role

    if told not in set(Role):
        raise SettingError(f"no role is called {told!r}; there are: {', '.join(Role)}")
    return Role(told)


def _print_invitation(book: Book, name: str, url: str) -> None:
    from rashomon.web.teams import accounts as book_of

    code = book_of.invite(book, name, by=_by())
    typer.echo(f"{url.rstrip('/')}/invitation?{urlencode({'code': code})}")
    say("With this link they choose a password, once, within a week.")


@team.command()
def invite(
    name: Name,
    ledger: Of = "ledger.db",
    accounts: Accounts = None,
    url: Url = "http://127.0.0.1:8000",
) -> None:
    """Print a link with which somebody chooses a password anew."""
    with _open(ledger, accounts) as book:
        _print_invitation(book, name, url)


@team.command("role")
def set_role(
    name: Name,
    role: Annotated[str, typer.Argument(help="reader, coder, reviewer or admin.")],
    ledger: Of = "ledger.db",
    accounts: Accounts = None,
) -> None:
    """Give somebody another role."""
    from rashomon.web.teams import accounts as book_of

    with _open(ledger, accounts) as book:
        book_of.set_role(book, name, _role(role), by=_by())
    say(f"{name} is now {role}")


@team.command("close")
def close_account(name: Name, ledger: Of = "ledger.db", accounts: Accounts = None) -> None:
    """Close an account: its sessions and tokens end at once; what it decided stays."""
    from rashomon.web.teams import accounts as book_of

    with _open(ledger, accounts) as book:
        book_of.set_active(book, name, is_active=False, by=_by())
    say(f"the account of {name} is closed")


@team.command("open")
def open_account(name: Name, ledger: Of = "ledger.db", accounts: Accounts = None) -> None:
    """Open a closed account again."""
    from rashomon.web.teams import accounts as book_of

    with _open(ledger, accounts) as book:
        book_of.set_active(book, name, is_active=True, by=_by())
    say(f"the account of {name} is open")


@team.command("list")
def list_accounts(ledger: Of = "ledger.db", accounts: Accounts = None) -> None:
    """List the accounts."""
    from rashomon.web.teams import accounts as book_of

    rows = []
    with _open(ledger, accounts) as book:
        for one in book_of.accounts(book):
            by = "provider" if one.subject else "password" if one.has_password else "not yet"
            state = by if one.is_active else "closed"
            rows.append((one.name, one.role, state, one.made_at.date().isoformat()))
    _print(("name", "role", "signs in by", "since"), rows)


@team.command("log")
def log_of_team(
    ledger: Of = "ledger.db",
    accounts: Accounts = None,
    limit: Annotated[int, typer.Option(min=1, help="How many, the newest.")] = 50,
) -> None:
    """List who signed in, was refused, and who changed what of the accounts."""
    rows = []
    with _open(ledger, accounts) as book:
        for one in reversed(book.events(limit=limit)):
            at = one.at.isoformat(sep=" ", timespec="seconds")
            rows.append((at, one.name, one.kind, one.address, one.detail))
    _print(("when", "who", "what", "from", "detail"), rows)


def _print(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(harmless(cell)) for cell in row))
    console().print(table)
