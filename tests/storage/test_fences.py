"""No row of one municipality is written, or pointed at, from another."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Executable, ForeignKeyConstraint, event, func, inspect, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from storage import METADATA
from storage.database import Base, CrossesMunicipalities, Database, Owned, fill, stay_within, within
from storage.people import identity, people
from storage.people.people import Colleague
from storage.register.areas import Area
from storage.register.projects import Project
from storage.reports import lists
from tests.storage.planting import MONDAY, Planted, plant

OWNED = sorted((mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Owned)), key=str)
OWNED_TABLES = {inspect(table).local_table.description for table in OWNED}


@pytest.fixture(scope="module")
def here(shared_database: Database) -> Planted:
    return plant(shared_database, "HERE")


@pytest.fixture(scope="module")
def there(shared_database: Database, here: Planted) -> Planted:
    return plant(shared_database, "THERE", projects=3)


def references() -> Iterator[ForeignKeyConstraint]:
    """Every foreign key from one owned table to another."""
    for table in METADATA.sorted_tables:
        for key in sorted(table.foreign_key_constraints, key=lambda each: tuple(each.column_keys)):
            if table.name in OWNED_TABLES and key.referred_table.name in OWNED_TABLES:
                yield key


def described(key: ForeignKeyConstraint) -> str:
    return f"{key.table.name}.{'.'.join(key.column_keys)}"


def test_every_table_belongs_to_a_municipality_or_is_known_not_to() -> None:
    assert METADATA.tables.keys() - OWNED_TABLES == {"municipality", "tenant", "received", "clock"}


@pytest.mark.parametrize("table", OWNED, ids=lambda table: table.__name__)
def test_both_municipalities_have_a_row_in_every_table_and_see_their_own(
    table: type[Owned], shared_database: Database, here: Planted, there: Planted
) -> None:
    for home in (here, there):
        with shared_database.session(home.id) as db:
            assert {row.municipality_id for row in db.scalars(select(table))} == {home.id}


@pytest.mark.parametrize("key", list(references()), ids=described)
def test_every_reference_names_the_municipality_and_the_database_holds_it_to_that(
    key: ForeignKeyConstraint, shared_database: Database, here: Planted, there: Planted
) -> None:
    assert "municipality_id" in key.column_keys
    [own] = [element for element in key.elements if element.parent.name != "municipality_id"]
    table, other = key.table, own.column
    same = other.table.alias()
    with shared_database.engine.connect() as connection:
        known_here = select(same.c[other.name]).where(same.c.municipality_id == here.id)
        theirs = connection.scalar(
            select(func.min(other)).where(other.table.c.municipality_id == there.id, other.not_in(known_here))
        )
        ours = table.c.municipality_id == here.id
        assert theirs is not None
        assert connection.scalar(select(func.count()).select_from(table).where(ours))
        one = select(func.min(own.parent)).where(ours).scalar_subquery()
        with pytest.raises(IntegrityError):
            connection.execute(update(table).where(ours, own.parent == one).values({own.parent: theirs}))


def test_a_new_row_for_another_municipality_is_refused(
    shared_database: Database, here: Planted, there: Planted
) -> None:
    intruder = Colleague(name="Carla")
    intruder.municipality_id = there.id
    with pytest.raises(CrossesMunicipalities), shared_database.session(here.id) as db:
        db.add(intruder)


@pytest.mark.parametrize("what", ["changed", "moved", "deleted"])
def test_a_row_of_another_municipality_is_not_touched(
    what: str, shared_database: Database, here: Planted, there: Planted
) -> None:
    def break_in() -> None:
        with shared_database.session(None) as db:
            stranger = people.colleague(db, there.bert)
            assert stranger
            stay_within(db, here.id)
            if what == "changed":
                stranger.name = "Carla"
            elif what == "moved":
                stranger.municipality_id = here.id
                stay_within(db, there.id)
            else:
                db.delete(stranger)

    with pytest.raises(CrossesMunicipalities):
        break_in()
    with shared_database.session(there.id) as db:
        bert = people.colleague(db, there.bert)
        assert bert
        assert bert.name == "Bert Bos"


def test_a_bulk_update_and_a_bulk_delete_stay_at_home(database: Database) -> None:
    here, there = plant(database, "HERE"), plant(database, "THERE")
    with database.session(here.id) as db:
        db.execute(update(Colleague).values(department="Ruimte"))
    with database.session(None) as db:
        departments = db.execute(select(Colleague.municipality_id, Colleague.department)).all()
    assert {tuple(row) for row in departments} == {(here.id, "Ruimte"), (there.id, "")}


@pytest.mark.parametrize("databases", ["postgres"], indirect=True)
def test_an_import_holds_up_no_other_municipality(database: Database) -> None:
    here, there = plant(database, "HERE"), plant(database, "THERE")
    with database.session(here.id) as one, database.session(there.id) as other:
        lists.take_turns(one)
        lists.take_turns(other)
    with database.session(here.id) as one:
        lists.take_turns(one)
        with pytest.raises(OperationalError), database.session(here.id) as other:
            lists.take_turns(other)


def test_the_same_keys_and_codes_may_exist_in_two_municipalities(
    shared_database: Database, here: Planted, there: Planted
) -> None:
    with shared_database.session(None) as db:
        assert db.scalar(select(func.count()).where(Area.code == "WK999901")) == 2


def test_but_not_twice_in_one(shared_database: Database, here: Planted) -> None:
    with pytest.raises(IntegrityError), shared_database.session(here.id) as db:
        db.add(Colleague(name="Anna again", email="anna@example.nl"))


@pytest.mark.parametrize("change", ["erase", "merge"])
def test_erasing_and_merging_stay_at_home(change: str, database: Database) -> None:
    here, there = plant(database, "HERE"), plant(database, "THERE")
    before = counts(database, there)
    with database.session(here.id, writes=True) as db:
        anna, bert = people.colleague_in_full(db, here.anna), people.colleague_in_full(db, here.bert)
        assert anna
        assert bert
        if change == "erase":
            identity.erase(db, anna, MONDAY)
        else:
            identity.merge(db, anna.id, into_id=bert.id)
    assert counts(database, there) == before
    with database.session(there.id) as db:
        other = people.colleague(db, there.anna)
        assert other
        assert (other.name, other.erased_at) == ("Anna de Vries", None)


def counts(database: Database, home: Planted) -> dict[str, int]:
    with database.session(home.id) as db:
        return {table.__name__: len(db.scalars(select(table)).all()) for table in OWNED}


def test_what_the_fence_cannot_see_is_what_we_say_it_is(
    shared_database: Database, here: Planted, there: Planted
) -> None:
    """Plain SQL goes around the filter: nobody but migrations may use it."""
    with shared_database.session(here.id) as db:
        assert db.scalar(text("SELECT count(*) FROM colleague")) == 4


def test_a_question_that_is_kept_answers_everybody_with_their_own(
    shared_database: Database, here: Planted, there: Planted
) -> None:
    """Its narrowed form is made once, by whoever asks first."""
    kept = select(Colleague.municipality_id)
    for home in (None, here, there, None, there, here):
        with shared_database.session(home.id if home else None) as db:
            assert set(db.scalars(kept)) == ({home.id} if home else {here.id, there.id})


def test_a_session_that_stays_within_a_municipality_asks_what_it_asked_before_of_that_one(
    shared_database: Database, here: Planted, there: Planted
) -> None:
    kept = select(Colleague.municipality_id)
    with shared_database.session(None) as db:
        assert set(db.scalars(kept)) == {here.id, there.id}
        stay_within(db, there.id)
        assert set(db.scalars(kept)) == {there.id}


def test_what_was_changed_before_and_within_a_municipality_is_written_by_a_session_that_looks_across(
    shared_database: Database, here: Planted, there: Planted
) -> None:
    """As the outbox does: the state of everybody's message, and a note about it in one municipality."""
    kept = select(Colleague.municipality_id)
    with shared_database.session(None) as db:
        db.get_one(Colleague, here.anna).department = "Ruimte"
        with within(db, there.id):
            assert set(db.scalars(kept)) == {there.id}
            db.get_one(Colleague, there.anna).department = "Ruimte"
        assert set(db.scalars(kept.where(Colleague.department == "Ruimte"))) == {here.id, there.id}
        db.rollback()


def test_a_narrowed_question_without_a_municipality_is_refused(shared_database: Database, here: Planted) -> None:
    narrowed: list[Executable] = []
    with shared_database.session(here.id) as db:
        event.listen(db, "do_orm_execute", lambda state: narrowed.append(state.statement))
        db.scalars(select(Colleague)).all()
        for question in narrowed:
            with pytest.raises(StatementError, match="own_municipality"):
                db.connection().execute(question)
    assert narrowed


@pytest.mark.parametrize("of_another", [False, True], ids=["here", "there"])
def test_children_are_those_of_a_municipality(
    of_another: bool, shared_database: Database, here: Planted, there: Planted
) -> None:
    with shared_database.session(None) as db:
        project = db.get_one(Project, there.project if of_another else here.project)
        stay_within(db, here.id)
        fill(db, [project], Project.areas)
        assert len(project.areas) == (0 if of_another else 2)
