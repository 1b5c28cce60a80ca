"""The meeting of the working group, and what was agreed there"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.create_table(
        "meeting",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("tenant", sa.String(100), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("unused", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_meeting_municipality_id"),
        sa.PrimaryKeyConstraint("municipality_id", name="pk_meeting"),
    )
    op.create_table(
        "meeting_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("is_agreed", sa.Boolean(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_meeting_action_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "owner_id"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_meeting_action_municipality_id_owner_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_meeting_action"),
        sa.UniqueConstraint("municipality_id", "id", name="uq_meeting_action_municipality_id_id"),
    )
    op.create_index("ix_meeting_action_owner_id", "meeting_action", ["owner_id"])
    op.create_index("ix_meeting_action_until", "meeting_action", ["municipality_id", "until"])


def downgrade() -> None:
    op.drop_table("meeting_action")
    op.drop_table("meeting")
