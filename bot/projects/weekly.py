"""What the register has to say in a weekly overview: new, changed, in need of somebody, and done."""

import datetime as dt
from collections.abc import Iterator

from sqlalchemy.orm import Session

from bot.chat.cards import Button, Row, Text
from bot.chat.contributions import Line, Part, Scope
from bot.chat.texts import Speech, speech
from bot.findings import gather
from bot.findings.finding import Kind
from bot.projects import help_cards
from bot.register import overviews
from storage.register import projects
from storage.reports import weekly
from storage.reports.weekly import Changed, Named, Vacant

MOST = 40
"""Lines of each part that are read; what is left is counted."""

TOLD = (
    *("status", "phase", "level", "areas", "groups", "starts_on", "ends_on", "decision_on", "open", "fixed"),
    *("moment_added", "moment_removed", "moment.starts_on", "moment.ends_on", "moment.residents_told_on"),
)
"""Of all that may change in a project, what others need to know."""

WAITS_FOR_ME, NEEDS_SOMEBODY_SOON, NEEDS_SOMEBODY, DONE, NEW, CHANGED = 90, 75, 55, 60, 45, 30
"""How urgent."""


def parts(scope: Scope, db: Session) -> Iterator[Part]:
    t, narrow, since = speech(scope.language), overviews.narrow(scope), overviews.since(scope)
    if scope.person:
        yield from _my_answers(t, scope, db)
    else:
        soon = scope.until.date() + overviews.SOON
        without = gather.agreed_on(db, scope.until, Kind.TRIANGLE_INCOMPLETE)
        vacant, total = weekly.vacant_roles(db, narrow, scope.until.date(), soon, MOST, without)
        yield from _part(t, "vacant", [_vacant(t, each, soon) for each in vacant], total)
        completed, total = weekly.completed_projects(db, narrow, since, MOST)
        yield from _part(t, "completed", [_line(t, "completed", each, DONE) for each in completed], total)
        new, total = weekly.new_projects(db, narrow, since, MOST)
        yield from _part(t, "new", [_line(t, "new", each, NEW) for each in new], total)
    changed, total = weekly.changed_projects(db, narrow, since, TOLD, MOST)
    yield from _part(t, "changed", [_changed(t, each) for each in changed], total)


def _part(t: Speech, key: str, lines: list[Line], total: int) -> Iterator[Part]:
    if lines:
        yield Part(f"projects.{key}", t(f"projects.weekly.{key}_title"), tuple(lines), total - len(lines))


def _line(t: Speech, key: str, project: Named, urgency: int) -> Line:
    text = t(f"projects.weekly.{key}", name=project.name, status=project.status)
    return Line(_row(t, text, project), urgency, key)


def _changed(t: Speech, changed: Changed) -> Line:
    what = dict.fromkeys(_of_a_moment(key) or f"projects.field.{key}" for key in changed.fields)
    text = t("projects.weekly.changed", name=changed.project.name, what=t.listed([t(key) for key in what]))
    return Line(_row(t, text, changed.project), CHANGED, "changed")


def _of_a_moment(field: str) -> str:
    """The key of the text that says what became of a contact moment; empty for a field of the project itself."""
    match field:
        case "moment.residents_told_on":
            return "projects.weekly.answered"
        case "moment.reopened":
            return "projects.weekly.reopened"
        case "moment.starts_on" | "moment.ends_on":
            return "projects.weekly.moved"
        case "moment_added":
            return "projects.weekly.moment_added"
        case "moment_removed":
            return "projects.weekly.moment_removed"
    return ""


def _vacant(t: Speech, vacant: Vacant, soon: dt.date) -> Line:
    text = t("projects.weekly.vacant", name=vacant.project.name, roles=vacant.missing)
    if vacant.next_moment is None or vacant.next_moment.earliest > soon:
        return Line(Row(text, help_cards.offer(t, vacant.project.id)), NEEDS_SOMEBODY, "vacant")
    text = t("projects.weekly.vacant_soon", text=text, date=vacant.next_moment)
    row = Row(text, help_cards.offer(t, vacant.project.id))
    return Line(row, NEEDS_SOMEBODY_SOON, "vacant, and residents are asked something soon")


def _my_answers(t: Speech, scope: Scope, db: Session) -> Iterator[Part]:
    waiting = projects.roles_waiting_for(db, scope.person)
    lines = [
        Line(
            Row(
                t("projects.weekly.asked", name=project.name, role=assigned.role),
                Button(t("chat.show"), "project.show", {"id": str(project.id)}),
            ),
            WAITS_FOR_ME,
            "waits for my answer",
        )
        for assigned, project in waiting[:MOST]
    ]
    yield from _part(t, "asked", lines, len(waiting))


def _row(t: Speech, text: Text, project: Named) -> Row:
    return Row(text, Button(t("chat.show"), "project.show", {"id": str(project.id)}))
