"""The facts, from storage: always a constant number of statements. The only module here that is not pure."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy.orm import Session

from bot.chat.settings import Chosen
from bot.findings import about_projects, agreed, load, week_map, what_if
from bot.findings import goals as goal_rules
from bot.findings.facts import Agreed, AreaFacts, Areas, ContactMoment, ProjectFacts
from bot.findings.finding import Kind
from bot.findings.goals import GoalCount
from bot.findings.missed import YEAR, MissedThere, where_it_counts
from bot.findings.norms import Norms
from bot.findings.reach import groups_reached
from bot.findings.week_map import WeekMap
from bot.findings.what_if import Crowd, QuieterDate
from glossary import Discipline, Goal, PartialDate, QualitySource, Role, RoleState, Status, TargetGroup
from storage import settings
from storage.database import asked_once, once
from storage.register import agreements
from storage.reports import asks, findings
from storage.reports import missed as missed_groups
from storage.reports.asks import MomentLine
from storage.reports.findings import ProjectFactLine
from storage.reports.goals import goal_days
from storage.reports.narrowing import Narrow
from storage.reports.vacant import Vacant, vacant_roles


@asked_once
def norms(db: Session) -> Norms:
    return Norms.of(Chosen(settings.written(db)))


@asked_once
def areas(db: Session) -> Areas:
    return Areas(map(AreaFacts._make, asks.area_lines(db)))


def project(db: Session, project_id: int, at: dt.datetime) -> ProjectFacts | None:
    """With its moments. at: in the municipality's time zone, in which the day of the last change is meant."""
    return next(iter(projects(db, at, [project_id])), None)


def projects(
    db: Session,
    at: dt.datetime,
    wanted: Collection[int] | None = None,
    statuses: Collection[Status] | None = None,
    *,
    only_ahead: bool = False,
    only_days: bool = False,
) -> Sequence[ProjectFacts]:
    """These or all, oldest first, with their moments. statuses: only with one of these.

    only_ahead: only what has moments that are not over, with those. only_days: of the moments only those that ask
    something, without where and of whom.
    """
    since = at.date() if only_ahead else None
    lines = findings.project_fact_lines(db, wanted, statuses, since, only_days=only_days)
    kept: dict[int, dict[tuple[str, int], Agreed]] = {}
    some_agreed = [line.id for line in lines if line.agreements]
    for each in agreements.agreement_lines(db, some_agreed) if some_agreed else ():
        on = each.at.astimezone(at.tzinfo).date()
        one = Agreed(each.facts, each.reason, each.who or "", on)
        kept.setdefault(each.project_id, {})[each.kind, each.moment_id or 0] = one
    return [_project(line, at, kept.get(line.id, {})) for line in lines]


def agreed_on(db: Session, at: dt.datetime, kind: Kind, perhaps: Collection[int] | None = None) -> frozenset[int]:
    """The projects in which such a point is as agreed, and rests on the same.

    perhaps: those in which somebody agreed on one, where that is known already.
    """
    if perhaps is None:
        perhaps = {line.project_id for line in agreements.agreement_lines(db, kinds=[kind])}
    found = (about_projects.of_kind(each, kind) for each in (projects(db, at, perhaps) if perhaps else ()))
    return frozenset(each.project.id for each in found if each and agreed.is_settled(each))


def vacant(db: Session, narrow: Narrow, at: dt.datetime, soon: dt.date, limit: int) -> tuple[Sequence[Vacant], int]:
    """As `vacant_roles`, without the projects that do without, as their team agreed; and how many there are."""
    which = db, narrow, (at.date(), soon), limit, Kind.TRIANGLE_INCOMPLETE
    found, total, perhaps = vacant_roles(*which)
    without = agreed_on(db, at, Kind.TRIANGLE_INCOMPLETE, perhaps)
    if not without:
        return found, total
    if total > limit:  # What is left out may have kept others from being read, and more of them are beyond those.
        return vacant_roles(*which, agreed_on(db, at, Kind.TRIANGLE_INCOMPLETE))[:2]
    left = [each for each in found if each.project.id not in without]
    return left, len(left)


def goals(db: Session, today: dt.date, norms: Norms) -> Sequence[GoalCount]:
    """Of this year and the one before, as far as it went."""
    found = goal_days(db, goal_rules.first_day(today), today)
    return (
        goal_rules.answered(found.answers, today, norms),
        goal_rules.invited(found.invitations, norms),
        GoalCount(Goal.TRIANGLES, *found.triangles),
    )


@dataclass(frozen=True, slots=True)
class MomentCheck:
    """What planning one ask would mean. crowds: fullest first, none when it asks nobody anything that counts.

    waiting: asks of the same people that were over before, longest ago first; their answer is overdue.
    """

    crowds: Sequence[Crowd]
    quieter: Sequence[QuieterDate]
    waiting: Sequence[ContactMoment]


def check(db: Session, planned: ContactMoment, today: dt.date, region: str, norms: Norms, areas: Areas) -> MomentCheck:
    """Reads only what lies in the same areas, around and inside them, near its days; and what is owed there."""
    first, last = what_if.days_that_matter(planned, norms)
    touched, reached = areas.neighbourhoods_in(planned.areas), groups_reached(planned.groups)
    asks_there = _asks(db, areas, touched, first, last, today, norms)
    others = [ask for ask in asks_there if ask.id != planned.id or not planned.id]
    silent = [
        ask
        for ask in others
        if load.is_silent(ask, planned.starts_on, today, norms) and groups_reached(ask.groups) & reached
    ]
    waiting = sorted(silent, key=lambda ask: (ask.ends_on, ask.id))
    if not planned.is_ask:
        return MomentCheck((), (), waiting)
    quieter = what_if.quieter_dates(areas, planned, others, today, region, norms)
    return MomentCheck(what_if.crowds(areas, planned, others, today, norms), quieter, waiting)


def missed(db: Session, areas: Areas, codes: Collection[str], today: dt.date) -> MissedThere:
    """In these areas, over the last year."""
    there = where_it_counts(areas, codes)
    found = missed_groups.missed_in(db, there, today - YEAR, today) if there else None
    return MissedThere(found.reports, found.groups) if found else MissedThere()


def asks_of_weeks(
    db: Session, areas: Areas, within: Iterable[str] | None, first: dt.date, weeks: int, today: dt.date, norms: Norms
) -> Sequence[ContactMoment]:
    """All counted ones that may matter in these weeks, from the Monday `first`. within: area codes; None is all."""
    first, last = week_map.days_that_matter(week_map.mondays_from(first, weeks), norms)
    touched = None if within is None else areas.neighbourhoods_in(within)
    return _asks(db, areas, touched, first, last, today, norms)


def weeks(
    db: Session,
    areas: Areas,
    first: dt.date,
    today: dt.date,
    norms: Norms,
    weeks: int = week_map.WEEKS,
    within: str = "",
) -> WeekMap:
    """first: the Monday of the first week. within: an area, of which it has the neighbourhoods; "" is all."""
    mondays = week_map.mondays_from(first, weeks)
    first, last = week_map.days_that_matter(mondays, norms)
    here = sorted(areas.neighbourhoods_in([within])) if within else areas.neighbourhoods
    codes = {code for each in here for code in areas.around(each)} if within else None

    def read() -> WeekMap:
        lines = asks.counted_asks(db, codes, norms.counted_from, first, last, today - norms.feedback, today)
        return week_map.week_map(areas, here, lines, mondays, norms)

    return once(db, ("weeks", mondays, today, norms, within), read)


def counted(weeks: WeekMap, within: Collection[str], monday: dt.date, norms: Norms) -> Sequence[ContactMoment]:
    """What counts in that week in these neighbourhoods, as the map knows it: when, where and whom, and no names."""
    last = week_map.days_that_matter((monday,), norms)[1].isoformat()
    return [
        ContactMoment(
            id=line.id,
            key="",
            title="",
            project_id=0,
            project="",
            starts_on=dt.date.fromisoformat(line.starts_on),
            ends_on=dt.date.fromisoformat(line.ends_on),
            level=None,
            areas=_codes(line.areas),
            groups=_groups(line.groups),
            told_on=None if line.is_overdue else PartialDate(line.ends_on),
        )
        for line in weeks.asks_touching(within)
        if line.starts_on <= last
    ]


def asks_of(db: Session, weeks: WeekMap, within: Collection[str]) -> Sequence[ContactMoment]:
    """What was counted in these neighbourhoods, read by number: to find them again takes six times as long."""
    return [_moment(line) for line in asks.numbered(db, [line.id for line in weeks.asks_touching(within)])]


def _asks(
    db: Session,
    areas: Areas,
    neighbourhoods: Collection[str] | None,
    first: dt.date,
    last: dt.date,
    today: dt.date,
    norms: Norms,
) -> Sequence[ContactMoment]:
    codes = None if neighbourhoods is None else {code for each in neighbourhoods for code in areas.around(each)}
    lines = asks.asks_in(db, codes, first, last, today - norms.feedback, today, norms.counted_from)
    return [_moment(line) for line in lines]


def _moment(line: MomentLine) -> ContactMoment:
    return ContactMoment(
        id=line.id,
        key=line.key,
        title=line.title,
        project_id=line.project_id,
        project=line.project,
        starts_on=dt.date.fromisoformat(line.starts_on),
        ends_on=dt.date.fromisoformat(line.ends_on),
        level=line.level,
        areas=_codes(line.areas),
        groups=_groups(line.groups),
        reach=line.reach,
        invited_on=PartialDate(line.invited_on) if line.invited_on else None,
        told_on=PartialDate(line.told_on) if line.told_on else None,
        promised_on=line.promised_on,
        has_outcomes=bool(line.has_outcomes),
        is_divided=bool(line.is_divided),
        is_reported=bool(line.is_reported),
    )


def _project(line: ProjectFactLine, at: dt.datetime, agreed: Mapping[tuple[str, int], Agreed]) -> ProjectFacts:
    held = (each.split("=") for each in _parts(line.roles))
    return ProjectFacts(
        id=line.id,
        key=line.key,
        name=line.name,
        status=line.status,
        changed_on=line.changed_at.astimezone(at.tzinfo).date(),
        size=line.size,
        level=line.level,
        is_open_known=line.open_length > 0,
        promise_published_on=line.promise_published_on,
        environment_act=line.environment_act,
        notice_on=line.notice_on,
        decision_on=line.decision_on,
        participation_budget=line.participation_budget,
        named={Role.from_code(role): RoleState.from_code(state) for role, state in held},
        carriers=frozenset(Discipline.from_code(code) for code in _parts(line.disciplines)),
        lessons=line.lessons,
        areas=frozenset(_parts(line.areas)),
        moments=tuple(map(_moment, line.moments)),
        agreed=agreed,
        phase=line.phase,
        starts_on=line.starts_on,
        is_fixed_known=line.fixed_length > 0,
        is_level_explained=line.level_reason_length > 0,
        registered_at=line.created_at,
        measured_by=frozenset(QualitySource.from_code(code) for code in _parts(line.measured_by)),
    )


# The same few places and groups come back again and again.
@lru_cache(maxsize=4096)
def _codes(joined: str | None) -> frozenset[str]:
    return frozenset(_parts(joined))


@lru_cache(maxsize=4096)
def _groups(joined: str | None) -> frozenset[TargetGroup]:
    return frozenset(TargetGroup.from_code(code) for code in _parts(joined))


def _parts(joined: str | None) -> list[str]:
    return joined.split(",") if joined else []
