"""Somebody's own account: sessions, tokens, password, and what happened to it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Request
from fastapi.responses import Response
from pydantic import Field

from rashomon.web.api.answers import After, Limit, Number, answers, cut, known_words, page, told
from rashomon.web.api.given import Sent, Words
from rashomon.web.api.shapes import Page, Told, eg
from rashomon.web.api.shapes import Words as Several
from rashomon.web.failures import NoSuchThing
from rashomon.web.site import Action
from rashomon.web.teams import accounts, sessions, tokens
from rashomon.web.teams.book import Book, Event
from rashomon.web.teams.gate import address_of
from rashomon.web.teams.roles import Role, permits_of
from rashomon.web.teams.team import Team
from rashomon.web.teams.tokens import Token
from rashomon.web.workplace import who_asks, workplace_of

__all__ = ["AccountLine", "EventLine", "account_as_json", "events_page", "router", "team_of"]

router = APIRouter(tags=["account"])


def team_of(request: Request) -> Team:
    """Return the team.

    Raises:
        NoSuchThing: If there are no accounts here.

    """
    team = workplace_of(request).team
    if team is None:
        raise NoSuchThing("this ledger is served to one user, without accounts")
    return team


def _own(request: Request) -> tuple[Book, accounts.Account]:
    book = team_of(request).book
    return book, accounts.account(book, who_asks(request).name or "")


class AccountLine(Told):
    """Somebody of the team."""

    name: str = eg("amina")
    role: Role = eg("admin")
    is_active: bool = eg(True)
    has_password: bool = eg(True, "False before an invitation is taken up.")
    made_at: str = eg("2031-03-07T09:00:00+00:00")
    issuer: str | None = eg(None)
    subject: str | None = eg(None, "What the OpenID provider calls them.")


class Own(AccountLine):
    """One's own account. `scopes` are what a token of one's own may be given."""

    scopes: Several = eg(["comment", "decide", "read"])


def account_as_json(one: accounts.Account) -> dict[str, Any]:
    """Return an account as plain data."""
    return {
        "name": one.name,
        "role": one.role.value,
        "is_active": one.is_active,
        "has_password": one.has_password,
        "made_at": one.made_at.isoformat(),
        "issuer": one.issuer,
        "subject": one.subject,
    }


@router.get("/account", responses=answers(Own))
def account(request: Request) -> Response:
    """Return one's own account."""
    known_words(request)
    _, own = _own(request)
    scopes = sorted(permits_of(own.role) - {Action.ADMINISTER})
    return told(request, {**account_as_json(own), "scopes": scopes})


class PasswordGiven(Sent):
    """The password of today, and another one."""

    old: Annotated[str, Field(max_length=1000)] = eg("the words of today, all of them")
    new: Annotated[str, Field(max_length=1000)] = eg("four other words entirely")


class Done(Told):
    """That it is done."""

    done: str = eg("the password is set; all sessions have ended")


@router.post("/account/password", responses=answers(Done))
def change_password(request: Request, given: Annotated[PasswordGiven, Body()]) -> Response:
    """Set another password; all sessions end, this one too."""
    known_words(request)
    book, own = _own(request)
    accounts.change_password(book, own.name, given.old, given.new, address=address_of(request))
    return told(request, {"done": "the password is set; all sessions have ended"})


class Session(Told):
    """Where one is signed in. `id` names the session, and opens nothing."""

    id: str = eg("9f86d081884c7d659a2feaa0c55ad015")
    begun_at: str = eg("2031-03-07T09:00:00+00:00")
    seen_at: str = eg("2031-03-07T09:30:00+00:00")
    address: str = eg("192.0.2.7")
    agent: str = eg("Mozilla/5.0")
    is_this: bool = eg(True)


@router.get("/account/sessions", responses=answers(Page[Session]))
def own_sessions(request: Request, after: After = None, limit: Limit = 50) -> Response:
    """List where one is signed in, the latest seen first."""
    known_words(request, ("after", "limit"))
    book, own = _own(request)
    every = sessions.of_account(book, own.name)
    shown, following = cut(every, lambda one: one.digest, after, limit)
    here = who_asks(request).bound_to
    items = [
        {
            "id": one.digest,
            "begun_at": one.begun_at.isoformat(),
            "seen_at": one.seen_at.isoformat(),
            "address": one.address,
            "agent": one.agent,
            "is_this": one.digest == here,
        }
        for one in shown
    ]
    return page(request, items, total=len(every), following=following)


@router.delete("/account/sessions", responses=answers(Done))
def end_all_sessions(request: Request) -> Response:
    """End all of one's sessions, this one too."""
    known_words(request)
    book, own = _own(request)
    sessions.end_all(book, own.name)
    return told(request, {"done": "you are signed out everywhere"})


@router.delete("/account/sessions/{session_id}", responses=answers(Done))
def end_session(request: Request, session_id: str) -> Response:
    """End one of one's sessions."""
    known_words(request)
    book, own = _own(request)
    if session_id not in {one.digest for one in sessions.of_account(book, own.name)}:
        raise NoSuchThing("you have no such session")
    sessions.end(book, session_id, name=own.name)
    return told(request, {"done": "that session is ended"})


class TokenLine(Told):
    """A program's key: what it is for, what it may do, until when."""

    id: int = eg(3)
    label: str = eg("nightly export")
    scopes: Several = eg(["read"])
    made_at: str = eg("2031-03-07T09:00:00+00:00")
    until: str | None = eg("2031-06-05T09:00:00+00:00")
    used_at: str | None = eg(None)


class NewToken(TokenLine):
    """A token with its words, which are told this once."""

    token: str = eg("rsm_…")


Scope = Annotated[Action, Field(strict=False)]


class TokenGiven(Sent):
    """A token to be made; it never may more than its owner may on the day."""

    label: Words = eg("nightly export")
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=10)] = eg(["read"])
    days: Annotated[int, Field(ge=1, le=366)] = 90


@router.get("/account/tokens", responses=answers(Page[TokenLine]))
def own_tokens(request: Request, after: After = None, limit: Limit = 50) -> Response:
    """List one's tokens, the newest first, without their words."""
    known_words(request, ("after", "limit"))
    book, own = _own(request)
    every = tokens.of_account(book, own.name)
    shown, following = cut(every, lambda one: str(one.token_id), after, limit)
    return page(request, [_token(one) for one in shown], total=len(every), following=following)


@router.post("/account/tokens", status_code=201, responses=answers(NewToken, 201))
def make_token(request: Request, given: Annotated[TokenGiven, Body()]) -> Response:
    """Make a token and tell its words, this once."""
    known_words(request)
    book, own = _own(request)
    secret = tokens.make(book, own, given.label, set(given.scopes), days=given.days)
    made = tokens.of_account(book, own.name)[0]
    return told(request, {**_token(made), "token": secret}, status=201)


@router.delete("/account/tokens/{token_id}", responses=answers(Done))
def revoke_token(request: Request, token_id: Annotated[int, Path(ge=0, le=2**53)]) -> Response:
    """Take back one of one's tokens."""
    known_words(request)
    book, own = _own(request)
    if token_id not in {one.token_id for one in tokens.of_account(book, own.name)}:
        raise NoSuchThing(f"you have no token {token_id}")
    tokens.revoke(book, token_id, name=own.name)
    return told(request, {"done": "that token no longer opens anything"})


def _token(one: Token) -> dict[str, Any]:
    return {
        "id": one.token_id,
        "label": one.label,
        "scopes": sorted(one.scopes),
        "made_at": one.made_at.isoformat(),
        "until": one.until.isoformat() if one.until else None,
        "used_at": one.used_at.isoformat() if one.used_at else None,
    }


class EventLine(Told):
    """Something that happened to an account: signed in, a wrong password, another role, …"""

    number: int = eg(42)
    at: str = eg("2031-03-07T09:00:00+00:00")
    name: str = eg("amina")
    kind: str = eg("signed in")
    address: str = eg("192.0.2.7")
    detail: str = eg("password")


@router.get("/account/events", responses=answers(Page[EventLine]))
def own_events(request: Request, after: Number = None, limit: Limit = 50) -> Response:
    """List what happened to one's account, the newest first."""
    known_words(request, ("after", "limit"))
    book, own = _own(request)
    return events_page(request, book, own.name, after, limit)


def events_page(
    request: Request, book: Book, name: str | None, after: int | None, limit: int
) -> Response:
    """Answer with a page of events, of one account or of all; `after` is the last one shown."""
    found = book.events(limit=limit + 1, name=name, before=after)
    following = found[limit - 1].number if len(found) > limit else None
    items = [_event(one) for one in found[:limit]]
    return page(request, items, total=None, following=following)


def _event(one: Event) -> dict[str, Any]:
    return {
        "number": one.number,
        "at": one.at.isoformat(),
        "name": one.name,
        "kind": one.kind,
        "address": one.address,
        "detail": one.detail,
    }
