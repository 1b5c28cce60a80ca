"""What time starts: the question who takes part, the rounds, and whether the buddies of a round spoke."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.buddies import cards, choices, drawing_up, following_up, groups, round_cards, rounds, sides
from bot.chat.cards import Block
from bot.chat.contributions import SavedUp
from bot.chat.feature import Occasion
from bot.chat.replies import CAN_WAIT, Nudge, Say, Work
from bot.chat.settings import Chosen, as_written
from bot.chat.texts import speech
from bot.pairing.ahead import Drawn
from bot.pairing.inputs import SIDES
from storage import settings
from storage.learning import buddies, buddy_rounds
from storage.learning.buddies import BuddyMember
from storage.learning.buddy_rounds import BuddyRound, BuddySeat, SeatLine
from storage.messages import nudges
from storage.people import people, standing

LONG_ENOUGH = 5
"""Weeks between rounds: with more, nobody asks for less."""
ONE_WEEK = dt.timedelta(weeks=1)
SILENT = 3
"""Rounds without any answer."""


def invite(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    """Colleagues of both disciplines are asked once whether they take part; new ones when they are there."""
    asked = buddies.to_be_asked(db)
    db.add_all(BuddyMember(colleague_id=colleague.id, asked_at=occasion.at) for colleague in asked)
    return [Nudge(one.id, "buddies.ask", cards.question(speech(one.language)), order=45) for one in asked]


def think_ahead(occasion: Occasion, db: Session) -> Callable[[], drawing_up.Ahead]:
    return drawing_up.ahead(db, occasion.today, _seed(occasion))


def _seed(occasion: Occasion) -> int:
    return rounds.seed_of(occasion.municipality, occasion.key)


def at_its_time(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    quiet = list(_silent(db, occasion))
    drawn = drawing_up.draw(db, occasion.today, _seed(occasion), occasion.ready)
    number = drawing_up.next_number(db)
    begun = rounds.begin(db, drawn, number, occasion.municipality, occasion.at)
    return [*begun, *quiet, *(_offers_a_longer_rhythm(db, drawn) if begun else ())]


def _offers_a_longer_rhythm(db: Session, drawn: Drawn) -> Iterator[Say]:
    """In a small team everybody was together soon: whoever starts rounds may make them fewer.

    Offered once for a rhythm, and not imposed: silence is an answer too.
    """
    weeks = groups.length(db) // ONE_WEEK
    if Chosen(settings.written(db)).number(choices.RHYTHM_OFFERED) == weeks:
        return
    soon = {frozenset((met.one, met.other)) for met in drawn.inputs.memory.met if met.is_soon}
    ties = [frozenset(tie) for group in drawn.round.groups for tie in group.ties()]
    if weeks > LONG_ENOUGH or not _have_all_met(drawn) or sum(tie in soon for tie in ties) * 2 < len(ties):
        return
    for each in standing.administrators(db):
        settings.write(db, choices.RHYTHM_OFFERED.name, as_written(weeks))
        card = round_cards.longer_rhythm(speech(each.language), weeks)
        yield Say(card, each.id, f"buddies-rhythm-{weeks}-{each.id}")


def _have_all_met(drawn: Drawn) -> bool:
    """Every pair across the disciplines, but for those who would rather not."""
    one_side, other_side = (drawn.inputs.of(side) for side in SIDES)
    met = {frozenset((each.one, each.other)) for each in drawn.inputs.memory.met}
    enough = met.union(map(frozenset, drawn.inputs.never))
    # Stops at the first that has not: of a thousand and four hundred there are 400,000.
    return all(frozenset((one.id, other.id)) in enough for one in one_side for other in other_side)


def _silent(db: Session, occasion: Occasion) -> Iterator[Nudge]:
    """After three rounds in which somebody had buddies and answered nothing: do they want a pause? They stay in."""
    had = defaultdict[int | None, list[SeatLine]](list)
    for seat in buddy_rounds.seat_lines(db):
        if seat.group_id:
            had[seat.colleague_id].append(seat)
    for member, colleague in buddies.members(db):
        own = had[colleague.id][::-1]
        quiet = next((number for number, seat in enumerate(own) if seat.answer), len(own))
        if member.takes_part(occasion.today) and quiet and quiet % SILENT == 0:
            blocks = cards.silent(speech(colleague.language))
            yield Nudge(colleague.id, "buddies.silent", blocks, order=40, alone_from=occasion.due + CAN_WAIT)


def ask(occasion: Occasion, db: Session, about: str) -> Sequence[Say | Nudge | Work]:
    """Half way, or some days later along with something else. Whoever takes part as both chooses a side then too."""
    round_ = groups.running(db, int(about))
    if round_ is None:
        return []
    everybody = buddy_rounds.seats_of_round(db, round_.id)
    seats = [seat for seat in everybody if _can_be_asked(seat)]
    asked = _did_you_speak(occasion.at, db, round_, everybody, seats)
    alone_from = occasion.due + (groups.over_at(db, round_, occasion.at) - occasion.due) / 3
    return [*(replace(each, alone_from=alone_from) for each in asked), *_which_side(occasion, db, round_)]


def _did_you_speak(
    at: dt.datetime,
    db: Session,
    round_: BuddyRound,
    everybody: Sequence[BuddySeat],
    seats: Sequence[BuddySeat],
    *,
    is_again: bool = False,
) -> Iterator[Nudge]:
    languages = people.languages_of_reachable(db, [seat.colleague_id for seat in seats if seat.colleague_id])
    names, before = groups.names_of_others(db, everybody), _had_buddies_before(db, round_)
    about_it, over_at = following_up.about(round_.id), groups.over_at(db, round_, at)
    until = over_at.astimezone(at.tzinfo).date()
    for seat in seats:
        if seat.colleague_id in languages:
            t, is_first = speech(languages[seat.colleague_id]), seat.colleague_id not in before
            blocks = cards.did_you_speak(t, round_.id, names[seat.id], until, is_first=is_first, is_again=is_again)
            yield Nudge(seat.colleague_id, about_it, blocks, 35, expires_at=over_at)


def _had_buddies_before(db: Session, round_: BuddyRound) -> set[int | None]:
    return {seat.colleague_id for seat in buddy_rounds.seat_lines(db) if seat.group_id and seat.round_id < round_.id}


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
    """The only reminder, in a group that has not met as far as we know: to whoever said that it is planned or not yet.

    In somebody's first round also to who said nothing; after that they know the question, and silence is an answer.
    Whoever still waits for the first question gets that one.
    """
    round_ = groups.running(db, int(about))
    if round_ is None:
        return []
    everybody = buddy_rounds.seats_of_round(db, round_.id)
    not_met = [
        seat
        for seats in drawing_up.by_group(everybody).values()
        if not following_up.have_met(seats)
        for seat in seats
        if seat.left_at is None and seat.nudged_at is None
    ]
    before = _had_buddies_before(db, round_)
    open_ = [
        seat
        for seat in not_met
        if seat.answer in ("planned", "not_yet") or not (seat.answer or seat.colleague_id in before)
    ]
    not_told = nudges.who_wait(db, following_up.about(round_.id))
    to_ask = [seat for seat in open_ if seat.colleague_id not in not_told]
    said = list(_did_you_speak(occasion.at, db, round_, everybody, to_ask, is_again=True))
    reached = {nudge.to for nudge in said}
    for seat in to_ask:
        if seat.colleague_id in reached:
            seat.nudged_at = occasion.at
    return said


def question_anew(saved: SavedUp, db: Session) -> tuple[Block, ...]:
    """As long as they have said neither yes nor no."""
    member = buddies.member(db, saved.colleague)
    return cards.question(speech(saved.language)) if member and member.is_on is None else ()


def silent_anew(saved: SavedUp, db: Session) -> tuple[Block, ...]:
    """As long as they take part: whoever stopped or paused meanwhile needs no pause."""
    member = buddies.member(db, saved.colleague)
    return cards.silent(speech(saved.language)) if member and member.takes_part(saved.at.date()) else ()


def side_anew(saved: SavedUp, db: Session) -> tuple[Block, ...]:
    """As long as they take part and have not chosen, and the round that comes next is still the same."""
    member, colleague = buddies.member(db, saved.colleague), people.colleague_in_full(db, saved.colleague)
    own = sides.sides_of(colleague) if colleague else ()
    is_open = member and member.is_on and not member.side and groups.running(db, int(saved.about))
    return cards.which_side(speech(saved.language), own) if is_open and len(own) > 1 else ()


def anew(saved: SavedUp, db: Session) -> tuple[Block, ...]:
    """Whether they spoke, as long as they are in that group and have said neither yes nor no."""
    round_ = groups.running(db, int(saved.about))
    everybody = buddy_rounds.seats_of_round(db, round_.id) if round_ else []
    own = [seat for seat in everybody if seat.colleague_id == saved.colleague and seat.answer not in ("yes", "no")]
    if round_ is None or not own or own[0].left_at or own[0].group_id is None:
        return ()
    said = _did_you_speak(saved.at, db, round_, everybody, own, is_again=own[0].nudged_at is not None)
    return next((nudge.blocks for nudge in said), ())
