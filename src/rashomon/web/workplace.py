"""What handlers of requests work with: the open ledger, who asks, and the answer as a page.

@router.get("/zones")
def zones(request: Request, place: Here) -> HTMLResponse:
    return show(request, "zones.html", view=zones_view(place.zones))
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Annotated, Any
from urllib.parse import quote, unquote, urlsplit

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData

from rashomon.errors import LedgerError
from rashomon.ledger import Ledger
from rashomon.locate.zones import ZoneList
from rashomon.reconcile import POLICY
from rashomon.web import static_files
from rashomon.web.failures import NotPermitted, StaleForm
from rashomon.web.kept import Kept
from rashomon.web.links import LiveLinks
from rashomon.web.pace import Pace
from rashomon.web.pages import PAGES, TEAM_PAGES
from rashomon.web.presence import Presence
from rashomon.web.rendering import render
from rashomon.web.security import Tokens
from rashomon.web.settings import Settings
from rashomon.web.site import EVERYTHING, Action, Entry, Site, Theme
from rashomon.web.tallied import Tallied
from rashomon.web.teams.team import Team
from rashomon.web.timing import timing

__all__ = [
    "LINKS",
    "Form",
    "Here",
    "Who",
    "Workplace",
    "back_to",
    "must",
    "note_moment",
    "own_path",
    "show",
    "site_of",
    "who_asks",
    "workplace_of",
]

LINKS = LiveLinks(static_files.version_of)
_THEME_COOKIE = "theme"
_NOTICE_COOKIE = "done"  # what was done just now, told once; an address could be made up by others
_NOTICE_S = 60
_LONGEST_NOTICE = 300
_UNDONE_AT_ONCE = 50  # decisions that one notice offers to undo
_FORM_FIELDS = 100


@dataclass(frozen=True, slots=True)
class Workplace:
    """What one running application holds. The ledger may be used by several threads."""

    settings: Settings
    ledger: Ledger
    zones: ZoneList
    team: Team | None = None
    tokens: Tokens = field(default_factory=Tokens)
    kept: Kept = field(default_factory=Kept)
    pace: Pace = field(default_factory=lambda: Pace(0, 1.0))
    tallied: Tallied = field(default_factory=Tallied)
    presence: Presence = field(default_factory=Presence)
    refreshing: Lock = field(default_factory=Lock)  # held by whoever brings the lists up to date

    @property
    def policy(self) -> str:
        """The policy that dossiers and lists follow."""
        return self.settings.policy or POLICY


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks, what they may do, and what their forms' token is bound to.

    Where there are accounts, `teams.gate` sets `request.state.who`. `is_program` is true of who
    shows a token instead of being signed in.
    """

    name: str | None
    permits: frozenset[Action]
    bound_to: str
    is_program: bool = False


async def _here(request: Request) -> Workplace:
    """Return what the running application holds, without a thread's help."""
    return workplace_of(request)


def workplace_of(request: Request) -> Workplace:
    """Return what the running application holds."""
    found: Workplace = request.app.state.workplace
    return found


Here = Annotated[Workplace, Depends(_here)]


def who_asks(request: Request) -> Who:
    """Return who asks: who has signed in, or the one user of this machine."""
    signed_in: Who | None = getattr(request.state, "who", None)
    if signed_in is not None:
        return signed_in
    if workplace_of(request).team is not None:
        return Who(None, frozenset(), "nobody")
    user = workplace_of(request).settings.user
    return Who(user, EVERYTHING, user)


def must(action: Action) -> Any:
    """Return a dependency that lets only those through who may do something.

    @router.post("/zones", dependencies=[must(Action.DECIDE)])
    """

    def check(request: Request) -> None:
        if action not in who_asks(request).permits:
            raise NotPermitted(action)

    return Depends(check)


async def _read_form(request: Request) -> FormData:
    """Read a form, having made sure that it is one of ours."""
    form = await request.form(max_files=0, max_fields=_FORM_FIELDS)
    token = form.get("token")
    who = who_asks(request)
    if not isinstance(token, str) or not workplace_of(request).tokens.is_of(who.bound_to, token):
        raise StaleForm
    return form


Form = Annotated[FormData, Depends(_read_form)]
"""A form that was sent from a page of ours; one that was not never reaches the handler."""


def site_of(request: Request) -> Site:
    """Return the surroundings of the page that is asked for."""
    place, who = workplace_of(request), who_asks(request)
    theme = request.cookies.get(_THEME_COOKIE, Theme.AUTO)
    query = f"?{request.url.query}" if request.url.query else ""
    notice, undo = _told_once(request)
    return Site(
        links=LINKS,
        nav=tuple(
            Entry(page.name, page.title, address, is_here=_lies_below(request.url.path, address))
            for page in PAGES + (TEAM_PAGES if place.team else ())
            for address in (LINKS.page(page.name),)
            if page.title and page.needs in who.permits
        ),
        permits=who.permits,
        user=who.name,
        theme=Theme(theme) if theme in set(Theme) else Theme.AUTO,
        form_token=place.tokens.of(who.bound_to),
        here=f"{request.url.path}{query}",
        ledger=place.ledger.where,
        tiles=place.settings.tiles,
        is_live=True,
        moment=getattr(request.state, "moment", "") if who.name else "",
        has_accounts=place.team is not None,
        notice=notice,
        undo=undo,
        assets=static_files.present(),
    )


def note_moment(request: Request) -> None:
    """Note of which state of the ledger a page is made, before anything is asked of it."""
    if request.method != "GET" or who_asks(request).name is None:
        return
    ledger = workplace_of(request).ledger
    try:
        with ledger.one_look():
            since, changes = ledger.head().decision, ledger.change_count()
    except LedgerError:  # the page itself says what is wrong
        return
    request.state.moment = f"since={since}&changes={changes}"


def _told_once(request: Request) -> tuple[str, tuple[int, ...]]:
    """What was done just now, and the decisions by which it was: "12.13|Decision 12: …"."""
    numbers, bar, words = unquote(request.cookies.get(_NOTICE_COOKIE, "")).partition("|")
    if not bar:
        return "", ()
    made = [one for one in numbers.split(".") if one.isascii() and one.isdigit() and len(one) < 13]
    return words[:_LONGEST_NOTICE], tuple(int(one) for one in made[:_UNDONE_AT_ONCE])


def _lies_below(path: str, address: str) -> bool:
    return path == address or path.startswith(f"{address}/")


def show(
    request: Request, template: str, *, status: int = 200, part: str | None = None, **values: object
) -> HTMLResponse:
    """Answer with a page; `part` is the template for htmx, which wants only what changes."""
    wanted = part if part and request.headers.get("HX-Request") == "true" else template
    with timing(request.scope["state"], "page"):
        body = render(site_of(request), wanted, **values)
    answer = HTMLResponse(body, status, headers={"Vary": "HX-Request, Cookie"})
    if _NOTICE_COOKIE in request.cookies and wanted == template:
        answer.delete_cookie(_NOTICE_COOKIE)
    return answer


def back_to(
    address: str, done: str = "", anchor: str = "", undo: Sequence[int] = ()
) -> RedirectResponse:
    """Send a browser on after something was written; the next page says what was done.

    `undo` are the decisions that were made, which that page offers to withdraw.
    """
    path = own_path(address) + (f"#{anchor}" if anchor else "")
    answer = RedirectResponse(path, status_code=303)
    if done:
        numbers = ".".join(map(str, undo[:_UNDONE_AT_ONCE]))
        told = quote(f"{numbers}|{done[:_LONGEST_NOTICE]}")
        answer.set_cookie(
            _NOTICE_COOKIE, told, max_age=_NOTICE_S, httponly=True, samesite="lax", path="/"
        )
    return answer


def own_path(address: object, otherwise: str = "/") -> str:
    """Return an address if it is a path of ours, else `otherwise`: forms must not send away.

    >>> own_path("/reports/r1"), own_path("//evil.example/x"), own_path("https://evil.example")
    ('/reports/r1', '/', '/')
    """
    if not isinstance(address, str) or not address.startswith("/") or "\\" in address:
        return otherwise
    if any(ord(letter) < 33 for letter in address):
        return otherwise
    try:
        parts = urlsplit(address)
    except ValueError:  # no address at all
        return otherwise
    if parts.scheme or parts.netloc or address.startswith("//"):
        return otherwise
    return address
