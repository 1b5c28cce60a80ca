"""What people see around a contact moment: who does what on the day, and the question for a report."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from bot.chat.cards import Block, Button, Card, Choices, Facts, Note, Paragraph, Row, Text, typed
from bot.chat.texts import Speech
from bot.findings.triangle import Named, missing_corners, unaccepted_corners
from bot.moments import around_rules
from bot.register import words
from glossary import DayRole, TextKind

if TYPE_CHECKING:
    from storage.register.around_moments import DayRoles
    from storage.register.moments import Moment


def before(
    t: Speech,
    moment_id: int,
    title: str,
    project: str,
    first: dt.date,
    today: dt.date,
    roles: "DayRoles",
    names: Mapping[int, str],
    named: Named,
    note: Text | None = None,
) -> Card:
    """names: of whoever took something on. named: in the triangle. note: what just happened."""
    key = "tomorrow" if first - today == dt.timedelta(days=1) else "later" if first > today else "past"
    body: list[Block] = [Note(note)] if note else []
    about = t(f"moments.before.{key}", title=title, project=project, date=t.deadline(first))
    asks = Text("{about} {who}", {"about": about, "who": t("moments.before.who")})
    body.append(Paragraph(about if roles.taken else asks))
    if roles.taken:
        body.append(Facts(tuple(day_facts(t, roles, names))))
    if free := [role for role in DayRole if role not in roles.taken]:
        body += [Paragraph(t("moments.before.who_else"))] if roles.taken else []
        body.append(Choices(tuple(_take(t, moment_id, role) for role in free)))
    body += _gaps(t, title, named) if first >= today else ()
    me = {"moment": str(moment_id)}
    back = (Button(t("moments.before.back"), "moment.day_role_back", me),) if roles.taken else ()
    return Card(t("moments.before.title"), tuple(body), (*back, Button(t("chat.show"), "moment.show", me)))


def _gaps(t: Speech, title: str, named: Named) -> Iterator[Note]:
    """Only somebody's own yes makes it theirs: a name without one is a gap too, but nobody is looked for."""
    if missing := missing_corners(named):
        yield Note(t("moments.before.gaps", title=title, roles=words.each_a(t, missing)))
    if waiting := unaccepted_corners(named):
        yield Note(t("moments.before.waiting", title=title, roles=t.listed([t.word(role) for role in waiting])))


def day_facts(
    t: Speech, roles: "DayRoles", names: Mapping[int, str], *, only_taken: bool = False
) -> Iterator[tuple[Text, Text]]:
    for role in DayRole:
        who = names.get(roles.taken.get(role, 0))
        if who or not only_taken:
            yield t.word(role), typed(who) if who else t("chat.nobody")


def _take(t: Speech, moment_id: int, role: DayRole) -> Button:
    return Button(
        t(f"moments.before.take_{role.value}"), "moment.day_role", {"moment": str(moment_id), "role": role.value}
    )


def ask_for_report(t: Speech, moment_id: int, title: str, *, is_again: bool) -> tuple[Block, ...]:
    """For the daily message of one person."""
    me = {"moment": str(moment_id)}
    buttons = (
        Button(t("moments.report.write"), "moment.report", me, style="primary"),
        Button(t("chat.show"), "moment.show", me),
    )
    return Paragraph(t("moments.report.ask_again" if is_again else "moments.report.ask", title=title)), Choices(buttons)


def look_back(t: Speech, project_id: int, moment_id: int, title: str) -> tuple[Block, ...]:
    """For the daily message of whoever tells residents: the text that says what really came of it."""
    text = {"id": str(project_id), "text": TextKind.AFTERWARDS.value, "about": str(moment_id)}
    buttons = (
        Button(t("moments.look_back.write"), "writing.show", text, style="primary"),
        Button(t("chat.show"), "moment.show", {"moment": str(moment_id)}),
    )
    return Paragraph(t("moments.look_back.ask", title=title)), Choices(buttons)


SOON = dt.timedelta(days=14)


def offers(t: Speech, moment: "Moment", today: dt.date) -> Iterator[Row]:
    """On the card of a moment: to agree who does what on the day, and to write the report once it has begun."""
    first, last = moment.starts_on.day, moment.ends_on.day
    me = {"moment": str(moment.id)}
    if first and today <= first <= today + SOON and around_rules.people_meet(moment.instrument, moment.level):
        yield Row(t("moments.before.on_card"), Button(t("moments.before.on_card_button"), "moment.day_roles", me))
    if first and last and first <= today and around_rules.has_report(moment.instrument, moment.level):
        label = t("moments.report.edit" if moment.reported_on else "moments.report.write")
        key = "moments.report.on_card_there" if moment.reported_on else "moments.report.on_card"
        yield Row(t(key), Button(label, "moment.report", me))
