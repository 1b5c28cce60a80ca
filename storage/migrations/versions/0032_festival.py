"""The yearly learning festival, and who wants to hear of a session about what they asked"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.create_table(
        "festival",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.String(5), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(300), nullable=False),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("tenant", sa.String(100), nullable=False),
        sa.Column("channel", sa.String(300), nullable=False),
        sa.Column("called_off_on", sa.Date(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_festival_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "created_by"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_festival_municipality_id_created_by",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_festival"),
        sa.UniqueConstraint("municipality_id", "id", name="uq_festival_municipality_id_id"),
    )
    op.create_index("ix_festival_created_by", "festival", ["created_by"])
    op.create_table(
        "festival_offer",
        sa.Column("festival_id", sa.Integer(), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(200), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_festival_offer_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "festival_id"],
            ["festival.municipality_id", "festival.id"],
            name="fk_festival_offer_municipality_id_festival_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "colleague_id"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_festival_offer_municipality_id_colleague_id",
        ),
        sa.PrimaryKeyConstraint("festival_id", "colleague_id", name="pk_festival_offer"),
    )
    op.create_index("ix_festival_offer_colleague", "festival_offer", ["colleague_id"])
    op.create_table(
        "session_wish",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_session_wish_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "question_id"],
            ["question.municipality_id", "question.id"],
            name="fk_session_wish_municipality_id_question_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "colleague_id"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_session_wish_municipality_id_colleague_id",
        ),
        sa.PrimaryKeyConstraint("question_id", "colleague_id", name="pk_session_wish"),
    )
    op.create_index("ix_session_wish_colleague", "session_wish", ["colleague_id"])


def downgrade() -> None:
    op.drop_table("session_wish")
    op.drop_table("festival_offer")
    op.drop_table("festival")
