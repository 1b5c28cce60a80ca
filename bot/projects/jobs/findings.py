"""Tells what Samenspel noticed: in private, to whoever can do something about it, and not every week.

A point is told once. As long as it stays as it was, it is told again after some weeks (a setting), and never sooner;
what is no longer so is forgotten, and is new when it comes back. What other jobs already tell of is left to them.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.chat.feature import Occasion
from bot.chat.replies import Nudge, Say, Work
from bot.chat.settings import Chosen, Setting
from bot.chat.texts import speech
from bot.findings import about_projects, gather
from bot.findings import cards as findings_cards
from bot.findings.about_projects import Finding, Kind
from bot.findings.facts import ProjectFacts
from bot.findings.load import monday_of
from bot.findings.norms import Norms
from bot.projects import noticed_cards as cards
from bot.projects.noticing import LIVE, about_stale
from glossary import Discipline, Role, RoleState
from storage import settings
from storage.people import people
from storage.register import vacancies
from storage.register.vacancies import Triangle
from storage.reports import findings
from storage.reports.findings import ToldFinding

AGAIN = Setting("projects.findings_again", 4, lowest=1, highest=26)
"""Weeks."""
ELSEWHERE = frozenset({Kind.TRIANGLE_INCOMPLETE, Kind.TRIANGLE_UNACCEPTED, Kind.FEEDBACK_OVERDUE, Kind.INVITATION_DUE})
"""Told by other jobs, each at its own pace."""
MOST_PROJECTS = 4
"""In one message. What is left comes next week."""
MOST_QUESTIONS = 3
"""Whether a project is still right, to one person in a week."""
OF_USE = dt.timedelta(days=14)
ONE_WEEK = dt.timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Noticed:
    """What there is to tell. all: of every live project; fresh: what nobody was told of for some weeks."""

    occasion: Occasion
    norms: Norms
    projects: Mapping[int, ProjectFacts]
    all: Mapping[int, Sequence[Finding]]
    fresh: Mapping[int, Sequence[Finding]]

    def fresh_in(self, project_id: int, language: str) -> Sequence[Finding]:
        """The same in another language: holidays have names."""
        wanted = {finding.about for finding in self.fresh[project_id]}
        found = _findings(self.projects[project_id], self.occasion, language, self.norms)
        return [finding for finding in found if finding.about in wanted]


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
    _remember(db, told, occasion.today)
    return nudges


def _notice(occasion: Occasion, db: Session) -> Noticed:
    norms = gather.norms(db)
    projects = {each.id: each for each in gather.projects(db, occasion.at, statuses=LIVE)}
    everything = {
        key: _findings(each, occasion, occasion.municipality.language, norms) for key, each in projects.items()
    }
    known = _still_so(db, everything)
    again = dt.timedelta(weeks=Chosen(settings.written(db)).number(AGAIN))
    fresh = {
        key: [
            finding
            for finding in found
            if finding.kind not in ELSEWHERE
            and ((key, finding.about) not in known or occasion.today - known[key, finding.about] >= again)
        ]
        for key, found in everything.items()
    }
    return Noticed(occasion, norms, projects, everything, {key: found for key, found in fresh.items() if found})


def _still_so(db: Session, everything: Mapping[int, Sequence[Finding]]) -> dict[tuple[int, str], dt.date]:
    """When each was told. Forgets what is no longer so."""
    now = {(project_id, finding.about) for project_id, found in everything.items() for finding in found}
    known: dict[tuple[int, str], dt.date] = {}
    for row in findings.told(db):
        if (row.project_id, row.about) in now:
            known[row.project_id, row.about] = row.told_on
        else:
            db.delete(row)
    return known


def _remember(db: Session, told: Iterable[tuple[int, str]], today: dt.date) -> None:
    known = {(row.project_id, row.about): row for row in findings.told(db)}
    for project_id, about in sorted(told):
        if row := known.get((project_id, about)):
            row.told_on = today
        else:
            db.add(ToldFinding(project_id=project_id, about=about, told_on=today))


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
            told.add((project_id, stale.about))
            blocks = findings_cards.still_right(speech(languages[lead]), stale)
            yield Nudge(lead, about_stale(project_id), blocks, 35, noticed.occasion.at + OF_USE)


def _to_triangles(
    noticed: Noticed, triangles: Mapping[int, Triangle], languages: Mapping[int, str], told: set[tuple[int, str]]
) -> Iterator[Nudge]:
    """To whoever said yes to a corner: their projects with something new, the most urgent first."""
    theirs: dict[int, list[int]] = {}
    for project_id, found in noticed.fresh.items():
        if any(finding.kind is not Kind.STALE for finding in found):
            for who in dict.fromkeys(_said_yes(triangles[project_id])):
                if who in languages:
                    theirs.setdefault(who, []).append(project_id)
    for who, project_ids in sorted(theirs.items()):
        urgent_first = sorted(project_ids, key=lambda each: (-noticed.fresh[each][0].urgency, each))[:MOST_PROJECTS]
        shown = [_without_stale(noticed.fresh_in(each, languages[who])) for each in urgent_first]
        told.update((finding.project.id, finding.about) for found in shown for finding in found)
        blocks = cards.new(speech(languages[who]), shown)
        yield Nudge(who, "findings", blocks, 40, noticed.occasion.at + OF_USE)


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
    for who, codes in managed.items():
        here = areas.neighbourhoods_in(codes)
        busy = sorted(((code, red[code]) for code in here & red.keys()), key=lambda each: (-each[1], each[0]))
        open_to_all = [
            finding
            for project_id in noticed.fresh
            for finding in noticed.fresh_in(project_id, languages[who])
            if not finding.is_about_people and finding.moment and here & areas.neighbourhoods_in(finding.moment.areas)
        ]
        if busy or open_to_all:
            told.update((finding.project.id, finding.about) for finding in open_to_all)
            blocks = cards.in_areas(speech(languages[who]), areas, busy, open_to_all)
            yield Nudge(who, "findings areas", blocks, 45, noticed.occasion.at + OF_USE)


def _to_keeper(
    noticed: Noticed, triangles: Mapping[int, Triangle], languages: Mapping[int, str], told: set[tuple[int, str]]
) -> Iterator[Nudge]:
    """The totals, in a week that brought something new."""
    keeper = noticed.occasion.municipality.keeper_id or 0
    if keeper not in languages or not noticed.fresh:
        return
    there_is = [found for found in noticed.all.values() if found]
    blocks = cards.for_keeper(speech(languages[keeper]), sum(map(len, there_is)), len(there_is))
    yield Nudge(keeper, "findings all", blocks, 50, noticed.occasion.at + OF_USE)
    for project_id, found in noticed.fresh.items():
        willing = [who for who in _said_yes(triangles[project_id]) if who in languages]
        lead = triangles[project_id].holders.get(Role.PROJECT_LEAD)
        # What nobody else can hear of has been told with this.
        told.update(
            (project_id, finding.about)
            for finding in found
            if not willing or (finding.kind is Kind.STALE and lead not in willing)
        )


def remind_of_invitations(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    """Every day: an invitation that can only just go out in time, once, to whoever writes to residents or leads."""
    noticed = _notice(occasion, db)
    known = {(row.project_id, row.about) for row in findings.told(db)}
    due = [
        finding
        for found in noticed.all.values()
        for finding in found
        if finding.kind is Kind.INVITATION_DUE and (finding.project.id, finding.about) not in known
    ]
    triangles = {one.project_id: one for one in vacancies.triangles(db)} if due else {}
    languages = people.languages_of_reachable(db, {who for one in triangles.values() for who in one.holders.values()})
    told: set[tuple[int, str]] = set()
    nudges = list(_invitations(occasion, due, triangles, languages, told))
    _remember(db, told, occasion.today)
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
            told.add((finding.project.id, finding.about))
            assert finding.moment
            blocks = tuple(findings_cards.of_project(speech(languages[who]), [finding]))
            yield Nudge(who, f"invitation {finding.moment.id}", blocks, 20, occasion.at + ONE_WEEK)
