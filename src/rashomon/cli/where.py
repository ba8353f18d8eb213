"""`rashomon where`: the point that words for a place lead to, and why."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rashomon.cli.console import console, harmless, open_gazetteer
from rashomon.errors import SettingError
from rashomon.records import PlaceValue

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

__all__ = ["where"]

_MOST_SHOWN = 120  # characters of a phrase or reason; a table of one long word helps nobody


def where(
    words: Annotated[
        list[str], typer.Argument(help='Words for a place: "8 km east of X"; several if quoted.')
    ],
    country: Annotated[
        str | None, typer.Option(help="The country that the words are about.")
    ] = None,
    text: Annotated[
        Path | None, typer.Option(help="The report that the words come from.", metavar="FILE")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line a phrase.")] = False,
) -> None:
    """Print where a place is, how exactly, and what else it may be."""
    from rashomon.locate import resolve_place
    from rashomon.publish import place_as_json
    from rashomon.reference.countries import country_of

    if country is not None and country_of(country) is None:
        raise SettingError(f"no country is called {harmless(country)!r}; give its English name")
    report = _read(text) if text is not None else None
    values = []
    with open_gazetteer() as gazetteer:
        for phrase in words:
            if not phrase.strip():
                raise SettingError('there are no words to look up; give some, such as "near Homs"')
            values.append(resolve_place(phrase, country=country, text=report, gazetteer=gazetteer))
    if as_json:
        for value in values:
            sys.stdout.write(json.dumps(place_as_json(value), ensure_ascii=False) + "\n")
        return
    screen = console()
    for number, value in enumerate(values):
        if number:
            screen.print()
        screen.print(_view(value))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise SettingError(f"{path}: {error.strerror}") from error


def _shown(words: str) -> str:
    plain = harmless(" ".join(words.split()))
    return plain if len(plain) <= _MOST_SHOWN else plain[: _MOST_SHOWN - 1] + "…"


def _view(value: PlaceValue) -> RenderableType:
    """A phrase's answer: the point and its codes, the reason, and the ranked candidates."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    from rashomon.reference.place_precision import geo_precision, where_words

    lines: list[RenderableType] = [Text(_shown(value.words), style="bold underline")]
    if value.is_resolved:
        lines += [
            Text(f"{value.lat:.4f}, {value.lon:.4f} ± {value.radius_km:g} km"),
            Text(f"{where_words(value)}; ACLED geo_precision {geo_precision(value)}"),
            Text(_shown(value.reason), style="italic"),
        ]
    else:
        lines += [Text("unresolved"), Text(_shown(value.reason), style="italic")]
    if value.candidates:
        lines.append(Padding(_candidates(value), (1, 0, 0, 0)))
    return Group(*lines)


def _candidates(value: PlaceValue) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("score", justify="right", no_wrap=True)
    for name in ("place", "kind", "in"):
        table.add_column(name, overflow="fold")
    table.add_column("point", no_wrap=True)
    for candidate in value.candidates:
        place = candidate.place
        wider = ", ".join(filter(None, (place.admin, place.country)))
        cells = (
            f"{candidate.score:.2f}", place.name, place.kind.value, wider,
            f"{place.lat:.2f}, {place.lon:.2f}",
        )  # fmt: skip
        table.add_row(*(Text(harmless(cell)) for cell in cells))
    return table
