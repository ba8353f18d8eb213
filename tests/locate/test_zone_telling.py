"""What reports say of zones, and how claims are held against coordinates."""

from __future__ import annotations

import bisect
import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pytest

from rashomon.locate.zone_files import read_zones
from rashomon.locate.zone_telling import tell_zones
from rashomon.locate.zones import ZoneList
from rashomon.records import (
    Claim,
    DateInterval,
    EvidenceSpan,
    Facet,
    Incident,
    IncidentKind,
    Means,
    MeansValue,
    Mention,
    PlaceValue,
    Reading,
    Report,
    ReportIncident,
    Span,
    Speaker,
    ZoneAgreement,
    ZoneRelation,
    ZoneSide,
)

DAY = DateInterval(date(2018, 2, 7), date(2018, 2, 7))
MINISTRY = Speaker("the ministry", party="Freedonia")


def zones(**properties: object) -> ZoneList:
    """Return a line from north to south along 20 degrees east, and a box to the east of it."""
    features = [
        {
            "type": "Feature",
            "properties": {
                "name": "Quiet line", "precision_km": 1, "valid_from": "2000",
                "shared_aliases": ["ceasefire line"], "left": "the east", "right": "the west",
                **properties,
            },
            "geometry": {"type": "LineString", "coordinates": [[20, 45], [20, 43]]},
        },
        {
            "type": "Feature",
            "properties": {
                "name": "Quiet zone", "precision_km": 1, "valid_from": "2000",
                "shared_aliases": ["buffer zone"],
            },
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[20.5, 43.8], [21, 43.8], [21, 44.2], [20.5, 44.2], [20.5, 43.8]]],
            },
        },
        {
            "type": "Feature",
            "properties": {
                "name": "Other zone", "precision_km": 1, "valid_from": "2000",
                "shared_aliases": ["buffer zone"],
            },
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[21.2, 43.8], [21.4, 43.8], [21.4, 44.2], [21.2, 43.8]]],
            },
        },
    ]  # fmt: skip
    whole = {"type": "FeatureCollection", "features": features}
    return ZoneList.of(read_zones(json.dumps(whole).encode(), "x").zones)


@dataclass(frozen=True)
class Ear:
    """Hears the ministry in every sentence that says "the ministry said"."""

    text: str

    @cached_property
    def sentences(self) -> Sequence[Span]:
        """Up to each full stop."""
        return [Span(*found.span()) for found in re.finditer(r"[^.]+\.", self.text)]

    def says(self, start: int, end: int) -> tuple[Speaker, ...]:
        """The ministry, where the sentence names it."""
        at = bisect.bisect_right(self.sentences, start, key=lambda s: s.start) - 1
        whole = self.sentences[at]
        assert end <= whole.end
        return (MINISTRY,) if "ministry said" in whole.of(self.text) else ()


def told(
    text: str,
    lon: float,
    *,
    radius_km: float = 2,
    lat: float = 44.0,
    own: str | None = None,
    others: str | None = None,
    claims: tuple[Claim, ...] = (),
    reason: str = "",
    is_placed: bool = True,
) -> dict[str, ZoneRelation]:
    """Return the relations of an incident at `lon` that `text` reports on.

    `own` are words of the sentence that tells of it, `others` of one that tells of another.
    """
    mentions, incidents = [], []
    for number, words in enumerate((own or text, others)):
        if words is not None:
            start = text.index(words)
            mentions.append(Mention(number, Span(start, start + len(words))))
            incidents.append(
                ReportIncident("r1", number, IncidentKind.OTHER, None, None, (number,))
            )
    reading = Reading(
        Report("r1", "one", "one.txt", text), "hand", tuple(mentions), claims, tuple(incidents)
    )
    place = PlaceValue("there", lat, lon, radius_km, reason=reason)
    place = place if is_placed else PlaceValue("nowhere known")
    incident = Incident("there-2018-02-07", IncidentKind.OTHER, DAY, place, (("r1", 0),))
    ear = Ear(text)
    relations = tell_zones(incident, {"r1": reading}, zones(), lambda _: ear)
    return {relation.zone_id: relation for relation in relations}


def test_a_sentence_that_names_a_zone_is_kept_with_its_speaker() -> None:
    """Words, offsets and who says it; what claims nothing is not compared."""
    text = "Shells fell. The Quiet line must hold, the ministry said."
    (said,) = told(text, 20.1)["quiet-line"].statements
    assert said.named.quote == "Quiet line"
    assert said.evidence.quote == "The Quiet line must hold, the ministry said."
    assert said.evidence.is_in(text)
    assert said.source == (MINISTRY,)
    assert (said.claim, said.agreement, said.note) == (None, None, "")


@pytest.mark.parametrize(
    ("lon", "radius_km", "claim", "agreement"),
    [
        (20.1, 2, "8 km east of", ZoneAgreement.AGREES),
        (20.1, 2, "30 km east of", ZoneAgreement.PARTS),
        (20.1, 2, "8 km west of", ZoneAgreement.PARTS),
        (20.1, 2, "more than 5 km east of", ZoneAgreement.AGREES),
        (20.1, 2, "less than 3 km east of", ZoneAgreement.PARTS),
        (20.1, 2, "8 km from", ZoneAgreement.AGREES),
        (20.1, 2, "west of", ZoneAgreement.PARTS),
        (20.1, 2, "east of", ZoneAgreement.AGREES),
        (20.1, 10, "8 km east of", ZoneAgreement.CANNOT_BE_TOLD),
        (20.1, 10, "3 km west of", ZoneAgreement.CANNOT_BE_TOLD),
        (20.1, 10, "20 km west of", ZoneAgreement.PARTS),
    ],
)
def test_a_claimed_way_to_a_line_is_held_against_the_distance(
    lon: float, radius_km: float, claim: str, agreement: ZoneAgreement
) -> None:
    """The place is 8 km east of the line, more or less exactly so."""
    text = f"It happened {claim} the Quiet line."
    (said,) = told(text, lon, radius_km=radius_km)["quiet-line"].statements
    assert said.agreement is agreement
    assert "claimed" in said.note
    assert "8 km" in said.note


@pytest.mark.parametrize(
    ("lon", "radius_km", "claim", "agreement"),
    [
        (20.75, 2, "inside", ZoneAgreement.AGREES),
        (20.75, 2, "outside", ZoneAgreement.PARTS),
        (20.75, 2, "20 km inside", ZoneAgreement.AGREES),
        (20.75, 2, "5 km inside", ZoneAgreement.PARTS),
        (20.4, 2, "inside", ZoneAgreement.PARTS),
        (20.4, 2, "8 km outside", ZoneAgreement.AGREES),
        (20.4, 2, "8 km west of", ZoneAgreement.AGREES),
        (20.4, 2, "8 km east of", ZoneAgreement.PARTS),
        (20.4, 10, "inside", ZoneAgreement.CANNOT_BE_TOLD),
    ],
)
def test_a_claimed_way_to_an_area_is_held_against_the_distance(
    lon: float, radius_km: float, claim: str, agreement: ZoneAgreement
) -> None:
    """Inside and outside, with and without a distance, and from which direction."""
    text = f"It happened {claim} the Quiet zone."
    (said,) = told(text, lon, radius_km=radius_km)["quiet-zone"].statements
    assert said.agreement is agreement


def test_a_claim_is_not_held_against_itself() -> None:
    """Where the incident's place was found by the zone, its distance bears nothing out."""
    text = "It happened 8 km east of the Quiet line."
    (said,) = told(text, 20.1, reason="8 km east of the Quiet line")["quiet-line"].statements
    assert said.agreement is ZoneAgreement.CANNOT_BE_TOLD
    assert "rests on such words" in said.note


def test_past_its_end_a_line_decides_nothing() -> None:
    """There are no sides to be on."""
    text = "It happened 8 km east of the Quiet line."
    (said,) = told(text, 20.1, lat=42.9)["quiet-line"].statements
    assert said.agreement is ZoneAgreement.CANNOT_BE_TOLD


def test_nobody_is_inside_a_line() -> None:
    """Such words claim nothing that could be measured."""
    (said,) = told("It happened inside the Quiet line.", 20.1)["quiet-line"].statements
    assert said.claim is None


def test_a_name_that_zones_share_is_that_of_the_nearest() -> None:
    """Two buffer zones: the one that the incident lies in; a name of its own wins over that."""
    relations = told("It was in the buffer zone. The Other zone is far.", 20.75)
    assert [s.named.quote for s in relations["quiet-zone"].statements] == ["buffer zone"]
    assert [s.named.quote for s in relations["other-zone"].statements] == ["Other zone"]
    near = told("It was in the buffer zone.", 21.25)
    assert near["other-zone"].statements
    assert not near["quiet-zone"].statements


TWO = (
    "Nine died 8 km east of the Quiet line. In another raid two died 40 km east of the Quiet line."
)
BOTH = f"{TWO} Reports spoke of 20 km west of the Quiet line."


def test_the_zone_means_the_one_named_before() -> None:
    """A later "the zone" is the last one of its kind; without one it is nobody's."""
    relations = told(
        "They were in the Quiet zone. The Quiet line is near. They stood 15 km outside the zone.",
        20.75,
    )
    said = relations["quiet-zone"].statements
    assert [s.named.quote for s in said] == ["Quiet zone", "zone"]
    assert [s.agreement for s in said] == [ZoneAgreement.AGREES, ZoneAgreement.PARTS]
    assert len(relations["quiet-line"].statements) == 1
    assert not told("They were in the zone.", 20.75)["quiet-zone"].statements
    late = told("It was near the line. The Quiet line holds. They left that line.", 20.1)
    assert [s.named.quote for s in late["quiet-line"].statements] == ["Quiet line", "line"]


def test_what_is_said_of_another_incident_is_left_out() -> None:
    """Of two incidents in a report, each has its own sentence; one of neither is not compared."""
    first, second = (f"{part}." for part in TWO.rstrip(".").split(". "))
    statements = told(BOTH, 20.1, own=first, others=second)["quiet-line"].statements
    assert [s.evidence.quote[:9] for s in statements] == ["Nine died", "Reports s"]
    assert statements[0].agreement is ZoneAgreement.AGREES
    assert statements[1].claim is None


def test_one_sentence_counts_once_with_what_it_claims() -> None:
    """A sentence that names the line twice is one statement."""
    text = "The Quiet line was quiet and shells fell 8 km east of the Quiet line."
    (said,) = told(text, 20.1)["quiet-line"].statements
    assert said.claim is not None


def test_the_speaker_of_a_claim_of_the_reading_is_taken() -> None:
    """Where the reading knows who says the words, nobody is asked again."""
    text = "It happened 8 km east of the Quiet line."
    chain = (Speaker("a witness"), Speaker("Newswire"))
    claim = Claim(
        "r1", 0, Facet.MEANS, MeansValue(Means.ARTILLERY),
        EvidenceSpan.cut(text, 12, 24), chain,
    )  # fmt: skip
    (said,) = told(text, 20.1, claims=(claim,))["quiet-line"].statements
    assert said.source == chain


def test_words_outside_of_all_sentences_are_no_statement() -> None:
    """Headlines and menus are not heard."""
    text = "Shells fell. more on the Quiet line"
    assert not told(text, 20.1, own="Shells fell.")["quiet-line"].statements


def test_a_report_that_names_zones_without_end_is_heard_in_time() -> None:
    """Five thousand sentences, each with two names: seconds, not hours."""
    one = "It was 8 km east of the Quiet line in the buffer zone. "
    began = time.perf_counter()
    relations = told(one * 5_000, 20.1, others=None)
    assert len(relations["quiet-line"].statements) == 5_000
    assert time.perf_counter() - began < 30  # some 2 s where nothing else runs


def test_an_incident_without_a_place_tells_what_is_said_of_zones() -> None:
    """Names of their own lead to zones; how it lies to them, nobody can tell."""
    text = "A ship sank 8 km east of the Quiet line and of the buffer zone."
    relations = told(text, 20.1, is_placed=False)
    assert list(relations) == ["quiet-line"]
    assert relations["quiet-line"].side is ZoneSide.UNKNOWN
    (said,) = relations["quiet-line"].statements
    assert (str(said.claim), said.agreement) == ("8 km east", None)
    assert not told("A ship sank.", 20.1, is_placed=False)


def test_an_incident_far_from_all_zones_is_told_nothing() -> None:
    """Its reports are not even looked through."""
    assert not told("The Quiet line holds.", 60.0)
