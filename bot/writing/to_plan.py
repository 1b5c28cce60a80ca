"""The participation plan: what only this puts in its holes."""

from collections.abc import Iterator, Mapping

from bot.chat.texts import Euro
from bot.findings import missed
from bot.writing.document import BulletPoints, Grid, Passage, Piece, Written
from bot.writing.facts import AskNearby, TextMoment
from bot.writing.templates import Value
from bot.writing.to_residents import what_comes
from bot.writing.values import Writer, by_media, capital, sentence
from glossary import TRIANGLE, PartialDate, RoleState

MOST_NEARBY = 5
"""Asks of others in the same place, in full; of the rest only how many."""


def plan(say: Writer) -> Mapping[str, Value]:
    facts = say.facts
    act = facts.environment_act
    return {
        "wettelijk": say.words("writing.by_law", act=act) if act else None,
        "gemist_hier": _missed_here(say),
        "eerder": tuple(_nearby(say)),
        "kernboodschap": say.or_gap(facts.words.get("key_message", ""), "kernboodschap"),
        "risicos": tuple(_risks(say)) or None,
        "lessen": _lessons(say),
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


def _missed_here(say: Writer) -> Value:
    found = tuple(Passage((str(words),)) for words in missed.in_words(say.t, say.facts.around.missed))
    return found or None


def _nearby(say: Writer) -> Iterator[Written]:
    """What the same residents are asked by others; what still waits for an answer first."""
    asks = sorted(say.facts.around.asks, key=lambda ask: (not ask.waits, ask.starts_on))
    if not asks:
        yield Passage((say.words("writing.nearby.none"),))
        return
    yield Passage((say.words("writing.nearby.also"),))
    yield BulletPoints(tuple((_asked_nearby(say, ask),) for ask in asks[:MOST_NEARBY]))
    if len(asks) > MOST_NEARBY:
        yield Passage((say.words("writing.nearby.more", n=len(asks) - MOST_NEARBY),))


def _asked_nearby(say: Writer, ask: AskNearby) -> str:
    when = say.t.period(PartialDate.of(ask.starts_on), PartialDate.of(ask.ends_on))
    key = "writing.nearby.waits" if ask.waits else "writing.nearby.ask"
    return say.words(key, title=ask.title, project=ask.project, when=when)


def _risks(say: Writer) -> Iterator[Passage]:
    """What somebody sees coming, and what the register does."""
    if typed := say.facts.words.get("risks", ""):
        yield Passage((sentence(typed),))
    decided = say.facts.decision_on
    for moment in say.facts.asks:
        due = say.facts.answer_due(moment)
        if decided and due and decided.latest < due and moment.told_on is None:
            yield Passage((say.words("writing.decided_before", title=moment.title),))


def _lessons(say: Writer) -> Value:
    learned = tuple((sentence(lesson),) for lesson in say.facts.around.lessons)
    return (BulletPoints(learned),) if learned else say.words("writing.no_lessons")
