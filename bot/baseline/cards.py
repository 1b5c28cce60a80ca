"""What people see of the steps of a project: the next one first, and whose turn it is."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.baseline.dependencies import Next, gates_passed
from bot.baseline.rules import CHECKED_BY, LeftOut, Progress, Situation, StepSaid, StepState
from bot.baseline.steps import Baseline, Step
from bot.chat.cards import Block, Bullets, Button, Card, Choices, Note, Paragraph, Row, Rule, Text, typed
from bot.chat.texts import Speech
from bot.findings import clock
from bot.findings.facts import ProjectFacts
from bot.findings.triangle import missing_corners, unaccepted_corners
from bot.register import words
from glossary import TRIANGLE, Phase, QualitySource, Role, Size

WAITING = (StepState.OPEN, StepState.ASKED, StepState.TO_SAY)
MOST_ROWS = 4
"""Of each part: the rest is under "Alle stappen"."""
MOST_OFFERS = 2
MOST_OF_A_ROLE = 15


@dataclass(frozen=True, slots=True)
class ProjectSteps:
    """A project's steps as one person looks at them. holders: names by role. mine: the roles of that person.

    others_act: who may end steps, by name, where that person may only look at them.
    keeps: that person may change the municipality's steps. is_older: the project follows an older version of those.
    how_to: what tells how the next step is done. before: what was left out of another project of the same lead, by
    step.
    """

    id: int
    name: str
    here: Situation
    baseline: Baseline
    found: Mapping[str, Progress]
    next: Next | None
    holders: Mapping[Role, str]
    mine: frozenset[Role]
    marks: Mapping[str, StepSaid]
    others_act: Sequence[str] | None = None
    before: Mapping[str, LeftOut] = field(default_factory=dict)
    keeps: bool = False
    is_older: bool = False
    how_to: Button | None = None

    @property
    def may_act(self) -> bool:
        return self.others_act is None

    @property
    def to_agree(self) -> Sequence[Progress]:
        """What is not done yet of phases that have begun."""
        return [each for each in self.found.values() if each.state in WAITING]


def name_of(t: Speech, step: Step) -> Text:
    return typed(step.name[t.language])


def who(t: Speech, step: Step, holders: Mapping[Role, str]) -> Text:
    """By name where somebody has the role, and otherwise the role."""
    held = holders.get(step.owner, "")
    return typed(held) if held else t.word(step.owner)


def next_card(t: Speech, seen: ProjectSteps) -> Card:
    body: list[Block] = list(_next(t, seen))
    rows = [each for each in seen.to_agree if seen.next is None or each.step.code != seen.next.progress.step.code]
    behind = [each for each in gates_passed(seen.found, seen.here) if each in rows]
    of_now = [each for each in rows if not seen.here.is_past(each.step)]
    if not seen.here.project.phase:
        # Nobody said how far it is: nothing of it is from before.
        behind, of_now = [], [*behind, *of_now]
    if behind:
        body += [Paragraph(t("baseline.behind")), *_rows(t, seen, behind)]
    if of_now:
        heading = t("baseline.now", phase=phase) if (phase := seen.here.project.phase) else t("baseline.also")
        body += [Paragraph(heading), *_rows(t, seen, of_now)]
    body += [*_offers(t, seen, seen.to_agree), Rule(), Note(_counted(t, seen))]
    if seen.others_act is not None:
        names = seen.others_act
        body.append(Note(t("baseline.who_acts", who=t.listed(names)) if names else t("baseline.keeper_acts")))
    me = {"id": str(seen.id)}
    buttons = [
        Button(t("baseline.all.button"), "baseline.all", me),
        Button(t("baseline.roles.button"), "baseline.roles", me),
    ]
    if seen.to_agree and seen.may_act:
        buttons.insert(0, Button(t("baseline.agree.button"), "baseline.agree", me))
    return Card(t("baseline.title", project=seen.name), tuple(body), tuple(buttons))


def _next(t: Speech, seen: ProjectSteps) -> Iterator[Block]:
    if seen.next is None:
        asked = next((each for each in seen.to_agree if each.state is StepState.ASKED), None)
        if asked is None:
            yield Paragraph(t("baseline.next.nothing"))
            return
        silent = unaccepted_corners(seen.here.project.named)
        names = [typed(name) for name in dict.fromkeys(seen.holders.get(role, "") for role in silent) if name]
        yield Paragraph(t("baseline.next.asked", who=t.listed(names or [t.word(role) for role in silent])))
        if seen.may_act:
            yield Choices((way_to_end(t, seen, asked),))
        return
    one, waits = seen.next.progress, seen.next.waits
    step, whose = _what(t, seen, one), who(t, one.step, seen.holders)
    if waits and waits.asks:
        key = "invitation" if waits.step.code == "U2" else "step"
        date = t.deadline(waits.asks[0].starts_on)
        yield Paragraph(t(f"baseline.next.waits_{key}", date=date, waits=name_of(t, waits.step), step=step, who=whose))
        until = _until(seen.here, waits)
        if key == "invitation" and until and until >= seen.here.today:
            yield Note(t("baseline.next.until", date=t.deadline(until)))
    elif one.step.owner in seen.mine:
        yield Paragraph(t("baseline.next.yours", step=step))
    else:
        yield Paragraph(t("baseline.next.theirs", who=whose, step=step))
    if one.asks:
        moments, until = t.listed([typed(ask.title) for ask in one.asks]), _until(seen.here, one)
        is_ahead = until is not None and until >= seen.here.today
        known = {"moments": moments, "date": t.deadline(until)} if until and is_ahead else {"moments": moments}
        yield Note(t("baseline.next.asks_until" if is_ahead else "baseline.next.asks", **known))
    acts = (way_to_end(t, seen, one, primary=True),) if seen.may_act else ()
    if buttons := (*acts, *((seen.how_to,) if seen.how_to else ())):
        yield Choices(buttons)


def _rows(t: Speech, seen: ProjectSteps, progress: Sequence[Progress]) -> Iterator[Row | Paragraph]:
    for each in sorted(progress, key=lambda each: each.state is not StepState.OPEN)[:MOST_ROWS]:
        text = _row(t, seen, each)
        yield Row(text, way_to_end(t, seen, each)) if seen.may_act else Paragraph(text)


def _offers(t: Speech, seen: ProjectSteps, among: Sequence[Progress]) -> Iterator[Row]:
    """What they left out before can be left out here too, for the same reason: never by itself."""
    if not seen.may_act:
        return
    coming = seen.next.progress.step.code if seen.next else ""
    known = [each.step for each in among if each.step.code in seen.before]
    for step in sorted(known, key=lambda step: step.code != coming)[:MOST_OFFERS]:
        before = seen.before[step.code]
        text = t("baseline.before", step=name_of(t, step), project=before.project, reason=before.reason)
        args = {"id": str(seen.id), "step": step.code, "from": str(before.project_id)}
        yield Row(text, Button(t("baseline.same"), "baseline.same", args))


def _row(t: Speech, seen: ProjectSteps, each: Progress) -> Text:
    if each.step.code == "O1" and each.state is StepState.OPEN:
        return _what(t, seen, each)
    return t(f"baseline.row.{each.state.value}", step=name_of(t, each.step), who=who(t, each.step, seen.holders))


def _what(t: Speech, seen: ProjectSteps, each: Progress) -> Text:
    """Of the triangle also who is missing."""
    step, missing = name_of(t, each.step), missing_corners(seen.here.project.named)
    if each.step.code == "O1" and missing:
        return t("baseline.row.triangle", step=step, roles=words.each_a(t, missing))
    return step


def _until(here: Situation, one: Progress) -> dt.date | None:
    """The last day on which it is in time; an invitation should come earlier, and may come as late as that."""
    if one.step.code == "U2":
        return min(clock.invite_before(ask, here.norms) for ask in one.asks)
    return one.due


_PARTS = {"O2": "taking_part", "O5": "taking_part", "O6": "money", "P5": "taking_part", "P6": "decision"}
"""The part of the project's form in which it is filled in."""


def way_to_end(t: Speech, seen: ProjectSteps, one: Progress, primary: bool = False) -> Button:
    """What ends the step: the form in which the register gets it; where only people know it, the tick itself."""
    code, project = one.step.code, {"id": str(seen.id)}
    style: Literal["primary", "plain"] = "primary" if primary else "plain"
    if code in _PARTS:
        args = {**project, "part": _PARTS[code]}
        return Button(t("findings.do.fill_in"), "project.edit_part", args, style=style)
    if code == "O1":
        is_vacant = missing_corners(seen.here.project.named)
        label = t("projects.still_vacant.ask" if is_vacant else "findings.do.roles")
        return Button(label, "project.roles", project, style=style)
    if code == "P2":
        return Button(t("projects.card.moment"), "moment.new", project, style=style)
    if code == "E3":
        return Button(t("findings.do.lesson"), "lesson.new", project, style=style)
    if code == "E2":
        return Button(
            t("findings.do.fill_in"),
            "quality.new",
            {**project, "source": QualitySource.PARTICIPANTS.value},
            style=style,
        )
    if one.asks and code == "U2":
        return Button(t("baseline.invited"), "moment.edit", {"moment": str(one.asks[0].id)}, style=style)
    if one.asks and code in ("V1", "T2"):
        return Button(t("findings.do.tell"), "moment.tell", {"moment": str(one.asks[0].id)}, style=style)
    return Button(t("baseline.done"), "baseline.done", {**project, "step": code}, style=style)


def _counted(t: Speech, seen: ProjectSteps) -> Text:
    done = sum(each.state in (StepState.DONE, StepState.ASKED, StepState.SKIPPED) for each in seen.found.values())
    needed = sum(each.state is not StepState.NOT_NEEDED for each in seen.found.values())
    return t("baseline.counted", done=done, n=needed)


def gate(t: Speech, seen: ProjectSteps, behind: Sequence[Progress]) -> Card:
    body: list[Block] = [Paragraph(t("baseline.gate.text", phase=seen.here.phase))]
    for each in behind[:MOST_ROWS]:
        args = {"id": str(seen.id), "step": each.step.code}
        text = t("baseline.row.open", step=name_of(t, each.step), who=who(t, each.step, seen.holders))
        body.append(Row(text, Button(t("baseline.gate.left_out"), "baseline.agree", args)))
    body += _offers(t, seen, behind)
    return Card(t("baseline.title", project=seen.name), tuple(body), (_back(t, seen.id),))


def first(t: Speech, seen: ProjectSteps) -> Iterator[Row]:
    if seen.next:
        step = seen.next.progress.step
        yield Row(t("baseline.first", step=name_of(t, step), who=who(t, step, seen.holders)), _back(t, seen.id))
    yield from _offers(t, seen, seen.to_agree)


def left_out(t: Speech, project: str, skipped: Sequence[tuple[Step, str]]) -> Card:
    lines = tuple(t("baseline.line.skipped", step=name_of(t, step), reason=reason) for step, reason in skipped)
    return Card(t("baseline.left_out.title", project=project), (Bullets(lines),))


def freed(t: Speech, project: ProjectFacts, done: Sequence[Step], coming: Sequence[Step]) -> tuple[Block, ...]:
    """In the daily message of whoever can go on now."""
    steps = {"done": _quoted(t, done), "coming": _quoted(t, coming)}
    return (Row(t("baseline.freed", project=project.name, **steps), _back(t, project.id)),)


def _quoted(t: Speech, steps: Sequence[Step]) -> Text:
    """Names of steps are half sentences, with colons of their own."""
    return t.listed([Text("“{step}”", {"step": name_of(t, step)}) for step in steps])


def _names(t: Speech, steps: Sequence[Step]) -> Text:
    return t.listed([name_of(t, step) for step in steps])


def _back(t: Speech, project_id: int) -> Button:
    return Button(t("baseline.back"), "baseline.show", {"id": str(project_id)})


def every_step(t: Speech, seen: ProjectSteps) -> Card:
    """By phase. What somebody said of a step can be taken back here."""
    body: list[Block] = []
    for phase in Phase:
        of_phase = [each for each in seen.found.values() if each.step.phase is phase]
        if of_phase:
            body.append(Paragraph(Text("**{phase}**", {"phase": t.word(phase)})))
            body += [_line(t, seen, each) for each in of_phase]
    if seen.is_older and seen.may_act:
        body.append(
            Row(t("baseline.own.newer"), Button(t("baseline.own.move_on"), "baseline.move_on", {"id": str(seen.id)}))
        )
    own = (Button(t("baseline.own.button"), "baseline.own"),) if seen.keeps else ()
    return Card(t("baseline.title", project=seen.name), tuple(body), (_back(t, seen.id), *own))


def _line(t: Speech, seen: ProjectSteps, each: Progress) -> Row | Note:
    text = t(f"baseline.line.{each.state.value}", step=name_of(t, each.step), reason=each.reason)
    back = _taken_back(seen, each) if seen.may_act else None
    return Row(text, Button(t("baseline.undo"), back[0], back[1])) if back else Note(text)


def _taken_back(seen: ProjectSteps, each: Progress) -> tuple[str, Mapping[str, str]] | None:
    """What takes back what somebody said, while it is that which counts: a mark, or the agreement about its point."""
    said = seen.marks.get(each.step.code)
    if said and each.state is (StepState.DONE if said.is_done else StepState.SKIPPED):
        return "baseline.undo", {"id": str(seen.id), "step": each.step.code}
    if each.state is StepState.SKIPPED:
        return "project.disagree", {"id": str(seen.id), "kind": CHECKED_BY[each.step.code].value}
    return None


def roles(t: Speech, name: str, project_id: int, baseline: Baseline, size: Size | None) -> Card:
    """Only communication, together, only participation: made from whose steps they are, and who agrees to them."""
    parts: dict[str, list[Step]] = {"communication": [], "together": [], "participation": [], "lead": []}
    for step in baseline.steps:
        if step.is_met_by(size, by_law=False):
            parts[_side(step)].append(step)
    body: list[Block] = []
    for part, found in parts.items():
        if found:
            body.append(Paragraph(t(f"baseline.roles.{part}")))
            more = (t("baseline.roles.more", n=len(found) - MOST_OF_A_ROLE),) if len(found) > MOST_OF_A_ROLE else ()
            body.append(Bullets((*(name_of(t, step) for step in found[:MOST_OF_A_ROLE]), *more)))
    return Card(t("baseline.roles.title", project=name), tuple(body), (_back(t, project_id),))


def _side(step: Step) -> str:
    advisers = {Role.COMMUNICATION_ADVISER, Role.PARTICIPATION_ADVISER}
    involved = {step.owner, *step.agrees} & set(TRIANGLE)
    if advisers <= involved:
        return "together"
    if involved & {Role.COMMUNICATION_ADVISER}:
        return "communication"
    return "participation" if involved & {Role.PARTICIPATION_ADVISER} else "lead"


def mine(t: Speech, lines: Sequence[tuple[ProjectFacts, Next | None, Mapping[Role, str]]]) -> Card:
    """The next step of each project of the person who asks, with the names of whoever holds its roles."""
    if not lines:
        return Card(t("baseline.mine.title"), (Paragraph(t("baseline.mine.nothing")),))
    rows = [
        Row(
            t(
                "baseline.mine.row",
                project=project.name,
                step=name_of(t, coming.progress.step),
                who=who(t, coming.progress.step, holders),
            )
            if coming
            else t("baseline.mine.all_done", project=project.name),
            Button(t("chat.show"), "baseline.show", {"id": str(project.id)}),
        )
        for project, coming, holders in lines
    ]
    return Card(t("baseline.mine.title"), tuple(rows))
