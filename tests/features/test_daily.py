"""The one daily message: a question that waited too long, a role that stays vacant, and never more than one a day."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import event

from bot import enqueue
from bot.chat.cards import Paragraph, typed
from bot.chat.feature import Feature
from bot.chat.replies import Nudge
from bot.features import FEATURES
from storage.messages import nudges
from storage.settings import SettingRow
from tests.features.scenes import asks_for, names, registers
from tests.givens import a_moment, a_project
from tests.room import Person, Room

QUESTION = "Wil jij communicatieadviseur zijn bij Singel?"
ONCE_MORE = "Weet je al of je communicatieadviseur wilt zijn bij Singel?"


@pytest.fixture
def features() -> Sequence[Feature]:
    """Without the weekly look at projects: it has its own tests (test_noticing.py), and would be in every message."""
    return [
        replace(feature, jobs=tuple(job for job in feature.jobs if job.name != "projects.findings"))
        for feature in FEATURES
    ]


def waits(room: Room, reader: Person, *things: str, expires_in: dt.timedelta | None = None) -> None:
    with room.storage() as db:
        for number, words in enumerate(things):
            expires_at = room.now + expires_in if expires_in else None
            nudge = Nudge(reader.id, words, (Paragraph(typed(words)),), order=number, expires_at=expires_at)
            enqueue.remind(db, nudge, room.now)


def daily(person: Person) -> list[str]:
    """The daily messages that this person got."""
    return [message.text for message in person.messages if message.text.startswith(("Dit ligt", "This is waiting"))]


def asked(room: Room, anna: Person, bert: Person) -> None:
    """On Monday at nine."""
    registers(anna, "Singel")
    names(anna, "Singel", project_lead=anna, participation_adviser=anna, communication_adviser=bert)


def can_wait(room: Room, reader: Person, words: str, days: int = 3) -> None:
    with room.storage() as db:
        alone_from = room.now + dt.timedelta(days=days)
        enqueue.remind(db, Nudge(reader.id, words, (Paragraph(typed(words)),), alone_from=alone_from), room.now)


# What can wait


def test_what_can_wait_is_no_message_of_its_own_for_some_days(room: Room, anna: Person) -> None:
    can_wait(room, anna, "Was het leuk?")
    room.turn(days=2)
    assert daily(anna) == []
    waits(room, anna, "Vandaag")
    room.turn(days=1)
    (message,) = daily(anna)
    assert "Vandaag" in message
    assert "Was het leuk?" in message
    room.turn(days=7)
    assert len(daily(anna)) == 1, "it went along"


def test_what_waited_long_enough_comes_by_itself(room: Room, anna: Person) -> None:
    can_wait(room, anna, "Was het leuk?")
    room.turn(days=4)
    (message,) = daily(anna)
    assert "Was het leuk?" in message


def test_how_often_it_comes_is_said_only_the_first_time(room: Room, anna: Person, bert: Person) -> None:
    for reader in (anna, bert, anna, anna):
        waits(room, reader, "Kijk eens")
        room.turn(days=1)
    told = ["hooguit één keer per werkdag" in message for message in daily(anna)]
    assert told == [True, False, False]
    assert "hooguit één keer per werkdag" in daily(bert)[0]


# Asked once more


def test_a_question_about_a_role_comes_back_after_three_working_days_and_only_once(
    room: Room, anna: Person, bert: Person
) -> None:
    asked(room, anna, bert)
    room.at("2026-11-25 23:00")
    assert daily(bert) == []
    room.at("2026-11-26 09:00")
    (message,) = daily(bert)
    assert ONCE_MORE in message
    assert QUESTION not in message
    room.turn(days=30)
    assert len(daily(bert)) == 1


def test_days_off_do_not_count(room: Room, anna: Person, bert: Person) -> None:
    room.at("2026-12-24 10:00")
    asked(room, anna, bert)
    room.at("2026-12-29 18:00")  # Christmas, Boxing Day on Saturday, Sunday, then Monday and Tuesday.
    assert daily(bert) == []
    room.at("2026-12-30 09:00")
    assert len(daily(bert)) == 1


def test_the_answer_in_the_daily_message_settles_it(room: Room, anna: Person, bert: Person) -> None:
    asked(room, anna, bert)
    room.at("2026-11-26 09:00")
    bert.clicks("Ja", beside=QUESTION)
    assert bert.sees("Je bent nu communicatieadviseur bij Singel.")


def test_who_answered_in_time_is_not_asked_again(room: Room, anna: Person, bert: Person) -> None:
    asked(room, anna, bert)
    bert.clicks("Ja", beside=QUESTION)
    room.turn(days=10)
    assert daily(bert) == []


def test_who_answers_just_before_the_message_does_not_find_the_question_in_it(
    room: Room, anna: Person, bert: Person
) -> None:
    asked(room, anna, bert)
    room.at("2026-11-26 08:30")
    bert.clicks("Dit is niet mijn taak", beside=QUESTION)
    room.turn(days=1)
    assert daily(bert) == []


def test_a_project_that_is_over_asks_nobody(room: Room, anna: Person, bert: Person) -> None:
    asked(room, anna, bert)
    anna.types("/project afronden Singel")
    anna.submits()
    room.turn(days=10)
    assert daily(bert) == []


def test_the_municipality_chooses_how_many_days(room: Room, anna: Person, bert: Person) -> None:
    chooses(room, "projects.ask_again_after", "1")
    asked(room, anna, bert)
    room.at("2026-11-24 09:00")
    assert len(daily(bert)) == 1


def chooses(room: Room, name: str, value: str) -> None:
    with room.storage() as db:
        db.add(SettingRow(name=name, value=value))


# Vacant


def test_the_project_lead_hears_once_that_a_role_stays_vacant(room: Room, anna: Person) -> None:
    room.given(a_project("Kade", project_lead=anna, communication_adviser=anna))
    room.at("2026-11-30 12:00")
    assert daily(anna) == []  # First seen on Tuesday the 24th.
    room.at("2026-12-01 09:00")
    (message,) = daily(anna)
    assert "Kade zoekt nog een participatieadviseur.\n[Vraag iemand] [Zo afgesproken]" in message
    anna.clicks("Vraag iemand")
    anna.closes_the_form()
    room.turn(days=30)
    assert len(daily(anna)) == 1


def test_without_a_project_lead_the_overview_keeper_hears(room: Room, anna: Person, bert: Person) -> None:
    room.settings(keeper=bert)
    room.given(*(a_project(f"Plan {number}") for number in range(7)), a_project("Oud", status="afgerond"))
    room.turn(days=14)
    (message,) = daily(bert)
    assert "Plan 4 zoekt nog een projectleider, een communicatieadviseur en een participatieadviseur." in message
    assert "En nog 2 projecten." in message
    assert "Oud" not in message
    assert daily(anna) == []


def test_a_role_that_is_filled_in_time_is_no_news_and_counts_anew(room: Room, anna: Person, bert: Person) -> None:
    room.given(a_project("Kade", project_lead=anna, communication_adviser=anna))
    room.turn(days=5)
    names(anna, "Kade", participation_adviser=bert)
    room.turn(days=1)
    bert.clicks("Dit is niet mijn taak")
    room.turn(days=5)
    assert daily(anna) == []
    room.turn(days=5)
    assert len(daily(anna)) == 1


# The message


def test_everything_that_waits_comes_in_one_message_in_order(room: Room, anna: Person) -> None:
    waits(room, anna, "Eerst", "Dan")
    room.at("2026-11-23 18:00")
    assert daily(anna) == []  # This morning was before it.
    room.at("2026-11-24 09:00")
    (message,) = daily(anna)
    assert message.index("Eerst") < message.index("Dan")
    assert len(anna.messages) == 1


def test_a_dozen_at_most_and_the_rest_for_who_cannot_wait(room: Room, anna: Person) -> None:
    waits(room, anna, *(f"Ding {number}." for number in range(15)))
    room.at("2026-11-24 09:00")
    assert "Ding 11." in daily(anna)[0]
    assert "Ding 12." not in daily(anna)[0]
    assert "En nog 3. Die stuur ik je de volgende keer." in daily(anna)[0]
    anna.clicks("Laat nu zien")
    assert anna.sees("Ding 14.")
    assert "Er ligt niets meer voor je klaar." in asks_for(anna, "daily.rest")
    room.turn(days=2)
    assert len(daily(anna)) == 1


def test_the_rest_comes_the_next_working_day(room: Room, anna: Person) -> None:
    waits(room, anna, *(f"Ding {number}." for number in range(13)))
    room.at("2026-11-27 09:00")
    room.at("2026-11-30 08:59")
    assert len(daily(anna)) == 2
    assert "Ding 12." in daily(anna)[1]


def test_for_many_people_it_takes_as_many_statements_as_for_two(room: Room, anna: Person, bert: Person) -> None:
    """Of its second morning, when the messages of the day before are looked at too."""
    few = [changes_of_a_morning(room, [anna, bert], day) for day in ("2026-11-24", "2026-11-25")]
    everybody = [anna, bert, *(room.person(name) for name in ("Carla", "Dirk", "Els", "Fons"))]
    many = [changes_of_a_morning(room, everybody, day) for day in ("2026-11-26", "2026-11-27")]
    assert [len(daily(each)) for each in everybody] == [4, 4, 2, 2, 2, 2]
    assert few[1] == many[1]


def changes_of_a_morning(room: Room, people: Sequence[Person], day: str) -> int:
    """How often what waits is changed when there is something new for each of these."""
    for each in people:
        waits(room, each, f"Nieuws van {day}.")
    changes: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(("UPDATE nudge", "DELETE FROM nudge")):
            changes.append(statement)

    event.listen(room.database.engine, "before_cursor_execute", note)
    room.at(f"{day} 09:00")
    event.remove(room.database.engine, "before_cursor_execute", note)
    return len(changes)


def test_nothing_on_weekends_and_holidays(room: Room, anna: Person) -> None:
    room.at("2026-12-24 12:00")
    waits(room, anna, "Dit kan wachten")
    room.at("2026-12-28 08:59")
    assert daily(anna) == []
    room.at("2026-12-28 09:00")
    assert len(daily(anna)) == 1


def test_nothing_at_three_in_the_morning_after_a_weekend_down(room: Room, anna: Person) -> None:
    room.at("2026-11-26 10:00")
    waits(room, anna, "Dit kan wachten")
    room.off_until("2026-11-30 03:00")
    assert anna.hears_nothing()
    room.at("2026-11-30 09:00")
    assert len(daily(anna)) == 1


def test_where_quiet_ends_later_than_its_hour_it_comes_then(room: Room, anna: Person) -> None:
    chooses(room, "quiet.until", "10")
    waits(room, anna, "Dit kan wachten")
    room.at("2026-11-24 09:59")
    assert daily(anna) == []
    room.at("2026-11-24 10:00")
    assert len(daily(anna)) == 1


def test_what_is_of_no_use_any_more_falls_away(room: Room, anna: Person) -> None:
    waits(room, anna, "Vandaag nog", expires_in=dt.timedelta(hours=8))
    room.turn(days=2)
    assert daily(anna) == []


def test_a_click_in_the_message_leaves_the_rest_of_it(room: Room, anna: Person, bert: Person) -> None:
    asked(room, anna, bert)
    room.at("2026-11-25 10:00")
    waits(room, bert, "Iets anders")
    room.at("2026-11-26 09:00")
    bert.clicks("Ik beslis later", beside=ONCE_MORE)
    assert bert.sees("Iets anders")
    assert bert.sees("Prima, denk er rustig over na.")
    bert.clicks("Ja", beside="denk er rustig over na")
    assert bert.sees("Iets anders")
    assert bert.sees("Je bent nu communicatieadviseur bij Singel.")


def test_who_has_no_account_yet_keeps_what_waits(room: Room, anna: Person) -> None:
    room.given(a_project("Kade", project_lead="Cor"))
    room.turn(days=14)
    assert anna.hears_nothing()


def test_everybody_reads_it_in_their_own_language(room: Room, anna: Person) -> None:
    kwame = room.person("Kwame", language="en")
    registers(anna, "Singel")
    names(anna, "Singel", communication_adviser=kwame)
    room.at("2026-11-26 09:00")
    assert "Do you know yet whether you will be communication adviser on Singel?" in daily(kwame)[0]


def test_who_erases_themselves_gets_nothing_more(room: Room, anna: Person) -> None:
    waits(room, anna, "Dit kan wachten")
    anna.types("/samenspel gegevens")
    anna.clicks("Wis mijn gegevens")
    anna.fills(sure=True)
    anna.submits()
    room.turn(days=2)
    assert daily(anna) == []
    with room.storage() as db:
        assert nudges.waiting(db) == []


def test_what_waits_is_in_the_file_with_all_that_is_kept(room: Room, anna: Person) -> None:
    waits(room, anna, "Dit kan wachten")
    anna.types("/samenspel gegevens")
    anna.clicks("Stuur mij mijn gegevens")
    (file,) = anna.messages[-1].card.files
    (waiting,) = json.loads(file.content)["Wat wacht op je dagelijkse bericht"]
    assert waiting["blocks"] == "Dit kan wachten"


def test_the_name_of_who_erases_themselves_goes_from_what_waits_for_others(
    room: Room, anna: Person, bert: Person
) -> None:
    waits(room, bert, "Anna vraagt of je meedoet")
    anna.types("/samenspel gegevens")
    anna.clicks("Wis mijn gegevens")
    anna.fills(sure=True)
    anna.submits()
    room.at("2026-11-24 09:00")
    assert bert.hears("oud-collega vraagt of je meedoet")
    assert not bert.hears("Anna")


# True when it leaves


def test_after_days_without_a_platform_there_is_one_message_with_what_is_still_so(
    room: Room, anna: Person, bert: Person
) -> None:
    """Slack can't be reached from Tuesday until Friday: not three messages in three seconds, and nothing is lost."""
    room.at("2026-11-24 08:30")
    room.nothing_leaves = True
    for day, thing in (("24", "Dinsdag"), ("25", "Woensdag"), ("26", "Donderdag")):
        room.at(f"2026-11-{day} 08:30")
        waits(room, anna, f"{thing} nog.", f"Alleen {thing}.", expires_in=dt.timedelta(hours=8))
        waits(room, anna, f"Sinds {thing}.")
    room.at("2026-11-27 09:30")
    room.nothing_leaves = False
    room.at("2026-11-27 10:00")
    (message,) = daily(anna)
    assert [day for day in ("Dinsdag", "Woensdag", "Donderdag") if f"Sinds {day}." in message] == [
        "Dinsdag", "Woensdag", "Donderdag",
    ]  # fmt: skip
    assert "Alleen" not in message, "what is of no use any more is not said"
    room.turn(days=4)
    assert len(daily(anna)) == 1


def test_a_message_that_could_not_leave_all_day_comes_the_next_morning(room: Room, anna: Person) -> None:
    waits(room, anna, "Dit kan wachten")
    room.nothing_leaves = True
    room.at("2026-11-24 17:00")
    room.turn(hours=3)
    room.nothing_leaves = False
    room.at("2026-11-25 08:59")
    assert daily(anna) == []
    room.at("2026-11-25 09:00")
    (message,) = daily(anna)
    assert "Dit kan wachten" in message


def test_what_was_said_is_not_said_again_unless_it_is_new(room: Room, anna: Person) -> None:
    waits(room, anna, "Dit kan wachten")
    room.at("2026-11-24 10:00")
    waits(room, anna, "Dit kan wachten")
    room.at("2026-11-26 10:00")
    assert len(daily(anna)) == 2


def test_a_reminder_of_tomorrow_that_waited_over_the_weekend_says_today(room: Room, anna: Person) -> None:
    room.given(
        a_project("Kade", project_lead=anna, communication_adviser=anna, participation_adviser=anna),
        a_moment("Enquête", project="Kade", starts_on="2026-11-02"),
    )
    room.at("2026-11-30 10:00")  # 28 days later, a Monday. The reminder of the day before was made on Sunday.
    message = [text for text in daily(anna) if "Enquête" in text][-1]
    assert "Morgen" not in message
    assert "Vandaag" in message


def test_a_question_that_was_answered_while_its_message_could_not_leave_is_not_asked(
    room: Room, anna: Person, bert: Person
) -> None:
    asked(room, anna, bert)
    room.nothing_leaves = True
    room.at("2026-11-26 10:00")
    bert.clicks("Ja", beside=QUESTION)
    room.at("2026-11-27 10:00")
    room.nothing_leaves = False
    room.turn(days=3)
    assert not [text for text in daily(bert) if QUESTION in text]


def test_a_role_that_was_filled_otherwise_is_not_looked_for(room: Room, anna: Person) -> None:
    room.given(a_project("Kade", project_lead=anna, communication_adviser=anna))
    room.at("2026-12-01 08:30")
    names(anna, "Kade", participation_adviser=anna)
    room.turn(days=2)
    assert not [text for text in daily(anna) if "zoekt nog" in text]
