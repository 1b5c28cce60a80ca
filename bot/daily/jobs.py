"""Turns everything that waits for somebody into one message."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from sqlalchemy.orm import Session

from bot import enqueue
from bot.chat.cards import Block
from bot.chat.contributions import Contributed, SavedUp
from bot.chat.feature import Occasion
from bot.chat.quiet import Quiet, quiet_of
from bot.chat.replies import Nudge, Reply, Say, Work
from bot.chat.requests import Request
from bot.chat.settings import Chosen
from bot.chat.texts import speech
from bot.chat.when import instant
from bot.daily import cards
from storage import settings
from storage.messages import nudges, outbox
from storage.messages.nudges import NudgeRow
from storage.people import people

KEY = "daily-"
"""How the key of such a message begins."""
MOST = 12
MOST_BLOCKS = 40
"""A message on Slack holds fifty, with its title and the lines in between."""

Said = tuple[NudgeRow, tuple[Block, ...]]
"""Something that waited, and what it says now."""


def bundle(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    """At most one message to everybody for whom something waits and who can read it, made from what is true now.

    What an earlier one said that has not left yet is said in this one, and that one does not leave any more. What can
    wait does so until there is something that it goes along with, or until it has waited long enough.
    """
    quiet = quiet_of(occasion.municipality, Chosen(settings.written(db)))
    if quiet.allows(occasion.due) and not quiet.allows(occasion.at):
        # Too late for today: it would come tomorrow morning, beside the one of tomorrow.
        return []
    nudges.take_back(db)
    nudges.forget_expired(db, occasion.at)
    waiting = groupby(nudges.waiting(db), lambda row: row.colleague_id)
    for_each = {colleague_id: list(rows) for colleague_id, rows in waiting}
    found = people.languages_of_reachable(db, for_each)
    know_it = outbox.who_had(db, found, KEY)
    expires_at = _end_of_the_day(quiet, occasion.at)
    messages, keys = list[Say](), dict[int, str]()
    for each, language in ((each, found[each]) for each in for_each if each in found):
        said = _true_now(occasion.contributed, db, for_each[each], language, occasion.at)
        if not any(row.alone_from is None or row.alone_from <= occasion.at for row, _ in said):
            continue
        chosen, key = list(_fitting(said)), f"{KEY}{each}-{occasion.key}"
        keys |= {row.id: key for row, _ in chosen}
        if chosen:
            rest = len(said) - len(chosen)
            card = cards.bundle(speech(language), [blocks for _, blocks in chosen], rest, each not in know_it)
            messages.append(Say(card, each, key, expires_at=expires_at))
    nudges.put_in(db, keys)
    return messages


def _end_of_the_day(quiet: Quiet, at: dt.datetime) -> dt.datetime:
    """Of the day on which it leaves: the next morning there is another one, which says the same if it is still so."""
    day = quiet.next_allowed(at).astimezone(quiet.zone).date()
    if quiet.starting == 24:
        return instant(day + dt.timedelta(days=1), dt.time(), quiet.zone)
    return instant(day, dt.time(quiet.starting), quiet.zone)


def rest(request: Request, db: Session) -> Sequence[Reply]:
    """What did not fit in the message, for whoever can't wait."""
    nudges.forget_expired(db, request.at)
    waiting = nudges.waiting_for(db, request.person.id)
    said = _true_now(request.contributed, db, waiting, request.language, request.at)
    if not said:
        return [Say(cards.nothing(speech(request.language)))]
    chosen = list(_fitting(said))
    nudges.shown(db, [row.id for row, _ in chosen])
    blocks = [blocks for _, blocks in chosen]
    return [Say(cards.bundle(speech(request.language), blocks, len(said) - len(chosen)))]


def _true_now(
    contributed: Contributed, db: Session, rows: Sequence[NudgeRow], language: str, at: dt.datetime
) -> list[Said]:
    """What is no longer so, or was done meanwhile, is not said, and waits no more."""
    said = list[Said]()
    for row in rows:
        name, _, about = row.about.partition(" ")
        anew = contributed.anew.get(name)
        blocks = anew(SavedUp(row.colleague_id, about, language, at), db) if anew else enqueue.blocks_of(row)
        if blocks:
            said.append((row, blocks))
    nudges.shown(db, {row.id for row in rows} - {row.id for row, _ in said})
    return said


def _fitting(waiting: Iterable[Said]) -> Iterator[Said]:
    """At most a dozen, fewer when they are long, and always at least one."""
    taken = 0
    for number, (row, blocks) in enumerate(waiting):
        taken += len(blocks) + 1
        if number == MOST or (number and taken > MOST_BLOCKS):
            return
        yield row, blocks
