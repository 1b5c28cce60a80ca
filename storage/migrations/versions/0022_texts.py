"""What only texts need to know, and who agrees with a text"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "text_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("moment_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_text_words_municipality_id"),
        _key("text_words", "project_id", "project", "CASCADE"),
        _key("text_words", "moment_id", "moment", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_text_words"),
    )
    op.create_index("ix_text_words_project", "text_words", ["project_id"])
    op.create_index("ix_text_words_moment", "text_words", ["moment_id"])
    op.create_table(
        "text_ask",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("moment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("text", sa.String(64), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_text_ask_municipality_id"),
        _key("text_ask", "project_id", "project", "CASCADE"),
        _key("text_ask", "moment_id", "moment", "CASCADE"),
        _key("text_ask", "colleague_id", "colleague"),
        _key("text_ask", "asked_by", "colleague"),
        sa.PrimaryKeyConstraint("id", name="pk_text_ask"),
    )
    for name in ("project", "moment", "colleague"):
        op.create_index(f"ix_text_ask_{name}", "text_ask", [f"{name}_id"])
    op.create_index("ix_text_ask_asked_by", "text_ask", ["asked_by"])


def _key(table: str, column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    """To a row of the same municipality."""
    theirs = [f"{target}.municipality_id", f"{target}.id"]
    name = f"fk_{table}_municipality_id_{column}"
    return sa.ForeignKeyConstraint(["municipality_id", column], theirs, name=name, ondelete=ondelete)


def downgrade() -> None:
    op.drop_table("text_ask")
    op.drop_table("text_words")
