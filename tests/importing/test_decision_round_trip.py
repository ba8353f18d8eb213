"""Decisions written as a table and taken into another ledger are the same decisions there."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.importing.made_ledgers import NOW, decide_at_random, fill

from rashomon.deciding import member_marks
from rashomon.importing import Imported, take_files
from rashomon.ledger import Ledger
from rashomon.publish.decision_tables import note_of, write_decisions
from rashomon.records import ReviewDecision, act_to_plain
from rashomon.review.standing import withdrawn_by
from rashomon.reviewing import Today

SLOW = settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def written(ledger: Ledger) -> str:
    """Return all decisions of a ledger as a table."""
    log = ledger.reviews()
    stream = io.StringIO(newline="")
    write_decisions(
        stream, log, all_of=log, marks=member_marks(ledger, log), withdrawn_by=withdrawn_by(log)
    )
    return stream.getvalue()


def take(ledger: Ledger, path: Path, **options: Any) -> Imported:
    """Take a file in, and have each row that is left out fail the test."""
    left_out: list[str] = []
    done = take_files(
        [path],
        ledger,
        taken_by="C. Keeper",
        now=NOW,
        on_row=lambda row: left_out.append(row.words) if row.how == "left out" else None,
        **options,
    )
    assert not left_out
    return done


def told(log: tuple[ReviewDecision, ...]) -> list[object]:
    """Return what decisions say, with their own numbers counted from one."""
    order = {str(one.number): str(at) for at, one in enumerate(log, 1)}
    found: list[object] = []
    for one in log:
        plain = repr(act_to_plain(one.what))
        plain = re.sub(r"(?<=-d)\d+|(?<='number': )\d+(?=})", lambda m: order.get(m[0], "?"), plain)
        rests_on = [entry for entry in one.rests_on if note_of(entry) is None]
        found.append((one.made_by, one.why, rests_on, plain))
    return found


def view(ledger: Ledger) -> object:
    """Return today's view without the decisions' own numbers."""
    today = Today(ledger)
    order = {one.number: at for at, one in enumerate(today.log, 1)}

    def name(incident_id: str) -> str:
        return re.sub(r"(?<=-d)\d+", lambda m: str(order.get(int(m[0]), "?")), incident_id)

    readings = []
    for reading in today.readings():
        claims = [
            replace(one, decisions=tuple(order[n] for n in one.decisions)) for one in reading.claims
        ]
        mended = re.sub(r"decision (\d+)", lambda m: f"decision {order[int(m[1])]}", repr(claims))
        report = replace(reading.report, found_by={})
        readings.append((report, mended, repr(reading.incidents)[:50]))
    incidents = sorted((name(one.incident_id), one.members) for one in today.incidents())
    reviews = []
    for one in today.incidents():
        ids = {report_id for report_id, _ in one.members}
        review = today.review(one, tuple(today.readings_of(ids)))
        held = tuple(order[number] for number in review.decisions)
        reviews.append((name(one.incident_id), replace(review, decisions=held)))
    return readings, incidents, sorted(reviews, key=lambda pair: pair[0]), len(today.lost())


@SLOW
@given(st.data())
def test_decisions_come_back_as_they_were(bare: bytes, tmp_path: Path, data: st.DataObject) -> None:
    """The same decisions but for numbers and times, the same view; a second time nothing."""
    source, target, table = tmp_path / "a.db", tmp_path / "b.db", tmp_path / "decisions.csv"
    for path in (source, target):
        path.write_bytes(bare)
    with Ledger.open(source, now=lambda: NOW) as ledger:
        decide_at_random(ledger, data)
        table.write_text(written(ledger), encoding="utf-8", newline="")
        log, was = ledger.reviews(), view(ledger)
        assert take(ledger, table).decisions == ()
        assert ledger.reviews() == log
    with Ledger.open(target, now=lambda: NOW) as ledger:
        done = take(ledger, table)
        assert len(done.decisions) == len(log)
        assert told(ledger.reviews()) == told(log)
        assert view(ledger) == was
        assert take(ledger, table).decisions == ()
        again = written(ledger)
        assert ledger.verify() == []
    table.write_text(again, encoding="utf-8", newline="")
    with Ledger.open(source, now=lambda: NOW) as ledger:
        assert take(ledger, table).decisions == ()


@SLOW
@given(st.data())
def test_incidents_of_other_names_are_found_by_their_reports(
    tmp_path: Path, data: st.DataObject
) -> None:
    """A ledger that calls its incidents otherwise takes the decisions for the same ones."""
    source, target, table = tmp_path / "a.db", tmp_path / "b.db", tmp_path / "decisions.csv"
    for path, prefix in ((source, ""), (target, "x-")):
        path.unlink(missing_ok=True)
        fill(path, prefix)
    with Ledger.open(source, now=lambda: NOW) as ledger:
        decide_at_random(ledger, data, most=4)
        table.write_text(written(ledger), encoding="utf-8", newline="")
        was = view(ledger)
    with Ledger.open(target, now=lambda: NOW) as ledger:
        take(ledger, table)
        assert repr(view(ledger)).replace("x-", "") == repr(was).replace("x-", "")
