"""What is not for the asker alone leaves through rows, written in the transaction of the change that caused it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import msgspec
from sqlalchemy.orm import Session

from bot.chat.cards import Block, Card, to_json
from bot.chat.replies import Nudge, Say, Together, Work
from bot.chat.requests import Account, Channel, Request, UploadedFile
from storage.messages import nudges, outbox, tasks
from storage.people import people
from storage.people.municipalities import Municipality


class WorkOrder(msgspec.Struct, frozen=True):
    """Work as it is stored. here: where it is reported; None is to whoever asked."""

    args: dict[str, str]
    files: tuple[UploadedFile, ...] = ()
    here: Channel | None = None


class ForColleague(NamedTuple):
    """A message to a colleague's own chat. key: names it for ever, so that it is never queued twice."""

    key: str
    colleague_id: int
    card: Card
    language: str
    not_before: dt.datetime
    expires_at: dt.datetime | None = None


def tell_all(db: Session, messages: Sequence[ForColleague], at: dt.datetime) -> None:
    """The same as `tell` for each of them, in one statement."""
    outbox.queue(
        db,
        [
            outbox.OutboxRow(
                key=each.key,
                language=each.language,
                card=to_json(each.card),
                not_before=each.not_before,
                created_at=at,
                colleague_id=each.colleague_id,
                expires_at=each.expires_at,
            )
            for each in messages
        ],
    )


def tell(
    db: Session,
    key: str,
    colleague_id: int,
    card: Card,
    language: str,
    at: dt.datetime,
    not_before: dt.datetime | None = None,
    expires_at: dt.datetime | None = None,
    asked_by: int | None = None,
) -> None:
    """A message to a colleague's own chat. key: names this message for ever, so that it is never queued twice.

    expires_at: later than this it is of no use, and is not sent any more. asked_by: who hears that it did not arrive.
    """
    asked_by = None if asked_by == colleague_id else asked_by
    to = {"colleague_id": colleague_id, "expires_at": expires_at, "asked_by": asked_by}
    _queue(db, key, card, language, at, not_before, **to)


def post(db: Session, key: str, sender: Account, request: Request, card: Card, at: dt.datetime) -> None:
    """A message to the place where it was asked for. The asker hears when it could not be posted."""
    to = {"platform": sender.platform, "tenant": sender.tenant, "place": request.place.id}
    _queue(db, key, card, request.municipality.language, at, None, on_refusal_tell=request.person.id, **to)


def send(
    db: Session,
    key: str,
    say: Say,
    language: str,
    at: dt.datetime,
    not_before: dt.datetime | None = None,
    expires_at: dt.datetime | None = None,
    asked_by: int | None = None,
) -> None:
    """A message to a channel that the municipality chose, or to several colleagues together.

    asked_by: who hears when it can't be posted in that channel.
    """
    if say.instead_of and (waiting := outbox.change_that_waits(db, say.instead_of)):
        # Nobody has seen it yet: one change says what two would have said.
        waiting.card = to_json(say.card)
        return
    how = {"under": say.under, "instead_of": say.instead_of, "expires_at": expires_at}
    match say.to:
        case Channel(platform=platform, tenant=tenant, id=place):
            to = {"platform": platform, "tenant": tenant, "place": place, "on_refusal_tell": asked_by}
        case Together(colleagues=colleagues):
            # Always in the same order: the same people are the same conversation.
            to = {"together": " ".join(map(str, sorted(set(colleagues))))}
        case _:
            raise TypeError(say.to)
    _queue(db, say.key or key, say.card, language, at, not_before, **how, **to)


def _queue(
    db: Session, key: str, card: Card, language: str, at: dt.datetime, not_before: dt.datetime | None, **to: Any
) -> None:
    if outbox.is_queued(db, key):
        return
    row = outbox.OutboxRow(
        key=key, language=language, card=to_json(card), not_before=not_before or at, created_at=at, **to
    )
    db.add(row)


def remind(db: Session, nudge: Nudge, at: dt.datetime) -> None:
    """For the next daily message to a colleague; what was waiting about the same is replaced."""
    blocks = msgspec.json.encode(nudge.blocks)
    known = nudges.nudge_about(db, nudge.to, nudge.about)
    if known is None:
        known = nudges.NudgeRow(
            colleague_id=nudge.to, about=nudge.about, blocks=blocks, order=nudge.order, created_at=at
        )
        db.add(known)
    if known.bundle:  # The one before is in a message, so this is something new.
        known.created_at = at
    known.blocks, known.order, known.expires_at, known.bundle = blocks, nudge.order, nudge.expires_at, ""
    known.alone_from = nudge.alone_from


def blocks_of(row: nudges.NudgeRow) -> tuple[Block, ...]:
    return msgspec.json.decode(row.blocks, type=tuple[Block, ...])


def put_to_work(
    db: Session, colleague_id: int, language: str, work: Work, at: dt.datetime, here: Channel | None = None
) -> None:
    order = msgspec.json.encode(WorkOrder(dict(work.args), work.files, here)).decode()
    db.add(tasks.TaskRow(name=work.name, colleague_id=colleague_id, language=language, order=order, created_at=at))


def order_of(row: tasks.TaskRow) -> WorkOrder:
    return msgspec.json.decode(row.order, type=WorkOrder)


def report(db: Session, work: tasks.TaskRow, said: Sequence[Say], at: dt.datetime) -> None:
    """What came of work: to the person or the place it was asked for, unless it says otherwise."""
    order = order_of(work)
    for number, say in enumerate(said):
        key = f"work-{work.id}-{number}"
        if order.here and isinstance(say.to, str):
            send(db, key, replace(say, to=order.here), work.language, at, asked_by=work.colleague_id)
            continue
        # Otherwise there is no "here" any more once the answer has been given.
        to = work.colleague_id if isinstance(say.to, str) else say.to
        home = db.get_one(Municipality, work.municipality_id)
        put(db, key, replace(say, to=to), home.language, at, {work.colleague_id: work.language})


def put(db: Session, key: str, say: Say, language: str, at: dt.datetime, spoken: Mapping[int, str]) -> None:
    """What is for others. language: of the municipality. spoken: in which language somebody asked, by colleague.

    Whoever was erased or has left is told nothing.
    """
    if not isinstance(say.to, int):
        send(db, key, say, language, at)
        return
    reader = people.colleague(db, say.to)
    if reader is not None and reader.is_here:
        tell(db, say.key or key, reader.id, say.card, spoken.get(reader.id, reader.language), at)
