"""`rashomon decisions`: what people decided, what of it holds, what finds its claim no more."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Annotated, TextIO

import typer

from rashomon.cli.console import harmless, say
from rashomon.cli.outputs import opened_output
from rashomon.errors import SettingError
from rashomon.records import CodingAct, ReviewDecision, Withdraw

__all__ = ["decisions"]

_FORMS = ("text", "csv", "json", "jsonl")


def decisions(
    ledger: Annotated[str, typer.Option(help="The ledger to look into.")] = "ledger.db",
    stale: Annotated[
        bool, typer.Option("--stale", help="Only those that no longer find what they are about.")
    ] = False,
    form: Annotated[
        str, typer.Option("--format", "-f", help="text, csv (to edit and import), json or jsonl.")
    ] = "text",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where to; standard output if not said.")
    ] = None,
) -> None:
    """Print what people decided, withdrawn or not, in the order of the log."""
    from rashomon.coding_rounds import veiled
    from rashomon.deciding import member_marks
    from rashomon.ledger import Ledger
    from rashomon.publish.decision_tables import write_decisions
    from rashomon.review.standing import in_force, withdrawn_by
    from rashomon.reviewing import Today

    if form not in _FORMS:
        raise SettingError(f"no format is called {form!r}; there are: {', '.join(_FORMS)}")
    with Ledger.open(ledger, create=False) as opened:
        today = Today(opened)
        marks = member_marks(opened, today.log) if form == "csv" else {}
        reasons: dict[int, list[str]] = {}
        for loss in today.lost():
            reasons.setdefault(loss.decision.number, []).append(loss.reason)
    gone = withdrawn_by(today.log)
    log = [one for one in today.log if not stale or one.number in reasons]
    if form == "csv":
        every, log = log, _without_codings(log, today.log)
        if len(log) < len(every):
            say(f"{len(every) - len(log)} decisions of coding rounds are left out of the table")
    with opened_output(output, is_binary=False) as stream:
        if form == "csv":
            write_decisions(stream, log, all_of=today.log, marks=marks, withdrawn_by=gone)
        else:
            _write_lines(stream, log, form, gone, reasons, veiled(today.log))
    say(f"{ledger}: {len(in_force(today.log))} decisions in force, {len(reasons)} of them stale")


def _without_codings(
    decisions: Sequence[ReviewDecision], log: Sequence[ReviewDecision]
) -> list[ReviewDecision]:
    """Leave out rounds of coding, which are of one ledger, and their withdrawals.

    A table shows all that was decided, and a coding may not be seen by who codes still.
    """
    own = {one.number for one in log if isinstance(one.what, CodingAct)}
    return [
        one
        for one in decisions
        if one.number not in own and not (isinstance(one.what, Withdraw) and one.what.number in own)
    ]


def _write_lines(
    stream: TextIO,
    log: Sequence[ReviewDecision],
    form: str,
    gone: Mapping[int, int],
    reasons: Mapping[int, list[str]],
    hidden: Collection[int],
) -> None:
    from rashomon.decision_words import decision_line
    from rashomon.publish.decision_json import decision_as_json

    plain = [
        {
            **decision_as_json(one, hidden=hidden),
            "withdrawn_by": gone.get(one.number),
            "stale": reasons.get(one.number, []),
        }
        for one in log
    ]
    if form == "json":
        stream.write(json.dumps(plain, ensure_ascii=False, indent=1) + "\n")
    elif form == "jsonl":
        stream.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in plain)
    else:
        for one in log:
            mark = f" (withdrawn by {gone[one.number]})" if one.number in gone else ""
            stream.write(harmless(decision_line(one) + mark) + "\n")
            for reason in reasons.get(one.number, []):
                stream.write(harmless(f"   ! {reason}") + "\n")
