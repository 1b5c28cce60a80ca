"""The question desk, and what the search finds of it"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

MARKED = {
    "how_to_card": ("card", "municipality_id, key, title, words, text, is_hidden"),
    "question": ("answer", "municipality_id, question, answer, may_help, answered_on"),
}
"""Table -> of what it holds words, and the columns with those words."""

INTO_STALE = "INSERT INTO search_stale (municipality_id, kind, subject_id)"
KINDS_BEFORE = ("lesson", "project")


def upgrade() -> None:
    _cards()
    _questions()
    _helpers_and_counts()
    if op.get_bind().dialect.name == "sqlite":
        _marks_of_sqlite()
    else:
        _marks_of_postgresql()
    _index_anew()


def _cards() -> None:
    op.create_table(
        "how_to_card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        *_owned("how_to_card"),
        sa.PrimaryKeyConstraint("id", name="pk_how_to_card"),
        sa.UniqueConstraint("municipality_id", "key", name="uq_how_to_card_municipality_id_key"),
    )


def _questions() -> None:
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=True),
        sa.Column("may_help", sa.Boolean(), nullable=False),
        sa.Column("taken_by", sa.Integer(), nullable=True),
        sa.Column("handed_to", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        *_owned("question"),
        *(_of_colleague("question", column) for column in ("asker_id", "taken_by", "handed_to")),
        sa.PrimaryKeyConstraint("id", name="pk_question"),
        sa.UniqueConstraint("municipality_id", "id", name="uq_question_municipality_id_id"),
    )
    op.create_index("ix_question_asker", "question", ["asker_id"])
    op.create_index("ix_question_taken", "question", ["taken_by"])
    op.create_index("ix_question_handed", "question", ["handed_to"])
    op.create_index("ix_question_answered", "question", ["municipality_id", "answered_on"])


def _helpers_and_counts() -> None:
    op.create_table(
        "desk_helper",
        sa.Column("colleague_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("helps_with", sa.Text(), nullable=False),
        *_owned("desk_helper"),
        _of_colleague("desk_helper", "colleague_id"),
        sa.PrimaryKeyConstraint("colleague_id", name="pk_desk_helper"),
    )
    op.create_table(
        "desk_count",
        sa.Column("month", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("helped", "asked", "answered")),
        *_owned("desk_count"),
        sa.PrimaryKeyConstraint("municipality_id", "month", name="pk_desk_count"),
    )


def _owned(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    key = sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=f"fk_{table}_municipality_id")
    return sa.Column("municipality_id", sa.Integer(), nullable=False), key


def _of_colleague(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["municipality_id", column],
        ["colleague.municipality_id", "colleague.id"],
        name=f"fk_{table}_municipality_id_{column}",
    )


def _marks_of_sqlite() -> None:
    for table, (kind, watched) in MARKED.items():
        before = f"{INTO_STALE} VALUES (OLD.municipality_id, '{kind}', OLD.id);"
        after = f"{INTO_STALE} VALUES (NEW.municipality_id, '{kind}', NEW.id);"
        for event, body in (("INSERT", after), ("DELETE", before), (f"UPDATE OF {watched}", before + after)):
            name = event.split()[0].lower()
            op.execute(f"CREATE TRIGGER search_mark_{table}_{name} AFTER {event} ON {table} BEGIN {body} END")


def _marks_of_postgresql() -> None:
    for table, (kind, watched) in MARKED.items():
        before = f"{INTO_STALE} VALUES (OLD.municipality_id, '{kind}', OLD.id);"
        after = f"{INTO_STALE} VALUES (NEW.municipality_id, '{kind}', NEW.id);"
        body = (
            f"IF TG_OP <> 'INSERT' THEN {before} END IF; "
            f"IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND OLD IS DISTINCT FROM NEW) THEN {after} END IF; RETURN NULL;"
        )
        op.execute(f"CREATE FUNCTION search_mark_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$")
        op.execute(
            f"CREATE TRIGGER search_mark_{table} AFTER INSERT OR DELETE OR UPDATE OF {watched} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION search_mark_{table}()"
        )


def _index_anew() -> None:
    """The rows of the index have other numbers, now that there are four kinds; the first search makes them again."""
    for table in ("search_document", "search_vocabulary", "search_fragment", "search_stale"):
        op.execute(f"DELETE FROM {table}")
    for kind in KINDS_BEFORE:
        op.execute(f"{INTO_STALE} SELECT municipality_id, '{kind}', id FROM {kind}")


def downgrade() -> None:
    for table in MARKED:
        if op.get_bind().dialect.name == "sqlite":
            for event in ("insert", "delete", "update"):
                op.execute(f"DROP TRIGGER IF EXISTS search_mark_{table}_{event}")
        else:
            op.execute(f"DROP FUNCTION search_mark_{table}() CASCADE")
    for table in ("desk_count", "desk_helper", "question", "how_to_card"):
        op.drop_table(table)
    _index_anew()
