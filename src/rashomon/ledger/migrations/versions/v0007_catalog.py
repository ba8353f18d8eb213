"""Make room for the catalog, which the next refresh fills."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from rashomon.ledger import databases

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ORDERS = ("newest", "oldest", "killed", "reports", "contested", "doubt")


def upgrade() -> None:
    """Make the tables, the indexes of words, and the one row of the state."""
    op.create_table(
        "catalog",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("date_first", sa.Date(), nullable=True),
        sa.Column("date_last", sa.Date(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("place_key", sa.Text(), nullable=False),
        sa.Column("assigned_to", sa.Text(), nullable=True),
        *(
            sa.Column(name, sa.Double(), nullable=True)
            for name in ("lat", "lon", "radius_km", "west", "south", "east", "north")
        ),
        sa.Column("grid_x", sa.Integer(), nullable=True),
        sa.Column("grid_y", sa.Integer(), nullable=True),
        sa.Column("contested", sa.SmallInteger(), nullable=False),
        *(sa.Column(f"by_{order}", sa.Integer(), nullable=False) for order in _ORDERS),
        sa.PrimaryKeyConstraint("number", name="pk_catalog"),
        sa.UniqueConstraint("incident_id", name="uq_catalog_incident_id"),
        sqlite_autoincrement=True,
    )
    for order in _ORDERS:
        op.create_index(f"ix_catalog_by_{order}", "catalog", [f"by_{order}", "incident_id"])
    for column in ("kind", "level", "country", "day", "assigned_to"):
        op.create_index(f"ix_catalog_{column}", "catalog", [column])
    op.create_index("ix_catalog_box", "catalog", ["south", "north", "west", "east"])
    op.create_table(
        "catalog_bodies",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_catalog_bodies"),
    )
    op.create_table(
        "catalog_tags",
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("field", "value", "number", name="pk_catalog_tags"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_catalog_tags_number", "catalog_tags", ["number"])
    op.create_table(
        "searched_reports",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_searched_reports"),
        sa.UniqueConstraint("report_id", name="uq_searched_reports_report_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "outdated",
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("field", "value", name="pk_outdated"),
    )
    op.create_table(
        "catalog_state",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("policy", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("zone_list", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("version", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("changes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("refreshes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_catalog_state"),
    )
    op.execute("INSERT INTO catalog_state (number) VALUES (1)")
    connection = op.get_bind()
    for name in ("incident_words", "report_words"):
        databases.in_use(connection).make_word_index(connection, name)
