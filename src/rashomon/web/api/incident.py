"""One incident: whole, its past, what changed between two moments, whose text is whose, files."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from rashomon.differences import diff, difference_as_json
from rashomon.history import entry_as_json, incident_log
from rashomon.publish.incident_json import incident_as_json
from rashomon.publish.lineage import lineage_as_json
from rashomon.records import Lineage, to_plain
from rashomon.records.listings import Order
from rashomon.reviewing import Today
from rashomon.web.api.answers import After, Limit, answers, cut, known_words, page, told
from rashomon.web.api.blindly import Anyway, ask_first
from rashomon.web.api.queries import QUERY, query_of
from rashomon.web.api.shapes import (
    KHUSHAM,
    Claim,
    Days,
    Numbers,
    Page,
    ReportLine,
    Told,
    Two,
    Words,
    eg,
    report_as_json,
)
from rashomon.web.changed import MOST, figures_of, moment_side
from rashomon.web.files import incident_file
from rashomon.web.handing_out import KINDS, file_of_incident, file_of_list
from rashomon.web.workplace import Here

__all__ = ["router"]

router = APIRouter(tags=["incidents"])
Part = dict[str, Any]


class Review(Told):
    """How far people have come with it. `decisions` are those that shape what is shown."""

    level: str = eg("draft")
    by: str | None = eg(None)
    assigned_to: str | None = eg("amina")
    comments: Numbers = eg([])
    decisions: Numbers = eg([12])


class Range(Told):
    """What the policy leaves open of an outcome, with the rule and the claims behind it."""

    outcome: str = eg("killed")
    group: str | None = eg(None, "Of whom, where it is of some of them.")
    low: int | None = eg(25)
    high: int | None = eg(None)
    highest_told: int | None = eg(100)
    policy: str = eg("airwars-2")
    rule: str = eg("from the lowest to the highest figure of independent origins")
    claims: Words = eg(["c-0a1b2c3d4e5f"])
    replaced: Words = eg([], "Claims whose speaker told another figure later.")
    decisions: Numbers = eg([12])


class Position(Told):
    """What several say alike of a facet."""

    id: str = eg("killed-1")
    facet: str = eg("killed")
    label: str = eg("25 or more")
    group: str | None = eg(None)
    is_denial: bool = eg(False)
    parties: Words = eg(["Syria"])
    origins: Words = eg(["o1"])
    exact_origins: Words = eg(["o1"])
    claims: Words = eg(["c-0a1b2c3d4e5f"])


class Contest(Told):
    """A facet on which accounts part, or seem to."""

    facet: str = eg("killed")
    kind: str = eg("numbers")
    note: str = eg("no number makes both true")
    positions: Words = eg(["killed-1", "killed-2"])
    claims: Words = eg(["c-0a1b2c3d4e5f"])


class Account(Told):
    """What one party tells: its positions by facet, where it is silent, how its telling changed."""

    party: str = eg("Syria")
    speakers: Words = eg(["a commander"])
    positions: dict[str, Words] = eg({"killed": ["killed-1"]})
    labels: dict[str, str] = eg({"killed-1": "25 or more"})
    silent_on: Words = eg(["injured"])
    steps: list[Part] = eg([{"facet": "killed", "day": "2018-02-08", "change": False}])


class Origin(Told):
    """Reports that carry one text."""

    id: str = eg("o1")
    name: str = eg("Example Times")
    reports: Words = eg(["afp-2018-02-08.txt"])
    reasons: Words = eg(["declared: Source: Example Times"])


class Link(Told):
    """Why a report's incident (id and number) was joined, or came near: score 0 to 1, reasons."""

    incident_id: str = eg(KHUSHAM)
    member: Two = eg(["r-1f2e3d4c5b6a7988", 0])
    judgement: Literal["same", "different", "unsure"] = eg("same")
    score: float = eg(0.83)
    reasons: Words = eg(["same day", "4 km apart"])


class Incident(Told):
    """An incident whole. Unknown is null. Every figure names the claims that it rests on."""

    incident_id: str = eg(KHUSHAM)
    kind: str = eg("clash")
    date_from: Days
    date_to: Days
    date_reason: str | None = eg("told as 7 February")
    date_prec: int | None = eg(1, "As UCDP codes it.")
    time_precision: int | None = eg(1, "As ACLED codes it.")
    place: str | None = eg("Khusham")
    admin: str | None = eg("Deir ez-Zor")
    country: str | None = eg("Syria")
    latitude: float | None = eg(35.31)
    longitude: float | None = eg(40.29)
    radius_km: float | None = eg(5.0)
    where_prec: int | None = eg(2, "As UCDP codes it.")
    geo_precision: int | None = eg(2, "As ACLED codes it.")
    place_reason: str | None = eg("near Khusham")
    contested: Words = eg(["killed"])
    review: Review
    ranges: list[Range]
    accounts: list[Account]
    positions: list[Position]
    contests: list[Contest]
    origins: list[Origin]
    claims: list[Claim]
    zones: list[Part] = eg([{"zone": "euphrates-deconfliction-line", "side": "left"}])
    policy: str | None = eg("airwars-2")
    rulings: list[Part] = eg([{"name": "killed_low", "value": 25, "claims": ["c-0a1b2c3d4e5f"]}])
    grades: list[Part] = eg([{"claim": "c-0a1b2c3d4e5f", "reliability": "B", "credibility": 2}])
    slips: list[Part] = eg([], "Numbers of a report that do not fit each other.")
    notes: Words = eg([])
    members: Words = eg(["r-1f2e3d4c5b6a7988#0"], "Its reports' incidents, as decisions name them.")
    reports: list[ReportLine]
    links: list[Link]
    seen: str = eg("12-0123456789ab-0123456789abcdef", "To be handed back with a decision.")


@router.get("/incidents/{incident_id}", responses=answers(Incident))
def incident(request: Request, place: Here, incident_id: str, anyway: Anyway = False) -> Response:
    """Return one incident whole: accounts, positions, contests, ranges, claims with their words.

    Of one that was merged into another, that other. `seen` is to be handed back with a decision.
    409 where who asks has still to code one of its reports blind.
    """
    known_words(request, ("anyway",))
    file = incident_file(place, incident_id, to_decide=True)
    ask_first(request, place, file.readings, anyway=anyway)
    return told(
        request,
        {
            **incident_as_json(file.dossier, file.readings),
            "members": [f"{one}#{number}" for one, number in file.dossier.incident.members],
            "reports": [report_as_json(one.report) for one in file.readings.values()],
            "links": [to_plain(link) for link in file.links],
            "seen": str(file.seen),
        },
    )


class Entry(Told):
    """One thing that happened. A person's decision has `decision`, with all that was decided."""

    at: str = eg("2031-03-07T09:00:00+00:00")
    kind: Literal["captured", "derived", "read", "linked", "near miss", "decided"] = eg("decided")
    by: str = eg("amina")
    what: str = eg("approved as reviewed")
    why: str | None = eg("All claims were read")
    number: int | None = eg(12, "Of the decision, or of the capture.")
    report_id: str | None = eg(None)
    withdrawn_by: int | None = eg(None)
    rests_on: Words = eg([])
    decision: Part | None = eg({"kind": "approve", "level": "reviewed"})


class History(Page[Entry]):
    """A page of what happened to an incident, the earliest first."""

    incident_id: str = eg(KHUSHAM)
    known_as: Words = eg([KHUSHAM], "Its id, and those of all that have become part of it.")


@router.get("/incidents/{incident_id}/history", responses=answers(History))
def history(
    request: Request, place: Here, incident_id: str, after: After = None, limit: Limit = 200
) -> Response:
    """List all that happened to an incident, the earliest first."""
    known_words(request, ("after", "limit"))
    found = incident_log(place.ledger, incident_id)
    every = [(str(number), one) for number, one in enumerate(found.entries)]
    shown, following = cut(every, lambda one: one[0], after, limit)
    nobody: Part = {"withdrawn_by": None, "rests_on": [], "decision": None}
    return page(
        request, [{**nobody, **entry_as_json(one)} for _, one in shown], total=len(every),
        following=following, incident_id=found.incident_id, known_as=list(found.known_as),
    )  # fmt: skip


class Edge(Told):
    """A report carries words of another, or (`of_outlet`) of an outlet."""

    report_id: str = eg("r-1f2e3d4c5b6a7988")
    of: str = eg("r-0102030405060708")
    of_outlet: bool = eg(False)
    kind: str = eg("shared_text")
    one_origin: bool = eg(True)
    directed: bool = eg(True)
    share: float | None = eg(0.64)
    evidence: list[Part] = eg(
        [{"start": 0, "end": 40, "quote": "At least 25 fighters were killed"}]
    )
    reasons: Words = eg(["passages word for word"])


class Carrier(Told):
    """A report of the graph."""

    report_id: str = eg("r-1f2e3d4c5b6a7988")
    name: str = eg("afp-2018-02-08.txt")
    outlet: str | None = eg("Example Times")
    carried_from: str | None = eg(None, "Whose text it declares to be.")
    published: Days


class Carrying(Told):
    """Whose text is whose, as a graph."""

    incident_id: str = eg(KHUSHAM)
    reports: list[Carrier]
    carries: list[Edge]


@router.get("/incidents/{incident_id}/lineage", responses=answers(Carrying))
def lineage(request: Request, place: Here, incident_id: str) -> Response:
    """Tell which of an incident's reports carry whose text, and on what evidence."""
    known_words(request)
    file = incident_file(place, incident_id, to_decide=True)
    reports = tuple(reading.report for reading in file.readings.values())
    found = lineage_as_json(Lineage(reports, file.carries))
    return told(request, {"incident_id": file.dossier.incident.incident_id, **found})


class Change(Told):
    """An incident that "appeared", "vanished" or "changed", with what did and why."""

    incident_id: str = eg(KHUSHAM)
    how: str = eg("changed")
    headline: str = eg("clash, Khusham, 7 February 2018, 25 to 100 or more killed")
    others: Words = eg([], "Where what it held is now, or what it holds came from.")
    note: str | None = eg(None)
    why: list[Part] = eg([{"kind": "decision", "number": 12, "by": "person: amina"}])
    changes: list[Part] = eg([{"what": "range", "name": "killed", "before": "25", "after": "25+"}])


class Difference(Told):
    """What differs between two moments."""

    before: str = eg("@11")
    after: str = eg("now")
    notes: Words = eg([])
    incidents: list[Change]


_MOMENT = "A day or time (UTC), @NUMBER of a decision, or now."


@router.get("/incidents/{incident_id}/changes", responses=answers(Difference))
def changes(
    request: Request,
    place: Here,
    incident_id: str,
    since: Annotated[str, Query(min_length=1, max_length=60, description=_MOMENT)],
    until: Annotated[str, Query(min_length=1, max_length=60, description=_MOMENT)] = "now",
) -> Response:
    """Tell what changed of an incident between two moments, and why.

    Beside it stand the incidents that something of it came from or went to.
    """
    known_words(request, ("since", "until"))
    sides = moment_side(place, since), moment_side(place, until)
    found = diff(
        place.ledger, *sides, incident_id=incident_id, figures=figures_of(place), most=MOST
    )
    if not found.incidents:
        Today(place.ledger).incident(incident_id)  # raises, naming the ids that are like it
    return told(request, difference_as_json(found))


@router.get("/changes", responses=answers(Difference))
def all_changes(
    request: Request,
    place: Here,
    since: Annotated[str, Query(min_length=1, max_length=60, description=_MOMENT)],
    until: Annotated[str, Query(min_length=1, max_length=60, description=_MOMENT)] = "now",
) -> Response:
    """Tell what changed of all incidents between two moments, and why.

    422 where more changed than is compared for one answer: choose moments that lie nearer.
    """
    known_words(request, ("since", "until"))
    sides = moment_side(place, since), moment_side(place, until)
    found = diff(place.ledger, *sides, figures=figures_of(place), most=MOST)
    return told(request, difference_as_json(found))


File = Literal["csv", "geojson", "jsonl", "json", "parquet", "ftm", "jsonld"]


def _files() -> dict[int | str, dict[str, Any]]:
    """Describe a file; of what is JSON, codebooks tell more than a schema here could."""
    kinds = {kind.partition(";")[0] for kind in KINDS.values()}
    told: dict[str, Any] = {
        kind: {"schema": {} if kind.endswith("json") and "nd" not in kind else {"type": "string"}}
        for kind in sorted(kinds)
    }
    return {200: {"description": "The file, to be saved.", "content": told}}


@router.get("/incidents/{incident_id}/file/{form}", responses=_files())
def one_file(request: Request, place: Here, incident_id: str, form: File) -> Response:
    """Hand out one incident as a file: a table, a map, its claims, or all of it.

    429 where too many files are being made.
    """
    known_words(request)
    return file_of_incident(request, place, incident_id, form)


@router.get("/files/{form}", dependencies=[QUERY], responses=_files())
def list_file(
    request: Request,
    place: Here,
    form: File,
    order: Order = Order.NEWEST,
    policy: Annotated[
        str, Query(max_length=80, description="Whose figures and columns; else the server's.")
    ] = "",
) -> Response:
    """Hand out the incidents that a query asks for as a file, in any format of the command line.

    2,000 incidents at the most; 429 where too many files are being made.
    """
    query = query_of(request, place, "order", "policy")
    return file_of_list(request, place, query, order, form, policy)
