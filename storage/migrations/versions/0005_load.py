"""How much is asked of residents, and what they heard back"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    with op.batch_alter_table("project") as project:
        project.add_column(sa.Column("feedback_left_reason", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("project") as project:
        # Only rows of before needed it.
        project.alter_column("feedback_left_reason", server_default=None)
    _feedback()
    _drafts()
    _joining()
    _days_of_areas()
    _told()


def _told() -> None:
    op.create_table(
        "told_finding",
        sa.Column("project_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("about", sa.String(120), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_told_finding_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "project_id"],
            ["project.municipality_id", "project.id"],
            name="fk_told_finding_municipality_id_project_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("project_id", "about", name="pk_told_finding"),
    )


def _days_of_areas() -> None:
    with op.batch_alter_table("moment_area") as area:
        for day in ("starts_on", "ends_on", "told_on"):
            area.add_column(sa.Column(day, sa.String(10), nullable=True))
        area.drop_index("ix_moment_area_code")
        area.create_index("ix_moment_area_period", ["area_code", "ends_on", "starts_on"])
        area.create_index("ix_moment_area_told", ["area_code", "told_on", "ends_on"])
    for copy, day in (("starts_on", "starts_on"), ("ends_on", "ends_on"), ("told_on", "residents_told_on")):
        op.execute(f"UPDATE moment_area SET {copy} = (SELECT {day} FROM moment WHERE moment.id = moment_id)")


def _feedback() -> None:
    op.create_table(
        "outcome",
        sa.Column("moment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("input", sa.Text(), nullable=False),
        sa.Column("decision", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_outcome_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "moment_id"],
            ["moment.municipality_id", "moment.id"],
            name="fk_outcome_municipality_id_moment_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("moment_id", "number", name="pk_outcome"),
    )
    op.create_table(
        "feedback_debt",
        sa.Column("moment_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("reminded_for", sa.Date(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_feedback_debt_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "moment_id"],
            ["moment.municipality_id", "moment.id"],
            name="fk_feedback_debt_municipality_id_moment_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "owner_id"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_feedback_debt_municipality_id_owner_id",
        ),
        sa.PrimaryKeyConstraint("moment_id", name="pk_feedback_debt"),
    )
    op.create_index("ix_feedback_debt_owner", "feedback_debt", ["owner_id"])


def _drafts() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("under", sa.Integer(), nullable=False),
        sa.Column("about", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_draft_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "colleague_id"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_draft_municipality_id_colleague_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
    )
    op.create_index("ix_draft_colleague", "draft", ["colleague_id"])


def _joining() -> None:
    op.create_table(
        "joint_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("moment_id", sa.Integer(), nullable=False),
        sa.Column("other_moment_id", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_joint_proposal_municipality_id"),
        *(
            sa.ForeignKeyConstraint(
                ["municipality_id", column],
                ["moment.municipality_id", "moment.id"],
                name=f"fk_joint_proposal_municipality_id_{column}",
                ondelete="CASCADE",
            )
            for column in ("moment_id", "other_moment_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "proposed_by"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_joint_proposal_municipality_id_proposed_by",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_joint_proposal"),
        sa.UniqueConstraint("municipality_id", "id", name="uq_joint_proposal_municipality_id_id"),
        sa.UniqueConstraint("moment_id", "other_moment_id", name="uq_joint_proposal_moment_id_other_moment_id"),
    )
    op.create_index("ix_joint_proposal_other", "joint_proposal", ["other_moment_id"])
    op.create_table(
        "joint_answer",
        sa.Column("proposal_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("colleague_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("is_good", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_joint_answer_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "proposal_id"],
            ["joint_proposal.municipality_id", "joint_proposal.id"],
            name="fk_joint_answer_municipality_id_proposal_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "colleague_id"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_joint_answer_municipality_id_colleague_id",
        ),
        sa.PrimaryKeyConstraint("proposal_id", "colleague_id", name="pk_joint_answer"),
    )
    op.create_index("ix_joint_answer_colleague", "joint_answer", ["colleague_id"])


def downgrade() -> None:
    with op.batch_alter_table("moment_area") as area:
        for index in ("ix_moment_area_told", "ix_moment_area_period"):
            area.drop_index(index)
        for day in ("told_on", "ends_on", "starts_on"):
            area.drop_column(day)
        area.create_index("ix_moment_area_code", ["area_code"])
    for table in ("told_finding", "joint_answer", "joint_proposal", "draft", "feedback_debt", "outcome"):
        op.drop_table(table)
    with op.batch_alter_table("project") as project:
        project.drop_column("feedback_left_reason")
