"""What the forms on the pages of incidents and reports put on record.

Every form hands back the state of the ledger that its page showed (`seen`). Where others have
decided on the same thing since, nothing is written: the page that comes instead tells what they
decided, and offers the same form again, now knowing of it.
"""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData

from rashomon import decisions_asked as asked
from rashomon.deciding import Change
from rashomon.decision_words import decided
from rashomon.decisions_asked import Make
from rashomon.errors import DecidedMeanwhile, SettingError
from rashomon.meanwhile import Seen, seen_now
from rashomon.records import ReviewDecision
from rashomon.reviewing import Today
from rashomon.web.recording import record
from rashomon.web.site import Action
from rashomon.web.views.words import spelled
from rashomon.web.workplace import (
    LINKS,
    Form,
    Here,
    Workplace,
    back_to,
    must,
    own_path,
    show,
    who_asks,
)

__all__ = ["router"]

router = APIRouter()
_LONGEST = 10_000  # characters of one field: a reason, not a document


@router.post("/incidents/{incident_id}/approve", dependencies=[must(Action.APPROVE)])
def approve(request: Request, place: Here, form: Form, incident_id: str) -> Response:
    """Say how far the review of an incident has come."""
    make = asked.approve(incident_id, _told(form, "level"))
    return _of_incident(request, place, form, incident_id, make)


@router.post("/incidents/{incident_id}/comment", dependencies=[must(Action.COMMENT)])
def comment(request: Request, place: Here, form: Form, incident_id: str) -> Response:
    """Say something of an incident."""
    return _of_incident(request, place, form, incident_id, asked.comment(incident_id))


@router.post("/incidents/{incident_id}/assign", dependencies=[must(Action.DECIDE)])
def assign(request: Request, place: Here, form: Form, incident_id: str) -> Response:
    """Give an incident to somebody to look after."""
    make = asked.assign(incident_id, _told(form, "to"))
    return _of_incident(request, place, form, incident_id, make)


@router.post("/incidents/{incident_id}/merge", dependencies=[must(Action.DECIDE)])
def merge(request: Request, place: Here, form: Form, incident_id: str) -> Response:
    """Merge another incident into this one, which keeps its id."""
    make = asked.same(incident_id, _other(form))
    return _of_incident(request, place, form, incident_id, make)


@router.post("/incidents/{incident_id}/apart", dependencies=[must(Action.DECIDE)])
def apart(request: Request, place: Here, form: Form, incident_id: str) -> Response:
    """Keep two incidents apart for good."""
    make = asked.different(incident_id, _other(form))
    return _of_incident(request, place, form, incident_id, make)


@router.post("/incidents/{incident_id}/move", dependencies=[must(Action.DECIDE)])
def move(request: Request, place: Here, form: Form, incident_id: str) -> Response:
    """Move reports' incidents to another incident, or split them off as a new one."""
    names = [name for name in form.getlist("member") if isinstance(name, str)]
    make = asked.move(names, _told(form, "to").strip() or None)
    return _of_incident(request, place, form, incident_id, make)


@router.post("/incidents/{incident_id}/withdraw", dependencies=[must(Action.DECIDE)])
def withdraw(request: Request, place: Here, form: Form, incident_id: str) -> Response:
    """Withdraw a decision; it stays on record, and no longer holds."""
    number = _number(form, "number")
    if number is None:
        raise SettingError("name the decision to withdraw by its number")
    return _of_incident(request, place, form, incident_id, asked.withdraw(number))


@router.post("/undo", dependencies=[must(Action.COMMENT)])
def undo(request: Request, place: Here, form: Form) -> Response:
    """Withdraw what the same person decided just now, the last first."""
    who = who_asks(request)
    why = _told(form, "why").strip() or "undone by its author"
    wanted = {_whole(words) for words in form.getlist("number")}
    log = {one.number: one for one in Today(place.ledger).log}
    if not wanted or not wanted <= set(log):
        raise SettingError("there is no such decision to undo; nothing was changed")
    for number in sorted(wanted, reverse=True):
        if log[number].made_by != f"person: {who.name}":
            raise SettingError(
                f"decision {number} is by {log[number].who}; withdraw it where it is shown"
            )
    made = [
        record(place, who, asked.withdraw(number), why=why)
        for number in sorted(wanted, reverse=True)
    ]
    done = "; ".join(_done(one) for one in made)
    return back_to(own_path(form.get("next"), LINKS.page("incidents")), done)


@router.post("/reports/{report_id}/correct", dependencies=[must(Action.DECIDE)])
def correct(request: Request, place: Here, form: Form, report_id: str) -> Response:
    """Correct a claim."""
    make = asked.correct(_told(form, "claim"), _change(form))
    return _of_report(request, place, form, report_id, make)


@router.post("/reports/{report_id}/reject", dependencies=[must(Action.DECIDE)])
def reject(request: Request, place: Here, form: Form, report_id: str) -> Response:
    """Reject a claim: the words do not say that."""
    return _of_report(request, place, form, report_id, asked.reject(_told(form, "claim")))


@router.post("/reports/{report_id}/add", dependencies=[must(Action.DECIDE)])
def add(request: Request, place: Here, form: Form, report_id: str) -> Response:
    """Add a claim by marking its words."""
    member = _told(form, "member")
    if member.rpartition("#")[0] != report_id:
        raise SettingError("the happening is not one that this report tells of")
    make = asked.add_claim(member, _told(form, "facet"), _change(form))
    return _of_report(request, place, form, report_id, make)


@router.post("/reports/{report_id}/set", dependencies=[must(Action.DECIDE)])
def set_report(request: Request, place: Here, form: Form, report_id: str) -> Response:
    """Set who published a report, or on which day."""
    make = asked.set_report(report_id, _told(form, "outlet"), _told(form, "published"))
    return _of_report(request, place, form, report_id, make)


def _of_incident(
    request: Request, place: Workplace, form: FormData, incident_id: str, make: Make
) -> Response:
    def done(made: ReviewDecision) -> Response:
        left = Today(place.ledger).current_id(incident_id)
        return _on(form, LINKS.incident(left), made, "review")

    return _record(request, place, form, make, done, incident_id)


def _of_report(
    request: Request, place: Workplace, form: FormData, report_id: str, make: Make
) -> Response:
    return _record(
        request, place, form, make, lambda made: _on(form, LINKS.report(report_id), made), None
    )


def _on(form: FormData, address: str, made: ReviewDecision, anchor: str = "") -> Response:
    """Go on to where the form says that it came from (the queue), else to what was decided on."""
    wanted = own_path(form.get("onward"), "")
    return back_to(wanted or address, _done(made), "" if wanted else anchor, undo=(made.number,))


def _done(made: ReviewDecision) -> str:
    return spelled(f"Decision {made.number}: {decided(made)}")[:200]


def _record(
    request: Request,
    place: Workplace,
    form: FormData,
    make: Make,
    done: Callable[[ReviewDecision], Response],
    incident_id: str | None,
) -> Response:
    """Put a decision on record, or show what others have decided since the page was made."""
    why = _told(form, "why").strip()
    if not why:
        raise SettingError("say why; a decision needs its reason")
    try:
        made = record(
            place,
            who_asks(request),
            make,
            why=why,
            rests_on=[words for words in (_told(form, "rests_on").strip(),) if words],
            seen=Seen.parse(seen) if (seen := _told(form, "seen")) else None,
        )
    except DecidedMeanwhile as error:
        return _meanwhile(request, place, form, error, incident_id)
    return done(made)


def _meanwhile(
    request: Request,
    place: Workplace,
    form: FormData,
    error: DecidedMeanwhile,
    incident_id: str | None,
) -> HTMLResponse:
    """Show what others decided, with the same form, which now knows of it."""
    seen = str(seen_now(place.ledger, incident_id))
    log = {one.number: one for one in Today(place.ledger).log}
    others = [log[number] for number in error.numbers if number in log]
    fields = [
        (name, value)
        for name, value in form.multi_items()
        if isinstance(value, str) and name not in ("token", "seen")
    ]
    path = request.url.path
    return show(
        request, "meanwhile.html", status=409, fields=[*fields, ("seen", seen)], action=path,
        others=[(one.number, one.who, spelled(decided(one)), one.why) for one in others],
        back=path.rpartition("/")[0],
    )  # fmt: skip


def _told(form: FormData, name: str) -> str:
    """A field's words, with line breaks as the ledger has them.

    Raises:
        SettingError: If they are longer than anybody writes by hand.
    """
    value = form.get(name, "")
    words = value.replace("\r\n", "\n") if isinstance(value, str) else ""
    if len(words) > _LONGEST:
        raise SettingError(f"{name}: {len(words):,} characters are too many; {_LONGEST:,} will do")
    return words


def _number(form: FormData, name: str) -> int | None:
    words = _told(form, name).strip()
    return _whole(words) if words else None


def _whole(words: object) -> int:
    if not isinstance(words, str) or not words.isascii() or not words.isdigit() or len(words) > 12:
        raise SettingError(f"{words!r:.40} is no whole number")
    return int(words)


def _other(form: FormData) -> str:
    """The other incident's id, or the last part of the address that was copied for it."""
    words = _told(form, "other").strip().partition("#")[0].partition("?")[0].rstrip("/")
    if not words:
        raise SettingError("name the other incident by its id")
    return words.rpartition("/")[2]


def _change(form: FormData) -> Change:
    """What a form says of a claim; a field that is not there leaves what is."""

    def given(name: str) -> str | None:
        return _told(form, name) if name in form else None

    return Change(
        value=(given("value") or "").strip() or None,
        who=given("who"),
        speaker=given("speaker"),
        stance=given("stance") or None,
        start=_number(form, "start"),
        end=_number(form, "end"),
        quote=given("quote") or None,
    )
