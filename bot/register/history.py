"""Every change is kept: who, when, from, to."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.chat.requests import Request
from bot.register import fields
from bot.register.words import Names
from storage.people import people
from storage.register import areas, moments
from storage.register.changes import Change
from storage.register.moments import Moment
from storage.register.projects import Project


def remember(
    request: Request,
    db: Session,
    project: Project,
    field: str,
    before: str = "",
    after: str = "",
    moment: Moment | None = None,
) -> None:
    """Keeps one change, and marks the project as changed. The revision goes up when the transaction is written."""
    project.changed_at = request.at
    if moment:
        moment.changed_at = request.at
    db.add(
        Change(
            project_id=project.id,
            moment_id=moment.id if moment else None,
            colleague_id=request.person.id,
            at=request.at,
            revision=(moment.revision if moment else project.revision) + 1,
            field=field,
            before=before,
            after=after,
        )
    )


def before(now: Mapping[str, str], since: Sequence[Change]) -> dict[str, str]:
    """The codes as they were before these changes. since: oldest first."""
    codes = dict(now)
    for changed in reversed(since):
        if changed.field in codes:
            codes[changed.field] = changed.before
    return codes


def names(db: Session, changes: Sequence[Change], codes: Sequence[str] = ()) -> Names:
    """The names of everybody and every area in these changes, and of the areas with these codes."""
    ids = {changed.colleague_id for changed in changes if changed.colleague_id}
    roles = [changed for changed in changes if changed.field in fields.ROLES]
    ids |= {int(code) for changed in roles for code in (changed.before, changed.after) if code}
    about = {changed.moment_id for changed in changes if changed.moment_id}
    in_changes = [changed for changed in changes if changed.field == "areas"]
    wanted = {*codes, *(code for changed in in_changes for code in f"{changed.before},{changed.after}".split(","))}
    return Names(
        areas=areas.names_of_areas(db, wanted),
        people=people.names_of(db, ids) if ids else {},
        moments=moments.titles_of(db, about) if about else {},
    )
