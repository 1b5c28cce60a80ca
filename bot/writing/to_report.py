"""The report on the participation: what only this puts in its holes."""

from collections.abc import Iterator, Mapping

from bot.writing.document import BulletPoints, Grid, Passage, Piece, Written
from bot.writing.facts import TextMoment
from bot.writing.templates import Value
from bot.writing.to_council import missed, over_by_now, talks, told
from bot.writing.to_residents import outcomes, what_comes
from bot.writing.values import Writer, capital, sentence
from glossary import Decision, Level


def report(say: Writer) -> Mapping[str, Value]:
    over = over_by_now(say)
    return {
        "kort": (BulletPoints(tuple(_in_short(say, over))),),
        "proces": tuple(_process(say)) or None,
        "gesprekken": (BulletPoints(tuple((line,) for line in talks(say))),)
        if say.facts.moments
        else say.gap("momenten"),
        "tabel": tuple(_tables(say, over)) if over else say.words("writing.nothing_asked_yet"),
        "uitkomst": tuple(_changed(say, over)) or None,
        "gemist": missed(say),
        "verteld": told(say),
        "vervolg": what_comes(say),
    }


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


def _in_short(say: Writer, over: list[TextMoment]) -> Iterator[tuple[Piece, ...]]:
    """What was asked, who took part, what they said, what it changed, and what comes: what is known of it."""
    facts = say.facts
    if facts.level is Level.INFORM and not over:
        yield (say.words("writing.only_informed"),)
    elif facts.open.strip():
        yield (say.words("writing.short.asked"), " ", sentence(facts.open))
    people = [moment.people for moment in over if moment.people is not None]
    came = say.words("writing.took_part", n=sum(people)) if people else ""
    yield (f"{say.words('writing.short.moments', n=len(over))} {came}".strip(),)
    decisions = [line.decision for moment in over for line in moment.lines]
    if decided := [each for each in decisions if each]:
        counts = {each.value: decided.count(each) for each in Decision}
        yield (capital(say.words("writing.counted", n=len(decided), **counts)),)
    elif decisions:
        yield (say.words("writing.short.said", n=len(decisions)),)
    yield what_comes(say)


def _process(say: Writer) -> Iterator[Written]:
    """What went another way than was planned, and what the team does differently: without what nobody said."""
    over = over_by_now(say)
    other = [line for moment in over for line in _otherwise(say, moment)]
    if other:
        yield BulletPoints(tuple((line,) for line in other))
    if learned := [moment for moment in over if moment.differently.strip()]:
        yield Passage((say.words("writing.differently"),))
        yield BulletPoints(tuple((f"{moment.title}: {sentence(moment.differently)}",) for moment in learned))


def _otherwise(say: Writer, moment: TextMoment) -> Iterator[str]:
    if moment.planned_for and moment.planned_for != moment.starts_on:
        first = say.day(moment.planned_for)
        yield say.words("writing.moved", title=moment.title, first=first, day=say.day(moment.starts_on))
    due = say.facts.answer_due(moment, as_promised=False)
    if due and moment.told_on and moment.told_on.earliest > due:
        yield say.words("writing.told_late", title=moment.title, due=say.day(due), day=say.day(moment.told_on))
