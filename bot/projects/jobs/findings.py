"""Tells what Samenspel noticed: in private, to whoever can do something about it, and not every week.

A point is told once: never again as long as it stays as it was, unless it became urgent. What is no longer so is
forgotten, and is new when it comes back. What nobody can do anything about any more is not told, and what other jobs
already tell of is left to them.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.chat.feature import Occasion
from bot.chat.replies import CAN_WAIT, Nudge, Say, Work
from bot.chat.texts import speech
from bot.findings import about_projects, gather, useful
from bot.findings import cards as findings_cards
from bot.findings.facts import ContactMoment, ProjectFacts
from bot.findings.finding import URGENTLY, Finding, Kind
from bot.findings.load import monday_of
from bot.findings.norms import Norms
from bot.projects import noticed_cards as cards
from bot.projects.noticing import about_stale
from glossary import LIVE, Discipline, Role, RoleState
from storage.people import people
from storage.register import vacancies
from storage.register.vacancies import Triangle
from storage.reports import findings
from storage.reports.findings import ToldFinding

ELSEWHERE = frozenset({Kind.TRIANGLE_INCOMPLETE, Kind.TRIANGLE_UNACCEPTED, Kind.FEEDBACK_OVERDUE, Kind.INVITATION_DUE})
"""Told by other jobs, each at its own pace."""
MOST_PROJECTS = 4
"""In one message. What is left comes next week."""
MOST_QUESTIONS = 3
"""Whether a project is still right, to one person in a week."""
OF_USE = dt.timedelta(days=14)
ONE_WEEK = dt.timedelta(weeks=1)


Known = Mapping[tuple[int, str], ToldFinding]
"""What was told before and is still so, by project and `Finding.about`."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """What there is to tell. all: of every live project; of_use: of this job, while somebody can do something about it.

    fresh: of use, and not told as it is now.
    """

    occasion: Occasion
    norms: Norms
    projects: Mapping[int, ProjectFacts]
    known: Known
    all: Mapping[int, Sequence[Finding]]
    of_use: Mapping[int, Sequence[Finding]]
    fresh: Mapping[int, Sequence[Finding]]

    def fresh_in(self, project_id: int, language: str) -> Sequence[Finding]:
        """The same in another language: holidays have names."""
        return self._in(language, project_id, {finding.about for finding in self.fresh[project_id]})

    def new_for(self, since: dt.date, project_id: int, language: str) -> Sequence[Finding]:
        """To who said yes on that day: what is fresh, and what others heard before they could hear it."""
        return self._in(
            language,
            project_id,
            {
                finding.about
                for finding in self.of_use[project_id]
                if _is_fresh(finding, self.known) or since >= self.known[project_id, finding.about].told_on
            },
        )

    def _in(self, language: str, project_id: int, wanted: Collection[str]) -> Sequence[Finding]:
        found = _findings(self.projects[project_id], self.occasion, language, self.norms) if wanted else []
        return [finding for finding in found if finding.about in wanted]

    def what_made_it_urgent(self, found: Iterable[Finding]) -> ContactMoment | None:
        """The first ask to come, when one of these was told before it was urgent."""
        today = self.occasion.today
        coming = [
            (ask.starts_on, ask.id, ask)
            for finding in found
            if (finding.project.id, finding.about) in self.known and _became_urgent(finding, self.known)
            for ask in finding.project.asks
            if ask.starts_on > today
        ]
        return min(coming)[-1] if coming else None


def _is_fresh(finding: Finding, known: Known) -> bool:
    return (finding.project.id, finding.about) not in known or _became_urgent(finding, known)


def _became_urgent(finding: Finding, known: Known) -> bool:
    return finding.is_urgent_by_now and not known[finding.project.id, finding.about].about.endswith(URGENTLY)


def _findings(project: ProjectFacts, occasion: Occasion, language: str, norms: Norms) -> list[Finding]:
    region = occasion.municipality.holiday_region
    return about_projects.findings(project, occasion.today, region, language, norms)


def tell(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    """Every week: to the triangles, whoever leads a stale project (a question), area managers, and the keeper."""
    noticed = _notice(occasion, db)
    triangles = {one.project_id: one for one in vacancies.triangles(db)}
    languages = people.languages_of_reachable(db, _everybody(triangles.values(), occasion, db))
    told: set[tuple[int, str]] = set()
    nudges = [
        *_ask_leads(noticed, triangles, languages, told),
        *_to_triangles(noticed, triangles, languages, told),
        *_to_area_managers(noticed, db, languages, told),
        *_to_keeper(noticed, triangles, languages, told),
    ]
    _remember(db, told, noticed)
    return nudges


def _notice(occasion: Occasion, db: Session) -> Noticed:
    norms = gather.norms(db)
    projects = {each.id: each for each in gather.projects(db, occasion.at, statuses=LIVE)}
    everything = {
        key: _findings(each, occasion, occasion.municipality.language, norms) for key, each in projects.items()
    }
    of_use = {
        key: [each for each in found if each.kind not in ELSEWHERE and useful.is_of_use(each, occasion.today, norms)]
        for key, found in everything.items()
    }
    known = _still_so(db, everything)
    fresh = {key: [each for each in found if _is_fresh(each, known)] for key, found in of_use.items()}
    return Noticed(
        occasion, norms, projects, known, everything, of_use, {key: found for key, found in fresh.items() if found}
    )


def _still_so(db: Session, everything: Mapping[int, Sequence[Finding]]) -> Known:
    """What was told, by project and `Finding.about`; what is no longer so is forgotten."""
    now = {(project_id, finding.about) for project_id, found in everything.items() for finding in found}
    known: dict[tuple[int, str], ToldFinding] = {}
    for row in findings.told(db):
        about = row.about.removesuffix(URGENTLY)
        if (row.project_id, about) in now:
            known[row.project_id, about] = row
        else:
            db.delete(row)
    return known


def _remember(db: Session, told: Iterable[tuple[int, str]], noticed: Noticed) -> None:
    """told: by project and `Finding.told_as`."""
    for project_id, name in sorted(told):
        row = noticed.known.get((project_id, name.removesuffix(URGENTLY)))
        if row and name in (row.about, row.about.removesuffix(URGENTLY)):
            row.told_on = noticed.occasion.today
            continue
        if row:
            db.delete(row)
        db.add(ToldFinding(project_id=project_id, about=name, told_on=noticed.occasion.today))


def _everybody(triangles: Iterable[Triangle], occasion: Occasion, db: Session) -> set[int]:
    managers = {manager for manager, _ in findings.people_of_areas(db, Discipline.AREA_MANAGER)}
    holders = {who for triangle in triangles for who in triangle.holders.values()}
    return holders | managers | {occasion.municipality.keeper_id or 0}


def _said_yes(triangle: Triangle) -> list[int]:
    return [who for role, who in triangle.holders.items() if triangle.states[role] is RoleState.ACCEPTED]


def _ask_leads(
    noticed: Noticed, triangles: Mapping[int, Triangle], languages: Mapping[int, str], told: set[tuple[int, str]]
) -> Iterator[Nudge]:
    """One question about a project that nobody updated, with the answers as buttons."""
    asked: dict[int, int] = {}
    for project_id, found in noticed.fresh.items():
        triangle, stale = triangles[project_id], next((each for each in found if each.kind is Kind.STALE), None)
        lead = triangle.holders.get(Role.PROJECT_LEAD, 0)
        if stale is None or lead not in languages or lead not in _said_yes(triangle):
            continue
        asked[lead] = asked.get(lead, 0) + 1
        if asked[lead] <= MOST_QUESTIONS:
            told.add((project_id, stale.told_as))
            blocks = findings_cards.still_right(speech(languages[lead]), stale)
            yield Nudge(lead, about_stale(project_id), blocks, 35, noticed.occasion.at + OF_USE)


def _to_triangles(
    noticed: Noticed, triangles: Mapping[int, Triangle], languages: Mapping[int, str], told: set[tuple[int, str]]
) -> Iterator[Nudge]:
    """To whoever said yes to a corner: their projects with something new, the most urgent first."""
    theirs: dict[int, list[Sequence[Finding]]] = {}
    for project_id in noticed.of_use:
        for who, since in _joined(triangles[project_id], noticed.occasion).items():
            if who in languages:
                new = _without_stale(noticed.new_for(since, project_id, languages[who]))
                theirs.setdefault(who, []).extend([new] if new else [])
    for who, found in sorted(theirs.items()):
        shown = sorted(found, key=lambda each: (-each[0].urgency, each[0].project.id))[:MOST_PROJECTS]
        told.update((finding.project.id, finding.told_as) for each in shown for finding in each)
        if shown:
            urgent_now = {each[0].project.id: noticed.what_made_it_urgent(each) for each in shown}
            blocks = cards.new(speech(languages[who]), shown, urgent_now)
            yield Nudge(who, "findings", blocks, 40, noticed.occasion.at + OF_USE)


def _joined(triangle: Triangle, occasion: Occasion) -> dict[int, dt.date]:
    """Who said yes to a corner, and on which day to the first; long ago when nobody wrote that down."""
    joined: dict[int, dt.date] = {}
    for role, who in triangle.holders.items():
        if triangle.states[role] is RoleState.ACCEPTED:
            at = triangle.answered.get(role)
            day = at.astimezone(occasion.at.tzinfo).date() if at else dt.date.min
            joined[who] = min(day, joined.get(who, day))
    return joined


def _without_stale(found: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.kind is not Kind.STALE]


def _to_area_managers(
    noticed: Noticed, db: Session, languages: Mapping[int, str], told: set[tuple[int, str]]
) -> Iterator[Nudge]:
    """Only about their areas, and nothing that is a team's own: neighbourhoods that turned red, and days that clash."""
    managed: dict[int, list[str]] = {}
    for who, code in findings.people_of_areas(db, Discipline.AREA_MANAGER):
        if who in languages:
            managed.setdefault(who, []).append(code)
    if not managed:
        return
    areas, today = gather.areas(db), noticed.occasion.today
    weeks = gather.weeks(db, areas, monday_of(today) - ONE_WEEK, today, noticed.norms, weeks=2)
    red = {
        code: weeks.worst(at, 1)
        for at, code in enumerate(weeks.neighbourhoods)
        if weeks.worst(at, 0) < noticed.norms.red <= weeks.worst(at, 1)
    }
    planned = findings.planned_between(db, *_last_week(noticed.occasion))
    for who, codes in managed.items():
        here = areas.neighbourhoods_in(codes)
        busy = sorted(((code, red[code]) for code in here & red.keys()), key=lambda each: (-each[1], each[0]))
        open_to_all = [
            finding
            for project_id in noticed.fresh
            for finding in noticed.fresh_in(project_id, languages[who])
            if not finding.is_about_people and finding.moment and here & areas.neighbourhoods_in(finding.moment.areas)
        ]
        new = [each for each in planned if here & areas.neighbourhoods_in(each.areas)]
        if busy or open_to_all or new:
            told.update((finding.project.id, finding.told_as) for finding in open_to_all)
            blocks = cards.in_areas(speech(languages[who]), areas, busy, open_to_all, new)
            yield Nudge(who, "findings areas", blocks, 45, noticed.occasion.at + OF_USE)


def _last_week(occasion: Occasion) -> tuple[dt.datetime, dt.datetime]:
    """By the day it was meant for: a week that is told a day later leaves nothing out."""
    until = dt.datetime.combine(dt.date.fromisoformat(occasion.key), dt.time(), occasion.at.tzinfo)
    return until - ONE_WEEK, until


def _to_keeper(
    noticed: Noticed, triangles: Mapping[int, Triangle], languages: Mapping[int, str], told: set[tuple[int, str]]
) -> Iterator[Nudge]:
    """The totals, in the first week of a month, when something is new: they are always there to be looked up."""
    keeper = noticed.occasion.municipality.keeper_id or 0
    if keeper not in languages or not noticed.fresh or noticed.occasion.due.day > ONE_WEEK.days:
        return
    there_is = [found for found in noticed.all.values() if found]
    blocks = cards.for_keeper(speech(languages[keeper]), sum(map(len, there_is)), len(there_is))
    until = noticed.occasion.at + OF_USE
    yield Nudge(keeper, "findings all", blocks, 50, until, alone_from=noticed.occasion.due + CAN_WAIT)
    for project_id, found in noticed.fresh.items():
        willing = [who for who in _said_yes(triangles[project_id]) if who in languages]
        lead = triangles[project_id].holders.get(Role.PROJECT_LEAD)
        # What nobody else can hear of has been told with this.
        told.update(
            (project_id, finding.told_as)
            for finding in found
            if not willing or (finding.kind is Kind.STALE and lead not in willing)
        )


def remind_of_invitations(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    """Every day: an invitation that can only just go out in time, once, to whoever writes to residents or leads."""
    noticed = _notice(occasion, db)
    due = [
        finding
        for found in noticed.all.values()
        for finding in found
        if finding.kind is Kind.INVITATION_DUE and (finding.project.id, finding.about) not in noticed.known
    ]
    triangles = {one.project_id: one for one in vacancies.triangles(db)} if due else {}
    languages = people.languages_of_reachable(db, {who for one in triangles.values() for who in one.holders.values()})
    told: set[tuple[int, str]] = set()
    nudges = list(_invitations(occasion, due, triangles, languages, told))
    _remember(db, told, noticed)
    return nudges


def _invitations(
    occasion: Occasion,
    due: Sequence[Finding],
    triangles: Mapping[int, Triangle],
    languages: Mapping[int, str],
    told: set[tuple[int, str]],
) -> Iterator[Nudge]:
    for finding in due:
        triangle = triangles[finding.project.id]
        roles = (Role.COMMUNICATION_ADVISER, Role.PROJECT_LEAD)
        willing = [triangle.holders[role] for role in roles if triangle.states.get(role) is RoleState.ACCEPTED]
        if who := next((one for one in willing if one in languages), 0):
            told.add((finding.project.id, finding.told_as))
            assert finding.moment
            blocks = tuple(findings_cards.of_project(speech(languages[who]), [finding]))
            yield Nudge(who, f"invitation {finding.moment.id}", blocks, 20, occasion.at + ONE_WEEK)
