"""The day of publication, in the many styles in which texts tell it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rashomon.clean import clean
from rashomon.records import Capture, Sidecar

TABLE = Path(__file__).parent / "data" / "publication_dates.csv"
BODY = (
    "At least seven people were killed in Samplehrad on Tuesday, the governor said. The market "
    "was hit by two shells, and ten others were wounded, according to the police."
)
# A number of eight digits may be anything, and so may two digits for a year.
KNOWN_TO_FAIL = {
    "Shells kill seven in Samplehrad\\n20160203\\n{BODY}",
    "20160203\\nShells kill seven in Samplehrad\\n{BODY}",
    "Rocket hits bus station in Hradec\\nHradec, 12 Jun. (Example News)\\n{BODY}",
    "Rocket hits bus station in Hradec\\nStaff writers, 12-06-2017\\n{BODY}",
    "Rocket hits bus station in Hradec\\n19:44 | 12.06.17\\n{BODY}",
    "/HRADEC, June 12, 2017/ {BODY}",
    "{BODY} {BODY}\\n\\nSource: Example Monitor, 12 June 2017",
}


def rows() -> Iterator[dict[str, str]]:
    """Yield the rows of the table."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


@pytest.mark.parametrize("row", list(rows()), ids=lambda row: row["style"])
def test_the_day_that_the_text_tells_is_the_day_of_publication(row: dict[str, str]) -> None:
    """And where it tells none of its own, there is none."""
    text = row["text"].replace("\\n", "\n").replace("{BODY}", BODY)
    near = date.fromisoformat(row["context_date"]) if row["context_date"] else None
    noon = datetime(2024, 5, 1, 12, tzinfo=UTC)
    sidecar = Sidecar(context_date=near)
    found = clean(Capture(text.encode(), "a", "a.txt", "text/plain", noon, sidecar)).published_on
    is_right = str(found or "") == row["published_on"]
    assert is_right != (row["text"] in KNOWN_TO_FAIL)
