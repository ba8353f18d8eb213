"""Keep what people decide in review in the one log of decisions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; rulings of before have none, and keep their hashes."""
    op.add_column("decisions", sa.Column("detail", sa.JSON(), nullable=True))
