"""`rashomon evaluate`: read annotated reports and print how well that went."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rashomon.cli.console import SKIPPED, console, open_gazetteer, say
from rashomon.errors import ReportSkipped, SettingError
from rashomon.read import DEFAULT_READER, open_reader

if TYPE_CHECKING:
    from rich.table import Table

    from rashomon.evaluate import Counts, GivenWords, Scores

__all__ = ["evaluate"]


def evaluate(
    gold_dir: Annotated[Path, typer.Argument(help="Folder of NAME.json beside NAME.txt.")],
    readings: Annotated[
        Path | None, typer.Option(help="Score these readings (JSON Lines) instead of reading.")
    ] = None,
    reader: Annotated[str, typer.Option(help="Which reader.")] = DEFAULT_READER,
    flaws: Annotated[
        Path | None, typer.Option(help="Write every miss, false alarm and wrong speaker here.")
    ] = None,
    given_words: Annotated[
        bool,
        typer.Option(
            "--given-words", help="How many dates and places are right given their words."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Score a reader against annotated reports.

    Reports are read with their text alone, and a date only where neither the text nor the
    address tells one.
    """
    from rashomon.evaluate import load_annotations, read_given_words, score

    annotated = load_annotations(gold_dir)
    if given_words:
        _print_given_words(read_given_words(annotated, open_gazetteer()), flaws, as_json)
        return
    skipped: list[ReportSkipped] = []
    found = _given(readings) if readings else _read(annotated, reader, skipped)
    scores = score(annotated, found)
    if flaws:
        with flaws.open("w", encoding="utf-8") as out:
            for flaw in scores.flaws:
                quote = " ".join(flaw.quote.split())
                out.write(f"{flaw.report}\t{flaw.kind}\t{flaw.facet}\t{flaw.detail}\t{quote}\n")
    if as_json:
        typer.echo(json.dumps(_plain(scores)))
    else:
        console().print(_table(scores, gold_dir))
    for error in skipped:
        say(f"skipped: {error}")
    if skipped:
        raise typer.Exit(SKIPPED)


def _print_given_words(measured: GivenWords, flaws: Path | None, as_json: bool) -> None:
    from rich.table import Table

    if flaws:
        with flaws.open("w", encoding="utf-8") as out:
            for m in measured.misread:
                words = " ".join(m.words.split())
                out.write(f"{m.report}\tmisread\t{m.facet}\t{m.wanted} -> {m.found}\t{words}\n")
    rows = (
        ("date", measured.date_share, measured.dates),
        ("place", measured.place_share, measured.places),
    )
    if as_json:
        plain = {facet: {"right": share, "asked": asked} for facet, share, asked in rows}
        typer.echo(json.dumps(plain))
        return
    table = Table()
    for name in ("given the words", "right", "asked"):
        table.add_column(name, justify="left" if name.startswith("given") else "right")
    for facet, share, asked in rows:
        table.add_row(facet, "–" if share is None else f"{share:.3f}", str(asked))
    console().print(table)


def _given(path: Path) -> dict[str, dict[str, Any]]:
    try:
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        return {line["id"]: line for line in lines}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingError(f"{path}: holds no readings: {error}") from error


def _read(
    annotated: list[tuple[Any, str]], reader: str, skipped: list[ReportSkipped]
) -> dict[str, dict[str, Any]]:
    from rashomon.evaluate import as_capture
    from rashomon.link import link
    from rashomon.pipeline import read_captures
    from rashomon.publish import incident_keys, reading_as_json

    found = list(
        read_captures(
            (as_capture(gold, text) for gold, text in annotated),
            reader=open_reader(reader),
            gazetteer=open_gazetteer(),
            on_skip=skipped.append,
        )
    )
    keys = incident_keys(link(found))
    return {reading.report.name: reading_as_json(reading, keys) for reading in found}


def _rows(scores: Scores) -> list[tuple[str, Counts]]:
    return [
        ("claims", scores.claims),
        *((f"  {facet}", counts) for facet, counts in scores.facets.items()),
        ("incidents", scores.incidents),
        ("not affirmed", scores.not_affirmed),
        ("noise", scores.noise),
    ]


def _table(scores: Scores, gold_dir: Path) -> Table:
    from rich.table import Table

    table = Table(title=f"{gold_dir}: {scores.reports} reports", title_justify="left")
    table.add_column("")
    for name in ("precision", "recall", "F1", "wanted", "found"):
        table.add_column(name, justify="right")
    for name, c in _rows(scores):
        share = (f"{x:.3f}" for x in (c.precision, c.recall, c.f1))
        table.add_row(name, *share, str(c.wanted), str(c.found))
    table.add_row("linking B3", *(f"{x:.3f}" for x in scores.linking), "", "")
    table.add_section()
    for name, value in (
        ("speaker", scores.speaker),
        ("whole chain", scores.chain),
        ("stance", scores.stance),
        ("published", scores.published),
    ):
        table.add_row(name, "", "", "–" if value is None else f"{value:.3f}", "", "")
    return table


def _plain(scores: Scores) -> dict[str, Any]:
    def triple(c: Counts) -> list[float]:
        return [c.precision, c.recall, c.f1]

    return {
        "reports": scores.reports,
        "claims": triple(scores.claims),
        "facets": {facet: [*triple(c), c.wanted] for facet, c in scores.facets.items()},
        "incidents": triple(scores.incidents),
        "linking_b3": list(scores.linking),
        "stance_not_affirm": triple(scores.not_affirmed),
        "noise": triple(scores.noise),
        "speaker": scores.speaker,
        "chain": scores.chain,
        "stance": scores.stance,
        "published": scores.published,
    }
