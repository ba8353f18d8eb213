"""Double coding: rounds, a report to be coded blind, how far coders agree, and what settles it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData

from rashomon.adjudicating import Ruled, accept_agreed, adjudicate, reopen
from rashomon.coding import NO_INCIDENT, Row, parse_sheet, print_sheet
from rashomon.coding_compared import agreement, disagreements
from rashomon.coding_rounds import (
    Round,
    close_round,
    coder_of,
    find_round,
    open_round,
    relocated,
    report_of,
    rounds,
    take,
)
from rashomon.coding_sheets import coded_rows, sheet_rows
from rashomon.deciding import Change
from rashomon.decision_words import decided
from rashomon.errors import BadSheet, DecidedMeanwhile, SettingError
from rashomon.meanwhile import Seen
from rashomon.records import CodedClaim, CodeReport, Report
from rashomon.reviewing import Today
from rashomon.web.failures import NoSuchThing, NotPermitted
from rashomon.web.forms import done_words, told, whole
from rashomon.web.keeping_up import keep_up
from rashomon.web.site import Action
from rashomon.web.views.coding import (
    agreement_rows,
    draft_view,
    over_all,
    round_view,
    unit_views,
)
from rashomon.web.views.report import member_titles
from rashomon.web.workplace import (
    LINKS,
    Form,
    Here,
    Workplace,
    back_to,
    must,
    show,
    who_asks,
)

__all__ = ["router"]

router = APIRouter()
_LONGEST_DRAFT = 200_000  # characters: more claims than a report holds
_ENTERED = (
    "words", "start", "end", "facet", "value", "who", "speaker", "stance", "incident", "note",
)  # fmt: skip
_MOST_NAMED = 20  # incidents of a report that a ruling can name


@router.get("/coding")
def every(request: Request, place: Here) -> HTMLResponse:
    """Show the rounds, how far each is, and what is left to whoever asks."""
    who = who_asks(request).name or ""
    found = [round_view(one, who, {}) for one in reversed(rounds(place.ledger))]
    return show(request, "coding.html", rounds=found, me=who)


@router.get("/coding/round")
def one_round(request: Request, place: Here, name: str = "") -> HTMLResponse:
    """Show a round; once nobody codes blind any more, how far its coders agree, and where not."""
    found = _round(place, name)
    names = {one.report_id: one.name for one in _reports(place, found)}
    view = round_view(found, who_asks(request).name or "", names)
    if not found.is_visible:
        return show(request, "coding_round.html", view=view, agreement=None)
    ledger = place.ledger
    result = place.kept.get(ledger, ("agreement", name), lambda: agreement(ledger, found.name))
    differing = disagreements(ledger, found.name)
    members = _members(place, {one.unit.report_id for one in differing if one.ruling is None})
    return show(
        request, "coding_round.html", view=view, agreement=result, facets=agreement_rows(result),
        over_all=over_all(result), units=unit_views(differing, names, members),
        seen=ledger.head().decision,
    )  # fmt: skip


@router.get("/coding/code", dependencies=[must(Action.DECIDE)])
def to_code(request: Request, place: Here, name: str = "", report: str = "") -> HTMLResponse:
    """Show a report's text to be coded, with what the same coder has coded of it before."""
    found = _round(place, name)
    coder = _coder(request, found)
    source = _report(place, found, report)
    before = found.codings.get((coder, source.report_id))
    own: tuple[CodedClaim, ...] = ()
    if before is not None and isinstance(before.what, CodeReport):
        own = tuple(relocated(one, source.text) for one in before.what.claims)
    return _page(request, found, coder, source, own, {})


@router.post("/coding/code", dependencies=[must(Action.DECIDE)])
def code(request: Request, place: Here, form: Form) -> Response:
    """Add a claim to what is being coded, take one out or up again, or store it all."""
    found = _round(place, told(form, "name"))
    coder = _coder(request, found)
    source = _report(place, found, told(form, "report"))
    draft, verb = _draft(form), told(form, "verb")
    coded = _coded(draft, source)
    entered = {name: told(form, name) for name in _ENTERED}
    if verb in ("store", "none"):
        return _store(request, place, found, coder, source, coded if verb == "store" else ())
    faults: Sequence[str] = ()
    if verb == "add":
        rows = [*_rows(coded, source), Row(0, source.report_id, **_stripped(entered))]
        claims, wrong = coded_rows(rows, {source.report_id: source}, lambda words: words)
        if wrong:
            faults = [one.reason for one in wrong]
        else:
            coded = claims.get(source.report_id, ())
            entered = {"incident": entered["incident"], "speaker": entered["speaker"]}
    elif verb != "look":
        what, _, which = verb.partition(":")
        at = whole(which) - 1 if which else -1
        if what not in ("drop", "edit") or not 0 <= at < len(coded):
            raise SettingError("there is no such claim in what is being coded")
        if what == "edit":
            row = sheet_rows(source.report_id, coded)[at]
            entered = {key: str(row[key]) for key in _ENTERED}
        coded = (*coded[:at], *coded[at + 1 :])
    return _page(request, found, coder, source, coded, entered, faults)


@router.post("/coding/open", dependencies=[must(Action.APPROVE)])
def open_(request: Request, place: Here, form: Form) -> Response:
    """Open a round: these reports, or some drawn of them, are to be coded by these coders."""
    sample = told(form, "sample").strip()
    made = open_round(
        place.ledger,
        told(form, "name"),
        _lines(told(form, "coders")),
        by=_me(request),
        why=_why(form),
        reports=_lines(told(form, "reports")),
        incident=told(form, "incident").strip() or None,
        sample=whole(sample) if sample else None,
        seed=whole(told(form, "seed").strip() or "0"),
    )
    return back_to(_address(told(form, "name")), done_words(made), undo=(made.number,))


@router.post("/coding/close", dependencies=[must(Action.APPROVE)])
def close(request: Request, place: Here, form: Form) -> Response:
    """Let a round's codings be seen though some are lacking."""
    name = told(form, "name")
    made = close_round(place.ledger, name, by=_me(request), why=_why(form))
    return back_to(_address(name), done_words(made), undo=(made.number,))


@router.post("/coding/adjudicate", dependencies=[must(Action.APPROVE)])
def settle(request: Request, place: Here, form: Form) -> Response:
    """Settle a disagreement: one coder's coding, neither, or one of one's own."""
    name, unit, chosen = told(form, "name"), told(form, "unit"), told(form, "take")
    is_neither = chosen == "neither"
    change = Change(
        value=told(form, "value").strip() or None,
        who=told(form, "who").strip() or None,
        speaker=told(form, "speaker").strip() or None,
        stance=told(form, "stance").strip() or None,
    )
    try:
        ruled = adjudicate(
            place.ledger, name, unit, by=_me(request), why=_why(form),
            coder=None if is_neither else chosen or None, is_neither=is_neither,
            change=change if change != Change() else None,
            member=told(form, "member").strip() or None,
            seen=Seen.parse(told(form, "seen") or "0").decision,
        )  # fmt: skip
    except DecidedMeanwhile as error:
        return _meanwhile(request, place, form, error, _address(name))
    keep_up(place)
    return back_to(_address(name), _ruled_words([ruled]), "disagreements", _numbers([ruled]))


@router.post("/coding/accept", dependencies=[must(Action.APPROVE)])
def accept(request: Request, place: Here, form: Form) -> Response:
    """Let count what all coders agree on."""
    name = told(form, "name")
    accepted, left = accept_agreed(place.ledger, name, by=_me(request), why=_why(form))
    keep_up(place)
    done = f"{len(accepted)} statements on which all agree are accepted"
    if left:
        done += f"; {len(left)} left as they are: {left[0]}"
    return back_to(_address(name), done, "disagreements", _numbers(accepted))


@router.post("/coding/reopen", dependencies=[must(Action.APPROVE)])
def open_again(request: Request, place: Here, form: Form) -> Response:
    """Withdraw what settled a disagreement, with all that followed from it."""
    name = told(form, "name")
    ruling = reopen(place.ledger, name, told(form, "unit"), by=_me(request), why=_why(form))
    keep_up(place)
    return back_to(_address(name), f"withdrawn: decision {ruling.number}", "disagreements")


def _meanwhile(
    request: Request, place: Workplace, form: FormData, error: DecidedMeanwhile, back: str
) -> HTMLResponse:
    log = {one.number: one for one in place.ledger.reviews()}
    others = [log[number] for number in error.numbers if number in log]
    hidden = [
        (name, value)
        for name, value in form.multi_items()
        if isinstance(value, str) and name not in ("token", "seen")
    ]
    return show(
        request, "meanwhile.html", status=409, action=request.url.path, back=back,
        fields=[*hidden, ("seen", str(place.ledger.head().decision))],
        others=[(one.number, one.who, decided(one), one.why) for one in others],
    )  # fmt: skip


def _store(
    request: Request,
    place: Workplace,
    found: Round,
    coder: str,
    source: Report,
    coded: Sequence[CodedClaim],
) -> Response:
    """Put the coding on record, and go on to the next report."""
    sheet = print_sheet(sheet_rows(source.report_id, coded))
    try:
        taken = take(
            place.ledger, found.name, coder, sheet.encode("utf-8", "surrogatepass"),
            told_in="the pages",
        )  # fmt: skip
    except BadSheet as error:
        return _page(request, found, coder, source, tuple(coded), {}, error.faults)
    done = f"{source.name} is coded" if taken.stored else f"{source.name} was coded so before"
    return back_to(_address(found.name), done)


def _page(
    request: Request,
    found: Round,
    coder: str,
    source: Report,
    coded: Sequence[CodedClaim],
    entered: Mapping[str, str],
    faults: Sequence[str] = (),
) -> HTMLResponse:
    draft = print_sheet(sheet_rows(source.report_id, coded)) if coded else ""
    view = draft_view(
        found, coder, source, coded, draft=draft, faults=faults,
        entered={**dict.fromkeys(_ENTERED, ""), **entered},
    )  # fmt: skip
    return show(request, "coding_report.html", view=view, status=422 if faults else 200)


def _draft(form: FormData) -> list[Row]:
    """What was marked so far, as the page handed it on."""
    words = form.get("draft", "")
    text = words if isinstance(words, str) else ""
    if len(text) > _LONGEST_DRAFT:
        raise SettingError(f"{len(text):,} characters are more than one report's coding holds")
    if not text.strip():
        return []
    rows, faults = parse_sheet(text.encode("utf-8", "surrogatepass"))
    if faults:
        raise SettingError(f"what was coded so far cannot be read: {faults[0]}")
    return rows


def _coded(rows: Sequence[Row], source: Report) -> tuple[CodedClaim, ...]:
    claims, faults = coded_rows(rows, {source.report_id: source}, lambda words: words)
    if faults:
        raise SettingError(f"what was coded so far cannot be used: {faults[0]}")
    return claims.get(source.report_id, ())


def _rows(coded: Sequence[CodedClaim], source: Report) -> list[Row]:
    if not coded:
        return []
    return [
        Row(n, **{key: str(value) for key, value in row.items()})
        for n, row in enumerate(sheet_rows(source.report_id, coded), 1)
    ]


def _stripped(entered: Mapping[str, str]) -> dict[str, str]:
    known = {one.name for one in fields(Row)}
    found = {key: value.strip() for key, value in entered.items() if key in known}
    if found.get("facet", "").casefold() == NO_INCIDENT:
        raise SettingError("that the report tells of no incident is said by its own button")
    return found


def _round(place: Workplace, name: str) -> Round:
    if name not in {one.name for one in rounds(place.ledger)}:
        raise NoSuchThing(f"No round of coding is called {name!r:.80}")
    return find_round(place.ledger, name)


def _coder(request: Request, found: Round) -> str:
    """Which coder of a round asks.

    Raises:
        NotPermitted: If they code nothing in it.
    """
    try:
        return coder_of(found, _me(request))
    except SettingError as error:
        raise NotPermitted(Action.DECIDE) from error


def _report(place: Workplace, found: Round, report_id: str) -> Report:
    if report_id not in found.what.report_ids:
        raise NoSuchThing(f"Round {found.name} has no report {report_id!r:.40}")
    return Today(place.ledger).set_by_people(report_of(place.ledger, report_id))


def _reports(place: Workplace, found: Round) -> list[Report]:
    return [report_of(place.ledger, one) for one in found.what.report_ids]


def _members(place: Workplace, report_ids: set[str]) -> dict[str, list[tuple[str, str]]]:
    """The incidents that reports tell of, as a ruling names them, in words."""
    return {
        reading.report.report_id: member_titles(reading)[:_MOST_NAMED]
        for reading in place.ledger.readings_of(report_ids)
    }


def _ruled_words(every: Sequence[Ruled]) -> str:
    (one,) = every
    follows = f"; {len(one.carried_out)} decisions carry it out" if one.carried_out else ""
    return done_words(one.ruling) + (f"; {one.note}" if one.note else follows)


def _numbers(ruled: Sequence[Ruled]) -> list[int]:
    return [
        n for one in ruled for n in (*(each.number for each in one.carried_out), one.ruling.number)
    ]


def _me(request: Request) -> str:
    name = who_asks(request).name
    if name is None:
        raise NotPermitted(Action.DECIDE)
    return name


def _why(form: FormData) -> str:
    why = told(form, "why").strip()
    if not why:
        raise SettingError("say why; a decision needs its reason")
    return why


def _lines(words: str) -> list[str]:
    return [one.strip() for line in words.splitlines() for one in line.split(",") if one.strip()]


def _address(name: str) -> str:
    return LINKS.page("coding/round", [("name", " ".join(name.split()))])
