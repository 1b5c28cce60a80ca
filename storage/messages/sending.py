"""A message on its way out: who takes it has a token and a lease, and writes how it ended only with that token."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from storage.messages import rate_limits
from storage.messages.outbox import ON_ITS_WAY, MessageState, OutboxRow


def _ready() -> Select[OutboxRow]:
    earlier = aliased(OutboxRow)
    overtakes = exists().where(
        earlier.lane == OutboxRow.lane,
        earlier.state.in_(ON_ITS_WAY),
        or_(
            earlier.not_before < OutboxRow.not_before,
            and_(earlier.not_before == OutboxRow.not_before, earlier.id < OutboxRow.id),
            # Planned by a clock that was ahead, and before this one all the same.
            and_(earlier.id < OutboxRow.id, earlier.created_at > bindparam("now")),
        ),
        earlier.municipality_id == OutboxRow.municipality_id,
    )
    return (
        select(OutboxRow)
        .where(
            OutboxRow.state == MessageState.PENDING,
            OutboxRow.not_before <= bindparam("now"),
            ~overtakes,
            ~rate_limits.rests(OutboxRow.municipality_id, OutboxRow.lane),
            ~rate_limits.has_no_turn(OutboxRow.municipality_id),
        )
        .order_by(OutboxRow.not_before, OutboxRow.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
    )


_READY = _ready()
"""Built once: that takes longer than the database takes to answer it."""


def next_messages(db: Session, now: dt.datetime, at_most: int) -> Sequence[OutboxRow]:
    """The first messages that may be sent: planned for by now, none before it to the same recipient, no lane resting.

    So no two to one recipient. Locked for this transaction. What was sent is not looked at. Looks across.
    """
    return db.scalars(_READY, {"now": now, "longest": now + rate_limits.LONGEST_REST, "most": at_most}).all()


def next_to_check(db: Session, now: dt.datetime) -> OutboxRow | None:
    """The next message in doubt that may be looked up by now; locked. Looks across."""
    return db.scalar(
        select(OutboxRow)
        .where(OutboxRow.state == MessageState.UNCERTAIN, OutboxRow.until <= now)
        .order_by(OutboxRow.until, OutboxRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def finish(db: Session, message_id: int, token: str, **values: Any) -> bool:
    """Writes how it ended, unless somebody else has taken the message over. Looks across municipalities."""
    mine = update(OutboxRow).where(OutboxRow.id == message_id, OutboxRow.token == token)
    return db.scalar(mine.values(**values).returning(OutboxRow.id)) is not None


_TAKEN = (
    select(OutboxRow.id, OutboxRow.token).where(OutboxRow.id.in_(bindparam("ids", expanding=True))).with_for_update()
)
_POSTED = (
    update(OutboxRow.__table__)  # type: ignore[arg-type]
    .where(OutboxRow.id == bindparam("message"))
    .values(state=MessageState.SENT, posted_as=bindparam("name"), reason="", card=b"")
)


def posted(db: Session, messages: Mapping[int, tuple[str, str]]) -> set[int]:
    """They were posted: token and name of the post, by message. Returns those that nobody else has taken over.

    What was read by people is in the chat now; here the card would only be a second copy. Looks across.
    """
    taken = db.execute(_TAKEN, {"ids": list(messages)}).all()
    ours = {row.id: messages[row.id][1] for row in taken if row.token == messages[row.id][0]}
    if ours:
        db.connection().execute(_POSTED, [{"message": each, "name": name} for each, name in ours.items()])
    return set(ours)


def end_leases(db: Session, now: dt.datetime, settled_at: dt.datetime) -> Sequence[str]:
    """Who had these messages never came back: they may have been posted. Returns their keys. Looks across."""
    # Looking has no effect, so it needs no time to settle, and was no attempt.
    ended = ((MessageState.SENDING, settled_at, 1), (MessageState.CHECKING, now, 0))
    return [
        key
        for state, look_at, doubt in ended
        for key in db.scalars(
            update(OutboxRow)
            .where(OutboxRow.state == state, OutboxRow.until <= now)
            .values(
                state=MessageState.UNCERTAIN,
                until=look_at,
                reason="lease_ended",
                doubts=OutboxRow.doubts + doubt,
            )
            .returning(OutboxRow.key)
        )
    ]
