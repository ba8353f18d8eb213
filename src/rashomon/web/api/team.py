"""The people of a team, for its admins: accounts, roles, invitations, and who signed in when."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Request
from fastapi.responses import Response
from pydantic import Field

from rashomon.errors import SettingError
from rashomon.web.api.account import (
    AccountLine,
    EventLine,
    account_as_json,
    events_page,
    team_of,
)
from rashomon.web.api.answers import After, Limit, Number, answers, cut, known_words, page, told
from rashomon.web.api.given import Sent
from rashomon.web.api.scopes import ROOT
from rashomon.web.api.shapes import Page, eg
from rashomon.web.failures import NoSuchThing
from rashomon.web.teams import accounts
from rashomon.web.teams.accounts import Account
from rashomon.web.teams.roles import Role
from rashomon.web.teams.team import Team
from rashomon.web.workplace import who_asks

__all__ = ["router"]

router = APIRouter(tags=["team"])
Name = Annotated[str, Field(min_length=1, max_length=80)]


@router.get("/team/accounts", responses=answers(Page[AccountLine]))
def every_account(request: Request, after: After = None, limit: Limit = 50) -> Response:
    """List the accounts, by name."""
    known_words(request, ("after", "limit"))
    every = accounts.accounts(team_of(request).book)
    shown, following = cut(every, lambda one: one.name, after, limit)
    items = [account_as_json(one) for one in shown]
    return page(request, items, total=len(every), following=following)


class AccountGiven(Sent):
    """An account to be made; with `subject`, for whom the OpenID provider calls so."""

    name: Name = eg("noor")
    role: Annotated[Role, Field(strict=False)] = eg("coder")
    subject: Annotated[str, Field(max_length=255)] | None = None


class Invited(AccountLine):
    """An account, and the address at which its owner chooses a password, once, within a week."""

    invitation: str | None = eg("https://ledger.example.org/invitation?code=…")


@router.post("/team/accounts", status_code=201, responses=answers(Invited, 201))
def add(request: Request, given: Annotated[AccountGiven, Body()]) -> Response:
    """Make an account and return the invitation, this once."""
    known_words(request)
    team, subject = team_of(request), (given.subject or "").strip() or None
    made = team.add(given.name, given.role, subject, by=who_asks(request).name or "")
    answer = _invited(request, team, made, is_new=subject is None)
    answer.headers["Location"] = f"{ROOT}/team/accounts/{made.name}"
    return answer


def _invited(request: Request, team: Team, whom: Account, *, is_new: bool = True) -> Response:
    by = who_asks(request).name or ""
    link = team.invite(whom.name, by=by, root=str(request.base_url)) if is_new else None
    return told(request, {**account_as_json(whom), "invitation": link}, status=201)


@router.get("/team/accounts/{name}", responses=answers(AccountLine))
def one_account(request: Request, name: str) -> Response:
    """Return one account."""
    known_words(request)
    return told(request, account_as_json(_found(team_of(request), name)))


def _found(team: Team, name: str) -> Account:
    try:
        return accounts.account(team.book, name)
    except SettingError as error:
        raise NoSuchThing(str(error)) from error


class AccountChange(Sent):
    """What is to be otherwise of an account; what is left out stays as it is."""

    role: Annotated[Role, Field(strict=False)] | None = Field(None, examples=["reviewer"])
    is_active: bool | None = Field(None, examples=[True], description="False closes it.")


@router.patch("/team/accounts/{name}", responses=answers(AccountLine))
def change(request: Request, name: str, given: Annotated[AccountChange, Body()]) -> Response:
    """Give somebody another role, or close their account, or open it again."""
    known_words(request)
    team, by = team_of(request), who_asks(request).name or ""
    found = _found(team, name)
    if given.role is None and given.is_active is None:
        raise SettingError("say what is to be otherwise: role, is_active, or both")
    if given.role is not None and given.role is not found.role:
        accounts.set_role(team.book, found.name, given.role, by=by)
    if given.is_active is not None and given.is_active is not found.is_active:
        accounts.set_active(team.book, found.name, is_active=given.is_active, by=by)
    return told(request, account_as_json(_found(team, name)))


@router.post("/team/accounts/{name}/invitation", status_code=201, responses=answers(Invited, 201))
def invite(request: Request, name: str) -> Response:
    """Let somebody choose a password anew; an older invitation holds no longer."""
    known_words(request)
    team = team_of(request)
    return _invited(request, team, _found(team, name))


@router.get("/team/events", responses=answers(Page[EventLine]))
def events(request: Request, after: Number = None, limit: Limit = 50) -> Response:
    """List what happened to all accounts, the newest first: sign-ins, wrong passwords, roles."""
    known_words(request, ("after", "limit"))
    return events_page(request, team_of(request).book, None, after, limit)
