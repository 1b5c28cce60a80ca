"""Messages to somebody other than the asker, and what was already received."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import (
    ColumnElement,
    Index,
    Integer,
    LargeBinary,
    String,
    bindparam,
    delete,
    event,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from glossary import Word
from storage.database import Base, Owned, insert_on, points_at
from storage.messages import rate_limits
from storage.people.personal import FilePart, KeyGoes, Moves, NotShown, RowGoes, Shown, personal


class MessageState(Word):
    """PENDING -> SENDING -> SENT. Refused for now: PENDING again; refused for good: DEAD.

    UNCERTAIN: nobody knows whether it was posted. After a while it is CHECKING: looked up at the platform, and then
    SENT or PENDING. DOUBTFUL: it can't be looked up, so an administrator decides. EXPIRED: too late to be of use.
    CANCELLED: not needed any more.
    """

    PENDING = "pending", "wacht"
    SENDING = "sending", "bezig"
    SENT = "sent", "verstuurd"
    UNCERTAIN = "uncertain", "onzeker"
    CHECKING = "checking", "wordt nagekeken"
    DOUBTFUL = "doubtful", "twijfel"
    EXPIRED = "expired", "te laat"
    CANCELLED = "cancelled", "niet meer nodig"
    DEAD = "dead", "mislukt"


ON_ITS_WAY = (MessageState.PENDING, MessageState.SENDING, MessageState.UNCERTAIN, MessageState.CHECKING)
"""What comes after such a message, to the same recipient, waits for it."""

IN_TROUBLE = (MessageState.DEAD, MessageState.DOUBTFUL)


_MESSAGES = Shown(FilePart.MESSAGES, only=("created_at", "not_before", "state", "card"))


class OutboxRow(Owned, Base):
    """A message to a colleague (their own chat), to several in one conversation, or to a place.

    card: `bot.chat.cards.Card` as JSON. key: unique for ever; the same message planned twice is one row.
    on_refusal_tell: the colleague who hears that a message to a place could not be posted; asked_by: or one to somebody
    else. platform: of a place; of a colleague, where it was tried last. together: the ids of
    colleagues who get it in one conversation, with spaces. under: the key of the message in whose thread it goes.
    instead_of: the key of the message that it changes, where that was posted; it is no message of its own.
    expires_at: later than this it is of no use. lane: names the recipient (filled in when it is stored).

    not_before: when it was planned for; with the id it is the order in a lane, so that trying again does not move it.
    token: of the process that has it, or had it last. until: when SENDING or CHECKING, the end of the lease; when
    UNCERTAIN, when to look. attempts: how often it was taken to be posted; doubts: how often nobody knew.
    waited_seconds: between its tries, as the platform asked; while no process runs nothing is added.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        points_at("colleague_id", "colleague.id"),
        Index("ix_outbox_ready", "state", "not_before", "id"),
        Index("ix_outbox_lane", "lane", "state", "not_before", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    language: Mapped[str] = mapped_column(String(2))
    card: Mapped[bytes] = mapped_column(LargeBinary)
    not_before: Mapped[dt.datetime]
    created_at: Mapped[dt.datetime]
    colleague_id: Mapped[int | None] = mapped_column(default=None, info=personal(RowGoes(), Moves(), _MESSAGES))
    platform: Mapped[str] = mapped_column(String(20), default="")
    tenant: Mapped[str] = mapped_column(String(100), default="")
    place: Mapped[str] = mapped_column(String(100), default="")
    state: Mapped[MessageState] = mapped_column(String(20), default=MessageState.PENDING)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    posted_as: Mapped[str] = mapped_column(String(100), default="")
    reason: Mapped[str] = mapped_column(String(200), default="")
    on_refusal_tell: Mapped[int | None] = mapped_column(
        default=None,
        info=personal(KeyGoes(), Moves(), Shown(FilePart.SHARED, only=("created_at", "place", "state", "card"))),
    )
    together: Mapped[str] = mapped_column(
        String(500),
        default="",
        # The others still get it; what is said about this person in it is taken out by whoever erases.
        info=personal(
            lambda db, colleague_id, at: _regroup(db, colleague_id, None),
            lambda db, arrived, known: _regroup(db, arrived, known),
            _MESSAGES,
            lambda colleague_id: _listed(colleague_id),
        ),
    )
    under: Mapped[str] = mapped_column(String(120), default="")
    instead_of: Mapped[str] = mapped_column(String(120), default="")
    expires_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    lane: Mapped[str] = mapped_column(
        String(200),
        default="",
        info=personal(
            lambda db, colleague_id, at: _close_lanes(db, [lane_to(colleague_id)]),
            lambda db, arrived, known: _change_lane(db, arrived, known),
            NotShown("it is the name of the row of messages that somebody's message waits in"),
            lambda colleague_id: OutboxRow.lane == lane_to(colleague_id),
        ),
    )
    token: Mapped[str] = mapped_column(String(32), default="")
    until: Mapped[dt.datetime | None] = mapped_column(default=None)
    attempted_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    """The first time that it may have been posted, by the platform's clock: a post carries that one's time."""
    doubts: Mapped[int] = mapped_column(Integer, default=0)
    asked_by: Mapped[int | None] = mapped_column(
        default=None, info=personal(KeyGoes(), Moves(), NotShown("it says who hears that a message did not arrive"))
    )
    waited_seconds: Mapped[int] = mapped_column(Integer, default=0)


def lane_to(colleague_id: int) -> str:
    return f"colleague {colleague_id}"


def _lane_of(message: OutboxRow) -> str:
    if message.colleague_id is not None:
        return lane_to(message.colleague_id)
    if message.together:
        return _lane_of_group(message.together)
    return f"{message.platform} {message.tenant} {message.place}"[:200]


def _lane_of_group(together: str) -> str:
    return f"together {together}"[:200]


@event.listens_for(OutboxRow, "before_insert")
def _fill_in_lane(mapper: object, connection: object, message: OutboxRow) -> None:
    """So that nobody can forget it."""
    message.lane = _lane_of(message)


def queue(db: Session, messages: Sequence[OutboxRow]) -> None:
    """In this order, with one statement. What was queued before under the same key stays as it is."""
    if not messages:
        return
    ours = {"municipality_id", "id", "lane"}
    columns = [column.key for column in OutboxRow.__table__.columns if column.key not in ours]
    own = db.info["municipality"]
    rows = [
        {"municipality_id": own, "lane": _lane_of(message), **{each: getattr(message, each) for each in columns}}
        for message in messages
    ]
    db.connection().execute(insert_on(db)(OutboxRow).on_conflict_do_nothing(), rows)


class Received(Base):
    """Something that must be done only once: an event that Slack may deliver again, a form submitted twice."""

    __tablename__ = "received"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(index=True)


def first_time(db: Session, key: str, at: dt.datetime) -> bool:
    """True once for every key; the answer holds when the transaction commits."""
    # Every request asks this. As an insert of the mapper, with the key given back, it took twice as long.
    new = insert_on(db)(Received).on_conflict_do_nothing()
    told = {"preserve_rowcount": True}
    return db.connection().execute(new, {"key": key, "at": at}, execution_options=told).rowcount == 1


def release(db: Session, key: str) -> None:
    """The next time counts as the first again."""
    db.execute(delete(Received).where(Received.key == key))


def message(db: Session, message_id: int) -> OutboxRow | None:
    return db.scalar(select(OutboxRow).where(OutboxRow.id == message_id))


def message_called(db: Session, key: str) -> OutboxRow | None:
    return db.scalar(select(OutboxRow).where(OutboxRow.key == key))


def messages_called(db: Session, keys: Collection[str]) -> Sequence[OutboxRow]:
    """Those of these that there are; oldest first."""
    return db.scalars(select(OutboxRow).where(OutboxRow.key.in_(keys)).order_by(OutboxRow.id)).all()


def change_that_waits(db: Session, key: str) -> OutboxRow | None:
    """The newest change of this message that nobody has begun to make; locked, so that it stays so."""
    first = aliased(OutboxRow)
    lane = select(first.lane).where(first.key == key).scalar_subquery()
    waits = (OutboxRow.lane == lane, OutboxRow.state == MessageState.PENDING, OutboxRow.instead_of == key)
    return db.scalar(select(OutboxRow).where(*waits).order_by(OutboxRow.id.desc()).limit(1).with_for_update())


def messages_that_hold(db: Session, words: bytes) -> Sequence[OutboxRow]:
    """Of this municipality, whoever they are for. Compared here: databases search in bytes each in their own way."""
    return [message for message in db.scalars(select(OutboxRow)) if words in message.card]


def is_queued(db: Session, key: str) -> bool:
    """Also when it has been sent since."""
    return db.scalar(select(OutboxRow.id).where(OutboxRow.key == key)) is not None


def messages_to(db: Session, colleague_id: int) -> Sequence[OutboxRow]:
    """To this colleague, also together with others; oldest first."""
    to = or_(OutboxRow.colleague_id == colleague_id, _listed(colleague_id))
    return db.scalars(select(OutboxRow).where(to).order_by(OutboxRow.id)).all()


_HAD = (
    select(OutboxRow.colleague_id)
    .where(OutboxRow.lane.in_(bindparam("lanes", expanding=True)), OutboxRow.state == MessageState.SENT)
    .where(OutboxRow.key.startswith(bindparam("begins", type_=String)))
    .distinct()
)


def who_had(db: Session, colleague_ids: Collection[int], begins: str) -> set[int]:
    """Those of them who got a message of which the key begins so, as far back as messages are kept."""
    if not colleague_ids:
        return set()
    return set(db.scalars(_HAD, {"lanes": [lane_to(each) for each in colleague_ids], "begins": begins}))


WAITS_FOR_THREAD = "waits_for_thread"
"""Why a message waits: nobody knows yet whether what it hangs under is there."""
WAIT_FOR_THREAD = dt.timedelta(seconds=10)


def _listed(colleague_id: int) -> ColumnElement[bool]:
    return (literal(" ") + OutboxRow.together + " ").contains(f" {colleague_id} ")


def _regroup(db: Session, before: int, after: int | None, *only: ColumnElement[bool]) -> None:
    """In conversations of several: one is gone, or has another number. Their messages stay in one lane, in order."""
    messages, closed = db.scalars(select(OutboxRow).where(_listed(before), *only)).all(), set[str]()
    for message in messages:
        closed.add(message.lane)
        ids = {int(each) for each in message.together.split()} - {before} | ({after} if after else set())
        if not ids:
            db.delete(message)
            continue
        message.together = " ".join(map(str, sorted(ids)))
        message.lane = _lane_of_group(message.together)
    _close_lanes(db, closed)


def _change_lane(db: Session, arrived: int, known: int) -> None:
    db.execute(update(OutboxRow).where(OutboxRow.lane == lane_to(arrived)).values(lane=lane_to(known)))
    _close_lanes(db, [lane_to(arrived)])


def _close_lanes(db: Session, names: Collection[str]) -> None:
    db.execute(delete(rate_limits.Lane).where(rate_limits.Lane.name.in_(names)))


def withdraw(db: Session, colleague_id: int) -> None:
    """They have left: what still waits for them goes nowhere, and what waits for several goes to the others."""
    waits = OutboxRow.state == MessageState.PENDING
    theirs = update(OutboxRow).where(OutboxRow.colleague_id == colleague_id, waits)
    db.execute(theirs.values(state=MessageState.CANCELLED, card=b""))
    _regroup(db, colleague_id, None, waits)


NO_ACCOUNT = "no_account"
"""Why a message waits: its reader, or one of them, has no chat account yet."""
AWAY = "away"
"""Or blocked us, or took us out of their chat."""


def can_be_reached(db: Session, colleague_id: int) -> None:
    """They have a chat account, or let us in again: what waited for that leaves at once, and not at the next look."""
    waited = {each.lane for each in messages_to(db, colleague_id) if each.reason in (NO_ACCOUNT, AWAY)}
    db.execute(delete(rate_limits.Lane).where(rate_limits.Lane.name.in_(waited)))


def messages_in_trouble(db: Session) -> Sequence[OutboxRow]:
    """Refused for good, or only an administrator can find out whether they were posted; oldest first."""
    return db.scalars(select(OutboxRow).where(OutboxRow.state.in_(IN_TROUBLE)).order_by(OutboxRow.id)).all()
