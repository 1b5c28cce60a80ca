"""What no other installation calls a municipality, for the appointments in people's calendars"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    with op.batch_alter_table("municipality") as municipality:
        municipality.add_column(sa.Column("calendar_code", sa.String(32), nullable=False, server_default=""))
    row = sa.table("municipality", sa.column("id", sa.Integer()), sa.column("calendar_code", sa.String(32)))
    for found in op.get_bind().execute(sa.select(row.c.id)).all():
        op.execute(row.update().where(row.c.id == found[0]).values(calendar_code=uuid4().hex))
    with op.batch_alter_table("municipality") as municipality:
        municipality.alter_column("calendar_code", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("municipality") as municipality:
        municipality.drop_column("calendar_code")
