"""What a municipality chose"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "setting",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("value", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_setting_municipality_id"),
        sa.PrimaryKeyConstraint("municipality_id", "name", name="pk_setting"),
    )


def downgrade() -> None:
    op.drop_table("setting")
