"""`rashomon serve`: the web application on this machine."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from rashomon.cli.console import open_zones, say
from rashomon.errors import SettingError
from rashomon.intake import user_name
from rashomon.reconcile import POLICY, find_policy, read_sources

__all__ = ["serve", "serve_ledger"]

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
) -> None:
    """Open the ledger in the browser: incidents, accounts side by side, reports, decisions."""
    serve_ledger(
        ledger, host=host, port=port, by=by, policy=policy, sources=sources, open_it=open_it
    )


def serve_ledger(
    ledger: str,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    by: str | None = None,
    policy: str = POLICY,
    sources: Path | None = None,
    open_it: bool = False,
) -> None:
    """Serve a ledger until interrupted.

    Raises:
        SettingError: If others than this machine could reach it, or the port is taken.
        LedgerError: If there is no such ledger.
    """
    from rashomon.web.settings import Settings, is_loopback

    if not is_loopback(host):
        raise SettingError(
            f"--host {host} can be reached from other machines, where anybody could decide in "
            "your name; without accounts it is served on 127.0.0.1 alone. From elsewhere, "
            "reach it through an SSH tunnel: ssh -L 8000:127.0.0.1:8000 THIS_MACHINE"
        )
    find_policy(policy)
    settings = Settings(
        ledger=ledger,
        user=" ".join((by or user_name()).split()) or user_name(),
        policy=policy,
        sources=tuple(read_sources(sources)) if sources else (),
    )
    open_zones()  # tells now what is wrong with files of the user's own
    from rashomon.web.app import make_app

    app = make_app(settings)
    listening = _listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}/"
    say(f"{ledger} is open at {address}  (Ctrl+C closes it)")
    if open_it:
        import webbrowser

        webbrowser.open(address)
    import uvicorn

    config = uvicorn.Config(app, log_level="warning", server_header=False, access_log=False)
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


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
