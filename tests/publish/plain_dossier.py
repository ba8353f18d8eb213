"""One invented dossier for tests of examples: two claims, a place, words that name a victim."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.publish.made_dossiers import Made, dossier_of

from rashomon.records import (
    CasualtyRange,
    Claim,
    CountValue,
    DateInterval,
    EvidenceSpan,
    Facet,
    Incident,
    IncidentKind,
    Mention,
    Motive,
    Place,
    PlaceKind,
    PlaceValue,
    Reading,
    Report,
    ReportIncident,
    ResponsibleValue,
    Span,
    Speaker,
    TargetValue,
)

VICTIM = "Jane Roe"
TEXT = f"Nine of the family of {VICTIM} died at her house, a neighbor of {VICTIM} said."
FORD = Place("made:1", "Ford", PlaceKind.TOWN, 35.0, 40.0, 2.5, "Homs", "Syria")
REPORT = Report(
    "r1", f"{VICTIM}-killed", f"/home/me/{VICTIM}.txt", TEXT, f"{VICTIM} killed",
    outlet="The Invented Times", published_on=date(2031, 3, 8), language="en",
    url="https://times.example/1",
)  # fmt: skip
WHERE = PlaceValue(f"the house of {VICTIM}", 35.0, 40.0, 2.5, (FORD,))
DAY = DateInterval(date(2031, 3, 7), date(2031, 3, 7))
WHOLE = EvidenceSpan(0, len(TEXT), TEXT)
NEIGHBOR = Speaker(f"a neighbor of {VICTIM}", kind="witness")
CLAIMS = (
    Claim("r1", 0, Facet.KILLED, CountValue(CasualtyRange(9, None), f"the family of {VICTIM}"),
          WHOLE, (NEIGHBOR,)),
    Claim("r1", 0, Facet.TARGET, TargetValue(f"the house of {VICTIM}"), WHOLE),
    Claim("r1", 0, Facet.PLACE, WHERE, WHOLE),
    Claim("r1", 0, Facet.DATE, DAY, WHOLE),
    Claim("r1", 0, Facet.MOTIVE, Motive(), WHOLE, (Speaker("Moscow", actor="Russia"),)),
    Claim("r1", 0, Facet.RESPONSIBLE, ResponsibleValue(f"gunman {VICTIM}"), WHOLE),
    Claim("r1", 0, Facet.RESPONSIBLE, ResponsibleValue("US-led coalition"), WHOLE),
)  # fmt: skip


def with_claim(*claims: Claim, place: PlaceValue | None = WHERE) -> Made:
    """The dossier of an incident with these claims alone."""
    told = ReportIncident("r1", 0, IncidentKind.SHELLING, DAY, place, (0,))
    reading = Reading(REPORT, "rules-1", (Mention(0, Span(0, len(TEXT))),), claims, (told,))
    incident = Incident("ford-2031-03-07", IncidentKind.SHELLING, DAY, place, (("r1", 0),))
    dossier = dossier_of(incident, claims, "Russia", CasualtyRange(9, None))
    summary = replace(dossier.summaries[0], group=f"family {VICTIM}".casefold())
    return Made((replace(dossier, summaries=(summary,)),), {"r1": reading})


def placed(lat: float, lon: float) -> Made:
    """The dossier with its place elsewhere."""
    return with_claim(*CLAIMS, place=replace(WHERE, lat=lat, lon=lon))


PLAIN = with_claim(*CLAIMS)
