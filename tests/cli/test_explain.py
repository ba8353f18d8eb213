"""`rashomon explain` as a user meets it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import rashomon
from rashomon.ledger import Ledger
from rashomon.link.pairs import open_weights

Run = Callable[..., Any]

REPORTS = {
    "kano-wire": (
        "KANO, Nigeria, March 3, 2015 - A car bomb killed 32 people at a market in Kano on "
        "Tuesday, police said. Boko Haram was blamed for the attack.\n"
    ),
    "kano-paper": (
        "March 3, 2015 - At least 32 people were killed by a car bomb at a market in Kano on "
        "Tuesday, witnesses said. They blamed Boko Haram.\n"
    ),
    "herat": (
        "HERAT, Afghanistan, June 9, 2016 - Taliban gunmen killed four policemen in Herat on "
        "Thursday, officials said.\n"
    ),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Build a ledger of three reports; return it and the incident that two of them share."""
    folder = tmp_path_factory.mktemp("explain")
    for name, text in REPORTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    path = folder / "ledger.db"
    with rashomon.build([*folder.glob("*.txt")], path, reader="rules") as ledger:
        (shared,) = (i for i in ledger.incidents() if len(i.members) == 2)
        return path, shared.incident_id


def test_an_incident_is_explained_by_its_pairs(run: Run, built: tuple[Path, str]) -> None:
    """Each report, each pair with its chance and signs, on a page of 80 columns."""
    path, shared = built
    ran = run("explain", shared, "--ledger", path)
    assert ran.code == 0
    assert f"{shared}: 2 reports" in ran.out
    assert "kano-paper" in ran.out
    assert "same day (2015-03-03) (+" in ran.out
    assert f"from {open_weights().join:.2f} on they are joined" in " ".join(ran.out.split())
    assert all(len(line) < 80 for line in ran.out.splitlines())


def test_a_pair_is_explained_by_its_signs(run: Run, built: tuple[Path, str]) -> None:
    """Every sign with its weight, the sum, the verdict, and what would have turned it."""
    path, shared = built
    ran = run("explain", shared, "--pair", "kano-wire", "kano-paper", "--ledger", path)
    assert ran.code == 0
    assert f"{shared}: together" in ran.out
    assert "any pair" in ran.out
    assert "calibrated: " in ran.out
    assert "They are together, and by themselves they would be." in ran.out
    assert all(len(line) < 80 for line in ran.out.splitlines())


def test_reports_that_are_apart_are_explained_too(run: Run, built: tuple[Path, str]) -> None:
    """What rules them out is said, and what would have to be different."""
    path, shared = built
    ran = run("explain", shared, "--pair", "kano-wire", "herat", "--ledger", path)
    assert ran.code == 0
    assert f"{shared}: apart" in ran.out
    assert "Ruled out, whatever else agrees: different dates" in ran.out
    assert "cannot be one" in ran.out
    assert "  the day: days that meet" in ran.out


def test_an_incident_of_one_report_says_so(run: Run, built: tuple[Path, str]) -> None:
    """There is nothing to be together with."""
    path, _ = built
    with Ledger.open(path) as ledger:
        (alone,) = (i for i in ledger.incidents() if len(i.members) == 1)
    ran = run("explain", alone.incident_id, "--ledger", path)
    assert "1 report\n" in ran.out
    assert "Nothing else was read" in ran.out


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        (("kano-wire", "gone"), "no report 'gone' in this ledger"),
        (("kano", "herat"), "kano may be 2 reports"),
        (("herat", "herat"), "both are one report"),
    ],
)
def test_what_cannot_be_explained_is_refused(
    run: Run, built: tuple[Path, str], pair: tuple[str, str], message: str
) -> None:
    """The message names what was met and the way out."""
    path, shared = built
    ran = run("explain", shared, "--pair", *pair, "--ledger", path)
    assert ran.code == 1
    assert message in " ".join(ran.err.split())


def test_a_pair_must_touch_the_incident(run: Run, built: tuple[Path, str]) -> None:
    """Two reports of which neither tells of it explain nothing about it."""
    path, _ = built
    with Ledger.open(path) as ledger:
        (alone,) = (i for i in ledger.incidents() if len(i.members) == 1)
    ran = run("explain", alone.incident_id, "--pair", "kano-wire", "kano-paper", "--ledger", path)
    assert ran.code == 1
    assert "neither kano-wire nor kano-paper tells of" in " ".join(ran.err.split())
