"""Whoever goes is gone, whoever is two becomes one, and whoever asks gets it all: in every table that names somebody.

A person with an unmistakable number stands in every column that names a colleague, and unmistakable words of theirs in
every text beside it. So a table that is forgotten in erasing, merging or the file turns a test red here.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    select,
    update,
)
from sqlalchemy.orm import Session

from glossary import Deed, Origin, Role, RoleState
from storage import METADATA
from storage.database import Database
from storage.learning.buddies import BuddyAvoid, BuddyMember
from storage.learning.buddy_rounds import BuddyWelcome
from storage.learning.sessions import SessionGuest
from storage.messages.rate_limits import Lane
from storage.people import identity, people
from storage.people.audit import AuditRow
from storage.people.identity import Declared, declared
from storage.people.municipalities import Municipality
from storage.people.people import Colleague
from storage.people.personal import FilePart, NotShown, Personal, Shown, Stays
from storage.register.projects import RoleAssignment
from storage.reports import own_data
from tests.storage.planting import MONDAY, Planted, plant

NUMBER = 7_770_001
OTHER = 7_770_002
"""Of the one who turns out to be the same person."""
WORD = "zwaluw"

# What erasing leaves, and why. Nothing else may hold the number or a word of whoever was erased.
NUMBER_STAYS = {
    "audit.about_id": "a municipality accounts for what was done; the row has no name any more",
    "audit.colleague_id": "the same",
    "change.after": "the history of a project, in which a role was theirs",
    "change.before": "the same",
    "change.colleague_id": "the same",
    "colleague.id": "the row without a person that the others point at",
    "role_assignment.colleague_id": "a project shows that somebody had the role, and left",
}
WORDS_STAY = {
    "agreement": "the register: why a project leaves something as it is",
    "buddy_seat.answer": "for the figures about rounds; nobody knows any more whose it was",
    "buddy_seat.reason": "the same",
    "buddy_seat.side": "the same",
    "change.after": "the register: what a project said",
    "change.before": "the same",
    "change.field": "the same",
    "feedback_debt.reason": "the register: why residents hear later",
    "festival": "a festival is everybody's",
    "knowledge_session": "a session is everybody's",
    "meeting_action.what": "what several people agreed at a meeting",
    "lesson": "a lesson is everybody's",
    "municipality": "not about the keeper",
    "outbox": "a message in a channel, or one that others wait for too",
    "project": "the register",
    "public_page": "the register: where residents read of it, and why an adviser said no",
    "area_report": "what was said of an area, without whoever said it",
    "baseline_version.written": "the municipality's steps",
    "template_version.written": "the municipality's templates",
    "text_words": "the register: what a text needs to know",
    "text_ask.text": "what they were asked about, which nobody can read back",
    "step_mark.about": "contact moments of a project",
    "step_mark.reason": "the register: why a project leaves a step out",
}
"""By table, or by column."""

UNDECLARED = {
    "change.moment_id": "a contact moment, which may be removed",
    "draft.under": "a project",
}
"""Columns that look as if they named a colleague."""


# The declarations


def names_a_colleague(column: Column[Any]) -> bool:
    """A key to `colleague`, or a number that looks like one."""
    if column.name == "municipality_id":
        return False
    if any(key.column.table.name == "colleague" for key in column.foreign_keys):
        return True
    looks = re.search(r"(_id|_by)$|colleague|author|owner|keeper|deputy|newcomer", column.name)
    return isinstance(column.type, Integer) and not column.foreign_keys and bool(looks)


def without_declaration(metadata: MetaData) -> list[str]:
    return [
        str(column)
        for table in metadata.sorted_tables
        for column in table.columns
        if names_a_colleague(column) and Personal not in column.info and str(column) not in UNDECLARED
    ]


def test_every_column_that_names_a_colleague_says_how_it_is_erased_merged_and_shown() -> None:
    """`storage/people/personal.py` has the words for it; docs/adding-a-feature.md an example."""
    assert without_declaration(METADATA) == []


def test_a_key_without_a_declaration_is_found() -> None:
    """Also in a table of which we never heard, and without a foreign key."""
    metadata = MetaData()
    Table("colleague", metadata, Column("id", Integer, primary_key=True))
    Table("wish", metadata, Column("whose", ForeignKey("colleague.id")), Column("made_by", Integer))
    assert without_declaration(metadata) == ["wish.whose", "wish.made_by"]


def test_every_part_of_the_file_has_a_table() -> None:
    assert {each.how.export.part for each in declared() if isinstance(each.how.export, Shown)} == {*FilePart}


def test_what_stays_or_is_not_shown_says_why() -> None:
    whys = [how for each in declared() for how in (each.how.erase, each.how.export) if hasattr(how, "why")]
    assert len(whys) > 5
    assert not [why for why in whys if len(why.why) < 10]


# Somebody who is everywhere


@pytest.fixture
def home(database: Database) -> Planted:
    """Anna of the plantation becomes NUMBER: in every table, with words in every text."""
    home = plant(database, "HERE")
    with database.session(home.id, writes=True) as db:
        _give_two_sides(db, home)
        _become(db, home, NUMBER)
    with database.session(None, writes=True) as db:
        _write_words(db, NUMBER)
    return home


def _give_two_sides(db: Session, home: Planted) -> None:
    """Rows in which two colleagues are named, the other way round too; and what the plantation lacks."""
    db.add(BuddyAvoid(colleague_id=home.bert, other_id=home.anna))
    db.add(BuddyWelcome(group_id=home.group, newcomer_id=home.bert, colleague_id=home.anna))
    db.execute(update(BuddyWelcome).where(BuddyWelcome.newcomer_id == home.anna).values(colleague_id=home.bert))
    db.add(AuditRow(at=MONDAY, deed=Deed.RIGHT_TAKEN, origin=Origin.CHAT, colleague_id=home.bert, about_id=home.anna))
    db.execute(update(RoleAssignment).where(RoleAssignment.role == Role.AREA_MANAGER).values(named_by=home.anna))
    db.execute(update(Municipality).values(keeper_id=home.anna, deputy_id=home.anna))


def _become(db: Session, home: Planted, number: int) -> None:
    """Every column that names Anna names this number; what the plantation has no row for gets one."""
    person = a_person(number, home.tenant)
    db.add(person)
    db.flush()
    for each in declared():
        if each.how.finds is None and each.column.type.python_type is int and each.table is not Colleague:
            db.execute(update(each.table).where(each.column == home.anna).values({each.name: number}))
    tables = METADATA.tables
    outbox, change = tables["outbox"], tables["change"]
    waits = outbox.c.key == f"{home.tenant} waits"
    lane = f"together {home.bert} {number}"
    group = {"colleague_id": None, "together": f"{home.bert} {number}", "lane": lane}
    for statement in (
        outbox.update().where(waits).values(group),
        outbox.update().where(~waits).values(lane=f"colleague {number}"),
        outbox.insert().values(
            **a_message(home, "posted"), platform="slack", place="C1", on_refusal_tell=number, lane="slack HERE C1"
        ),
        outbox.insert().values(**a_message(home, "asked"), asked_by=number, lane=f"colleague {home.bert}"),
        change.update().values(field=Role.AREA_MANAGER.value, before=str(number), after=""),
        change.insert().values(
            municipality_id=home.id,
            project_id=home.project,
            at=MONDAY,
            revision=3,
            field=Role.PROJECT_LEAD.value,
            before="",
            after=str(number),
        ),
    ):
        db.connection().execute(statement)
    db.add_all(Lane(name=name, free_at=MONDAY) for name in (f"colleague {number}", lane))
    db.connection().execute(tables["buddy_round"].update().values(inputs=b'{"candidates":[[%d,"x"]]}' % number))


def a_message(home: Planted, key: str) -> dict[str, Any]:
    texts = dict.fromkeys(("tenant", "posted_as", "reason", "together", "under", "instead_of", "token"), "")
    plain = {"key": f"{home.tenant} {key}", "language": "nl", "card": b"{}", "not_before": MONDAY, "created_at": MONDAY}
    return texts | plain | {"state": "sent", "attempts": 0, "doubts": 0, "municipality_id": home.id}


def a_person(number: int, tenant: str) -> Colleague:
    """Every column filled."""
    person = Colleague(name=WORD, key=f"{WORD} {number}", email=f"{WORD}-{number}@voorbeeld.example")
    person.id, person.department, person.buddy_key, person.is_admin = number, WORD, WORD, True
    person.joined_on, person.language = MONDAY.date(), "en"
    return person


def _write_words(db: Session, number: int) -> None:
    """A word of theirs in every text of a row that names them, but for keys, fixed words and what is declared."""
    for table in {each.stored: each for each in declared()}:
        texts = {
            column.name: f"{WORD} {table.name}.{column.name}"[: getattr(column.type, "length", None) or 200]
            for column in table.columns
            if is_free_text(column)
        }
        blobs = {
            column.name: f'"{WORD} {table.name}.{column.name}"'.encode()
            for column in table.columns
            if isinstance(column.type, LargeBinary) and Personal not in column.info
        }
        for each in declared():
            if each.stored is table and can_be_asked(each) and each.table is not Colleague and (texts or blobs):
                db.execute(
                    update(each.table)
                    .where(each.of(number))
                    .values({**texts, **blobs})
                    # Two letters may not have one key.
                    .execution_options(synchronize_session=False)
                )


def is_free_text(column: Column[Any]) -> bool:
    unique = any(
        column.name in key.columns
        for key in column.table.constraints
        if isinstance(key, PrimaryKeyConstraint | UniqueConstraint | ForeignKeyConstraint)
    )
    return (
        type(column.type).__name__ in ("String", "Text")
        and not unique
        and not column.unique
        and Personal not in column.info
        and (column.table.name, column.name) not in FIXED
    )


FIXED = {
    *((table, "state") for table in ("outbox", "work")),
    *((table, "language") for table in ("outbox", "work", "municipality")),
    ("change", "field"),
    ("municipality", "timezone"),
    ("municipality", "holiday_region"),
}
"""Texts that hold a word of a list."""


def everything(database: Database) -> Iterator[tuple[str, str]]:
    """Every value of every row as text, with its column."""
    with closing(database.engine.connect()) as connection:
        for table in METADATA.sorted_tables:
            for row in connection.execute(select(table)).mappings():
                for name, value in row.items():
                    told = value.decode() if isinstance(value, bytes) else str(value)
                    yield f"{table.name}.{name}", told


def where(database: Database, words: str) -> set[str]:
    return {column for column, value in everything(database) if words in value}


def test_somebody_stands_in_every_column_that_names_a_colleague(database: Database, home: Planted) -> None:
    """Else the tests below prove nothing of it: plant a row in tests/storage/planting.py, or above."""
    with database.session(home.id) as db:
        missing = [
            f"{each.table.__tablename__}.{each.name}"
            for each in declared()
            if can_be_asked(each) and a_row_of(db, each) is None
        ]
    assert missing == []
    assert where(database, str(NUMBER)) >= {"outbox.lane", "lane.name", "buddy_round.inputs", "outbox.together"}


def can_be_asked(each: Declared) -> bool:
    """Not of what decided a round: only its own function reads that."""
    return each.how.finds is not None or each.column.type.python_type is int


def a_row_of(db: Session, each: Declared) -> Any:
    return db.scalar(select(each.table).where(each.of(NUMBER)).limit(1))


# Erasing


def test_nothing_of_whoever_was_erased_is_left_anywhere(database: Database, home: Planted) -> None:
    before = where(database, WORD)
    assert len(before) > 40
    with database.session(home.id, writes=True) as db:
        identity.erase(db, db.get_one(Colleague, NUMBER), MONDAY)
    assert where(database, str(NUMBER)) == NUMBER_STAYS.keys()
    left = where(database, WORD)
    assert {column for column in left if not ({column, column.split(".")[0]} & WORDS_STAY.keys())} == set()


def test_of_the_person_only_the_row_is_left(database: Database, home: Planted) -> None:
    with database.session(home.id, writes=True) as db:
        identity.erase(db, db.get_one(Colleague, NUMBER), MONDAY)
    with database.session(home.id) as db:
        person = people.colleague(db, NUMBER)
        left = {column.name: getattr(person, column.name) for column in Colleague.__table__.columns}
        held = db.scalars(select(RoleAssignment).where(RoleAssignment.colleague_id == NUMBER)).all()
        assert {assigned.state for assigned in held} == {RoleState.LEFT}
    always = {"id": NUMBER, "municipality_id": home.id, "erased_at": MONDAY, "language": "nl"}
    empty = {"name": "", "department": "", "is_admin": False}
    nothing = dict.fromkeys(("key", "email", "joined_on", "buddy_key", "away_since", "sought_at"))
    assert left == always | empty | nothing


def test_the_exceptions_are_what_the_tables_declare() -> None:
    """A column that keeps pointing at somebody says so, and stands in the list above: on purpose, twice."""
    declares = {f"{each.table.__tablename__}.{each.name}" for each in declared() if isinstance(each.how.erase, Stays)}
    assert declares == NUMBER_STAYS.keys()


# Merging


@pytest.fixture
def twice(database: Database, home: Planted) -> Planted:
    """The same person again, as somebody known from a list."""
    with database.session(home.id, writes=True) as db:
        db.add(known := Colleague(name="Anna de Vries", key="C77"))
        known.id = OTHER
    return home


def test_merging_loses_nothing_and_leaves_nothing_behind(database: Database, twice: Planted) -> None:
    rows = count(database)
    shown = numbers(database, twice, NUMBER)
    with database.session(twice.id, writes=True) as db:
        identity.merge(db, NUMBER, OTHER)
    gone = {"colleague": 1, "lane": 2}
    assert count(database) == {table: found - gone.get(table, 0) for table, found in rows.items()}
    assert where(database, str(NUMBER)) <= {"colleague.key", "colleague.email"} | KEYS
    assert numbers(database, twice, OTHER) == shown


KEYS: set[str] = set()


def count(database: Database) -> Mapping[str, int]:
    with closing(database.engine.connect()) as connection:
        return {table.name: len(connection.execute(select(table)).all()) for table in METADATA.sorted_tables}


def numbers(database: Database, home: Planted, number: int) -> Mapping[str, int]:
    """How many rows of each column name this number."""
    with database.session(home.id) as db:
        return {
            f"{each.table.__tablename__}.{each.name}": len(db.scalars(select(each.table).where(each.of(number))).all())
            for each in declared()
            if can_be_asked(each)
        }


def test_whoever_is_everywhere_twice_becomes_one(database: Database, home: Planted) -> None:
    """Where there is room for one of the two, one stays, and what only the other wrote is kept."""
    with database.session(home.id, writes=True) as db:
        db.add(a_person(OTHER, home.tenant))
        db.flush()
        _double(db)
    before = count(database)
    with database.session(home.id, writes=True) as db:
        identity.merge(db, NUMBER, OTHER)
    assert where(database, str(NUMBER)) == set()
    after = count(database)
    roomy = {each.stored.name for each in declared() if _has_room_for_both(each.stored)}
    assert len(roomy) > 10
    assert {table: after[table] for table in roomy} == {table: before[table] for table in roomy}
    with database.session(home.id) as db:
        assert not [each for each in declared() if can_be_asked(each) and a_row_of(db, each)]


@pytest.mark.parametrize(
    ("arrived", "known", "kept"),
    [
        ("Begin vroeg", "", "Begin vroeg"),
        ("", "Zet koffie", "Zet koffie"),
        ("Begin vroeg", "Zet koffie", "Zet koffie"),
    ],
)
def test_where_one_row_stays_what_somebody_wrote_stays(
    arrived: str, known: str, kept: str, database: Database, twice: Planted
) -> None:
    with database.session(twice.id, writes=True) as db:
        there = db.scalars(select(SessionGuest).where(SessionGuest.colleague_id == NUMBER)).one()
        there.took_away = arrived
        db.add(SessionGuest(session_id=there.session_id, colleague_id=OTHER, took_away=known))
    with database.session(twice.id, writes=True) as db:
        identity.merge(db, NUMBER, OTHER)
    with database.session(twice.id) as db:
        assert [(each.colleague_id, each.took_away) for each in db.scalars(select(SessionGuest))] == [(OTHER, kept)]


@pytest.mark.parametrize(
    ("arrived", "known", "kept"), [(False, True, False), (True, False, True), (None, False, False), (True, None, True)]
)
def test_what_somebody_said_last_about_buddies_counts(
    arrived: bool | None, known: bool | None, kept: bool, database: Database, twice: Planted
) -> None:
    """In the chat, as the one who arrived; being asked there without an answer takes back nothing."""
    with database.session(twice.id, writes=True) as db:
        there = db.scalars(select(BuddyMember).where(BuddyMember.colleague_id == NUMBER)).one()
        there.is_on = arrived
        db.add(BuddyMember(colleague_id=OTHER, asked_at=there.asked_at, is_on=known))
    with database.session(twice.id, writes=True) as db:
        identity.merge(db, NUMBER, OTHER)
    with database.session(twice.id) as db:
        assert [(each.colleague_id, each.is_on) for each in db.scalars(select(BuddyMember))] == [(OTHER, kept)]


def _has_room_for_both(table: Table) -> bool:
    """No key of it names a colleague."""
    keys = [key for key in table.constraints if isinstance(key, PrimaryKeyConstraint | UniqueConstraint)]
    return not any(Personal in column.info for key in keys for column in key.columns)


def _double(db: Session) -> None:
    """A copy, for OTHER, of every row whose key leaves room for it."""
    for each in declared():
        if each.table in (Colleague, Municipality) or each.how.finds or each.column.type.python_type is not int:
            continue
        table = each.stored
        for row in db.execute(select(table).where(each.of(NUMBER))).mappings().all():
            copy = {**row, each.name: OTHER}
            if "id" in copy and table.c.id.primary_key and isinstance(table.c.id.type, Integer):
                del copy["id"]
            for name in ("key", "user", "digest"):
                if name in copy and table.name in (
                    "outbox",
                    "handout",
                    "account",
                    "lesson",
                    "project",
                    "calendar_feed",
                ):
                    copy[name] = f"{copy[name]} copy"
            if table.name in (
                "conversation",
                "role_assignment",
                "around_moment",
                "feedback_debt",
                "joint_proposal",
                "project",
                "step_mark",
                "baseline_version",
                "template_version",
            ):
                continue
            db.execute(table.insert().values(copy))


# The file


def test_every_row_that_is_declared_is_in_the_file(database: Database, home: Planted) -> None:
    with database.session(home.id) as db:
        told = own_data.everything_about(db, NUMBER)
        assert list(own_data.parts_about(db, NUMBER)) == list(told) == list(FilePart)
        for each in declared():
            if not isinstance(each.how.export, Shown):
                continue
            columns = each.how.export.only or [c.name for c in each.stored.columns]
            wanted = {*columns} - {"id", "municipality_id"}
            there = len(db.scalars(select(each.table).where(each.of(NUMBER))).all())
            assert len([row for row in told[each.how.export.part] if row.keys() == wanted]) >= there > 0, each


def test_what_is_not_in_the_file_is_what_we_say(home: Planted) -> None:
    hidden = {f"{each.table.__tablename__}.{each.name}" for each in declared() if isinstance(each.how.export, NotShown)}
    assert hidden == {"buddy_avoid.other_id", "buddy_round.inputs", "outbox.asked_by", "outbox.lane"}


def test_the_wishes_of_others_are_not_in_the_file(database: Database, home: Planted) -> None:
    """Bert would rather not be paired with them, and said something to their joining: that is Bert's."""
    with database.session(home.id) as db:
        told = own_data.everything_about(db, NUMBER)
    avoided = [row for row in told[FilePart.BUDDIES] if "other_id" in row]
    assert [(row["colleague_id"], row["other_id"]) for row in avoided] == [(WORD, "Bert Bos")]
    joining = [row for row in told[FilePart.ROUNDS] if row.keys() == {"group_id"}]
    assert len(joining) == 1


def test_the_file_says_names_where_rows_point_at_something(database: Database, home: Planted) -> None:
    with database.session(home.id) as db:
        (role,) = (row for row in own_data.everything_about(db, NUMBER)[FilePart.ROLES] if "state" in row)
    assert role["project_id"].startswith(WORD)
    assert role["colleague_id"] == WORD
