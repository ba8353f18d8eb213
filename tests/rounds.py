"""A ledger of invented reports for rounds of coding, in each of the databases in turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from rashomon.clean import clean, cleaner_version
from rashomon.coding.sheets import print_sheet
from rashomon.coding_rounds import open_round, take
from rashomon.ledger import Ledger
from rashomon.pipeline import build
from rashomon.read import open_reader
from rashomon.records import Capture, Sidecar

__all__ = ["NAMES", "NOON", "TEXTS", "address", "ids", "led", "opened", "rows", "sheet_of"]

NOON = datetime(2018, 3, 8, 12, tzinfo=UTC)
TEXTS = {
    "one": "Shelling killed four people in the town of Douma on 7 March 2018, a medic said. "
    "Police said that six people were killed in the shelling of Douma.\n",
    "two": "An air strike killed nine people in the town of Idlib on 20 March 2018, police said.\n"
    "\nIn a separate attack, a car bomb killed three people in Raqqa on 1 March 2018, "
    "residents said.\n",
    "three": "The council met on Monday to speak of roads and of schools.\n",
}
NAMES = tuple(TEXTS)


def capture_of(name: str) -> Capture:
    """One of the invented reports as it comes in."""
    sidecar = Sidecar(outlet=f"The {name.title()} Times")
    return Capture(TEXTS[name].encode(), name, f"{name}.txt", "text/plain", NOON, sidecar)


def ids() -> dict[str, str]:
    """The reports' ids by name."""
    return {name: capture_of(name).report_id for name in NAMES}


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> str:
    """Return where a test's ledger goes."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("tmp_path") / "ledger.db")
    return str(request.getfixturevalue("database"))


@pytest.fixture
def led(address: str) -> Iterator[Ledger]:
    """Open a ledger of three read and linked reports, whose clock ticks by the second."""
    ticks = count()
    with Ledger.open(address, now=lambda: NOON + timedelta(seconds=next(ticks))) as ledger:
        for name in NAMES:
            capture = capture_of(name)
            ledger.take_in(capture, clean(capture), cleaner=cleaner_version())
        build((), ledger, reader=open_reader("rules"))
        yield ledger


@pytest.fixture
def opened(led: Ledger) -> Ledger:
    """Open a round of all reports for two coders in it."""
    open_round(led, "pilot", ["Ana", "Ben"], by="Lead", why="a pilot", reports=NAMES)
    return led


def rows(report: str, *claims: Mapping[str, object]) -> list[dict[str, object]]:
    """Rows of a sheet on one report; none says that it tells of nothing."""
    if not claims:
        return [{"report": report, "facet": "none"}]
    return [{"report": report, **claim} for claim in claims]


def sheet_of(*reports: list[dict[str, object]]) -> bytes:
    """A sheet of these rows."""
    return print_sheet([row for one in reports for row in one]).encode()


def coded(ledger: Ledger, coder: str, *reports: list[dict[str, object]]) -> None:
    """Take a sheet of these rows for a coder of the pilot."""
    take(ledger, "pilot", coder, sheet_of(*reports))
