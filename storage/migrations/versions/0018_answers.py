"""Points that are as agreed, colleagues who can help, and answers to residents that come later or from another"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    _agreements()
    _help_offers()
    _asked_to_tell()
    with op.batch_alter_table("feedback_debt") as debt:
        debt.add_column(sa.Column("reminders", sa.Integer(), nullable=False, server_default="0"))
        debt.add_column(sa.Column("postponed", sa.Integer(), nullable=False, server_default="0"))
        debt.add_column(sa.Column("promised_on", sa.Date(), nullable=True))
        debt.add_column(sa.Column("reason", sa.Text(), nullable=False, server_default=""))
    # Only rows of before needed it: of what was reminded of for weeks there come three more, and then no more.
    with op.batch_alter_table("feedback_debt") as debt:
        debt.alter_column("reminders", server_default=None)
        debt.alter_column("postponed", server_default=None)
        debt.alter_column("reason", server_default=None)


def _agreements() -> None:
    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("moment_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("agreed_by", sa.Integer(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_agreement_municipality_id"),
        _key("agreement", "project_id", "project", "CASCADE"),
        _key("agreement", "moment_id", "moment", "CASCADE"),
        _key("agreement", "agreed_by", "colleague"),
        sa.PrimaryKeyConstraint("id", name="pk_agreement"),
    )
    op.create_index("ix_agreement_project", "agreement", ["project_id"])
    op.create_index("ix_agreement_moment", "agreement", ["moment_id"])
    op.create_index("ix_agreement_agreed_by", "agreement", ["agreed_by"])


def _help_offers() -> None:
    op.create_table(
        "help_offer",
        sa.Column("project_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("colleague_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_help_offer_municipality_id"),
        _key("help_offer", "project_id", "project", "CASCADE"),
        _key("help_offer", "colleague_id", "colleague"),
        sa.PrimaryKeyConstraint("project_id", "role", "colleague_id", name="pk_help_offer"),
    )
    op.create_index("ix_help_offer_colleague", "help_offer", ["colleague_id"])


def _asked_to_tell() -> None:
    op.create_table(
        "asked_to_tell",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("moment_id", sa.Integer(), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_asked_to_tell_municipality_id"),
        _key("asked_to_tell", "moment_id", "moment", "CASCADE"),
        _key("asked_to_tell", "colleague_id", "colleague"),
        _key("asked_to_tell", "asked_by", "colleague"),
        sa.PrimaryKeyConstraint("id", name="pk_asked_to_tell"),
    )
    for column in ("moment_id", "colleague_id", "asked_by"):
        op.create_index(f"ix_asked_to_tell_{column}", "asked_to_tell", [column])


def _key(table: str, column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    """To a row of the same municipality."""
    theirs = [f"{target}.municipality_id", f"{target}.id"]
    name = f"fk_{table}_municipality_id_{column}"
    return sa.ForeignKeyConstraint(["municipality_id", column], theirs, name=name, ondelete=ondelete)


def downgrade() -> None:
    with op.batch_alter_table("feedback_debt") as debt:
        for column in ("reason", "promised_on", "postponed", "reminders"):
            debt.drop_column(column)
    for table in ("asked_to_tell", "help_offer", "agreement"):
        op.drop_table(table)
