"""`rashomon diff`: what changed, for a person and for a program."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.history.conftest import Clock, Life

from rashomon.ledger import Ledger

Run = Callable[..., Any]


@pytest.fixture(name="path", scope="module")
def path_fixture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a ledger with a past, once for all tests of this module."""
    path = tmp_path_factory.mktemp("lived") / "ledger.db"
    clock = Clock()
    with Ledger.open(path, now=clock) as ledger:
        Life(ledger, clock).live()
    return path


def test_every_line_names_what_it_is_about(run: Run, path: Path) -> None:
    """Incidents, claims and reports by their ids, and what led to each change."""
    ran = run("diff", "2031-04-01", "--ledger", path)
    assert ran.code == 0
    words = " ".join(ran.out.split())
    assert words.startswith("2031-04-01 → now: 4 appeared")
    assert "+ alder-ford-2031-03-07 appeared: clash, Alder Ford" in words
    assert "because report r" in words
    assert "because decision" in words


def test_a_decision_is_told_beside_the_claim_that_it_changed(run: Run, path: Path) -> None:
    """Its number and who made it on the line, the whole of it below."""
    with Ledger.open(path) as ledger:
        first = ledger.reviews()[0].number
    ran = run("diff", f"@{first - 1}", f"@{first}", "--ledger", path)
    words = " ".join(ran.out.split())
    assert f"[decision {first} by Ana]" in words
    assert f"because decision {first} by Ana: rejected" in words
    assert "~ alder-ford-2031-03-07 changed" in words
    both = run("diff", f"@{first}", f"@{first + 1}", "--ledger", path)
    assert "vanished (now in alder-ford-2031-03-07)" in " ".join(both.out.split())


def test_nothing_is_said_where_nothing_changed(run: Run, path: Path) -> None:
    """In a line of its own."""
    ran = run("diff", "now", "--ledger", path)
    assert (ran.code, ran.out.strip()) == (0, "now → now: no incident changed")


def test_a_reader_can_be_held_against_another(run: Run, path: Path) -> None:
    """Of how many reports is said aside."""
    ran = run("diff", "reader:rules-1", "reader:rules-2", "--ledger", path)
    assert "note: compared are the 2 of 5 reports" in ran.err
    assert "4 people" in ran.out


def test_json_is_one_document(run: Run, path: Path) -> None:
    """With each change and its causes; of one incident where that is asked for."""
    ran = run(
        "diff", "2031-04-01", "now", "--json", "--ledger", path,
        "--incident", "alder-ford-2031-03-07", "--policy", "ucdp",
    )  # fmt: skip
    document = json.loads(ran.out)
    assert "alder-ford-2031-03-07" in {one["incident_id"] for one in document["incidents"]}
    assert document["incidents"][0]["why"][0]["kind"] in ("report", "linking", "decision")


def test_releases_need_no_ledger(run: Run, path: Path, tmp_path: Path) -> None:
    """Their files are all that is read."""
    folder = tmp_path / "release"
    assert run("release", folder, "--ledger", path, "--without", "parquet").code == 0
    ran = run("diff", folder, folder, "--ledger", tmp_path / "none.db")
    assert (ran.code, "no incident changed" in ran.out) == (0, True)


@pytest.mark.parametrize(
    ("sides", "message"),
    [
        (("yesterday",), "is no moment"),
        (("now", "@1"), "swap the two"),
        (("@999",), "no decision 999"),
        (("reader:x",), "readers were: rules-1, rules-2"),
    ],
)
def test_what_cannot_be_compared_is_said(
    run: Run, path: Path, sides: tuple[str, ...], message: str
) -> None:
    """With the way out."""
    ran = run("diff", *sides, "--ledger", path)
    assert (ran.code, message in " ".join(ran.err.split())) == (1, True)
