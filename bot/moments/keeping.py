"""What the steps of planning share: finding a contact moment, and keeping one."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Text
from bot.chat.editing import Spec
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.register import fields, filling_in, history, which_project
from glossary import Instrument, Level, PartialDate
from storage.register import feedback, moments
from storage.register.moments import Moment
from storage.register.projects import Project


def read(
    request: Request, db: Session, specs: Sequence[Spec], now: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, Text]]:
    """What was filled in, and what is wrong with it, by field."""
    typed, errors = filling_in.read_form(request, db, specs, now)
    errors |= owes_nothing(request, typed)
    return typed if errors else to_the_last_day(typed), errors


def owes_nothing(request: Request, codes: Mapping[str, str]) -> dict[str, Text]:
    """What is wrong with an initiative of residents that is called information: then nobody would owe them an answer.

    The form of a new contact moment begins with the level of its project, which may only inform.
    """
    if codes.get("instrument") != Instrument.CHALLENGE or codes.get("level") != Level.INFORM:
        return {}
    return {"level": speech(request.language)("moments.initiative_is_answered")}


def to_the_last_day(codes: Mapping[str, str]) -> dict[str, str]:
    """Without a last day it is one day."""
    return {**codes, "ends_on": codes["ends_on"] or codes["starts_on"]}


def plan(request: Request, db: Session, project: Project, codes: Mapping[str, str]) -> Moment:
    """A new one, with what was typed."""
    moment = Moment(
        key=moments.next_moment_key(db),
        project_id=project.id,
        title=codes["title"],
        starts_on=PartialDate(codes["starts_on"]),
        ends_on=PartialDate(codes["ends_on"]),
        changed_at=request.at,
    )
    filling_in.write(moment, fields.MOMENT, codes)
    db.add(moment)
    db.flush()
    history.remember(request, db, project, "moment_added", after=moment.title)
    return moment


def existing(db: Session, moment_id: int) -> tuple[Moment, Project]:
    """Both complete. Raises OldButton."""
    moment = moments.moment(db, moment_id)
    if moment is None:
        raise OldButton("moment")
    return moment, which_project.existing(db, moment.project_id)


def editable(request: Request, db: Session) -> tuple[Moment, Project]:
    """Both complete. Raises OldButton and NotAllowed."""
    moment, _ = existing(db, request.id_of("moment"))
    return moment, which_project.editable(request, db, moment.project_id)


def answerable(request: Request, db: Session) -> tuple[Moment, Project]:
    """The same for who tells residents, also when they have no role in the project."""
    moment, project = existing(db, request.id_of("moment"))
    known = feedback.debt(db, moment.id)
    if known is not None and known.owner_id == request.person.id:
        return moment, project
    return moment, which_project.editable(request, db, project)
