"""`rashomon decide`: put a person's decision on record; nothing that was read is changed.

A command says what is asked for, by its own arguments and options; those that every decision
has (who, why, on what it rests) are added to it here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from inspect import Parameter, Signature, signature
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rashomon.cli.console import say
from rashomon.errors import RunAborted, SettingError
from rashomon.records import Act, Approve, Assign, SetReport

if TYPE_CHECKING:
    from rashomon.deciding import Change
    from rashomon.decisions_asked import Make
    from rashomon.ledger import Ledger
    from rashomon.reviewing import Today
else:
    Make = Change = Any  # typer evaluates annotations; what they mean is paid for on use

__all__ = ["decide"]

decide = typer.Typer(
    help="Put a decision of yours on record: it shapes what is shown, and changes nothing read.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)

Incident = Annotated[str, typer.Argument(help="The incident's id.")]
ClaimId = Annotated[str, typer.Argument(help="The claim's id, as `show` prints it.")]
OneReport = Annotated[
    str | None, typer.Option("--report", help="In this report alone; in all if not said.")
]
_MOST = 500  # incidents that are listed anew while somebody waits: some seconds


def _record(
    make: Make,
    by: Annotated[str, typer.Option("--by", help="Who decides, as the ledger shall name them.")],
    why: Annotated[
        str, typer.Option("--why", help="For which reason; of a comment, what it says.")
    ],
    rests_on: Annotated[
        list[str] | None,
        typer.Option(
            "--rests-on", help="A claim, report or words that it rests on; may be repeated."
        ),
    ] = None,
    seen: Annotated[
        str | None,
        typer.Option(
            "--seen", help="The number of the last decision that you know of, as `show` tells it."
        ),
    ] = None,
    ledger: Annotated[str, typer.Option("--ledger", help="The ledger to decide in.")] = "ledger.db",
) -> None:
    """Make a decision of what the ledger holds today and add it, unless others came before."""
    from rashomon.decision_words import decision_line
    from rashomon.ledger import Ledger
    from rashomon.meanwhile import Seen, decide_seen

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

    with Ledger.open(ledger, create=False) as opened:
        made = decide_seen(
            opened, look, made_by=f"person: {who}", why=why, rests_on=rests_on or (), seen=known
        )
        waits = {report_id for report_id, _ in opened.waiting()}
        typer.echo(str(made.number))
        say(f"decision {decision_line(made)}")
        _list_anew(opened)
    for line in before:
        say(line)
    if isinstance(made.what, SetReport) and made.what.report_id in waits:
        say("`rashomon build` will read the report anew, with its days told from that date")


def _list_anew(ledger: Ledger) -> None:
    """Let the lists follow, unless that takes long; the decision stands whatever comes of it."""
    from rashomon.cataloging import refresh

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


def _marked(
    value: Annotated[
        str | None, typer.Option("--value", help="The value, as the facet has it.")
    ] = None,
    who: Annotated[str | None, typer.Option("--who", help="Whom a number counts.")] = None,
    speaker: Annotated[
        str | None,
        typer.Option("--speaker", help="Who says it, in the report's words; '' for itself."),
    ] = None,
    stance: Annotated[
        str | None, typer.Option("--stance", help="affirm, deny or uncertain, of the speaker.")
    ] = None,
    start: Annotated[
        int | None, typer.Option("--start", help="Where its words begin in the text.")
    ] = None,
    end: Annotated[
        int | None, typer.Option("--end", help="Where they end; not part of them.")
    ] = None,
    quote: Annotated[str | None, typer.Option("--quote", help="The words themselves.")] = None,
) -> Change:
    """What is said of a claim; what is left out stays as it is."""
    from rashomon.deciding import Change

    return Change(value, who, speaker, stance, start, end, quote)


def _command(name: str) -> Callable[[Callable[..., Make]], Callable[..., Make]]:
    """Register a function that asks for a decision as a command.

    Its parameters are the command's, and `change` stands for the options of `_marked`. The
    options of `_record` are added to them.
    """

    def register(ask: Callable[..., Make]) -> Callable[..., Make]:
        own, marks, common = _parameters(ask), _parameters(_marked), _parameters(_record)
        del common["make"]
        if own.pop("change", None) is None:
            marks = {}

        def run(**given: Any) -> None:
            words = {name: given[name] for name in own}
            if marks:
                words["change"] = _marked(**{name: given[name] for name in marks})
            _record(ask(**words), **{name: given[name] for name in common})

        every = {**own, **marks, **common}
        run.__doc__ = ask.__doc__
        run.__annotations__ = {name: one.annotation for name, one in every.items()}
        run.__signature__ = Signature(  # type: ignore[attr-defined]
            [one.replace(kind=Parameter.KEYWORD_ONLY) for one in every.values()]
        )
        decide.command(name)(run)
        return ask

    return register


def _parameters(of: Callable[..., Any]) -> dict[str, Parameter]:
    return dict(signature(of, eval_str=True).parameters)


@_command("same")
def _same(
    incident: Annotated[str, typer.Argument(help="The incident that keeps its id.")],
    other: Annotated[str, typer.Argument(help="The one that becomes part of it.")],
) -> Make:
    """Merge two incidents: they are one."""
    from rashomon import decisions_asked as asked

    return asked.same(incident, other)


@_command("different")
def _different(
    incident: Annotated[str, typer.Argument(help="One incident.")],
    other: Annotated[str, typer.Argument(help="Another one.")],
) -> Make:
    """Keep two incidents apart: what is in each now never comes into the other."""
    from rashomon import decisions_asked as asked

    return asked.different(incident, other)


@_command("move")
def _move(
    members: Annotated[
        list[str], typer.Argument(help="Reports' incidents, each as REPORT#NUMBER.")
    ],
    to: Annotated[
        str | None, typer.Option("--to", help="The incident that they belong to.")
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="They are an incident of their own: a split.")
    ] = False,
) -> Make:
    """Move reports' incidents to another incident, or split them off as a new one."""
    from rashomon import decisions_asked as asked

    if (to is None) != new:
        raise SettingError("say either --to INCIDENT or --new")
    return asked.move(members, to)


@_command("correct")
def _correct(claim: ClaimId, change: Change) -> Make:
    """Correct a claim's value, speaker, stance or words."""
    from rashomon import decisions_asked as asked

    return asked.correct(claim, change)


@_command("reject")
def _reject(claim: ClaimId) -> Make:
    """Reject a claim: the words do not say that."""
    from rashomon import decisions_asked as asked

    return asked.reject(claim)


@_command("add-claim")
def _add_claim(
    member: Annotated[str, typer.Argument(help="The report's incident, as REPORT#NUMBER.")],
    facet: Annotated[str, typer.Option("--facet", help="What the claim is about: killed, means…")],
    change: Change,
) -> Make:
    """Add a claim that was not read, by marking its words."""
    from rashomon import decisions_asked as asked

    return asked.add_claim(member, facet, change)


@_command("set")
def _set_report(
    report: Annotated[str, typer.Argument(help="The report's id, its beginning, or its name.")],
    outlet: Annotated[str | None, typer.Option("--outlet", help="Who published it.")] = None,
    published: Annotated[
        str | None, typer.Option("--published", help="On which day, as 2031-03-07.")
    ] = None,
) -> Make:
    """Set a report's outlet or day of publication."""
    from rashomon import decisions_asked as asked

    return asked.set_report(report, outlet, published)


@_command("name-actor")
def _name_actor(
    words: Annotated[str, typer.Argument(help="What the actor is called in reports.")],
    actor: Annotated[str, typer.Argument(help="Who that is.")],
    report: OneReport = None,
) -> Make:
    """Say who is meant by a name: of speakers, of whoever attacked or was attacked."""
    from rashomon import decisions_asked as asked

    return asked.name_actor(words, actor, report)


@_command("name-place")
def _name_place(
    words: Annotated[str, typer.Argument(help="What the place is called in reports.")],
    lat: Annotated[float, typer.Option("--lat", help="Latitude in degrees.")],
    lon: Annotated[float, typer.Option("--lon", help="Longitude in degrees.")],
    radius: Annotated[float, typer.Option("--radius", help="Uncertainty in km.")] = 5.0,
    report: OneReport = None,
) -> Make:
    """Say which point is meant by a place's name."""
    from rashomon import decisions_asked as asked

    return asked.name_place(words, lat, lon, radius, report)


@_command("approve")
def _approve(
    incident: Incident,
    level: Annotated[str, typer.Argument(help="draft, reviewed or approved.")],
) -> Make:
    """Say how far the review of an incident has come."""
    from rashomon import decisions_asked as asked

    return asked.approve(incident, level)


@_command("comment")
def _comment(incident: Incident) -> Make:
    """Say something of an incident."""
    from rashomon import decisions_asked as asked

    return asked.comment(incident)


@_command("assign")
def _assign(
    incident: Incident,
    to: Annotated[str, typer.Argument(help="Who is to look after it.")],
) -> Make:
    """Give an incident to somebody to look after."""
    from rashomon import decisions_asked as asked

    return asked.assign(incident, to)


@_command("withdraw")
def _withdraw(number: Annotated[int, typer.Argument(help="The decision's number.")]) -> Make:
    """Withdraw a decision; it stays on record, and no longer holds."""
    from rashomon import decisions_asked as asked

    return asked.withdraw(number)
