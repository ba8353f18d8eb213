"""Run the command line in this process, as a shell would."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from tests.collect.web.conftest import site

from rashomon.cli import main

__all__ = ["Ran", "Run", "run", "site"]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs `rashomon ARG…` and gives its exit code and output."""
    monkeypatch.setenv("COLUMNS", "140")

    def run_it(*args: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["rashomon", *map(str, args)])
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        code = stopped.value.code
        return Ran(code if isinstance(code, int) else int(code is not None), out, err)

    return run_it
