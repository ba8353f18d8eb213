"""`rashomon serve`: the web application on this machine."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import typer

from rashomon.cli.console import open_zones, say
from rashomon.cli.team import Accounts, accounts_file
from rashomon.errors import SettingError
from rashomon.reference.default_policy import POLICY

if TYPE_CHECKING:
    from rashomon.web.teams.oidc import Provider

__all__ = ["Served", "serve", "serve_ledger", "server_options"]

_MOST_AT_ONCE = 500  # connections; of more, such as somebody opens to block us, 503 is told

By = Annotated[
    str | None,
    typer.Option(
        "--by", help="Who decides in it; what you are called on this machine if not said."
    ),
]
Port = Annotated[
    int, typer.Option("--port", min=0, max=65535, help="At which port; 0 for any that is free.")
]
OpenIt = Annotated[bool, typer.Option("--open", help="Open it in the browser.")]


def serve(
    ledger: Annotated[str, typer.Option(help="The ledger to look into and decide in.")] = (
        "ledger.db"
    ),
    host: Annotated[
        str, typer.Option(help="At which address of this machine to listen.")
    ] = "127.0.0.1",
    port: Port = 8000,
    by: By = None,
    policy: Annotated[
        str, typer.Option(help="By which policy, of those that `policies` lists.")
    ] = POLICY,
    sources: Annotated[
        Path | None, typer.Option(help="sources.csv with your grades of outlets and speakers.")
    ] = None,
    open_it: OpenIt = False,
    team: Annotated[
        bool, typer.Option("--team", help="With accounts, which `rashomon team` keeps.")
    ] = False,
    accounts: Accounts = None,
    url: Annotated[
        str, typer.Option(help="With --team: the address under which its people come.")
    ] = "",
    tls_cert: Annotated[
        Path | None, typer.Option(help="With --team: the server's certificate, in PEM.")
    ] = None,
    tls_key: Annotated[Path | None, typer.Option(help="Its key, in PEM.")] = None,
    oidc_issuer: Annotated[
        str, typer.Option(help="With --team: an OpenID provider who signs people in, too.")
    ] = "",
    oidc_client: Annotated[
        str, typer.Option(help="What the provider calls us; its secret is in RASHOMON_OIDC_SECRET.")
    ] = "",
    oidc_role: Annotated[
        str, typer.Option(help="What new people of the provider become; if not said, refused.")
    ] = "",
    tiles: Annotated[
        str,
        typer.Option(help="Map tiles to show below incidents, as https://…/{z}/{x}/{y}.png."),
    ] = "",
) -> None:
    """Open the ledger in the browser: incidents, accounts side by side, reports, decisions."""
    if not team and (accounts or url or tls_cert or tls_key or oidc_issuer):
        raise SettingError("accounts, certificates and providers are for teams: add --team")
    serve_ledger(
        ledger, host=host, port=port, by=by, policy=policy, sources=sources, open_it=open_it,
        tiles=tiles,
        served=_as_team(ledger, host, accounts, url, tls_cert, tls_key,
                        _provider(oidc_issuer, oidc_client, oidc_role)) if team else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Served:
    """How a team is served: its file, the address for its people, certificate and key."""

    accounts: Path
    url: str
    tls: tuple[Path, Path] | None = None
    provider: Provider | None = None


def _as_team(
    ledger: str,
    host: str,
    accounts: Path | None,
    url: str,
    tls_cert: Path | None,
    tls_key: Path | None,
    provider: Provider | None,
) -> Served:
    """Return how a team is served, having made sure that no password travels in the clear."""
    from rashomon.web.settings import is_loopback

    if (tls_cert is None) != (tls_key is None):
        raise SettingError("a certificate and its key go together: --tls-cert and --tls-key")
    tls = (tls_cert, tls_key) if tls_cert is not None and tls_key is not None else None
    for file in tls or ():
        if not file.is_file():
            raise SettingError(f"there is no file {file}")
    parts = urlsplit(url)
    if url and (
        parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/")
    ):
        raise SettingError(f"--url {url!r} is none; write it like https://ledger.example.org")
    if not is_loopback(host):
        if tls is None:
            raise SettingError(
                f"--host {host} can be reached from other machines, and passwords would travel "
                "in the clear; give --tls-cert and --tls-key, or leave --host out and put a "
                "proxy with a certificate before it on this machine (--url says its address)"
            )
        if not url:
            raise SettingError("say under which address the team comes: --url https://…")
    if url and parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise SettingError(f"--url {url} is not https; passwords would travel in the clear")
    return Served(accounts_file(ledger, accounts), url.rstrip("/"), tls, provider)


def _provider(issuer: str, client: str, role: str) -> Provider | None:
    from rashomon.web.teams.oidc import Provider
    from rashomon.web.teams.roles import Role

    if not issuer:
        return None
    if not client:
        raise SettingError("say what the provider calls us: --oidc-client")
    if role and role not in set(Role):
        raise SettingError(f"no role is called {role!r}; there are: {', '.join(Role)}")
    secret = os.environ.get("RASHOMON_OIDC_SECRET", "")
    return Provider(issuer, client, secret, Role(role) if role else None)


def serve_ledger(
    ledger: str,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    by: str | None = None,
    policy: str = POLICY,
    sources: Path | None = None,
    open_it: bool = False,
    served: Served | None = None,
    tiles: str = "",
) -> None:
    """Serve a ledger until interrupted, to one user of this machine or to a team.

    Raises:
        SettingError: If others than this machine could reach it, or the port is taken.
        LedgerError: If there is no such ledger.
    """
    from rashomon.intake import user_name
    from rashomon.reconcile import find_policy, read_sources
    from rashomon.web.settings import Settings, is_loopback

    if served is None and not is_loopback(host):
        raise SettingError(
            f"--host {host} can be reached from other machines, where anybody could decide in "
            "your name; without accounts it is served on 127.0.0.1 alone. Serve it to a team "
            "with --team, or reach it through a tunnel: ssh -L 8000:127.0.0.1:8000 THIS_MACHINE"
        )
    find_policy(policy)
    settings = Settings(
        ledger=ledger,
        user=" ".join((by or user_name()).split()) or user_name(),
        policy=policy,
        sources=tuple(read_sources(sources)) if sources else (),
        tiles=tiles,
        is_warmed=True,
        **_of_team(served),
    )
    open_zones()  # tells now what is wrong with files of the user's own
    from rashomon.web.app import make_app

    app = make_app(settings)
    listening = _listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    tls = served.tls if served else None
    own = f"{'https' if tls else 'http'}://{shown}:{listening.getsockname()[1]}"
    address = f"{(served.url if served else '') or own}/"
    from rashomon.web.vendored import assets_problem

    if problem := assets_problem():
        say(problem)
    say(f"{ledger} is open at {address}  (Ctrl+C closes it)")
    if open_it:
        import webbrowser

        webbrowser.open(address)
    import uvicorn

    config = uvicorn.Config(app, **server_options(served))
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


def server_options(served: Served | None) -> dict[str, Any]:
    """Return how uvicorn serves: strictly, in few words, and a team behind a proxy of this machine.

    The address in a log would tell whoever reads it what invitations and searches say.
    """
    tls = served.tls if served else None
    return {
        "log_level": "warning",
        "server_header": False,
        "access_log": False,
        "http": "h11",  # which takes nothing that is not quite HTTP, and 64 KiB of headers at most
        "ws": "none",
        "limit_concurrency": _MOST_AT_ONCE,
        "ssl_certfile": tls[0] if tls else None,
        "ssl_keyfile": tls[1] if tls else None,
        "proxy_headers": served is not None,
        "forwarded_allow_ips": "127.0.0.1",
    }


def _of_team(served: Served | None) -> dict[str, Any]:
    """The settings of an application that a team has, beside those of every one."""
    if served is None:
        return {}
    name = urlsplit(served.url).hostname
    return {
        "team": str(served.accounts),
        "url": served.url,
        "provider": served.provider,
        "hosts": frozenset({name} if name else ()),
    }


def _listen(host: str, port: int) -> socket.socket:
    """Take the port before anything is told of it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host.strip("[]"), port))
    except OSError as error:
        found.close()
        raise SettingError(
            f"port {port} of {host} cannot be had ({error.strerror}); name another: --port"
        ) from error
    return found
