"""The room's clock drives the same tick as the real bot's: what is due is done when it is due, and once."""

import datetime as dt
from collections.abc import Sequence

import pytest
from sqlalchemy.orm import Session

from bot import enqueue
from bot.chat.cards import Card, typed
from bot.chat.feature import Feature, Job, Occasion, When
from bot.chat.replies import Nudge, Say, Together, Work
from bot.chat.requests import Channel
from storage.messages import reminders, schedule
from storage.people import people
from tests.room import Room

DAY = dt.timedelta(days=1)
MONDAYS = When(frozenset({0}), dt.time(9))


def _line(words: str) -> Card:
    return Card(typed(words))


def weekly(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    """To everybody apart, to all together, and in a channel with a thread."""
    everybody = tuple(person.id for person in people.colleagues_named(db, ""))
    channel = Channel("room", "voorbeeld", "C-algemeen")
    at = f"{occasion.at:%Y-%m-%d %H:%M}"
    return [
        *(Say(_line(f"Alleen {at}"), to=one) for one in everybody),
        Say(_line(f"Samen {at}"), to=Together(everybody)),
        Say(_line(f"Kanaal {at}"), to=channel, key=f"k-{occasion.key}"),
        Say(_line("Vervolg"), to=channel, under=f"k-{occasion.key}"),
    ]


def silence(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    return []


def evening(occasion: Occasion, db: Session, about: str) -> Sequence[Say | Nudge | Work]:
    anna = int(about)
    return [Say(_line("Zo begint het"), to=anna, asked_for=True), Say(_line("Dat kan morgen ook"), to=anna)]


@pytest.fixture
def features() -> Sequence[Feature]:
    from bot.features import FEATURES

    jobs = (Job("tests.weekly", MONDAYS, DAY, weekly),)
    return (
        *(each for each in FEATURES if not each.jobs),
        Feature("tests", jobs=jobs, reminders={"tests.evening": evening}),
        Feature("others", jobs=(Job("others.weekly", MONDAYS, DAY, silence),)),
    )


def test_a_job_is_done_at_its_time_in_every_week_that_passes(room: Room) -> None:
    anna = room.person("Anna")
    room.turn(days=14)
    assert [message.text for message in anna.messages] == ["Alleen 2026-11-30 09:00", "Alleen 2026-12-07 09:00"]


def test_of_all_jobs_those_of_one_feature(room: Room) -> None:
    anna = room.person("Anna")
    room.turn(days=14, only=["tests"])
    assert [message.text for message in anna.messages] == ["Alleen 2026-11-30 09:00", "Alleen 2026-12-07 09:00"]
    with room.storage() as db:
        assert not schedule.occurrences(db, "others.weekly", limit=1)
    room.turn(days=7)
    with room.storage() as db:
        assert schedule.occurrences(db, "others.weekly", limit=1)
    with pytest.raises(AssertionError):
        room.turn(days=1, only=["nobody"])


def test_channels_conversations_and_threads_are_in_the_room(room: Room) -> None:
    anna, bert = room.person("Anna"), room.person("Bert")
    room.at("2026-11-30 09:00")
    assert room.channel.sees("Kanaal 2026-11-30 09:00\n\n    Vervolg")
    assert room.together(anna, bert).sees("Samen 2026-11-30 09:00")
    assert bert.hears("Samen 2026-11-30 09:00")
    outsider = room.person("Cor")
    assert outsider.hears_nothing()
    assert outsider.sees_nothing_of("Samen")


def test_of_several_missed_times_only_the_latest_is_done(room: Room) -> None:
    anna = room.person("Anna")
    room.turn(minutes=1)
    room.off_until("2026-12-14 10:00")
    assert [message.text for message in anna.messages] == ["Alleen 2026-12-14 10:00"]


def test_what_was_asked_for_comes_at_once_and_the_rest_in_the_morning(room: Room) -> None:
    anna = room.person("Anna")
    with room.storage() as db:
        at = dt.datetime(2026, 11, 23, 19, 0, tzinfo=dt.UTC)
        reminders.plan(db, "tests.evening", str(anna.id), at, at + DAY)
    room.at("2026-11-23 20:00")
    assert anna.hears("Zo begint het")
    assert not anna.hears("Dat kan morgen ook")
    room.at("2026-11-24 08:00")
    assert anna.hears("Dat kan morgen ook")


def test_a_message_with_a_name_is_queued_once_whoever_says_it_again(room: Room) -> None:
    anna = room.person("Anna")
    for _ in range(2):
        with room.storage() as db:
            enqueue.tell(db, "eens", anna.id, _line("Hallo"), "nl", room.now)
        room.settle()
    assert len(anna.messages) == 1
