"""`rashomon custody`: how a report came in, and what was made of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from rashomon.cli.console import console, harmless
from rashomon.errors import SettingError

__all__ = ["custody"]


def custody(
    report: Annotated[str, typer.Argument(help="The report's id, its beginning, or its name.")],
    ledger: Annotated[str, typer.Option(help="The ledger to look into.")] = "ledger.db",
    form: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
) -> None:
    """Print how a report came in, and what was made of it.

    When, from where and by whom, each time; and from what its text was derived, and by what.
    """
    from rich.padding import Padding
    from rich.text import Text

    from rashomon.ledger import Ledger
    from rashomon.publish.custody import custody_as_json, find_report

    if form not in ("text", "json"):
        raise SettingError(f"no format is called {form!r}; there are: text, json")
    with Ledger.open(ledger, create=False) as opened:
        told = custody_as_json(opened, find_report(opened, report))
    if form == "json":
        json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return
    out = console()
    for indent, line in _lines(told):
        out.print(Padding(Text(harmless(line)), (0, 0, 0, indent)))


def _lines(told: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    yield 0, f"{told['report_id']}  {told['name']}"
    facts = (told["outlet"] or "unknown outlet", told["published"] or "undated", told["url"])
    yield 0, " · ".join(filter(None, facts))
    for capture in told["captures"]:
        yield 0, ""
        copy = ", the same words in other bytes" if capture["is_near_copy"] else ""
        yield 0, f"capture {capture['capture']}, {capture['at']}{copy}"
        for line in _capture(capture):
            yield 2, line
    yield 0, ""
    yield from _derived(told["derived"], "text")
    for older in told["derived_before"]:
        yield from _derived(older, "text before")
    read = told["read"]
    if read:
        with_list = f", gazetteer {read['gazetteer']}" if read["gazetteer"] else ""
        yield 0, f"read at {read['at']} by {read['reader']}{with_list}"
        yield 2, f"Rashomon {read['tool_version']}"
    if told["waits_to_be_read"]:
        yield 0, "waits to be read: `rashomon build`"


def _capture(capture: Mapping[str, Any]) -> Iterator[str]:
    from rashomon.wording.custody import HOW

    yield f"from    {capture['address']}"
    part = f", article {capture['part']} of it" if capture["part"] else ""
    yield f"bytes   {capture['bytes']:,}, {capture['media_type']}{part}"
    yield f"sha256  {capture['sha256']}"
    chain = capture["custody"]
    if chain is None:
        yield "how     taken in before ledgers kept it"
    else:
        yield f"how     {HOW[chain['method']]}, by {chain['by'] or 'nobody who is named'}"
        if chain["container"]:
            yield f"out of  sha256 {chain['container']}"
        if chain["locator"]:
            yield f"at      {chain['locator']}"
        if chain["taken_at"]:
            yield f"made    {chain['taken_at']}, as it says itself"
        if chain["exchange"]:
            yield from _exchange(chain["exchange"])
    for name, value in capture["sidecar"].items():
        yield f"told    {name}: {value}"
    yield f"with    Rashomon {capture['tool_version']}"
    yield f"seal    {capture['seal']}"


def _exchange(exchange: Mapping[str, Any]) -> Iterator[str]:
    for url in exchange["redirects"]:
        yield f"asked   {url}"
    yield f"answer  {exchange['status']} from {exchange['url']}"
    for name, value in exchange["headers"]:
        yield f"        {name}: {value}"


def _derived(derived: Mapping[str, Any], what: str) -> Iterator[tuple[int, str]]:
    by = derived["cleaner"] or "a version that was not kept yet"
    since = f" at {derived['at']}" if derived["at"] else ""
    yield 0, f"{what} derived{since} from capture {derived['capture'] or 'unknown'}"
    yield 2, f"by      {by}"
    yield 2, f"sha256  {derived['text_sha256']} ({derived['characters']:,} characters in UTF-8)"
    for name, method in derived["found_by"].items():
        yield 2, f"{name}: {method}"
