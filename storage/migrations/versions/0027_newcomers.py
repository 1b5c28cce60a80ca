"""Which tips newcomers have had"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.create_table(
        "newcomer",
        sa.Column("colleague_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("is_off", sa.Boolean(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_newcomer_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "colleague_id"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_newcomer_municipality_id_colleague_id",
        ),
        sa.PrimaryKeyConstraint("colleague_id", name="pk_newcomer"),
    )


def downgrade() -> None:
    op.drop_table("newcomer")
