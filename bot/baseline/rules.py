"""How far a project is with each step: by what the register knows, and by what somebody said."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from bot.baseline.steps import Baseline, CountedFrom, For, Step
from bot.findings import about_projects, agreed, clock
from bot.findings.about_projects import needs_notice
from bot.findings.facts import ContactMoment, ProjectFacts
from bot.findings.finding import Finding, Kind
from bot.findings.norms import Norms
from bot.findings.triangle import missing_corners, unaccepted_corners
from glossary import Level, Phase, QualitySource, Status

ORDER = {phase: number for number, phase in enumerate(Phase)}
USUAL = {Status.UPCOMING: Phase.ASSIGNMENT, Status.COMPLETED: Phase.EVALUATION}


class StepState(StrEnum):
    """ASKED: named, and without a yes. TO_SAY: only people know, and nobody said. LATER: its time is not now."""

    DONE = "done"
    ASKED = "asked"
    OPEN = "open"
    SKIPPED = "skipped"
    NOT_NEEDED = "not_needed"
    TO_SAY = "to_say"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class StepSaid:
    """What somebody said of a step. reason: why it is skipped; empty when it is done.

    about: what it was open for on that day, as `about` has it; empty when it was about the step as such.
    """

    is_done: bool
    reason: str = ""
    about: frozenset[str] = frozenset()

    def holds_for(self, what: str) -> bool:
        return not self.about or what in self.about


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a team did without, in another project of the same lead."""

    project_id: int
    project: str
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Of one step. asks: the contact moments for which it is open. due: when it should be done; None is unknown."""

    step: Step
    state: StepState
    asks: tuple[ContactMoment, ...] = ()
    due: dt.date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """A project on a day. with_input: ids of contact moments of which is written down what residents gave.

    divided: those of which three colleagues took on what is to be done on the day. reported: those with a report.
    """

    project: ProjectFacts
    today: dt.date
    norms: Norms
    with_input: Collection[int] = ()
    divided: Collection[int] = ()
    reported: Collection[int] = ()

    @property
    def phase(self) -> Phase:
        """As far as is known: a project that has begun without saying so is past its assignment."""
        return self.project.phase or USUAL.get(self.project.status, Phase.PLAN)

    def is_past(self, step: Step) -> bool:
        """Of a phase that is behind this project."""
        return ORDER[step.phase] < ORDER[self.phase]

    @property
    def only_informs(self) -> bool:
        return self.project.level is Level.INFORM


Found = tuple[StepState, tuple[ContactMoment, ...]]
Find = Callable[[str], Progress | None]
"""By the code of a step; None when the project does not meet it."""


def progress(baseline: Baseline, here: Situation, marks: Mapping[str, StepSaid]) -> Mapping[str, Progress]:
    """Of each step that this project meets, by code, in order. What the register knows cannot be skipped as done."""
    find = finder(baseline, here, marks)
    return {step.code: found for step in baseline.steps if (found := find(step.code))}


def finder(baseline: Baseline, here: Situation, marks: Mapping[str, StepSaid]) -> Find:
    """The same for whoever asks for a few of them, each once."""
    by_law = here.project.environment_act is not None

    def find(code: str) -> Progress | None:
        step = baseline.step(code)
        return _of(step, here, marks.get(code)) if step and step.is_met_by(here.project.size, by_law) else None

    return cache(find)


def _of(step: Step, here: Situation, mark: StepSaid | None) -> Progress:
    derive = DERIVED.get(step.code)
    state, asks = derive(here) if derive else (StepState.TO_SAY, ())
    if step.code in SEEN_DONE and SEEN_DONE[step.code](here):
        state = StepState.DONE
    if mark and (others := tuple(ask for ask in asks if not mark.holds_for(about(step.code, ask, here)))):
        mark, asks = None, others
    if not _is_time(step, here, state):
        state, asks = StepState.LATER, ()
    found = Progress(step, state, asks, due_on(step, here, asks))
    is_open = state is StepState.OPEN
    if is_open and here.project.agreed and (point := checked_by(step.code, here)) and agreed.is_settled(point):
        return replace(found, state=StepState.SKIPPED, reason=point.agreed.reason if point.agreed else "")
    if mark is None or state in (StepState.DONE, StepState.NOT_NEEDED):
        return found
    if mark.is_done:
        # A tick cannot hide what the register shows to be open.
        is_said = is_ticked(step) or state is StepState.LATER
        return replace(found, state=StepState.DONE) if is_said else found
    return replace(found, state=StepState.SKIPPED, reason=mark.reason)


def is_ticked(step: Step) -> bool:
    """Only people know that it was done; of one that is only sometimes needed the register knows when."""
    return step.code not in DERIVED or For.NEEDED in step.meets


def about(code: str, ask: ContactMoment, here: Situation) -> str:
    """Another contact moment is another matter; so is a delay of which the new day moves again."""
    return f"{ask.id} {here.project.decision_on}" if code == "T3" else str(ask.id)


def _is_time(step: Step, here: Situation, state: StepState) -> bool:
    """Steps of later phases wait, but for what a contact moment asks for already; what is over is left alone."""
    if state is StepState.NOT_NEEDED:
        return True
    if here.project.status is Status.COMPLETED:
        return step.phase is Phase.EVALUATION or step.code == "T2"
    if not here.project.status.is_live:
        return False
    has_come = ORDER[step.phase] <= ORDER[here.phase]
    is_certain = step.code in DERIVED and step.when in (CountedFrom.BEFORE_ASK, CountedFrom.AFTER_ASK)
    return has_come or (is_certain and step.phase is not Phase.PLAN)


def due_on(step: Step, here: Situation, asks: Sequence[ContactMoment]) -> dt.date | None:
    """The first day that counts, of the asks for which it is open; None when no date says so."""
    days = dt.timedelta(days=step.days)
    match step.when:
        case CountedFrom.START:
            start = here.project.starts_on.day if here.project.starts_on else None
            return start + days if start else None
        case CountedFrom.BEFORE_ASK:
            coming = [ask.starts_on - days for ask in asks or here.project.asks if ask.starts_on >= here.today]
            return min(coming, default=None)
        case CountedFrom.AFTER_ASK:
            return min((ask.ends_on + days for ask in asks), default=None)
        case CountedFrom.END:
            return None


def _when(is_done: bool) -> Found:
    return (StepState.DONE if is_done else StepState.OPEN), ()


def _triangle(here: Situation) -> Found:
    named = here.project.named
    if missing_corners(named):
        return StepState.OPEN, ()
    return (StepState.ASKED if unaccepted_corners(named) else StepState.DONE), ()


def _why(here: Situation) -> Found:
    """A level above informing says that residents take part; to only inform them takes a reason."""
    asks_something = here.project.level is not None and not here.only_informs
    return _when(asks_something or here.project.is_level_explained)


def _influence(here: Situation) -> Found:
    if here.only_informs:
        return StepState.DONE, ()
    project = here.project
    return _when(project.level is not None and project.is_open_known and project.is_fixed_known)


def _unless_informing(is_done: Callable[[Situation], bool]) -> Callable[[Situation], Found]:
    def find(here: Situation) -> Found:
        return (StepState.NOT_NEEDED, ()) if here.only_informs else _when(is_done(here))

    return find


def _notice(here: Situation) -> Found:
    return _when(here.project.notice_on is not None) if needs_notice(here.project) else (StepState.NOT_NEEDED, ())


def _of_asks(
    here: Situation, is_open: Callable[[ContactMoment], bool], is_done: Callable[[ContactMoment], bool]
) -> Found:
    if here.only_informs:
        return StepState.NOT_NEEDED, ()
    still_open = tuple(ask for ask in here.project.asks if is_open(ask))
    if still_open:
        return StepState.OPEN, still_open
    return (StepState.DONE if any(map(is_done, here.project.asks)) else StepState.LATER), ()


def _invited(here: Situation) -> Found:
    def is_open(ask: ContactMoment) -> bool:
        remind_from = clock.invite_before(ask, here.norms) - here.norms.remind_invitation
        return ask.invited_on is None and remind_from <= here.today < ask.starts_on

    return _of_asks(here, is_open, lambda ask: ask.invited_on is not None)


def _table(here: Situation) -> Found:
    """Due two weeks after the last day; whoever was answered needs no table any more."""

    def is_kept(ask: ContactMoment) -> bool:
        return ask.id in here.with_input or clock.were_told(ask, here.today)

    def is_open(ask: ContactMoment) -> bool:
        return clock.is_over(ask, here.today) and not is_kept(ask) and here.today - ask.ends_on > TWO_WEEKS

    return _of_asks(here, is_open, lambda ask: clock.is_over(ask, here.today) and is_kept(ask))


def _answered(here: Situation) -> Found:
    def is_open(ask: ContactMoment) -> bool:
        return clock.feedback_days_overdue(ask, here.today, here.norms) > 0

    return _of_asks(here, is_open, lambda ask: clock.were_told(ask, here.today))


def _delay(here: Situation) -> Found:
    """Residents wait longer than was promised, and the decision is still to come: they should hear when."""
    late = tuple(ask for ask, _ in decided_after(here))
    return (StepState.OPEN, late) if late else (StepState.NOT_NEEDED, ())


TWO_WEEKS = dt.timedelta(days=14)

DERIVED: Mapping[str, Callable[[Situation], Found]] = {
    "O1": _triangle,
    "O2": _why,
    "O5": _influence,
    "O6": _unless_informing(lambda here: here.project.participation_budget is not None),
    "P2": _unless_informing(lambda here: bool(here.project.asks)),
    "P5": _unless_informing(lambda here: here.project.promise_published_on is not None),
    "P6": _notice,
    "U2": _invited,
    "V1": _table,
    "T2": _answered,
    "T3": _delay,
    "E3": lambda here: _when(here.project.lessons > 0),
}
"""The steps that the register knows itself, so that nobody is asked to tick them; T3 is ticked, when it is needed."""


def _divided(here: Situation) -> bool:
    """Of the next ask; of the last one when none is to come."""
    asks = sorted(here.project.asks, key=lambda ask: ask.starts_on)
    coming = [ask for ask in asks if ask.starts_on >= here.today]
    return any(ask.id in here.divided for ask in coming[:1] or asks[-1:])


def _reported(here: Situation) -> bool:
    """Of every ask that is over, but for what residents were answered already."""
    over = [ask for ask in here.project.asks if clock.is_over(ask, here.today)]
    owed = [ask for ask in over if not clock.were_told(ask, here.today)]
    return any(ask.id in here.reported for ask in over) and all(ask.id in here.reported for ask in owed)


def _all_answered(here: Situation) -> bool:
    """Whoever has an answer needs no message before it any more."""
    over = [ask for ask in here.project.asks if clock.is_over(ask, here.today)]
    return bool(over) and all(clock.were_told(ask, here.today) for ask in over)


SEEN_DONE: Mapping[str, Callable[[Situation], bool]] = {
    "U4": _divided,
    "U5": _reported,
    "U6": lambda here: QualitySource.PARTICIPANTS in here.project.measured_by,
    "T1": _all_answered,
    "E2": lambda here: bool(here.project.measured_by),
}
"""What the register shows to be done, and people may also say: they can have agreed on it elsewhere."""


CHECKED_BY: Mapping[str, Kind] = {
    "O1": Kind.TRIANGLE_INCOMPLETE,
    "O5": Kind.INFLUENCE_NOT_FIXED,
    "O6": Kind.NO_PARTICIPATION_BUDGET,
    "P5": Kind.PROMISE_NOT_PUBLISHED,
    "P6": Kind.NOTICE_MISSING,
    "E3": Kind.COMPLETED_WITHOUT_LESSON,
}
"""The points that say the same as a step: what is agreed of one holds for the other."""

CHECKS: Mapping[str, str] = {kind.value: code for code, kind in CHECKED_BY.items()}


def checked_by(code: str, here: Situation) -> Finding | None:
    kind = CHECKED_BY.get(code)
    if kind is Kind.INFLUENCE_NOT_FIXED:
        return about_projects.influence_not_fixed(here.project, here.today)
    return about_projects.of_kind(here.project, kind) if kind else None


def left_out(baseline: Baseline, here: Situation, marks: Mapping[str, StepSaid]) -> Sequence[tuple[Step, str]]:
    """The steps of which a team said that they do without, each with why; whatever the project's phase is by now."""
    found = []
    for step in baseline.steps:
        agreement = here.project.agreed.get((CHECKED_BY[step.code], 0)) if step.code in CHECKED_BY else None
        mark = marks.get(step.code)
        if agreement:
            found.append((step, agreement.reason))
        elif mark and not mark.is_done:
            found.append((step, mark.reason))
    return found


def decided_after(here: Situation) -> Iterator[tuple[ContactMoment, int]]:
    """The asks of which the answer is overdue while the decision is still to come: so many days after their due day."""
    decided = here.project.decision_on.day if here.project.decision_on else None
    for ask in here.project.asks:
        if decided and decided > here.today and clock.feedback_days_overdue(ask, here.today, here.norms):
            yield ask, (decided - clock.feedback_due_on(ask, here.norms)).days
