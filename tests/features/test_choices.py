"""What an administrator chooses: when Samenspel acts by itself, when it is quiet, and the numbers of the rules."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from bot import enqueue
from bot.chat.cards import Card, Paragraph, typed
from bot.chat.feature import Feature, Job, Occasion, When
from bot.chat.replies import Nudge, Say, Work
from bot.chat.router import Router
from bot.chat.texts import speech
from bot.choices import cards
from bot.features import FEATURES
from storage import settings
from storage.messages import schedule
from tests.databases import SqliteDatabases
from tests.features.scenes import asks_for
from tests.room import Person, Room

MONDAYS = When(frozenset({0}), dt.time(9))
DAY = dt.timedelta(days=1)
NAME = "overview.weekly"
"""A job with a name that people can read; here it does something else."""


def say_so(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    assert occasion.channel
    return [Say(Card(typed(f"Gepost op {occasion.key}")), to=occasion.channel)]


@pytest.fixture
def features() -> Sequence[Feature]:
    """The product, with one more job that posts in a channel, under a name that has a text."""
    others = [
        replace(each, jobs=()) if each.name == "overview" else each for each in FEATURES if each.name != "projects"
    ]
    kept = [each for each in FEATURES if each.name == "projects"]
    job = Job(NAME, MONDAYS, DAY, say_so, posts=True, preview="people.menu")
    return (*others, *kept, Feature("tests", jobs=(job,)))


@pytest.fixture
def anna(room: Room) -> Person:
    anna = room.person("Anna", admin=True)
    room.settings(keeper=anna)
    return anna


def opens(anna: Person, part: str) -> None:
    anna.types("/samenspel instellingen")
    anna.clicks(part)


def job_form(anna: Person) -> None:
    opens_job(anna, NAME)


def opens_job(anna: Person, name: str) -> None:
    opens(anna, "Wanneer ik iets stuur")
    button = next(found for found in anna.buttons if dict(getattr(found.button, "args", {})).get("job") == name)
    anna.presses(button)


def posts(room: Room) -> list[str]:
    return [post.text for post in room.channel.posts]


# When


def test_nothing_is_posted_before_a_channel_is_chosen(room: Room, anna: Person) -> None:
    room.turn(days=8)
    opens(anna, "Wanneer ik iets stuur")
    assert anna.sees("wacht tot je een kanaal kiest")
    assert posts(room) == []


def test_a_chosen_channel_gets_it_at_the_next_time(room: Room, anna: Person) -> None:
    job_form(anna)
    anna.fills(channel=room.channel)
    anna.submits()
    assert anna.sees("De volgende keer is maandag 30 november 2026 om 09:00.")
    room.at("2026-11-30 09:00")
    assert posts(room) == ["Gepost op 2026-11-30"]


def test_another_day_and_time_hold_at_once(room: Room, anna: Person) -> None:
    job_form(anna)
    anna.fills(channel=room.channel, days=["maandag", "donderdag"], at="10:30")
    anna.submits()
    assert anna.sees("maandag en donderdag om 10:30")
    room.at("2026-11-23 10:30")
    assert posts(room) == ["Gepost op 2026-11-23"]
    room.at("2026-11-26 10:30")
    assert posts(room)[1:] == ["Gepost op 2026-11-26"]
    job_form(anna)
    assert anna.form["channel"] is not None
    assert anna.form["days"] == ("0", "3")
    anna.fills(days=["vrijdag"])
    anna.submits()
    room.at("2026-12-03 23:00")
    assert posts(room)[2:] == ["Gepost op 2026-11-27"]


def test_every_other_week_begins_with_the_first_that_comes(room: Room, anna: Person) -> None:
    job_form(anna)
    anna.fills(channel=room.channel, weeks="2")
    anna.submits()
    assert anna.sees("elke 2 weken")
    room.at("2026-12-31 12:00")
    assert posts(room) == ["Gepost op 2026-11-30", "Gepost op 2026-12-14", "Gepost op 2026-12-28"]


def test_off_is_off_until_it_is_on_again(room: Room, anna: Person) -> None:
    job_form(anna)
    anna.fills(channel=room.channel)
    anna.submits()
    job_form(anna)
    anna.fills(on=False)
    anna.submits()
    assert anna.sees("staat uit")
    room.at("2026-12-02 12:00")
    assert posts(room) == []
    job_form(anna)
    anna.fills(on=True)
    anna.submits()
    room.at("2026-12-07 12:00")
    assert posts(room) == ["Gepost op 2026-12-07"]


def test_what_is_chosen_at_noon_does_not_make_up_for_the_morning(room: Room, anna: Person) -> None:
    room.at("2026-11-30 12:00")
    job_form(anna)
    anna.fills(channel=room.channel)
    anna.submits()
    room.at("2026-12-07 08:59")
    assert posts(room) == []
    room.at("2026-12-07 09:00")
    with room.storage() as db:
        assert [row.key for row in schedule.occurrences(db, NAME, limit=9)] == ["2026-12-07"]


def test_a_time_that_was_already_used_today_is_not_used_again(room: Room, anna: Person) -> None:
    job_form(anna)
    anna.fills(channel=room.channel)
    anna.submits()
    room.at("2026-11-30 09:30")
    job_form(anna)
    anna.fills(at="10:00")
    anna.submits()
    room.at("2026-11-30 12:00")
    assert posts(room) == ["Gepost op 2026-11-30"]


def test_what_is_missing_is_said_at_its_field(room: Room, anna: Person) -> None:
    job_form(anna)
    anna.fills(days=[], at="06:00")
    anna.submits()
    assert anna.form.errors == {
        "days": "Kies een dag. Wil je dit niet? Haal dan het vinkje bij Aan weg.",
        "at": "Dan stuur ik niets. Kies een tijd tussen 8:00 en 18:00.",
        "channel": "Kies een kanaal, of haal het vinkje bij Aan weg.",
    }


@pytest.mark.parametrize(
    ("holidays", "posted"),
    [
        ("Dan sla ik een keer over", []),
        ("Dan doe ik het de werkdag erna", ["Gepost op 2027-03-29"]),
        ("Dan doe ik het gewoon", ["Gepost op 2027-03-29"]),
    ],
)
def test_on_a_holiday_it_does_what_was_chosen(room: Room, anna: Person, holidays: str, posted: list[str]) -> None:
    room.begins_at("2027-03-24 12:00")
    job_form(anna)
    anna.fills(channel=room.channel, holidays=holidays)
    anna.submits()
    room.at("2027-03-29 23:00")  # Easter Monday
    on_the_day = posts(room)
    room.at("2027-04-02 12:00")
    assert posts(room) == posted
    assert bool(on_the_day) == (holidays == "Dan doe ik het gewoon")


def test_a_preview_comes_before_anything_goes_out(room: Room, anna: Person) -> None:
    job_form(anna)
    anna.clicks("Bekijk een voorbeeld")
    assert posts(room) == []


def test_the_daily_message_comes_at_the_hour_that_was_chosen(room: Room, anna: Person) -> None:
    with room.storage() as db:
        enqueue.remind(db, Nudge(anna.id, "x", (Paragraph(typed("Dit kan wachten")),)), room.now)
    opens(anna, "Wanneer ik iets stuur")
    anna.clicks("Wijzig", beside="Dagelijks bericht")
    anna.fills(at="13:30")
    anna.submits()
    room.at("2026-11-23 13:29")
    assert anna.hears_nothing()
    room.at("2026-11-23 13:30")
    assert anna.hears("Dit kan wachten")


# Quiet


def test_quiet_hours_and_working_days_hold_at_once(room: Room, anna: Person) -> None:
    opens(anna, "Rust en werkdagen")
    anna.fills(until="9", starting="17", days=["maandag", "dinsdag", "donderdag"])
    anna.submits()
    assert anna.sees("op maandag, dinsdag en donderdag, tussen 9:00 en 17:00.")
    with room.storage() as db:
        enqueue.remind(db, Nudge(anna.id, "x", (Paragraph(typed("Dit kan wachten")),)), room.now)
        assert settings.written(db) == {"quiet.until": "9", "quiet.from": "17", "quiet.working_days": "0 1 3"}
    room.at("2026-11-24 08:00")
    assert anna.hears_nothing()
    room.at("2026-11-24 09:00")
    assert anna.hears("Dit kan wachten")


def test_a_day_that_is_no_working_day_any_more_moves_what_was_planned(room: Room, anna: Person) -> None:
    job_form(anna)
    anna.fills(channel=room.channel)
    anna.submits()
    room.at("2026-11-30 09:30")
    opens(anna, "Rust en werkdagen")
    anna.fills(days=["woensdag", "donderdag"])
    anna.submits()
    room.at("2026-12-09 08:59")
    assert posts(room) == ["Gepost op 2026-11-30"]  # And not again on Wednesday.
    room.at("2026-12-09 09:00")
    assert len(posts(room)) == 2


def test_a_day_that_is_a_working_day_again_brings_forward_what_was_planned(room: Room, anna: Person) -> None:
    opens(anna, "Rust en werkdagen")
    anna.fills(days=["woensdag", "donderdag"])
    anna.submits()
    job_form(anna)
    anna.fills(channel=room.channel)
    anna.submits()
    room.at("2026-11-27 12:00")
    opens(anna, "Rust en werkdagen")
    anna.fills(days=["maandag", "woensdag"])
    anna.submits()
    room.at("2026-11-30 09:00")
    assert posts(room) == ["Gepost op 2026-11-23", "Gepost op 2026-11-30"]


def test_what_is_usual_is_not_stored(room: Room, anna: Person) -> None:
    opens(anna, "Rust en werkdagen")
    anna.submits()
    opens(anna, "Keuzes per onderdeel")
    anna.clicks("Wijzig", beside="Projecten en rollen")
    anna.submits()
    assert anna.sees("Alles staat op de standaard.")
    with room.storage() as db:
        assert settings.written(db) == {}


def test_somebody_has_to_work_on_some_day(room: Room, anna: Person) -> None:
    opens(anna, "Rust en werkdagen")
    anna.fills(days=[])
    anna.submits()
    assert anna.form.errors == {"days": "Kies een dag waarop jullie werken."}


# Numbers


def test_a_number_is_kept_and_told_beside_what_is_usual(room: Room, anna: Person) -> None:
    opens(anna, "Keuzes per onderdeel")
    assert anna.sees("Projecten en rollen: alles staat op de standaard")
    anna.clicks("Wijzig", beside="Projecten en rollen")
    assert anna.sees("Dit is een keuze van de gemeente.")
    assert anna.sees("Standaard: 7.")
    anna.fills(projects_vacant_for=10)
    anna.submits()
    assert anna.sees("Na hoeveel dagen meld ik dat een rol in de driehoek vrij is? 10 (standaard 7)")
    with room.storage() as db:
        assert settings.written(db) == {"projects.vacant_for": "10"}
    opens(anna, "Keuzes per onderdeel")
    assert anna.sees("Projecten en rollen: 1 keuze is aangepast")
    anna.clicks("Wijzig", beside="Projecten en rollen")
    anna.fills(projects_vacant_for=7)
    anna.submits()
    with room.storage() as db:
        assert settings.written(db) == {}


def test_a_number_that_cannot_be_is_refused_and_the_rest_stays(room: Room, anna: Person) -> None:
    opens(anna, "Keuzes per onderdeel")
    anna.clicks("Wijzig", beside="Projecten en rollen")
    anna.fills(projects_vacant_for=1000, projects_ask_again_after=5)
    anna.submits()
    assert anna.form.errors == {"projects_vacant_for": "Kies een getal van 1 tot en met 60."}
    assert anna.form["projects_ask_again_after"] == "5"


def test_a_word_is_chosen_from_its_options(room: Room, anna: Person) -> None:
    opens(anna, "Keuzes per onderdeel")
    anna.clicks("Wijzig", beside="Drukte en antwoorden")
    anna.fills(load_usual_days="every_day")
    anna.submits()
    with room.storage() as db:
        assert settings.written(db) == {"load.usual_days": "every_day"}


# Who


@pytest.mark.parametrize(
    "action",
    [
        *("choices.jobs", "choices.job", "choices.save_job", "choices.quiet", "choices.save_quiet"),
        *("choices.features", "choices.feature", "choices.save_feature"),
    ],
)
def test_only_administrators_choose(room: Room, action: str) -> None:
    bert = room.person("Bert")
    assert "Alleen een beheerder kan dit." in asks_for(bert, action, job=NAME, feature="projects")


@pytest.mark.parametrize("args", [{"job": "no.such"}, {"feature": "nothing"}])
def test_what_is_not_there_any_more_is_an_old_button(room: Room, anna: Person, args: dict[str, str]) -> None:
    action = "choices.job" if "job" in args else "choices.feature"
    assert "Deze knop werkt niet meer" in asks_for(anna, action, None, **args)


# Saving without a change


def schedules(room: Room) -> list[tuple[object, ...]]:
    with room.storage() as db:
        return [
            (row.name, row.rule, row.is_on, row.next_due, row.decided_until, row.revision)
            for row in schedule.schedules(db)
        ]


def to_be_shown(when: When, posts: bool = False) -> list[str]:
    """What the settings form cannot show of a job that comes at these times, or would change when it is saved."""
    line = cards.JobLine(Job(NAME, when, DAY, say_so, posts), when, True, None, None)
    fields = {each.key: each for each in cards.job_form(speech("nl"), line).fields}
    offered = {key: {option.value for option in each.options} for key, each in fields.items()}
    days, at = fields["days"].value, str(fields["at"].value)
    lost = {
        "days": not isinstance(days, tuple) or {*map(int, map(str, days))} != when.days or not days,
        "at": dt.time.fromisoformat(at) != when.at or at not in offered["at"],
        "weeks": when.weeks < 1 or fields["weeks"].value not in offered["weeks"],
        "holidays": fields["holidays"].value not in offered["holidays"],
    }
    return [key for key, is_lost in lost.items() if is_lost]


@pytest.mark.parametrize("job", Router(FEATURES).jobs.values(), ids=lambda job: job.name)
def test_the_form_can_show_the_rhythm_of_every_job(job: Job) -> None:
    assert to_be_shown(job.when, job.posts) == []


@pytest.mark.parametrize(
    ("when", "lost"),
    [
        (When(frozenset(), dt.time(9)), "days"),
        (When(frozenset({0, 7}), dt.time(9)), "days"),
        (When(frozenset({0}), dt.time(9, 0, 30)), "at"),
        (When(frozenset({0}), dt.time(9), weeks=0), "weeks"),
        (When(frozenset({0}), dt.time(9), holidays="before"), "holidays"),  # type: ignore[arg-type]
    ],
)
def test_a_rhythm_that_the_form_cannot_show_is_refused(when: When, lost: str) -> None:
    assert to_be_shown(when) == [lost]


@pytest.fixture
def every_job(sqlite: SqliteDatabases) -> Iterator[Room]:
    """The product as it is, so that jobs that post are among them."""
    with sqlite.opened() as database:
        yield Room(database, FEATURES)


def test_a_time_that_is_saved_without_a_change_moves_nothing(every_job: Room) -> None:
    """What a job does by itself is what its form shows, and stays so when somebody saves it."""
    room = every_job
    anna = room.person("Anna", admin=True)
    room.settings(keeper=anna)
    room.turn(days=3)
    for name, job in Router(FEATURES).jobs.items():
        opens_job(anna, name)
        if job.posts:
            # Without a channel it can't be saved: the second time nothing changes.
            anna.fills(channel=room.channel)
            anna.submits()
            opens_job(anna, name)
        before = schedules(room)
        assert anna.form["at"] == f"{job.when.at:%H:%M}"
        assert anna.form["weeks"] == str(job.when.weeks)
        anna.submits()
        assert anna.form_on_screen is None, anna.screen
        assert schedules(room) == before


def test_the_next_buddy_round_stays_when_only_the_time_of_day_changes(room: Room, anna: Person) -> None:
    room.turn(days=1)
    with room.storage() as db:
        row = schedule.schedule_of(db, "buddies.round")
        assert row
        assert row.next_due
        next_day = row.next_due.date()
    opens(anna, "Wanneer ik iets stuur")
    anna.clicks("Wijzig", beside="Een ronde buddy's beginnen")
    anna.fills(at="11:30")
    anna.submits()
    with room.storage() as db:
        row = schedule.schedule_of(db, "buddies.round")
        assert row
        assert row.next_due
        assert row.next_due.date() == next_day


def test_every_quarter_can_be_said(room: Room, anna: Person) -> None:
    job_form(anna)
    anna.fills(channel=room.channel, weeks="Elk kwartaal (elke 13 weken)")
    anna.submits()
    assert anna.sees("maandag om 09:00, elk kwartaal (elke 13 weken)")
    room.turn(weeks=16, only=["overview"])
    assert posts(room) == ["Gepost op 2026-11-30", "Gepost op 2027-03-01"]


def test_a_rhythm_that_is_in_no_list_is_shown_and_kept(room: Room, anna: Person) -> None:
    job_form(anna)
    anna.fills(channel=room.channel, weeks="2")
    anna.submits()
    with room.storage() as db:
        row = schedule.schedule_of(db, NAME)
        assert row
        row.rule = row.rule.replace('"weeks":2', '"weeks":5')
        assert '"weeks":5' in row.rule
    job_form(anna)
    assert anna.form["weeks"] == "5"
    anna.fills(at="10:00")
    anna.submits()
    assert anna.sees("maandag om 10:00, elke 5 weken")


def test_quiet_hours_that_are_saved_without_a_change_plan_nothing_anew(room: Room, anna: Person) -> None:
    room.turn(days=3)
    before = schedules(room)
    opens(anna, "Rust en werkdagen")
    anna.submits()
    assert anna.sees("tussen 8:00 en 18:00.")
    assert schedules(room) == before


def test_numbers_that_are_saved_without_a_change_choose_nothing(room: Room, anna: Person) -> None:
    opens(anna, "Keuzes per onderdeel")
    number = len([found for found in anna.buttons if "feature" in dict(getattr(found.button, "args", {}))])
    for each in range(number):
        opens(anna, "Keuzes per onderdeel")
        anna.presses([found for found in anna.buttons if "feature" in dict(getattr(found.button, "args", {}))][each])
        anna.submits()
        with room.storage() as db:
            assert settings.written(db) == {}
