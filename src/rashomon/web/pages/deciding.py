"""What the forms on the pages of incidents and reports put on record."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from rashomon import decisions_asked as asked
from rashomon.deciding import Change
from rashomon.errors import SettingError
from rashomon.web.forms import done_words, on_incident, on_report, told, whole
from rashomon.web.recording import take_back
from rashomon.web.site import Action
from rashomon.web.workplace import LINKS, Form, Here, back_to, must, own_path, who_asks

__all__ = ["router"]

router = APIRouter()


@router.post("/incidents/{incident_id}/approve", dependencies=[must(Action.APPROVE)])
def approve(request: Request, place: Here, form: Form, incident_id: str) -> Response:
    """Say how far the review of an incident has come."""
    make = asked.approve(incident_id, told(form, "level"))
    return on_incident(request, place, form, incident_id, make)


@router.post("/incidents/{incident_id}/comment", dependencies=[must(Action.COMMENT)])
def comment(request: Request, place: Here, form: Form, incident_id: str) -> Response:
    """Say something of an incident."""
    return on_incident(request, place, form, incident_id, asked.comment(incident_id))


@router.post("/incidents/{incident_id}/assign", dependencies=[must(Action.DECIDE)])
def assign(request: Request, place: Here, form: Form, incident_id: str) -> Response:
    """Give an incident to somebody to look after."""
    make = asked.assign(incident_id, told(form, "to"))
    return on_incident(request, place, form, incident_id, make)


@router.post("/incidents/{incident_id}/merge", dependencies=[must(Action.DECIDE)])
def merge(request: Request, place: Here, form: Form, incident_id: str) -> Response:
    """Merge another incident into this one, which keeps its id."""
    make = asked.same(incident_id, _other(form))
    return on_incident(request, place, form, incident_id, make)


@router.post("/incidents/{incident_id}/apart", dependencies=[must(Action.DECIDE)])
def apart(request: Request, place: Here, form: Form, incident_id: str) -> Response:
    """Keep two incidents apart for good."""
    make = asked.different(incident_id, _other(form))
    return on_incident(request, place, form, incident_id, make)


@router.post("/incidents/{incident_id}/move", dependencies=[must(Action.DECIDE)])
def move(request: Request, place: Here, form: Form, incident_id: str) -> Response:
    """Move reports' incidents to another incident, or split them off as a new one."""
    names = [name for name in form.getlist("member") if isinstance(name, str)]
    make = asked.move(names, _named(form, "to") or None)
    return on_incident(request, place, form, incident_id, make)


@router.post("/incidents/{incident_id}/withdraw", dependencies=[must(Action.DECIDE)])
def withdraw(request: Request, place: Here, form: Form, incident_id: str) -> Response:
    """Withdraw a decision; it stays on record, and no longer holds."""
    number = _number(form, "number")
    if number is None:
        raise SettingError("name the decision to withdraw by its number")
    return on_incident(request, place, form, incident_id, asked.withdraw(number))


@router.post("/undo", dependencies=[must(Action.COMMENT)])
def undo(request: Request, place: Here, form: Form) -> Response:
    """Withdraw what the same person decided just now, the last first."""
    wanted = {whole(words) for words in form.getlist("number")}
    made = take_back(place, who_asks(request), wanted, why=told(form, "why"))
    done = "; ".join(done_words(one) for one in made)
    return back_to(own_path(form.get("next"), LINKS.page("incidents")), done)


@router.post("/reports/{report_id}/withdraw", dependencies=[must(Action.DECIDE)])
def withdraw_of_report(request: Request, place: Here, form: Form, report_id: str) -> Response:
    """Withdraw a decision that bears on a report."""
    number = _number(form, "number")
    if number is None:
        raise SettingError("name the decision to withdraw by its number")
    return on_report(request, place, form, report_id, asked.withdraw(number))


@router.post("/reports/{report_id}/correct", dependencies=[must(Action.DECIDE)])
def correct(request: Request, place: Here, form: Form, report_id: str) -> Response:
    """Correct a claim."""
    make = asked.correct(told(form, "claim"), _change(form))
    return on_report(request, place, form, report_id, make)


@router.post("/reports/{report_id}/reject", dependencies=[must(Action.DECIDE)])
def reject(request: Request, place: Here, form: Form, report_id: str) -> Response:
    """Reject a claim: the words do not say that."""
    return on_report(request, place, form, report_id, asked.reject(told(form, "claim")))


@router.post("/reports/{report_id}/add", dependencies=[must(Action.DECIDE)])
def add(request: Request, place: Here, form: Form, report_id: str) -> Response:
    """Add a claim by marking its words."""
    member = told(form, "member")
    if member.rpartition("#")[0] != report_id:
        raise SettingError("the happening is not one that this report tells of")
    make = asked.add_claim(member, told(form, "facet"), _change(form))
    return on_report(request, place, form, report_id, make)


@router.post("/reports/{report_id}/set", dependencies=[must(Action.DECIDE)])
def set_report(request: Request, place: Here, form: Form, report_id: str) -> Response:
    """Set who published a report, or on which day."""
    make = asked.set_report(report_id, told(form, "outlet"), told(form, "published"))
    return on_report(request, place, form, report_id, make)


def _number(form: FormData, name: str) -> int | None:
    words = told(form, name).strip()
    return whole(words) if words else None


def _other(form: FormData) -> str:
    """The other incident's id.

    Raises:
        SettingError: If none is named.
    """
    if not (found := _named(form, "other")):
        raise SettingError("name the other incident: choose one, or write its id")
    return found


def _named(form: FormData, name: str) -> str:
    """The id that was written, or is the end of an address that was, else the one chosen."""
    for words in reversed(form.getlist(name)):
        if isinstance(words, str):
            path = words.strip().partition("#")[0].partition("?")[0].rstrip("/")
            if path:
                return path.rpartition("/")[2]
    return ""


def _change(form: FormData) -> Change:
    """What a form says of a claim; a field that is not there leaves what is."""

    def given(name: str) -> str | None:
        return told(form, name) if name in form else None

    return Change(
        value=(given("value") or "").strip() or None,
        who=given("who"),
        speaker=given("speaker"),
        stance=given("stance") or None,
        start=_number(form, "start"),
        end=_number(form, "end"),
        quote=given("quote") or None,
    )
