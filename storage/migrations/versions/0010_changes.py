"""Messages that change one that was posted"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("instead_of", sa.String(120), nullable=False, server_default=""))
    with op.batch_alter_table("outbox") as outbox:
        # Only rows of before needed it.
        outbox.alter_column("instead_of", server_default=None)


def downgrade() -> None:
    # Whoever comes after knows no changes, and would post them a second time.
    op.execute("DELETE FROM outbox WHERE instead_of <> ''")
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_column("instead_of")
