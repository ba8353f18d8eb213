"""`rashomon read`: readings as JSON Lines, for machines."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from rashomon.cli.console import SKIPPED, open_gazetteer, say
from rashomon.errors import Noted, NothingToRead, ReportSkipped, SettingError
from rashomon.read import DEFAULT_READER, open_reader

__all__ = ["read"]


def read(
    paths: Annotated[
        list[str] | None, typer.Argument(help="Files, folders or globs of reports.")
    ] = None,
    jsonl: Annotated[
        str | None,
        typer.Option(
            help='JSON Lines of {"id", "text", …} "-" for standard input.',
            metavar="FILE|-",
        ),
    ] = None,
    reports: Annotated[Path | None, typer.Option(help="reports.csv beside the files.")] = None,
    reader: Annotated[str, typer.Option(help="Which reader.")] = DEFAULT_READER,
    min_confidence: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Leave out claims the reader is less sure of.")
    ] = 0.0,
) -> None:
    """Print a JSON line a report: incidents, claims, speakers.

    An incident's `key` is the same in every report of the call that was linked to it.
    """
    from rashomon.collect import collect, collect_jsonl
    from rashomon.link import link
    from rashomon.pipeline import read_captures
    from rashomon.publish import incident_keys, reading_as_json

    if not paths and jsonl is None:
        raise SettingError("nothing to read: name files, or --jsonl FILE (or - for standard input)")
    skipped: list[ReportSkipped] = []

    def skip(error: ReportSkipped) -> None:
        is_lost = not isinstance(error, Noted)
        skipped.extend([error] if is_lost else [])
        say(f"{'skipped' if is_lost else 'noted'}: {error}")

    captures = list(collect(paths or [], reports_csv=reports, on_skip=skip)) if paths else []
    if jsonl == "-":
        captures += collect_jsonl(sys.stdin.buffer, "standard input", on_skip=skip)
    elif jsonl is not None:
        try:
            with Path(jsonl).open("rb") as stream:
                captures += collect_jsonl(stream, jsonl, on_skip=skip)
        except OSError as error:
            raise SettingError(f"{jsonl}: {error.strerror}") from error
    readings = list(
        read_captures(
            captures, reader=open_reader(reader), gazetteer=open_gazetteer(), on_skip=skip
        )
    )
    if not readings and skipped:
        raise NothingToRead("no report could be read")
    keys = incident_keys(link(readings))
    for reading in readings:
        line = reading_as_json(reading, keys, min_confidence=min_confidence)
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    if skipped:
        raise typer.Exit(SKIPPED)
