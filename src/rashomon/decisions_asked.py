"""What somebody asks to have decided, in words: a function a kind of decision.

The command line, the forms of pages and the API all end here. What can be told wrong from the
words alone is refused at once. What is left is a function that makes the decision of today's view
(`rashomon.deciding`), as `meanwhile.decide_seen` takes it: what is named may be gone by then.

    asked = decisions_asked.assign("khusham-2018-02-07", "Noor")
    decide_seen(ledger, asked, made_by="person: ali", why="She knows the place")
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rashomon import deciding
from rashomon.deciding import Change
from rashomon.errors import SettingError
from rashomon.publish.custody import find_report
from rashomon.records import (
    Act,
    ApprovalLevel,
    Approve,
    Assign,
    Comment,
    NameActor,
    NamePlace,
    SetReport,
    Withdraw,
)

if TYPE_CHECKING:
    from rashomon.ledger import Ledger
    from rashomon.reviewing import Today

__all__ = [
    "Make",
    "add_claim",
    "approve",
    "assign",
    "comment",
    "correct",
    "different",
    "move",
    "name_actor",
    "name_place",
    "reject",
    "same",
    "set_report",
    "withdraw",
]

Make = Callable[["Ledger", "Today"], Act]


def same(incident_id: str, other_id: str) -> Make:
    """Ask that two incidents be one, which keeps the first one's id."""
    return lambda _, today: deciding.same(today, incident_id, other_id)


def different(incident_id: str, other_id: str) -> Make:
    """Ask that two incidents be kept apart for good."""
    return lambda _, today: deciding.different(today, incident_id, other_id)


def move(members: Sequence[str], to_id: str | None) -> Make:
    """Ask that reports' incidents (REPORT#NUMBER) be of another incident, or, None, of a new one.

    Raises:
        SettingError: If none is named.

    """
    if not members:
        raise SettingError("choose which reports are to be moved")
    return lambda ledger, today: deciding.moved(ledger, today, members, to_id)


def correct(claim_id: str, change: Change) -> Make:
    """Ask that a claim be read otherwise."""
    return lambda ledger, today: deciding.corrected(ledger, today, claim_id, change)


def reject(claim_id: str) -> Make:
    """Ask that a claim be left out: the words do not say that."""
    return lambda ledger, today: deciding.rejected(ledger, today, claim_id)


def add_claim(member: str, facet: str, change: Change) -> Make:
    """Ask that words which were not read be a claim of a report's incident (REPORT#NUMBER)."""
    return lambda ledger, today: deciding.added_claim(ledger, today, member, facet, change)


def set_report(report: str, outlet: str | None, published: str | date | None) -> Make:
    """Ask that a report have another outlet or day of publication; None or "" leaves it.

    Raises:
        SettingError: If neither is told, or the day is none.

    """
    name, day = _line(outlet or "") or None, _day(published)
    if name is None and day is None:
        raise SettingError("say what to set: the outlet, the day of publication, or both")
    return lambda ledger, _: SetReport(find_report(ledger, report), name, day)


def _day(told: str | date | None) -> date | None:
    if not isinstance(told, str):
        return told
    words = told.strip()
    try:
        return date.fromisoformat(words) if words else None
    except ValueError as error:
        raise SettingError(f"{words!r:.40} is no day; write 2031-03-07") from error


def name_actor(words: str, actor: str, report: str | None = None) -> Make:
    """Ask that who is called so, in all reports or in one, be this actor.

    Raises:
        SettingError: If one of them is not named.

    """
    if not words.strip() or not actor.strip():
        raise SettingError("name both the words and the actor")
    return lambda ledger, _: NameActor(words, actor, _found(ledger, report))


def name_place(
    words: str, lat: float, lon: float, radius_km: float, report: str | None = None
) -> Make:
    """Ask that what is called so, in all reports or in one, be this point.

    Raises:
        SettingError: If it is not named.

    """
    if not words.strip():
        raise SettingError("name the place")
    return lambda ledger, _: NamePlace(words, lat, lon, radius_km, _found(ledger, report))


def _found(ledger: Ledger, report: str | None) -> str | None:
    return find_report(ledger, report) if report else None


def approve(incident_id: str, level: str) -> Make:
    """Ask that an incident be at a level of review.

    Raises:
        SettingError: If there is no such level.

    """
    if level not in set(ApprovalLevel):
        raise SettingError(f"no level is called {level!r}; there are: {', '.join(ApprovalLevel)}")
    return lambda _, today: Approve(
        deciding.find_incident(today, incident_id), ApprovalLevel(level)
    )


def comment(incident_id: str) -> Make:
    """Ask that something be said of an incident: the decision's reason."""
    return lambda _, today: Comment(deciding.find_incident(today, incident_id))


def assign(incident_id: str, to: str) -> Make:
    """Ask that somebody look after an incident.

    Raises:
        SettingError: If nobody is named.

    """
    who = _line(to)
    if not who:
        raise SettingError("name who is to look after it")
    return lambda _, today: Assign(deciding.find_incident(today, incident_id), who)


def withdraw(number: int) -> Make:
    """Ask that an earlier decision hold no longer."""
    return lambda *_: Withdraw(number)


def _line(words: str) -> str:
    return " ".join(words.split())
