"""Lanes, leases and what to do when nobody knows; messages to several people, and in threads"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

TEXTS = {"together": 500, "under": 120, "lane": 200, "token": 32}


def upgrade() -> None:
    op.create_table(
        "lane",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_lane_municipality_id"),
        sa.PrimaryKeyConstraint("municipality_id", "name", name="pk_lane"),
    )
    op.create_index("ix_lane_free", "lane", ["free_at"])
    with op.batch_alter_table("outbox") as outbox:
        for name, longest in TEXTS.items():
            outbox.add_column(sa.Column(name, sa.String(longest), nullable=False, server_default=""))
        outbox.add_column(sa.Column("doubts", sa.Integer(), nullable=False, server_default="0"))
        for name in ("expires_at", "until", "attempted_at"):
            outbox.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("work") as work:
        work.add_column(sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"))
        work.add_column(sa.Column("token", sa.String(32), nullable=False, server_default=""))
        work.add_column(sa.Column("until", sa.DateTime(timezone=True), nullable=True))
    # The simple sender could not look anything up: what was uncertain then is for an administrator now.
    op.execute("UPDATE outbox SET state = 'doubtful' WHERE state IN ('uncertain', 'sending')")
    op.execute("UPDATE work SET state = 'pending' WHERE state = 'sending'")
    op.execute("UPDATE outbox SET lane = 'colleague ' || colleague_id WHERE colleague_id IS NOT NULL")
    op.execute("UPDATE outbox SET lane = platform || ' ' || tenant || ' ' || place WHERE colleague_id IS NULL")
    with op.batch_alter_table("outbox") as outbox:
        # Only rows of before needed it.
        for name in (*TEXTS, "doubts"):
            outbox.alter_column(name, server_default=None)
        outbox.create_index("ix_outbox_lane", ["lane", "state", "not_before", "id"])
    with op.batch_alter_table("work") as work:
        for name in ("attempts", "token"):
            work.alter_column(name, server_default=None)


def downgrade() -> None:
    op.execute("UPDATE outbox SET state = 'uncertain' WHERE state IN ('doubtful', 'checking')")
    op.execute("UPDATE outbox SET state = 'dead' WHERE state IN ('expired', 'cancelled')")
    with op.batch_alter_table("work") as work:
        for name in ("attempts", "token", "until"):
            work.drop_column(name)
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_index("ix_outbox_lane")
        for name in (*TEXTS, "doubts", "expires_at", "until", "attempted_at"):
            outbox.drop_column(name)
    op.drop_table("lane")
