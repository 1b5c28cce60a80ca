"""Public pages of projects, and calendars that colleagues subscribed to"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    op.create_table(
        "public_page",
        sa.Column("project_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.String(60), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False, server_default=""),
        sa.Column("agreed", sa.Text(), nullable=False, server_default=""),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("told", sa.String(64), nullable=False, server_default=""),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_public_page_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "project_id"],
            ["project.municipality_id", "project.id"],
            name="fk_public_page_municipality_id_project_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("project_id", name="pk_public_page"),
        sa.UniqueConstraint("place", "name", name="uq_public_page_place_name"),
    )
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("area_code", sa.String(20), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_calendar_feed_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "colleague_id"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_calendar_feed_municipality_id_colleague_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_feed"),
        sa.UniqueConstraint("digest", name="uq_calendar_feed_digest"),
    )
    op.create_index("ix_calendar_feed_colleague", "calendar_feed", ["colleague_id"])


def downgrade() -> None:
    op.drop_table("calendar_feed")
    op.drop_table("public_page")
