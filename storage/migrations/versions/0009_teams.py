"""Conversations on Teams, and what it fetches from us"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "conversation",
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("tenant", sa.String(100), nullable=False),
        sa.Column("id", sa.String(400), nullable=False),
        sa.Column("service_url", sa.String(400), nullable=False),
        sa.Column("user", sa.String(100), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_conversation_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "colleague_id"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_conversation_municipality_id_colleague_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("platform", "tenant", "id", name="pk_conversation"),
    )
    op.create_index("ix_conversation_user", "conversation", ["platform", "tenant", "user"])
    op.create_index("ix_conversation_colleague", "conversation", ["colleague_id"])
    op.create_table(
        "handout",
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_handout_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "colleague_id"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_handout_municipality_id_colleague_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", name="pk_handout"),
    )
    op.create_index("ix_handout_until", "handout", ["until"])
    op.create_index("ix_handout_colleague", "handout", ["colleague_id"])


def downgrade() -> None:
    op.drop_table("handout")
    op.drop_table("conversation")
