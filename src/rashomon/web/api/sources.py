"""Outlets and speakers: what each published or said, how it was relayed, of whose losses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeVar

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from rashomon.records import SourceGrade
from rashomon.source_tallies import Losses, OutletTally, SourceTallies, SpeakerTally
from rashomon.web.api.answers import After, Limit, answers, cut, known_words, page, told
from rashomon.web.api.shapes import Days, Page, ReportLine, Told, eg, report_as_json
from rashomon.web.failures import NoSuchThing
from rashomon.web.workplace import Here, Workplace

__all__ = ["router"]

router = APIRouter(tags=["sources"])
Tally = TypeVar("Tally", OutletTally, SpeakerTally)
_COME_AGAIN_S = 10


class Graded(Told):
    """Whose grade it is, by which scale, and why."""

    what: str = eg("outlet", "outlet, speaker, or kind of speaker.")
    grade: str = eg("B")
    who: str = eg("amina")
    when: str = eg("2031-03-07")
    why: str = eg("Names its sources")


class Outlet(Told):
    """An outlet in a line. Counts are of claims as they were read, before decisions."""

    name: str = eg("Example Times")
    reports: int = eg(5)
    first: Days
    last: Days
    carried: dict[str, int] = eg({"Example Agency": 2}, "Reports by whose text they declare.")
    carried_by: dict[str, int] = eg({"Other Post": 1}, "Outlets that declare to carry its text.")
    claims: dict[str, int] = eg({"killed": 7}, "By facet.")
    own_voice: int = eg(3, "Claims that it says itself.")
    speakers: dict[str, int] = eg({"Syria": 4}, "The others, by speaker.")
    grades: list[Graded]


class OneOutlet(Outlet):
    """An outlet with some of its reports."""

    shown: list[ReportLine] = eg([])


class Loss(Told):
    """A figure of losses, and the claim that tells it."""

    report_id: str = eg("r-1f2e3d4c5b6a7988")
    claim_id: str = eg("c-0a1b2c3d4e5f")
    facet: str = eg("killed")
    low: int | None = eg(25)
    high: int | None = eg(None)
    who: str = eg("Russian fighters")


class Lost(Told):
    """Figures of one sort: how many claims by facet, and the first of them."""

    counts: dict[str, int] = eg({"killed": 2})
    shown: list[Loss]


class Speaker(Told):
    """A speaker in a line."""

    name: str = eg("Russia")
    kind: str = eg("state")
    party: str | None = eg("Russia")
    is_named: bool = eg(True)
    claims: dict[str, int] = eg({"killed": 7}, "By facet.")
    stances: dict[str, int] = eg({"affirm": 6, "deny": 1})
    direct: int = eg(4, "Claims that nobody relays before the outlet does.")
    through: dict[str, int] = eg({"Example Agency": 3}, "The others, by who relays them.")
    outlets: dict[str, int] = eg({"Example Times": 4})
    grades: list[Graded]


class OneSpeaker(Speaker):
    """A speaker with what is told of its own side's losses, of others', and of no side."""

    own: Lost
    others: Lost
    no_side: Lost


class Outlets(Page[Outlet]):
    """A page of outlets. `behind` is true while newer counts are being made."""

    behind: bool = eg(False)
    without_outlet: int = eg(0, "Reports of which it is not known who published them.")


class Speakers(Page[Speaker]):
    """A page of speakers. `behind` is true while newer counts are being made."""

    behind: bool = eg(False)


def _counted(place: Workplace) -> tuple[SourceTallies, bool]:
    found = place.tallied.get(place.ledger)
    if found.tallies is None:
        raise HTTPException(
            503, "The sources are being counted for the first time; come again.",
            headers={"Retry-After": str(_COME_AGAIN_S)},
        )  # fmt: skip
    return found.tallies, found.is_behind


@router.get("/outlets", responses=answers(Outlets))
def outlets(request: Request, place: Here, after: After = None, limit: Limit = 50) -> Response:
    """List the outlets with what each published, the most reports first."""
    tallies, behind = _counted(place)
    return _list(
        request, place, tallies.outlets, _outlet, lambda one: one.reports, after, limit,
        behind=behind, without_outlet=tallies.without_outlet,
    )  # fmt: skip


@router.get("/speakers", responses=answers(Speakers))
def speakers(request: Request, place: Here, after: After = None, limit: Limit = 50) -> Response:
    """List the speakers with what each said, the most claims first."""
    tallies, behind = _counted(place)
    return _list(
        request, place, tallies.speakers, _speaker, lambda one: one.claims.total(), after, limit,
        behind=behind,
    )  # fmt: skip


def _list(
    request: Request,
    place: Workplace,
    tallies: Mapping[str, Tally],
    as_json: Callable[[Workplace, Tally], dict[str, Any]],
    weight: Callable[[Tally], int],
    after: str | None,
    limit: int,
    **more: Any,
) -> Response:
    known_words(request, ("after", "limit"))
    every = sorted(tallies.values(), key=lambda one: (-weight(one), one.name))
    shown, following = cut(every, lambda one: one.name, after, limit)
    items = [as_json(place, one) for one in shown]
    return page(request, items, total=len(every), following=following, **more)


@router.get("/outlets/{name:path}", responses=answers(OneOutlet))
def outlet(request: Request, place: Here, name: str) -> Response:
    """Return one outlet with some of its reports."""
    known_words(request)
    found = _counted(place)[0].outlets.get(name)
    if found is None:
        raise NoSuchThing(f"No outlet of this ledger is called {name!r:.200}")
    shown = [report_as_json(one) for one in place.ledger.reports_of(found.shown)]
    return told(request, {**_outlet(place, found), "shown": shown})


@router.get("/speakers/{name:path}", responses=answers(OneSpeaker))
def speaker(request: Request, place: Here, name: str) -> Response:
    """Return one speaker: own losses against others', each figure with its claim. No verdict."""
    known_words(request)
    found = _counted(place)[0].speakers.get(name)
    if found is None:
        raise NoSuchThing(f"No speaker of this ledger is called {name!r:.200}")
    sides = {"own": found.own, "others": found.others, "no_side": found.no_side}
    told_of = {side: _losses(losses) for side, losses in sides.items()}
    return told(request, {**_speaker(place, found), **told_of})


def _outlet(place: Workplace, one: OutletTally) -> dict[str, Any]:
    return {
        "name": one.name,
        "reports": one.reports,
        "first": one.first.isoformat() if one.first else None,
        "last": one.last.isoformat() if one.last else None,
        "carried": dict(one.carried),
        "carried_by": dict(one.carried_by),
        "claims": dict(one.claims),
        "own_voice": one.own_voice,
        "speakers": dict(one.speakers),
        "grades": _grades(place, "outlet", one.name),
    }


def _speaker(place: Workplace, one: SpeakerTally) -> dict[str, Any]:
    return {
        "name": one.name,
        "kind": one.kind,
        "party": one.party,
        "is_named": one.is_named,
        "claims": dict(one.claims),
        "stances": dict(one.stances),
        "direct": one.direct,
        "through": dict(one.through),
        "outlets": dict(one.outlets),
        "grades": _grades(place, "speaker", one.name) + _grades(place, "kind", one.kind),
    }


def _losses(losses: Losses) -> dict[str, Any]:
    return {
        "counts": dict(losses.counts),
        "shown": [
            {
                "report_id": one.report_id,
                "claim_id": one.claim_id,
                "facet": one.facet,
                "low": one.low,
                "high": one.high,
                "who": one.who,
            }
            for one in losses.shown
        ],
    }


def _grades(
    place: Workplace, what: Literal["outlet", "speaker", "kind"], name: str
) -> list[dict[str, Any]]:
    found: list[SourceGrade] = [
        one for one in place.settings.sources if one.what == what and one.source == name
    ]
    return [
        {
            "what": one.what,
            "grade": one.grade,
            "who": one.who,
            "when": one.when,
            "why": one.why,
        }
        for one in found
    ]
