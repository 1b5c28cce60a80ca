"""The audit log"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deed", sa.String(40), nullable=False),
        sa.Column("origin", sa.String(40), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=True),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("part", sa.String(40), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_audit_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "colleague_id"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_audit_municipality_id_colleague_id",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "about_id"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_audit_municipality_id_about_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_newest", "audit", ["municipality_id", "id"])
    op.create_index("ix_audit_at", "audit", ["at"])


def downgrade() -> None:
    op.drop_table("audit")
