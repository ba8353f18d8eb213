"""Seal every capture, those of before as they are now."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from rashomon.ledger.seals import FIRST, SEALED, seal

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, and chain the captures in the order in which they came in."""
    op.add_column("captures", sa.Column("prev_seal", sa.String(length=64), nullable=True))
    op.add_column("captures", sa.Column("seal", sa.String(length=64), nullable=True))
    op.create_index("ix_captures_prev_seal", "captures", ["prev_seal"], unique=True)
    connection, table = op.get_bind(), _captures()
    if connection.dialect.name == "sqlite":  # no ledger of before was in another database
        op.execute("DROP TRIGGER IF EXISTS captures_no_update")  # made again after every upgrade
    before = FIRST
    numbers = sa.select(table.c.capture_id).order_by(table.c.capture_id)
    for number in connection.execute(numbers).scalars().all():
        found = connection.execute(sa.select(table).where(table.c.capture_id == number)).one()
        row = found._asdict() | {"prev_seal": before}
        before = seal(row)
        connection.execute(
            sa.update(table)
            .where(table.c.capture_id == number)
            .values(prev_seal=row["prev_seal"], seal=before)
        )


def _captures() -> sa.TableClause:
    own = {"captured_at", "sidecar", "custody"}
    return sa.table(
        "captures",
        sa.column("captured_at", sa.DateTime(timezone=True)),
        sa.column("sidecar", sa.JSON()),
        sa.column("custody", sa.JSON()),
        sa.column("seal", sa.String()),
        *(sa.column(name) for name in SEALED if name not in own),
    )
