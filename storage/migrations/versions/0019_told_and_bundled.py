"""What an overview said, and in which message a reminder went"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    with op.batch_alter_table("overview_post") as post:
        post.add_column(sa.Column("told", sa.String(200), nullable=False, server_default=""))
    with op.batch_alter_table("overview_post") as post:
        post.alter_column("told", server_default=None)
    with op.batch_alter_table("nudge") as nudge:
        nudge.add_column(sa.Column("bundle", sa.String(120), nullable=False, server_default=""))
    with op.batch_alter_table("nudge") as nudge:
        nudge.alter_column("bundle", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("nudge") as nudge:
        nudge.drop_column("bundle")
    with op.batch_alter_table("overview_post") as post:
        post.drop_column("told")
