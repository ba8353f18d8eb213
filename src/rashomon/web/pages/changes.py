"""What changed: of a saved view since one looked, of an incident, and of the whole ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from rashomon.differences import TooMuchChanged, diff
from rashomon.errors import SettingError
from rashomon.records.queries import to_url
from rashomon.reviewing import Today
from rashomon.watch_lists import look
from rashomon.web.changed import MOST, figures_of, moment_side, news_of, note_seen
from rashomon.web.failures import NoSuchThing
from rashomon.web.forms import told, whole
from rashomon.web.keeping_up import keep_up
from rashomon.web.site import Action
from rashomon.web.views.changes import difference_view
from rashomon.web.views.words import day_in_words
from rashomon.web.workplace import LINKS, Form, Here, Workplace, back_to, must, show, who_asks

__all__ = ["router"]

router = APIRouter()
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class _Watched:
    """A saved view, and when the person who asks looked at it last ("" for never)."""

    name: str
    made_by: str
    incidents: int
    looked: str
    is_news: bool
    address: str
    shown: str


@router.get("/changes")
def changes(request: Request, place: Here, to: str = "now") -> HTMLResponse:
    """Show the saved views with what is new, and compare the ledger between two moments."""
    first = request.query_params.get("from", "")
    keep_up(place)
    who = who_asks(request).name or ""
    found = None
    if first:
        sides = moment_side(place, first), moment_side(place, to)
        found = difference_view(diff(place.ledger, *sides, figures=figures_of(place), most=MOST))
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    return show(
        request, "changes.html", found=found, first=first or yesterday.isoformat(), last=to,
        watched=_watched(place, who),
    )  # fmt: skip


@router.get("/incidents/{incident_id}/changes")
def of_incident(request: Request, place: Here, incident_id: str, to: str = "now") -> HTMLResponse:
    """Compare an incident between two moments; from its beginning, where none is named."""
    first = request.query_params.get("from", "")
    found = None
    if first:
        found = difference_view(
            diff(
                place.ledger, moment_side(place, first), moment_side(place, to),
                incident_id=incident_id, figures=figures_of(place), most=MOST,
            )
        )  # fmt: skip
    if found is None or not found.incidents:
        Today(place.ledger).incident(incident_id)  # raises, naming the ids that are like it
    return show(
        request, "incident_changes.html", found=found, incident_id=incident_id, first=first,
        last=to,
    )  # fmt: skip


@router.get("/changes/view")
def of_view(request: Request, place: Here, name: str = "") -> HTMLResponse:
    """Show what changed of a saved view since the person who asks looked at it."""
    who = who_asks(request).name or ""
    watched = place.ledger.watch_list(_name(name))
    since = place.ledger.last_look(watched.list_id, who)
    behind = keep_up(place)
    total = place.ledger.count_incidents(watched.query)
    found, problem = None, ""
    at = place.ledger.mark_moment()
    if since is not None:
        try:
            seen = look(place.ledger, watched.name, by=who, figures=figures_of(place), most=MOST)
        except TooMuchChanged as error:
            problem = str(error)
        else:
            found, at = difference_view(seen.difference), seen.at
    return show(
        request, "changes_view.html", name=watched.name, found=found, total=total, behind=behind,
        problem=problem,
        looked=_moment(since.at) if since else "", at=at.at.isoformat(), number=at.number,
        list_address=f"{LINKS.page('incidents')}?{to_url(watched.query)}",
    )  # fmt: skip


@router.post("/changes/seen", dependencies=[must(Action.READ)])
def seen(request: Request, place: Here, form: Form) -> Response:
    """Note that somebody has seen a saved view as it was at the moment that the page showed."""
    watched = place.ledger.watch_list(_name(told(form, "name")))
    number = whole(told(form, "number"))
    try:
        at = datetime.fromisoformat(told(form, "at"))
    except ValueError as error:
        raise SettingError("the page tells no moment; open it again") from error
    note_seen(place, watched, at, number, by=who_asks(request).name or "")
    return back_to(LINKS.page("changes"), f"“{watched.name}” is seen up to now")


def _watched(place: Workplace, who: str) -> list[_Watched]:
    found = []
    for one in place.ledger.watch_lists():
        last, is_news = news_of(place, one, who)
        found.append(
            _Watched(
                name=one.name,
                made_by=one.made_by,
                incidents=place.ledger.count_incidents(one.query),
                looked=_moment(last.at) if last else "",
                is_news=is_news,
                address=LINKS.page("changes/view", [("name", one.name)]),
                shown=f"{LINKS.page('incidents')}?{to_url(one.query)}",
            )
        )
    return found


def _moment(at: datetime) -> str:
    day: date = at.date()
    return f"{day_in_words(day)}, {at:%H:%M} UTC"


def _name(words: str) -> str:
    name = " ".join(words.split())
    if not name or len(name) > _LONGEST_NAME:
        raise NoSuchThing("No saved view is called so; the page of incidents lists them")
    return name
