"""The texts that the law asks for: notice and paragraph. What only these put in their holes, and the report as well."""

from collections.abc import Iterator, Mapping

from bot.writing.document import BulletPoints, Passage, Piece, Written
from bot.writing.facts import TextMoment
from bot.writing.templates import Value
from bot.writing.to_residents import in_order, reason_of
from bot.writing.values import Writer, clause, sentence, took_part
from glossary import Decision, Level, TargetGroup

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


def paragraph(say: Writer) -> Mapping[str, Value]:
    over = over_by_now(say)
    moments = BulletPoints(tuple((line,) for line in talks(say)))
    return {
        "wie": who(say) if say.facts.environment_act else None,
        "deelname": (moments,) if say.facts.moments else _no_participation(say),
        "uitkomst": tuple(_outcome(say, over)) or None,
        "gemist": missed(say),
        "verteld": told(say),
    }


def _no_participation(say: Writer) -> tuple[Piece, ...]:
    reason = say.facts.level_reason
    return say.words("writing.no_participation"), " ", sentence(reason) if reason else say.gap("waarom")


def over_by_now(say: Writer) -> list[TextMoment]:
    return [moment for moment in say.facts.asks if moment.ends_on.latest < say.facts.today]


def talks(say: Writer) -> Iterator[str]:
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
