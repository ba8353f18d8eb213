"""Near copies: other bytes, the same words of the same article.

A page saved twice has other menus and ads, a text sent twice another encoding. Where the words
without the noise are those of a report that the ledger has, from the same outlet or address,
the bytes are kept as captures of that report. One changed word or figure of the body makes a
report of its own, since an update is evidence of change; so does another outlet or another day
of publication. Whose text is whose among outlets is for lineage to say.
"""

from __future__ import annotations

from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

from sqlalchemy import Connection, delete, insert, select

from rashomon.ledger import schema
from rashomon.ledger.reports import built
from rashomon.records import Report

__all__ = ["copy_of", "every", "find", "keep", "let_go", "stale"]

# Parameters that tell where a reader came from, not what is read.
_TRACKING = frozenset(("fbclid", "gclid", "mc_cid", "mc_eid", "ref", "ref_src", "cmpid", "ocid"))


def find(connection: Connection, report: Report) -> str | None:
    """Return the report that this one is a near copy of, None where it is none."""
    wording = report.wording
    if wording is None:
        return None
    table = schema.reports
    same_words = connection.execute(
        select(table)
        .where(table.c.wording == wording, table.c.report_id != report.report_id)
        .order_by(table.c.capture_id)
    )
    for row in same_words:
        if _is_one_article(built(row), report):
            return str(row.report_id)
    return None


def _is_one_article(one: Report, other: Report) -> bool:
    """Tell whether two reports of the same words are one item of one outlet."""
    both_named = one.outlet is not None and other.outlet is not None
    if both_named and (one.outlet or "").casefold() != (other.outlet or "").casefold():
        return False
    days = {one.published_on, other.published_on} - {None}
    if len(days) > 1:
        return False
    if both_named or one.address == other.address:
        return True
    return one.url is not None and other.url is not None and _key(one.url) == _key(other.url)


def _key(url: str) -> tuple[str, str, str]:
    """What of a URL tells which article it leads to.

    >>> _key("http://www.a.example/x/?utm_source=f#top") == _key("https://a.example/x")
    True
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return "", url, ""
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name not in _TRACKING and not name.startswith("utm_")
    ]
    host = parts.netloc.casefold().removeprefix("www.")
    return host, parts.path.rstrip("/"), urlencode(query)


def copy_of(connection: Connection, report_id: str) -> str | None:
    """Return the report that bytes of this id are kept under, None where by themselves."""
    table = schema.copies
    return connection.execute(
        select(table.c.copy_of).where(table.c.report_id == report_id)
    ).scalar()


def keep(
    connection: Connection, report_id: str, original: str, *, cleaner: str, now: datetime
) -> None:
    """Note that bytes of this id are a near copy of a report."""
    let_go(connection, report_id)
    connection.execute(
        insert(schema.copies).values(
            report_id=report_id, copy_of=original, cleaner=cleaner, found_at=now
        )
    )


def let_go(connection: Connection, report_id: str) -> None:
    """Note that bytes of this id are a near copy no more."""
    table = schema.copies
    connection.execute(delete(table).where(table.c.report_id == report_id))


def stale(connection: Connection, cleaner: str) -> list[tuple[str, str]]:
    """Return the near copies, each with its original, that another version of the cleaner told."""
    table = schema.copies
    found = connection.execute(
        select(table.c.report_id, table.c.copy_of)
        .where(table.c.cleaner != cleaner)
        .order_by(table.c.report_id)
    )
    return [(row.report_id, row.copy_of) for row in found]


def every(connection: Connection) -> dict[str, str]:
    """Return all near copies, each with the report that it is kept under."""
    table = schema.copies
    found = connection.execute(
        select(table.c.report_id, table.c.copy_of).order_by(table.c.report_id)
    )
    return {row.report_id: row.copy_of for row in found}
