"""By which media residents are invited to a contact moment, and hear what was done"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

TABLES = ("moment_invited", "moment_told")


def upgrade() -> None:
    for table in TABLES:
        op.create_table(
            table,
            sa.Column("moment_id", sa.Integer(), nullable=False),
            sa.Column("medium", sa.String(40), nullable=False),
            sa.Column("municipality_id", sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=f"fk_{table}_municipality_id"),
            sa.ForeignKeyConstraint(
                ["municipality_id", "moment_id"],
                ["moment.municipality_id", "moment.id"],
                name=f"fk_{table}_municipality_id_moment_id",
                ondelete="CASCADE",
            ),
            sa.PrimaryKeyConstraint("moment_id", "medium", name=f"pk_{table}"),
        )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
