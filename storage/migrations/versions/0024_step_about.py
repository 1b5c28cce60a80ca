"""Steps of the basiswerkwijze: of which contact moments something was said"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.add_column("step_mark", sa.Column("about", sa.Text(), nullable=False, server_default=sa.text("''")))


def downgrade() -> None:
    op.drop_column("step_mark", "about")
