"""What rounds came to, for everybody: totals of groups, never of a person."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from sqlalchemy.orm import Session

from bot.buddies import drawing_up, following_up, groups, round_cards, sides
from bot.chat.contributions import Line, Part, Scope
from bot.chat.replies import Reply, Say
from bot.chat.requests import Request
from bot.chat.texts import speech
from storage.learning import buddies, buddy_rounds
from storage.learning.buddy_rounds import BuddySeat, SeatLine

FEWEST_GROUPS = 4
"""With fewer, a figure would be about persons."""
SHOWN = 8
URGENCY = 20


def show(request: Request, db: Session) -> Sequence[Reply]:
    return [Say(round_cards.figures(speech(request.language), _figures(request, db)))]


def _figures(request: Request, db: Session) -> round_cards.Figures:
    rounds = buddy_rounds.all_rounds(db)
    running = bool(rounds) and groups.goes_on(db, rounds[-1], request.at)
    found, together = [], set[frozenset[int]]()
    seats = buddy_rounds.seat_lines(db)
    for round_ in rounds:
        by_group = drawing_up.by_group([seat for seat in seats if seat.round_id == round_.id])
        if len(by_group) >= FEWEST_GROUPS:
            is_running = running and round_ is rounds[-1]
            found.append(round_cards.RoundFigure(round_.number, len(by_group), _met(by_group.values()), is_running))
            together |= {pair for own in by_group.values() for pair in _pairs(own)}
    now = sides.as_chosen(buddies.members(db))
    possible = {
        frozenset((one, other))
        for one, other in product(now, repeat=2)
        if (now[one], now[other]) == ("communication", "participation")
    }
    return round_cards.Figures(tuple(found[::-1][:SHOWN]), len(together & possible), len(possible))


def _met(together: Iterable[Sequence[BuddySeat | SeatLine]]) -> int:
    return sum(following_up.have_met(seats) for seats in together)


def _pairs(seats: Sequence[SeatLine]) -> Iterator[frozenset[int]]:
    for one, other in product(seats, repeat=2):
        if one.colleague_id and other.colleague_id and one.side != other.side:
            yield frozenset((one.colleague_id, other.colleague_id))


def weekly(scope: Scope, db: Session) -> Iterator[Part]:
    """Of the running round, of the whole municipality, as soon as somebody has met."""
    if scope.at_least > URGENCY:
        return
    if scope.areas or scope.department or scope.domain:
        return
    last = buddy_rounds.last_round(db)
    if last is None or not groups.goes_on(db, last, scope.until):
        return
    by_group = drawing_up.by_group(buddy_rounds.seats_of_round(db, last.id))
    met = _met(by_group.values())
    if met and len(by_group) >= FEWEST_GROUPS:
        t = speech(scope.language)
        line = Line(round_cards.weekly(t, last.number, met, len(by_group)), URGENCY, "buddies met")
        yield Part("buddies", t("buddies.weekly.title"), (line,))
