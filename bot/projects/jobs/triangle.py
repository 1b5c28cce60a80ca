"""Asks a colleague about a role once more, and tells of a role that stays vacant."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from bot.chat.feature import Occasion
from bot.chat.quiet import quiet_of
from bot.chat.replies import Nudge, Say, Work
from bot.chat.requests import Request
from bot.chat.settings import Chosen, Setting
from bot.chat.texts import speech
from bot.chat.when import instant
from bot.findings import gather
from bot.findings.finding import Kind
from bot.findings.triangle import is_vacant, missing_corners
from bot.people import role_question
from bot.projects import help_cards
from glossary import TRIANGLE, Role
from storage import settings
from storage.messages import nudges
from storage.people import people
from storage.people.people import Colleague
from storage.register import projects, vacancies
from storage.register.projects import Project, RoleAssignment
from storage.register.vacancies import Triangle, VacancyRow

ASK_AGAIN_AFTER = Setting("projects.ask_again_after", 3, lowest=1, highest=20)
"""Working days."""
VACANT_FOR = Setting("projects.vacant_for", 7, lowest=1, highest=60)
"""Days."""
MOST_ROWS = 5
"""Of projects without a project lead, in one nudge to the overview keeper."""
OF_USE = dt.timedelta(days=14)


def ask_again(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    """Whoever was asked for a role and said nothing for some working days gets the question once more."""
    chosen = Chosen(settings.written(db))
    quiet = quiet_of(occasion.municipality, chosen)
    # Whoever was asked on Monday, at whatever hour, has had Tuesday and Wednesday, and is asked again on Thursday.
    first_day_to_answer = quiet.calendar.open_day_back(occasion.today, chosen.number(ASK_AGAIN_AFTER))
    asked_before = instant(first_day_to_answer, dt.time(), quiet.zone)
    waiting = projects.roles_to_ask_again(db, asked_before)
    for assigned, _ in waiting:
        assigned.asked_again_at = occasion.at
    for_each: dict[int, list[tuple[RoleAssignment, Project]]] = {}
    for assigned, project in waiting:
        for_each.setdefault(assigned.colleague_id, []).append((assigned, project))
    return [_reminder(waiting[0][0].colleague, waiting, occasion.at) for waiting in for_each.values()]


def _reminder(colleague: Colleague, waiting: Sequence[tuple[RoleAssignment, Project]], at: dt.datetime) -> Nudge:
    """All that somebody said nothing about, in one."""
    blocks = role_question.once_more(speech(colleague.language), waiting)
    return Nudge(colleague.id, role_question.about(colleague.id), blocks, order=10, expires_at=at + OF_USE)


def reminded_of_less(request: Request, db: Session, colleague_id: int) -> list[Nudge]:
    """Something was answered, or is asked of somebody else now: what still waits to remind them says only the rest."""
    about = role_question.about(colleague_id)
    if nudges.nudge_about(db, colleague_id, about) is None:
        return []
    left, colleague = not_answered(db, colleague_id), people.colleague(db, colleague_id)
    if left and colleague:
        return [_reminder(colleague, left, request.at)]
    nudges.forget(db, about)
    return []


def not_answered(db: Session, colleague_id: int) -> list[tuple[RoleAssignment, Project]]:
    """Of what waits to be asked once more; what was asked so in an earlier message is not asked a third time."""
    waiting = nudges.nudge_about(db, colleague_id, role_question.about(colleague_id))
    if waiting is None:
        return []
    asked = projects.roles_waiting_for(db, colleague_id)
    return [each for each in asked if each[0].asked_again_at and each[0].asked_again_at >= waiting.created_at]


def tell_of_vacancies(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    """A corner of the triangle that stays empty: the project lead hears of it once, or else the overview keeper."""
    triangles = {triangle.project_id: triangle for triangle in vacancies.triangles(db)}
    known = _keep_up(db, triangles, occasion.today)
    for_days = dt.timedelta(days=Chosen(settings.written(db)).number(VACANT_FOR))
    without = gather.agreed_on(db, occasion.at, Kind.TRIANGLE_INCOMPLETE)
    waiting = [row for row in known if row.told_on is None and row.project_id not in without]
    late = [row for row in waiting if occasion.today - row.since >= for_days]
    vacant: dict[int, list[Role]] = {}
    for row in late:
        vacant.setdefault(row.project_id, []).append(row.role)
        row.told_on = occasion.today
    found = [(triangles[project_id], tuple(sorted(roles, key=TRIANGLE.index))) for project_id, roles in vacant.items()]
    languages = people.languages_of_reachable(db, {_lead(triangle) for triangle, _ in found})
    without_lead = [each for each in found if _lead(each[0]) not in languages]
    leads = [each for each in found if _lead(each[0]) in languages]
    return [
        *(_to_lead(occasion, triangle, roles, languages) for triangle, roles in leads),
        *_to_keeper(occasion, db, without_lead),
    ]


def _keep_up(db: Session, triangles: Mapping[int, Triangle], today: dt.date) -> Sequence[VacancyRow]:
    """Forgets what was filled, writes down what is new, and returns what was known and is still vacant."""
    vacant = {(one.project_id, role) for one in triangles.values() for role in missing_corners(one.states)}
    known = {(row.project_id, row.role): row for row in vacancies.vacancies(db)}
    for key in known.keys() - vacant:
        db.delete(known[key])
    db.add_all(VacancyRow(project_id=project_id, role=role, since=today) for project_id, role in vacant - known.keys())
    return [row for key, row in known.items() if key in vacant]


def _lead(triangle: Triangle) -> int:
    """0 when there is none."""
    vacant = is_vacant(triangle.states, Role.PROJECT_LEAD)
    return 0 if vacant else triangle.holders[Role.PROJECT_LEAD]


def _to_lead(occasion: Occasion, triangle: Triangle, roles: tuple[Role, ...], languages: Mapping[int, str]) -> Nudge:
    lead = _lead(triangle)
    blocks = help_cards.still_vacant(speech(languages[lead]), triangle.project_id, triangle.name, roles)
    return Nudge(lead, about_vacancy(triangle.project_id), blocks, order=30, expires_at=occasion.at + OF_USE)


def about_vacancy(project_id: int) -> str:
    return f"vacancy {project_id}"


def _to_keeper(occasion: Occasion, db: Session, found: Sequence[tuple[Triangle, tuple[Role, ...]]]) -> Iterator[Nudge]:
    """All projects in one nudge: there may be hundreds after an import."""
    keeper = people.colleague(db, occasion.municipality.keeper_id or 0)
    if found and keeper:
        t = speech(keeper.language)
        rows = [help_cards.still_vacant(t, one.project_id, one.name, roles) for one, roles in found[:MOST_ROWS]]
        blocks = help_cards.without_lead(t, rows, len(found) - len(rows))
        yield Nudge(keeper.id, f"vacancies {occasion.key}", blocks, order=30, expires_at=occasion.at + OF_USE)
