"""Who works here, who gave a right, and what somebody who left had answered"""

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    with op.batch_alter_table("account") as account:
        account.add_column(sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True))
        account.add_column(sa.Column("is_shut", sa.Boolean(), nullable=False, server_default=sa.false()))
        account.add_column(sa.Column("is_admin", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("colleague") as colleague:
        colleague.add_column(sa.Column("away_since", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("colleague_discipline") as discipline:
        # Nobody loses what they had: an administrator sees who chose to be a department head themselves.
        discipline.add_column(sa.Column("how", sa.String(10), nullable=False, server_default="kept"))
    with op.batch_alter_table("role_assignment") as role:
        role.add_column(sa.Column("was", sa.String(40), nullable=True))
    # Where they came by it, nobody knows: it holds until the platform is asked, when they do something.
    looked = sa.table("account", sa.column("looked_at", sa.DateTime(timezone=True)))
    op.execute(looked.update().values(looked_at=dt.datetime.now(dt.UTC) - dt.timedelta(days=1)))
    op.execute(
        "UPDATE account SET is_admin = (SELECT is_admin FROM colleague WHERE colleague.id = account.colleague_id)"
    )
    op.execute(
        "UPDATE colleague_discipline SET how = 'given'"
        " WHERE colleague_id IN (SELECT id FROM colleague WHERE key IS NOT NULL)"
    )
    # Only rows of before needed it.
    with op.batch_alter_table("account") as account:
        account.alter_column("is_shut", server_default=None)
        account.alter_column("is_admin", server_default=None)
    with op.batch_alter_table("colleague_discipline") as discipline:
        discipline.alter_column("how", server_default=None)


def downgrade() -> None:
    # What somebody had answered before they left is theirs again; whoever is away has no way in then either, but by
    # an older version that does not know it: their accounts go.
    op.execute("DELETE FROM account WHERE is_shut")
    op.execute("DELETE FROM colleague_discipline WHERE how = 'chosen' AND discipline = 'department_head'")
    with op.batch_alter_table("role_assignment") as role:
        role.drop_column("was")
    with op.batch_alter_table("colleague_discipline") as discipline:
        discipline.drop_column("how")
    with op.batch_alter_table("colleague") as colleague:
        colleague.drop_column("away_since")
    with op.batch_alter_table("account") as account:
        account.drop_column("is_admin")
        account.drop_column("is_shut")
        account.drop_column("looked_at")
