"""What the ledger's round trips do not show of plain data."""

from __future__ import annotations

import json
import math
import struct
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from rashomon.errors import InvalidRecord
from rashomon.records import (
    Account,
    ActorKind,
    Capture,
    CasualtyRange,
    CasualtySummary,
    Claim,
    Contest,
    ContestKind,
    DateInterval,
    Dossier,
    EvidenceSpan,
    Facet,
    Incident,
    IncidentKind,
    Link,
    Linkage,
    Means,
    MeansValue,
    Mention,
    Origin,
    PlaceValue,
    Position,
    Report,
    Sidecar,
    Span,
    Speaker,
    from_plain,
    to_plain,
)

INCIDENT = Incident(
    "ford-2031-03-07",
    IncidentKind.CLASH,
    DateInterval(date(2031, 3, 7), date(2031, 3, 8), "overnight"),
    PlaceValue("the ford", 1.5, 2.5, 3.5),
    (("r1", 0), ("r2", 3)),
)
CLAIM: dict[str, Any] = {
    "report_id": "r1",
    "mention": 0,
    "facet": "killed",
    "value": {"range": {"low": 2, "high": None}, "who": None},
    "evidence": {"start": 0, "end": 3, "quote": "Two"},
    "source": [],
    "stance": "affirm",
    "confidence": 1,
}


def test_a_dossier_comes_back() -> None:
    """All that reconciling yields can be written down and read again."""
    toll = CasualtyRange(2, None)
    dossier = Dossier(
        INCIDENT,
        (Position("p1", Facet.KILLED, "2 or more killed", ("c1",), ("A",), ("o1",), "all", toll),),
        (Contest(Facet.KILLED, ContestKind.NUMERIC_GAP, ("p1",), ("c1",), "2 or 9"),),
        (Account("A", ("a medic",), {Facet.KILLED: ("p1",)}, ("c1",), (Facet.MOTIVE,)),),
        (CasualtySummary(Facet.KILLED, "all", toll, "airwars-1", "lowest", ("c1",)),),
        (Origin("o1", "The Invented Times", ("r1",), ("same words",)),),
        ("one note",),
    )
    assert from_plain(json.loads(json.dumps(to_plain(dossier))), Dossier) == dossier


def test_a_linkage_comes_back() -> None:
    """Members stay pairs, and reasons stay in order."""
    linkage = Linkage((INCIDENT,), (Link(INCIDENT.incident_id, ("r1", 0), "same", 0.5, ("a",)),))
    assert from_plain(json.loads(json.dumps(to_plain(linkage))), Linkage) == linkage


def test_a_capture_keeps_every_byte_and_its_time_zone() -> None:
    """Raw bytes have no place in JSON, but nothing of them may be lost."""
    there = timezone(timedelta(hours=4, minutes=30))
    moment = datetime(2031, 3, 8, 1, 2, 3, 4, tzinfo=there)
    capture = Capture(bytes(range(256)), "one", "one.bin", "x/y", moment, Sidecar(title="T"))
    again = from_plain(json.loads(json.dumps(to_plain(capture))), Capture)
    assert again == capture
    assert again.captured_at.isoformat() == "2031-03-08T01:02:03.000004+04:30"
    assert again.captured_at.astimezone(UTC).hour == 20


def test_enums_come_back_as_enums() -> None:
    """Not as the strings that they equal, which would write another name into a claim's id."""
    assert repr(from_plain({"means": "rocket"}, MeansValue)) == repr(MeansValue(Means.ROCKET))


def test_an_enum_in_a_field_of_words_becomes_words() -> None:
    """A speaker's kind is stored as what it says."""
    speaker = from_plain(to_plain(Speaker("a medic", kind=ActorKind.MEDIC)), Speaker)
    assert type(speaker.kind) is str
    assert speaker.kind == "medic"


def test_a_number_of_another_make_is_stored_as_a_float() -> None:
    """Models give numbers that JSON does not know."""

    class Half(float):
        def __repr__(self) -> str:
            return "Half(0.5)"

    plain = to_plain(from_plain(CLAIM, Claim))
    assert type(plain["confidence"]) is float
    assert type(to_plain(PlaceValue("x", Half(0.5), Half(0.5), Half(0.5)))["lat"]) is float


def test_floats_come_back_to_the_last_bit() -> None:
    """Coordinates are not rounded on the way."""
    lat = math.nextafter(35.1, 90)
    again = from_plain(
        json.loads(json.dumps(to_plain(PlaceValue("x", lat, 0.1, 1e-9)))), PlaceValue
    )
    assert again.lat is not None
    assert struct.pack("d", again.lat) == struct.pack("d", lat)


def test_a_field_gained_since_is_filled_with_its_default() -> None:
    """What an earlier version wrote can still be read."""
    plain = {"mention_id": 1, "span": {"start": 0, "end": 2}}
    assert from_plain(plain, Mention) == Mention(1, Span(0, 2))


@pytest.mark.parametrize(
    ("data", "kind", "message"),
    [
        pytest.param({"low": "3", "high": None}, CasualtyRange, "'3' is no whole", id="string"),
        pytest.param({"low": True, "high": None}, CasualtyRange, "True is no whole", id="bool"),
        pytest.param({"low": 3.0, "high": None}, CasualtyRange, "3.0 is no whole", id="float"),
        pytest.param({"low": 3}, CasualtyRange, "not a CasualtyRange: no field 'high'", id="short"),
        pytest.param({"low": 3, "high": 2}, CasualtyRange, "runs backwards", id="backwards"),
        pytest.param({"low": 3, "high": 3, "x": 1}, CasualtyRange, "not a Casu.*x", id="extra"),
        pytest.param(None, CasualtyRange, "not a CasualtyRange", id="nothing"),
        pytest.param([1, 2], CasualtyRange, "not a CasualtyRange", id="list"),
        pytest.param({"words": 7}, Speaker, "7 is no string", id="no string"),
        pytest.param({"start": 0, "end": 2}, EvidenceSpan, "no field 'quote'", id="no quote"),
        pytest.param({"words": "x", "lat": "1"}, PlaceValue, "'1' is no number", id="no number"),
        pytest.param(
            {"mention_id": 1, "span": {"start": 0, "end": 2}, "is_new": "false"},
            Mention,
            "'false' is neither true nor false",
            id="no truth",
        ),
        pytest.param({"first": "7 March", "last": "8 March"}, DateInterval, "7 March", id="day"),
        pytest.param(CLAIM | {"facet": "guess"}, Claim, "'guess' is not a valid Facet", id="facet"),
        pytest.param(CLAIM | {"facet": "target"}, Claim, "TargetValue: range, who", id="type"),
        pytest.param(CLAIM | {"stance": "shout"}, Claim, "'shout' is not a valid", id="stance"),
        pytest.param(CLAIM | {"confidence": 2}, Claim, "outside 0..1", id="invariant"),
        pytest.param({"text": "x"}, Report, "no field 'report_id'", id="no id"),
    ],
)
def test_data_that_does_not_fit_is_refused_in_words(data: object, kind: type, message: str) -> None:
    """Nothing is bent into shape: a string is no number, and an unknown field is not dropped."""
    with pytest.raises(InvalidRecord, match=message):
        from_plain(data, kind)


def test_importing_the_records_loads_no_converter() -> None:
    """Only who turns records into data pays for it."""
    script = "import sys, rashomon.records; assert 'cattrs' not in sys.modules"
    subprocess.run([sys.executable, "-c", script], check=True)
