"""The page of all projects: its address, and how it looks"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    op.create_table(
        "web_page",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.String(64), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("policy", sa.String(500), nullable=False),
        sa.Column("colour", sa.String(7), nullable=False),
        sa.Column("logo_kind", sa.String(20), nullable=False),
        sa.Column("statement", sa.String(300), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_web_page_municipality_id"),
        sa.PrimaryKeyConstraint("municipality_id", name="pk_web_page"),
        sa.UniqueConstraint("secret", name="uq_web_page_secret"),
    )


def downgrade() -> None:
    op.drop_table("web_page")
