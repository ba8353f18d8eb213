from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rashomon.errors import InvalidRecord, UnreadableReport
from rashomon.ledger import Ledger
from rashomon.records import Sidecar


def test_a_reading_comes_back_equal(ledger: Ledger, tell: Any, add: Any) -> None:
    """Every field of report, mentions, claims and incidents survives."""
    reading = add(ledger, tell("one", [(7, "Alder Ford"), (9, "Bent Hill")]))
    assert ledger.reading(reading.report.report_id) == reading
    assert list(ledger.reports()) == [reading.report]


def test_readings_come_in_the_order_of_their_ids(ledger: Ledger, tell: Any, add: Any) -> None:
    """The order does not depend on which report came first, even over many batches."""
    added = [add(ledger, tell(f"report {n}", claims_each=1)) for n in range(230)]
    ids = [reading.report.report_id for reading in ledger.readings()]
    assert ids == sorted(reading.report.report_id for reading in added)
    assert [report.report_id for report in ledger.reports()] == ids


def test_an_unknown_report_has_no_reading(ledger: Ledger) -> None:
    """Asking is no fault."""
    assert ledger.reading("r0") is None
    assert list(ledger.readings()) == []


def test_a_reading_is_known_by_report_reader_and_sidecar(
    ledger: Ledger, tell: Any, add: Any
) -> None:
    """Only when all three are the same is there nothing to read."""
    report_id = add(ledger, tell("one")).report.report_id
    fingerprint = Sidecar().fingerprint
    assert ledger.has_reading(report_id, "rules-1", fingerprint)
    assert not ledger.has_reading(report_id, "rules-2", fingerprint)
    assert not ledger.has_reading(report_id, "rules-1", Sidecar(outlet="X").fingerprint)
    assert not ledger.has_reading("r0", "rules-1", fingerprint)


def test_a_new_reading_replaces_the_old_one_and_keeps_it(
    ledger: Ledger, tell: Any, add: Any
) -> None:
    """Today's reading is the latest; the earlier one can still be looked up."""
    old = add(ledger, tell("one"))
    new = add(ledger, tell("one", [(7, "Alder Ford"), (8, "Bent Hill")], reader="rules-2"))
    report_id = old.report.report_id
    assert list(ledger.readings()) == [new]
    assert ledger.older_readings(report_id) == (old,)
    assert not ledger.has_reading(report_id, "rules-1", Sidecar().fingerprint)


def test_the_same_reading_again_leaves_no_trace(ledger: Ledger, tell: Any, add: Any) -> None:
    """A run that is repeated does not make the ledger grow."""
    reading = add(ledger, tell("one"))
    add(ledger, tell("one"))
    assert ledger.older_readings(reading.report.report_id) == ()
    assert len(ledger.captures_of(reading.report.report_id)) == 1


def test_a_reading_that_comes_and_goes_is_kept_once(ledger: Ledger, tell: Any, add: Any) -> None:
    """Two sidecars that take turns do not pile up copies."""
    for _ in range(3):
        for outlet in ("A", "B"):
            add(ledger, tell("one", sidecar=Sidecar(outlet=outlet)))
    (reading,) = ledger.readings()
    assert reading.report.outlet == "B"
    assert [old.report.outlet for old in ledger.older_readings(reading.report.report_id)] == [
        "A",
        "B",
    ]


def test_a_sidecar_that_changes_nothing_in_the_reading_is_remembered(
    ledger: Ledger, tell: Any, add: Any
) -> None:
    """Else the report would be read again at each run."""
    capture, reading = tell("one")
    add(ledger, (capture, reading))
    told = Sidecar(url="https://example.org/one")
    add(ledger, (replace(capture, sidecar=told), reading))
    assert ledger.has_reading(reading.report.report_id, "rules-1", told.fingerprint)


def test_a_reading_of_another_report_is_refused(ledger: Ledger, tell: Any) -> None:
    """Bytes and words that do not belong together are never tied together."""
    (capture, _), (_, reading) = tell("one"), tell("two")
    with pytest.raises(InvalidRecord, match="the capture of"):
        ledger.add_reading(capture, reading, sidecar_fingerprint="f")
    assert ledger.captures_of(capture.report_id) == ()


def test_parts_of_another_report_are_refused(ledger: Ledger, tell: Any) -> None:
    """A claim under a wrong report would be shown under the wrong words."""
    capture, reading = tell("one")
    claim = replace(reading.claims[0], report_id="r0")
    incident = replace(reading.incidents[0], report_id="r1")
    for broken in (replace(reading, claims=(claim,)), replace(reading, incidents=(incident,))):
        with pytest.raises(InvalidRecord, match="holds parts of"):
            ledger.add_reading(capture, broken, sidecar_fingerprint="f")


def test_two_incidents_of_one_number_are_refused(ledger: Ledger, tell: Any) -> None:
    """A member's key must lead to one happening."""
    capture, reading = tell("one")
    with pytest.raises(InvalidRecord, match="gives a number to two"):
        ledger.add_reading(
            capture,
            replace(reading, incidents=reading.incidents * 2),
            sidecar_fingerprint="f",
        )


def test_half_a_character_costs_one_report_only(ledger: Ledger, tell: Any, add: Any) -> None:
    """A lone surrogate cannot be stored: its report is left out, by name, and nothing of it."""
    add(ledger, tell("one"))
    capture, reading = tell("two")
    broken = replace(reading, report=replace(reading.report, title="\ud83d", byline="\udcff"))
    with pytest.raises(UnreadableReport, match="not Unicode") as caught:
        ledger.add_reading(capture, broken, sidecar_fingerprint="f")
    assert caught.value.where == "reports/two.txt"
    with pytest.raises(UnreadableReport, match="not Unicode"):
        ledger.add_capture(replace(capture, address="caf\udce9.txt"))
    assert [report.name for report in ledger.reports()] == ["one"]
    assert ledger.captures_of(capture.report_id) == ()


def test_words_of_any_script_are_kept(ledger: Ledger, tell: Any, add: Any) -> None:
    """Accents, right-to-left script, emoji and NUL come back as they were."""
    reading = add(ledger, tell("Żółć قتل 🜁 \0", [(7, "بلدة")]))
    assert ledger.reading(reading.report.report_id) == reading


def test_a_reading_knows_its_gazetteer(ledger: Ledger, tell: Any, add: Any) -> None:
    """Another gazetteer means locating anew; where that changes nothing, only it is noted."""
    capture, reading = tell("one")
    report_id, fingerprint = reading.report.report_id, capture.sidecar.fingerprint
    for version in ("places-1", "places-2"):
        ledger.add_reading(capture, reading, sidecar_fingerprint=fingerprint, gazetteer=version)
        assert ledger.gazetteer_of(report_id) == version
        assert ledger.has_reading(report_id, reading.reader, fingerprint, version)
    assert not ledger.has_reading(report_id, reading.reader, fingerprint, "places-1")
    assert ledger.older_readings(report_id) == ()
    assert ledger.gazetteer_of("r0") is None
