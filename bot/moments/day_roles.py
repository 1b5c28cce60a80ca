"""Who does what on the day of a contact moment: whoever says so themselves, and nobody else."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Card, Text
from bot.chat.replies import Replace, Reply, Say
from bot.chat.requests import NotAllowed, OldButton, Request
from bot.chat.texts import speech
from bot.moments import around_cards, keeping
from bot.people import rights
from glossary import TRIANGLE, DayRole, RoleState
from storage.people import people
from storage.register import around_moments
from storage.register.moments import Moment
from storage.register.projects import Project


def show(request: Request, db: Session) -> Sequence[Reply]:
    return [Say(_card(request, db, *_mine(request, db)))]


def take(request: Request, db: Session) -> Sequence[Reply]:
    """What somebody else took on stays theirs, also for whoever looks at an older message."""
    moment, project = _mine(request, db)
    try:
        role = DayRole.from_code(request.args.get("role", ""))
    except KeyError as unknown:
        raise OldButton("role") from unknown
    t, note = speech(request.language_here), None
    if not around_moments.take(db, moment.id, role, request.person.id):
        had = around_moments.day_roles(db, moment.id).taken.get(role, 0)
        note = t("moments.before.taken", name=people.names_of(db, [had]).get(had) or t("chat.former_colleague"))
    return [Replace(_card(request, db, moment, project, note))]


def give_back(request: Request, db: Session) -> Sequence[Reply]:
    """All that this person took on; what others did stays."""
    moment, project = _mine(request, db)
    mine = [role for role, who in around_moments.day_roles(db, moment.id).taken.items() if who == request.person.id]
    for role in mine:
        around_moments.give_back(db, moment.id, role, request.person.id)
    note = None if mine else speech(request.language_here)("moments.before.not_yours")
    return [Replace(_card(request, db, moment, project, note))]


def _mine(request: Request, db: Session) -> tuple[Moment, Project]:
    """For whoever said yes to a corner, and whoever may change the moment."""
    moment, project = keeping.existing(db, request.id_of("moment"))
    corners = {
        each.colleague_id for each in project.roles if each.role in TRIANGLE and each.state is RoleState.ACCEPTED
    }
    if request.person.id not in corners and not rights.may_edit(request.person, request.municipality, project):
        raise NotAllowed(speech(request.language)("register.not_allowed"))
    return moment, project


def _card(request: Request, db: Session, moment: Moment, project: Project, note: Text | None = None) -> Card:
    first = moment.starts_on.day
    if first is None:
        raise OldButton("moment")
    named = {each.role: each.state for each in project.roles}
    roles = around_moments.day_roles(db, moment.id)
    names = people.names_of(db, roles.taken.values())
    t = speech(request.language_here)
    return around_cards.before(
        t, moment.id, moment.title, project.name, first, request.today, roles, names, named, note
    )
