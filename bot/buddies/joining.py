"""Joining a group during a round: with room for one more, and with a yes of everybody in it."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import Literal

from sqlalchemy.orm import Session

from bot.buddies import cards, choices, drawing_up, groups, introducing, sides
from bot.chat.replies import Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.settings import Chosen
from bot.chat.texts import speech
from bot.pairing.inputs import SIDES, Group
from storage import settings
from storage.learning import buddies, buddy_rounds
from storage.learning.buddy_rounds import BuddyRound, BuddySeat, BuddyWelcome
from storage.people import people
from storage.people.municipalities import Municipality
from storage.people.people import Colleague


def join(request: Request, db: Session) -> Sequence[Reply]:
    """Asks a group that has room, on behalf of whoever asks; one group at a time."""
    member = buddies.member(db, request.person.id)
    last = buddy_rounds.last_round(db)
    if waits_for_a_yes(db, last, request.person.id):
        return [Say(cards.told(speech(request.language), "asked"))]
    if not (member and member.is_on and last and may_ask(db, request.person.id, request.at)):
        raise OldButton("buddy")
    return ask_a_group(db, last, request.person.id, request.language)


def may_ask(db: Session, colleague_id: int, at: dt.datetime) -> bool:
    """A round is running in which they have no group, and no group is thinking about them."""
    last = buddy_rounds.last_round(db)
    is_free = not _is_seated(db, colleague_id) and not waits_for_a_yes(db, last, colleague_id)
    return last is not None and groups.goes_on(db, last, at) and is_free


def waits_for_a_yes(db: Session, last: BuddyRound | None, colleague_id: int) -> bool:
    """Whether a group of this round was asked, and may still say yes."""
    if last is None or _is_seated(db, colleague_id):
        return False
    asked = set(buddy_rounds.groups_asked_by(db, colleague_id)) & buddy_rounds.groups_of(db, last.id).keys()
    return any(_may_still_say_yes(buddy_rounds.welcomes(db, group, colleague_id)) for group in asked)


def _may_still_say_yes(said: Sequence[BuddyWelcome]) -> bool:
    answers = [one.is_welcome for one in said]
    return None in answers and False not in answers


def ask_a_group(
    db: Session,
    round_: BuddyRound,
    newcomer_id: int,
    language: str,
    to: Literal["asker"] | int = "asker",
    but: Collection[int] = (),
) -> list[Say]:
    """Asks the next group that has room and was not asked before. The newcomer hears whether there was one.

    to: the newcomer, who may be the asker. but: groups not to ask.
    """
    t = speech(language)
    newcomer = people.colleague_in_full(db, newcomer_id)
    assert newcomer is not None
    side = _side(db, newcomer)
    group_id = next((one for one in _with_room(db, round_, newcomer_id, side) if one not in but), None)
    if group_id is None:
        return [Say(cards.told(t, "no_room"), to)]
    seats = buddy_rounds.seats_of_group(db, group_id)
    ids = [seat.colleague_id for seat in seats if seat.colleague_id]
    db.add_all(BuddyWelcome(group_id=group_id, newcomer_id=newcomer_id, colleague_id=one) for one in ids)
    languages = people.languages_of_reachable(db, ids)
    asked = [
        Say(
            cards.may_join(speech(languages[one]), group_id, newcomer_id, newcomer.name, side),
            one,
            f"buddies-join-{group_id}-{newcomer_id}-{one}",
        )
        for one in ids
        if one in languages
    ]
    return [Say(cards.told(t, "asked"), to), *asked]


def _side(db: Session, newcomer: Colleague) -> str:
    member = buddies.member(db, newcomer.id)
    own = sides.sides_of(newcomer)
    return member.side if member and member.side in own else own[0]


def _with_room(db: Session, round_: BuddyRound, newcomer_id: int, side: str) -> Iterator[int]:
    """The smallest groups first."""
    chosen = Chosen(settings.written(db))
    largest, usual = chosen.number(choices.LARGEST), chosen.number(choices.MOST)
    most = {member.colleague_id: member.most or usual for member, _ in buddies.members(db)}
    never = buddies.never_together(db)
    asked = buddy_rounds.groups_asked_by(db, newcomer_id)
    found = drawing_up.by_group(
        [seat for seat in buddy_rounds.seats_of_round(db, round_.id) if seat.colleague_id and seat.left_at is None]
    )
    for group_id, seats in sorted(found.items(), key=lambda item: (len(item[1]), item[0])):
        across = [seat.colleague_id for seat in seats if seat.side != side and seat.colleague_id]
        beside = sum(seat.side == side for seat in seats)
        everybody = [seat.colleague_id for seat in seats if seat.colleague_id]
        is_wanted = not any({(one, newcomer_id), (newcomer_id, one)} & never for one in everybody)
        has_room = len(across) <= most.get(newcomer_id, usual) and all(beside < most.get(one, usual) for one in across)
        if group_id not in asked and is_wanted and has_room and across and len(seats) < largest:
            yield group_id


def welcome(request: Request, db: Session) -> Sequence[Reply]:
    """One member says yes or no. Nobody hears who said what; after the last yes the newcomer is in."""
    t = speech(request.language)
    group_id, newcomer_id = request.id_of("group"), request.id_of("newcomer")
    said = buddy_rounds.welcomes(db, group_id, newcomer_id)
    own = next((one for one in said if one.colleague_id == request.person.id), None)
    last = buddy_rounds.last_round(db)
    seats = buddy_rounds.seats_of_group(db, group_id)
    if own is None or last is None or not seats or seats[0].round_id != last.id:
        raise OldButton("group")
    thanks = Say(cards.told(t, "thanks"))
    if own.is_welcome is not None or any(one.is_welcome is False for one in said) or _is_seated(db, newcomer_id):
        return [thanks]
    own.is_welcome = request.args.get("said") == "yes"
    newcomer = people.colleague(db, newcomer_id)
    if newcomer is None or not newcomer.is_here:
        return [thanks]
    if not own.is_welcome:
        return [thanks, *ask_a_group(db, last, newcomer_id, newcomer.language, newcomer_id)]
    still = {seat.colleague_id for seat in seats}
    if all(one.is_welcome for one in said if one.colleague_id in still):
        return [thanks, *_seat(db, last, group_id, newcomer_id, request.municipality, request.at)]
    return [thanks]


def _is_seated(db: Session, newcomer_id: int) -> bool:
    seat = groups.current_seat(db, newcomer_id)
    return seat is not None and seat.group_id is not None


def _seat(
    db: Session, round_: BuddyRound, group_id: int, newcomer_id: int, municipality: Municipality, at: dt.datetime
) -> list[Say]:
    newcomer = people.colleague_in_full(db, newcomer_id)
    assert newcomer is not None
    seat = buddy_rounds.seat_in(db, round_.id, newcomer_id)
    if seat is None:
        seat = BuddySeat(round_id=round_.id, colleague_id=newcomer_id, side=_side(db, newcomer))
        db.add(seat)
    seat.group_id, seat.reason, seat.answer = group_id, "", ""
    db.flush()
    seats = buddy_rounds.seats_of_group(db, group_id)
    of = [tuple(one.colleague_id for one in seats if one.side == side and one.colleague_id) for side in SIDES]
    group = buddy_rounds.groups_of(db, round_.id)[group_id]
    return introducing.introduce_with(db, round_, group, Group(*of), newcomer_id, municipality, at)
