"""Everything that was found, as one table for analysts: the same keys and shape at every municipality."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.findings import about_projects as about
from bot.findings import bad_moments, clock, load
from bot.findings.facts import Areas, ContactMoment, ProjectFacts
from bot.findings.finding import Finding, Urgency
from bot.findings.norms import Norms
from bot.findings.triangle import missing_corners

Report = Mapping[str, Any]


def report(areas: Areas, projects: Sequence[ProjectFacts], today: dt.date, region: str, norms: Norms) -> Report:
    """Words as in lists: ids as imported, Dutch codes. Lists in plain string order (N10 before N2), so are the keys."""
    moments = [moment for project in projects for moment in project.moments]

    def when(rule: Callable[[ContactMoment], Any]) -> dict[str, Any]:
        found = {moment.key: rule(moment) for moment in moments}
        return {key: found[key] for key in sorted(found) if found[key] is not None}

    def keys(rule: Callable[[ProjectFacts], Finding | None]) -> list[str]:
        return sorted(project.key for project in projects if rule(project))

    return {
        "ask_load": _ask_load(areas, moments, today, norms),
        "bad_moment": when(lambda moment: _bad(moment, today, region)),
        "completed_without_lesson": keys(about.completed_without_lesson),
        "decision_before_contact_ends": keys(about.decision_before_contact_ends),
        "feedback_open": when(lambda moment: clock.feedback_days_left(moment, today, norms)),
        "feedback_overdue": when(lambda moment: clock.feedback_days_overdue(moment, today, norms) or None),
        "influence_not_fixed": _influence(projects, today),
        "invitation_due_within_7_days": when(lambda moment: clock.invitation_reminder(moment, today, norms)),
        "invitation_too_late": when(lambda moment: clock.invited_too_late(moment, norms)),
        "no_participation_budget": keys(about.no_participation_budget),
        "notice_missing": keys(about.notice_missing),
        "participation_carried_by_communication": keys(about.carried_by_communication),
        "participation_carried_by_nobody": keys(about.carried_by_nobody),
        "promise_not_published": keys(about.promise_not_published),
        "triangle_complete_by_size": _complete_by_size(projects),
        "triangle_incomplete": _incomplete(projects),
    }


def _ask_load(areas: Areas, moments: Iterable[ContactMoment], today: dt.date, norms: Norms) -> dict[str, Any]:
    """At the Monday of this week."""
    tallies = load.tallies(areas, moments, load.monday_of(today), today, norms)
    return {
        neighbourhood: {
            group.dutch: {
                "asks": sorted(ask.key for ask in tally.asks),
                "colour": load.colour(tally.fatigue, norms).value,
                "fatigue": tally.fatigue,
                "load": tally.load,
                "silent": sorted(ask.key for ask in tally.silent),
            }
            for group, tally in sorted(groups.items(), key=lambda item: item[0].dutch)
        }
        for neighbourhood, groups in tallies.items()
    }


def _bad(moment: ContactMoment, today: dt.date, region: str) -> str | None:
    found = bad_moments.bad_moment(moment, today, region)
    return found.name if found else None


def _influence(projects: Iterable[ProjectFacts], today: dt.date) -> dict[str, str]:
    found = {project.key: about.influence_not_fixed(project, today) for project in projects}
    return {
        key: "urgent" if finding.urgency is Urgency.URGENT else "attention"
        for key, finding in sorted(found.items())
        if finding
    }


def _incomplete(projects: Iterable[ProjectFacts]) -> dict[str, list[str]]:
    found = {project.key: about.triangle_incomplete(project) for project in projects}
    return {key: [role.dutch for role in finding.roles] for key, finding in sorted(found.items()) if finding}


def _complete_by_size(projects: Iterable[ProjectFacts]) -> dict[str, list[int]]:
    """Size -> how many have a complete triangle, and how many there are: of every status, when the size is known."""
    found: dict[str, list[int]] = {}
    for project in projects:
        if project.size:
            counts = found.setdefault(project.size.dutch, [0, 0])
            counts[0] += not missing_corners(project.named)
            counts[1] += 1
    return dict(sorted(found.items()))


HEADERS = ("finding", "id", "group", "value", "asks", "silent")


def rows(found: Report) -> Iterator[tuple[str, ...]]:
    """The same as a table: one row for each thing that was found. value: a number, a word, or what is missing."""
    for finding, ids in found.items():
        if finding == "ask_load":
            yield from _load_rows(ids)
        else:
            for key in ids:
                yield finding, key, "", _in_one_cell(ids[key] if isinstance(ids, dict) else ""), "", ""


def _load_rows(ask_load: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for neighbourhood, groups in ask_load.items():
        for group, tally in groups.items():
            asks = ",".join(tally["asks"]), ",".join(tally["silent"])
            for figure in ("load", "fatigue", "colour"):
                yield figure, neighbourhood, group, str(tally[figure]), *asks


def _in_one_cell(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
