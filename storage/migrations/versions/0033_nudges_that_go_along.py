"""What can wait some days goes along with what can't"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    op.add_column("nudge", sa.Column("alone_from", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("nudge", "alone_from")
