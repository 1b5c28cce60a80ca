"""A tick does what is due, once, whoever ticks; on SQLite and on PostgreSQL."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Barrier, Thread

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot import days_off
from bot.chat.cards import Paragraph
from bot.chat.when import OnHolidays, When
from handlers.now import real_time
from storage import settings
from storage.database import Database, time_of
from storage.messages import schedule
from tests.clock.town import Town, at
from tests.databases import Databases
from tests.screens import read

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def town(database: Database) -> Town:
    return Town(database)


@pytest.fixture
def hurried(databases: Databases) -> Iterator[Town]:
    """It gives up at once: what it waits for does not come."""
    with databases.opened(dt.timedelta(milliseconds=200)) as database:
        yield Town(database)


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that are executed meanwhile."""
    statements: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(database.engine, "before_cursor_execute", note)


# Once


def test_what_is_due_is_done_and_only_once(town: Town) -> None:
    (home,) = town.municipalities()
    tick = town.tick()
    tick()
    assert town.next_due(home) == "2026-11-23 09:00"
    town.now = at("2026-11-23 09:00")
    assert tick()
    assert not tick()
    assert town.said(home) == ["job 2026-11-23"]
    assert town.next_due(home) == "2026-11-30 09:00"


def test_what_it_thinks_about_for_long_is_found_out_before_its_transaction(town: Town) -> None:
    """Meanwhile somebody else writes: on SQLite that would wait for the job, and the job for it."""
    (home,) = town.municipalities()

    def somebody_else() -> str:
        with town.database.session(home, writes=True) as db:
            settings.write(db, "somebody", "else")
        return "found out"

    town.thinks = somebody_else
    tick = town.tick()
    tick()
    assert town.thought == [], "nothing was due"
    town.now = at("2026-11-23 09:00")
    assert tick()
    assert town.thought == ["found out"]
    assert town.said(home) == ["job 2026-11-23"]


@pytest.mark.parametrize("year", [2091, 2101])
def test_days_off_are_found_out_before_anything_is_locked(town: Town, year: int) -> None:
    """Another process knows them: on SQLite nobody could write for as long as that takes to start."""
    town.municipalities()
    town.now = at(f"{year}-11-23 08:00")
    known: list[bool] = []

    def look(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.startswith(("BEGIN IMMEDIATE", "INSERT")):
            known.append(year // 10 in days_off._known)

    event.listen(town.database.engine, "before_cursor_execute", look)
    tick = town.tick()
    tick.begin() if year == 2091 else tick()
    assert known
    assert all(known)


def test_what_is_too_late_to_be_done_is_not_thought_about(town: Town) -> None:
    (home,) = town.municipalities()
    town.thinks = list
    tick = town.tick()
    tick()
    town.now = at("2026-11-27 09:00")
    assert tick()
    assert (town.thought, town.said(home)) == ([], [])


def test_thinking_that_fails_is_put_off_like_the_job_itself(town: Town) -> None:
    (home,) = town.municipalities()
    town.thinks = lambda: int("not a number")
    tick = town.tick()
    tick()
    town.now = at("2026-11-23 09:00")
    assert tick()
    assert town.row(home).failures == 1
    assert (town.thought, town.said(home), town.recorded(home)) == ([], [], [])


def test_a_restart_does_nothing_again(town: Town) -> None:
    (home,) = town.municipalities()
    town.tick()()
    town.now = at("2026-11-23 09:00")
    for _ in range(3):
        fresh = town.tick()
        fresh.begin()
        fresh()
    assert town.said(home) == ["job 2026-11-23"]


def test_several_processes_at_the_same_instant_do_it_once(town: Town) -> None:
    homes = town.municipalities(8)
    town.tick()()
    town.now = at("2026-11-23 09:00")
    together = Barrier(4)

    def process() -> None:
        tick = town.tick()
        together.wait()
        tick()

    threads = [Thread(target=process) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    town.tick()()
    assert [town.said(home) for home in homes] == [["job 2026-11-23"]] * 8


def test_the_hour_that_comes_twice_is_used_once(town: Town) -> None:
    """On 31 October 2027 it is half past two twice."""
    town.when = When(frozenset(range(7)), dt.time(2, 30), holidays="ignore")
    (home,) = town.municipalities()
    town.now = at("2027-10-30 12:00")
    tick = town.tick()
    tick()
    for minutes in range(0, 24 * 60, 20):
        town.now = at("2027-10-30 12:00") + dt.timedelta(minutes=minutes)
        tick()
    assert town.said(home) == ["job 2027-10-31"]


def test_each_municipality_has_its_own_zone(town: Town) -> None:
    (here,) = town.municipalities()
    (curacao,) = town.municipalities(timezone="America/Curacao")
    tick = town.tick()
    tick()
    town.now = at("2026-11-23 09:00")
    tick()
    assert (town.said(here), town.said(curacao)) == (["job 2026-11-23"], [])
    town.now = at("2026-11-23 14:00")
    tick()
    assert town.said(curacao) == ["job 2026-11-23"]


def test_a_municipality_that_is_new_gets_its_rows_at_the_next_tick(town: Town) -> None:
    tick = town.tick()
    tick.begin()
    (home,) = town.municipalities()
    tick()
    assert town.next_due(home) == "2026-11-23 09:00"


# Too late


@pytest.mark.parametrize(
    ("back_at", "done", "skipped"),
    [
        ("2026-11-23 09:00", ["2026-11-23"], []),
        ("2026-11-24 03:00", ["2026-11-23"], []),
        ("2026-11-26 09:00", ["2026-11-23"], []),  # Three days late is just in time
        ("2026-11-26 09:01", [], ["2026-11-23"]),  # and this is too late.
        ("2026-11-30 12:00", ["2026-11-30"], ["2026-11-23"]),
        ("2026-12-08 12:00", ["2026-12-07"], ["2026-11-23", "2026-11-30"]),
        ("2026-12-13 12:00", [], ["2026-11-23", "2026-11-30", "2026-12-07"]),
    ],
)
def test_of_what_was_missed_the_latest_is_done_within_its_grace_and_the_rest_recorded(
    town: Town, back_at: str, done: list[str], skipped: list[str]
) -> None:
    (home,) = town.municipalities()
    town.tick()()
    town.now = at(back_at)
    town.tick()()
    assert town.said(home) == [f"job {key}" for key in done]
    expected = [(key, schedule.SKIPPED) for key in skipped] + [(key, schedule.DONE) for key in done]
    assert town.recorded(home) == sorted(expected)


@pytest.mark.parametrize(("holidays", "leaves"), [("ignore", "2026-11-28 08:00"), ("shift", "2026-11-30 08:00")])
def test_only_who_chose_to_go_on_hears_something_on_a_day_off(holidays: OnHolidays, leaves: str, town: Town) -> None:
    """Of a Friday on which nothing could be done before the evening."""
    town.when = When(frozenset({4}), dt.time(9), holidays=holidays)
    (home,) = town.municipalities()
    tick = town.tick()
    tick()
    town.now = at("2026-11-27 20:00")
    tick()
    assert (town.said(home), town.not_before(home)) == (["job 2026-11-27"], [at(leaves)])


def test_at_three_in_the_morning_nobody_is_woken(town: Town) -> None:
    (home,) = town.municipalities()
    town.tick()()
    town.now = at("2026-11-24 03:00")
    town.tick()()
    assert town.not_before(home) == [at("2026-11-24 08:00")]


def test_a_clock_that_ran_years_ahead_is_forgotten_at_the_next_start(town: Town) -> None:
    (home,) = town.municipalities()
    town.now = at("2036-01-01 00:00")
    town.tick()()
    town.now = at("2026-11-23 08:00")
    fresh = town.tick()
    fresh.begin()
    town.now = at("2026-11-23 09:00")
    fresh()
    assert town.said(home) == ["job 2026-11-23"]


def test_a_new_version_with_another_usual_time_holds_from_its_start(town: Town) -> None:
    (home,) = town.municipalities()
    town.tick()()
    town.when = When(frozenset({0}), dt.time(8, 30))
    fresh = town.tick()
    fresh.begin()
    assert town.next_due(home) == "2026-11-23 08:30"


def test_what_a_municipality_chose_is_left_alone_by_a_new_version(town: Town) -> None:
    (home,) = town.municipalities()
    town.tick()()
    town.changes(home, rule='{"days":[2],"at":"11:00:00"}', next_due=at("2026-11-25 11:00"))
    town.when = When(frozenset({0}), dt.time(8, 30))
    town.tick().begin()
    assert town.next_due(home) == "2026-11-25 11:00"


# Changed meanwhile


def test_a_schedule_that_was_changed_between_two_ticks_is_followed(town: Town) -> None:
    (home,) = town.municipalities()
    tick = town.tick()
    tick()
    town.changes(home, rule='{"days":[1],"at":"10:00:00"}', next_due=at("2026-11-24 10:00"))
    town.now = at("2026-11-23 12:00")
    tick()
    assert town.said(home) == []
    town.now = at("2026-11-24 10:00")
    tick()
    assert town.said(home) == ["job 2026-11-24"]
    assert town.next_due(home) == "2026-12-01 10:00"


def test_a_schedule_that_is_off_is_not_even_looked_at(town: Town) -> None:
    (home,) = town.municipalities()
    tick = town.tick()
    tick()
    town.changes(home, is_on=False, next_due=None)
    town.now = at("2026-12-23 12:00")
    assert not tick()
    assert town.recorded(home) == []


def test_an_early_look_does_no_harm(town: Town) -> None:
    (home,) = town.municipalities()
    tick = town.tick()
    tick()
    town.changes(home, next_due=at("2026-11-23 07:00"))
    tick()
    assert (town.said(home), town.next_due(home)) == ([], "2026-11-23 09:00")


# What goes wrong


def test_one_that_fails_holds_up_nobody_and_leaves_nothing_behind(town: Town) -> None:
    first, second, third = town.municipalities(3)
    town.tick()()
    town.broken = {second}
    town.now = at("2026-11-23 09:00")
    town.tick()()
    assert town.said(first) == town.said(third) == ["job 2026-11-23"]
    assert town.said(second) == []
    assert town.recorded(second) == []
    with town.database.session(second) as db:
        assert settings.written(db) == {}


def test_it_is_tried_again_after_a_pause_that_grows_and_is_done_when_it_can_be(town: Town) -> None:
    (home,) = town.municipalities()
    tick = town.tick()
    tick()
    town.broken = {home}
    for minutes in range(121):
        town.now = at("2026-11-23 09:00") + dt.timedelta(minutes=minutes)
        tick()
    assert len(town.tried) == 7  # At 0, 1, 3, 7, 15, 31 and 63 minutes.
    town.broken = set()
    town.now = at("2026-11-23 12:00")
    tick()
    assert town.said(home)[-1] == "job 2026-11-23"
    assert town.row(home).failures == 0


@pytest.mark.parametrize(
    ("is_reminder", "what"), [(False, "Melden dat een rol vrij blijft"), (True, "Een herinnering")]
)
def test_the_administrators_are_told_once_what_fails(town: Town, is_reminder: bool, what: str) -> None:
    (home,) = town.municipalities()
    if is_reminder:
        town.now = at("2026-11-23 12:00")
        town.remind(home, "12", at("2026-11-23 12:30"), at("2026-11-27 20:00"))
    tick = town.tick()
    tick()
    before = len(town.said(home))
    town.broken = {home}
    for _ in range(48):
        town.now += HOUR
        tick()
    (told,) = town.cards(home)[before:]
    assert read(told.title) == "Een automatisch bericht lukte niet"
    (words,) = told.body
    assert isinstance(words, Paragraph)
    assert read(words.text).startswith(f"Dit lukte niet: {what}.")


def test_what_keeps_failing_until_it_is_too_late_is_recorded_and_the_next_is_done(town: Town) -> None:
    (home,) = town.municipalities()
    tick = town.tick()
    tick()
    town.broken = {home}
    for hours in range(80):
        town.now = at("2026-11-23 09:00") + dt.timedelta(hours=hours)
        tick()
    assert town.recorded(home) == [("2026-11-23", schedule.SKIPPED)]
    town.broken = set()
    town.now = at("2026-11-30 09:00")
    tick()
    assert town.said(home)[-1] == "job 2026-11-30"


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_database_that_somebody_else_holds_for_a_while_loses_nothing(hurried: Town) -> None:
    (home,) = hurried.municipalities()
    tick = hurried.tick()
    tick()
    hurried.now = at("2026-11-23 09:00")
    with hurried.database.session(None, writes=True), pytest.raises(OperationalError):
        tick()
    assert hurried.said(home) == []
    tick()
    assert hurried.said(home) == ["job 2026-11-23"]


@pytest.mark.parametrize("databases", ["postgres"], indirect=True)
def test_a_connection_that_breaks_in_the_middle_of_a_job_loses_nothing(town: Town) -> None:
    (home,) = town.municipalities()
    tick = town.tick()
    tick()
    town.meanwhile = lambda db: db.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    town.now = at("2026-11-23 09:00")
    with pytest.raises(OperationalError):
        tick()
    assert town.said(home) == []
    town.meanwhile = None
    tick()
    assert town.said(home) == ["job 2026-11-23"]


def test_while_the_database_is_out_of_reach_nothing_is_put_off_so_the_order_stays(hurried: Town) -> None:
    (home,) = hurried.municipalities()
    tick = hurried.tick()
    for minute, about in enumerate(("first", "second")):
        due = at(f"2026-11-23 08:3{minute}")
        hurried.remind(home, about, due, due + HOUR)
    hurried.now = at("2026-11-23 08:45")

    def breaks_once(db: Session) -> None:
        hurried.meanwhile = None
        if hurried.database.is_in_process:
            with hurried.database.session(None, writes=True):
                """Never gets the lock: `db` has it."""
        db.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    hurried.meanwhile = breaks_once
    with pytest.raises(OperationalError):
        tick()
    tick()
    assert hurried.said(home) == ["reminder first", "reminder second"]


@pytest.mark.parametrize("databases", ["postgres"], indirect=True)
def test_a_database_that_was_away_between_two_ticks_is_simply_there_again(town: Town) -> None:
    (home,) = town.municipalities()
    tick = town.tick()
    tick()
    everybody = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()")
    with suppress(OperationalError), town.database.session(None) as db:
        db.execute(everybody)
    town.now = at("2026-11-23 09:00")
    tick()
    assert town.said(home) == ["job 2026-11-23"]


def test_a_statement_that_is_wrong_is_put_off_like_any_other_failure(town: Town) -> None:
    """For SQLite it is an OperationalError as well, and it would not pass."""
    (home,) = town.municipalities()
    tick = town.tick()
    tick()
    town.meanwhile = lambda db: db.execute(text("SELECT * FROM nowhere"))
    town.now = at("2026-11-23 09:00")
    tick()
    assert town.row(home).failures == 1


# Reminders


def test_a_reminder_is_given_once_and_is_gone(town: Town) -> None:
    (home,) = town.municipalities()
    town.remind(home, "12", at("2026-11-24 10:00"), at("2026-11-24 20:00"))
    tick = town.tick()
    tick()
    assert town.said(home) == []
    town.now = at("2026-11-24 10:00")
    tick()
    tick()
    assert town.said(home)[-1] == "reminder 12"
    assert town.waiting_reminders(home) == 0


def test_what_was_due_first_is_done_first_in_one_look(town: Town) -> None:
    """A daily message at nine takes along what a reminder of half past eight has to say."""
    (home,) = town.municipalities()
    tick = town.tick()
    tick()
    town.remind(home, "early", at("2026-11-23 08:30"), at("2026-11-23 20:00"))
    town.remind(home, "late", at("2026-11-23 09:01"), at("2026-11-23 20:00"))
    town.now = at("2026-11-23 09:30")
    tick()
    assert town.said(home) == ["reminder early", "job 2026-11-23", "reminder late"]


def test_a_clock_that_is_set_in_the_middle_of_a_tick_lets_nothing_overtake(town: Town) -> None:
    (home,) = town.municipalities()
    for minute, about in enumerate(("early", "late")):
        town.remind(home, about, at(f"2026-11-23 08:3{minute}"), at("2026-11-23 20:00"))
    looks = iter(at(f"2026-11-23 {hour}:45") for hour in ("08", "07"))
    town.now = at("2026-11-23 08:45")
    tick = town.tick()
    tick.begin()
    tick.time = lambda db: next(looks, town.now)
    tick()
    assert town.said(home) == []
    tick()
    assert town.said(home) == ["reminder early", "reminder late"]


def test_a_reminder_that_comes_too_late_falls_away_and_that_is_recorded(town: Town) -> None:
    (home,) = town.municipalities()
    town.tick()()
    town.remind(home, "12", at("2026-11-24 10:00"), at("2026-11-24 20:00"))
    town.now = at("2026-11-24 20:00")
    town.tick()()
    assert "reminder 12" not in town.said(home)
    assert ("12 2026-11-24", schedule.SKIPPED) in town.recorded(home)
    assert town.waiting_reminders(home) == 0


def test_a_reminder_that_is_moved_comes_at_its_new_time(town: Town) -> None:
    (home,) = town.municipalities()
    town.remind(home, "12", at("2026-11-23 10:00"), at("2026-11-24 20:00"))
    town.remind(home, "12", at("2026-11-23 14:00"), at("2026-11-24 20:00"))
    tick = town.tick()
    town.now = at("2026-11-23 13:59")
    tick()
    assert "reminder 12" not in town.said(home)
    town.now = at("2026-11-23 14:00")
    tick()
    assert town.said(home)[-1] == "reminder 12"


def test_a_reminder_that_fails_waits_and_holds_up_no_other(town: Town) -> None:
    first, second = town.municipalities(2)
    for home in (first, second):
        town.remind(home, "12", at("2026-11-23 08:30"), at("2026-11-23 20:00"))
    town.broken = {first}
    town.now = at("2026-11-23 08:30")
    tick = town.tick()
    tick()
    assert town.said(second) == ["reminder 12"]
    assert town.waiting_reminders(first) == 1
    town.broken = set()
    town.now += HOUR
    tick()
    assert "reminder 12" in town.said(first)


def test_several_processes_remind_once(town: Town) -> None:
    homes = town.municipalities(6)
    for home in homes:
        town.remind(home, "12", at("2026-11-23 08:30"), at("2026-11-23 20:00"))
    town.tick()()
    town.now = at("2026-11-23 08:30")
    threads = [Thread(target=town.tick()) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    town.tick()()
    assert [town.said(home) for home in homes] == [["reminder 12"]] * 6


# What time it is


def test_all_processes_share_the_clock_of_the_database(database: Database) -> None:
    with database.session(None) as db:
        earlier, later = time_of(db), time_of(db)
    assert earlier.tzinfo is dt.UTC
    assert earlier <= later
    assert abs(real_time() - later) < dt.timedelta(seconds=10)


# What it costs


def test_a_tick_with_nothing_due_costs_the_same_for_one_municipality_and_for_many(town: Town) -> None:
    costs = []
    for more in (1, 29, 70):
        town.municipalities(more)
        tick = town.tick()
        tick()
        with counted(town.database) as statements:
            assert not tick()
        costs.append(len(statements))
    assert costs == [costs[0]] * 3
    assert costs[0] <= 5


def test_beginning_costs_the_same_for_one_municipality_and_for_many(town: Town) -> None:
    costs = []
    for more in (1, 29, 70):
        town.municipalities(more)
        with counted(town.database) as statements:
            town.tick().begin()
        costs.append(len(statements))
    assert costs == [costs[0]] * 3
    with town.database.session(None) as db:
        assert schedule.zones_of_newcomers(db) == []


def test_what_was_decided_is_not_decided_again_whoever_looks_back(town: Town) -> None:
    """A clock that was turned back, or a copy of the row that was put back: the date has been used."""
    (home,) = town.municipalities()
    tick = town.tick()
    tick()
    town.now = at("2026-11-23 09:00")
    tick()
    town.changes(home, decided_until=at("2026-11-23 08:00"), next_due=at("2026-11-23 09:00"))
    tick()
    assert town.said(home) == ["job 2026-11-23"]
    assert town.tried == [home]


# In order


@pytest.mark.parametrize("databases", ["postgres"], indirect=True)
def test_what_another_process_is_at_is_not_overtaken_in_its_municipality(town: Town) -> None:
    here, elsewhere = town.municipalities(2)
    first, second = town.tick(), town.tick()
    first()
    due = at("2026-11-23 08:30")
    for about in ("early", "late"):
        town.remind(here, about, due, due + HOUR)
        due += dt.timedelta(minutes=1)
    town.remind(elsewhere, "there", due, due + HOUR)
    town.now = at("2026-11-23 08:45")

    def meanwhile(db: Session) -> None:
        """The first process holds the row of the earlier reminder; the second comes by."""
        town.meanwhile = None
        second()
        assert (town.said(here), town.said(elsewhere)) == ([], ["reminder there"])

    town.meanwhile = meanwhile
    first()
    assert town.meanwhile is None
    assert town.said(here) == ["reminder early", "reminder late"]


@pytest.mark.parametrize("databases", ["postgres"], indirect=True)
def test_a_reminder_does_not_overtake_a_job_that_another_process_is_at(town: Town) -> None:
    (home,) = town.municipalities()
    first, second = town.tick(), town.tick()
    first()
    town.remind(home, "12", at("2026-11-23 09:01"), at("2026-11-23 20:00"))
    town.now = at("2026-11-23 09:30")

    def meanwhile(db: Session) -> None:
        town.meanwhile = None
        second()

    town.meanwhile = meanwhile
    first()
    assert town.said(home) == ["job 2026-11-23", "reminder 12"]


@pytest.mark.parametrize("databases", ["postgres"], indirect=True)
def test_a_process_that_comes_later_goes_on_with_what_the_other_left(town: Town) -> None:
    """Somebody's own change holds the first row for a moment; nobody is left out, and the order stays."""
    (home,) = town.municipalities()
    town.tick()()
    for about in ("early", "late"):
        town.remind(home, about, at("2026-11-23 08:30"), at("2026-11-23 09:30"))
    town.now = at("2026-11-23 08:45")
    with town.database.session(home, writes=True) as db:
        db.execute(text("SELECT id FROM reminder WHERE about = 'early' FOR UPDATE"))
        town.tick()()
        assert town.said(home) == []
    town.tick()()
    assert town.said(home) == ["reminder early", "reminder late"]
