"""Who let us out of their chat, where somebody spoke last, and who asked for a message"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    op.add_column("account", sa.Column("refuses_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("account", sa.Column("spoke_last", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("outbox", sa.Column("asked_by", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("outbox", "asked_by")
    op.drop_column("account", "spoke_last")
    op.drop_column("account", "refuses_since")
