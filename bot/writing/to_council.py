"""The texts about the process: notice, plan, report and paragraph. What only these put in their holes."""

from collections.abc import Iterator, Mapping

from bot.chat.texts import Euro
from bot.writing.document import BulletPoints, Grid, Passage, Piece, Written
from bot.writing.facts import TextMoment
from bot.writing.templates import Value
from bot.writing.to_residents import in_order, outcomes, reason_of, what_comes
from bot.writing.values import Writer, by_media, capital, clause, sentence, took_part
from glossary import TRIANGLE, Decision, Level, RoleState, TargetGroup

COMPANIES = frozenset({TargetGroup.ENTREPRENEURS, TargetGroup.FARMERS, TargetGroup.PROPERTY_OWNERS})
ORGANISATIONS = frozenset(
    {TargetGroup.ASSOCIATIONS, TargetGroup.SCHOOLS, TargetGroup.CARE_INSTITUTIONS, TargetGroup.HOUSING_ASSOCIATIONS}
    | {TargetGroup.NATURE_ORGANISATIONS, TargetGroup.VILLAGE_COUNCIL}
)
"""Of the four kinds that the law names. Whoever is in neither is a resident; other authorities are no target group."""

MOST_POINTS = 3
"""In a paragraph for the council; the report has them all."""


def notice(say: Writer) -> Mapping[str, Value]:
    return {"wie": who(say), "rolverdeling": say.or_gap(say.facts.words.get("roles", ""), "rolverdeling")}


def who(say: Writer) -> tuple[Written, ...]:
    """Four lines, each also when there is nobody: the law asks about all four."""
    groups = {*say.facts.groups, *(group for moment in say.facts.moments for group in moment.groups)}
    kinds = {
        "residents": groups - COMPANIES - ORGANISATIONS,
        "companies": groups & COMPANIES,
        "organisations": groups & ORGANISATIONS,
    }
    lines: list[tuple[Piece, ...]] = []
    for kind, named in kinds.items():
        words = say.listed([say.t.word(group) for group in TargetGroup if group in named])
        lines.append(
            (say.words(f"writing.kind.{kind}"), ": ", sentence(words) if named else say.words("writing.nobody"))
        )
    others = say.facts.words.get("authorities", "")
    lines.append((say.words("writing.kind.authorities"), ": ", say.or_gap(others, "andere_overheden")))
    return (BulletPoints(tuple(lines)),)


def plan(say: Writer) -> Mapping[str, Value]:
    facts = say.facts
    act = facts.environment_act
    return {
        "wettelijk": say.words("writing.by_law", act=act) if act else None,
        "planning": _planning(say),
        "middelen": _media(say),
        "rollen": (BulletPoints(tuple((line,) for line in _roles(say))),),
        "budget": say.words("writing.budget", amount=Euro(facts.budget)) if facts.budget else say.gap("budget"),
        "vervolg": what_comes(say),
    }


def _planning(say: Writer) -> Value:
    head = tuple(say.words(f"writing.column.{each}") for each in ("what", "when", "who", "level", "answer"))
    rows = tuple(_planned(say, moment) for moment in say.facts.moments)
    return (Grid(head, rows),) if rows else say.gap("momenten")


def _planned(say: Writer, moment: TextMoment) -> tuple[tuple[Piece, ...], ...]:
    groups = [say.t.word(group) for group in moment.groups or say.facts.groups]
    level, due = moment.level or say.facts.level, say.facts.answer_due(moment)
    return (
        (moment.title,),
        (say.when(moment),),
        (say.listed(groups) if groups else say.gap("doelgroepen"),),
        (str(say.t.word(level)) if level else say.gap("niveau"),),
        (
            (say.day(due) if due else say.gap("dag_moment", moment))
            if moment.is_ask
            else say.words("writing.no_answer"),
        ),
    )


def _media(say: Writer) -> Value:
    """How residents are invited to each contact moment, and how they hear the answer, where somebody said so."""
    lines = []
    for moment in say.facts.moments:
        both = (("plan_invited", moment.invited_through), ("plan_told", moment.told_through))
        said = [words for what, media in both if (words := by_media(say, what, media, title=moment.title))]
        lines += [(words,) for words in said]
    return (BulletPoints(tuple(lines)),) if lines else None


def _roles(say: Writer) -> Iterator[str]:
    """Functions, never names."""
    for role in TRIANGLE:
        state = say.facts.named.get(role)
        key = "there" if state is RoleState.ACCEPTED else "open"
        yield capital(say.words(f"writing.role.{key}", role=role))


def report(say: Writer) -> Mapping[str, Value]:
    over = _over(say)
    return {
        "gesprekken": (BulletPoints(tuple((line,) for line in _talks(say))),)
        if say.facts.moments
        else say.gap("momenten"),
        "tabel": tuple(_tables(say, over)) if over else say.words("writing.nothing_asked_yet"),
        "uitkomst": tuple(_changed(say, over)) or None,
        "gemist": missed(say),
        "verteld": told(say),
        "vervolg": what_comes(say),
    }


def paragraph(say: Writer) -> Mapping[str, Value]:
    over = _over(say)
    talks = BulletPoints(tuple((line,) for line in _talks(say)))
    return {
        "wie": who(say) if say.facts.environment_act else None,
        "deelname": (talks,) if say.facts.moments else _no_participation(say),
        "uitkomst": tuple(_outcome(say, over)) or None,
        "gemist": missed(say),
        "verteld": told(say),
    }


def _no_participation(say: Writer) -> tuple[Piece, ...]:
    reason = say.facts.level_reason
    return say.words("writing.no_participation"), " ", sentence(reason) if reason else say.gap("waarom")


def _over(say: Writer) -> list[TextMoment]:
    return [moment for moment in say.facts.asks if moment.ends_on.latest < say.facts.today]


def _talks(say: Writer) -> Iterator[str]:
    """One line a moment: its form, its days, the level, and how many people."""
    for moment in say.facts.moments:
        level = moment.level or say.facts.level
        parts = [say.when(moment), *(str(say.t.word(word)) for word in (moment.instrument, level) if word)]
        people = took_part(say, moment)
        yield say.words("writing.talk", title=moment.title, parts=", ".join(parts)) + (f" {people}" if people else "")


def _outcome(say: Writer, over: list[TextMoment]) -> Iterator[Written]:
    """Of each ask how much was adopted, and the most important of it."""
    if say.facts.level is Level.INFORM and not over:
        yield Passage((say.words("writing.only_informed"), " ", say.or_gap(say.facts.level_reason, "waarom")))
    for moment in over:
        if not any(line.decision for line in moment.lines):
            done: Piece = sentence(moment.done) if moment.done else say.gap("uitkomst", moment)
            yield Passage((say.words("writing.about", title=moment.title), " ", done))
            continue
        yield Passage((say.words("writing.about", title=moment.title), " ", _counted(say, moment)))
        yield BulletPoints(tuple(_important(say, moment)))
    if len(over) < len(say.facts.asks):
        yield Passage((say.words("writing.still_asking"),))


def _counted(say: Writer, moment: TextMoment) -> str:
    decisions = [line.decision for line in moment.lines if line.decision]
    counts = {each.value: decisions.count(each) for each in Decision}
    return say.words("writing.counted", n=len(decisions), **counts)


def _important(say: Writer, moment: TextMoment) -> Iterator[tuple[Piece, ...]]:
    """At least one that was declined, when there is one: a council asks about those."""
    ordered = [line for line in in_order(moment.lines) if line.decision]
    declined = [line for line in ordered if line.decision is Decision.DECLINED]
    chosen = ordered[:MOST_POINTS]
    if declined and declined[0] not in chosen:
        chosen = [*chosen[: MOST_POINTS - 1], declined[0]]
    for line in chosen:
        assert line.decision, "or it would not be among them"
        decided = say.words(f"writing.did.{line.decision.value}", input=clause(line.input))
        why = reason_of(say, moment, line)
        yield (decided, " ", *why) if why else (decided,)


def _tables(say: Writer, over: list[TextMoment]) -> Iterator[Written]:
    for moment in over:
        yield Passage((say.words("writing.about", title=moment.title),))
        found = outcomes(say, moment)
        if isinstance(found, tuple):
            yield from (each for each in found if isinstance(each, Grid))
        elif found is not None:
            yield Passage((found,))


def _changed(say: Writer, over: list[TextMoment]) -> Iterator[Written]:
    """What input changed; when it changed nothing that is said too."""
    lines = [line for moment in over for line in moment.lines if line.decision]
    changed = [line for line in lines if line.decision is not Decision.DECLINED]
    if changed:
        yield BulletPoints(tuple((sentence(line.input),) for line in changed))
    elif lines:
        yield Passage((say.words("writing.nothing_changed"),))


def missed(say: Writer) -> Value:
    found = dict.fromkeys(group for moment in say.facts.moments for group in moment.missed)
    return say.words("writing.missed", groups=say.listed([say.t.word(group) for group in found])) if found else None


def told(say: Writer) -> Value:
    """When those who took part heard, or will hear, what became of it."""
    lines: list[tuple[Piece, ...]] = []
    for moment in say.facts.asks:
        due = say.facts.answer_due(moment)
        if moment.told_on and moment.told_on.earliest <= say.facts.today:
            lines.append((say.on("writing.were_told", moment.told_on, title=moment.title),))
        elif due and due < say.facts.today:
            lines.append((say.words("writing.wait_still", title=moment.title, day=say.day(due)),))
        elif due:
            lines.append((say.words("writing.will_be_told", title=moment.title, day=say.day(due)),))
        else:
            lines.append((moment.title, ": ", say.gap("dag_moment", moment)))
    return (BulletPoints(tuple(lines)),) if lines else None
