"""`rashomon coding`: rounds in which several people code the same reports blind."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rashomon.cli.console import console, harmless, say
from rashomon.errors import BadSheet, SettingError

if TYPE_CHECKING:
    from rashomon.ledger import Ledger

__all__ = ["coding"]

coding = typer.Typer(
    help="Have reports coded by several people blind, measure how far they agree, and settle it.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)

Name = Annotated[str, typer.Argument(help="The round's name.")]
Coder = Annotated[str, typer.Option("--coder", help="Which coder of the round.")]
By = Annotated[str, typer.Option("--by", help="Who decides, as the ledger shall name them.")]
Why = Annotated[str, typer.Option("--why", help="For which reason.")]
LedgerPath = Annotated[str, typer.Option("--ledger", help="The ledger.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_HERE = "ledger.db"


def _opened(path: str) -> Ledger:
    from rashomon.ledger import Ledger

    return Ledger.open(path, create=False)


@coding.command("open")
def open_(
    name: Annotated[str, typer.Argument(help="A name for the round, used once.")],
    coder: Annotated[list[str], typer.Option("--coder", help="Who codes; give two or more.")],
    by: By,
    why: Why,
    reports: Annotated[
        list[str] | None, typer.Argument(help="Reports by id, its beginning, or name.")
    ] = None,
    incident: Annotated[
        str | None, typer.Option("--incident", help="The reports of this incident.")
    ] = None,
    sample: Annotated[
        int | None, typer.Option("--sample", help="So many drawn of these, or of all reports.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Another seed draws others.")] = 0,
    ledger: LedgerPath = _HERE,
) -> None:
    """Open a round: these reports are to be coded by each of these coders."""
    from rashomon.coding_rounds import open_round
    from rashomon.decision_words import decision_line

    with _opened(ledger) as opened:
        made = open_round(
            opened, name, coder, by=by, why=why, reports=reports or (), incident=incident,
            sample=sample, seed=seed,
        )  # fmt: skip
    typer.echo(str(made.number))
    say(f"decision {decision_line(made)}")


@coding.command("sheet")
def sheet(
    name: Name,
    coder: Coder,
    out: Annotated[Path, typer.Option("--output", "-o", help="The folder to write into.")],
    ledger: LedgerPath = _HERE,
) -> None:
    """Write a coder's sheet to fill in, and the texts: nothing of machines or other coders."""
    from rashomon.coding_rounds import sheet as write

    with _opened(ledger) as opened:
        path = write(opened, name, coder, out)
    typer.echo(str(path))
    say(f"the texts are in {path.parent / 'texts'}; docs/coding.md says what each column takes")


@coding.command("take")
def take(
    name: Name,
    coder: Coder,
    sheet: Annotated[Path, typer.Argument(help="The sheet as the coder filled it in.")],
    ledger: LedgerPath = _HERE,
) -> None:
    """Take a coder's sheet: all of it, or nothing where a row cannot be used."""
    from rashomon.coding_rounds import take as take_in

    with _opened(ledger) as opened, _telling_faults(sheet):
        taken = take_in(opened, name, coder, _read(sheet))
    say(
        f"{len(taken.stored)} reports coded, {len(taken.same)} coded so before, "
        f"{len(taken.left)} left"
    )


@coding.command("status")
def status(
    name: Annotated[str | None, typer.Argument(help="A round; all where none is named.")] = None,
    ledger: LedgerPath = _HERE,
) -> None:
    """Tell how far rounds have come; of what was coded nothing."""
    from rashomon.cli.coding_lines import status_lines
    from rashomon.coding_rounds import find_round, rounds

    with _opened(ledger) as opened:
        every = rounds(opened) if name is None else (find_round(opened, name),)
    for one in every:
        for line in status_lines(one):
            typer.echo(harmless(line))
    if not every:
        say("no round of coding was opened; `rashomon coding open` opens one")


@coding.command("close")
def close(name: Name, by: By, why: Why, ledger: LedgerPath = _HERE) -> None:
    """Let a round's codings be seen though some are lacking; no more are taken in."""
    from rashomon.coding_rounds import close_round
    from rashomon.decision_words import decision_line

    with _opened(ledger) as opened:
        made = close_round(opened, name, by=by, why=why)
    typer.echo(str(made.number))
    say(f"decision {decision_line(made)}")


@coding.command("agreement")
def agreement(
    name: Name,
    with_reader: Annotated[
        bool, typer.Option("--with-reader", help="Compare the machine's reading as a coder's.")
    ] = False,
    blind: Annotated[
        bool, typer.Option("--blind", help="Only what was coded before it could be seen.")
    ] = False,
    coder: Annotated[
        list[str] | None, typer.Option("--coder", help="Only these coders; give two or more.")
    ] = None,
    resamples: Annotated[
        int, typer.Option("--resamples", help="Draws of the bootstrap; 0 for no intervals.", min=0)
    ] = 1000,
    seed: Annotated[int, typer.Option("--seed", help="The seed of the draws.")] = 0,
    as_json: AsJson = False,
    ledger: LedgerPath = _HERE,
) -> None:
    """Print how far the coders agree: Krippendorff's alpha for each facet."""
    from rashomon.cli.coding_lines import agreement_table
    from rashomon.coding_compared import READER
    from rashomon.coding_compared import agreement as measured
    from rashomon.coding_json import agreement_as_json
    from rashomon.coding_rounds import coder_of, find_round

    with _opened(ledger) as opened:
        found = find_round(opened, name)
        names = [one if one == READER else coder_of(found, one) for one in coder or ()]
        with_reader = with_reader or READER in names
        result = measured(
            opened, name, with_reader=with_reader, is_blind=blind, coders=names or None,
            resamples=resamples, seed=seed,
        )  # fmt: skip
    if as_json:
        _print_json(agreement_as_json(result, found, resamples=resamples, seed=seed))
        return
    console().print(agreement_table(result, found))
    if found.recoded and not blind:
        say(
            f"{len(found.recoded)} codings were made after the round's codings could be seen; "
            "--blind leaves them out"
        )


@coding.command("disagreements")
def disagreements(
    name: Name,
    sheet: Annotated[
        Path | None, typer.Option("--sheet", help="Write those that wait as a table for rulings.")
    ] = None,
    as_json: AsJson = False,
    ledger: LedgerPath = _HERE,
) -> None:
    """Print where coders differ, each with an id by which it is adjudicated."""
    from rashomon.adjudicating import ruling_sheet
    from rashomon.cli.coding_lines import disagreement_lines
    from rashomon.coding_compared import disagreements as found
    from rashomon.coding_json import disagreement_as_json

    with _opened(ledger) as opened:
        every = found(opened, name)
        if sheet is not None:
            _write_new(sheet, ruling_sheet(opened, name))
    for one in every:
        if as_json:
            _print_json(disagreement_as_json(one), indent=None)
            continue
        for line in disagreement_lines(one):
            typer.echo(harmless(line))
    settled = sum(one.ruling is not None for one in every)
    say(f"{name}: {len(every)} disagreements, {settled} of them settled")


@coding.command("adjudicate")
def adjudicate(
    name: Name,
    by: By,
    why: Why,
    unit: Annotated[
        str | None, typer.Argument(help="The disagreement's id, or its beginning.")
    ] = None,
    sheet: Annotated[
        Path | None, typer.Option("--sheet", help="Or the table that rulings were filled into.")
    ] = None,
    take_: Annotated[
        str | None, typer.Option("--take", help="The coder whose coding holds, or is changed.")
    ] = None,
    neither: Annotated[bool, typer.Option("--neither", help="No coding of it holds.")] = False,
    value: Annotated[str | None, typer.Option("--value", help="Another value.")] = None,
    who: Annotated[str | None, typer.Option("--who", help="Whom a number counts.")] = None,
    speaker: Annotated[
        str | None, typer.Option("--speaker", help="Another speaker, in the report's words.")
    ] = None,
    stance: Annotated[str | None, typer.Option("--stance", help="Another stance.")] = None,
    quote: Annotated[str | None, typer.Option("--quote", help="Other words.")] = None,
    start: Annotated[int | None, typer.Option("--start", help="Where they begin.")] = None,
    end: Annotated[int | None, typer.Option("--end", help="Where they end.")] = None,
    member: Annotated[
        str | None, typer.Option("--member", help="The report's incident, as REPORT#NUMBER.")
    ] = None,
    seen: Annotated[
        int | None, typer.Option("--seen", help="The last decision that you know of.")
    ] = None,
    ledger: LedgerPath = _HERE,
) -> None:
    """Settle a disagreement: a coder's coding, neither, or another; claims follow from it."""
    from rashomon.adjudicating import adjudicate as settle
    from rashomon.adjudicating import adjudicate_sheet
    from rashomon.cli.coding_lines import ruled_line
    from rashomon.deciding import Change

    change = Change(value, who, speaker, stance, start, end, quote)
    if sheet is not None:
        if unit is not None or take_ is not None or neither or member or change != Change():
            raise SettingError("with --sheet the rulings stand in the table, not in other options")
        with _opened(ledger) as opened, _telling_faults(sheet):
            every = adjudicate_sheet(opened, name, _read(sheet), by=by, why=why, seen=seen)
        for one in every:
            typer.echo(str(one.ruling.number))
            say(ruled_line(one))
        say(f"{name}: {len(every)} disagreements settled")
        return
    if unit is None:
        raise SettingError("say which disagreement, by its id, or give a --sheet of rulings")
    with _opened(ledger) as opened:
        ruled = settle(
            opened, name, unit, by=by, why=why, coder=take_, is_neither=neither,
            change=change if change != Change() else None, member=member, seen=seen,
        )  # fmt: skip
    typer.echo(str(ruled.ruling.number))
    say(ruled_line(ruled))


@coding.command("accept")
def accept(name: Name, by: By, why: Why, ledger: LedgerPath = _HERE) -> None:
    """Let count what all coders agree on; disagreements wait for `adjudicate`."""
    from rashomon.adjudicating import accept_agreed
    from rashomon.cli.coding_lines import ruled_line

    with _opened(ledger) as opened:
        accepted, left = accept_agreed(opened, name, by=by, why=why)
    for ruled in accepted:
        typer.echo(str(ruled.ruling.number))
        say(ruled_line(ruled))
    for error in left:
        say(f"left as it is: {error}")
    say(f"{name}: {len(accepted)} agreed statements accepted, {len(left)} left as they are")


@coding.command("reopen")
def reopen(
    name: Name,
    unit: Annotated[str, typer.Argument(help="What was settled, by its id.")],
    by: By,
    why: Why,
    ledger: LedgerPath = _HERE,
) -> None:
    """Withdraw what settled a disagreement, with all that carried it out."""
    from rashomon.adjudicating import reopen as withdraw
    from rashomon.decision_words import decision_line

    with _opened(ledger) as opened:
        ruling = withdraw(opened, name, unit, by=by, why=why)
    say(f"withdrawn: {decision_line(ruling)}")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SettingError(f"{path}: cannot be read: {error.strerror}") from error


@contextmanager
def _telling_faults(path: Path) -> Iterator[None]:
    """Name each row that cannot be used before the command ends."""
    try:
        yield
    except BadSheet as error:
        for fault in error.faults:
            say(f"{path}, {fault}")
        raise SettingError(
            f"{path}: {len(error.faults)} faults; nothing was stored, mend them and take it again"
        ) from error


def _write_new(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="") as out:
            out.write(text)
    except FileExistsError as error:
        raise SettingError(
            f"{path} is there already and may hold work; move it away, or write elsewhere"
        ) from error
    except OSError as error:
        raise SettingError(f"{path}: cannot be written: {error.strerror}") from error


def _print_json(data: object, indent: int | None = 1) -> None:
    import json

    json.dump(data, sys.stdout, ensure_ascii=False, indent=indent)
    sys.stdout.write("\n")
