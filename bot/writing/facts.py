"""What the texts are filled with. Plain values: composing a text never reaches the database."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.chat.texts import Hours
from bot.findings.missed import MissedThere
from glossary import (
    Decision,
    EnvironmentAct,
    Instrument,
    Level,
    Medium,
    PartialDate,
    Phase,
    Role,
    RoleState,
    Status,
    TargetGroup,
)


@dataclass(frozen=True, slots=True)
class TextLine:
    """What residents gave, what was decided (None: nothing yet), and why."""

    input: str
    decision: Decision | None
    reason: str


@dataclass(frozen=True, slots=True)
class TextMoment:
    """A contact moment. areas: names. done: what was done with the input, in one text. promised_on: a later day on
    which residents hear, and promise_reason why. words: what only texts need, by their key. people: how many came,
    missed: whom we missed, differently: what we do differently next time; where somebody said so. planned_for: the
    first day that was planned, when it was another.
    """

    id: int
    title: str
    starts_on: PartialDate
    ends_on: PartialDate
    hours: Hours = (None, None)
    instrument: Instrument | None = None
    level: Level | None = None
    areas: tuple[str, ...] = ()
    streets: str = ""
    groups: tuple[TargetGroup, ...] = ()
    reach: int | None = None
    invited_on: PartialDate | None = None
    told_on: PartialDate | None = None
    done: str = ""
    promised_on: dt.date | None = None
    promise_reason: str = ""
    lines: tuple[TextLine, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    people: int | None = None
    missed: tuple[TargetGroup, ...] = ()
    invited_through: tuple[Medium, ...] = ()
    told_through: tuple[Medium, ...] = ()
    differently: str = ""
    planned_for: PartialDate | None = None

    @property
    def is_survey(self) -> bool:
        """People fill it in where and when they like: that asks for another invitation."""
        return self.instrument is Instrument.SURVEY

    @property
    def is_ask(self) -> bool:
        return self.level is not Level.INFORM

    @property
    def is_decided_on(self) -> bool:
        """Somebody wrote down what is done with the input, or with some of it."""
        return bool(self.done) or any(line.decision for line in self.lines)


@dataclass(frozen=True, slots=True)
class AskNearby:
    """Of another project, in the same place. waits: residents should have had their answer by now."""

    project: str
    title: str
    starts_on: dt.date
    ends_on: dt.date
    waits: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a plan builds on: what residents of the place are asked by others, whom we missed there, what we learned."""

    asks: tuple[AskNearby, ...] = ()
    missed: MissedThere = field(default_factory=MissedThere)
    lessons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextFacts:
    """A project on a day. areas: names. contact, privacy, policy: what the municipality chose; empty when it did not.

    feedback: how long an answer to residents may take. named: never who, only whether somebody said yes.
    around: for the text that needs it.
    """

    id: int
    name: str
    municipality: str
    today: dt.date
    feedback: dt.timedelta
    status: Status
    phase: Phase | None = None
    summary: str = ""
    level: Level | None = None
    level_reason: str = ""
    fixed: str = ""
    open: str = ""
    starts_on: PartialDate | None = None
    ends_on: PartialDate | None = None
    decision_on: PartialDate | None = None
    notice_on: PartialDate | None = None
    promise_published_on: PartialDate | None = None
    environment_act: EnvironmentAct | None = None
    budget: int | None = None
    page: str = ""
    areas: tuple[str, ...] = ()
    groups: tuple[TargetGroup, ...] = ()
    moments: tuple[TextMoment, ...] = ()
    named: Mapping[Role, RoleState] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    contact: str = ""
    privacy: str = ""
    policy: str = ""
    around: Surroundings = field(default_factory=Surroundings)

    @property
    def asks(self) -> tuple[TextMoment, ...]:
        return tuple(moment for moment in self.moments if moment.is_ask)

    def moment(self, moment_id: int) -> TextMoment | None:
        return next((moment for moment in self.moments if moment.id == moment_id), None)

    def answer_due(self, moment: TextMoment, *, as_promised: bool = True) -> dt.date | None:
        """The day on which residents have their answer; None when the last day of the moment is not known.

        as_promised: with the later day that somebody promised since.
        """
        last = moment.ends_on.day
        if as_promised and moment.promised_on and (last is None or moment.promised_on > last):
            return moment.promised_on
        return last + self.feedback if last else None
