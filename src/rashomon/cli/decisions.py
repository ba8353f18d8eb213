"""`rashomon decisions`: what people decided, what of it holds, what finds its claim no more."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from rashomon.cli.console import harmless, say
from rashomon.decision_words import decision_line
from rashomon.errors import SettingError
from rashomon.records import ReviewDecision, act_to_plain
from rashomon.review.standing import withdrawn_by
from rashomon.reviewing import Today

__all__ = ["as_json", "decisions"]


def decisions(
    ledger: Annotated[str, typer.Option(help="The ledger to look into.")] = "ledger.db",
    stale: Annotated[
        bool, typer.Option("--stale", help="Only those that no longer find what they are about.")
    ] = False,
    form: Annotated[str, typer.Option("--format", "-f", help="text or jsonl.")] = "text",
) -> None:
    """Print what people decided, withdrawn or not, in the order of the log."""
    from rashomon.ledger import Ledger

    if form not in ("text", "jsonl"):
        raise SettingError(f"no format is called {form!r}; there are: text, jsonl")
    with Ledger.open(ledger, create=False) as opened:
        today = Today(opened)
        reasons: dict[int, list[str]] = {}
        for loss in today.lost():
            reasons.setdefault(loss.decision.number, []).append(loss.reason)
    gone = withdrawn_by(today.log)
    for one in today.log:
        if stale and one.number not in reasons:
            continue
        lost = reasons.get(one.number, [])
        if form == "jsonl":
            line = {**as_json(one), "withdrawn_by": gone.get(one.number), "stale": lost}
            json.dump(line, sys.stdout, ensure_ascii=False)
            sys.stdout.write("\n")
            continue
        mark = f" (withdrawn by {gone[one.number]})" if one.number in gone else ""
        typer.echo(harmless(decision_line(one) + mark))
        for reason in lost:
            typer.echo(harmless(f"   ! {reason}"))
    say(f"{ledger}: {len(today.decisions)} decisions in force, {len(reasons)} of them stale")


def as_json(decision: ReviewDecision) -> dict[str, object]:
    """Return a decision as plain data."""
    return {
        "number": decision.number,
        "made_at": decision.made_at.isoformat(),
        "made_by": decision.made_by,
        "why": decision.why,
        "rests_on": list(decision.rests_on),
        "what": act_to_plain(decision.what),
    }
