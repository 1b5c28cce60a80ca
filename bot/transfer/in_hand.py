"""A list that somebody gave: its files, what was made of them, and how far reading them in came."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import msgspec
from sqlalchemy.orm import Session

from bot.chat.feature import Task
from bot.chat.replies import Work
from bot.chat.requests import NotAllowed, Request, UploadedFile
from bot.chat.texts import speech
from bot.enqueue import WorkOrder
from bot.people import rights
from bot.transfer import column_forms
from bot.transfer.cards import InHand
from bot.transfer.how_far import HowFar
from bot.transfer.receiving import File
from bot.transfer.recognising.proposal import Proposal
from bot.transfer.report import Report
from storage.messages import uploads
from storage.messages.uploads import NOTHING_DONE, Upload


class NotFetched(Exception):
    """The platform does not give the file any more, or can't be reached."""

    def __init__(self, name: str) -> None:
        super().__init__("not fetched")
        self.name = name


def only_keepers(request: Request) -> None:
    if not rights.may_keep_register(request.person, request.municipality):
        raise NotAllowed(speech(request.language)("transfer.not_allowed"))


def take(db: Session, request: Request, args: Mapping[str, str], files: Sequence[UploadedFile]) -> Upload:
    """The files themselves come later, when the platform is asked for them."""
    given = Upload(
        colleague_id=request.person.id,
        order=msgspec.json.encode(WorkOrder(dict(args), tuple(files))).decode(),
        until=request.at + uploads.KEPT,
    )
    db.add(given)
    db.flush()
    uploads.make_room(db)
    return given


def order_of(given: Upload) -> WorkOrder:
    return msgspec.json.decode(given.order, type=WorkOrder)


def work(given: Upload, check_only: str) -> Work:
    order = order_of(given)
    args = {**order.args, "upload": str(given.id), "turn": str(given.turn), "check_only": check_only}
    return Work("transfer.import", args, order.files)


def answer(given: Upload, name: str, answer: str) -> None:
    """Whether a row is the one that is there already. name: of the row; empty for all that nobody answered."""
    order = order_of(given)
    answers = {**answers_of(order.args), name: answer == "same"}
    args = {**order.args, "same": msgspec.json.encode(answers).decode()}
    given.order = msgspec.json.encode(WorkOrder(args, order.files)).decode()
    # What is in counts as unchanged then.
    given.done = "{}"


def answers_of(args: Mapping[str, str]) -> dict[str, bool]:
    return msgspec.json.decode(args.get("same") or "{}", type=dict[str, bool])


def proposals_of(given: Upload) -> Sequence[Proposal]:
    return msgspec.json.decode(given.proposals, type=tuple[Proposal, ...])


@dataclass
class UploadAtWork:
    """What the worker has of it. upload: None when it is not kept any more; then the platform is asked again.

    is_overtaken: other columns were chosen before anything of it went in, so it would not be what somebody saw.
    """

    task: Task
    upload: InHand | None
    how_far: HowFar
    is_overtaken: bool = False

    @classmethod
    def of(cls, db: Session, task: Task) -> "UploadAtWork":
        number = int(task.args.get("upload") or 0)
        given = uploads.upload(db, number, task.person, task.at) if number else None
        if given is None:
            return cls(task, None, HowFar())
        upload = InHand(number, given.turn)
        if task.args.get("check_only"):
            return cls(task, upload, HowFar())
        how_far = HowFar(given.done, partial(uploads.note_done, upload_id=number))
        return cls(task, upload, how_far, task.args.get("turn") != str(given.turn) and given.done == NOTHING_DONE)

    def files(self) -> Iterator[File]:
        """One after the other: together they may be more than there is room for."""
        for number, file in enumerate(self.task.files):
            yield File(file.name, self._content(number, file))

    def _content(self, number: int, file: UploadedFile) -> bytes:
        if self.upload is None:
            return self._fetched(file)
        with self.task.begin() as db:
            kept = uploads.content(db, self.upload.upload, number)
        if kept is not None:
            return kept
        content = self._fetched(file)
        with self.task.begin(writes=True) as db:
            uploads.keep_content(db, self.upload.upload, number, content)
        return content

    def _fetched(self, file: UploadedFile) -> bytes:
        try:
            return self.task.fetch(file)
        except LookupError as lost:
            raise NotFetched(file.name) from lost

    def show(self, done: Report) -> InHand | None:
        """Keeps what was made of the lists, for whoever wants to choose their columns."""
        if self.upload is None:
            return None
        shown = msgspec.json.encode(column_forms.kept(done.proposals)).decode()
        with self.task.begin(writes=True) as db:
            given = uploads.upload(db, self.upload.upload, self.task.person, self.task.at)
            if given is None:
                return None
            given.proposals, given.until = shown, self.task.at + uploads.KEPT
        return self.upload
