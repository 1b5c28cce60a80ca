"""Lists that wait for a decision, and what was chosen for their columns"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "column_choice",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("headers", sa.String(32), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_column_choice_municipality_id"),
        sa.PrimaryKeyConstraint("municipality_id", "headers", name="pk_column_choice"),
    )
    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("order", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposals", sa.Text(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("read_in", sa.Integer(), nullable=True),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_upload_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "colleague_id"],
            ["colleague.municipality_id", "colleague.id"],
            name="fk_upload_municipality_id_colleague_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_upload"),
        sa.UniqueConstraint("municipality_id", "id", name="uq_upload_municipality_id_id"),
    )
    op.create_index("ix_upload_colleague", "upload", ["colleague_id"])
    op.create_index("ix_upload_until", "upload", ["until"])
    op.create_table(
        "upload_file",
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_upload_file_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "upload_id"],
            ["upload.municipality_id", "upload.id"],
            name="fk_upload_file_municipality_id_upload_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("upload_id", "number", name="pk_upload_file"),
    )


def downgrade() -> None:
    op.drop_table("upload_file")
    op.drop_table("upload")
    op.drop_table("column_choice")
