"""`rashomon decide`: put a person's decision on record; nothing that was read is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from rashomon.cataloging import refresh
from rashomon.cli.console import say
from rashomon.deciding import (
    Change,
    added_claim,
    corrected,
    different,
    find_incident,
    moved,
    rejected,
    same,
)
from rashomon.decision_words import decision_line
from rashomon.errors import RunAborted, SettingError
from rashomon.meanwhile import Seen, decide_seen
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
from rashomon.reviewing import Today

if TYPE_CHECKING:
    from rashomon.ledger import Ledger

__all__ = ["decide"]

decide = typer.Typer(
    help="Put a decision of yours on record: it shapes what is shown, and changes nothing read.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)

By = Annotated[str, typer.Option("--by", help="Who decides, as the ledger shall name them.")]
Why = Annotated[str, typer.Option("--why", help="For which reason.")]
RestsOn = Annotated[
    list[str] | None,
    typer.Option("--rests-on", help="A claim, report or words that it rests on; may be repeated."),
]
SeenState = Annotated[
    str | None,
    typer.Option(
        "--seen", help="The number of the last decision that you know of, as `show` tells it."
    ),
]
LedgerPath = Annotated[str, typer.Option("--ledger", help="The ledger to decide in.")]
Value = Annotated[str | None, typer.Option("--value", help="The value, as the facet has it.")]
Who = Annotated[str | None, typer.Option("--who", help="Whom a number counts.")]
SpeakerWords = Annotated[
    str | None, typer.Option("--speaker", help="Who says it, in the report's words; '' for itself.")
]
StanceName = Annotated[
    str | None, typer.Option("--stance", help="affirm, deny or uncertain, of the speaker.")
]
Start = Annotated[int | None, typer.Option("--start", help="Where its words begin in the text.")]
End = Annotated[int | None, typer.Option("--end", help="Where they end; not part of them.")]
Quote = Annotated[str | None, typer.Option("--quote", help="The words themselves.")]
OneReport = Annotated[
    str | None, typer.Option("--report", help="In this report alone; in all if not said.")
]
_HERE = "ledger.db"
_MOST = 500  # incidents that are listed anew while somebody waits: some seconds


def _record(
    path: str,
    by: str,
    why: str,
    rests_on: list[str] | None,
    seen: str | None,
    make: Callable[[Ledger, Today], Act],
) -> None:
    """Make a decision of what the ledger holds today and add it, unless others came before."""
    from rashomon.ledger import Ledger

    who = " ".join(by.removeprefix("person:").split())
    if not who:
        raise SettingError("--by names nobody; say who decides")
    if not why.strip():
        raise SettingError("--why is empty; a decision needs its reason")
    known = None if seen is None else Seen.parse(seen)
    before: list[str] = []

    def look(opened: Ledger, today: Today) -> Act:
        what = make(opened, today)
        before.extend(_before(today, what))
        return what

    with Ledger.open(path, create=False) as ledger:
        made = decide_seen(
            ledger, look, made_by=f"person: {who}", why=why, rests_on=rests_on or (), seen=known
        )
        waits = {report_id for report_id, _ in ledger.waiting()}
        typer.echo(str(made.number))
        say(f"decision {decision_line(made)}")
        _list_anew(ledger)
    for line in before:
        say(line)
    if isinstance(made.what, SetReport) and made.what.report_id in waits:
        say("`rashomon build` will read the report anew, with its days told from that date")


def _list_anew(ledger: Ledger) -> None:
    """Let the lists follow, unless that takes long; the decision stands whatever comes of it."""
    try:
        refresh(ledger, most=_MOST)
    except RunAborted as error:
        say(f"the lists do not show it yet: {error}")
    else:
        if ledger.catalog_state().is_behind:
            say("the lists do not show it yet; `rashomon catalog` brings them up to date")


def _before(today: Today, what: Act) -> Iterator[str]:
    """What was there before where one decision takes the place of another by its nature."""
    if isinstance(what, Approve | Assign):
        review = today.review(today.incident(what.incident_id), ())
        if isinstance(what, Approve) and review.level_by:
            yield f"before, it was {review.level} by {review.level_by}"
        elif isinstance(what, Assign) and review.assigned_to:
            yield f"before, it was assigned to {review.assigned_to}"


@decide.command("same")
def same_incident(
    incident: Annotated[str, typer.Argument(help="The incident that keeps its id.")],
    other: Annotated[str, typer.Argument(help="The one that becomes part of it.")],
    by: By,
    why: Why,
    rests_on: RestsOn = None,
    seen: SeenState = None,
    ledger: LedgerPath = _HERE,
) -> None:
    """Merge two incidents: they are one."""
    _record(ledger, by, why, rests_on, seen, lambda _, today: same(today, incident, other))


@decide.command("different")
def different_incidents(
    incident: Annotated[str, typer.Argument(help="One incident.")],
    other: Annotated[str, typer.Argument(help="Another one.")],
    by: By,
    why: Why,
    rests_on: RestsOn = None,
    seen: SeenState = None,
    ledger: LedgerPath = _HERE,
) -> None:
    """Keep two incidents apart: what is in each now never comes into the other."""
    _record(ledger, by, why, rests_on, seen, lambda _, today: different(today, incident, other))


@decide.command("move")
def move_members(
    members: Annotated[
        list[str], typer.Argument(help="Reports' incidents, each as REPORT#NUMBER.")
    ],
    by: By,
    why: Why,
    to: Annotated[
        str | None, typer.Option("--to", help="The incident that they belong to.")
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="They are an incident of their own: a split.")
    ] = False,
    rests_on: RestsOn = None,
    seen: SeenState = None,
    ledger: LedgerPath = _HERE,
) -> None:
    """Move reports' incidents to another incident, or split them off as a new one."""
    if (to is None) != new:
        raise SettingError("say either --to INCIDENT or --new")
    _record(
        ledger, by, why, rests_on, seen, lambda opened, today: moved(opened, today, members, to)
    )


@decide.command("correct")
def correct_claim(
    claim: Annotated[str, typer.Argument(help="The claim's id, as `show` prints it.")],
    by: By,
    why: Why,
    value: Value = None,
    who: Who = None,
    speaker: SpeakerWords = None,
    stance: StanceName = None,
    start: Start = None,
    end: End = None,
    quote: Quote = None,
    rests_on: RestsOn = None,
    seen: SeenState = None,
    ledger: LedgerPath = _HERE,
) -> None:
    """Correct a claim's value, speaker, stance or words."""
    change = Change(value, who, speaker, stance, start, end, quote)
    _record(
        ledger, by, why, rests_on, seen, lambda opened, now: corrected(opened, now, claim, change)
    )


@decide.command("reject")
def reject_claim(
    claim: Annotated[str, typer.Argument(help="The claim's id, as `show` prints it.")],
    by: By,
    why: Why,
    rests_on: RestsOn = None,
    seen: SeenState = None,
    ledger: LedgerPath = _HERE,
) -> None:
    """Reject a claim: the words do not say that."""
    _record(ledger, by, why, rests_on, seen, lambda opened, today: rejected(opened, today, claim))


@decide.command("add-claim")
def add_claim(
    member: Annotated[str, typer.Argument(help="The report's incident, as REPORT#NUMBER.")],
    by: By,
    why: Why,
    facet: Annotated[str, typer.Option("--facet", help="What the claim is about: killed, means…")],
    value: Value = None,
    who: Who = None,
    speaker: SpeakerWords = None,
    stance: StanceName = None,
    start: Start = None,
    end: End = None,
    quote: Quote = None,
    rests_on: RestsOn = None,
    seen: SeenState = None,
    ledger: LedgerPath = _HERE,
) -> None:
    """Add a claim that was not read, by marking its words."""
    change = Change(value, who, speaker, stance, start, end, quote)
    _record(
        ledger, by, why, rests_on, seen,
        lambda opened, today: added_claim(opened, today, member, facet, change),
    )  # fmt: skip


@decide.command("set")
def set_report(
    report: Annotated[str, typer.Argument(help="The report's id, its beginning, or its name.")],
    by: By,
    why: Why,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Who published it.")] = None,
    published: Annotated[
        str | None, typer.Option("--published", help="On which day, as 2031-03-07.")
    ] = None,
    rests_on: RestsOn = None,
    seen: SeenState = None,
    ledger: LedgerPath = _HERE,
) -> None:
    """Set a report's outlet or day of publication."""
    if not outlet and not published:
        raise SettingError("say what to set: --outlet, --published or both")
    try:
        day = date.fromisoformat(published) if published else None
    except ValueError as error:
        raise SettingError(f"{published!r} is no day; write 2031-03-07") from error
    _record(
        ledger, by, why, rests_on, seen,
        lambda opened, _: SetReport(find_report(opened, report), outlet or None, day),
    )  # fmt: skip


@decide.command("name-actor")
def name_actor(
    words: Annotated[str, typer.Argument(help="What the actor is called in reports.")],
    actor: Annotated[str, typer.Argument(help="Who that is.")],
    by: By,
    why: Why,
    report: OneReport = None,
    rests_on: RestsOn = None,
    seen: SeenState = None,
    ledger: LedgerPath = _HERE,
) -> None:
    """Say who is meant by a name: of speakers, of whoever attacked or was attacked."""
    if not words.strip() or not actor.strip():
        raise SettingError("name both the words and the actor")
    _record(
        ledger, by, why, rests_on, seen,
        lambda opened, _: NameActor(words, actor, find_report(opened, report) if report else None),
    )  # fmt: skip


@decide.command("name-place")
def name_place(
    words: Annotated[str, typer.Argument(help="What the place is called in reports.")],
    by: By,
    why: Why,
    lat: Annotated[float, typer.Option("--lat", help="Latitude in degrees.")],
    lon: Annotated[float, typer.Option("--lon", help="Longitude in degrees.")],
    radius: Annotated[float, typer.Option("--radius", help="Uncertainty in km.")] = 5.0,
    report: OneReport = None,
    rests_on: RestsOn = None,
    seen: SeenState = None,
    ledger: LedgerPath = _HERE,
) -> None:
    """Say which point is meant by a place's name."""
    if not words.strip():
        raise SettingError("name the place")
    _record(
        ledger, by, why, rests_on, seen,
        lambda opened, _: NamePlace(
            words, lat, lon, radius, find_report(opened, report) if report else None
        ),
    )  # fmt: skip


@decide.command("approve")
def approve(
    incident: Annotated[str, typer.Argument(help="The incident's id.")],
    level: Annotated[str, typer.Argument(help="draft, reviewed or approved.")],
    by: By,
    why: Why,
    rests_on: RestsOn = None,
    seen: SeenState = None,
    ledger: LedgerPath = _HERE,
) -> None:
    """Say how far the review of an incident has come."""
    if level not in set(ApprovalLevel):
        known = ", ".join(ApprovalLevel)
        raise SettingError(f"no level is called {level!r}; there are: {known}")
    _record(
        ledger, by, why, rests_on, seen,
        lambda _, today: Approve(find_incident(today, incident), ApprovalLevel(level)),
    )  # fmt: skip


@decide.command("comment")
def comment(
    incident: Annotated[str, typer.Argument(help="The incident's id.")],
    by: By,
    why: Annotated[str, typer.Option("--why", help="The comment.")],
    rests_on: RestsOn = None,
    seen: SeenState = None,
    ledger: LedgerPath = _HERE,
) -> None:
    """Say something of an incident."""
    _record(ledger, by, why, rests_on, seen, lambda _, now: Comment(find_incident(now, incident)))


@decide.command("assign")
def assign(
    incident: Annotated[str, typer.Argument(help="The incident's id.")],
    to: Annotated[str, typer.Argument(help="Who is to look after it.")],
    by: By,
    why: Why,
    rests_on: RestsOn = None,
    seen: SeenState = None,
    ledger: LedgerPath = _HERE,
) -> None:
    """Give an incident to somebody to look after."""
    if not to.strip():
        raise SettingError("name who is to look after it")
    _record(
        ledger, by, why, rests_on, seen, lambda _, now: Assign(find_incident(now, incident), to)
    )


@decide.command("withdraw")
def withdraw(
    number: Annotated[int, typer.Argument(help="The decision's number.")],
    by: By,
    why: Why,
    rests_on: RestsOn = None,
    seen: SeenState = None,
    ledger: LedgerPath = _HERE,
) -> None:
    """Withdraw a decision; it stays on record, and no longer holds."""
    _record(ledger, by, why, rests_on, seen, lambda *_: Withdraw(number))
