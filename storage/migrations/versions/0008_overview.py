"""Overviews that were posted"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "overview_channel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("tenant", sa.String(100), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("areas", sa.String(500), nullable=False),
        sa.Column("domain", sa.String(40), nullable=True),
        sa.Column("department", sa.String(200), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_overview_channel_municipality_id"),
        sa.PrimaryKeyConstraint("id", name="pk_overview_channel"),
        sa.UniqueConstraint("municipality_id", "id", name="uq_overview_channel_municipality_id_id"),
        sa.UniqueConstraint(
            "municipality_id", "platform", "tenant", "place",
            name="uq_overview_channel_municipality_id_platform_tenant_place",
        ),
    )  # fmt: skip
    op.create_table(
        "overview_post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "channel_id"],
            ["overview_channel.municipality_id", "overview_channel.id"],
            name="fk_overview_post_municipality_id_channel_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_overview_post_municipality_id"),
        sa.PrimaryKeyConstraint("id", name="pk_overview_post"),
        sa.UniqueConstraint("municipality_id", "key", name="uq_overview_post_municipality_id_key"),
    )
    op.create_index("ix_overview_post_channel", "overview_post", ["municipality_id", "channel_id", "until"])
    op.create_table(
        "own_week",
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "colleague_id"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_own_week_municipality_id_colleague_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_own_week_municipality_id"),
        sa.PrimaryKeyConstraint("colleague_id", name="pk_own_week"),
    )
    op.create_index("ix_moment_owed", "moment", ["municipality_id", "residents_told_on", "ends_on"])
    op.create_index("ix_change_at", "change", ["municipality_id", "at"])
    op.create_index("ix_project_created", "project", ["municipality_id", "created_at"])


def downgrade() -> None:
    op.drop_index("ix_moment_owed", "moment")
    op.drop_index("ix_project_created", "project")
    op.drop_index("ix_change_at", "change")
    for table in ("own_week", "overview_post", "overview_channel"):
        op.drop_table(table)
