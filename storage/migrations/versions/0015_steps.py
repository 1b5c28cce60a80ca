"""Steps of the basiswerkwijze: what people say of them, and the municipality's own"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "step_mark",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.Column("marked_on", sa.Date(), nullable=False),
        sa.Column("marked_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_step_mark_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "project_id"],
            ["project.municipality_id", "project.id"],
            name="fk_step_mark_municipality_id_project_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "marked_by"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_step_mark_municipality_id_marked_by",
        ),
        sa.PrimaryKeyConstraint("project_id", "step", name="pk_step_mark"),
    )
    op.create_index("ix_step_mark_marked_by", "step_mark", ["marked_by"])
    op.create_table(
        "hand_over",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("dependency", sa.String(20), nullable=False),
        sa.Column("noticed_on", sa.Date(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_hand_over_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "project_id"],
            ["project.municipality_id", "project.id"],
            name="fk_hand_over_municipality_id_project_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("project_id", "dependency", name="pk_hand_over"),
    )
    op.create_table(
        "baseline_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_baseline_version_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "made_by"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_baseline_version_municipality_id_made_by",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_baseline_version"),
        sa.UniqueConstraint("municipality_id", "number", name="uq_baseline_version_municipality_id_number"),
    )
    op.create_index("ix_baseline_version_made_by", "baseline_version", ["made_by"])
    op.create_table(
        "project_baseline",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_project_baseline_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "project_id"],
            ["project.municipality_id", "project.id"],
            name="fk_project_baseline_municipality_id_project_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("project_id", name="pk_project_baseline"),
    )


def downgrade() -> None:
    op.drop_table("project_baseline")
    op.drop_table("baseline_version")
    op.drop_table("hand_over")
    op.drop_table("step_mark")
