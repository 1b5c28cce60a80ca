"""Did they speak? Everybody answers for themselves."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.buddies import cards, forms, groups, joining
from bot.chat import residents
from bot.chat.replies import Ask, Replace, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from storage.learning import buddy_rounds
from storage.learning.buddy_rounds import BuddySeat, SeatLine
from storage.messages import nudges

ASK, ONCE_MORE = "buddies.ask", "buddies.once_more"
"""Reminders about a round, by its id."""
MET = "buddies.met"
ANSWERS = ("yes", "planned", "not_yet", "no")


def about(round_id: int) -> str:
    return f"{MET} {round_id}"


def have_met(seats: Sequence[BuddySeat | SeatLine]) -> bool:
    """Somebody of each discipline said yes."""
    return len({seat.side for seat in seats if seat.answer == "yes"}) == 2


def answer(request: Request, db: Session) -> Sequence[Reply]:
    """Everybody for themselves; what somebody says last counts."""
    seat = _own_seat(request, db)
    said = request.args.get("said", "")
    if said not in ANSWERS:
        raise OldButton("said")
    seat.answer, seat.answered_at = said, request.at
    if said in ("yes", "no") and (waiting := nudges.nudge_about(db, request.person.id, about(seat.round_id))):
        db.delete(waiting)
    return [Replace(cards.answered(speech(request.language), seat.round_id, said))]


def _own_seat(request: Request, db: Session) -> BuddySeat:
    """In a group of the round that the button is about. Raises OldButton."""
    seat = buddy_rounds.seat_in(db, request.id_of("round"), request.person.id)
    if seat is None or seat.group_id is None:
        raise OldButton("round")
    return seat


def take_away(request: Request, db: Session) -> Sequence[Reply]:
    seat = _own_seat(request, db)
    return [Ask(forms.take_away(speech(request.language), seat.round_id, seat.took_away))]


def save_take_away(request: Request, db: Session) -> Sequence[Reply]:
    """For themselves; as a lesson for everybody only when they tick that."""
    t = speech(request.language)
    seat = _own_seat(request, db)
    line = request.text("line")[: forms.LONGEST]
    if warning := residents.warning(request, forms.take_away(t, seat.round_id, line)):
        return [warning]
    seat.took_away = line
    as_lesson = request.text("as_lesson") == "yes"
    if as_lesson:
        buddy_rounds.share_lesson(db, seat, line, request.today)
    return [Say(cards.kept(t, as_lesson))]


def swap(request: Request, db: Session) -> Sequence[Reply]:
    """It does not work out: out of this group, and another one is asked. Those who stay are told, without a reason."""
    seat = _own_seat(request, db)
    last = groups.running(db, seat.round_id)
    if last is None or not groups.goes_on(db, last, request.at):
        return [Say(cards.told(speech(request.language), "too_late"))]
    left = groups.get_up(db, seat, "swap")
    asked = joining.ask_a_group(db, last, request.person.id, request.language, but=left)
    return [*asked, *groups.tell_who_stay(db, left)]
