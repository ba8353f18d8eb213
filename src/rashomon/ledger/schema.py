"""The tables of a ledger, the same for every database.

What is only ever added: `blobs`, `captures`, `superseded_reports`, `superseded_readings`,
`returned_readings`, `superseded_incidents`, `links`, `decisions`, `watch_looks`. What shows
today's state: the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Date,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

__all__ = [
    "APPEND_ONLY",
    "REVISION",
    "blobs",
    "captures",
    "claims",
    "copies",
    "decisions",
    "incidents",
    "links",
    "memberships",
    "mentions",
    "metadata",
    "readings",
    "report_incidents",
    "reports",
    "returned_readings",
    "superseded_incidents",
    "superseded_readings",
    "superseded_reports",
    "waiting",
    "watch_lists",
    "watch_looks",
]

REVISION = "0008"
"""The migration that yields exactly these tables. A test holds the two together."""


class UtcMoment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC also where the database knows no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Turn an aware datetime into UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Give back what a database without time zones has dropped."""
        if value is None:
            return value
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class _AnySign(TypeDecorator[str]):
    """Text of any characters: PostgreSQL takes none that is zero, so that is spelled there.

    Both the zero and the sign that spells it, which stands for no character in Unicode, are
    spelled, so that everything comes back as it was and no two texts become one.
    """

    impl: Any = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Spell what the database would not take."""
        if value is None or dialect.name != "postgresql":
            return value
        return value.replace(_SPELLS, _SPELLS + "1").replace("\0", _SPELLS + "0")

    def result_processor(
        self, dialect: Dialect, _: object
    ) -> Callable[[str | None], str | None] | None:
        """Give back what was spelled; where nothing is, ask nothing of any row."""
        return _as_it_was if dialect.name == "postgresql" else None


def _as_it_was(value: str | None) -> str | None:
    if value is None or _SPELLS not in value:
        return value
    return value.replace(_SPELLS + "0", "\0").replace(_SPELLS + "1", _SPELLS)


_SPELLS = "\ufdd0"


class Words(_AnySign):
    """Text of any length."""

    cache_ok = True


class Name(_AnySign):
    """Text up to a length."""

    impl = String
    cache_ok = True


# Named constraints, so that a later migration can address them on every database.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_Json = JSON(none_as_null=True)


def _report_id() -> Column[str]:
    return Column("report_id", String(16), ForeignKey("reports.report_id"), primary_key=True)


def _date() -> tuple[Column[Any], ...]:
    """The three columns of a DateInterval; all null where there is none."""
    return Column("date_first", Date), Column("date_last", Date), Column("date_reason", Words)


blobs = Table(
    "blobs",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

captures = Table(
    "captures",
    metadata,
    Column("capture_id", Integer, primary_key=True),
    Column("sha256", String(64), ForeignKey("blobs.sha256"), nullable=False),
    Column("report_id", String(16), nullable=False, index=True),  # known before it is read
    Column("name", Words, nullable=False),
    Column("address", Words, nullable=False),
    Column("media_type", Words, nullable=False),
    Column("captured_at", UtcMoment, nullable=False),
    Column("sidecar", _Json, nullable=False),
    Column("sidecar_fingerprint", String(64), nullable=False),
    Column("tool_version", Words, nullable=False),
    Column("part", Integer, nullable=False, server_default="0"),
    Column("custody", _Json),  # null where a capture is older than this column
    # When a server answered or an archive says it did, in UTC: the same bytes at another time are
    # another capture. Empty for what lies in files, where being there again tells nothing new.
    Column("occasion", String(40), nullable=False, server_default=""),
    # Unique, so that two writers can never both follow one capture: the chain cannot fork.
    Column("prev_seal", String(64), unique=True, index=True),
    Column("seal", String(64)),
    UniqueConstraint("sha256", "address", "sidecar_fingerprint", "part", "occasion"),
)

reports = Table(
    "reports",
    metadata,
    Column("report_id", String(16), primary_key=True),
    Column("sha256", String(64), ForeignKey("blobs.sha256"), nullable=False),
    Column("name", Words, nullable=False),
    Column("address", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("details", _Json, nullable=False),  # every other field of a Report
    # The capture that it was derived from, by which version of the cleaner, when. Null where a
    # report is older than these columns.
    Column("capture_id", Integer, ForeignKey("captures.capture_id")),
    Column("cleaner", Words, index=True),
    Column("derived_at", UtcMoment),
    Column("wording", String(64), index=True),  # by which near copies are known at the door
)

superseded_reports = Table(
    "superseded_reports",
    metadata,
    Column("superseded_id", Integer, primary_key=True),
    Column("report_id", String(16), ForeignKey("reports.report_id"), nullable=False, index=True),
    Column("capture_id", Integer, ForeignKey("captures.capture_id")),
    Column("cleaner", Words),
    Column("derived_at", UtcMoment),
    Column("superseded_at", UtcMoment, nullable=False),
    Column("body", _Json, nullable=False),  # the whole Report
)

# Bytes whose cleaned words are those of a report that there is: kept as captures of that one.
copies = Table(
    "copies",
    metadata,
    Column("report_id", String(16), primary_key=True),  # which they would be by themselves
    Column("copy_of", String(16), ForeignKey("reports.report_id"), nullable=False, index=True),
    Column("cleaner", Words, nullable=False),
    Column("found_at", UtcMoment, nullable=False),
)

# Reports to be read, or read anew, each out of which capture; in the order of coming in.
waiting = Table(
    "waiting",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("report_id", String(16), ForeignKey("reports.report_id"), nullable=False, unique=True),
    Column("capture_id", Integer, ForeignKey("captures.capture_id"), nullable=False),
)

readings = Table(
    "readings",
    metadata,
    _report_id(),
    Column("reader", Words, nullable=False),
    Column("sidecar_fingerprint", String(64), nullable=False),
    Column("read_at", UtcMoment, nullable=False),
    Column("tool_version", Words, nullable=False),
    Column("gazetteer", Words),  # its version; null where a reading is older than this column
)

superseded_readings = Table(
    "superseded_readings",
    metadata,
    Column("superseded_id", Integer, primary_key=True),
    Column("report_id", String(16), ForeignKey("reports.report_id"), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("sidecar_fingerprint", String(64), nullable=False),
    Column("read_at", UtcMoment, nullable=False),
    Column("superseded_at", UtcMoment, nullable=False),
    Column("tool_version", Words, nullable=False),
    Column("body", _Json, nullable=False),  # the whole Reading, its report included
    Column("gazetteer", Words),
    # What its report was derived from and by; null where that was not kept yet.
    Column("capture_id", Integer, ForeignKey("captures.capture_id")),
    Column("cleaner", Words),
    UniqueConstraint("report_id", "digest"),
)

# A reading that was replaced, came back word for word, and was replaced again: kept but once,
# with each further time that it held.
returned_readings = Table(
    "returned_readings",
    metadata,
    Column("returned_id", Integer, primary_key=True),
    Column(
        "superseded_id",
        Integer,
        ForeignKey("superseded_readings.superseded_id"),
        nullable=False,
        index=True,
    ),
    Column("read_at", UtcMoment, nullable=False),
    Column("superseded_at", UtcMoment, nullable=False),
)

mentions = Table(
    "mentions",
    metadata,
    _report_id(),
    Column("position", Integer, primary_key=True),
    Column("mention_id", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("details", _Json, nullable=False),  # every other field of a Mention
)

report_incidents = Table(
    "report_incidents",
    metadata,
    _report_id(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    *_date(),
    Column("place", _Json),
    Column("mentions", _Json, nullable=False),
    Column("reasons", _Json, nullable=False),
    Column("told_on", Date),  # the report's own day, where the incident has none
    # By the last day: what is new lies at its end, and nearly all of a ledger before.
    Index("ix_report_incidents_date_last", "date_last", "date_first"),
)
Index(
    "ix_report_incidents_told_on",
    report_incidents.c.told_on,
    sqlite_where=report_incidents.c.date_first.is_(None),
    postgresql_where=report_incidents.c.date_first.is_(None),
)

claims = Table(
    "claims",
    metadata,
    _report_id(),
    Column("position", Integer, primary_key=True),
    Column("claim_id", String(16), nullable=False, index=True),
    Column("mention", Integer, nullable=False),
    Column("number", Integer),  # the report's incident; null for claims shown nowhere
    Column("facet", String(40), nullable=False, index=True),
    Column("value", _Json, nullable=False),
    Column("stance", String(40), nullable=False),
    Column("source", _Json, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Words, nullable=False),
    Column("confidence", Double, nullable=False),
)

incidents = Table(
    "incidents",
    metadata,
    Column("incident_id", Name(200), primary_key=True),
    Column("kind", String(40), nullable=False),
    *_date(),
    Column("place", _Json),
    Column("created_at", UtcMoment, nullable=False),
    # Since when it is described so; null where that is older than this column.
    Column("described_at", UtcMoment),
)

superseded_incidents = Table(
    "superseded_incidents",
    metadata,
    Column("superseded_id", Integer, primary_key=True),
    Column(
        "incident_id", Name(200), ForeignKey("incidents.incident_id"), nullable=False, index=True
    ),
    Column("kind", String(40), nullable=False),
    *_date(),
    Column("place", _Json),
    Column("described_at", UtcMoment),
    Column("superseded_at", UtcMoment, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("made_at", UtcMoment, nullable=False),
    Column("made_by", Words, nullable=False),
    Column("subject", Words, nullable=False, index=True),
    Column("other", Words, nullable=False, index=True),
    Column("ruling", String(20), nullable=False),
    Column("why", Words, nullable=False),
    Column("rests_on", _Json, nullable=False),
    # Unique, so that two writers can never both follow one decision: the chain cannot fork.
    Column("prev_hash", String(64), nullable=False, unique=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("detail", _Json),  # all that a person decided in review; null for rulings of linking
)

Index(
    "ix_decisions_number",
    decisions.c.number,
    sqlite_where=decisions.c.detail.is_not(None),
    postgresql_where=decisions.c.detail.is_not(None),
)

memberships = Table(
    "memberships",
    metadata,
    Column("report_id", String(16), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column(
        "incident_id", Name(200), ForeignKey("incidents.incident_id"), nullable=False, index=True
    ),
    Column("decision", Integer, ForeignKey("decisions.number"), nullable=False),
    ForeignKeyConstraint(
        ["report_id", "number"], ["report_incidents.report_id", "report_incidents.number"]
    ),
)

links = Table(
    "links",
    metadata,
    Column("link_id", Integer, primary_key=True),
    Column(
        "incident_id", Name(200), ForeignKey("incidents.incident_id"), nullable=False, index=True
    ),
    # May outlive the reading that it is about.
    Column("report_id", String(16), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("judgement", String(20), nullable=False),
    Column("score", Double, nullable=False),
    Column("reasons", _Json, nullable=False),
    Column("made_at", UtcMoment, nullable=False),
    Column("made_by", Words, nullable=False),
)

watch_lists = Table(
    "watch_lists",
    metadata,
    Column("list_id", Integer, primary_key=True),
    Column("name", Name(200), nullable=False, index=True),
    Column("query", _Json, nullable=False),
    Column("made_by", Words, nullable=False),
    Column("made_at", UtcMoment, nullable=False),
    # A list that is looked through no longer; another one may have its name.
    Column("removed_by", Words),
    Column("removed_at", UtcMoment),
)

watch_looks = Table(
    "watch_looks",
    metadata,
    Column("look_id", Integer, primary_key=True),
    Column("list_id", Integer, ForeignKey("watch_lists.list_id"), nullable=False, index=True),
    Column("looked_by", Words, nullable=False),
    Column("looked_at", UtcMoment, nullable=False),
    Column("decision", Integer, nullable=False),  # the last of the log then; 0 where none was
)

APPEND_ONLY = (
    blobs,
    captures,
    superseded_reports,
    superseded_readings,
    returned_readings,
    superseded_incidents,
    links,
    decisions,
    watch_looks,
)
