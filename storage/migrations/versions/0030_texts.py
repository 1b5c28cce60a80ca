"""The municipality's own templates of texts, and on which day it was asked what came of a contact moment"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.create_table(
        "template_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_template_version_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "made_by"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_template_version_municipality_id_made_by",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_template_version"),
        sa.UniqueConstraint(
            "municipality_id", "file", "number", name="uq_template_version_municipality_id_file_number"
        ),
    )
    op.create_index("ix_template_version_made_by", "template_version", ["made_by"])
    op.add_column("around_moment", sa.Column("looked_back_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("around_moment", "looked_back_on")
    op.drop_table("template_version")
