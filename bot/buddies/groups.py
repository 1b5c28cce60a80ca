"""The running round: who sits with whom, how long it goes on, and what is told to those who stay."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence

import msgspec
from sqlalchemy.orm import Session

from bot.buddies import cards
from bot.chat.replies import Say
from bot.chat.texts import speech
from bot.chat.when import When
from storage.learning import buddy_rounds
from storage.learning.buddy_rounds import BuddyRound, BuddySeat
from storage.messages import schedule
from storage.people import people

JOB = "buddies.round"
EVERY = When(frozenset({1}), dt.time(10), weeks=3)
"""Tuesdays: on Monday the weekly overview comes."""


def length(db: Session) -> dt.timedelta:
    """Of a round: until the next one, as the municipality chose it."""
    row = schedule.schedule_of(db, JOB)
    when = msgspec.json.decode(row.rule, type=When) if row and row.rule else EVERY
    return dt.timedelta(weeks=when.weeks)


def next_round(db: Session, at: dt.datetime) -> dt.datetime | None:
    """In the municipality's own time; None while rounds are off."""
    row = schedule.schedule_of(db, JOB)
    return row.next_due.astimezone(at.tzinfo) if row and row.next_due and row.next_due > at else None


def over_at(db: Session, round_: BuddyRound, at: dt.datetime) -> dt.datetime:
    """When the next one takes its place: one that was started by hand may be a short one."""
    usual, planned = round_.begun_at + length(db), next_round(db, at)
    return min(usual, planned) if planned else usual


def goes_on(db: Session, last: BuddyRound, at: dt.datetime) -> bool:
    """Whether the last round is still worth joining."""
    return at < last.begun_at + length(db)


def current_seat(db: Session, colleague_id: int) -> BuddySeat | None:
    last = buddy_rounds.last_round(db)
    return buddy_rounds.seat_in(db, last.id, colleague_id) if last else None


def buddies_of(db: Session, seat: BuddySeat) -> tuple[str, ...]:
    """The names of the others in somebody's group who are still there."""
    if seat.group_id is None:
        return ()
    others = [other.colleague_id for other in buddy_rounds.seats_of_group(db, seat.group_id) if other.id != seat.id]
    names = people.names_of(db, [one for one in others if one])
    return tuple(name for one in others if one and (name := names.get(one)))


def names_of_others(db: Session, seats: Sequence[BuddySeat]) -> dict[int, tuple[str, ...]]:
    """For each seat of a round: the names of the others in the group who are still there."""
    there = [seat for seat in seats if seat.group_id and seat.colleague_id and seat.left_at is None]
    names = people.names_of(db, [seat.colleague_id for seat in there if seat.colleague_id])
    together = defaultdict[int | None, list[BuddySeat]](list)
    for seat in there:
        together[seat.group_id].append(seat)
    return {
        seat.id: tuple(
            names[one.colleague_id] for one in together[seat.group_id] if one.colleague_id and one is not seat
        )
        for seat in there
    }


def left_at(db: Session, at: dt.datetime) -> list[int]:
    """The groups of the running round that somebody left at this very moment."""
    last = buddy_rounds.last_round(db)
    seats = buddy_rounds.seats_of_round(db, last.id) if last else ()
    return [seat.group_id for seat in seats if seat.group_id and seat.colleague_id is None and seat.left_at == at]


def get_up(db: Session, seat: BuddySeat, reason: str) -> list[int]:
    """Takes them out of their group; they stay in the round. Returns the group, if they had one."""
    left = [seat.group_id] if seat.group_id else []
    seat.group_id, seat.reason, seat.answer = None, reason, ""
    db.flush()
    return left


def tell_who_stay(db: Session, group_ids: Collection[int]) -> list[Say]:
    """In the running round only: an older group needs no message. Whoever has nobody left across may join another."""
    last = buddy_rounds.last_round(db)
    if last is None:
        return []
    said = []
    for group_id in group_ids:
        staying = buddy_rounds.seats_of_group(db, group_id)
        if not staying or staying[0].round_id != last.id:
            continue
        is_whole = len({seat.side for seat in staying}) > 1
        if not is_whole:
            _let_go(staying)
        said += _tell(db, staying, is_whole and "gone")
    return said


def _let_go(staying: Sequence[BuddySeat]) -> None:
    """Without a buddy of the other discipline it is no group: they wait, and go first next time."""
    for seat in staying:
        seat.group_id, seat.reason, seat.answer = None, "alone", ""


def _tell(db: Session, staying: Sequence[BuddySeat], what: str | bool) -> list[Say]:
    ids = [seat.colleague_id for seat in staying if seat.colleague_id]
    languages = people.languages_of_reachable(db, ids)
    spoken = {one: speech(language) for one, language in languages.items()}
    return [Say(cards.told(t, what) if isinstance(what, str) else cards.alone(t), one) for one, t in spoken.items()]


def running(db: Session, round_id: int) -> BuddyRound | None:
    """This round, when no later one has begun."""
    last = buddy_rounds.last_round(db)
    return last if last and last.id == round_id else None
