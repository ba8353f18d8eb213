"""Whether what a person decides on is still as that person saw it.

Between a person's look and their decision others decide. What bears on something else is no
reason to turn anybody away; what bears on the same claim, incident, report or name is: nobody's
decision is replaced by somebody who did not know of it. A page or a form carries a `Seen` of
the moment at which it was made, and `decide_seen` holds today's view against the view of then.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rashomon.decision_words import decision_line
from rashomon.errors import DecidedMeanwhile, NoSuchIncident, SettingError
from rashomon.records import (
    Act,
    AddClaim,
    Approve,
    Assign,
    Claim,
    Comment,
    CorrectClaim,
    DifferentIncidents,
    Incident,
    MoveMembers,
    NameActor,
    NamePlace,
    Reading,
    RejectClaim,
    ReviewDecision,
    SameIncident,
    SetReport,
    Withdraw,
    kind_of,
    to_plain,
)
from rashomon.reviewing import Today

if TYPE_CHECKING:
    from rashomon.ledger import Ledger
    from rashomon.ledger.heads import Head
    from rashomon.reconciling import IncidentPage

__all__ = ["Seen", "decide_seen", "seen_now", "seen_on"]

_TOKEN = re.compile(r"(\d{1,12})(?:-([0-9a-f]{12})(?:-([0-9a-f]{16}))?)?", re.ASCII)
_HASH, _PAGE = 12, 16  # characters of each digest in a token
_TRIED = 50  # later decisions that are tried one by one for the message's sake
_NAMED = 3  # decisions that a message shows


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person had before them: all decisions up to a number.

    `hash` begins the hash of that decision, so that a number of another ledger is noticed.
    `page` is a digest of the incident that was shown, by which also what machines changed in it
    is noticed; "" where none was.

    >>> Seen.parse("12"), str(Seen(12, "0123456789ab"))
    (Seen(decision=12, hash='', page=''), '12-0123456789ab')
    """

    decision: int
    hash: str = ""
    page: str = ""

    @classmethod
    def parse(cls, words: str) -> Seen:
        """Read what `str` gave of one, or the number of a decision alone.

        Raises:
            SettingError: If it is neither.

        """
        found = _TOKEN.fullmatch(words.strip())
        if found is None:
            raise SettingError(
                f"{words!r:.60} tells no state that was seen; give the number of the last decision "
                "that you know of"
            )
        return cls(int(found[1]), found[2] or "", found[3] or "")

    def __str__(self) -> str:
        return "-".join(filter(None, (str(self.decision), self.hash, self.page)))


def seen_now(ledger: Ledger, incident_id: str | None = None) -> Seen:
    """Return what somebody sees who looks now, at an incident where one is named.

    Raises:
        NoSuchIncident: If there is none of this id.

    """
    head = ledger.head()  # first: what comes between is then held to be unseen
    page = ""
    if incident_id is not None:
        today = Today(ledger)
        page = _page(today, today.incident(incident_id).incident_id)
    return Seen(head.decision, (head.hash or "")[:_HASH], page)


def seen_on(head: Head, page: IncidentPage) -> Seen:
    """Return what somebody sees to whom a page is shown; `head` was the ledger's before it.

    It is what `seen_now` returns, without loading all of it once more.
    """
    found, readings = page.dossier.incident, page.readings
    digest = _digest(page.today, found, [readings[one] for one in sorted(readings)])
    return Seen(head.decision, (head.hash or "")[:_HASH], digest)


def decide_seen(
    ledger: Ledger,
    make: Callable[[Ledger, Today], Act],
    *,
    made_by: str,
    why: str,
    rests_on: Collection[str] = (),
    seen: Seen | None = None,
) -> ReviewDecision:
    """Put a decision on record, unless what it is about is no longer as it was seen.

    `make` makes it out of today's view (`rashomon.deciding`); nobody can write between that and
    the record. Where nothing is told of what was seen, no standing ruling of another person on
    the very same thing is replaced.

    Raises:
        DecidedMeanwhile: If others decided on it since, or machines changed an incident that is
            to be approved. The message shows what was decided; nothing was kept.
        SettingError: If `seen` is of another ledger, or `make` finds what is named no more.

    """
    with ledger.at_once():
        if seen is not None:
            _check_ledger(ledger, seen)
        today = Today(ledger)
        what = make(ledger, today)
        if seen is None:
            _refuse_to_replace(today, what, made_by)
        else:
            _refuse_unseen(ledger, today, what, seen)
        return ledger.decide(what, made_by=made_by, why=why, rests_on=rests_on)


def _check_ledger(ledger: Ledger, seen: Seen) -> None:
    """Make sure that what was seen is a state of this ledger."""
    last = ledger.head().decision
    if seen.decision > last:
        raise SettingError(
            f"no decision {seen.decision} can have been seen: the last one in {ledger.where} "
            f"is {last}"
        )
    own = ledger.decision_hash(seen.decision) or ""
    if seen.hash and not own.startswith(seen.hash):
        raise SettingError(
            f"decision {seen.decision} of {ledger.where} is another one than was seen; was that "
            "another ledger?"
        )


def _refuse_unseen(ledger: Ledger, today: Today, what: Act, seen: Seen) -> None:
    later = [one for one in today.log if one.number > seen.decision]
    before = [one for one in today.log if one.number <= seen.decision]
    now = _aspect(ledger, today, what)
    then = _aspect(ledger, Today(ledger, before), what) if later else now
    if now != then:
        alone = [
            one
            for one in later[-_TRIED:]
            if _aspect(ledger, Today(ledger, [*before, one]), what) != then
        ]
        raise _refusal(_name(what), alone or later, today.log)
    if isinstance(what, Approve) and seen.page and seen.page != _page(today, what.incident_id):
        raise DecidedMeanwhile(
            f"{what.incident_id} is no longer as you saw it: its reports were read or linked "
            "anew. Nothing of yours was kept; look again, and decide anew"
        )


def _refuse_to_replace(today: Today, what: Act, made_by: str) -> None:
    others = [one for one in _replaced(today, what) if one.made_by != made_by]
    if others:
        raise _refusal(_name(what), others, today.log)


def _refusal(
    name: str, decided: Iterable[ReviewDecision], log: Collection[ReviewDecision]
) -> DecidedMeanwhile:
    found = sorted(decided, key=lambda one: one.number)
    shown = "; ".join(decision_line(one) for one in found[-_NAMED:])
    if len(found) > _NAMED:
        shown = f"{len(found) - _NAMED} more; {shown}"
    last = max(one.number for one in log)
    return DecidedMeanwhile(
        f"others have decided on {name}: {shown}. Nothing of yours was kept; look again, and if "
        f"you still decide so, say that you know of it: --seen {last}",
        tuple(one.number for one in found),
    )


def _name(what: Act) -> str:
    """What a decision is about, as a message calls it."""
    match what:
        case SameIncident(one, other) | DifferentIncidents(one, other):
            return f"{one} and {other}"
        case MoveMembers(members=members):
            return ", ".join(mark.name for mark in members)
        case CorrectClaim(before=claim) | RejectClaim(claim=claim):
            return f"claim {claim.claim_id}"
        case AddClaim(claim=claim):
            return f"“{' '.join(claim.evidence.quote.split())}”"
        case SetReport(report_id=report_id):
            return f"report {report_id}"
        case NameActor(words=words) | NamePlace(words=words):
            return f"“{words}”"
        case Withdraw(number=number):
            return f"decision {number}"
        case Approve(incident_id) | Comment(incident_id) | Assign(incident_id):
            return incident_id
        case _:
            return kind_of(what)


def _aspect(ledger: Ledger, today: Today, what: Act) -> object:
    """All that a decision is about, as a view shows it: equal where nothing of it has changed.

    A comment is about nothing that could change, and of a withdrawal the ledger itself sees to it.
    """
    match what:
        case SameIncident(one, other) | DifferentIncidents(one, other):
            ruled = [old.what for old in _on_both(today, one, other)]
            return _whole(today, one), _whole(today, other), ruled
        case MoveMembers(members=members, to_id=to_id):
            owners = [today.incident_of((mark.report_id, mark.number)) for mark in members]
            return owners, to_id and today.current_id(to_id)
        case CorrectClaim(before=claim) | RejectClaim(claim=claim):
            own = _claims(today, claim.report_id)
            return [one for one in own if one.claim_id == claim.claim_id]
        case AddClaim(claim=claim):
            own = _claims(today, claim.report_id)
            return [one for one in own if _is_on_the_same_words(one, claim)]
        case SetReport():
            return _told_of_report(ledger, today, what)
        case NameActor() | NamePlace():
            return [one.what for one in _on_the_same_name(today, what)]
        case Approve(incident_id=incident_id):
            return _page(today, incident_id)
        case Assign(incident_id=incident_id):
            return _in_whose_hands(today, incident_id)
        case _:
            return None


def _claims(today: Today, report_id: str) -> list[Claim]:
    """A report's claims as they stand; by which decisions they came so does not matter."""
    found = today.reading(report_id)
    return [replace(one, decisions=()) for one in found.claims] if found else []


def _is_on_the_same_words(one: Claim, other: Claim) -> bool:
    words, others = one.evidence, other.evidence
    return one.facet is other.facet and words.start < others.end and others.start < words.end


def _found(today: Today, incident_id: str) -> Incident | None:
    """An incident, None where an older view has not the decision that made it."""
    try:
        return today.incident(incident_id)
    except NoSuchIncident:
        return None


def _whole(today: Today, incident_id: str) -> object:
    """An incident's id of today, its members and how far its review has come."""
    found = _found(today, incident_id)
    return found and (found.incident_id, found.members, today.review(found, ()).level)


def _in_whose_hands(today: Today, incident_id: str) -> str | None:
    found = _found(today, incident_id)
    return None if found is None else today.review(found, ()).assigned_to


def _told_of_report(ledger: Ledger, today: Today, what: SetReport) -> object:
    derived = ledger.derivation(what.report_id)
    if derived is None:
        return None
    report = today.set_by_people(derived.report)
    return (
        what.outlet and report.outlet,
        what.published_on and report.published_on,
    )


def _page(today: Today, incident_id: str) -> str:
    """A digest of what is shown of an incident: where, when, its claims, what people said."""
    found = _found(today, incident_id)
    if found is None:
        return ""
    return _digest(today, found, today.readings_of({report_id for report_id, _ in found.members}))


def _digest(today: Today, found: Incident, readings: Iterable[Reading]) -> str:
    review = today.review(found, ())
    shown = [to_plain(found), review.level, review.level_by, review.comments,
             *_shown(found, readings)]  # fmt: skip
    raw = json.dumps(shown, sort_keys=True, default=str)
    return hashlib.sha256(raw.encode()).hexdigest()[:_PAGE]


def _shown(incident: Incident, readings: Iterable[Reading]) -> Iterator[object]:
    members = set(incident.members)
    for reading in readings:
        report = reading.report
        yield report.report_id, report.outlet, report.published_on
        for told in reading.incidents:
            if told.key in members:
                for claim in reading.claims_of(told):
                    yield to_plain(replace(claim, decisions=()))


def _replaced(today: Today, what: Act) -> Iterator[ReviewDecision]:
    """The decisions in force that a new one would put itself in the place of."""
    match what:
        case SameIncident(one, other) | DifferentIncidents(one, other):
            yield from (
                old for old in _on_both(today, one, other) if type(old.what) is not type(what)
            )
        case MoveMembers(members=members):
            for old in today.decisions:
                if isinstance(old.what, MoveMembers) and {
                    (mark.report_id, mark.words) for mark in old.what.members
                } & {(mark.report_id, mark.words) for mark in members}:
                    yield old
        case CorrectClaim(before=claim) | RejectClaim(claim=claim):
            found = today.reading(claim.report_id)
            numbers = {
                number
                for one in (found.claims if found else ())
                if one.claim_id == claim.claim_id
                for number in one.decisions
            }
            for old in today.decisions:
                if old.number in numbers and isinstance(old.what, CorrectClaim | AddClaim):
                    yield old
        case SetReport():
            for old in today.decisions:
                if isinstance(old.what, SetReport) and _sets_otherwise(old.what, what):
                    yield old
        case NameActor() | NamePlace():
            yield from (one for one in _on_the_same_name(today, what) if one.what != what)
        case _:
            return


def _on_both(today: Today, one: str, other: str) -> list[ReviewDecision]:
    """The ruling that holds on whether two incidents are one; none where nobody has ruled."""
    ruled = [
        old
        for old in today.decisions
        if isinstance(old.what, SameIncident | DifferentIncidents)
        and {old.what.incident_id, old.what.other_id} == {one, other}
    ]
    return ruled[-1:]


def _sets_otherwise(before: SetReport, what: SetReport) -> bool:
    pairs = (before.outlet, what.outlet), (before.published_on, what.published_on)
    return before.report_id == what.report_id and any(
        None not in (old, new) and old != new for old, new in pairs
    )


def _on_the_same_name(today: Today, what: NameActor | NamePlace) -> list[ReviewDecision]:
    """The rulings in force on who or what is called so, where both can bear on one report."""
    words = what.words.casefold().split()
    return [
        one
        for one in today.decisions
        if isinstance(one.what, NameActor | NamePlace)
        and type(one.what) is type(what)
        and one.what.words.casefold().split() == words
        and (None in (one.what.report_id, what.report_id) or one.what.report_id == what.report_id)
    ]
