"""`rashomon publish`: a ledger as a static site that anyone can host."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qs, urlsplit

import typer

from rashomon.cli.console import open_zones, say
from rashomon.errors import SettingError
from rashomon.records import ApprovalLevel
from rashomon.reference.default_policy import POLICY
from rashomon.wording.counts import number_of

__all__ = ["publish"]


class Robots(StrEnum):
    """What is said to machines that gather pages."""

    ALLOW = "allow"
    DENY = "deny"


def publish(
    folder: Annotated[
        Path, typer.Argument(help="The folder to write; a site of ours is replaced.")
    ],
    ledger: Annotated[str, typer.Option(help="The ledger to publish.")] = "ledger.db",
    title: Annotated[str, typer.Option(help="What the site is called.")] = "",
    level: Annotated[
        list[ApprovalLevel] | None,
        typer.Option(help="Only incidents whose review has come so far; may be given again."),
    ] = None,
    query: Annotated[
        str,
        typer.Option(help="Only incidents that this finds, spelled as in a page's address."),
    ] = "",
    redactions: Annotated[
        Path | None, typer.Option(help="A TOML file with your rules of what is withheld.")
    ] = None,
    with_texts: Annotated[
        bool, typer.Option("--with-texts", help="Publish the reports' whole texts.")
    ] = False,
    name_reviewers: Annotated[
        bool, typer.Option("--name-reviewers", help="Say who decided what.")
    ] = False,
    policy: Annotated[
        str, typer.Option(help="By which policy, of those that `policies` lists.")
    ] = POLICY,
    sources: Annotated[
        Path | None, typer.Option(help="sources.csv with your grades of outlets and speakers.")
    ] = None,
    base_url: Annotated[
        str, typer.Option(help="Where it will stand, as https://example.org/conflict/.")
    ] = "",
    robots: Annotated[
        Robots, typer.Option(help="Whether search engines may show it: allow or deny.")
    ] = Robots.ALLOW,
    before: Annotated[
        Path | None,
        typer.Option(help="The edition before (its folder or site.json), if it is not in DIR."),
    ] = None,
    key: Annotated[
        Path | None, typer.Option(help="The SSH key to sign its manifest with (Ed25519).")
    ] = None,
) -> None:
    """Write the ledger's pages as a static site, what is private withheld, the data beside."""
    from dataclasses import replace

    from rashomon.ledger import Ledger
    from rashomon.publish.redaction_rules import read_rules
    from rashomon.reconcile import find_policy, read_sources
    from rashomon.records.queries import parse
    from rashomon.web.published.edition import Wanted
    from rashomon.web.published.writing import publish_site

    _check_address(base_url)
    asked = parse(parse_qs(query.partition("?")[2] or query, keep_blank_values=False))
    if level:
        asked = replace(asked, levels=tuple(level))
    wanted = Wanted(
        rules=read_rules(redactions),
        policy=find_policy(policy).full_name,
        query=asked,
        sources=tuple(read_sources(sources)) if sources else (),
        title=title,
        base_url=base_url,
        with_texts=with_texts,
        names_reviewers=name_reviewers,
        is_hidden=robots is Robots.DENY,
    )
    with Ledger.open(ledger, create=False) as opened:
        made = publish_site(opened, folder, wanted, zones=open_zones(), key=key, before=before)
    record, files = made.manifest["edition"], len(made.manifest["files"])
    counts, changed = record["counts"], record["changes"]
    withheld = sum(made.manifest["withheld"].values())
    say(
        f"{folder}: edition {record['number']}, {number_of(counts['incidents'], 'incident')} of "
        f"{number_of(counts['reports'], 'report')} in {number_of(files, 'file')}, "
        f"{made.written:,} of them new or changed; withheld {number_of(withheld, 'time')} by "
        f"{record['rules']}"
    )
    told = [f"{times:,} {what}" for what, times in changed.items() if times]
    if record["number"] > 1 and made.written and told:
        say(f"incidents since the edition before: {', '.join(told)}")


def _check_address(base_url: str) -> None:
    parts = urlsplit(base_url)
    if base_url and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query):
        raise SettingError(f"--base-url {base_url!r} is none; write https://example.org/conflict/")
