"""The report of a contact moment, whom it missed, and what colleagues took on around it"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

ROLES = ("host_id", "chair_id", "reporter_id")


def upgrade() -> None:
    # Not in a batch: on SQLite that makes the table anew, without the triggers that mark what the search must look at.
    op.add_column("moment", sa.Column("people_came", sa.Integer(), nullable=True))
    op.add_column("moment", sa.Column("differently", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("moment", sa.Column("reported_on", sa.Date(), nullable=True))
    op.create_table(
        "moment_missed",
        sa.Column("moment_id", sa.Integer(), nullable=False),
        sa.Column("target_group", sa.String(40), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_moment_missed_municipality_id"),
        _key("moment_missed", "moment_id", "moment", "CASCADE"),
        sa.PrimaryKeyConstraint("moment_id", "target_group", name="pk_moment_missed"),
    )
    op.create_table(
        "around_moment",
        sa.Column("moment_id", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(role, sa.Integer(), nullable=True) for role in ROLES),
        sa.Column("before_on", sa.Date(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_around_moment_municipality_id"),
        _key("around_moment", "moment_id", "moment", "CASCADE"),
        *(_key("around_moment", role, "colleague") for role in ROLES),
        sa.PrimaryKeyConstraint("moment_id", name="pk_around_moment"),
    )
    for role in ROLES:
        op.create_index(f"ix_around_moment_{role}", "around_moment", [role])


def _key(table: str, column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    """To a row of the same municipality."""
    theirs = [f"{target}.municipality_id", f"{target}.id"]
    name = f"fk_{table}_municipality_id_{column}"
    return sa.ForeignKeyConstraint(["municipality_id", column], theirs, name=name, ondelete=ondelete)


def downgrade() -> None:
    op.drop_table("around_moment")
    op.drop_table("moment_missed")
    op.drop_column("moment", "reported_on")
    op.drop_column("moment", "differently")
    op.drop_column("moment", "people_came")
    # What nobody has decided yet has no word in the version before this.
    op.execute("DELETE FROM outcome WHERE decision = 'open'")
