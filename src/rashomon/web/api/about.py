"""What this is: the ledger and its state, policies, by what it was read and how well that works."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from rashomon.meanwhile import seen_now
from rashomon.reconcile import policies as registered
from rashomon.web.api.answers import After, Limit, answers, cut, known_words, page, told
from rashomon.web.api.describing import description
from rashomon.web.api.scopes import ROOT
from rashomon.web.api.shapes import Page, Told, Words, eg
from rashomon.web.failures import NoSuchThing
from rashomon.web.keeping_up import keep_up
from rashomon.web.made_by import made_by, reading_counts
from rashomon.web.views.prose import markdown_of
from rashomon.web.workplace import Here, who_asks

__all__ = ["router"]

router = APIRouter(tags=["about"])
_REFUSALS = tuple("400 401 403 404 409 413 414 415 421 422 429 431".split())


class About(Told):
    """The ledger, and who asks."""

    rashomon: str = eg("0.1.0")
    ledger: str = eg("ledger.db")
    policy: str = eg("airwars-2")
    seen: str = eg("12-0123456789ab", "The state to hand back with a decision.")
    changes: int = eg(480, "Grows with whatever is written.")
    incidents: int = eg(9)
    behind: int = eg(0, "Incidents that lists do not show as they are yet.")
    you: str | None = eg("amina")
    may: Words = eg(["comment", "decide", "read"])
    description: str = eg(f"{ROOT}/openapi.json")


@router.get("", responses=answers(About))
def about(request: Request, place: Here) -> Response:
    """Tell the ledger's state, and what who asks may do.

    While nothing is written the ETag stays the same, so that asking for it again costs little.
    """
    known_words(request)
    who, behind = who_asks(request), keep_up(place)
    return told(
        request,
        {
            "rashomon": version("rashomon"),
            "ledger": place.ledger.where,
            "policy": place.policy,
            "seen": str(seen_now(place.ledger)),
            "changes": place.ledger.change_count(),
            "incidents": place.ledger.count_incidents(),
            "behind": behind,
            "you": who.name,
            "may": sorted(who.permits),
            "description": f"{ROOT}/openapi.json",
        },
    )


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> Response:
    """Describe the API."""
    return told(request, description())


class Rule(Told):
    """A rule in words. `is_inferred` is true of one that the policy's makers did not write."""

    text: str = eg("Of each speaker the last figure counts.")
    is_inferred: bool = eg(False)


class Policy(Told):
    """What rules figures, codes and grades."""

    name: str = eg("airwars-2")
    summary: str = eg("Ranges from the lowest to the highest figure of independent origins.")
    source: str = eg("https://airwars.org/research-methodology/")
    rules: list[Rule]


@router.get("/policies", responses=answers(Page[Policy]))
def policies(request: Request, after: After = None, limit: Limit = 50) -> Response:
    """List the policies that rule figures, codes and grades."""
    known_words(request, ("after", "limit"))
    every = sorted(registered(), key=lambda one: one.full_name)
    shown, following = cut(every, lambda one: one.full_name, after, limit)
    items = [
        {
            "name": one.full_name,
            "summary": one.summary,
            "source": one.source,
            "rules": [{"text": rule.text, "is_inferred": rule.is_inferred} for rule in one.rules],
        }
        for one in shown
    ]
    return page(request, items, total=len(every), following=following)


class ReadBy(Told):
    """How many reports one reader read, with one gazetteer."""

    reader: str = eg("rules-3")
    gazetteer: str | None = eg("geonames-2026-09")
    reports: int = eg(14)
    is_todays: bool = eg(True)


class Language(Told):
    """How many reports are in a language; only English is read."""

    language: str | None = eg("en", "Null where it was not recognized.")
    reports: int = eg(14)


class Quality(Told):
    """What of this ledger was read by what."""

    reports: int = eg(14)
    waiting: int = eg(0)
    copies: int = eg(1, "Near copies, kept with the report whose words they have.")
    without_text: int = eg(0)
    read: list[ReadBy]
    languages: list[Language]
    made_by: dict[str, str] = eg({"Rashomon": "0.1.0", "Reader": "rules-3"})


@router.get("/quality", responses=answers(Quality))
def quality(request: Request, place: Here) -> Response:
    """Count what was read by which reader and what waits, with the versions at work today."""
    known_words(request)
    counts, versions = reading_counts(place), made_by(place)
    data: dict[str, Any] = {
        "reports": counts.reports,
        "waiting": counts.waiting,
        "copies": counts.copies,
        "without_text": counts.without_text,
        "read": [
            {
                "reader": reader,
                "gazetteer": gazetteer,
                "reports": times,
                "is_todays": reader == versions["Reader"],
            }
            for reader, gazetteer, times in counts.read
        ],
        "languages": [
            {"language": language, "reports": times} for language, times in counts.languages
        ],
        "made_by": versions,
    }
    return told(request, data)


class Prose(Told):
    """A page of documentation as it was written, in Markdown."""

    name: str = eg("model-card.md")
    markdown: str = eg("# Model card")


@router.get("/quality/model-card", responses=answers(Prose))
def model_card(request: Request) -> Response:
    """Return the model card of the reader: what it was made of, and for."""
    return _prose(request, "model-card.md")


@router.get("/quality/figures", responses=answers(Prose))
def figures(request: Request) -> Response:
    """Return how well the reader is known to read, with how that was measured."""
    return _prose(request, "quality.md")


def _prose(request: Request, name: str) -> Response:
    known_words(request)
    text = markdown_of(name)
    if not text:
        raise NoSuchThing(f"this installation has no {name}")
    return told(request, {"name": name, "markdown": text})
