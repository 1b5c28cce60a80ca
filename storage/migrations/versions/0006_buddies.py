"""Buddies"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "buddy_member",
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=True),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("side", sa.String(20), nullable=False),
        sa.Column("bio", sa.Text(), nullable=False),
        sa.Column("learns", sa.Text(), nullable=False),
        sa.Column("offers", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "colleague_id"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_buddy_member_municipality_id_colleague_id",
        ),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_buddy_member_municipality_id"),
        sa.PrimaryKeyConstraint("colleague_id", name="pk_buddy_member"),
    )
    op.create_table(
        "buddy_avoid",
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "colleague_id"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_buddy_avoid_municipality_id_colleague_id",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "other_id"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_buddy_avoid_municipality_id_other_id",
        ),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_buddy_avoid_municipality_id"),
        sa.PrimaryKeyConstraint("colleague_id", "other_id", name="pk_buddy_avoid"),
    )
    op.create_table(
        "buddy_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("inputs", sa.LargeBinary(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_buddy_round_municipality_id"),
        sa.PrimaryKeyConstraint("id", name="pk_buddy_round"),
        sa.UniqueConstraint("municipality_id", "id", name="uq_buddy_round_municipality_id_id"),
        sa.UniqueConstraint("municipality_id", "number", name="uq_buddy_round_municipality_id_number"),
    )
    op.create_table(
        "buddy_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.LargeBinary(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "round_id"],
            ["buddy_round.municipality_id", "buddy_round.id"],
            name="fk_buddy_group_municipality_id_round_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_buddy_group_municipality_id"),
        sa.PrimaryKeyConstraint("id", name="pk_buddy_group"),
        sa.UniqueConstraint("municipality_id", "id", name="uq_buddy_group_municipality_id_id"),
    )
    op.create_index("ix_buddy_group_round", "buddy_group", ["round_id"])
    op.create_table(
        "buddy_seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=True),
        sa.Column("side", sa.String(20), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("answer", sa.String(20), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("took_away", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "round_id"],
            ["buddy_round.municipality_id", "buddy_round.id"],
            name="fk_buddy_seat_municipality_id_round_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "group_id"],
            ["buddy_group.municipality_id", "buddy_group.id"],
            name="fk_buddy_seat_municipality_id_group_id",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "colleague_id"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_buddy_seat_municipality_id_colleague_id",
        ),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_buddy_seat_municipality_id"),
        sa.PrimaryKeyConstraint("id", name="pk_buddy_seat"),
        sa.UniqueConstraint("round_id", "colleague_id", name="uq_buddy_seat_round_id_colleague_id"),
    )
    op.create_index("ix_buddy_seat_colleague", "buddy_seat", ["colleague_id"])
    op.create_index("ix_buddy_seat_group", "buddy_seat", ["group_id"])
    op.create_table(
        "buddy_welcome",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("newcomer_id", sa.Integer(), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("is_welcome", sa.Boolean(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "group_id"],
            ["buddy_group.municipality_id", "buddy_group.id"],
            name="fk_buddy_welcome_municipality_id_group_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "newcomer_id"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_buddy_welcome_municipality_id_newcomer_id",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "colleague_id"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_buddy_welcome_municipality_id_colleague_id",
        ),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_buddy_welcome_municipality_id"),
        sa.PrimaryKeyConstraint("group_id", "newcomer_id", "colleague_id", name="pk_buddy_welcome"),
    )
    op.create_index("ix_buddy_welcome_newcomer", "buddy_welcome", ["newcomer_id"])


def downgrade() -> None:
    for table in ("buddy_welcome", "buddy_seat", "buddy_group", "buddy_round", "buddy_avoid", "buddy_member"):
        op.drop_table(table)
