"""Turns stored rows into a round, and a round into stored rows."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple, TypeVar

import msgspec
from sqlalchemy.orm import Session

from bot.buddies import choices, groups, sides
from bot.chat.settings import Chosen
from bot.pairing.ahead import Drawn
from bot.pairing.in_subprocess import RoundOrder, next_round
from bot.pairing.inputs import SIDES, Candidate, Group, Held
from bot.pairing.reasons import Why, reasons
from glossary import AreaKind
from storage import settings
from storage.learning import buddies, buddy_rounds
from storage.learning.buddy_rounds import BuddyGroup, BuddyRound, BuddySeat, SeatLine
from storage.register import areas as area_rows

HALF_A_YEAR = dt.timedelta(weeks=26)

Seat = TypeVar("Seat", BuddySeat, SeatLine)


class Begun(NamedTuple):
    """groups: who is in each, and why."""

    round: BuddyRound
    groups: Sequence[tuple[BuddyGroup, Group, tuple[Why, ...]]]
    waiting: Sequence[BuddySeat]


class Ahead(NamedTuple):
    """A round that was drawn before its transaction, and what decided it."""

    order: RoundOrder
    drawn: Drawn


def next_number(db: Session) -> int:
    return after(buddy_rounds.last_round(db))


def after(last: BuddyRound | None) -> int:
    """The number of the round after this one."""
    return last.number + 1 if last else 1


def draw(db: Session, day: dt.date, seed: int, ready: object = None) -> Drawn:
    """The round that would begin on this day. Stores nothing. Raises NoAnswer.

    ready: from `ahead`; holds as long as nothing changed that decides it, such as who takes part.
    """
    found = order(db, day, seed)
    return ready.drawn if isinstance(ready, Ahead) and ready.order == found else next_round(found)


def ahead(db: Session, day: dt.date, seed: int) -> Callable[[], Ahead]:
    """The same, without the database: for 1,400 people that is half a second."""
    found = order(db, day, seed)
    return lambda: Ahead(found, next_round(found))


def order(db: Session, day: dt.date, seed: int) -> RoundOrder:
    """All that decides the round that would begin on this day."""
    chosen = Chosen(settings.written(db))
    candidates = _candidates(db, day, chosen)
    here = {candidate.id for candidate in candidates}
    # What is kept with the round holds no wishes about people who are not in it.
    never = frozenset(pair for pair in buddies.never_together(db) if here.issuperset(pair))
    recent = max(1, HALF_A_YEAR // groups.length(db))
    return RoundOrder(tuple(candidates), tuple(history(db)), seed, never, choices.wishes(chosen), recent)


def _candidates(db: Session, day: dt.date, chosen: Chosen) -> list[Candidate]:
    taking_part = [(member, colleague) for member, colleague in buddies.members(db) if member.takes_part(day)]
    as_side = sides.as_chosen(taking_part)
    projects = defaultdict[int, set[int]](set)
    areas = defaultdict[int, set[str]](set)
    for job in buddies.projects_of(db, as_side.keys()):
        projects[job.colleague_id].add(job.project_id)
        areas[job.colleague_id] |= job.areas
    for _, colleague in taking_part:
        areas[colleague.id] |= {row.area_code for row in colleague.areas}
    # Everybody works in the municipality: that brings nobody together.
    everywhere = _whole_municipality(db, set().union(*areas.values()))
    return [
        Candidate(
            colleague.id,
            as_side[colleague.id],
            member.most or chosen.number(choices.MOST),
            choices.is_new(colleague.joined_on, day, chosen),
            frozenset(areas[colleague.id] - everywhere),
            frozenset(projects[colleague.id]),
        )
        for member, colleague in taking_part
        if colleague.id in as_side
    ]


def _whole_municipality(db: Session, codes: Collection[str]) -> set[str]:
    """Which of these codes are not a part of the municipality but all of it."""
    found = area_rows.areas_with_codes(db, codes) if codes else ()
    return {area.code for area in found if area.kind is AreaKind.MUNICIPALITY}


def history(db: Session) -> list[Held]:
    """Oldest first. The pairs of imported lists are what there was before the first round."""
    by_round = defaultdict[int, list[SeatLine]](list)
    for seat in buddy_rounds.seat_lines(db):
        by_round[seat.round_id].append(seat)
    return [_from_lists(db), *(_held(by_round[each.id]) for each in buddy_rounds.all_rounds(db))]


def _from_lists(db: Session) -> Held:
    pairs = {frozenset(pair) for pair in buddies.pairs_from_lists(db)}
    as_side = sides.as_chosen(buddies.members(db)) if pairs else {}
    groups = []
    for pair in sorted(map(sorted, pairs)):
        of = {as_side.get(one): one for one in pair}
        if of.keys() == {*SIDES}:
            groups.append(Group((of["communication"],), (of["participation"],)))
    return Held(groups)


def _held(seats: Sequence[SeatLine]) -> Held:
    groups = defaultdict[int | None, list[SeatLine]](list)
    for seat in seats:
        groups[seat.group_id].append(seat)
    waiting = _as_group(groups.pop(None, []))
    return Held([_as_group(together) for together in groups.values()], waiting)


def _as_group(seats: Sequence[SeatLine]) -> Group:
    """Without those who left for good."""
    of = [tuple(seat.colleague_id for seat in seats if seat.side == side and seat.colleague_id) for side in SIDES]
    return Group(*of)


def begin(db: Session, drawn: Drawn, number: int, at: dt.datetime) -> Begun:
    """Stores the round. Whoever is of both disciplines chooses anew for the next one."""
    round_ = BuddyRound(number=number, begun_at=at, inputs=msgspec.json.encode(drawn.inputs))
    db.add(round_)
    db.flush()
    found = drawn.round.groups
    why = reasons(drawn.inputs, found)
    groups = [BuddyGroup(round_id=round_.id, reasons=msgspec.json.encode(each)) for each in why]
    db.add_all(groups)
    db.flush()
    as_side = {candidate.id: candidate.side for candidate in drawn.inputs.candidates}
    for stored, group in zip(groups, found, strict=True):
        for one in group.ids:
            db.add(BuddySeat(round_id=round_.id, colleague_id=one, side=as_side[one], group_id=stored.id))
    waiting = [
        BuddySeat(round_id=round_.id, colleague_id=wait.id, side=as_side[wait.id], reason=wait.reason)
        for wait in drawn.round.waiting
    ]
    db.add_all(waiting)
    buddies.choose_anew(db)
    return Begun(round_, list(zip(groups, found, why, strict=True)), waiting)


def by_group(seats: Sequence[Seat]) -> Mapping[int, list[Seat]]:
    """Who sits in which group, including those who left for good."""
    groups = defaultdict[int, list[Seat]](list)
    for seat in seats:
        if seat.group_id:
            groups[seat.group_id].append(seat)
    return groups
