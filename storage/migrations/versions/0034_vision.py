"""The shared vision: principles, goals, and which projects touch which principle"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    op.create_table(
        "vision",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_vision_municipality_id"),
        sa.PrimaryKeyConstraint("municipality_id", name="pk_vision"),
    )
    op.create_table(
        "principle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_principle_municipality_id"),
        sa.PrimaryKeyConstraint("id", name="pk_principle"),
        sa.UniqueConstraint("municipality_id", "id", name="uq_principle_municipality_id_id"),
        sa.UniqueConstraint("municipality_id", "number", name="uq_principle_municipality_id_number"),
    )
    op.create_table(
        "vision_goal",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("goal", sa.String(40), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_vision_goal_municipality_id"),
        sa.PrimaryKeyConstraint("municipality_id", "goal", name="pk_vision_goal"),
    )
    op.create_table(
        "project_principle",
        sa.Column("project_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("principle_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_project_principle_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "project_id"],
            ["project.municipality_id", "project.id"],
            name="fk_project_principle_municipality_id_project_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "principle_id"],
            ["principle.municipality_id", "principle.id"],
            name="fk_project_principle_municipality_id_principle_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("project_id", name="pk_project_principle"),
    )
    op.create_index("ix_project_principle_principle_id", "project_principle", ["principle_id"])


def downgrade() -> None:
    op.drop_table("project_principle")
    op.drop_table("vision_goal")
    op.drop_table("principle")
    op.drop_table("vision")
