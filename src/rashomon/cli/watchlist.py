"""`rashomon watchlist`: saved queries, and what changed of them since somebody's last look.

Following feeds is another verb's work: `rashomon watch`.
"""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from rashomon.cli.console import console, harmless, open_zones, say
from rashomon.errors import SettingError

__all__ = ["watchlist"]

watchlist = typer.Typer(
    help="Save queries, and see what changed of their incidents since you last looked.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)

Name = Annotated[str, typer.Argument(help="The list's name.")]
LedgerPath = Annotated[str, typer.Option("--ledger", help="The ledger that keeps the list.")]
By = Annotated[str | None, typer.Option("--by", help="Who; your name on this machine if not said.")]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON, for a program.")]
Some = list[str] | None
_HERE = "ledger.db"


def _who(by: str | None) -> str:
    from rashomon.intake import user_name

    who = " ".join((user_name() if by is None else by).removeprefix("person:").split())
    if not who:
        raise SettingError("--by names nobody; say who")
    return who


@watchlist.command()
def add(
    name: Name,
    text: Annotated[str | None, typer.Option(help="Words that it is told in.")] = None,
    first: Annotated[str | None, typer.Option("--from", help="The first day.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="The last day.")] = None,
    place: Annotated[str | None, typer.Option(help="How its place or province begins.")] = None,
    country: Annotated[str | None, typer.Option(help="Two letters of ISO 3166: SY.")] = None,
    party: Annotated[Some, typer.Option(help="Who gives an account; may be repeated.")] = None,
    kind: Annotated[Some, typer.Option(help="air_strike, shelling …; may be repeated.")] = None,
    contested: Annotated[Some, typer.Option(help="A facet; may be repeated.")] = None,
    zone: Annotated[Some, typer.Option(help="A zone, or ZONE:SIDE; may be repeated.")] = None,
    level: Annotated[Some, typer.Option(help="draft, reviewed or approved.")] = None,
    assigned: Annotated[str | None, typer.Option(help="To whom; - for nobody.")] = None,
    grade: Annotated[Some, typer.Option(help="B2, Fair …; may be repeated.")] = None,
    bbox: Annotated[str | None, typer.Option(help="west,south,east,north in degrees.")] = None,
    by: By = None,
    ledger: LedgerPath = _HERE,
) -> None:
    """Save a query under a name. Without any condition it asks for every incident."""
    from rashomon.ledger import Ledger
    from rashomon.records.queries import parse, to_url

    given = {
        "q": text, "from": first, "to": last, "place": place, "country": country, "party": party,
        "kind": kind, "contested": contested, "zone": zone, "level": level, "assigned": assigned,
        "grade": grade, "bbox": bbox,
    }  # fmt: skip
    query = parse({key: value for key, value in given.items() if value})
    with Ledger.open(ledger, create=False) as opened:
        added = opened.add_watch_list(name, query, by=_who(by))
    say(f"list {added.name!r} asks for {to_url(query) or 'every incident'}")


@watchlist.command("list")
def every(as_json: AsJson = False, ledger: LedgerPath = _HERE) -> None:
    """Print the lists: name, query, who saved it, when."""
    from rashomon.ledger import Ledger
    from rashomon.records.queries import to_url

    with Ledger.open(ledger, create=False) as opened:
        found = opened.watch_lists()
    if as_json:
        lists = [
            {
                "name": one.name,
                "query": to_url(one.query),
                "made_by": one.made_by,
                "made_at": one.made_at.isoformat(),
            }
            for one in found
        ]
        json.dump(lists, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return
    for one in found:
        made = f"{one.made_by}, {one.made_at.strftime('%Y-%m-%d %H:%M')}"
        typer.echo(harmless(f"{one.name}  {to_url(one.query) or 'every incident'}  ({made})"))
    say(f"{len(found)} lists")


@watchlist.command()
def look(
    name: Name,
    by: By = None,
    keep_unseen: Annotated[
        bool, typer.Option("--keep-unseen", help="Do not note that you have looked.")
    ] = False,
    as_json: AsJson = False,
    ledger: LedgerPath = _HERE,
) -> None:
    """Print what changed of a list since you last looked; the first time, all that it holds."""
    from rashomon.cli.diff_lines import difference_view
    from rashomon.differences import Figures, difference_as_json
    from rashomon.ledger import Ledger
    from rashomon.watch_lists import look as look_at
    from rashomon.watch_lists import note_look

    with Ledger.open(ledger, create=False) as opened:
        seen = look_at(opened, name, by=_who(by), figures=Figures(zones=open_zones()))
        if as_json:
            json.dump(difference_as_json(seen.difference), sys.stdout, ensure_ascii=False, indent=1)
            sys.stdout.write("\n")
        else:
            for note in seen.difference.notes:
                say(f"note: {note}")
            console().print(difference_view(seen.difference))
        sys.stdout.flush()  # seen is what has been printed
        if not keep_unseen:
            note_look(opened, seen)


@watchlist.command()
def remove(name: Name, by: By = None, ledger: LedgerPath = _HERE) -> None:
    """Watch a list no longer."""
    from rashomon.ledger import Ledger

    with Ledger.open(ledger, create=False) as opened:
        gone = opened.remove_watch_list(name, by=_who(by))
    say(f"list {gone.name!r} is watched no longer")
