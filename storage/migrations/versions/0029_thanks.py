"""Thanking who made a project together"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_table(
        "thanks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(100), nullable=False),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("tenant", sa.String(100), nullable=False),
        sa.Column("place", sa.String(300), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_thanks_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "project_id"],
            ["project.municipality_id", "project.id"],
            name="fk_thanks_municipality_id_project_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_thanks"),
        sa.UniqueConstraint("municipality_id", "id", name="uq_thanks_municipality_id_id"),
        sa.UniqueConstraint("project_id", name="uq_thanks_project_id"),
    )
    op.create_table(
        "thanks_yes",
        sa.Column("thanks_id", sa.Integer(), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("is_yes", sa.Boolean(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_thanks_yes_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "thanks_id"],
            ["thanks.municipality_id", "thanks.id"],
            name="fk_thanks_yes_municipality_id_thanks_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "colleague_id"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_thanks_yes_municipality_id_colleague_id",
        ),
        sa.PrimaryKeyConstraint("thanks_id", "colleague_id", name="pk_thanks_yes"),
    )
    op.create_index("ix_thanks_yes_colleague", "thanks_yes", ["colleague_id"])


def downgrade() -> None:
    op.drop_table("thanks_yes")
    op.drop_table("thanks")
