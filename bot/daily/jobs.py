"""Turns everything that waits for somebody into one message."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from sqlalchemy.orm import Session

from bot import enqueue
from bot.chat.cards import Block, Card
from bot.chat.feature import Occasion
from bot.chat.quiet import quiet_of
from bot.chat.replies import Nudge, Reply, Say, Work
from bot.chat.requests import Request
from bot.chat.settings import Chosen
from bot.chat.texts import speech
from bot.daily import cards
from storage import settings
from storage.messages import nudges
from storage.messages.nudges import NudgeRow
from storage.people import people

MOST = 12
MOST_BLOCKS = 40
"""A message on Slack holds fifty, with its title and the lines in between."""


def bundle(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    """At most one message to everybody for whom something waits and who can read it."""
    quiet = quiet_of(occasion.municipality, Chosen(settings.written(db)))
    if quiet.allows(occasion.due) and not quiet.allows(occasion.at):
        # Too late for today: it would come tomorrow morning, beside the one of tomorrow.
        return []
    nudges.forget_expired(db, occasion.at)
    waiting = groupby(nudges.waiting(db), lambda row: row.colleague_id)
    for_each = {colleague_id: list(rows) for colleague_id, rows in waiting}
    languages = people.languages_of_reachable(db, for_each)
    chosen = {each: list(_fitting(for_each[each])) for each in for_each if each in languages}
    nudges.sent(db, [row.id for rows in chosen.values() for row, _ in rows])
    return [
        Say(_card(rows, len(for_each[each]), languages[each]), each, f"daily-{each}-{occasion.key}")
        for each, rows in chosen.items()
    ]


def rest(request: Request, db: Session) -> Sequence[Reply]:
    """What did not fit in the message, for whoever can't wait."""
    nudges.forget_expired(db, request.at)
    waiting = nudges.waiting_for(db, request.person.id)
    if not waiting:
        return [Say(cards.nothing(speech(request.language)))]
    chosen = list(_fitting(waiting))
    nudges.sent(db, [row.id for row, _ in chosen])
    return [Say(_card(chosen, len(waiting), request.language))]


def _card(chosen: Sequence[tuple[NudgeRow, tuple[Block, ...]]], waiting: int, language: str) -> Card:
    return cards.bundle(speech(language), [blocks for _, blocks in chosen], waiting - len(chosen))


def _fitting(waiting: Iterable[NudgeRow]) -> Iterator[tuple[NudgeRow, tuple[Block, ...]]]:
    """At most a dozen, fewer when they are long, and always at least one."""
    taken = 0
    for number, row in enumerate(waiting):
        blocks = enqueue.blocks_of(row)
        taken += len(blocks) + 1
        if number == MOST or (number and taken > MOST_BLOCKS):
            return
        yield row, blocks
