"""Keep how incidents were described before, readings that came back, and lists that are watched."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, tables and indexes; since when an incident is described so is unknown."""
    op.add_column("incidents", sa.Column("described_at", sa.DateTime(True), nullable=True))
    op.create_table(
        "returned_readings",
        sa.Column("returned_id", sa.Integer(), nullable=False),
        sa.Column("superseded_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["superseded_id"],
            ["superseded_readings.superseded_id"],
            name="fk_returned_readings_superseded_id_superseded_readings",
        ),
        sa.PrimaryKeyConstraint("returned_id", name="pk_returned_readings"),
    )
    op.create_table(
        "superseded_incidents",
        sa.Column("superseded_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("date_first", sa.Date(), nullable=True),
        sa.Column("date_last", sa.Date(), nullable=True),
        sa.Column("date_reason", sa.Text(), nullable=True),
        sa.Column("place", sa.JSON(), nullable=True),
        sa.Column("described_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incidents.incident_id"],
            name="fk_superseded_incidents_incident_id_incidents",
        ),
        sa.PrimaryKeyConstraint("superseded_id", name="pk_superseded_incidents"),
    )
    _add_lists()
    for table, column in (
        ("returned_readings", "superseded_id"),
        ("superseded_incidents", "incident_id"),
        ("decisions", "subject"),
        ("decisions", "other"),
        ("links", "report_id"),
        ("watch_lists", "name"),
        ("watch_looks", "list_id"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column], unique=False)


def _add_lists() -> None:
    op.create_table(
        "watch_lists",
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_by", sa.Text(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("list_id", name="pk_watch_lists"),
    )
    op.create_table(
        "watch_looks",
        sa.Column("look_id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("looked_by", sa.Text(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"], ["watch_lists.list_id"], name="fk_watch_looks_list_id_watch_lists"
        ),
        sa.PrimaryKeyConstraint("look_id", name="pk_watch_looks"),
    )
