"""Keep with which gazetteer a reading was located."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column to the readings of today and to those that were replaced."""
    # Not in a batch: that would copy the tables, and one of them lets no row be deleted.
    op.add_column("readings", sa.Column("gazetteer", sa.Text(), nullable=True))
    op.add_column("superseded_readings", sa.Column("gazetteer", sa.Text(), nullable=True))
