"""Did they speak? Everybody is asked apart, and answers for themselves."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from bot.buddies import cards, drawing_up, forms, groups, joining, sides
from bot.chat import residents
from bot.chat.feature import Occasion
from bot.chat.replies import Ask, Nudge, Replace, Reply, Say, Work
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from storage.learning import buddies, buddy_rounds
from storage.learning.buddy_rounds import BuddyRound, BuddySeat, SeatLine
from storage.messages import nudges
from storage.people import people

ASK, ONCE_MORE = "buddies.ask", "buddies.once_more"
"""Reminders about a round, by its id."""
ANSWERS = ("yes", "planned", "not_yet", "no")
SILENT = 3
"""Rounds without any answer."""


def ask(occasion: Occasion, db: Session, about: str) -> Sequence[Say | Nudge | Work]:
    """Half way. Who takes part as both chooses a side for the next round then too."""
    round_ = groups.running(db, int(about))
    if round_ is None:
        return []
    everybody = buddy_rounds.seats_of_round(db, round_.id)
    seats = [seat for seat in everybody if _can_be_asked(seat)]
    languages = people.languages_of_reachable(db, [seat.colleague_id for seat in seats if seat.colleague_id])
    names = groups.names_of_others(db, everybody)
    asked: list[Say | Nudge] = [
        Say(
            cards.did_you_speak(speech(languages[seat.colleague_id]), round_.id, names[seat.id]),
            seat.colleague_id,
            f"buddies-{round_.id}-met-{seat.colleague_id}",
        )
        for seat in seats
        if seat.colleague_id in languages
    ]
    return [*asked, *_which_side(occasion, db, round_)]


def _can_be_asked(seat: BuddySeat) -> bool:
    return seat.group_id is not None and seat.left_at is None and not seat.answer


def _which_side(occasion: Occasion, db: Session, round_: BuddyRound) -> Iterator[Nudge]:
    for member, colleague in buddies.members(db):
        own = sides.sides_of(colleague)
        if len(own) > 1 and not member.side:
            blocks = cards.which_side(speech(colleague.language), own)
            expires_at = groups.over_at(db, round_, occasion.at)
            yield Nudge(colleague.id, f"buddies.side {round_.id}", blocks, order=40, expires_at=expires_at)


def once_more(occasion: Occasion, db: Session, about: str) -> Sequence[Say | Nudge | Work]:
    """The only reminder: to who has not said yes or no yet, in a group that has not met as far as we know."""
    round_ = groups.running(db, int(about))
    if round_ is None:
        return []
    everybody = buddy_rounds.seats_of_round(db, round_.id)
    by_group = drawing_up.by_group(everybody)
    not_met = [seat for seats in by_group.values() if not have_met(seats) for seat in seats if seat.left_at is None]
    open_ = [seat for seat in not_met if seat.answer not in ("yes", "no")]
    languages = people.languages_of_reachable(db, [seat.colleague_id for seat in open_ if seat.colleague_id])
    names = groups.names_of_others(db, everybody)
    said = []
    for seat in open_:
        if seat.colleague_id in languages and seat.nudged_at is None:
            seat.nudged_at = occasion.at
            t = speech(languages[seat.colleague_id])
            blocks = cards.did_you_speak_after_all(t, round_.id, names[seat.id])
            expires_at = groups.over_at(db, round_, occasion.at)
            said.append(Nudge(seat.colleague_id, _about(round_.id), blocks, order=35, expires_at=expires_at))
    return said


def _about(round_id: int) -> str:
    return f"buddies.met {round_id}"


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
    if said in ("yes", "no") and (waiting := nudges.nudge_about(db, request.person.id, _about(seat.round_id))):
        db.delete(waiting)
    card = cards.answered(speech(request.language), seat.round_id, said)
    return [Say(card) if request.args.get("bundled") else Replace(card)]


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
    """It does not work out: out of this group, and another one is asked. Who stay are told, without a reason."""
    seat = _own_seat(request, db)
    last = groups.running(db, seat.round_id)
    if last is None or not groups.is_running(db, request.at):
        return [Say(cards.told(speech(request.language), "too_late"))]
    left = groups.get_up(db, seat, "swap")
    asked = joining.ask_a_group(db, last, request.person.id, request.language, but=left)
    return [*asked, *groups.tell_who_stay(db, left, request.at)]


def silent(db: Session, occasion: Occasion) -> Iterator[Nudge]:
    """After three rounds in which somebody had buddies and answered nothing: do they want a pause? They stay in."""
    had = defaultdict[int | None, list[SeatLine]](list)
    for seat in buddy_rounds.seat_lines(db):
        if seat.group_id:
            had[seat.colleague_id].append(seat)
    for member, colleague in buddies.members(db):
        own = had[colleague.id][::-1]
        quiet = next((number for number, seat in enumerate(own) if seat.answer), len(own))
        if member.takes_part(occasion.today) and quiet and quiet % SILENT == 0:
            yield Nudge(colleague.id, "buddies.silent", cards.silent(speech(colleague.language)), order=40)
