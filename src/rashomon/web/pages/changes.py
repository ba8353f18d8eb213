"""What changed: of a saved view since one looked, of an incident, and of the whole ledger."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from rashomon.differences import Figures, diff, parse_side
from rashomon.differences.sides import Side
from rashomon.errors import SettingError
from rashomon.ledger.as_of import Moment
from rashomon.records.queries import to_url
from rashomon.reviewing import Today
from rashomon.watch_lists import look
from rashomon.web.failures import NoSuchThing
from rashomon.web.forms import told, whole
from rashomon.web.keeping_up import keep_up
from rashomon.web.site import Action
from rashomon.web.views.changes import difference_view
from rashomon.web.views.words import day_in_words
from rashomon.web.workplace import LINKS, Form, Here, Workplace, back_to, must, show, who_asks

__all__ = ["router"]

router = APIRouter()
# Incidents that are compared for one page, each at two moments: some seconds at most.
_MOST = 250
_MOMENT = re.compile(r"now|@\d{1,15}|\d{4}-\d\d-\d\d(?:[T ][\d:.+Z-]{1,22})?", re.ASCII)
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
        sides = _side(place, first), _side(place, to)
        found = difference_view(diff(place.ledger, *sides, figures=_figures(place), most=_MOST))
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
                place.ledger, _side(place, first), _side(place, to), incident_id=incident_id,
                figures=_figures(place), most=_MOST,
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
    found = None
    if since is None:
        at = place.ledger.mark_moment()
    else:
        seen = look(place.ledger, watched.name, by=who, figures=_figures(place), most=_MOST)
        found, at = difference_view(seen.difference), seen.at
    return show(
        request, "changes_view.html", name=watched.name, found=found, total=total, behind=behind,
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
    now = place.ledger.mark_moment()
    if at.tzinfo is None or at > now.at or number > now.number:
        raise SettingError("that moment has not come yet; open the page again")
    place.ledger.add_look(
        watched.list_id, Moment(at.astimezone(UTC), number), by=who_asks(request).name or ""
    )
    return back_to(LINKS.page("changes"), f"“{watched.name}” is seen up to now")


def _watched(place: Workplace, who: str) -> list[_Watched]:
    head, found = place.ledger.head().decision, []
    for one in place.ledger.watch_lists():
        last = place.ledger.last_look(one.list_id, who)
        is_news = last is None or (
            head > last.number or bool(place.ledger.read_between(last.at, _END))
        )
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


_END = datetime(9999, 12, 31, tzinfo=UTC)


def _side(place: Workplace, words: str) -> Side:
    """A moment of the ledger; what `parse_side` knows besides are readers and files.

    Raises:
        SettingError: If it is none.
    """
    told_as = " ".join(words.split()) or "now"
    if not _MOMENT.fullmatch(told_as):
        raise SettingError(
            f"{told_as:.40} is no moment: write 2031-03-07, 2031-03-07 14:30 (UTC), @12 or now"
        )
    side = parse_side(told_as)
    if not side.is_moment:
        raise SettingError(f"{told_as:.40} is no moment")
    if side.number is not None and side.number > (last := place.ledger.head().decision):
        raise SettingError(f"there is no decision {side.number} here; the last one is {last}")
    return side


def _figures(place: Workplace) -> Figures:
    return Figures(place.policy, place.zones, tuple(place.settings.sources))


def _moment(at: datetime) -> str:
    day: date = at.date()
    return f"{day_in_words(day)}, {at:%H:%M} UTC"


def _name(words: str) -> str:
    name = " ".join(words.split())
    if not name or len(name) > _LONGEST_NAME:
        raise NoSuchThing("No saved view is called so; the page of incidents lists them")
    return name
