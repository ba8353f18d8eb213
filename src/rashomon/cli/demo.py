"""`rashomon demo`: build the bundled example and open it in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rashomon.cli.console import open_gazetteer, say
from rashomon.cli.intake import progress
from rashomon.cli.serve import By, OpenIt, Port, serve_ledger
from rashomon.errors import SettingError
from rashomon.reference.folders import cache_folder

__all__ = ["demo", "example_folder"]

_NAME = "khusham"


def demo(
    ledger: Annotated[
        Path | None,
        typer.Option(help="Where to keep its ledger; among the user's caches if not said."),
    ] = None,
    port: Port = 8000,
    by: By = None,
    open_it: OpenIt = False,
) -> None:
    """Build the bundled example of eight reports and serve it."""
    from rashomon.ledger import Ledger
    from rashomon.pipeline import build

    path = ledger or cache_folder() / "demo.db"
    path.parent.mkdir(parents=True, exist_ok=True)
    gazetteer = open_gazetteer()
    say(f"the example is read into {path}")
    with Ledger.open(path) as opened, progress(False, "reading reports") as on_step:
        build([example_folder()], opened, gazetteer=gazetteer, on_step=on_step)
    serve_ledger(str(path), port=port, by=by, open_it=open_it)


def example_folder() -> Path:
    """Return the folder of the example's reports: of the package, or of the checkout.

    Raises:
        SettingError: If neither holds it.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "examples" / _NAME, package.parents[1] / "examples" / _NAME):
        if folder.is_dir():
            return folder
    raise SettingError(
        "the example is not part of this installation; it lies in examples/ of the source code"
    )
