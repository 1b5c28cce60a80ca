"""How long a message was asked to wait, and what is known of the clock"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("waited_seconds", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("outbox") as outbox:
        outbox.alter_column("waited_seconds", server_default=None)
    op.create_table(
        "clock",
        sa.Column("machine", sa.String(100), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("machine", name="pk_clock"),
    )


def downgrade() -> None:
    op.drop_table("clock")
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_column("waited_seconds")
