"""The command line, as tests of it have it."""

from tests.cli.conftest import run

__all__ = ["run"]
