"""What the steps of planning share: finding a contact moment, and keeping one."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from bot.chat import editing
from bot.chat.requests import OldButton, Request
from bot.register import fields, history, which_project
from storage.register import moments
from storage.register.moments import Moment, MomentArea, MomentGroup
from storage.register.projects import Project


def to_the_last_day(codes: Mapping[str, str]) -> dict[str, str]:
    """Without a last day it is one day."""
    return {**codes, "ends_on": codes["ends_on"] or codes["starts_on"]}


def plan(request: Request, db: Session, project: Project, codes: Mapping[str, str]) -> Moment:
    """A new one, with what was typed."""
    values = {spec.key: editing.value(spec, codes[spec.key]) for spec in fields.MOMENT}
    area_codes, groups = values.pop("areas"), values.pop("groups")
    moment = Moment(
        key=moments.next_moment_key(db),
        project_id=project.id,
        changed_at=request.at,
        areas=[MomentArea(area_code=code) for code in area_codes],
        groups=[MomentGroup(target_group=group) for group in groups],
        **values,
    )
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
