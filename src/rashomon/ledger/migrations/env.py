"""Runs migrations on the connection that `rashomon.ledger.upgrade` hands over."""

from __future__ import annotations

from alembic import context

from rashomon.ledger.schema import metadata


def _run() -> None:
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        render_as_batch=True,  # SQLite alters tables by copying them
    )
    with context.begin_transaction():
        context.run_migrations()


if hasattr(context, "config"):  # while Alembic runs this file, not when something imports it
    _run()
