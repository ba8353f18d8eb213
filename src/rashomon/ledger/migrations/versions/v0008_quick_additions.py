"""Index what is asked for each time a report is added, and keep the day of reports without days."""

from __future__ import annotations

import json
from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_AT_ONCE = 500


def upgrade() -> None:
    """Add the column and indexes; the days come from the reports that are there."""
    op.add_column("report_incidents", sa.Column("told_on", sa.Date(), nullable=True))
    _fill_days()
    op.create_index(
        "ix_report_incidents_date_last", "report_incidents", ["date_last", "date_first"]
    )
    undated = sa.text("date_first IS NULL")
    op.create_index(
        "ix_report_incidents_told_on",
        "report_incidents",
        ["told_on"],
        sqlite_where=undated,
        postgresql_where=undated,
    )
    op.create_index("ix_reports_cleaner", "reports", ["cleaner"])
    by_people = sa.text("detail IS NOT NULL")
    op.create_index(
        "ix_decisions_number",
        "decisions",
        ["number"],
        sqlite_where=by_people,
        postgresql_where=by_people,
    )


def _fill_days() -> None:
    told = sa.table(
        "report_incidents",
        sa.column("report_id", sa.String),
        sa.column("date_first", sa.Date),
        sa.column("told_on", sa.Date),
    )
    reports = sa.table("reports", sa.column("report_id", sa.String), sa.column("details", sa.JSON))
    connection = op.get_bind()
    found = connection.execute(
        sa.select(told.c.report_id, sa.cast(reports.c.details, sa.Text))
        .join(reports, reports.c.report_id == told.c.report_id)
        .where(told.c.date_first.is_(None))
        .distinct()
    ).all()
    days = []
    for report_id, text in found:
        details = json.loads(text)
        day = details.get("published_on") or details.get("context_date")
        if day:
            days.append({"of": report_id, "day": date.fromisoformat(day)})
    statement = (
        sa.update(told)
        .where(told.c.report_id == sa.bindparam("of"), told.c.date_first.is_(None))
        .values(told_on=sa.bindparam("day"))
    )
    for start in range(0, len(days), _AT_ONCE):
        connection.execute(statement, days[start : start + _AT_ONCE])
