"""What the register has to say in a weekly overview: new, changed, in need of somebody, and done."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from sqlalchemy.orm import Session

from bot.chat.cards import Button, Row, Text
from bot.chat.contributions import Line, MadeWhenRead, Part, Scope
from bot.chat.texts import Speech, speech
from bot.findings import gather
from bot.projects import help_cards, own_week
from bot.register import overviews
from glossary import TRIANGLE, Role
from storage.register import telling
from storage.register.telling import OwnRoles
from storage.reports import weekly
from storage.reports.vacant import Vacant
from storage.reports.weekly import Changed, Named

MOST = 40
"""Lines of each part that are read; what is left is counted."""

TOLD = (
    *("status", "phase", "level", "areas", "groups", "starts_on", "ends_on", "decision_on", "open", "fixed"),
    *("moment_added", "moment_removed", "moment.starts_on", "moment.ends_on", "moment.residents_told_on"),
)
"""Of all that may change in a project, what others need to know."""

WAITS_FOR_ME, NEEDS_SOMEBODY_SOON, NEEDS_SOMEBODY, DONE, NEW, CHANGED = 90, 75, 55, 72, 45, 30
"""How urgent."""
MOST_NAMES = 4


def parts(scope: Scope, db: Session) -> Iterator[Part]:
    t, narrow, since = speech(scope.language), overviews.narrow(scope), overviews.since(scope)
    if scope.person:
        mine = telling.own_roles(db, scope.person, TRIANGLE, MOST)
        yield from _my_answers(t, mine)
        yield from own_week.parts(scope, mine.projects, db)
    if scope.at_least > NEEDS_SOMEBODY_SOON:
        return
    soon = scope.until.date() + overviews.SOON
    vacant, total = gather.vacant(db, narrow, scope.until, soon, MOST)
    lines: Sequence[Line] = [_vacant(t, each, soon, is_mine=bool(scope.person)) for each in vacant]
    yield from _part(t, "vacant", lines, total, _in_turn(lines, scope.until.date()))
    if scope.at_least > (CHANGED if scope.person else DONE):
        return
    news = weekly.news(db, narrow, since, TOLD, MOST)
    # Nothing to celebrate yet where residents still wait.
    yield from _named(t, "completed", DONE, news.answered, len(news.answered))
    yield from _named(t, "completed_waiting", NEW, news.waiting, len(news.waiting))
    yield from _named(t, "new", NEW, news.new, news.new_in_all)
    lines = MadeWhenRead(news.changed, partial(_changed, t))
    yield from _part(t, "changed", lines, news.changed_in_all, _changes(t, news.changed, news.changed_in_all))


def _named(t: Speech, key: str, urgency: int, projects: Sequence[Named], total: int) -> Iterator[Part]:
    shown = projects[:MOST]
    lines = MadeWhenRead(shown, partial(_line, t, key, urgency))
    yield from _part(t, key, lines, total, _together(t, key, shown, total, urgency))


def _part(t: Speech, key: str, lines: Sequence[Line], total: int, short: Iterable[Line] = ()) -> Iterator[Part]:
    if lines:
        yield Part(f"projects.{key}", t(f"projects.weekly.{key}_title"), lines, total - len(lines), tuple(short))


def _in_turn(lines: Sequence[Line], today: dt.date) -> list[Line]:
    """Who is needed soon goes first; of the others another one each week."""
    soon = [line for line in lines if line.urgency == NEEDS_SOMEBODY_SOON]
    others = [line for line in lines if line not in soon]
    at = today.isocalendar().week % len(others) if others else 0
    return [*soon, *others[at:], *others[:at]]


def _together(t: Speech, key: str, projects: Sequence[Named], total: int, urgency: int) -> Iterator[Line]:
    if projects:
        names = _names(t, [project.name for project in projects], total)
        yield Line(Row(t(f"projects.weekly.{key}_short", names=names)), urgency, key)


def _names(t: Speech, names: Sequence[str | Text], total: int) -> Text:
    left = total - len(names[:MOST_NAMES])
    if left <= 0:
        return t.listed(names)
    more = "and_many" if total >= weekly.COUNT_TO else "and_more"
    return t(f"projects.weekly.{more}", names=t.joined(names[:MOST_NAMES]), n=left)


def _changes(t: Speech, changed: Sequence[Changed], total: int) -> Iterator[Line]:
    """That residents got an answer is what went well, and is said first; then what changed in others."""
    told = [each.project.name for each in changed if "moment.residents_told_on" in each.fields]
    if told:
        yield Line(Row(t("projects.weekly.answered_short", names=_names(t, told, len(told)))), DONE, "answered")
    others = [each for each in changed if each.project.name not in told]
    if others:
        names = [_one_changed(t, others[0])] if len(others) == 1 else [each.project.name for each in others]
        text = t("projects.weekly.changed_short", names=_names(t, names, total - len(told)))
        yield Line(Row(text), CHANGED, "changed")


def _line(t: Speech, key: str, urgency: int, project: Named) -> Line:
    text = t(f"projects.weekly.{key}", name=project.name, status=project.status)
    return Line(_row(t, text, project), urgency, key)


def _changed(t: Speech, changed: Changed) -> Line:
    text = t("projects.weekly.changed", name=changed.project.name, what=_what(t, changed))
    return Line(_row(t, text, changed.project), CHANGED, "changed")


def _one_changed(t: Speech, changed: Changed) -> Text:
    return t("projects.weekly.changed_one", name=changed.project.name, what=_what(t, changed))


def _what(t: Speech, changed: Changed) -> Text:
    what = dict.fromkeys(_of_a_moment(key) or f"projects.field.{key}" for key in changed.fields)
    return t.listed([t(key) for key in what])


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


def _vacant(t: Speech, vacant: Vacant, soon: dt.date, *, is_mine: bool) -> Line:
    """is_mine: whoever reads it may ask somebody."""
    text = t("projects.weekly.vacant", name=vacant.project.name, roles=vacant.missing)
    row = Row(text, help_cards.offer(t, vacant.project.id))
    if is_mine:
        row = Row(text, Button(t("projects.still_vacant.ask"), "project.roles", {"id": str(vacant.project.id)}))
    if vacant.next_moment is None or vacant.next_moment.earliest > soon:
        return Line(row, NEEDS_SOMEBODY, "vacant")
    text = t("projects.weekly.vacant_soon", text=text, date=t.deadline(vacant.next_moment))
    return Line(Row(text, row.button), NEEDS_SOMEBODY_SOON, "vacant, and residents are asked something soon")


def _my_answers(t: Speech, mine: OwnRoles) -> Iterator[Part]:
    """One line for a project, also when it asks for several roles."""
    waiting: dict[int, tuple[str, list[Role]]] = {}
    for project_id, name, role in mine.asked:
        waiting.setdefault(project_id, (name, []))[1].append(role)
    lines = [
        Line(
            Row(
                t("projects.weekly.asked", name=name, role=[role for role in Role if role in roles]),
                Button(t("chat.show"), "project.show", {"id": str(project_id)}),
            ),
            WAITS_FOR_ME,
            "waits for my answer",
        )
        for project_id, (name, roles) in list(waiting.items())[:MOST]
    ]
    for part in _part(t, "asked", lines, len(waiting)):
        yield part._replace(is_at_home=True)


def _row(t: Speech, text: Text, project: Named) -> Row:
    return Row(text, Button(t("chat.show"), "project.show", {"id": str(project.id)}))
