"""Signing in and out, by password or provider, and taking up an invitation."""

from __future__ import annotations

import math
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from rashomon.errors import SettingError
from rashomon.web.failures import NoSuchThing, TooMany
from rashomon.web.teams import accounts, oidc, sessions
from rashomon.web.teams.gate import address_of, cookie_name
from rashomon.web.teams.passwords import LEAST
from rashomon.web.teams.team import Team, TriedTooOften, WrongPassword
from rashomon.web.teams.tries import WINDOW, network
from rashomon.web.workplace import LINKS, Form, back_to, own_path, show, who_asks, workplace_of

__all__ = ["router", "signed_out"]

router = APIRouter()
_JOURNEY = "journey"
_SECRET_ADDRESS = {"Referrer-Policy": "strict-origin"}  # it is told to no other page, even of ours


def _team(request: Request) -> Team:
    team = workplace_of(request).team
    if team is None:
        raise NoSuchThing("this ledger is served to one user, without accounts")
    return team


OfTeam = Annotated[Team, Depends(_team)]


@router.get("/sign-in")
def sign_in_page(request: Request, team: OfTeam, next: str = "/") -> Response:  # noqa: A002
    """Ask for name and password; who is signed in goes on."""
    if who_asks(request).name:
        return RedirectResponse(own_path(next), 303)
    return _ask(request, team, own_path(next))


def _ask(
    request: Request,
    team: Team,
    leads_to: str,
    *,
    name: str = "",
    fault: str = "",
    status: int = 200,
) -> HTMLResponse:
    return show(request, "sign_in.html", status=status, leads_to=leads_to, name=name, fault=fault,
                by_provider=team.provider is not None)  # fmt: skip


@router.post("/sign-in")
def sign_in(request: Request, team: OfTeam, form: Form) -> Response:
    """Sign somebody in, or say that name and password do not go together."""
    name, leads_to = str(form.get("name", ""))[:200], own_path(form.get("next"))
    try:
        secret = team.sign_in(
            name,
            str(form.get("password", "")),
            address=address_of(request),
            agent=request.headers.get("user-agent", ""),
        )
    except WrongPassword:
        fault = "No account has this name and password."
        return _ask(request, team, leads_to, name=name, fault=fault, status=403)
    except TriedTooOften:
        minutes = int(WINDOW.total_seconds() // 60)
        fault = f"Too many wrong passwords. Try again in {minutes} minutes, or ask an admin."
        return _ask(request, team, leads_to, name=name, fault=fault, status=429)
    return _signed_in(request, team, secret, leads_to)


def _signed_in(request: Request, team: Team, secret: str, leads_to: str) -> Response:
    before = who_asks(request)
    if before.name:  # whose cookie is now replaced: nobody could end that session by it any more
        sessions.end(team.book, before.bound_to, name=before.name)
    answer = RedirectResponse(own_path(leads_to), 303)
    answer.set_cookie(
        cookie_name(is_https=team.is_https),
        secret,
        max_age=int(sessions.WHOLE.total_seconds()),
        httponly=True,
        secure=team.is_https,
        samesite="lax",
        path="/",
    )
    answer.delete_cookie(_JOURNEY, path="/")
    return answer


@router.post("/sign-out")
def sign_out(request: Request, team: OfTeam, form: Form) -> Response:  # noqa: ARG001
    """End this session."""
    who = who_asks(request)
    if who.name:
        sessions.end(team.book, who.bound_to, name=who.name)
    return signed_out(team, "You are signed out.")


def signed_out(team: Team, done: str) -> Response:
    """Lead to the sign-in page, and leave nothing in the browser of what was seen or typed."""
    answer = back_to("/sign-in", done)
    answer.delete_cookie(cookie_name(is_https=team.is_https), path="/", secure=team.is_https)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@router.get("/sign-in/provider")
def to_provider(request: Request, team: OfTeam, next: str = "/") -> Response:  # noqa: A002
    """Send somebody to the OpenID provider."""
    if team.provider is None:
        raise NoSuchThing("no OpenID provider is set up here")
    _, wait = team.journeys.take(network(address_of(request)))
    if wait:
        raise TooMany(math.ceil(wait))
    back = _back(request, team)
    try:
        journey = oidc.set_out(team.book, team.provider, back, own_path(next))
    except oidc.Refused as refused:
        return _ask(request, team, own_path(next), fault=_fault(refused), status=502)
    answer = RedirectResponse(journey.address, 303)
    answer.set_cookie(
        _JOURNEY, journey.secret, max_age=600, httponly=True, secure=team.is_https,
        samesite="lax", path="/",
    )  # fmt: skip
    return answer


@router.get("/sign-in/provider/back")
def from_provider(request: Request, team: OfTeam) -> Response:
    """Sign in whom the provider vouches for."""
    if team.provider is None:
        raise NoSuchThing("no OpenID provider is set up here")
    address = address_of(request)
    try:
        whom, leads_to = oidc.take_back(
            team.book,
            team.provider,
            _back(request, team),
            dict(request.query_params),
            request.cookies.get(_JOURNEY, ""),
        )
    except oidc.Refused as refused:
        team.book.note("", "refused by provider", address, str(refused))
        return _ask(request, team, "/", fault=_fault(refused), status=403)
    agent = request.headers.get("user-agent", "")
    secret = team.sign_in_by_provider(whom, address=address, agent=agent)
    return _signed_in(request, team, secret, leads_to)


def _back(request: Request, team: Team) -> str:
    root = team.url or str(request.base_url).rstrip("/")
    return f"{root}{LINKS.post('sign-in')}/provider/back"


def _fault(refused: oidc.Refused) -> str:
    words = str(refused)
    return f"{words[:1].upper()}{words[1:]}."


@router.get("/invitation")
def invitation_page(request: Request, team: OfTeam, code: str = "") -> HTMLResponse:  # noqa: ARG001
    """Ask whoever was invited for a password of their choice."""
    answer = show(request, "invitation.html", code=code, least=LEAST, fault="")
    answer.headers.update(_SECRET_ADDRESS)
    return answer


@router.post("/invitation")
def take_invitation(request: Request, team: OfTeam, form: Form) -> Response:
    """Set the password of whoever was invited."""
    code, password = str(form.get("code", "")), str(form.get("password", ""))
    try:
        if password != form.get("again"):
            raise SettingError("the two passwords are not the same")
        accounts.take_invitation(team.book, code, password, address=address_of(request))
    except SettingError as error:
        fault = f"{str(error)[:1].upper()}{str(error)[1:]}."
        return show(request, "invitation.html", status=422, code=code, least=LEAST, fault=fault)
    return back_to("/sign-in", "Your password is set. Sign in with it.")
