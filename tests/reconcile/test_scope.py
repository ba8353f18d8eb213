"""Parts beside totals: what words limit or widen a number."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rashomon.reconcile import reconcile
from rashomon.reconcile.scope import Scope, scopes_of
from rashomon.records import (
    CasualtyRange,
    Claim,
    ContestKind,
    CountValue,
    Dossier,
    EvidenceSpan,
    Facet,
    Incident,
    IncidentKind,
    Mention,
    PlaceValue,
    Reading,
    Report,
    ReportIncident,
    Span,
    Speaker,
)

MONITOR = Speaker("the Observatory", actor="Observatory", kind="monitor")
DOCTOR = Speaker("a doctor", kind="medic")
TOWN = PlaceValue("Saraqib", 35.9, 36.8, 10.0)
PROVINCE = PlaceValue("Idlib province", 35.8, 36.6, 55.0)


def told(name: str, text: str, *said: tuple[str, Any, Speaker | None]) -> Reading:
    """Read a report by hand: (words, number or place, who says it)."""
    claims = []
    for words, value, speaker in said:
        start = text.index(words)
        is_number = isinstance(value, tuple)
        claims.append(
            Claim(
                name,
                0,
                Facet.KILLED if is_number else Facet.PLACE,
                CountValue(CasualtyRange.exactly(value[0]), value[1]) if is_number else value,
                EvidenceSpan(start, start + len(words), words),
                (speaker,) if speaker else (),
            )
        )
    report = Report(name, name, name, text, published_on=date(2017, 5, 4))
    incident = ReportIncident(name, 0, IncidentKind.AIR_STRIKE, None, None, (0,))
    return Reading(report, "hand", (Mention(0, Span(0, len(text))),), tuple(claims), (incident,))


def put_together(*readings: Reading, place: PlaceValue | None = TOWN) -> Dossier:
    """Reconcile reports of one incident."""
    members = tuple((r.report.report_id, 0) for r in readings)
    incident = Incident("saraqib-2017-05-01", IncidentKind.AIR_STRIKE, None, place, members)
    return reconcile(incident, {r.report.report_id: r for r in readings})


def notes(dossier: Dossier) -> list[str]:
    """Return what the dossier says of scope."""
    return [c.note for c in dossier.contests if c.kind is ContestKind.SCOPE]


WIRE = told(
    "wire",
    "Air strikes killed 21 people across Idlib province on Monday, the Observatory said.",
    ("killed 21 people", (21, "people"), MONITOR),
    ("Idlib province", PROVINCE, MONITOR),
)
LOCAL = told(
    "local",
    "A doctor said that 15 people died in the town of Saraqib.",
    ("15 people died", (15, "people"), DOCTOR),
    ("Saraqib", TOWN, DOCTOR),
)


@pytest.mark.parametrize(
    ("place", "total", "group"),
    [(TOWN, "15", "over more days or places"), (PROVINCE, "21", "a part of them")],
    ids=["an incident of the town", "an incident of the province"],
)
def test_a_town_and_its_province_do_not_contradict(
    place: PlaceValue, total: str, group: str
) -> None:
    """Fifteen in the town and 21 across the province: which is the total, the place tells."""
    found = put_together(WIRE, LOCAL, place=place)
    assert found.contested == ()
    assert str(found.summary(Facet.KILLED).range) == total  # type: ignore[union-attr]
    assert group in {s.group for s in found.summaries}
    assert len(notes(found)) == 1
    claims = {c.claim_id for r in (WIRE, LOCAL) for c in r.claims if c.facet is Facet.KILLED}
    assert {i for c in found.contests for i in c.claim_ids} == claims


def test_a_region_alone_widens_nothing() -> None:
    """One strike in a province and one in a town may be the same: the figures part."""
    vague = told(
        "vague",
        "An air strike killed 21 people in Idlib province.",
        ("21 people", (21, "people"), MONITOR),
        ("Idlib province", PROVINCE, MONITOR),
    )
    assert put_together(vague, LOCAL).contested == (Facet.KILLED,)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("It killed 21, including 15 in the town.", "15", "is_part"),
        ("It killed 21; at least 15 of them died there.", "at least 15 of them", "is_part"),
        ("Sixty have died since Sunday.", "Sixty", "is_over_days"),
        ("Sixty died over the past week.", "Sixty", "is_over_days"),
        ("Sixty died in several towns.", "Sixty", "is_wide"),
        ("Sixty died in separate attacks.", "Sixty", "is_wide"),
        ("Another six died elsewhere.", "six", "is_elsewhere"),
        ("Another six died in another village.", "six", "is_elsewhere"),
        ("Six died at the hospital.", "Six", "is_narrow"),
        ("It had earlier put the toll at 15.", "15", "is_earlier"),
        ("Six have died since dawn.", "Six", ""),
        ("Six died earlier this week.", "Six", ""),
        ("Six were killed and ten hurt.", "Six", ""),
    ],
)
def test_words_tell_the_scope(text: str, words: str, expected: str) -> None:
    """Each form is understood, and what only looks like one is not."""
    reading = told("r", text, (words, (6, None), MONITOR))
    scope = scopes_of(reading.claims, {"r": reading.report}).get(
        reading.claims[0].claim_id, Scope()
    )
    flags = ("is_part", "is_wide", "is_over_days", "is_narrow", "is_earlier", "is_elsewhere")
    met = {flag for flag in flags if getattr(scope, flag)}
    assert expected in met if expected else not met & {*flags}


def test_words_belong_to_the_number_beside_them() -> None:
    """What widens the first number of a sentence says nothing of the second."""
    reading = told(
        "r",
        "Strikes since Sunday killed 21 people, and 15 died at the market.",
        ("21 people", (21, "people"), MONITOR),
        ("15 died", (15, None), MONITOR),
    )
    scopes = scopes_of(reading.claims, {"r": reading.report})
    assert [scopes[c.claim_id].is_wide for c in reading.claims] == [True, False]


def test_what_is_told_of_elsewhere_is_not_in_the_total() -> None:
    """Five more in another village are no part of the 32, and no rival."""
    found = put_together(
        told(
            "r",
            "Air strikes killed 32 people. Another five died in another village.",
            ("32 people", (32, "people"), MONITOR),
            ("five died", (5, None), MONITOR),
        )
    )
    assert str(found.summary(Facet.KILLED).range) == "32"  # type: ignore[union-attr]
    assert notes(found) == ["5 (elsewhere: “in another village”): no rival to 32 killed in all"]


def test_a_figure_called_the_older_is_replaced() -> None:
    """Within one report the words tell which of one speaker's figures came first."""
    found = put_together(
        told(
            "r",
            "The toll rose to 18, the Observatory said. It had earlier put the toll at 15.",
            ("rose to 18", (18, None), MONITOR),
            ("toll at 15", (15, None), MONITOR),
        )
    )
    assert [c.kind for c in found.contests] == [ContestKind.UPDATE]
    assert found.contests[0].note == (
        "from 15 (earlier) to 18 (2017-05-04) killed, same speaker: the Observatory"
    )
    assert str(found.summary(Facet.KILLED).range) == "18"  # type: ignore[union-attr]


def test_a_number_below_its_own_speakers_civilians_is_no_total() -> None:
    """One killed in a street beside 22 civilians in all: the one is a part."""
    found = put_together(
        told(
            "r",
            "Raids killed 22 civilians, the Observatory said. One was killed in a street.",
            ("22 civilians", (22, "civilians"), MONITOR),
            ("One was killed", (1, None), MONITOR),
        )
    )
    assert str(found.summary(Facet.KILLED).range) == "22"  # type: ignore[union-attr]


def test_wide_figures_are_the_total_where_there_are_no_others() -> None:
    """A report of a week's dead tells of nothing else."""
    found = put_together(
        told(
            "r",
            "Strikes since Sunday killed 510 people, 127 of them children.",
            ("510 people", (510, "people"), MONITOR),
            ("127 of them children", (127, "children"), MONITOR),
        )
    )
    assert str(found.summary(Facet.KILLED).range) == "510"  # type: ignore[union-attr]
    assert str(found.summary(Facet.KILLED, "children").range) == "127"  # type: ignore[union-attr]


def test_figures_of_a_span_of_time_make_an_aggregate() -> None:
    """Where the words about every figure sum up days, UCDP calls the source's figure one."""
    reading = told(
        "r",
        "Strikes since Sunday killed 510 people in the town.",
        ("510 people", (510, "people"), MONITOR),
    )
    members = (("r", 0),)
    incident = Incident("x", IncidentKind.AIR_STRIKE, None, TOWN, members)
    found = reconcile(incident, {"r": reading}, policy="ucdp")
    clarity = found.ruling("event_clarity")
    assert clarity is not None
    assert (clarity.value, clarity.rule) == (2, "every figure is told of a span of time")


def test_what_no_death_is_told_of_is_no_event_of_ucdp() -> None:
    """Armed force without a death stays in the ledger, and is said to be no row of UCDP's."""
    reading = told("r", "Strikes hit Saraqib.", ("Saraqib", TOWN, None))
    incident = Incident("x", IncidentKind.AIR_STRIKE, None, TOWN, (("r", 0),))
    found = reconcile(incident, {"r": reading}, policy="ucdp")
    assert found.ruling("is_event").value == "no"  # type: ignore[union-attr]


def test_an_open_end_reaches_every_figure() -> None:
    """At least 21 is 21 or more by every policy."""
    base = told("r", "They killed 21 people.", ("21 people", (21, "people"), MONITOR))
    value = CountValue(CasualtyRange(21, None), "people")
    claim = Claim("r", 0, Facet.KILLED, value, base.claims[0].evidence, (MONITOR,))
    reading = Reading(base.report, "hand", base.mentions, (claim,), base.incidents)
    incident = Incident("x", IncidentKind.AIR_STRIKE, None, TOWN, (("r", 0),))
    for policy, name in (("airwars", "killed_max"), ("ucdp", "high"), ("acled", "fatalities")):
        found = reconcile(incident, {"r": reading}, policy=policy)
        ruling = found.ruling(name)
        assert ruling is not None
        assert ruling.told == "21 or more"
        assert found.summary(Facet.KILLED).told == "21 or more"  # type: ignore[union-attr]
