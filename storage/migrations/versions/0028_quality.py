"""Quality of projects, area reports, and the pulse of triangles"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"

TABLES = ("project_quality", "area_report", "pulse_ask", "pulse_sum")


def upgrade() -> None:
    op.create_table(
        "project_quality",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("measured_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("process", sa.Integer(), nullable=True),
        sa.Column("result", sa.Integer(), nullable=True),
        sa.Column("support", sa.Integer(), nullable=True),
        sa.Column("what_changed", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        _municipality("project_quality"),
        _project("project_quality"),
        sa.PrimaryKeyConstraint("id", name="pk_project_quality"),
        sa.UniqueConstraint(
            "project_id", "measured_on", "source", name="uq_project_quality_project_id_measured_on_source"
        ),
    )
    op.create_table(
        "area_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.String(20), nullable=False),
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("goes_well", sa.Text(), nullable=False),
        sa.Column("could_be_better", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        _municipality("area_report"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "area_code"],
            ["area.municipality_id", "area.code"],
            name="fk_area_report_municipality_id_area_code",
        ),
        _colleague("area_report"),
        sa.PrimaryKeyConstraint("id", name="pk_area_report"),
        sa.UniqueConstraint(
            *("municipality_id", "area_code", "period", "colleague_id"),
            name="uq_area_report_municipality_id_area_code_period_colleague_id",
        ),
    )
    op.create_index("ix_area_report_colleague_id", "area_report", ["colleague_id"])
    op.create_table(
        "pulse_ask",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("has_answered", sa.Boolean(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        _municipality("pulse_ask"),
        _project("pulse_ask"),
        _colleague("pulse_ask"),
        sa.PrimaryKeyConstraint("project_id", "colleague_id", name="pk_pulse_ask"),
    )
    op.create_index("ix_pulse_ask_colleague_id", "pulse_ask", ["colleague_id"])
    op.create_table(
        "pulse_sum",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("finished_on", sa.Date(), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("answers", "together", "tasks", "again")),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        _municipality("pulse_sum"),
        _project("pulse_sum"),
        sa.PrimaryKeyConstraint("project_id", name="pk_pulse_sum"),
    )


def _municipality(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=f"fk_{table}_municipality_id")


def _project(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["municipality_id", "project_id"],
        ["project.municipality_id", "project.id"],
        name=f"fk_{table}_municipality_id_project_id",
        ondelete="CASCADE",
    )


def _colleague(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["municipality_id", "colleague_id"],
        ["colleague.municipality_id", "colleague.id"],
        name=f"fk_{table}_municipality_id_colleague_id",
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
