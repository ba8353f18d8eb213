"""The tables of the catalog: one row an incident as it is today, and what of it is out of date.

All of it is made from the ledger's records and can be made again: `rashomon copy` leaves it out,
and nothing that anyone decided or read is in it alone. The words that are searched for lie in
indexes of the database's own (`WORD_INDEXES`), which know rows by their numbers.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    Date,
    Double,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    text,
)

from rashomon.ledger.schema import Name, Words
from rashomon.ledger.schema import metadata as records

__all__ = [
    "INCIDENT_WORDS",
    "REPORT_WORDS",
    "WORD_INDEXES",
    "bodies",
    "catalog",
    "metadata",
    "outdated",
    "searched",
    "state",
    "tags",
]

# Apart from the records' own, which are copied, compared and checked row by row.
metadata = MetaData(naming_convention=records.naming_convention)

INCIDENT_WORDS = "incident_words"
REPORT_WORDS = "report_words"
WORD_INDEXES = (INCIDENT_WORDS, REPORT_WORDS)

# What lists and maps filter, order and count by, and no more: a pass over all of it is short.
catalog = Table(
    "catalog",
    metadata,
    Column("number", Integer, primary_key=True),  # never given twice
    Column("incident_id", Name(300), nullable=False, unique=True),
    Column("kind", String(40), nullable=False),
    Column("level", String(20), nullable=False),
    Column("country", String(2)),
    Column("date_first", Date),
    Column("date_last", Date),
    Column("day", Integer),  # date_first as a proleptic ordinal
    Column("place_key", Words, nullable=False),  # rashomon.records.queries.place_key
    Column("assigned_to", Words),
    Column("lat", Double),
    Column("lon", Double),
    Column("radius_km", Double),
    Column("west", Double),  # of the circle of `radius_km`; may pass 180 degrees
    Column("south", Double),
    Column("east", Double),
    Column("north", Double),
    Column("grid_x", Integer),  # the point on a Mercator map of 2^24 squares by as many
    Column("grid_y", Integer),
    Column("contested", SmallInteger, nullable=False),  # how many facets
    # One for each order that lists can have, rising; the incident's id settles ties.
    Column("by_newest", Integer, nullable=False),
    Column("by_oldest", Integer, nullable=False),
    Column("by_killed", Integer, nullable=False),
    Column("by_reports", Integer, nullable=False),
    Column("by_contested", Integer, nullable=False),
    Column("by_doubt", Integer, nullable=False),
    sqlite_autoincrement=True,
)
for _order in ("newest", "oldest", "killed", "reports", "contested", "doubt"):
    Index(f"ix_catalog_by_{_order}", catalog.c[f"by_{_order}"], catalog.c.incident_id)
Index("ix_catalog_kind", catalog.c.kind)
Index("ix_catalog_level", catalog.c.level)
Index("ix_catalog_country", catalog.c.country)
Index("ix_catalog_day", catalog.c.day)
Index("ix_catalog_assigned_to", catalog.c.assigned_to)
Index("ix_catalog_box", catalog.c.south, catalog.c.north, catalog.c.west, catalog.c.east)

# Each incident's whole row, for what is shown of it.
bodies = Table(
    "catalog_bodies",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("body", JSON(none_as_null=True), nullable=False),
)

# What an incident has several of: parties, contested facets, zones, grades, reports.
tags = Table(
    "catalog_tags",
    metadata,
    Column("field", String(20), primary_key=True),
    Column("value", Words, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False, index=True),
    sqlite_with_rowid=False,
)

# The reports whose words can be searched for.
searched = Table(
    "searched_reports",
    metadata,
    Column("number", Integer, primary_key=True),  # never given twice
    Column("report_id", String(16), nullable=False, unique=True),
    sqlite_autoincrement=True,
)

# What has changed since its rows were made; `change` counts up, so that a change that comes
# while they are made is not taken for done.
outdated = Table(
    "outdated",
    metadata,
    Column("field", String(20), primary_key=True),  # "incident", "report" or "decision"
    Column("value", Words, primary_key=True),
    Column("change", Integer, nullable=False),
)

# One row: by what the catalog was made, and how far changes and refreshes have come.
state = Table(
    "catalog_state",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("policy", Words, nullable=False, server_default=text("''")),
    Column("zone_list", Words, nullable=False, server_default=text("''")),
    Column("version", Words, nullable=False, server_default=text("''")),
    Column("changes", Integer, nullable=False, server_default=text("0")),
    Column("refreshes", Integer, nullable=False, server_default=text("0")),
)
