"""What all forms that decide have in common: their fields, the record, and what comes instead.

Every form hands back the state of the ledger that its page showed (`seen`). Where others have
decided on the same thing since, nothing is written: the page that comes instead tells what they
decided, and offers the same form again, now knowing of it.
"""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData

from rashomon.decision_words import decided
from rashomon.decisions_asked import Make
from rashomon.errors import DecidedMeanwhile, SettingError
from rashomon.meanwhile import Seen, seen_now
from rashomon.records import ReviewDecision
from rashomon.reviewing import Today
from rashomon.web.recording import record
from rashomon.web.views.words import spelled
from rashomon.web.workplace import LINKS, Workplace, back_to, own_path, show, who_asks

__all__ = ["done_words", "on_incident", "on_report", "onward", "put", "told", "whole"]

_LONGEST = 10_000  # characters of one field: a reason, not a document


def on_incident(
    request: Request, place: Workplace, form: FormData, incident_id: str, make: Make
) -> Response:
    """Decide on an incident, and go on to it under the id that it has then."""

    def done(made: ReviewDecision) -> Response:
        left = Today(place.ledger).current_id(incident_id)
        return onward(form, LINKS.incident(left), made, "review")

    return put(request, place, form, make, done, incident_id)


def on_report(
    request: Request, place: Workplace, form: FormData, report_id: str, make: Make
) -> Response:
    """Decide on a report, and go on to it."""
    return put(
        request, place, form, make, lambda made: onward(form, LINKS.report(report_id), made), None
    )


def onward(form: FormData, address: str, made: ReviewDecision, anchor: str = "") -> Response:
    """Go on to where the form says that it came from (the queue), else to what was decided on."""
    wanted = own_path(form.get("onward"), "")
    return back_to(
        wanted or address, done_words(made), "" if wanted else anchor, undo=(made.number,)
    )


def done_words(made: ReviewDecision) -> str:
    """Say what was decided, for the notice on the next page."""
    return spelled(f"Decision {made.number}: {decided(made)}")[:200]


def put(
    request: Request,
    place: Workplace,
    form: FormData,
    make: Make,
    done: Callable[[ReviewDecision], Response],
    incident_id: str | None,
    back: str = "",
) -> Response:
    """Put a decision on record, or show what others have decided since the page was made.

    `back` is where that can be looked at, if it is not the address above the form's.
    """
    why = told(form, "why").strip()
    if not why:
        raise SettingError("say why; a decision needs its reason")
    try:
        made = record(
            place,
            who_asks(request),
            make,
            why=why,
            rests_on=[words for words in (told(form, "rests_on").strip(),) if words],
            seen=Seen.parse(seen) if (seen := told(form, "seen")) else None,
        )
    except DecidedMeanwhile as error:
        return _meanwhile(request, place, form, error, incident_id, back)
    return done(made)


def _meanwhile(
    request: Request,
    place: Workplace,
    form: FormData,
    error: DecidedMeanwhile,
    incident_id: str | None,
    back: str,
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
        back=back or path.rpartition("/")[0],
    )  # fmt: skip


def told(form: FormData, name: str) -> str:
    """A field's words, with line breaks as the ledger has them.

    Raises:
        SettingError: If they are longer than anybody writes by hand.
    """
    value = form.get(name, "")
    words = value.replace("\r\n", "\n") if isinstance(value, str) else ""
    if len(words) > _LONGEST:
        raise SettingError(f"{name}: {len(words):,} characters are too many; {_LONGEST:,} will do")
    return words


def whole(words: object) -> int:
    """Read a whole number.

    Raises:
        SettingError: If the words are none.
    """
    if not isinstance(words, str) or not words.isascii() or not words.isdigit() or len(words) > 12:
        raise SettingError(f"{words!r:.40} is no whole number")
    return int(words)
