"""What the department heads were told the last time"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.create_table(
        "steering_post",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("told", sa.String(400), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_steering_post_municipality_id"),
        sa.PrimaryKeyConstraint("municipality_id", name="pk_steering_post"),
    )


def downgrade() -> None:
    op.drop_table("steering_post")
