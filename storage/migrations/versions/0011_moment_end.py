"""An index of moments by their end"""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    # For some time migration 0008 made it.
    op.create_index("ix_moment_end", "moment", ["municipality_id", "ends_on", "starts_on"], if_not_exists=True)


def downgrade() -> None:
    op.drop_index("ix_moment_end", "moment")
