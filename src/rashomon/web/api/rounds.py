"""Double coding: rounds, what is to be coded blind, how far coders agree, and settling it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Request
from fastapi.responses import Response
from pydantic import Field

from rashomon.adjudicating import Ruled, accept_agreed, adjudicate, reopen
from rashomon.coding import RESAMPLES
from rashomon.coding_compared import agreement, disagreements
from rashomon.coding_json import agreement_as_json, disagreement_as_json
from rashomon.coding_rounds import (
    Round,
    close_round,
    coder_of,
    find_round,
    open_round,
    relocated,
    report_of,
    rounds,
    take,
)
from rashomon.coding_sheets import sheet_rows
from rashomon.deciding import Change
from rashomon.errors import BadSheet, SettingError
from rashomon.meanwhile import Seen
from rashomon.publish.decision_json import decision_as_json
from rashomon.records import CodeReport, ReviewDecision
from rashomon.reviewing import Today
from rashomon.web.api.answers import After, Limit, answers, cut, known_words, page, told
from rashomon.web.api.given import Sent, Words
from rashomon.web.api.shapes import Decision, Page, ReportLine, Told, eg, report_as_json
from rashomon.web.api.shapes import Words as Several
from rashomon.web.failures import NoSuchThing, NotPermitted
from rashomon.web.keeping_up import keep_up
from rashomon.web.site import Action
from rashomon.web.workplace import Here, Workplace, who_asks

__all__ = ["router"]

router = APIRouter(tags=["coding"])
Part = dict[str, Any]
RoundId = Annotated[int, Path(ge=1, le=2**53)]
REPORT = "r-1f2e3d4c5b6a7988"


class CodingRound(Told):
    """A round of coding; it is called by the number of the decision that opened it."""

    round: int = eg(31)
    name: str = eg("pilot")
    opened_by: str = eg("amina")
    why: str = eg("To see how far we agree")
    coders: Several = eg(["noor", "zoe"])
    left: dict[str, int] = eg({"noor": 0, "zoe": 2}, "Reports that each has still to code.")
    closed_by: int | None = eg(None, "The decision by which codings may be seen though some lack.")
    is_visible: bool = eg(False, "Whether codings and agreement may be seen.")


class OneRound(CodingRound):
    """A round with its reports, and those that are left to who asks."""

    reports: list[ReportLine]
    to_code: Several = eg([REPORT])


@router.get("/rounds", responses=answers(Page[CodingRound]))
def every(request: Request, place: Here, after: After = None, limit: Limit = 50) -> Response:
    """List the rounds of coding, the newest first; nothing of what was coded is told."""
    known_words(request, ("after", "limit"))
    found = tuple(reversed(rounds(place.ledger)))
    shown, following = cut(found, lambda one: str(one.opened.number), after, limit)
    return page(request, [_line(one) for one in shown], total=len(found), following=following)


class RoundGiven(Sent):
    """A round to be opened: these reports, those of an incident, or some drawn of them."""

    name: Words = eg("pilot")
    coders: Annotated[list[Words], Field(min_length=2, max_length=50)] = eg(["noor", "zoe"])
    reports: Annotated[list[Words], Field(max_length=5000)] = Field(
        default_factory=list, examples=[[REPORT]]
    )
    incident: Words | None = None
    sample: Annotated[int, Field(ge=1, le=10**6)] | None = None
    seed: Annotated[int, Field(ge=0, le=2**31)] = 0
    why: Words = eg("To see how far we agree")


@router.post("/rounds", status_code=201, responses=answers(Decision, 201))
def open_(request: Request, place: Here, given: Annotated[RoundGiven, Body()]) -> Response:
    """Open a round: these reports are to be coded by each of these coders."""
    known_words(request)
    made = open_round(
        place.ledger, given.name, given.coders, by=_me(request), why=given.why,
        reports=given.reports, incident=given.incident, sample=given.sample, seed=given.seed,
    )  # fmt: skip
    return _made(request, made)


@router.get("/rounds/{number}", responses=answers(OneRound))
def one_round(request: Request, place: Here, number: RoundId) -> Response:
    """Return a round with its reports and what is left to who asks."""
    known_words(request)
    found = _found(place, number)
    try:
        to_code: Sequence[str] = found.left(coder_of(found, who_asks(request).name or ""))
    except SettingError:  # who codes nothing in it
        to_code = ()
    reports = [report_as_json(report_of(place.ledger, one)) for one in found.what.report_ids]
    return told(request, {**_line(found), "reports": reports, "to_code": list(to_code)})


class ToCode(Told):
    """A report's text, and what the same coder has coded of it, as rows of a sheet."""

    report_id: str = eg(REPORT)
    name: str = eg("afp-2018-02-08.txt")
    text: str = eg("At least 25 fighters were killed …")
    rows: list[Part] = eg([{"report": REPORT, "words": "At least 25", "facet": "killed"}])


@router.get("/rounds/{number}/reports/{report_id}", responses=answers(ToCode))
def to_code(request: Request, place: Here, number: RoundId, report_id: str) -> Response:
    """Return a report to be coded by who asks: its text, and nothing of what machines read."""
    known_words(request)
    found = _found(place, number)
    coder = _coder(request, found)
    if report_id not in found.what.report_ids:
        raise NoSuchThing(f"round {found.name} has no report {report_id!r:.40}")
    source = Today(place.ledger).set_by_people(report_of(place.ledger, report_id))
    before = found.codings.get((coder, report_id))
    claims = before.what.claims if before and isinstance(before.what, CodeReport) else ()
    rows = sheet_rows(report_id, [relocated(one, source.text) for one in claims]) if before else []
    return told(
        request,
        {
            "report_id": report_id,
            "name": source.name,
            "text": source.text,
            "rows": [dict(row) for row in rows],
        },
    )


class SheetGiven(Sent):
    """A sheet as `rashomon coding sheet` writes it, filled in."""

    sheet: Annotated[str, Field(min_length=1, max_length=900_000)] = eg(
        "report,words,start,end,facet,value,who,speaker,stance,incident,note\n"
        f"{REPORT},At least 25 fighters were killed,,,killed,25+,,,,1,\n"
    )


class Taken(Told):
    """What came of a sheet: reports coded now, coded so before, and left."""

    stored: Several = eg([REPORT])
    same: Several = eg([])
    left: Several = eg([])


@router.post("/rounds/{number}/codings", status_code=201, responses=answers(Taken, 201))
def code(
    request: Request, place: Here, number: RoundId, given: Annotated[SheetGiven, Body()]
) -> Response:
    """Take what who asks has coded, all of the sheet or nothing; only a coder of the round may."""
    known_words(request)
    found = _found(place, number)
    coder = _coder(request, found)
    try:
        taken = take(
            place.ledger, found.name, coder, given.sheet.encode("utf-8", "surrogatepass"),
            told_in="the API",
        )  # fmt: skip
    except BadSheet as error:
        raise SettingError("; ".join(error.faults)) from error
    data = {"stored": list(taken.stored), "same": list(taken.same), "left": list(taken.left)}
    return told(request, data, status=201)


class WhyGiven(Sent):
    """For which reason."""

    why: Words = eg("Enough for a first look")


@router.post("/rounds/{number}/close", status_code=201, responses=answers(Decision, 201))
def close(
    request: Request, place: Here, number: RoundId, given: Annotated[WhyGiven, Body()]
) -> Response:
    """Let a round's codings be seen though some are lacking."""
    known_words(request)
    name = _found(place, number).name
    return _made(request, close_round(place.ledger, name, by=_me(request), why=given.why))


class Agreed(Told):
    """Krippendorff's alpha with its interval, by facet and over all."""

    round: str = eg("pilot")
    coders: Several = eg(["noor", "zoe"])
    reports: int = eg(12)
    statements: int = eg(80)
    marked_elsewhere: int = eg(0)
    closed: Part | None = eg(None)
    coded_after_seen: list[int] = eg([])
    bootstrap: Part = eg({"resamples": 1000, "seed": 0, "drawn": "reports", "level": 0.95})
    facets: list[Part] = eg([{"facet": "killed", "both": {"alpha": 0.81}}])
    tells: Part = eg({"alpha": 0.84, "low": 0.7, "high": 0.93})
    who: Part = eg({"alpha": 0.79})
    speaker: Part = eg({"alpha": 0.75})
    stance: Part = eg({"alpha": 0.9})
    incident: Part = eg({"alpha": 0.95})


@router.get("/rounds/{number}/agreement", responses=answers(Agreed))
def agreed(request: Request, place: Here, number: RoundId) -> Response:
    """Tell how far the coders of a round agree; 422 while anybody codes blind."""
    known_words(request)
    found = _found(place, number)
    result = place.kept.get(
        place.ledger, ("agreement", found.name), lambda: agreement(place.ledger, found.name)
    )
    return told(request, agreement_as_json(result, found, resamples=RESAMPLES, seed=0))


class Differing(Told):
    """What coders differ on; a coder who did not mark it has null."""

    unit: str = eg("u-0a1b2c3d")
    report: str = eg(REPORT)
    facet: str = eg("killed")
    kinds: Several = eg(["value"])
    marked_elsewhere: bool = eg(False)
    coders: dict[str, list[Part] | None] = eg({"noor": [{"value": {"low": 25}}], "zoe": None})
    settled_by: int | None = eg(None)


@router.get("/rounds/{number}/disagreements", responses=answers(Page[Differing]))
def differing(
    request: Request, place: Here, number: RoundId, after: After = None, limit: Limit = 50
) -> Response:
    """List what the coders of a round differ on; 422 while anybody codes blind."""
    known_words(request, ("after", "limit"))
    found = disagreements(place.ledger, _found(place, number).name)
    shown, following = cut(found, lambda one: one.unit.unit_id, after, limit)
    items = [disagreement_as_json(one) for one in shown]
    return page(request, items, total=len(found), following=following)


class RulingGiven(Sent):
    """How a disagreement is settled: by a coder's coding (`take`), neither, or one of one's own."""

    unit: Words = eg("u-0a1b2c3d")
    take: Annotated[str, Field(max_length=200)] | None = Field(None, examples=["noor"])
    is_neither: bool = False
    value: Annotated[str, Field(max_length=2000)] | None = None
    who: Annotated[str, Field(max_length=500)] | None = None
    speaker: Annotated[str, Field(max_length=500)] | None = None
    stance: Annotated[str, Field(max_length=20)] | None = None
    member: Annotated[str, Field(max_length=200)] | None = None
    why: Words = eg("The words say at least")
    seen: Annotated[str, Field(max_length=60)] | None = None


class Settled(Told):
    """Rulings, with the decisions that carry them out."""

    rulings: list[Decision]
    carried_out: list[Decision] = eg([])
    notes: Several = eg([], "What was left, or why nothing followed.")


@router.post("/rounds/{number}/rulings", status_code=201, responses=answers(Settled, 201))
def settle(
    request: Request, place: Here, number: RoundId, given: Annotated[RulingGiven, Body()]
) -> Response:
    """Settle a disagreement; 409 where somebody else decided on it since `seen`."""
    known_words(request)
    change = Change(given.value, given.who, given.speaker, given.stance)
    ruled = adjudicate(
        place.ledger, _found(place, number).name, given.unit, by=_me(request), why=given.why,
        coder=given.take, is_neither=given.is_neither,
        change=change if change != Change() else None, member=given.member,
        seen=None if given.seen is None else Seen.parse(given.seen).decision,
    )  # fmt: skip
    return _settled(request, place, [ruled], [ruled.note] if ruled.note else [])


@router.post("/rounds/{number}/accept", status_code=201, responses=answers(Settled, 201))
def accept(
    request: Request, place: Here, number: RoundId, given: Annotated[WhyGiven, Body()]
) -> Response:
    """Let count what all coders agree on."""
    known_words(request)
    name = _found(place, number).name
    ruled, left = accept_agreed(place.ledger, name, by=_me(request), why=given.why)
    return _settled(request, place, ruled, [str(one) for one in left])


class ReopenGiven(WhyGiven):
    """Which disagreement is to be open again."""

    unit: Words = eg("u-0a1b2c3d")


@router.post("/rounds/{number}/reopen", status_code=201, responses=answers(Decision, 201))
def open_again(
    request: Request, place: Here, number: RoundId, given: Annotated[ReopenGiven, Body()]
) -> Response:
    """Withdraw what settled a disagreement, with all that followed from it."""
    known_words(request)
    name = _found(place, number).name
    ruling = reopen(place.ledger, name, given.unit, by=_me(request), why=given.why)
    keep_up(place)
    return _made(request, ruling)


def _line(found: Round) -> Part:
    return {
        "round": found.opened.number,
        "name": found.name,
        "opened_by": found.opened.who,
        "why": found.opened.why,
        "coders": list(found.what.coders),
        "left": {coder: len(found.left(coder)) for coder in found.what.coders},
        "closed_by": found.closed.number if found.closed else None,
        "is_visible": found.is_visible,
    }


def _found(place: Workplace, number: int) -> Round:
    for one in rounds(place.ledger):
        if one.opened.number == number:
            return find_round(place.ledger, one.name)
    raise NoSuchThing(f"no round of coding was opened by decision {number}")


def _me(request: Request) -> str:
    return who_asks(request).name or ""


def _coder(request: Request, found: Round) -> str:
    try:
        return coder_of(found, _me(request))
    except SettingError as error:
        raise NotPermitted(Action.DECIDE) from error


def _plain(one: ReviewDecision) -> Part:
    return {**decision_as_json(one), "withdrawn_by": None}


def _made(request: Request, one: ReviewDecision) -> Response:
    return told(request, _plain(one), status=201)


def _settled(
    request: Request, place: Workplace, ruled: Sequence[Ruled], notes: Sequence[str]
) -> Response:
    keep_up(place)
    return told(
        request,
        {
            "rulings": [_plain(one.ruling) for one in ruled],
            "carried_out": [_plain(each) for one in ruled for each in one.carried_out],
            "notes": list(notes),
        },
        status=201,
    )
