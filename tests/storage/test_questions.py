"""Every question of storage/, asked in two municipalities that look the same: never an answer about the other one."""

import datetime as dt
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from importlib import import_module
from typing import Any, TypeVar

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

import storage
from glossary import (
    AreaKind,
    DayRole,
    Decision,
    Discipline,
    Goal,
    PartialDate,
    QualitySource,
    Role,
    RoleState,
    Status,
    TargetGroup,
    TextKind,
)
from storage import METADATA, settings
from storage.database import Base, Database, Owned
from storage.learning import (
    area_reports,
    buddies,
    buddy_rounds,
    festivals,
    how_to,
    knowledge,
    pulses,
    quality,
    questions,
    sessions,
)
from storage.learning.area_reports import ManagedArea
from storage.learning.buddy_rounds import BuddySeat
from storage.learning.pulses import Finished, PulseAsk
from storage.learning.sessions import KnowledgeSession
from storage.messages import (
    backlog,
    clocks,
    conversations,
    hosted_files,
    meetings,
    nudges,
    outbox,
    overviews,
    rate_limits,
    reminders,
    retention,
    schedule,
    sending,
    tasks,
    uploads,
    web_pages,
)
from storage.messages.meetings import MeetingAction
from storage.messages.outbox import MessageState, OutboxRow
from storage.people import (
    audit,
    calendar_feeds,
    identity,
    municipalities,
    names,
    newcomers,
    people,
    reaching,
    seeking,
    standing,
)
from storage.people.calendar_feeds import CalendarFeed
from storage.people.people import GIVEN, Colleague, ColleagueDiscipline
from storage.people.personal import FilePart
from storage.register import (
    agreements,
    areas,
    around_moments,
    asked_to_tell,
    baselines,
    changes,
    column_choices,
    drafts,
    feedback,
    help_offers,
    joint_proposals,
    moments,
    outcomes,
    projects,
    public_pages,
    step_marks,
    telling,
    text_asks,
    text_templates,
    text_words,
    thanks,
    vacancies,
    visions,
)
from storage.register.moments import Moment
from storage.register.projects import RoleAssignment
from storage.register.public_pages import PublicPage
from storage.register.text_asks import TextAsk
from storage.register.visions import Principle
from storage.reports import (
    agenda,
    asked,
    asks,
    findings,
    goals,
    left_out,
    lists,
    missed,
    narrowing,
    not_asked,
    own_data,
    project_list,
    public_texts,
    steering,
    timeline,
    vacant,
    weekly,
    without_names,
    year,
)
from storage.reports.agenda import AgendaFilter
from storage.reports.asks import AskLine, MomentLine
from storage.reports.narrowing import Narrow
from storage.reports.project_list import ProjectFilter
from storage.reports.without_names import NamelessMoment, NamelessProject
from storage.search import indexing, search, similar
from tests.storage.planting import MONDAY, Planted, plant

Ask = Callable[[Session, Planted], Any]


def a_session(db: Session, it: Planted) -> int:
    """The id of the one that was planted there: looked up past the fence."""
    table = KnowledgeSession.__table__
    return int(db.connection().execute(select(table.c.id).where(table.c.municipality_id == it.id)).scalar_one())


def a_meeting_action(db: Session, it: Planted) -> int:
    """The same, of what was agreed there."""
    table = MeetingAction.__table__
    return int(db.connection().execute(select(table.c.id).where(table.c.municipality_id == it.id)).scalar_one())


def a_feed(db: Session, it: Planted) -> int:
    """The same, of a calendar that somebody there subscribed to."""
    table = CalendarFeed.__table__
    return int(db.connection().execute(select(table.c.id).where(table.c.municipality_id == it.id)).scalar_one())


def a_principle(db: Session, it: Planted) -> int:
    """The same, of the vision there."""
    table = Principle.__table__
    return int(db.connection().execute(select(table.c.id).where(table.c.municipality_id == it.id)).scalar_one())


def a_text_ask(db: Session, it: Planted) -> int:
    """The same, of the question that was planted there."""
    table = TextAsk.__table__
    return int(db.connection().execute(select(table.c.id).where(table.c.municipality_id == it.id)).scalar_one())


DAY = dt.date(2026, 11, 2)
"""Of the moments that are planted."""

STATES = {
    Role.PROJECT_LEAD: RoleState.ASKED,
    Role.AREA_MANAGER: RoleState.NAMED,
    Role.CARRIES_COMMUNICATION: RoleState.ACCEPTED,
}
"""Of the roles that are planted."""

QUESTIONS: dict[Callable[..., Any], Ask] = {
    quality.measurement: lambda db, it: quality.measurement(db, it.measured),
    quality.measured_then: lambda db, it: quality.measured_then(db, it.project, MONDAY.date(), QualitySource.TEAM),
    area_reports.area_report: lambda db, it: area_reports.area_report(db, it.tenant, "2026-Q3"),
    quality.measurements_of: lambda db, it: quality.measurements_of(db, [it.project]),
    area_reports.reports_about: lambda db, it: area_reports.reports_about(db, [it.tenant], ["2026-Q3"]),
    area_reports.area_reports: lambda db, it: area_reports.area_reports(db, "2026-Q3"),
    area_reports.last_report: lambda db, it: area_reports.last_report(db, [it.tenant]),
    pulses.pulse_ask: lambda db, it: pulses.pulse_ask(db, it.project, it.anna),
    agreements.agreement: lambda db, it: agreements.agreement(db, it.project, it.moment, "bad_moment"),
    areas.all_areas: lambda db, it: areas.all_areas(db),
    asked_to_tell.question_to: lambda db, it: asked_to_tell.question_to(db, it.moment, it.anna),
    help_offers.offer: lambda db, it: help_offers.offer(db, it.project, Role.COMMUNICATION_ADVISER, it.anna),
    help_offers.open_offer: lambda db, it: help_offers.open_offer(db, it.project, Role.COMMUNICATION_ADVISER, it.anna),
    help_offers.offers_for: lambda db, it: help_offers.offers_for(db, it.project, Role.COMMUNICATION_ADVISER),
    areas.areas_named: lambda db, it: areas.areas_named(db, "noord"),
    areas.areas_with_codes: lambda db, it: areas.areas_with_codes(db, ["WK999901", it.tenant]),
    audit.all_deeds: lambda db, it: audit.all_deeds(db),
    audit.newest: lambda db, it: audit.newest(db, 9),
    buddy_rounds.all_rounds: lambda db, it: buddy_rounds.all_rounds(db),
    buddy_rounds.groups_of: lambda db, it: buddy_rounds.groups_of(db, it.round),
    buddy_rounds.last_round: lambda db, it: buddy_rounds.last_round(db),
    buddies.lessons_for: lambda db, it: buddies.lessons_for(db, [it.project], 9),
    buddies.member: lambda db, it: buddies.member(db, it.anna),
    buddies.members: lambda db, it: buddies.members(db),
    buddy_rounds.seat_in: lambda db, it: buddy_rounds.seat_in(db, it.round, it.anna),
    buddy_rounds.seats_of: lambda db, it: buddy_rounds.seats_of(db, it.anna),
    buddy_rounds.seats_of_group: lambda db, it: buddy_rounds.seats_of_group(db, it.group),
    buddy_rounds.seats_of_round: lambda db, it: buddy_rounds.seats_of_round(db, it.round),
    buddy_rounds.welcomes: lambda db, it: buddy_rounds.welcomes(db, it.group, it.anna),
    drafts.left_open: lambda db, it: drafts.left_open(db, it.anna, MONDAY, it.project, 0),
    drafts.draft: lambda db, it: drafts.draft(db, it.draft, it.anna),
    baselines.baseline_versions: lambda db, it: baselines.baseline_versions(db),
    feedback.debt: lambda db, it: feedback.debt(db, it.moment),
    step_marks.step_mark: lambda db, it: step_marks.step_mark(db, it.project, "O3"),
    step_marks.step_marks: lambda db, it: step_marks.step_marks(db),
    around_moments.around: lambda db, it: around_moments.around(db, it.moment),
    text_asks.text_ask: lambda db, it: text_asks.text_ask(db, a_text_ask(db, it)),
    text_asks.text_asks: lambda db, it: text_asks.text_asks(db, it.moment, TextKind.ANSWER),
    thanks.thanks: lambda db, it: thanks.thanks(db, it.thanks),
    thanks.thanks_to_write: lambda db, it: thanks.thanks_to_write(db, it.thanks),
    thanks.thanks_of: lambda db, it: thanks.thanks_of(db, it.project),
    thanks.thanks_with: lambda db, it: thanks.thanks_with(db, it.anna),
    thanks.asked_to_thank: lambda db, it: thanks.asked_to_thank(db, it.thanks),
    outcomes.outcomes_of: lambda db, it: outcomes.outcomes_of(db, [it.moment]),
    joint_proposals.answers_to: lambda db, it: joint_proposals.answers_to(db, it.proposal),
    joint_proposals.proposal: lambda db, it: joint_proposals.proposal(db, it.proposal),
    joint_proposals.proposal_between: lambda db, it: joint_proposals.proposal_between(db, it.moment, it.moment),
    web_pages.web_page: lambda db, it: web_pages.web_page(db),
    uploads.upload: lambda db, it: uploads.upload(db, it.upload, it.anna, MONDAY.replace(day=22)),
    hosted_files.file_for: lambda db, it: hosted_files.file_for(db, it.tenant, it.anna, MONDAY.replace(day=22)),
    findings.told: lambda db, it: findings.told(db),
    how_to.how_to_card: lambda db, it: how_to.how_to_card(db, "K01"),
    how_to.how_to_cards_called: lambda db, it: how_to.how_to_cards_called(db, ["K01"]),
    how_to.own_how_to_cards: lambda db, it: how_to.own_how_to_cards(db, 9),
    questions.answered_questions: lambda db, it: questions.answered_questions(db, 9),
    questions.desk_helper: lambda db, it: questions.desk_helper(db, it.anna),
    questions.desk_helpers: lambda db, it: [each for each, _ in questions.desk_helpers(db)],
    newcomers.newcomers: lambda db, it: newcomers.newcomers(db, DAY.replace(year=2025), DAY),
    newcomers.newcomer: lambda db, it: newcomers.newcomer(db, it.anna),
    questions.open_questions: lambda db, it: questions.open_questions(db, 9),
    questions.open_questions_of: lambda db, it: questions.open_questions_of(db, it.anna, 9),
    questions.session_wish: lambda db, it: questions.session_wish(db, it.question, it.anna),
    questions.session_wishes: lambda db, it: [each for each, _ in questions.session_wishes(db)],
    questions.question: lambda db, it: questions.question(db, it.question),
    questions.question_to_write: lambda db, it: questions.question_to_write(db, it.question),
    questions.questions_taken_by: lambda db, it: questions.questions_taken_by(db, it.anna),
    knowledge.lesson: lambda db, it: knowledge.lesson(db, it.lesson),
    festivals.festival: lambda db, it: festivals.festival(db, it.festival),
    festivals.festival_to_write: lambda db, it: festivals.festival_to_write(db, it.festival),
    festivals.last_festival: lambda db, it: festivals.last_festival(db),
    festivals.who_tells: lambda db, it: festivals.who_tells(db, it.festival),
    festivals.offer_of: lambda db, it: festivals.offer_of(db, it.festival, it.anna),
    festivals.programme: lambda db, it: festivals.programme(db, ""),
    knowledge.lessons_that_helped_most: lambda db, it: knowledge.lessons_that_helped_most(db, 9),
    knowledge.lesson_that_helped: lambda db, it: knowledge.lesson_that_helped(db, it.bert),
    knowledge.lesson_to_reread: lambda db, it: knowledge.lesson_to_reread(db, 3),
    knowledge.lessons_as_old_as: lambda db, it: knowledge.lessons_as_old_as(db, [MONDAY.date()]),
    knowledge.lessons_with_ids: lambda db, it: knowledge.lessons_with_ids(db, [it.lesson]),
    sessions.all_of: lambda db, it: sessions.all_of(db, it.anna),
    sessions.announced_together: lambda db, it: sessions.announced_together(db, a_session(db, it), ""),
    sessions.coming_sessions: lambda db, it: sessions.coming_sessions(db, MONDAY, 9),
    sessions.guest: lambda db, it: sessions.guest(db, a_session(db, it), it.anna),
    sessions.guests_of: lambda db, it: sessions.guests_of(db, a_session(db, it)),
    sessions.host: lambda db, it: sessions.host(db, a_session(db, it), it.anna),
    sessions.hosts_of: lambda db, it: sessions.hosts_of(db, [a_session(db, it)]),
    sessions.session: lambda db, it: sessions.session(db, a_session(db, it)),
    sessions.sessions_since: lambda db, it: sessions.sessions_since(db, it.anna, MONDAY, 9),
    sessions.sessions_of: lambda db, it: sessions.sessions_of(db, it.anna, MONDAY, 9),
    sessions.wishes: lambda db, it: sessions.wishes(db, [it.anna]),
    similar.lessons_of_projects: lambda db, it: similar.lessons_of_projects(db, [it.project]),
    feedback.moments_without_feedback: lambda db, it: feedback.moments_without_feedback(
        db, MONDAY.date(), limit=9, project=it.project, person=it.anna
    ),
    knowledge.lessons_of: lambda db, it: knowledge.lessons_of(db, it.project),
    moments.moment: lambda db, it: moments.moment(db, it.moment),
    moments.moments_in_full: lambda db, it: moments.moments_in_full(db, it.project),
    moments.moments_of: lambda db, it: moments.moments_of(db, it.project),
    moments.moments_of_projects: lambda db, it: moments.moments_of_projects(db, [it.project]),
    public_pages.page: lambda db, it: public_pages.page(db, it.project),
    public_pages.pages: lambda db, it: public_pages.pages(db),
    calendar_feeds.feeds_of: lambda db, it: calendar_feeds.feeds_of(db, it.anna),
    meetings.action: lambda db, it: meetings.action(db, a_meeting_action(db, it)),
    meetings.meeting: lambda db, it: meetings.meeting(db),
    meetings.to_ask_after: lambda db, it: meetings.to_ask_after(db, MONDAY.date(), DAY, 9),
    visions.principle: lambda db, it: visions.principle(db, a_principle(db, it)),
    visions.principles: lambda db, it: visions.principles(db),
    visions.vision: lambda db, it: visions.vision(db),
    nudges.nudge_about: lambda db, it: nudges.nudge_about(db, it.anna, "feedback 1"),
    nudges.that_hold: lambda db, it: nudges.that_hold(db, b"["),
    nudges.waiting: lambda db, it: nudges.waiting(db),
    nudges.waiting_for: lambda db, it: nudges.waiting_for(db, it.anna),
    outbox.change_that_waits: lambda db, it: outbox.change_that_waits(db, f"{it.tenant} refused"),
    outbox.message: lambda db, it: outbox.message(db, it.message),
    outbox.message_called: lambda db, it: outbox.message_called(db, f"{it.tenant} refused"),
    outbox.messages_called: lambda db, it: outbox.messages_called(db, [f"{it.tenant} refused"]),
    outbox.messages_that_hold: lambda db, it: outbox.messages_that_hold(db, b"{"),
    outbox.messages_to: lambda db, it: outbox.messages_to(db, it.anna),
    tasks.work_under_way: lambda db, it: tasks.work_under_way(db, it.anna),
    outbox.messages_in_trouble: lambda db, it: outbox.messages_in_trouble(db),
    overviews.channel_at: lambda db, it: overviews.channel_at(db, "slack", it.tenant, "C1"),
    overviews.overview_channel: lambda db, it: overviews.overview_channel(db, it.channel),
    overviews.overview_channels: lambda db, it: overviews.overview_channels(db),
    overviews.told_to_heads: lambda db, it: overviews.told_to_heads(db),
    overviews.overview_post: lambda db, it: overviews.overview_post(db, it.post),
    overviews.own_week: lambda db, it: overviews.own_week(db, it.anna),
    people.accounts_of: lambda db, it: people.accounts_of(db, [it.anna, it.bert]),
    standing.administrators: lambda db, it: standing.administrators(db),
    people.colleague: lambda db, it: people.colleague(db, it.anna),
    sessions.to_come_of: lambda db, it: sessions.to_come_of(db, it.anna, MONDAY),
    people.colleague_in_full: lambda db, it: people.colleague_in_full(db, it.anna),
    people.colleague_with_email: lambda db, it: people.colleague_with_email(db, "Anna@example.nl"),
    people.colleagues_named: lambda db, it: people.colleagues_named(db, "example"),
    people.colleagues_without_account: lambda db, it: people.colleagues_without_account(db),
    standing.disciplines_to_confirm: lambda db, it: [row for _, row in standing.disciplines_to_confirm(db, 9)],
    not_asked.unasked_roles: lambda db, it: not_asked.unasked_roles(db, it.bert),
    changes.filled_in: lambda db, it: changes.filled_in(db, it.project, it.moment, "residents_told_on"),
    changes.latest_edit: lambda db, it: changes.latest_edit(db, it.project),
    changes.latest: lambda db, it: changes.latest(db, it.project),
    text_templates.newest_templates: lambda db, it: list(text_templates.newest_templates(db).values()),
    text_templates.template_versions: lambda db, it: text_templates.template_versions(db, "belofte.md"),
    changes.moved: lambda db, it: changes.moved(db, it.project),
    changes.since: lambda db, it: changes.since(db, it.project, None, 1),
    people.in_full: lambda db, it: people.in_full(db, person) if (person := people.colleague(db, it.anna)) else None,
    projects.project: lambda db, it: projects.project(db, it.project),
    projects.project_with_roles: lambda db, it: projects.project_with_roles(db, it.project),
    projects.projects_called: lambda db, it: projects.projects_called(db, "park noord"),
    projects.projects_in_full: lambda db, it: projects.projects_in_full(db, {it.project}),
    projects.roles_to_ask_again: lambda db, it: projects.roles_to_ask_again(db, MONDAY.replace(day=30)),
    vacancies.vacancies: lambda db, it: vacancies.vacancies(db),
    projects.roles_waiting_for: lambda db, it: projects.roles_waiting_for(db, it.anna),
    schedule.occurrences: lambda db, it: schedule.occurrences(db, "any", limit=9),
    schedule.schedule_of: lambda db, it: schedule.schedule_of(db, "any"),
    schedule.schedules: lambda db, it: schedule.schedules(db),
}
"""Those that answer with rows."""


def of_anna(it: Planted) -> ProjectFilter:
    """With every way to narrow down at once."""
    return ProjectFilter((Status.ONGOING,), ("WK999901",), TargetGroup.LOCAL_RESIDENTS, person=it.anna, words="park")


SINCE = weekly.Since(MONDAY - dt.timedelta(days=1), MONDAY)
LATER = weekly.Since(MONDAY, MONDAY + dt.timedelta(days=1))


def how_many_names(found: steering.WithoutAmount) -> tuple[Any, ...]:
    return len(found.names), found.only_communication, found.agreed


def where_and_what(found: sessions.KnowledgeThisWeek) -> tuple[Any, ...]:
    return found.session and found.session.municipality_id, found.lesson_id, found.lesson


def some_news(news: weekly.ProjectNews) -> tuple[list[Any], ...]:
    known = ([each.id for each in some] for some in (news.answered, news.waiting, news.new))
    return *known, [each.fields for each in news.changed]


NOVEMBER = (dt.date(2026, 11, 1), dt.date(2026, 11, 30))


def in_area(it: Planted) -> Narrow:
    return Narrow(area_codes=(it.tenant,))


@dataclass(frozen=True)
class Value:
    """A question whose answer is no row. about_other: the answer when it is asked about the other municipality."""

    ask: Ask
    answer: Callable[[Planted], Any]
    about_other: Any = None


def who_had(db: Session, it: Planted) -> set[int]:
    """After what waited was sent; it waits again for the questions that come after this one."""
    waits = update(OutboxRow).where(OutboxRow.key == f"{it.tenant} waits")
    db.execute(waits.values(state=MessageState.SENT))
    found = outbox.who_had(db, [it.anna], it.tenant)
    db.execute(waits.values(state=MessageState.PENDING))
    return found


def counted(lines: Sequence[NamelessProject] | Sequence[NamelessMoment]) -> tuple[int, set[str]]:
    """How many, and their areas."""
    return len(lines), {code for line in lines for code in line.areas} - {"WK999901"}


def areas_of(lines: Iterable[AskLine | MomentLine]) -> set[str]:
    """Also of those that have none of their own, but their project's. Both towns have an area WK999901."""
    return {code for line in lines for code in (line.areas or "").split(",")} - {"", "WK999901"}


def managed(db: Session, it: Planted) -> Sequence[ManagedArea]:
    """Once Anna manages her area, in both municipalities."""
    table = METADATA.tables[ColleagueDiscipline.__tablename__]
    row = {"colleague_id": it.anna, "municipality_id": it.id, "discipline": Discipline.AREA_MANAGER, "how": GIVEN}
    db.connection().execute(table.insert().values(row))
    found = [each for each in area_reports.managed_areas(db) if each.area_code == it.tenant]
    db.rollback()
    return found


def finished(db: Session, it: Planted) -> Sequence[Finished]:
    """Once its project is done, and nobody was asked."""
    for name in ("pulse_ask", "pulse_sum"):
        table = METADATA.tables[name]
        db.connection().execute(delete(table).where(table.c.project_id == it.project))
    done = {"status": Status.COMPLETED, "completed_on": MONDAY.date()}
    project = METADATA.tables["project"]
    db.connection().execute(update(project).where(project.c.id == it.project).values(done))
    day = MONDAY.date()
    found = [each for each in pulses.finished(db, day - dt.timedelta(days=1), day) if each.project_id == it.project]
    db.rollback()
    return found


def with_a_department(db: Session, it: Planted) -> Sequence[str]:
    """Once Anna, who has a role, is of one."""
    colleague = METADATA.tables[Colleague.__tablename__]
    theirs = update(colleague).where(colleague.c.id == it.anna).values(department=f" Team {it.tenant} ")
    db.connection().execute(theirs)
    found = narrowing.departments(db)
    db.rollback()
    return found


def a_money(it: Planted) -> steering.Money:
    """Of the first project there is an amount for communication, and nothing of the others."""
    return steering.Money(0, 0, it.projects, communication=500, domains=(steering.DomainMoney(None, it.projects, 0),))


VALUES: dict[Callable[..., Any], Value] = {
    quality.measured: Value(
        lambda db, it: [each.id for each in quality.measured(db, it.project)], lambda it: [it.measured], about_other=[]
    ),
    quality.last_answered: Value(
        lambda db, it: list(quality.last_answered(db, {it.project: DAY})),
        lambda it: [it.project],
        about_other=[],
    ),
    narrowing.departments: Value(with_a_department, lambda it: [f"Team {it.tenant}"], about_other=[]),
    area_reports.managed_areas: Value(
        lambda db, it: [(each.area_code, each.manager) for each in managed(db, it)],
        lambda it: [(it.tenant, it.anna)],
        about_other=[],
    ),
    pulses.finished: Value(
        lambda db, it: [each.project_id for each in finished(db, it)], lambda it: [it.project], about_other=[]
    ),
    pulses.pulse_total: Value(
        lambda db, it: list(pulses.pulse_total(db, 3, MONDAY.date())),
        lambda it: [3, 12, 9, 15],
        about_other=[3, 12, 9, 15],
    ),
    areas.codes_around: Value(
        lambda db, it: sorted({*areas.codes_around(db, it.tenant)} - {it.tenant}),
        lambda it: ["GM9999", "WK999901"],
        about_other=[],
    ),
    nudges.who_wait: Value(lambda db, it: nudges.who_wait(db, "feedback 1"), lambda it: {it.anna}),
    festivals.proposed_last: Value(lambda db, it: festivals.proposed_last(db), lambda it: MONDAY.date()),
    asks.area_lines: Value(
        lambda db, it: [line.code for line in asks.area_lines(db)],
        lambda it: sorted(["GM9999", "WK999901", it.tenant]),
    ),
    asks.asks_in: Value(
        lambda db, it: areas_of(asks.asks_in(db, ["GM9999", it.tenant], DAY, DAY, DAY, DAY, 0)),
        lambda it: {it.tenant},
        about_other=set(),
    ),
    asks.counted_asks: Value(
        # Of all areas, and of some.
        lambda db, it: areas_of(
            line
            for codes in ([it.tenant], *([None] if it.id == db.info["municipality"] else []))
            for line in asks.counted_asks(db, codes, 100, DAY, DAY, DAY, DAY)
        ),
        lambda it: {it.tenant},
        about_other=set(),
    ),
    asks.numbered: Value(
        lambda db, it: areas_of(asks.numbered(db, [it.moment])), lambda it: {it.tenant}, about_other=set()
    ),
    text_words.text_words: Value(
        lambda db, it: text_words.text_words(db, it.project),
        lambda it: {it.moment: {"place": it.tenant}},
        about_other={},
    ),
    findings.planned_between: Value(
        lambda db, it: [
            each.id
            for each in findings.planned_between(db, MONDAY, MONDAY + dt.timedelta(days=1))
            if each.id == it.moment
        ],
        lambda it: [it.moment],
        about_other=[],
    ),
    projects.names: Value(
        lambda db, it: [each.id for each in projects.names(db) if each.id == it.project],
        lambda it: [it.project],
        about_other=[],
    ),
    findings.people_of_areas: Value(
        lambda db, it: findings.people_of_areas(db, Discipline.COMMUNICATION), lambda it: [(it.anna, it.tenant)]
    ),
    findings.project_fact_lines: Value(
        lambda db, it: a_promise(
            db,
            it,
            lambda: [
                (line.id, sorted((line.areas or "").split(",")), line.lessons, *(*moment[:1], *moment[11:]))
                for only_days in (False, True)
                for line in findings.project_fact_lines(db, [it.project], only_days=only_days)
                for moment in line.moments[:1]
            ],
        ),
        lambda it: [
            (
                *(it.project, sorted([it.tenant, "WK999901"]), 1),
                *(it.moment, *where_and_whom, DAY, True, True, True),
            )
            for where_and_whom in ((it.tenant, "local_residents"), (None, None))
        ],
        about_other=[],
    ),
    agenda.removed_moments: Value(
        lambda db, it: [each.id for each in agenda.removed_moments(db, MONDAY.date()) if each.id == it.moment],
        lambda it: [it.moment],
        about_other=[],
    ),
    agenda.answers_due: Value(
        lambda db, it: [each.id for each in agenda.answers_due(db, DAY, DAY, 9) if each.id == it.moment],
        lambda it: [it.moment],
        about_other=[],
    ),
    agenda.moments_in: Value(
        lambda db, it: [
            (line.id, line.areas)
            for line in agenda.moments_in(
                db, DAY.replace(day=2), DAY, AgendaFilter([it.tenant], [TargetGroup.LOCAL_RESIDENTS], it.project), 9
            )
        ],
        lambda it: [(it.moment, (it.tenant,))],
        about_other=[],
    ),
    own_data.parts_about: Value(
        lambda db, it: own_data.parts_about(db, it.anna)[:2],
        lambda it: [FilePart.PROFILE, FilePart.ACCOUNTS],
        about_other=[],
    ),
    own_data.everything_about: Value(
        lambda db, it: [row["user"] for row in own_data.everything_about(db, it.anna).get(FilePart.ACCOUNTS, [])],
        lambda it: [it.tenant, it.tenant],
        about_other=[],
    ),
    buddies.avoided_by: Value(lambda db, it: buddies.avoided_by(db, it.anna), lambda it: [it.bert], about_other=[]),
    buddy_rounds.groups_asked_by: Value(
        lambda db, it: buddy_rounds.groups_asked_by(db, it.anna), lambda it: [it.group], about_other=[]
    ),
    buddies.never_together: Value(lambda db, it: buddies.never_together(db), lambda it: {(it.anna, it.bert)}),
    buddies.pairs_from_lists: Value(lambda db, it: buddies.pairs_from_lists(db), lambda it: [(it.anna, it.bert)]),
    buddies.projects_of: Value(
        lambda db, it: [job.project_id for job in buddies.projects_of(db, [it.bert])],
        lambda it: [it.project],
        about_other=[],
    ),
    buddy_rounds.seat_lines: Value(
        lambda db, it: [line.colleague_id for line in buddy_rounds.seat_lines(db)], lambda it: [it.anna]
    ),
    buddies.to_be_asked: Value(lambda db, it: buddies.to_be_asked(db), lambda it: []),
    feedback.debt_lines: Value(
        lambda db, it: [(line.id, line.owner, line.areas) for line in feedback.debt_lines(db, MONDAY.date())][:1],
        lambda it: [(it.moment, it.anna, (it.tenant,))],
    ),
    feedback.debts_in_short: Value(
        lambda db, it: [line.id for line in feedback.debts_in_short(db, MONDAY.date(), [it.tenant])][:1],
        lambda it: [it.moment],
    ),
    feedback.debt_lines_of: Value(
        lambda db, it: [(line.id, line.areas) for line in feedback.debt_lines_of(db, [it.moment])],
        lambda it: [(it.moment, (it.tenant,))],
        about_other=[],
    ),
    telling.debts_of: Value(
        lambda db, it: [line.id for line in telling.debts_of(db, it.anna, MONDAY.date(), MONDAY.date())][:1],
        lambda it: [it.moment],
        about_other=[],
    ),
    agreements.agreement_lines: Value(
        lambda db, it: [line.project_id for line in agreements.agreement_lines(db, [it.project])],
        lambda it: [it.project],
        about_other=[],
    ),
    telling.listeners: Value(
        lambda db, it: telling.listeners(db, feedback.debt_lines(db, MONDAY.date()))[it.moment], lambda it: [it.anna]
    ),
    feedback.promised_with_reason: Value(
        lambda db, it: a_promise(db, it, lambda: feedback.promised_with_reason(db, it.project)),
        lambda it: {it.moment: (DAY, "")},
        about_other={},
    ),
    names.names_in: Value(lambda db, it: after_naming(db, it), lambda it: [it.tenant], about_other=[]),
    names.names_ever_in: Value(
        lambda db, it: after_naming(db, it, names.names_ever_in), lambda it: [it.tenant], about_other=[]
    ),
    without_names.nameless_projects: Value(
        lambda db, it: counted(without_names.nameless_projects(db)), lambda it: (it.projects, {it.tenant})
    ),
    without_names.nameless_moments: Value(
        lambda db, it: counted(without_names.nameless_moments(db)), lambda it: (it.projects, {it.tenant})
    ),
    asked.asked_in: Value(
        lambda db, it: [line.areas for line in asked.asked_in(db, DAY, DAY, 9) if line.id == it.moment],
        lambda it: [("Noorderhof",)],
        about_other=[],
    ),
    telling.owners: Value(
        lambda db, it: after_a_yes(db, lambda: telling.owners(db, [it.project])),
        lambda it: {it.project: it.anna},
        about_other={},
    ),
    telling.own_roles: Value(
        lambda db, it: [
            after_a_yes(db, lambda: telling.own_roles(db, it.bert, tuple(STATES), 9)),
            telling.own_roles(db, it.anna, tuple(STATES), 9),
        ],
        lambda it: [([], {it.project: it.anna}), ([(it.project, "Park Noord", Role.PROJECT_LEAD)], {})],
        about_other=[([], {}), ([], {})],
    ),
    telling.tellers: Value(
        lambda db, it: telling.tellers(db, feedback.debt_lines(db, MONDAY.date()))[it.moment], lambda it: it.anna
    ),
    lists.area_names: Value(
        lambda db, it: {code for code, name in lists.area_names(db)}, lambda it: {"GM9999", "WK999901", it.tenant}
    ),
    lists.everything: Value(
        lambda db, it: [(row.values["key"], row.parts["areas"]) for row in lists.everything(db, lists.MOMENTS)],
        lambda it: [("M01", [it.tenant]), *((f"M{number:02d}", []) for number in range(2, it.projects + 1))],
    ),
    lists.ids: Value(lambda db, it: lists.ids(db, lists.COLLEAGUES), lambda it: {"C01": it.anna, "C02": it.bert}),
    lists.named: Value(
        lambda db, it: {row["id"]: row["key"] for row in lists.named(db, lists.COLLEAGUES, ("key",))},
        lambda it: {it.anna: "C01", it.bert: "C02"},
    ),
    lists.people: Value(lambda db, it: [person.id for person in lists.people(db)], lambda it: [it.anna, it.bert]),
    lists.projects_with: Value(lambda db, it: lists.projects_with(db, [it.moment]), lambda it: {it.moment: it.project}),
    lists.outcomes: Value(
        lambda db, it: {moment: sorted(rows) for moment, rows in lists.outcomes(db, [it.moment]).items()},
        lambda it: {it.moment: [1]},
    ),
    lists.roles: Value(
        lambda db, it: lists.roles(db, [it.project]),
        lambda it: {it.project: dict(zip(STATES, (it.anna, it.bert, it.bert), strict=True))},
        about_other={},
    ),
    lists.stored: Value(
        lambda db, it: {
            number: (row.values["municipality_id"], sorted(row.parts["areas"]))
            for number, row in lists.stored(db, lists.PROJECTS, [it.project]).items()
        },
        lambda it: {it.project: (it.id, sorted(["WK999901", it.tenant]))},
        about_other={},
    ),
    not_asked.unasked: Value(
        lambda db, it: [each.colleague_id for each in not_asked.unasked(db)], lambda it: [it.bert]
    ),
    moments.titles_of: Value(
        lambda db, it: moments.titles_of(db, [it.moment]), lambda it: {it.moment: "Inloopavond"}, about_other={}
    ),
    moments.titles_in: Value(
        lambda db, it: set(moments.titles_in(db, [it.project])),
        lambda it: {(it.project, "Inloopavond")},
        about_other=set(),
    ),
    moments.next_moment_key: Value(lambda db, it: moments.next_moment_key(db), lambda it: f"M{it.projects + 1:02d}"),
    overviews.told_last: Value(
        lambda db, it: overviews.told_last(db, it.channel, MONDAY + dt.timedelta(days=1)),
        lambda it: {"marked"},
        about_other=frozenset(),
    ),
    projects.said_yes_to: Value(
        lambda db, it: projects.said_yes_to(db, it.bert, tuple(STATES), 9), lambda it: [it.project], about_other=[]
    ),
    overviews.told_until: Value(lambda db, it: overviews.told_until(db, it.channel), lambda it: MONDAY),
    overviews.first_told_until: Value(lambda db, it: overviews.first_told_until(db), lambda it: MONDAY),
    overviews.who_asked_for_their_week: Value(
        lambda db, it: overviews.who_asked_for_their_week(db), lambda it: [it.anna]
    ),
    people.names_with: Value(
        lambda db, it: people.names_with(db, ["vries", "bos"], 9),
        lambda it: [(it.anna, "Anna de Vries"), (it.bert, "Bert Bos")],
    ),
    standing.heads_of_before: Value(lambda db, it: standing.heads_of_before(db, 9), lambda it: ["Bert Bos"]),
    standing.area_codes_of: Value(
        lambda db, it: standing.area_codes_of(db, it.anna), lambda it: [it.tenant], about_other=[]
    ),
    standing.disciplines_of: Value(
        lambda db, it: standing.disciplines_of(db, it.bert), lambda it: [Discipline.DEPARTMENT_HEAD], about_other=[]
    ),
    projects.project_with_key: Value(
        lambda db, it: projects.project_with_key(db, "p01"), lambda it: (it.project, "P01")
    ),
    people.names_of: Value(
        lambda db, it: people.names_of(db, [it.anna, it.bert]),
        lambda it: {it.anna: "Anna de Vries", it.bert: "Bert Bos"},
        about_other={},
    ),
    project_list.project_lines: Value(
        lambda db, it: [(line.id, line.named) for line in project_list.project_lines(db, of_anna(it), limit=9)],
        lambda it: [(it.project, STATES)],
        about_other=[],
    ),
    project_list.project_page: Value(
        lambda db, it: project_list.project_page(db, ProjectFilter(words="noord"), 5, 0, count_to=9).total,
        lambda it: it.projects,
    ),
    tasks.is_under_way: Value(lambda db, it: tasks.is_under_way(db, "import"), lambda it: True, about_other=True),
    outbox.who_had: Value(lambda db, it: who_had(db, it), lambda it: {it.anna}, about_other=set()),
    outbox.is_queued: Value(
        lambda db, it: outbox.is_queued(db, f"{it.tenant} waits"), lambda it: True, about_other=False
    ),
    people.languages_of: Value(
        lambda db, it: people.languages_of(db, [it.anna, it.bert]),
        lambda it: {it.anna: "nl", it.bert: "nl"},
        about_other={},
    ),
    left_out.step_lines: Value(
        lambda db, it: [(line.project_id, line.step) for line in left_out.step_lines(db, it.project, it.anna)],
        lambda it: [(it.project, "O3")],
        about_other=[],
    ),
    people.languages_of_reachable: Value(
        lambda db, it: people.languages_of_reachable(db, [it.anna, it.bert]), lambda it: {it.anna: "nl"}, about_other={}
    ),
    around_moments.day_roles: Value(
        lambda db, it: around_moments.day_roles(db, it.moment),
        lambda it: around_moments.DayRoles(it.anna, it.anna, it.anna),
        about_other=around_moments.DayRoles(),
    ),
    around_moments.beginning: Value(
        lambda db, it: len(around_moments.beginning(db, dt.date(2026, 11, 1), DAY)),
        lambda it: it.projects,
    ),
    around_moments.long_answered: Value(
        lambda db, it: after_an_answer(db, lambda: len(around_moments.long_answered(db, DAY, DAY))),
        lambda it: it.projects,
    ),
    around_moments.unreported: Value(
        lambda db, it: len(around_moments.unreported(db, DAY, dt.date(2026, 11, 3))),
        lambda it: it.projects - 1,
    ),
    missed.missed_in: Value(
        lambda db, it: missed.missed_in(db, [it.tenant], dt.date(2026, 1, 1), dt.date(2027, 1, 1)),
        lambda it: missed.Missed(1, {TargetGroup.YOUNG_PEOPLE: 1}),
        about_other=missed.Missed(0, {}),
    ),
    baselines.moved_baselines: Value(lambda db, it: baselines.moved_baselines(db), lambda it: {it.project: 1}),
    baselines.next_baseline_number: Value(lambda db, it: baselines.next_baseline_number(db), lambda it: 2),
    step_marks.hand_overs: Value(lambda db, it: step_marks.hand_overs(db), lambda it: {it.project: frozenset({"D2"})}),
    vacancies.triangles: Value(
        lambda db, it: [(one.project_id, dict(one.holders)) for one in vacancies.triangles(db)][:1],
        lambda it: [(it.project, {Role.PROJECT_LEAD: it.anna})],
    ),
    projects.next_project_key: Value(
        lambda db, it: projects.next_project_key(db), lambda it: f"P{it.projects + 1:02d}"
    ),
    steering.department_heads: Value(lambda db, it: steering.department_heads(db), lambda it: [it.bert]),
    steering.money: Value(lambda db, it: steering.money(db), lambda it: a_money(it)),
    goals.goal_days: Value(
        lambda db, it: goals.goal_days(db, DAY.replace(month=1), DAY),
        lambda it: goals.GoalDays(
            [goals.AnswerDays(DAY, None, it.projects)],
            [goals.InvitationDays(DAY, dt.date(2026, 10, 12), 1)],
            (0, it.projects),
        ),
    ),
    year.begun: Value(lambda db, it: year.begun(db, DAY, DAY, DAY), lambda it: (it.projects, 0)),
    year.told: Value(lambda db, it: [each.n for each in year.told(db, DAY, MONDAY.date())], lambda it: []),
    year.not_told: Value(
        lambda db, it: [each.n for each in year.not_told(db, MONDAY.date())], lambda it: [it.projects]
    ),
    areas.names_of_areas: Value(
        lambda db, it: areas.names_of_areas(db, [it.tenant]).keys(), lambda it: {it.tenant}, about_other=frozenset()
    ),
    visions.targets: Value(lambda db, it: visions.targets(db), lambda it: {Goal.ANSWERED: 90}),
    visions.touched: Value(lambda db, it: [*visions.touched(db).values()], lambda it: [1]),
    steering.without_amount: Value(
        lambda db, it: how_many_names(steering.without_amount(db, "bad_moment", 99)),
        lambda it: (it.projects, ["Park Noord"], {it.project}),
    ),
    sessions.is_in: Value(
        lambda db, it: sessions.is_in(db, a_session(db, it), it.anna), lambda it: True, about_other=False
    ),
    sessions.this_week: Value(
        lambda db, it: where_and_what(sessions.this_week(db, MONDAY, 3)),
        lambda it: (it.id, it.lesson, "Begin op tijd"),
    ),
    steering.figures: Value(
        lambda db, it: steering.figures(db, MONDAY.date(), MONDAY.date(), 0),
        lambda it: steering.SteeringFigures(
            *(it.projects, 1),
            {
                Discipline.COMMUNICATION: steering.Team(1, 0, it.projects),
                Discipline.PARTICIPATION: steering.Team(0, 0, it.projects),
            },
            (MONDAY.date(), MONDAY.date()),
            {Goal.ANSWERED: 90},
        ),
    ),
    weekly.news: Value(
        lambda db, it: [some_news(weekly.news(db, in_area(it), since, ("name",), 9)) for since in (SINCE, LATER)],
        lambda it: [([], [], [it.project], []), ([], [], [], [("name",)])],
        about_other=[([], [], [], [])] * 2,
    ),
    weekly.area_codes: Value(
        lambda db, it: sorted(weekly.area_codes(db, in_area(it))),
        lambda it: sorted(["WK999901", it.tenant]),
        about_other=[],
    ),
    weekly.coming_moments: Value(
        lambda db, it: [each.id for each in weekly.coming_moments(db, in_area(it), *NOVEMBER, 9)[0]],
        lambda it: [it.moment],
        about_other=[],
    ),
    weekly.owed: Value(
        lambda db, it: [each.id for each in weekly.owed(db, in_area(it), MONDAY.date(), MONDAY.date(), 9)[0]],
        lambda it: [it.moment],
        about_other=[],
    ),
    public_pages.own_place: Value(lambda db, it: public_pages.own_place(db), lambda it: it.tenant),
    public_texts.shown_projects: Value(
        lambda db, it: [
            (each.id, {*(each.areas or "").split(",")}) for each in public_texts.shown_projects(db, [it.project])
        ],
        lambda it: [(it.project, {it.tenant, "WK999901"})],
        about_other=[],
    ),
    public_texts.shown_moments: Value(
        lambda db, it: [
            (each.areas, bool(each.groups))
            for each in public_texts.shown_moments(db, [it.project])
            if each.id == it.moment
        ],
        lambda it: [(it.tenant, True)],
        about_other=[],
    ),
    public_texts.lines_of_moments: Value(
        lambda db, it: len(public_texts.lines_of_moments(db, [it.project])), lambda it: 1, about_other=0
    ),
    public_texts.words_of_moments: Value(
        lambda db, it: len(public_texts.words_of_moments(db, [it.project])), lambda it: 1, about_other=0
    ),
    public_texts.promises: Value(
        lambda db, it: a_promise(db, it, lambda: len(public_texts.promises(db, [it.project]))),
        lambda it: 1,
        about_other=0,
    ),
    timeline.timeline: Value(
        lambda db, it: [each.project.id for each in timeline.timeline(db, in_area(it), *NOVEMBER, 9)[0]],
        lambda it: [it.project],
        about_other=[],
    ),
    vacant.vacant_roles: Value(
        lambda db, it: vacant.vacant_roles(db, in_area(it), NOVEMBER, 9, "bad_moment")[1:],
        lambda it: (1, {it.project}),
        about_other=(0, frozenset()),
    ),
    how_to.next_how_to_key: Value(lambda db, it: how_to.next_how_to_key(db), lambda it: "K02"),
    questions.asked_since: Value(
        lambda db, it: questions.asked_since(db, MONDAY, 9), lambda it: ["Mag dit?", "Wat kost een zaal?"]
    ),
    questions.coordinators: Value(lambda db, it: questions.coordinators(db), lambda it: [], about_other=[]),
    questions.desk_totals: Value(
        lambda db, it: questions.desk_totals(db, DAY), lambda it: questions.DeskTotals(helped=1, asked=1, answered=1)
    ),
    questions.how_many_open: Value(lambda db, it: questions.how_many_open(db, but=it.bert), lambda it: 1),
    knowledge.next_lesson_key: Value(lambda db, it: knowledge.next_lesson_key(db), lambda it: "L02"),
    similar.earlier_projects: Value(
        lambda db, it: [(each.id, sorted(each.areas)) for each in similar.earlier_projects(db)],
        lambda it: [(it.project, sorted(["WK999901", it.tenant]))],
    ),
    similar.people_to_call: Value(
        lambda db, it: similar.people_to_call(db, [it.project], but=0),
        lambda it: {it.project: [(Role.CARRIES_COMMUNICATION, "Bert Bos")]},
        about_other={},
    ),
    search.search: Value(
        lambda db, it: sorted((hit.kind, hit.key) for hit in search.search(db, "noord tijd")),
        lambda it: sorted([("lesson", "L01"), *(("project", f"P{at + 1:02d}") for at in range(it.projects))]),
    ),
    column_choices.column_choices: Value(
        lambda db, it: {row.headers: row.choice for row in column_choices.column_choices(db).values()},
        lambda it: {"any": it.tenant},
    ),
    uploads.content: Value(lambda db, it: uploads.content(db, it.upload, 0), lambda it: it.tenant.encode(), None),
    settings.written: Value(lambda db, it: settings.written(db), lambda it: {"any": it.tenant}),
}

ACROSS: dict[Callable[..., Any], str] = {
    public_pages.page_at: "asked by whoever has an address, before anybody knows of which municipality it is",
    public_pages.municipality_at: "the same",
    public_pages.decided: "what is written in a folder says of which municipality it is",
    calendar_feeds.feed_at: "the same, with a secret in it",
    indexing.catch_up: "every mark says of which municipality it is, and the index keeps that",
    indexing.has_indexed: "asks nothing: whether this session did that",
    search.catch_up_at_once: "the same as `catch_up`, for whoever cannot wait",
    municipalities.municipalities: "the clock and the console go along all of them",
    municipalities.municipalities_without_tenant: "asked when a chat workspace arrives, before anybody is at home",
    municipalities.municipality_of_tenant: "the same",
    people.sign_in: "says which municipality it is",
    settings.read_along: "asks nothing: keeps what came along with signing in",
    standing.appoint_administrators: "the settings of the process name addresses, of all its municipalities",
    people.not_looked_at_since: "a chat platform is asked about everybody whom it knows",
    people.look_again: "and says so of some of them",
    seeking.to_seek: "a chat platform is asked who has an address of whoever came with a list",
    seeking.note_sought: "and says so of one of them",
    conversations.own_chat: "accounts are no municipality's before they are looked up",
    conversations.called: "the same",
    conversations.shared: "the same",
    conversations.any_of_tenant: "the same",
    conversations.forget: "the same: a chat platform says that it is gone",
    reaching.refuses: "the same",
    reaching.lets_in: "the same",
    conversations.keep: "the same; then it stays within the tenant's own",
    hosted_files.lay_out: "the same",
    hosted_files.picture: "a chat platform fetches it by its address, and says no more",
    web_pages.page_with_secret: "whoever has the address reads it, and says no more",
    web_pages.pages_made: "the folder of the operator has them all",
    sending.next_messages: "the outbox serves them all",
    sending.next_to_check: "the same",
    tasks.next_work: "the workbench too",
    tasks.work_waits: "the same",
    sending.end_leases: "of whichever process that never came back",
    tasks.give_back_work: "the same",
    tasks.keep_work: "by the token of who does it",
    sending.finish: "by the token of who has it",
    sending.posted: "the same",
    rate_limits.resting: "the outbox serves them all, each in its own lanes",
    rate_limits.next_free: "the same",
    rate_limits.rest: "the same",
    rate_limits.take_turns: "the same",
    clocks.begin_again: "the clock of the database is everybody's",
    clocks.rest_as_long: "the same",
    clocks.is_anything_ahead: "the same",
    clocks.bring_back: "the same",
    clocks.decide_again: "the same",
    clocks.known: "the same",
    clocks.keep: "the same",
    reminders.due: "the clock serves them all",
    reminders.locked: "the same",
    reminders.is_still_there: "the same",
    reminders.soonest: "the practice clock steps through them all",
    schedule.due: "the same",
    schedule.locked: "the same",
    schedule.is_still_due: "the same",
    schedule.failing: "the doctor looks at all of them",
    schedule.soonest: "the practice clock steps through them all",
    schedule.look_again: "the clock serves them all",
    schedule.plan: "the same",
    schedule.zones: "the same",
    schedule.zones_of_newcomers: "the same",
    outbox.first_time: "keys of requests, which are no municipality's",
    outbox.release: "the same",
    tasks.hand_back_work: "by a token, which only one process has",
    retention.forget: "housekeeping of the process",
    clocks.known: "the clock of a computer is nobody's",
    clocks.keep: "the same",
    clocks.begin_again: "puts right what a clock that was set left behind, for all of them",
    clocks.rest_as_long: "the same",
    clocks.is_anything_ahead: "the same",
    clocks.bring_back: "the same",
    clocks.decide_again: "the same",
    backlog.in_all: "counts for who runs the bot, of all together",
}


def asked_of(it: Planted) -> PulseAsk:
    return PulseAsk(project_id=it.project, colleague_id=it.anna, asked_on=MONDAY.date())


WRITES: dict[Callable[..., Any], Ask] = {
    pulses.add_to_pulse: lambda db, it: pulses.add_to_pulse(
        db, asked_of(it), {"together": 5, "tasks": 5, "again": 5}, MONDAY.date()
    ),
    questions.count_at_desk: lambda db, it: questions.count_at_desk(db, DAY, "asked"),
    knowledge.count_help: lambda db, it: knowledge.count_help(db, it.lesson),
    baselines.move_baseline: lambda db, it: baselines.move_baseline(db, it.project, 2),
    agreements.agree: lambda db, it: agreements.agree(db, ("stale", 0), it.project, "", "x", it.anna, MONDAY),
    lists.add: lambda db, it: lists.add(
        db, lists.AREAS, [{"code": "NEW", "name": "Nieuw", "kind": AreaKind.DISTRICT, "municipality_id": it.id}]
    ),
    lists.add_parts: lambda db, it: lists.add_parts(db, lists.PROJECTS.parts["areas"], [(it.project, "GM9999")]),
    lists.change: lambda db, it: lists.change(db, lists.LESSONS, [a_lesson(it)]),
    lists.name_people: lambda db, it: lists.name_people(db, [(it.project, Role.CARRIES_PARTICIPATION, it.bert)], None),
    lists.put_outcomes: lambda db, it: lists.put_outcomes(
        db, [{"moment_id": it.moment, "number": 1, "input": "x", "decision": Decision.PARTLY}]
    ),
    lists.remember: lambda db, it: lists.remember(
        db, [{"project_id": it.project, "at": MONDAY, "revision": 9, "field": "name", "colleague_id": None}]
    ),
    lists.remove_parts: lambda db, it: lists.remove_parts(
        db, lists.PROJECTS.parts["areas"], [(it.project, "WK999901"), (it.project, it.tenant)]
    ),
    lists.take_turns: lambda db, it: lists.take_turns(db),
    lists.touch: lambda db, it: lists.touch(db, lists.PROJECTS, [it.project], MONDAY.replace(day=24)),
    lists.vacate: lambda db, it: lists.vacate(db, [(it.project, Role.PROJECT_LEAD), (it.project, Role.AREA_MANAGER)]),
    seeking.seek_again: lambda db, it: seeking.seek_again(db, [it.anna]),
    identity.erase: lambda db, it: identity.erase(db, somebody(db), MONDAY),
    identity.merge: lambda db, it: identity.merge(db, it.anna, somebody(db).id),
    buddies.avoid: lambda db, it: buddies.avoid(db, it.anna, [it.bert]),
    buddies.choose_anew: lambda db, it: buddies.choose_anew(db),
    buddy_rounds.forget_wishes: lambda db, it: buddy_rounds.forget_wishes(db, it.anna),
    buddy_rounds.share_lesson: lambda db, it: buddy_rounds.share_lesson(db, a_seat(), "x", MONDAY.date()),
    buddy_rounds.leave: lambda db, it: buddy_rounds.leave(db, it.anna, MONDAY),
    drafts.forget_old: lambda db, it: drafts.forget_old(db, it.anna, MONDAY.replace(day=29)),
    text_words.keep_text_words: lambda db, it: text_words.keep_text_words(db, it.project, it.moment, {"place": "x"}),
    thanks.ask_for_yes: lambda db, it: thanks.ask_for_yes(db, it.thanks, [it.bert]),
    thanks.forget_who_was_asked: lambda db, it: thanks.forget_who_was_asked(db, it.thanks),
    overviews.tell_heads: lambda db, it: overviews.tell_heads(db, "x", MONDAY.date()),
    asked_to_tell.ask: lambda db, it: asked_to_tell.ask(db, it.moment, it.bert, it.anna, MONDAY),
    around_moments.take: lambda db, it: around_moments.take(db, it.moment, DayRole.HOST, it.bert),
    around_moments.give_back: lambda db, it: around_moments.give_back(db, it.moment, DayRole.HOST, it.anna),
    around_moments.told_before: lambda db, it: around_moments.told_before(db, it.moment, DAY),
    around_moments.looked_back: lambda db, it: around_moments.looked_back(db, it.moment, DAY),
    around_moments.asked: lambda db, it: around_moments.asked(db, it.moment, DAY),
    around_moments.asked_again: lambda db, it: around_moments.asked_again(db, it.moment, DAY),
    feedback.postpone: lambda db, it: feedback.postpone(db, it.moment, DAY, "x", None, 0),
    public_pages.new_page: lambda db, it: public_pages.new_page(db, it.project, it.tenant, "park-noord"),
    calendar_feeds.stop_feed: lambda db, it: calendar_feeds.stop_feed(db, it.anna, a_feed(db, it)),
    visions.keep_principles: lambda db, it: visions.keep_principles(db, ["", "Anders"]),
    visions.keep_vision: lambda db, it: visions.keep_vision(db, DAY, DAY),
    visions.keep_targets: lambda db, it: visions.keep_targets(db, {Goal.INVITED: 80}),
    visions.place_under: lambda db, it: visions.place_under(db, it.project, a_principle(db, it)),
    meetings.were_asked_after: lambda db, it: meetings.were_asked_after(db, [a_meeting_action(db, it)], DAY),
    feedback.reminded: lambda db, it: feedback.reminded(db, it.moment, DAY),
    findings.forget_told: lambda db, it: findings.forget_told(db, it.project, ["stale"]),
    feedback.take_on: lambda db, it: feedback.take_on(db, it.moment, it.bert),
    outcomes.replace_outcomes: lambda db, it: outcomes.replace_outcomes(db, it.moment, [("x", Decision.PARTLY, "y")]),
    nudges.forget_expired: lambda db, it: nudges.forget_expired(db, MONDAY.replace(year=2030)),
    nudges.shown: lambda db, it: nudges.shown(db, range(1, 99)),
    nudges.put_in: lambda db, it: nudges.put_in(db, dict.fromkeys(range(1, 99), "daily")),
    nudges.take_back: lambda db, it: nudges.take_back(db),
    nudges.forget_of: lambda db, it: nudges.forget_of(db, it.anna, "feedback 1"),
    joint_proposals.say: lambda db, it: joint_proposals.say(db, it.proposal, it.bert, True, MONDAY),
    moments.keep_days: lambda db, it: moments.keep_days(db, [it.moment]),
    nudges.forget: lambda db, it: nudges.forget(db, "feedback 1"),
    people.held: lambda db, it: people.held(db, it.anna),
    nudges.forget_all_for: lambda db, it: nudges.forget_all_for(db, it.anna),
    outbox.queue: lambda db, it: outbox.queue(
        db, [outbox.OutboxRow(key="new", language="nl", card=b"{}", not_before=MONDAY, created_at=MONDAY)]
    ),
    outbox.withdraw: lambda db, it: outbox.withdraw(db, it.anna),
    projects.leave_roles: lambda db, it: projects.leave_roles(db, it.anna),
    projects.take_roles_back: lambda db, it: projects.take_roles_back(db, it.anna),
    sessions.stay_away: lambda db, it: sessions.stay_away(db, a_session(db, it), it.anna),
    lists.give_disciplines: lambda db, it: lists.give_disciplines(db, [(it.bert, Discipline.DEPARTMENT_HEAD)]),
    reaching.speaks_here: lambda db, it: reaching.speaks_here(db, "slack", it.tenant, it.tenant, it.anna),
    outbox.can_be_reached: lambda db, it: outbox.can_be_reached(db, it.anna),
    column_choices.keep_choice: lambda db, it: column_choices.keep_choice(db, "any", "{}", MONDAY),
    uploads.begin_reading_in: lambda db, it: uploads.begin_reading_in(db, it.upload, 0),
    uploads.keep_content: lambda db, it: uploads.keep_content(db, it.upload, 1, b"x"),
    uploads.make_room: lambda db, it: uploads.make_room(db),
    uploads.note_done: lambda db, it: uploads.note_done(db, "x", upload_id=it.upload),
    settings.write: lambda db, it: settings.write(db, "any", None),
    reminders.cancel: lambda db, it: reminders.cancel(db, "any", "1"),
    schedule.record: lambda db, it: schedule.record(db, "any", {"2026-11-24": MONDAY}, MONDAY, "done"),
    reminders.plan: lambda db, it: reminders.plan(db, "any", "1", MONDAY.replace(day=24), MONDAY.replace(day=25)),
}
"""Those that write, aimed at the other municipality: refused, or without any effect there."""


def a_seat() -> BuddySeat:
    """Of nobody: the lesson lands where the session is."""
    seat = BuddySeat(round_id=0, colleague_id=None, side="communication")
    seat.id = 0
    return seat


def a_lesson(it: Planted) -> dict[str, Any]:
    """The one that was planted there, with other words in it."""
    row: dict[str, Any] = dict.fromkeys(lists.LESSONS.table.c.keys(), "")
    empty = dict.fromkeys(("project_id", "phase", "discipline", "learned_on", "kind", "instrument", "author_id"))
    return (
        row | empty | {"id": it.lesson, "shows_author": False, "helped": 0, "confirmed_on": None, "withdrawn_on": None}
    )


T = TypeVar("T")


def after_naming(db: Session, it: Planted, ask: Callable[[Session, str], list[str]] = names.names_in) -> list[str]:
    """As if Anna had a name that nobody else has; afterwards she has her own."""
    with db.begin_nested() as for_now:
        db.execute(update(Colleague).where(Colleague.id == it.anna).values(name=it.tenant))
        found = ask(db, f"Bel met {it.tenant}.")
        for_now.rollback()
    return found


def a_promise(db: Session, it: Planted, ask: Callable[[], T]) -> T:
    """As if residents would hear on that day; afterwards nobody said so."""
    known = feedback.debt(db, it.moment)
    if known:
        known.promised_on = DAY
        db.flush()
    found = ask()
    if known:
        known.promised_on = None
        db.flush()
    return found


def after_an_answer(db: Session, ask: Callable[[], T]) -> T:
    """As if residents of every contact moment had heard on that day; afterwards nobody has."""
    with db.begin_nested() as for_now:
        db.execute(update(Moment).values(residents_told_on=PartialDate.of(DAY), done_with_input="ja"))
        answer = ask()
        for_now.rollback()
    return answer


def after_a_yes(db: Session, ask: Callable[[], T]) -> T:
    """As if everybody had said yes to their roles; afterwards nobody has."""
    with db.begin_nested() as for_now:
        db.execute(update(RoleAssignment).values(state=RoleState.ACCEPTED))
        answer = ask()
        for_now.rollback()
    return answer


def somebody(db: Session) -> Colleague:
    here = select(Colleague).options(selectinload(Colleague.disciplines), selectinload(Colleague.areas))
    return db.scalars(here.order_by(Colleague.id)).all()[0]


@pytest.fixture(scope="module")
def here(shared_database: Database) -> Planted:
    return plant(shared_database, "HERE")


@pytest.fixture(scope="module")
def there(shared_database: Database, here: Planted) -> Planted:
    return plant(shared_database, "THERE", projects=3)


def asked_of_a_session() -> Iterator[Callable[..., Any]]:
    for module in pkgutil.walk_packages(storage.__path__, "storage."):
        if module.ispkg or module.name.startswith(("storage.database", "storage.migrat")):
            continue
        for name, function in inspect.getmembers(import_module(module.name), inspect.isfunction):
            own = function.__module__ == module.name
            if own and not name.startswith("_") and "db" in inspect.signature(function).parameters:
                yield function


def named(questions: Mapping[Callable[..., Any], Any]) -> list[Any]:
    return [pytest.param(question, id=question.__qualname__) for question in questions]


def rows_in(answer: Any, seen: set[int] | None = None) -> Iterator[Base]:
    """Every row in an answer, also those that were loaded along with others."""
    seen = set() if seen is None else seen
    if isinstance(answer, Base):
        if id(answer) not in seen:
            seen.add(id(answer))
            yield answer
            for value in list(vars(answer).values()):
                yield from rows_in(value, seen)
    elif isinstance(answer, list | tuple | set):
        for item in answer:
            yield from rows_in(item, seen)
    elif isinstance(answer, Mapping):
        yield from rows_in(list(answer.items()), seen)


def owners(answer: Any) -> set[int]:
    return {row.municipality_id for row in rows_in(answer) if isinstance(row, Owned)}


def test_every_question_has_a_test() -> None:
    """A new one in storage/ belongs in one of the tables above."""
    tested = {*QUESTIONS, *VALUES, *ACROSS, *WRITES}
    found = set(asked_of_a_session())
    assert {each.__qualname__ for each in found - tested} == set()
    assert {each.__qualname__ for each in tested - found} == set()


@pytest.mark.parametrize("question", named(QUESTIONS))
def test_a_question_is_answered_with_own_rows(
    question: Callable[..., Any], shared_database: Database, here: Planted, there: Planted
) -> None:
    for home in (here, there):
        with shared_database.session(home.id) as db:
            answer = QUESTIONS[question](db, home)
        assert owners(answer) == {home.id}


@pytest.mark.parametrize("question", named(QUESTIONS))
def test_a_question_about_the_other_is_not_answered(
    question: Callable[..., Any], shared_database: Database, here: Planted, there: Planted
) -> None:
    for home, other in ((here, there), (there, here)):
        with shared_database.session(home.id) as db:
            answer = QUESTIONS[question](db, other)
        assert owners(answer) <= {home.id}


@pytest.mark.parametrize("question", named(VALUES))
def test_a_value_comes_from_own_rows(
    question: Callable[..., Any], shared_database: Database, here: Planted, there: Planted
) -> None:
    value = VALUES[question]
    for home, other in ((here, there), (there, here)):
        with shared_database.session(home.id) as db:
            assert value.ask(db, home) == value.answer(home)
            if value.about_other is not None:
                assert value.ask(db, other) == value.about_other


@pytest.mark.parametrize("write", named(WRITES))
def test_writing_about_the_other_changes_nothing_there(
    write: Callable[..., Any], shared_database: Database, here: Planted, there: Planted
) -> None:
    before = after = everything_of(shared_database, there)
    with suppress(IntegrityError, AssertionError, NotKept), shared_database.session(here.id) as db:
        WRITES[write](db, there)
        db.flush()
        after = everything_of(shared_database, there, db)
        raise NotKept
    assert after == before
    assert everything_of(shared_database, there) == before


class NotKept(Exception):
    """Rolls back, so that the next test finds what was planted."""


def everything_of(database: Database, home: Planted, db: Session | None = None) -> dict[str, list[Any]]:
    """Every column of every row, as the database has them; in the transaction of `db` if there is one."""
    found = {}
    with ExitStack() as stack:
        connection = db.connection() if db else stack.enter_context(database.engine.connect())
        for table in METADATA.sorted_tables:
            if "municipality_id" in table.c:
                own = select(table).where(table.c.municipality_id == home.id).order_by(*table.primary_key)
                found[table.name] = [tuple(row) for row in connection.execute(own)]
    return found


def test_signing_in_says_which_municipality_it_is(shared_database: Database, here: Planted, there: Planted) -> None:
    with shared_database.session(None) as db:
        for home in (here, there):
            signed_in = people.sign_in(db, "slack", home.tenant, home.tenant)
            assert signed_in
            assert (signed_in[0].id, signed_in[1].id) == (home.anna, home.id)
            settings.read_along(db, signed_in.chosen)
            assert settings.written(db) == {"any": home.tenant}
            found = municipalities.municipality_of_tenant(db, "slack", home.tenant)
            assert found
            assert found.id == home.id
        assert people.sign_in(db, "slack", here.tenant, there.tenant) is None
        assert municipalities.municipality_of_tenant(db, "teams", here.tenant) is None
        assert [each.id for each in municipalities.municipalities(db)] == [here.id, there.id]
        assert municipalities.municipalities_without_tenant(db, "slack") == []
        assert len(municipalities.municipalities_without_tenant(db, "teams")) == 2


def test_an_address_says_of_which_municipality_it_is(shared_database: Database, here: Planted, there: Planted) -> None:
    with shared_database.session(None) as db:
        for home in (here, there):
            page = public_pages.page_at(db, home.tenant, "park-noord")
            assert page
            assert page.municipality_id == home.id == public_pages.municipality_at(db, home.tenant)
            feed = calendar_feeds.feed_at(db, home.tenant)
            assert feed
            assert feed[1].id == home.anna
        assert public_pages.page_at(db, here.tenant, "park-zuid") is None
        assert public_pages.municipality_at(db, "elders") is None
        assert calendar_feeds.feed_at(db, "geraden") is None


def test_no_two_municipalities_have_one_address(shared_database: Database, here: Planted, there: Planted) -> None:
    with suppress(NotKept), shared_database.session(there.id) as db:
        db.execute(delete(PublicPage))
        made = public_pages.new_page(db, there.project, here.tenant, "park-noord")
        assert (made.place, made.name) == (f"{here.tenant}-2", "park-noord")
        raise NotKept


def test_the_outbox_and_the_workbench_see_all_in_order(
    shared_database: Database, here: Planted, there: Planted
) -> None:
    with shared_database.session(None) as db:
        (message,), work = sending.next_messages(db, MONDAY, 1), tasks.next_work(db, MONDAY)
        assert message.key == "HERE waits"
        assert work
        assert work.municipality_id == here.id


def test_the_first_time_is_once(database: Database) -> None:
    with database.session(None) as db:
        assert outbox.first_time(db, "form 1", MONDAY)
        assert not outbox.first_time(db, "form 1", MONDAY)
    with database.session(None) as db:
        assert not outbox.first_time(db, "form 1", MONDAY)
        outbox.release(db, "form 1")
        assert outbox.first_time(db, "form 1", MONDAY)
