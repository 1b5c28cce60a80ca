"""What people see of the second step: what a moment means for residents. It advises, and never forbids."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.chat import editing
from bot.chat.cards import Block, Bullets, Button, Choices, Note, Paragraph, Row, Text
from bot.chat.forms import Field, Form, Option
from bot.chat.texts import Speech
from bot.findings import load
from bot.findings.bad_moments import DayOff
from bot.findings.clock import invite_before
from bot.findings.facts import Areas, ContactMoment
from bot.findings.load import Colour
from bot.findings.norms import Norms
from bot.findings.reach import EVERYBODY, RESIDENTS, is_counted
from bot.findings.what_if import Crowd, QuieterDate
from bot.register import fields
from glossary import TargetGroup

if TYPE_CHECKING:
    from bot.findings.gather import MomentCheck

FEW = 3
MOST_OTHERS = 5
MOST_NAMES = 4
"""Neighbourhoods that are named in one line."""
MANY_GROUPS = 3


@dataclass(frozen=True, slots=True)
class Consequences:
    """Of one planned moment, on exact days. advice: what other features have to say about it."""

    planned: ContactMoment
    check: "MomentCheck"
    areas: Areas
    norms: Norms
    day: DayOff
    today: dt.date
    advice: tuple[Block, ...] = ()

    @property
    def is_worth_a_look(self) -> bool:
        """A question always is; information when its day is a bad one, or when somebody has something to say."""
        return bool(self.check.crowds or self.day.is_bad or self.advice or self.is_unseen)

    @property
    def is_unseen(self) -> bool:
        """A question of which nobody knows to whom it is, or where."""
        return self.planned.is_ask and not (self.planned.areas and self.planned.groups)

    @property
    def others(self) -> Sequence[ContactMoment]:
        """Who else asks the same people in those weeks: of other projects first, then first day first."""
        found = {ask.id: ask for crowd in self.check.crowds for ask in crowd.others}
        mine = self.planned.project_id
        return sorted(found.values(), key=lambda ask: (ask.project_id == mine, ask.starts_on, ask.id))

    @property
    def joinable(self) -> Sequence[ContactMoment]:
        """The questions of other projects that are still to come."""
        mine = self.planned.project_id
        return [ask for ask in self.others if ask.project_id != mine and ask.starts_on >= self.today][:MOST_OTHERS]


def form(t: Speech, draft: int, codes: Mapping[str, str], found: Consequences, joined: Sequence[str] = ()) -> Form:
    """codes: the days that stand in it. joined: the questions that are ticked."""
    days = [
        editing.field(t, "moments", spec, codes[spec.key], {})
        for spec in fields.MOMENT
        if spec.key in ("starts_on", "ends_on")
    ]
    return Form(
        t("moments.weigh.title"),
        (*days, *_join(t, found, joined)),
        t("chat.save"),
        "moment.weighed",
        {"draft": str(draft)},
        tuple(_body(t, draft, found)),
    )


def _join(t: Speech, found: Consequences, joined: Sequence[str]) -> Iterator[Field]:
    if options := tuple(
        Option(str(ask.id), _named(t, ask), t.days(ask.starts_on, ask.ends_on)) for ask in found.joinable
    ):
        offered = {option.value for option in options}
        ticked = tuple(each for each in joined if each in offered)
        label, hint = t("moments.weigh.join"), t("moments.weigh.join_hint")
        yield Field("join", label, "choices", options=options, value=ticked, hint=hint)


def _body(t: Speech, draft: int, found: Consequences) -> Iterator[Block]:
    planned = found.planned
    when = t.period(planned.starts_on, planned.ends_on)
    yield Paragraph(t("moments.weigh.subject", title=planned.title, when=when))
    if found.is_unseen:
        yield Paragraph(t("moments.weigh.unseen.where" if found.planned.groups else "moments.weigh.unseen.who"))
    yield from _load(t, found)
    yield from _quieter(t, draft, found)
    yield from _others(t, found)
    if waiting := found.check.waiting:
        yield Paragraph(t("moments.weigh.waiting", n=len(waiting)))
        for ask in waiting[:FEW]:
            yield _row(t, ask, t("moments.weigh.until", ask=_named(t, ask), date=ask.ends_on))
    yield from _days(t, found)
    yield from found.advice
    yield Choices((Button(t("moments.weigh.back"), "moment.unweigh", {"draft": str(draft)}),))


def _load(t: Speech, found: Consequences) -> Iterator[Block]:
    """The fullest first, with the group of whom most is asked; neighbourhoods with the same figures are one line."""
    fullest = list({crowd.neighbourhood: crowd for crowd in reversed(found.check.crowds)}.values())[::-1]
    if not fullest:
        return
    if not is_counted(found.planned, found.norms):
        yield Note(t("moments.weigh.small"))
    if load.colour(fullest[0].load, found.norms) is Colour.GREEN:
        yield Paragraph(t("moments.weigh.calm"))
        return
    same: dict[tuple[int, int, tuple[TargetGroup, ...]], list[Crowd]] = {}
    for crowd in fullest:
        same.setdefault((crowd.load, len(crowd.silent), crowd.groups), []).append(crowd)
    lines = list(same.values())
    yield Bullets(tuple(_crowds(t, found, crowds) for crowds in lines[:FEW]))
    if left := sum(map(len, lines[FEW:])):
        yield Note(t("moments.weigh.more_areas", n=left))


def _crowds(t: Speech, found: Consequences, same: Sequence[Crowd]) -> Text:
    first, names = same[0], [found.areas.name(crowd.neighbourhood) for crowd in same]
    few, left = names[:MOST_NAMES], len(names) - MOST_NAMES
    area = t("moments.weigh.and_more", names=t.joined(few), n=left) if left > 0 else t.listed(few)
    asked = [t.word(group) for group in TargetGroup if group in found.planned.groups]
    others_too = not found.planned.groups.isdisjoint(EVERYBODY) and not RESIDENTS.issubset(first.groups)
    said = t(
        "moments.weigh.crowd_among" if others_too else "moments.weigh.crowd",
        n=first.load, area=area, state=t(f"moments.weigh.state.{load.colour(first.load, found.norms)}"),
        groups=_groups(t, first.groups), asked=t.listed(asked),
        days=found.norms.window.days,
    )  # fmt: skip
    return t("moments.weigh.crowd_silent", said=said, n=len(first.silent)) if first.silent else said


def _groups(t: Speech, groups: Sequence[TargetGroup]) -> Text:
    if RESIDENTS.issubset(groups):
        return t("moments.weigh.everybody")
    if len(groups) > MANY_GROUPS and RESIDENTS.issuperset(groups):
        return t("moments.weigh.most")
    return t.listed([t.word(group) for group in groups])


def _quieter(t: Speech, draft: int, found: Consequences) -> Iterator[Block]:
    """Who plans on a calm day is left alone."""
    if not found.check.crowds or load.colour(found.check.crowds[0].load, found.norms) is Colour.GREEN:
        return
    if found.check.quieter:
        yield Paragraph(t("moments.weigh.quieter"))
        yield Choices(tuple(_day(t, draft, date) for date in found.check.quieter))
        if any(date.breaks_unknown for date in found.check.quieter):
            yield Note(t("moments.weigh.breaks_unknown"))
    else:
        yield Note(t("moments.weigh.none_quieter", n=found.norms.search.days))


def _day(t: Speech, draft: int, date: QuieterDate) -> Button:
    label = t("moments.weigh.quieter_day", n=date.load, day=t.days(date.starts_on, date.starts_on))
    return Button(label, "moment.move", {"draft": str(draft), "day": date.starts_on.isoformat()})


def _others(t: Speech, found: Consequences) -> Iterator[Block]:
    """Those that are not among the ones to do it together with: these stand below, each with its tick."""
    joinable = {ask.id for ask in found.joinable}
    others = [ask for ask in found.others if ask.id not in joinable]
    if others:
        yield Paragraph(t("moments.weigh.also" if joinable else "moments.weigh.others"))
        yield from (_row(t, ask, _ask(t, ask)) for ask in others[:MOST_OTHERS])
    if len(others) > MOST_OTHERS:
        yield Note(t("moments.weigh.more_others", n=len(others) - MOST_OTHERS))
    if joinable:
        yield Note(t("moments.weigh.joinable", n=len(joinable)))


def _row(t: Speech, ask: ContactMoment, text: Text) -> Row:
    """It opens above the form: what was typed stays there."""
    return Row(text, Button(t("chat.show"), "moment.show", {"moment": str(ask.id)}))


def _ask(t: Speech, ask: ContactMoment) -> Text:
    return t("moments.weigh.ask", ask=_named(t, ask), when=t.days(ask.starts_on, ask.ends_on))


def _named(t: Speech, ask: ContactMoment) -> Text:
    return t("moments.weigh.named", title=ask.title, project=ask.project)


def _days(t: Speech, found: Consequences) -> Iterator[Block]:
    """Holidays, and whether residents can still be invited in time."""
    planned, norms = found.planned, found.norms
    if found.day.is_bad:
        yield Paragraph(t("moments.weigh.bad_day", date=t.deadline(planned.starts_on), name=found.day.name))
    elif found.day.breaks_unknown:
        yield Note(t("moments.weigh.break_unknown"))
    if not planned.is_ask or planned.invited_on is not None or planned.starts_on <= found.today:
        return
    last, advised = invite_before(planned, norms), planned.starts_on - norms.invite_advised
    if last < found.today:
        left = (planned.starts_on - found.today).days
        yield Paragraph(t("moments.weigh.too_late_to_invite", n=left, least=norms.invite_least.days))
    elif advised < found.today:
        yield Note(t("moments.weigh.invite_before", date=t.deadline(last)))
    else:
        yield Note(t("moments.weigh.invite_on", date=t.deadline(advised), least=t.deadline(last)))
