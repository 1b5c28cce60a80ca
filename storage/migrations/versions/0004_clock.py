"""Schedules, reminders, and what waits for the daily message"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("about", sa.String(100), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_reminder_municipality_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reminder"),
        sa.UniqueConstraint("municipality_id", "name", "about", name="uq_reminder_municipality_id_name_about"),
    )
    op.create_index("ix_reminder_due", "reminder", ["due_at"])
    op.create_table(
        "nudge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(120), nullable=False),
        sa.Column("blocks", sa.LargeBinary(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "colleague_id"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_nudge_municipality_id_colleague_id",
        ),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_nudge_municipality_id"),
        sa.PrimaryKeyConstraint("id", name="pk_nudge"),
        sa.UniqueConstraint(
            "municipality_id", "colleague_id", "about", name="uq_nudge_municipality_id_colleague_id_about"
        ),
    )
    op.create_index("ix_nudge_colleague", "nudge", ["colleague_id"])
    op.create_table(
        "schedule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("decided_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rule", sa.String(200), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("tenant", sa.String(100), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_key", sa.String(120), nullable=False),
        sa.Column("last_result", sa.String(20), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_schedule_municipality_id"),
        sa.PrimaryKeyConstraint("id", name="pk_schedule"),
        sa.UniqueConstraint("municipality_id", "name", name="uq_schedule_municipality_id_name"),
    )
    op.create_index("ix_schedule_due", "schedule", ["next_due"])
    op.create_table(
        "occurrence",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("result", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_occurrence_municipality_id"),
        sa.PrimaryKeyConstraint("municipality_id", "name", "key", name="pk_occurrence"),
    )
    op.create_index("ix_occurrence_at", "occurrence", ["at"])
    op.add_column("role_assignment", sa.Column("asked_again_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "vacancy",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "project_id"],
            ["project.municipality_id", "project.id"],
            name="fk_vacancy_municipality_id_project_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_vacancy_municipality_id"),
        sa.PrimaryKeyConstraint("project_id", "role", name="pk_vacancy"),
    )


def downgrade() -> None:
    op.drop_table("vacancy")
    op.drop_column("role_assignment", "asked_again_at")
    op.drop_table("occurrence")
    op.drop_table("schedule")
    op.drop_table("nudge")
    op.drop_table("reminder")
