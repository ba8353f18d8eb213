"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "blobs",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_blobs"),
    )
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("ruling", sa.String(length=20), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("rests_on", sa.JSON(), nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_decisions"),
        sa.UniqueConstraint("hash", name="uq_decisions_hash"),
        sa.UniqueConstraint("prev_hash", name="uq_decisions_prev_hash"),
    )
    op.create_table(
        "incidents",
        sa.Column("incident_id", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("date_first", sa.Date(), nullable=True),
        sa.Column("date_last", sa.Date(), nullable=True),
        sa.Column("date_reason", sa.Text(), nullable=True),
        sa.Column("place", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("incident_id", name="pk_incidents"),
    )
    op.create_table(
        "captures",
        sa.Column("capture_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("report_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sidecar", sa.JSON(), nullable=False),
        sa.Column("sidecar_fingerprint", sa.String(length=64), nullable=False),
        sa.Column("tool_version", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["blobs.sha256"], name="fk_captures_sha256_blobs"),
        sa.PrimaryKeyConstraint("capture_id", name="pk_captures"),
        sa.UniqueConstraint(
            "sha256",
            "address",
            "sidecar_fingerprint",
            name="uq_captures_sha256_address_sidecar_fingerprint",
        ),
    )
    op.create_index("ix_captures_report_id", "captures", ["report_id"], unique=False)
    op.create_table(
        "links",
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.String(length=200), nullable=False),
        sa.Column("report_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("judgement", sa.String(length=20), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.incident_id"], name="fk_links_incident_id_incidents"
        ),
        sa.PrimaryKeyConstraint("link_id", name="pk_links"),
    )
    op.create_index("ix_links_incident_id", "links", ["incident_id"], unique=False)
    op.create_table(
        "reports",
        sa.Column("report_id", sa.String(length=16), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["blobs.sha256"], name="fk_reports_sha256_blobs"),
        sa.PrimaryKeyConstraint("report_id", name="pk_reports"),
    )
    op.create_table(
        "claims",
        sa.Column("report_id", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.String(length=16), nullable=False),
        sa.Column("mention", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("facet", sa.String(length=40), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("stance", sa.String(length=40), nullable=False),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.report_id"], name="fk_claims_report_id_reports"
        ),
        sa.PrimaryKeyConstraint("report_id", "position", name="pk_claims"),
    )
    op.create_index("ix_claims_claim_id", "claims", ["claim_id"], unique=False)
    op.create_index("ix_claims_facet", "claims", ["facet"], unique=False)
    op.create_table(
        "mentions",
        sa.Column("report_id", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("mention_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.report_id"], name="fk_mentions_report_id_reports"
        ),
        sa.PrimaryKeyConstraint("report_id", "position", name="pk_mentions"),
    )
    op.create_table(
        "readings",
        sa.Column("report_id", sa.String(length=16), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("sidecar_fingerprint", sa.String(length=64), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tool_version", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.report_id"], name="fk_readings_report_id_reports"
        ),
        sa.PrimaryKeyConstraint("report_id", name="pk_readings"),
    )
    op.create_table(
        "report_incidents",
        sa.Column("report_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("date_first", sa.Date(), nullable=True),
        sa.Column("date_last", sa.Date(), nullable=True),
        sa.Column("date_reason", sa.Text(), nullable=True),
        sa.Column("place", sa.JSON(), nullable=True),
        sa.Column("mentions", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.report_id"], name="fk_report_incidents_report_id_reports"
        ),
        sa.PrimaryKeyConstraint("report_id", "number", name="pk_report_incidents"),
    )
    op.create_table(
        "superseded_readings",
        sa.Column("superseded_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.String(length=16), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("sidecar_fingerprint", sa.String(length=64), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tool_version", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.report_id"], name="fk_superseded_readings_report_id_reports"
        ),
        sa.PrimaryKeyConstraint("superseded_id", name="pk_superseded_readings"),
        sa.UniqueConstraint("report_id", "digest", name="uq_superseded_readings_report_id_digest"),
    )
    op.create_table(
        "memberships",
        sa.Column("report_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("incident_id", sa.String(length=200), nullable=False),
        sa.Column("decision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision"], ["decisions.number"], name="fk_memberships_decision_decisions"
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.incident_id"], name="fk_memberships_incident_id_incidents"
        ),
        sa.ForeignKeyConstraint(
            ["report_id", "number"],
            ["report_incidents.report_id", "report_incidents.number"],
            name="fk_memberships_report_id_number_report_incidents",
        ),
        sa.PrimaryKeyConstraint("report_id", "number", name="pk_memberships"),
    )
    op.create_index("ix_memberships_incident_id", "memberships", ["incident_id"], unique=False)
