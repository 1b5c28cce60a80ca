"""When a contact moment begins and ends, a project's page for residents, and when a colleague was looked for"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    # Not in a batch: on SQLite that makes the table anew, without the triggers that mark what the search must look at.
    op.add_column("moment", sa.Column("begins_at", sa.Time(), nullable=True))
    op.add_column("moment", sa.Column("ends_at", sa.Time(), nullable=True))
    op.add_column("project", sa.Column("web_page", sa.String(500), nullable=False, server_default=sa.text("''")))
    op.add_column("colleague", sa.Column("sought_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("colleague", "sought_at")
    op.drop_column("project", "web_page")
    op.drop_column("moment", "ends_at")
    op.drop_column("moment", "begins_at")
