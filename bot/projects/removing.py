"""A project that was a mistake goes again, as long as nothing hangs on it."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.replies import Reply, Say
from bot.chat.requests import NotAllowed, Request
from bot.chat.texts import speech
from bot.people import audit
from bot.projects import cards
from bot.projects.jobs import triangle
from bot.projects.noticing import about_stale
from bot.register import which_project
from glossary import Deed
from storage.learning import knowledge
from storage.messages import nudges
from storage.register import moments
from storage.register.projects import Project

FOR_A_WHILE = dt.timedelta(days=7)


def may_remove(request: Request, db: Session, project: Project) -> bool:
    """Whoever registered it, for a while; not what others took part in, or residents heard of."""
    is_mine = project.registered_by == request.person.id and request.at - project.created_at < FOR_A_WHILE
    is_only_mine = all(assigned.colleague_id == request.person.id for assigned in project.roles)
    if not (is_mine and is_only_mine):
        return False
    return not moments.moments_of(db, project.id) and not knowledge.lessons_of(db, project.id)


def remove(request: Request, db: Session) -> Sequence[Reply]:
    project, t = which_project.existing(db, request.id_of("id")), speech(request.language)
    if not may_remove(request, db, project):
        raise NotAllowed(t("projects.remove.not_any_more"))
    for about in (triangle.about_vacancy(project.id), about_stale(project.id)):
        nudges.forget(db, about)
    audit.record(request, db, Deed.PROJECT_REMOVED)
    db.delete(project)
    return [Say(cards.removed(t, project.name))]
