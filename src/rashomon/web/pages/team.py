"""The people of a team, for its admins: accounts, roles, invitations, and who signed in when."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from rashomon.errors import SettingError
from rashomon.web.site import Action
from rashomon.web.teams import accounts
from rashomon.web.teams.roles import Role, role_of
from rashomon.web.teams.team import Team
from rashomon.web.workplace import Form, back_to, must, show, who_asks, workplace_of

__all__ = ["router"]

router = APIRouter(dependencies=[must(Action.ADMINISTER)])


def _team(request: Request) -> Team:
    team = workplace_of(request).team
    if team is None:
        raise SettingError("there are no accounts here")
    return team


OfTeam = Annotated[Team, Depends(_team)]


@router.get("/team")
def team_page(request: Request, team: OfTeam) -> HTMLResponse:
    """Show all accounts, and what happened to them last."""
    return _page(request, team)


def _page(
    request: Request, team: Team, *, invited: str = "", link: str = "", status: int = 200
) -> HTMLResponse:
    return show(
        request,
        "team.html",
        status=status,
        accounts=accounts.accounts(team.book),
        roles=list(Role),
        events=team.book.events(limit=100),
        invited=invited,
        link=link,
    )


@router.post("/team")
def add(request: Request, team: OfTeam, form: Form) -> Response:
    """Make an account and show the invitation this once."""
    subject = str(form.get("subject", "")).strip() or None
    by = who_asks(request).name or ""
    made = team.add(str(form.get("name", "")), str(form.get("role", "")), subject, by=by)
    if subject:
        return back_to("/team", f"{made.name} can sign in by the provider.")
    return _invite(request, team, made.name)


def _invite(request: Request, team: Team, name: str) -> Response:
    link = team.invite(name, by=who_asks(request).name or "", root=str(request.base_url))
    return _page(request, team, invited=name, link=link, status=201)


@router.post("/team/invite")
def invite(request: Request, team: OfTeam, form: Form) -> Response:
    """Let somebody choose a password anew."""
    return _invite(request, team, str(form.get("name", "")))


@router.post("/team/role")
def set_role(request: Request, team: OfTeam, form: Form) -> Response:
    """Give somebody another role."""
    name, role = str(form.get("name", "")), role_of(form.get("role"))
    accounts.set_role(team.book, name, role, by=who_asks(request).name or "")
    return back_to("/team", f"{name} is now {role}.")


@router.post("/team/active")
def set_active(request: Request, team: OfTeam, form: Form) -> Response:
    """Close an account, or open it again."""
    name, is_active = str(form.get("name", "")), form.get("active") == "yes"
    accounts.set_active(team.book, name, is_active=is_active, by=who_asks(request).name or "")
    return back_to("/team", f"The account of {name} is {'open' if is_active else 'closed'}.")
