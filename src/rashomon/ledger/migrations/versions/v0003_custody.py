"""Keep the chain of custody of captures, what each report was derived from, and what waits."""

from __future__ import annotations

from typing import Literal

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and tables, and tie each report to the capture that it was read from."""
    _widen_captures()
    # A constraint cannot be added to a table of SQLite later, but a column with one can.
    op.execute(
        "ALTER TABLE reports ADD COLUMN capture_id INTEGER "
        "CONSTRAINT fk_reports_capture_id_captures REFERENCES captures (capture_id)"
    )
    op.add_column("reports", sa.Column("cleaner", sa.Text(), nullable=True))
    op.add_column("reports", sa.Column("derived_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("reports", sa.Column("wording", sa.String(length=64), nullable=True))
    op.create_index("ix_reports_wording", "reports", ["wording"], unique=False)
    op.execute(
        "ALTER TABLE superseded_readings ADD COLUMN capture_id INTEGER "
        "CONSTRAINT fk_superseded_readings_capture_id_captures REFERENCES captures (capture_id)"
    )
    op.add_column("superseded_readings", sa.Column("cleaner", sa.Text(), nullable=True))
    op.execute(
        "UPDATE reports SET capture_id = (SELECT min(c.capture_id) FROM captures c "
        "JOIN readings r ON r.report_id = reports.report_id "
        "WHERE c.sha256 = reports.sha256 AND c.address = reports.address "
        "AND c.sidecar_fingerprint = r.sidecar_fingerprint)"
    )
    op.create_table(
        "superseded_reports",
        sa.Column("superseded_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.String(length=16), nullable=False),
        sa.Column("capture_id", sa.Integer(), nullable=True),
        sa.Column("cleaner", sa.Text(), nullable=True),
        sa.Column("derived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["capture_id"],
            ["captures.capture_id"],
            name="fk_superseded_reports_capture_id_captures",
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.report_id"], name="fk_superseded_reports_report_id_reports"
        ),
        sa.PrimaryKeyConstraint("superseded_id", name="pk_superseded_reports"),
    )
    op.create_index(
        "ix_superseded_reports_report_id", "superseded_reports", ["report_id"], unique=False
    )
    op.create_table(
        "copies",
        sa.Column("report_id", sa.String(length=16), nullable=False),
        sa.Column("copy_of", sa.String(length=16), nullable=False),
        sa.Column("cleaner", sa.Text(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["copy_of"], ["reports.report_id"], name="fk_copies_copy_of_reports"
        ),
        sa.PrimaryKeyConstraint("report_id", name="pk_copies"),
    )
    op.create_index("ix_copies_copy_of", "copies", ["copy_of"], unique=False)
    op.create_table(
        "waiting",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.String(length=16), nullable=False),
        sa.Column("capture_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["captures.capture_id"], name="fk_waiting_capture_id_captures"
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.report_id"], name="fk_waiting_report_id_reports"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_waiting"),
        sa.UniqueConstraint("report_id", name="uq_waiting_report_id"),
    )


def _widen_captures() -> None:
    """Copy the captures into a table with the new columns and a wider constraint.

    SQLite drops a table, with its triggers, without asking these, and no table points here yet.
    The triggers that let captures only grow are made again at the end of every upgrade.
    """
    old = "uq_captures_sha256_address_sidecar_fingerprint"
    is_copied = op.get_bind().dialect.name == "sqlite"  # PostgreSQL can alter it as it stands
    recreate: Literal["always", "never"] = "always" if is_copied else "never"
    with op.batch_alter_table("captures", recreate=recreate) as batch:
        batch.add_column(sa.Column("part", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("custody", sa.JSON(), nullable=True))
        batch.add_column(
            sa.Column("occasion", sa.String(length=40), nullable=False, server_default="")
        )
        batch.drop_constraint(old, type_="unique")
        batch.create_unique_constraint(
            f"{old}_part_occasion",
            ["sha256", "address", "sidecar_fingerprint", "part", "occasion"],
        )
