"""Messages to several people, and in threads"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("together", sa.String(500), nullable=False, server_default=""))
        outbox.add_column(sa.Column("under", sa.String(120), nullable=False, server_default=""))
    with op.batch_alter_table("outbox") as outbox:
        # Only rows of before needed it.
        outbox.alter_column("together", server_default=None)
        outbox.alter_column("under", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_column("together")
        outbox.drop_column("under")
