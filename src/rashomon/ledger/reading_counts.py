"""How many reports were read by what, wait, are kept as copies, or gave no text."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, exists, func, or_, select

from rashomon.ledger import schema

__all__ = ["ReadingCounts", "count"]


@dataclass(frozen=True, slots=True)
class ReadingCounts:
    """Counts of reports. `read` is by reader and gazetteer, `languages` by what was recognized.

    `without_text` are captures that no report could be derived from.
    """

    reports: int
    waiting: int
    copies: int
    without_text: int
    read: tuple[tuple[str, str | None, int], ...]
    languages: tuple[tuple[str | None, int], ...]


def count(connection: Connection) -> ReadingCounts:
    """Count what a ledger holds."""

    def size(of: object) -> int:
        return int(connection.execute(of).scalar_one())  # type: ignore[call-overload]

    reports, readings, captures = schema.reports, schema.readings, schema.captures
    number = func.count()
    # Not `NOT IN`: PostgreSQL goes through all reports for each capture, once they are many.
    is_kept = or_(
        exists().where(reports.c.report_id == captures.c.report_id),
        exists().where(schema.copies.c.report_id == captures.c.report_id),
    )
    language = reports.c.details["language"].as_string().label("language")
    by_reader = connection.execute(
        select(readings.c.reader, readings.c.gazetteer, number)
        .group_by(readings.c.reader, readings.c.gazetteer)
        .order_by(number.desc(), readings.c.reader)
    )
    by_language = connection.execute(
        select(language, number).group_by(language).order_by(number.desc(), language)
    )
    return ReadingCounts(
        reports=size(select(number).select_from(reports)),
        waiting=size(select(number).select_from(schema.waiting)),
        copies=size(select(number).select_from(schema.copies)),
        without_text=size(select(number).select_from(captures).where(~is_kept)),
        read=tuple((row[0], row[1], row[2]) for row in by_reader),
        languages=tuple((row[0], row[1]) for row in by_language),
    )
