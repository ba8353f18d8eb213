"""`rashomon serve` and `rashomon demo`, up to where the server takes over."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Run

from rashomon.cli.demo import example_folder
from rashomon.ledger import Ledger


class FakeServer:
    """What uvicorn would be asked to serve."""

    served: list[tuple[Any, socket.socket]] = []  # noqa: RUF012 - emptied by the fixture

    def __init__(self, config: Any) -> None:
        self.config = config

    def run(self, sockets: list[socket.socket]) -> None:
        """Note what was to be served, and be interrupted as by Ctrl+C."""
        self.served.append((self.config.app, sockets[0]))
        sockets[0].close()
        raise KeyboardInterrupt


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, socket.socket]]:
    """Let nothing be served; return what would have been."""
    FakeServer.served.clear()
    monkeypatch.setattr("uvicorn.Server", FakeServer)
    return FakeServer.served


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Return an empty ledger."""
    with Ledger.open(tmp_path / "ledger.db"):
        return tmp_path / "ledger.db"


def test_serving_tells_the_address_and_who_decides(
    run: Run, ledger: Path, served: list[tuple[Any, socket.socket]]
) -> None:
    """The port is the one really taken, and Ctrl+C is no failure."""
    done = run("serve", "--ledger", ledger, "--port", 0, "--by", " N.  N. ")
    assert done.code == 0
    assert "is open at http://127.0.0.1:" in done.err
    ((app, _),) = served
    assert app.state.workplace.settings.user == "N. N."


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "example.org"])
def test_others_must_not_reach_it_without_accounts(run: Run, ledger: Path, host: str) -> None:
    """Whoever reached it could decide in the user's name."""
    done = run("serve", "--ledger", ledger, "--host", host)
    assert done.code == 1
    assert "without accounts" in done.err
    assert "ssh -L" in done.err


def test_a_port_that_is_taken_is_told(run: Run, ledger: Path) -> None:
    """The message names the way out."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = run("serve", "--ledger", ledger, "--port", port)
    assert done.code == 1
    assert "name another: --port" in done.err


def test_it_opens_in_the_browser_where_asked(
    run: Run, ledger: Path, served: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address opened is the one told."""
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    done = run("serve", "--ledger", ledger, "--port", 0, "--open", "--host", "localhost")
    assert len(served) == 1
    assert opened[0] in done.err


def test_no_ledger_is_made_by_looking(run: Run, tmp_path: Path) -> None:
    """A misspelled name is an error."""
    assert run("serve", "--ledger", tmp_path / "none.db").code == 1
    assert not (tmp_path / "none.db").exists()


def test_the_demo_builds_the_example_and_serves_it(
    run: Run, tmp_path: Path, served: list[tuple[Any, socket.socket]]
) -> None:
    """One command from nothing to Khusham."""
    done = run("demo", "--ledger", tmp_path / "new" / "demo.db", "--port", 0)
    assert done.code == 0
    assert len(served) == 1
    with Ledger.open(tmp_path / "new" / "demo.db", create=False) as built:
        assert "khusham-2018-02-07" in built.incident_ids()


def test_the_example_is_found_in_the_checkout() -> None:
    """It lies beside the package's sources, and in the wheel within the package."""
    assert (example_folder() / "reports.csv").is_file()
