"""What is not for the asker alone leaves through rows, written in the transaction of the change that caused it."""

import datetime as dt

import msgspec
from sqlalchemy.orm import Session

from bot.chat.cards import Card, to_json
from bot.chat.exchange import Account, Request, UploadedFile, Work
from storage import outbox


class Order(msgspec.Struct, frozen=True):
    """Work as it is stored."""

    args: dict[str, str]
    files: tuple[UploadedFile, ...] = ()


def tell(db: Session, key: str, colleague_id: int, card: Card, language: str, at: dt.datetime) -> None:
    """A message to a colleague's own chat. key: names this message for ever, so that it is never queued twice."""
    db.add(
        outbox.OutboxRow(
            key=key, colleague_id=colleague_id, language=language, card=to_json(card), not_before=at, created_at=at
        )
    )


def post(db: Session, key: str, sender: Account, request: Request, card: Card, at: dt.datetime) -> None:
    """A message to the place where it was asked for. The asker hears when it could not be posted."""
    db.add(
        outbox.OutboxRow(
            key=key,
            platform=sender.platform,
            tenant=sender.tenant,
            place=request.place.id,
            on_refusal_tell=request.person.id,
            language=request.municipality.language,
            card=to_json(card),
            not_before=at,
            created_at=at,
        )
    )


def put_to_work(db: Session, colleague_id: int, language: str, work: Work, at: dt.datetime) -> None:
    order = msgspec.json.encode(Order(dict(work.args), work.files)).decode()
    db.add(outbox.WorkRow(name=work.name, colleague_id=colleague_id, language=language, order=order, created_at=at))


def order_of(row: outbox.WorkRow) -> Order:
    return msgspec.json.decode(row.order, type=Order)
