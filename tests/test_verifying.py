"""A ledger's texts held against what its bytes give."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import rashomon.verifying
from rashomon.errors import UnreadableReport
from rashomon.ledger import Ledger
from rashomon.pipeline import add, build
from rashomon.read import open_reader
from rashomon.records import Capture, Report
from rashomon.verifying import verify

BODY = (
    "Shelling killed four people in the town of Alder Ford on 7 March 2031, a medic said. "
    "The district office spoke of two more who were wounded near the bridge.\n"
)


@pytest.fixture(name="path")
def path_fixture(tmp_path: Path) -> Path:
    """Make a ledger of a report that was read, a copy of it, and a report that waits."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "reports.csv").write_text("file,outlet\n1.txt,A\n2.txt,A\n3.txt,B\n")
    for name, text in (("1.txt", BODY), ("2.txt", BODY + "\n")):
        (folder / name).write_text(text, encoding="utf-8")
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        build([folder], ledger, reader=open_reader("rules"))
        (folder / "3.txt").write_text(BODY + "\nAnd more.\n", encoding="utf-8")
        add([folder], ledger)
        assert (len(ledger.report_ids()), len(ledger.copies())) == (2, 1)
    return path


def tamper(path: Path, *statements: str) -> None:
    """Change a closed ledger behind its back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)


def problems(path: Path) -> str:
    """Verify a ledger, and return all that is wrong with it."""
    with Ledger.open(path) as ledger:
        return "\n".join(verify(ledger).problems)


def test_every_text_is_derived_again(path: Path) -> None:
    """Those that were read, those that wait, and copies; in a quick check none."""
    told: list[tuple[str, int, int]] = []
    with Ledger.open(path) as ledger:
        verdict = verify(ledger, on_progress=lambda *at: told.append(at))
        assert (verdict.problems, verdict.rederived, verdict.older) == ((), 3, {})
        assert [at for at in told if at[0] == "deriving again"] == [
            ("deriving again", number, 3) for number in range(3)
        ]
        assert ("stored bytes", 0, 0) in told
        assert verify(ledger, quick=True).rederived == 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param("text = replace(text, 'more', 'less')", "text (from character ", id="text"),
        pytest.param("text = text || 'x'", "text (from character 1", id="longer"),
        pytest.param(
            """details = json_set(details, '$.noise', json('[{"start": 0, "end": 3}]'))""",
            "what differs: noise",
            id="noise",
        ),
        pytest.param(
            "details = json_set(details, '$.outlet', 'Z')", "what differs: outlet", id="outlet"
        ),
    ],
)
def test_what_differs_is_named(path: Path, change: str, message: str) -> None:
    """Text with the place, noise, and each piece of metadata by its name."""
    tamper(path, f"UPDATE reports SET wording = NULL, {change}")
    assert message in problems(path)


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        pytest.param("UPDATE reports SET text = text || 'x'", "that it is known by", id="text"),
        pytest.param("UPDATE captures SET custody = '7'", "not a Custody", id="no custody"),
        pytest.param("UPDATE captures SET sidecar = '7'", "not as it was stored", id="sidecar"),
        pytest.param("UPDATE reports SET capture_id = 2", "tied to a capture", id="capture"),
        pytest.param("UPDATE waiting SET capture_id = 2", "waits to be read out", id="waiting"),
        pytest.param("UPDATE copies SET report_id = 'r0'", "no copy of", id="copy"),
        pytest.param("UPDATE reports SET details = '7'", "not as it was stored", id="report"),
        pytest.param(
            "UPDATE copies SET copy_of = (SELECT report_id FROM waiting)", "words are others",
            id="original",
        ),
    ],
)  # fmt: skip
def test_what_was_changed_is_told(path: Path, statement: str, message: str) -> None:
    """Custody, derivations and copies hold together, or it is said where they do not."""
    tamper(path, statement)
    assert message in problems(path)


def test_what_was_replaced_is_checked_too(path: Path, tmp_path: Path) -> None:
    """An older derivation by today's cleaner must still be what its bytes give."""
    for outlet in ("C", "D"):
        (tmp_path / "in" / "reports.csv").write_text(f"file,outlet\n1.txt,{outlet}\n3.txt,E\n")
        with Ledger.open(path) as ledger:
            build([tmp_path / "in"], ledger, reader=open_reader("rules"))
    assert problems(path) == ""
    tamper(path, "UPDATE superseded_readings SET body = json_set(body, '$.report.text', 'x')")
    assert "superseded" in problems(path) or "not as it was stored" in problems(path)
    tamper(path, "UPDATE superseded_reports SET body = json_set(body, '$.outlet', 'x')")
    assert "what differs: outlet" in problems(path)
    tamper(path, "UPDATE superseded_reports SET body = '{}'")
    assert problems(path)


def test_bytes_that_give_nothing_any_more_are_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cleaner that fails on what it once read is a fault, with the reason."""

    def failing(one: Capture) -> Report:
        raise UnreadableReport(one.address, "too strange")

    monkeypatch.setattr(rashomon.verifying, "clean", failing)
    found = problems(path)
    assert found.count("nothing can be derived from its bytes any more") == 3
    assert "too strange" in found


def test_a_derivation_is_plain_data(path: Path) -> None:
    """What a court checks by hand is there to be read with sqlite3."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT c.custody, c.part, r.cleaner FROM captures c JOIN reports r "
            "ON r.capture_id = c.capture_id"
        ).fetchall()
    assert len(rows) == 2
    assert {json.loads(custody)["method"] for custody, _, _ in rows} == {"file"}
