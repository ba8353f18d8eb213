"""Reports with their text, its segments and claims, how they came in, and search over them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from rashomon.errors import LedgerError
from rashomon.publish.custody import capture_as_json, custody_as_json
from rashomon.publish.readings import claim_as_json, reading_as_json
from rashomon.records import to_plain
from rashomon.web.api.answers import After, Limit, Number, answers, known_words, page, told
from rashomon.web.api.blindly import Anyway, ask_first
from rashomon.web.api.shapes import (
    KHUSHAM,
    Claim,
    Days,
    Page,
    ReportLine,
    Row,
    Told,
    Two,
    Words,
    eg,
    report_as_json,
    row_as_json,
)
from rashomon.web.failures import NoSuchThing
from rashomon.web.files import report_file
from rashomon.web.handing_out import file_of_capture
from rashomon.web.searching import LONGEST, look_for
from rashomon.web.views.naming import names_told
from rashomon.web.views.report import segments_of
from rashomon.web.workplace import Here

__all__ = ["router"]

router = APIRouter(tags=["reports"])
Part = dict[str, Any]
REPORT, HASH = (
    "r-1f2e3d4c5b6a7988",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
)


@router.get("/reports", responses=answers(Page[ReportLine]))
def reports(request: Request, place: Here, after: After = None, limit: Limit = 50) -> Response:
    """List the reports, read or waiting, in the order of their ids."""
    known_words(request, ("after", "limit"))
    ids = place.ledger.report_ids()
    later = [one for one in ids if after is None or one > after]
    items = [
        report_as_json(derived.report)
        for report_id in later[:limit]
        if (derived := place.ledger.derivation(report_id)) is not None
    ]
    more = len(later) > limit
    return page(request, items, total=len(ids), following=later[limit - 1] if more else None)


class Segment(Told):
    """A stretch of the text: what is no part of the report, or has a place of its own in it."""

    kind: str = eg("headline", "headline, dateline, noise, speaker, withheld or claim.")
    start: int = eg(0)
    end: int = eg(42)
    claim_id: str | None = eg(None)


class NameTold(Told):
    """A name that the report uses, and what it is taken for; `/names` looks others up."""

    words: str = eg("the militia")
    kind: str = eg("actor", "actor or place.")
    taken_for: str | None = eg(None)


class ReportClaim(Claim):
    """A claim, and the incident that it is of."""

    incident: str = eg(KHUSHAM)


class Report(Told):
    """A report as people left it; all offsets are characters of `text`."""

    report_id: str = eg(REPORT)
    id: str = eg("afp-2018-02-08.txt", "What it is called.")
    title: str | None = eg("Fighters killed near Khusham")
    url: str | None = eg("https://news.example/khusham")
    outlet: str | None = eg("Example Times")
    carried_from: str | None = eg(None, "Whose text it declares to be.")
    published: Days
    updated: Days
    context_date: Days
    headline: str | None = eg("Fighters killed near Khusham")
    language: str | None = eg("en")
    text: str = eg("Fighters killed near Khusham\n\nAt least 25 fighters were killed …")
    noise: list[Two] = eg([[900, 1010]])
    segments: list[Segment]
    reader: str = eg("rules-3")
    incidents: list[Part] = eg([{"key": KHUSHAM, "kind": "clash", "from": "2018-02-07"}])
    members: dict[str, str] = eg(
        {f"{REPORT}#0": KHUSHAM}, "Its happenings, as decisions name them."
    )
    claims: list[ReportClaim]
    names: list[NameTold]
    origin: str | None = eg("Example Times", "What the text that several carry is called.")
    siblings: list[ReportLine] = eg([], "Other reports of its incidents that carry its text.")
    seen: str = eg("12-0123456789ab", "To be handed back with a decision.")


@router.get("/reports/{report_id}", responses=answers(Report))
def report(request: Request, place: Here, report_id: str, anyway: Anyway = False) -> Response:
    """Return a report's text and, by offsets into it, its segments and claims.

    Of a near copy, the report that it is kept with. 409 where who asks has still to code it blind.
    """
    known_words(request, ("anyway",))
    with place.ledger.one_look():
        file = report_file(place, report_id, to_decide=True)
    own = file.reading.report
    ask_first(request, place, {own.report_id}, anyway=anyway)
    return told(
        request,
        {
            **reading_as_json(file.reading, file.incidents),
            "report_id": own.report_id,
            "title": own.title,
            "text": own.text,
            "segments": [
                {"kind": one.kind, "start": one.start, "end": one.end, "claim_id": one.name or None}
                for one in segments_of(own, file.reading.claims)
            ],
            "members": {f"{one}#{nth}": owner for (one, nth), owner in file.incidents.items()},
            "names": [
                {"words": one.words, "kind": one.kind, "taken_for": one.taken_for or None}
                for one in names_told(file.reading.claims)
            ],
            "origin": file.origin or None,
            "siblings": [report_as_json(one) for one in file.siblings],
            "seen": str(file.seen),
        },
    )


class CaptureNote(Told):
    """How bytes came in, once: when, from where, by whom, sealed with all before it."""

    capture: int = eg(3)
    at: str | None = eg("2031-03-07T09:00:00Z")
    address: str = eg("https://news.example/khusham")
    sha256: str = eg(HASH)
    bytes: int = eg(5120)
    media_type: str = eg("text/html")
    part: str | int | None = eg(None, "Which of several reports in these bytes.")
    is_near_copy: bool = eg(False)
    custody: Part | None = eg({"by": "amina", "method": "upload"})
    sidecar: Part = eg({"outlet": "Example Times"})
    tool_version: str | None = eg("0.1.0")
    seal: str | None = eg(HASH)


class Derived(Told):
    """A text that was made of a capture, with what told its facts."""

    capture: int | None = eg(3)
    cleaner: str | None = eg("cleaner-7")
    at: str | None = eg("2031-03-07T09:00:00Z")
    text_sha256: str = eg(HASH)
    characters: int = eg(1840)
    found_by: dict[str, str] = eg({"published_on": "schema.org"})


class ReadNote(Told):
    """By what a report was read."""

    reader: str = eg("rules-3")
    gazetteer: str | None = eg("geonames-2026-09")
    at: str | None = eg("2031-03-07T09:00:00Z")
    tool_version: str | None = eg("0.1.0")


class Custody(Told):
    """The chain of custody of a report."""

    report_id: str = eg(REPORT)
    name: str = eg("afp-2018-02-08.txt")
    outlet: str | None = eg("Example Times")
    title: str | None = eg("Fighters killed near Khusham")
    url: str | None = eg("https://news.example/khusham")
    published: Days
    derived: Derived
    derived_before: list[Derived] = eg([])
    read: ReadNote | None
    waits_to_be_read: bool = eg(False)
    captures: list[CaptureNote]


@router.get("/reports/{report_id}/custody", responses=answers(Custody))
def custody(request: Request, place: Here, report_id: str) -> Response:
    """Return when, from where, how and by whom a report came in, and what was made of it."""
    known_words(request)
    kept_under = place.ledger.copy_of(report_id) or report_id
    if place.ledger.derivation(kept_under) is None:
        raise NoSuchThing(f"this ledger holds no report {report_id!r:.60}")
    return told(request, custody_as_json(place.ledger, kept_under))


CaptureId = Annotated[int, Path(ge=0, le=2**53)]


class OneCapture(CaptureNote):
    """A capture, and the report that was derived of it."""

    report_id: str | None = eg(REPORT)


@router.get("/captures/{capture_id}", responses=answers(OneCapture))
def capture(request: Request, place: Here, capture_id: CaptureId) -> Response:
    """Return how some bytes came in."""
    known_words(request)
    try:
        note = place.ledger.capture_note(capture_id)
    except LedgerError as error:
        raise NoSuchThing(str(error)) from error
    size = len(place.ledger.content(note.sha256))
    kept = place.ledger.copy_of(note.report_id) or note.report_id
    return told(request, {**capture_as_json(note, size, kept), "report_id": kept or None})


@router.get(
    "/captures/{capture_id}/content",
    responses={
        200: {
            "description": "The bytes, to be saved.",
            "content": {"application/octet-stream": {"schema": {"type": "string"}}},
        }
    },
)
def content(request: Request, place: Here, capture_id: CaptureId) -> Response:
    """Hand out the original bytes of a capture: `sha256` of its note is theirs."""
    known_words(request)
    return file_of_capture(request, place, capture_id)


class Mark(Told):
    """Offsets in the snippet."""

    start: int = eg(12)
    end: int = eg(21)


class Snippet(Told):
    """Some of a report's text, from `start` of it on; `marks` are what was searched for."""

    start: int = eg(180)
    text: str = eg("… and artillery fire killed at least 25 fighters …")
    marks: list[Mark]


class Hit(Told):
    """A report that holds what was searched for."""

    report_id: str = eg(REPORT)
    name: str = eg("afp-2018-02-08.txt")
    outlet: str | None = eg("Example Times")
    published_on: Days
    snippets: list[Snippet]
    claim_ids: Words = eg(["c-0a1b2c3d4e5f"], "Claims, as they were read, whose words hold it.")
    incident_ids: Words = eg([KHUSHAM])
    claims: list[Claim] = eg([], "Those of them that hold today.")
    incidents: list[Row] = eg([])


@router.get("/search", responses=answers(Page[Hit]))
def search(
    request: Request,
    place: Here,
    q: Annotated[str, Query(min_length=1, max_length=LONGEST, description='Words, and "runs of".')],
    after: Number = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
) -> Response:
    """Find reports that hold all words of a text, the claims that rest on them, their incidents."""
    known_words(request, ("q", "after", "limit"))
    found = look_for(place, q, after=after, limit=limit)
    items = []
    for hit in found.page.hits:
        reading = found.readings.get(hit.report_id)
        claims = [one for one in reading.claims if one.claim_id in hit.claim_ids] if reading else []
        rows = [found.rows[one] for one in hit.incident_ids if one in found.rows]
        items.append(
            {
                **to_plain(hit),
                "claims": [claim_as_json(one) for one in claims],
                "incidents": [row_as_json(row) for row in rows],
            }
        )
    return page(request, items, total=found.page.total, following=found.page.next)
