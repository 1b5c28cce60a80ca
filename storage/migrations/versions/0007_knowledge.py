"""Sessions and lessons, and the search in lessons and projects"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

LESSON_WORDS = "municipality_id, key, lesson, what_happened, tags, project_id, phase, instrument, kind, withdrawn_on"
PROJECT_WORDS = "municipality_id, key, name, summary, domain, fixed, open, areas_in_words, closing_note, phase"
MARKED = {
    "lesson": ("lesson", "id", LESSON_WORDS),
    "lesson_area": ("lesson", "lesson_id", ""),
    "lesson_group": ("lesson", "lesson_id", ""),
    "project": ("project", "id", PROJECT_WORDS),
    "project_area": ("project", "project_id", ""),
    "project_group": ("project", "project_id", ""),
    "moment": ("project", "project_id", "municipality_id, project_id, title, instrument"),
}
"""Table -> of what it holds words, the column with the id of that, and the columns with those words (empty: all)."""

INTO_STALE = "INSERT INTO search_stale (municipality_id, kind, subject_id)"


def upgrade() -> None:
    _lessons()
    _sessions()
    _search_tables()
    if op.get_bind().dialect.name == "sqlite":
        _full_text_of_sqlite()
        _marks_of_sqlite()
    else:
        _full_text_of_postgresql()
        _marks_of_postgresql()
    # What is there already is looked at by the first search.
    for kind in ("lesson", "project"):
        op.execute(f"{INTO_STALE} SELECT municipality_id, '{kind}', id FROM {kind}")


def _lessons() -> None:
    with op.batch_alter_table("lesson") as batch:
        batch.add_column(sa.Column("kind", sa.String(40), nullable=True))
        batch.add_column(sa.Column("instrument", sa.String(40), nullable=True))
        batch.add_column(sa.Column("author_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("shows_author", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("helped", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("confirmed_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("withdrawn_on", sa.Date(), nullable=True))
        batch.create_unique_constraint("uq_lesson_municipality_id_id", ["municipality_id", "id"])
        batch.create_foreign_key(
            "fk_lesson_municipality_id_author_id",
            "colleague",
            ["municipality_id", "author_id"],
            ["municipality_id", "id"],
        )
    with op.batch_alter_table("lesson") as batch:
        batch.alter_column("shows_author", server_default=None, existing_type=sa.Boolean(), existing_nullable=False)
        batch.alter_column("helped", server_default=None, existing_type=sa.Integer(), existing_nullable=False)
    _part("lesson_area", sa.Column("area_code", sa.String(20), nullable=False))
    _part("lesson_group", sa.Column("target_group", sa.String(40), nullable=False))


def _part(name: str, value: sa.Column[str]) -> None:
    area = (
        [
            sa.ForeignKeyConstraint(
                ["municipality_id", "area_code"],
                ["area.municipality_id", "area.code"],
                name="fk_lesson_area_municipality_id_area_code",
            )
        ]
        if name == "lesson_area"
        else []
    )
    op.create_table(
        name,
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        value,
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=f"fk_{name}_municipality_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "lesson_id"],
            ["lesson.municipality_id", "lesson.id"],
            name=f"fk_{name}_municipality_id_lesson_id",
            ondelete="CASCADE",
        ),
        *area,
        sa.PrimaryKeyConstraint("lesson_id", value.name, name=f"pk_{name}"),
    )


def _sessions() -> None:
    op.create_table(
        "knowledge_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(200), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(300), nullable=False),
        sa.Column("prepare", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("tenant", sa.String(100), nullable=False),
        sa.Column("channel", sa.String(300), nullable=False),
        sa.Column("series", sa.String(40), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        *_owned("knowledge_session"),
        _of_colleague("knowledge_session", "created_by"),
        sa.PrimaryKeyConstraint("id", name="pk_knowledge_session"),
        sa.UniqueConstraint("municipality_id", "id", name="uq_knowledge_session_municipality_id_id"),
    )
    op.create_index("ix_knowledge_session_when", "knowledge_session", ["municipality_id", "starts_at"])
    for name, extra in (
        ("session_host", sa.Column("has_accepted", sa.Boolean(), nullable=False)),
        ("session_guest", sa.Column("took_away", sa.Text(), nullable=False)),
    ):
        op.create_table(
            name,
            sa.Column("session_id", sa.Integer(), nullable=False),
            sa.Column("colleague_id", sa.Integer(), nullable=False),
            extra,
            *_owned(name),
            _of_colleague(name, "colleague_id"),
            sa.ForeignKeyConstraint(
                ["municipality_id", "session_id"],
                ["knowledge_session.municipality_id", "knowledge_session.id"],
                name=f"fk_{name}_municipality_id_session_id",
                ondelete="CASCADE",
            ),
            sa.PrimaryKeyConstraint("session_id", "colleague_id", name=f"pk_{name}"),
        )
        op.create_index(f"ix_{name}_colleague", name, ["colleague_id"])
    op.create_table(
        "reminder_choice",
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        *(sa.Column(when, sa.Boolean(), nullable=False) for when in ("week", "day", "hour")),
        *_owned("reminder_choice"),
        _of_colleague("reminder_choice", "colleague_id"),
        sa.PrimaryKeyConstraint("colleague_id", name="pk_reminder_choice"),
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


def _search_tables() -> None:
    """Made from the other tables, and can be made anew from them: storage/indexing.py."""
    by_sign = "C" if op.get_bind().dialect.name == "postgresql" else None
    word = sa.String(80, collation=by_sign)
    op.create_table(
        "search_document",
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("weights", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_document"),
    )
    op.create_table(
        "search_vocabulary",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("stem", word, nullable=False),
        sa.Column("backwards", word, nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", "stem", name="pk_search_vocabulary"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_search_vocabulary_backwards", "search_vocabulary", ["municipality_id", "backwards", "stem"])
    op.create_table(
        "search_fragment",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("fragment", word, nullable=False),
        sa.Column("stem", word, nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", "fragment", "stem", name="pk_search_fragment"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_stale",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_stale"),
    )
    op.create_index("ix_search_stale_subject", "search_stale", ["municipality_id", "kind", "subject_id"])


def _full_text_of_sqlite() -> None:
    # No positions and no sizes: what ranks is in `weights`, and nobody asks for words next to each other.
    op.execute(
        "CREATE VIRTUAL TABLE search_text USING fts5(words, content='search_document', content_rowid='id', "
        "detail='none', columnsize=0, tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")"
    )
    gone = "INSERT INTO search_text (search_text, rowid, words) VALUES ('delete', OLD.id, OLD.words);"
    here = "INSERT INTO search_text (rowid, words) VALUES (NEW.id, NEW.words);"
    for event, body in (("INSERT", here), ("DELETE", gone), ("UPDATE OF words", gone + here)):
        name = event.split()[0].lower()
        op.execute(f"CREATE TRIGGER search_text_{name} AFTER {event} ON search_document BEGIN {body} END")


def _marks_of_sqlite() -> None:
    """Any change, by whatever statement, marks what has to be looked at again."""
    into = INTO_STALE
    for table, (kind, column, watched) in MARKED.items():
        before = f"{into} VALUES (OLD.municipality_id, '{kind}', OLD.{column});"
        after = f"{into} VALUES (NEW.municipality_id, '{kind}', NEW.{column});"
        changed = f"UPDATE OF {watched}" if watched else "UPDATE"
        for event, body in (("INSERT", after), ("DELETE", before), (changed, before + after)):
            name = event.split()[0].lower()
            op.execute(f"CREATE TRIGGER search_mark_{table}_{name} AFTER {event} ON {table} BEGIN {body} END")
    op.execute(f"CREATE TRIGGER search_mark_area_update AFTER UPDATE OF name ON area BEGIN {_named_after('NEW')} END")


def _named_after(area: str) -> str:
    """The projects and lessons of an area carry its name."""
    return "".join(
        f"{INTO_STALE} SELECT municipality_id, '{kind}', {kind}_id "
        f"FROM {kind}_area WHERE municipality_id = {area}.municipality_id AND area_code = {area}.code;"
        for kind in ("lesson", "project")
    )


def _full_text_of_postgresql() -> None:
    op.execute(
        "ALTER TABLE search_document ADD COLUMN vector tsvector "
        "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED"
    )
    # fastupdate off: a search would otherwise go through everything that is not in the index yet.
    op.execute("CREATE INDEX ix_search_document_vector ON search_document USING gin (vector) WITH (fastupdate = off)")


def _marks_of_postgresql() -> None:
    into = INTO_STALE
    for table, (kind, column, watched) in MARKED.items():
        before = f"{into} VALUES (OLD.municipality_id, '{kind}', OLD.{column});"
        after = f"{into} VALUES (NEW.municipality_id, '{kind}', NEW.{column});"
        body = (
            f"IF TG_OP <> 'INSERT' THEN {before} END IF; "
            f"IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND OLD IS DISTINCT FROM NEW) THEN {after} END IF; RETURN NULL;"
        )
        changed = f"UPDATE OF {watched}" if watched else "UPDATE"
        _trigger_of_postgresql(table, f"INSERT OR DELETE OR {changed}", body)
    _trigger_of_postgresql("area", "UPDATE OF name", _named_after("NEW") + " RETURN NULL;")


def _trigger_of_postgresql(table: str, events: str, body: str) -> None:
    op.execute(f"CREATE FUNCTION search_mark_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$")
    op.execute(
        f"CREATE TRIGGER search_mark_{table} AFTER {events} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION search_mark_{table}()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in (*MARKED, "area"):
            for event in ("insert", "delete", "update"):
                op.execute(f"DROP TRIGGER IF EXISTS search_mark_{table}_{event}")
        op.execute("DROP TABLE search_text")
    else:
        for table in (*MARKED, "area"):
            op.execute(f"DROP FUNCTION search_mark_{table}() CASCADE")
    for name in ("search_stale", "search_fragment", "search_vocabulary", "search_document"):
        op.drop_table(name)
    for name in ("reminder_choice", "session_guest", "session_host", "knowledge_session"):
        op.drop_table(name)
    op.drop_table("lesson_group")
    op.drop_table("lesson_area")
    with op.batch_alter_table("lesson") as batch:
        batch.drop_constraint("fk_lesson_municipality_id_author_id", type_="foreignkey")
        batch.drop_constraint("uq_lesson_municipality_id_id", type_="unique")
        for name in ("kind", "instrument", "author_id", "shows_author", "helped", "confirmed_on", "withdrawn_on"):
            batch.drop_column(name)
