"""Somebody's own account: password, where they are signed in, tokens for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from rashomon.errors import SettingError
from rashomon.web.pages.sign_in import signed_out
from rashomon.web.site import Action
from rashomon.web.teams import accounts, sessions, tokens
from rashomon.web.teams.accounts import Account
from rashomon.web.teams.gate import address_of
from rashomon.web.teams.passwords import LEAST
from rashomon.web.teams.roles import permits_of
from rashomon.web.teams.team import Team
from rashomon.web.workplace import Form, back_to, must, show, who_asks, workplace_of

__all__ = ["router"]

router = APIRouter(dependencies=[must(Action.READ)])


@dataclass(frozen=True, slots=True)
class _Own:
    """The team, and whose account and session it is."""

    team: Team
    account: Account
    session: str


def _own(request: Request) -> _Own:
    team, who = workplace_of(request).team, who_asks(request)
    if team is None or who.name is None:
        raise SettingError("there are no accounts here")
    return _Own(team, accounts.account(team.book, who.name), who.bound_to)


Own = Annotated[_Own, Depends(_own)]


@router.get("/account")
def account_page(request: Request, own: Own) -> HTMLResponse:
    """Show somebody their account."""
    return _page(request, own)


def _page(request: Request, own: _Own, *, secret: str = "", status: int = 200) -> HTMLResponse:
    book, name = own.team.book, own.account.name
    scopes = sorted(permits_of(own.account.role) - {Action.ADMINISTER})
    return show(
        request,
        "account.html",
        status=status,
        account=own.account,
        here=own.session,
        sessions=sessions.of_account(book, name),
        tokens=tokens.of_account(book, name),
        scopes=scopes,
        secret=secret,
        least=LEAST,
        events=book.events(name=name, limit=20),
    )


@router.post("/account/password")
def change_password(request: Request, own: Own, form: Form) -> Response:
    """Set another password; all sessions end, this one too."""
    if form.get("new") != form.get("again"):
        raise SettingError("the two new passwords are not the same")
    accounts.change_password(
        own.team.book,
        own.account.name,
        str(form.get("old", "")),
        str(form.get("new", "")),
        address=address_of(request),
    )
    return signed_out(own.team, "Your password is changed. Sign in with the new one.")


@router.post("/account/sessions")
def end_session(own: Own, form: Form) -> Response:
    """End one of one's sessions, or all of them, this one too."""
    if form.get("everywhere"):
        sessions.end_all(own.team.book, own.account.name)
        return signed_out(own.team, "You are signed out everywhere.")
    sessions.end(own.team.book, str(form.get("session", "")), name=own.account.name)
    return back_to("/account", "That session is ended.")


@router.post("/account/tokens")
def make_token(request: Request, own: Own, form: Form) -> Response:
    """Make a token and show it this once."""
    days = str(form.get("days", "90"))
    if not days.isdigit():
        raise SettingError(f"a token lasts a number of days, not {days!r:.40}")
    secret = tokens.make(
        own.team.book,
        own.account,
        str(form.get("label", "")),
        {str(scope) for scope in form.getlist("scope")},
        days=int(days[:6]),
    )
    return _page(request, own, secret=secret, status=201)


@router.post("/account/tokens/revoke")
def revoke_token(own: Own, form: Form) -> Response:
    """Take back one of one's tokens."""
    number = str(form.get("token_id", ""))
    if not number.isdigit():
        raise SettingError("say which token")
    tokens.revoke(own.team.book, int(number[:12]), name=own.account.name)
    return back_to("/account", "That token no longer opens anything.")
