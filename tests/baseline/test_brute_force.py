"""The steps of random projects, against the municipality's own sentences written out the slow way."""

import datetime as dt
from collections.abc import Iterator, Mapping
from random import Random

import pytest

from bot.baseline import dependencies, rules, steps
from bot.baseline.rules import Situation, StepSaid, StepState
from bot.findings.facts import ContactMoment, ProjectFacts
from bot.findings.norms import USUAL
from glossary import EnvironmentAct, Level, PartialDate, Phase, QualitySource, Role, RoleState, Size, Status

TODAY = dt.date(2026, 11, 23)
PROJECTS = 3_000
TRIANGLE = ("project_lead", "communication_adviser", "participation_adviser")


def a_situation(chance: Random) -> Situation:
    def maybe(days: int) -> PartialDate | None:
        day = TODAY + dt.timedelta(days=chance.randint(-days, days))
        return chance.choice([None, PartialDate.of(day), PartialDate(str(day)[:7])])

    level = chance.choice([None, *Level])
    moments = [_moment(number, chance) for number in range(1, chance.randrange(6))]
    roles = {role: chance.choice(list(RoleState)) for role in Role if chance.random() < 0.8}
    project = ProjectFacts(
        id=1,
        key="P1",
        name="Kade",
        changed_on=TODAY,
        status=chance.choice(list(Status)),
        size=chance.choice([None, *Size]),
        phase=chance.choice([None, *Phase]),
        level=level,
        is_open_known=chance.random() < 0.5,
        is_fixed_known=chance.random() < 0.5,
        is_level_explained=chance.random() < 0.5,
        promise_published_on=maybe(60),
        notice_on=maybe(60),
        environment_act=chance.choice([None, *EnvironmentAct]),
        decision_on=maybe(90),
        participation_budget=chance.choice([None, 0, 500]),
        named=roles,
        lessons=chance.randrange(2),
        starts_on=maybe(200),
        moments=moments,
        measured_by=frozenset(source for source in QualitySource if chance.random() < 0.2),
    )
    with_input = {moment.id for moment in moments if chance.random() < 0.3}
    return Situation(project, TODAY, USUAL, with_input)


def _moment(number: int, chance: Random) -> ContactMoment:
    first = TODAY + dt.timedelta(days=chance.randint(-90, 60))
    last = first + dt.timedelta(days=chance.choice([0, 0, 6, 20]))

    def sent(days: int) -> PartialDate | None:
        return chance.choice([None, PartialDate.of(first + dt.timedelta(days=chance.randint(-30, days)))])

    return ContactMoment(
        id=number,
        key=f"M{number}",
        title="Avond",
        project_id=1,
        project="Kade",
        starts_on=first,
        ends_on=last,
        level=chance.choice([None, *Level]),
        areas=frozenset(),
        groups=frozenset(),
        invited_on=sent(0),
        told_on=sent(60),
    )


def slow(here: Situation) -> Iterator[tuple[str, str]]:
    """Step -> what the register says of it, whatever its time is: done, asked, open, not_needed or later."""
    project = here.project
    corners = [project.named.get(Role.from_code(code)) for code in TRIANGLE]
    informs = project.level is Level.INFORM
    asks = [each for each in project.moments if each.level is not Level.INFORM]
    over = [each for each in asks if each.ends_on < TODAY]
    told = [each for each in asks if each.told_on and str(each.told_on) <= str(TODAY)]
    owed = [each for each in over if each not in told and (TODAY - each.ends_on).days > 28]

    if any(state is None or state == "left" for state in corners):
        yield "O1", "open"
    else:
        yield "O1", "done" if all(state == "accepted" for state in corners) else "asked"
    yield "O2", "done" if (project.level and not informs) or project.is_level_explained else "open"
    said = project.level and project.is_open_known and project.is_fixed_known
    yield "O5", "done" if informs or said else "open"
    for code, is_there in (
        ("O6", project.participation_budget is not None),
        ("P2", bool(asks)),
        ("P5", project.promise_published_on is not None),
    ):
        yield code, "not_needed" if informs else "done" if is_there else "open"
    act = project.environment_act.dutch if project.environment_act else ""
    needs_notice = act in ("omgevingsplan", "projectbesluit")
    yield "P6", "not_needed" if not needs_notice else "done" if project.notice_on else "open"
    to_invite = [each for each in asks if not each.invited_on and 0 < (each.starts_on - TODAY).days <= 21]
    tabled = [each for each in over if each.id in here.with_input or each in told]
    late_table = [each for each in over if each not in tabled and (TODAY - each.ends_on).days > 14]
    for code, is_open, is_done in (
        ("U2", to_invite, [each for each in asks if each.invited_on]),
        ("V1", late_table, tabled),
        ("T2", owed, told),
    ):
        yield code, "not_needed" if informs else "open" if is_open else "done" if is_done else "later"
    decided = project.decision_on and len(str(project.decision_on)) == 10 and str(project.decision_on) > str(TODAY)
    yield "T3", "open" if owed and decided else "not_needed"
    yield "E3", "done" if project.lessons else "open"


def is_now(code: str, here: Situation) -> bool:
    """Whether something is said of what is not there yet."""
    project = here.project
    if project.status is Status.COMPLETED:
        return code[0] == "E" or code == "T2"
    if project.status not in (Status.UPCOMING, Status.ONGOING):
        return False
    usual = "assignment" if project.status is Status.UPCOMING else "plan"
    order = ["assignment", "plan", "execution", "processing", "feedback", "evaluation"]
    phase = {"O": 0, "P": 1, "U": 2, "V": 3, "T": 4, "E": 5}[code[0]]
    return code in ("U2", "V1", "T2", "T3") or phase <= order.index(project.phase or usual)


@pytest.mark.parametrize("seed", range(4))
def test_the_register_says_the_same_of_every_step(seed: int) -> None:
    chance = Random(seed)
    seen: set[tuple[str, str]] = set()
    for _ in range(PROJECTS):
        here = a_situation(chance)
        wanted = {}
        for code, state in slow(here):
            wanted[code] = state if state == "not_needed" or is_now(code, here) else "later"
        found = rules.progress(steps.shipped(), here, {})
        derived = {code: each.state.value for code, each in found.items() if code in rules.DERIVED}
        assert derived == {code: state for code, state in wanted.items() if code in found}, here
        seen |= set(derived.items())
    assert len(seen) >= 38, "all that a step can be comes by"


@pytest.mark.parametrize("seed", range(2))
def test_what_people_say_never_hides_what_the_register_shows(seed: int) -> None:
    chance = Random(seed)
    for _ in range(PROJECTS):
        here = a_situation(chance)
        before = rules.progress(steps.shipped(), here, {})
        ticked = rules.progress(steps.shipped(), here, dict.fromkeys(before, StepSaid(True)))
        left_out = rules.progress(steps.shipped(), here, dict.fromkeys(before, StepSaid(False, "want")))
        for code, each in before.items():
            if each.state is StepState.OPEN:
                # T3 is the one that is open only when it is needed, and done by hand.
                assert ticked[code].state is (StepState.DONE if code == "T3" else StepState.OPEN)
                assert (left_out[code].state, left_out[code].reason) == (StepState.SKIPPED, "want")
            if each.state in (StepState.DONE, StepState.NOT_NEEDED):
                assert ticked[code].state is left_out[code].state is each.state
            if each.state is StepState.TO_SAY:
                assert ticked[code].state is StepState.DONE


@pytest.mark.parametrize("seed", range(2))
def test_one_next_step_and_nothing_open_waits_behind_it(seed: int) -> None:
    """Brute force over all chains: what is named as next has no open step in front of it on a dependency."""
    chance, baseline = Random(seed), steps.shipped()
    before = {
        each.then: [one.first for one in baseline.dependencies if one.then == each.then]
        for each in baseline.dependencies
    }
    for _ in range(PROJECTS):
        here = a_situation(chance)
        found = rules.progress(baseline, here, {})
        coming = dependencies.next_step(baseline, found, here)
        still_open = {code for code, each in found.items() if each.state is StepState.OPEN}
        if coming is None:
            assert not still_open
            continue
        code = coming.progress.step.code
        assert not still_open or code in still_open
        if coming.waits or coming.progress.asks:
            assert not [first for first in before.get(code, ()) if first in still_open]


def test_the_most_expensive_hand_overs_come_first() -> None:
    waiting = [{"D1": 62, "D2": 62, "D5": 13}, {"D8": 40, "D9": 48}, {"D1": 1}, {}]
    found = dependencies.costs(steps.shipped(), waiting)
    assert [(cost.code, cost.total, cost.median) for cost in found] == [
        ("D1", 63, 31),
        ("D9", 48, 48),
        ("D8", 40, 40),
        ("D5", 13, 13),
    ]


HAND_OVERS = (
    *(("D1", "O5", "P3"), ("D2", "O5", "P5"), ("D3", "O3", "P2"), ("D4", "O6", "P2"), ("D5", "P5", "U1")),
    *(("D6", "U1", "U2"), ("D7", "U5", "V1"), ("D8", "V1", "T2"), ("D10", "T2", "E2")),
)
LARGER_ONLY = {"P3", "U1", "U5", "E2"}
AFTER_START = {"O3": 14, "O5": 21, "O6": 21, "P2": 35, "P3": 35}
BEFORE_AN_ASK = {"P5": 28, "U1": 28, "U2": 21}


def slow_waiting(here: Situation) -> dict[str, int]:
    """Hand-over -> days since the first of the two should have been done, while it is open and the second waits."""
    project = here.project
    asks = [each for each in project.moments if each.level is not Level.INFORM]
    owed = [each for each in asks if (TODAY - each.ends_on).days > 28 and not was_told(each)]
    untabled = [
        each
        for each in asks
        if (TODAY - each.ends_on).days > 14 and each.id not in here.with_input and not was_told(each)
    ]
    told = dict(slow(here)) | ({"E2": "done"} if project.measured_by else {})

    def state(code: str) -> str:
        if code in LARGER_ONLY and project.size not in (Size.MEDIUM, Size.LARGE):
            return "none"
        if told.get(code) == "not_needed":
            return "not_needed"
        return told.get(code, "to_say") if is_now(code, here) else "later"

    def due(code: str, asks_now: list[ContactMoment]) -> dt.date | None:
        if code in AFTER_START:
            start = str(project.starts_on or "")
            return dt.date.fromisoformat(start) + dt.timedelta(AFTER_START[code]) if len(start) == 10 else None
        if code in BEFORE_AN_ASK:
            coming = [each.starts_on for each in asks_now if each.starts_on >= TODAY]
            return min(coming) - dt.timedelta(BEFORE_AN_ASK[code]) if coming else None
        late = {"V1": (untabled, 14), "T2": (owed, 28)}.get(code, ([], 0))
        return min((each.ends_on for each in late[0]), default=TODAY) + dt.timedelta(late[1]) if late[0] else None

    found = {}
    for code, first, then in HAND_OVERS:
        day = due(first, asks)
        if state(first) != "open" or day is None or day >= TODAY or state(then) == "none":
            continue
        waits_already = state(then) == "later" and then in {*AFTER_START, *BEFORE_AN_ASK}
        expected = due(then, asks) if waits_already else None
        if state(then) in ("open", "to_say") or (expected and expected <= TODAY):
            found[code] = (TODAY - day).days
    decided = str(project.decision_on or "")
    if owed and len(decided) == 10 and decided > str(TODAY):
        found["D9"] = max((dt.date.fromisoformat(decided) - each.ends_on).days - 28 for each in owed)
    return found


def was_told(ask: ContactMoment) -> bool:
    return ask.told_on is not None and str(ask.told_on)[:10] <= str(TODAY)


@pytest.mark.parametrize("seed", range(3))
def test_random_municipalities_wait_as_long_as_counted_slowly(seed: int) -> None:
    chance, seen = Random(seed), set[str]()
    for _ in range(PROJECTS // 30):
        town = [a_situation(chance) for _ in range(30)]
        waiting = []
        for here in town:
            found = rules.progress(steps.shipped(), here, {})
            waiting.append(dependencies.waiting_days(steps.shipped(), found.get, here))
            assert waiting[-1] == slow_waiting(here), here
            seen |= waiting[-1].keys()
        costs = dependencies.costs(steps.shipped(), waiting)
        assert [(cost.code, cost.total) for cost in costs] == slow_costs(waiting)
        assert dependencies.answers([here.project for here in town[:1]], TODAY) == slow_answers(town[0])
    assert seen == {"D1", "D2", "D4", "D5", "D8", "D9", "D10"}, "the first of D3, D6 and D7 is what only people know"


def slow_costs(waiting: list[Mapping[str, int]]) -> list[tuple[str, int]]:
    """Of what waits for the same in one project only the longest counts."""
    causes = {code: first for code, first, _ in HAND_OVERS} | {"D9": "decision"}
    totals: dict[str, int] = {}
    for days in waiting:
        for first in set(causes.values()):
            most = max((days.get(code, 0) for code in causes if causes[code] == first), default=0)
            codes = [f"D{number}" for number in range(1, 11) if causes[f"D{number}"] == first]
            if most:
                code = next(each for each in codes if days.get(each) == most)
                totals[code] = totals.get(code, 0) + most
    return sorted(totals.items(), key=lambda item: (-item[1], item[0]))


def slow_answers(here: Situation) -> dict[str, int]:
    found = {}
    for each in here.project.moments:
        if each.level is Level.INFORM or each.ends_on >= TODAY:
            continue
        told = str(each.told_on or "")
        if not told or told > str(TODAY):
            found[each.key] = (TODAY - each.ends_on).days
        elif len(told) == 10:
            found[each.key] = (dt.date.fromisoformat(told) - each.ends_on).days
    return found
