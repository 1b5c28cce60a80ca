"""The texts that residents read: what only these put in their holes."""

from collections.abc import Mapping

from bot.writing.document import BulletPoints, Grid, Piece
from bot.writing.facts import TextLine, TextMoment
from bot.writing.templates import Value
from bot.writing.values import Writer, sentence
from glossary import Decision

MOST_HEARD = 5
"""In a message before the answer."""

ORDER = (Decision.ADOPTED, Decision.PARTLY, Decision.DECLINED, None)


def invitation(say: Writer, moment: TextMoment) -> Mapping[str, Value]:
    areas = [*(moment.areas or say.facts.areas)]
    where = say.listed([*areas, *([moment.streets] if moment.streets else [])])
    return {
        "ontvangers": say.words("residents.text.you_live", area=where) if areas else say.gap("gebied"),
        "einde": say.day(moment.ends_on),
        "vragenlijst": say.or_gap(moment.words.get("questionnaire", ""), "vragenlijst", moment),
        "minuten": _minutes(say, moment),
        "anoniem": _with_a_name(say, moment),
    }


def _minutes(say: Writer, moment: TextMoment) -> Value:
    minutes = moment.words.get("minutes", "")
    if not minutes:
        return say.gap("minuten", moment)
    return say.words("residents.text.minutes", n=int(minutes))


def _with_a_name(say: Writer, moment: TextMoment) -> Value:
    said = moment.words.get("anonymous", "")
    return say.words(f"residents.text.anonymous.{said}") if said else say.gap("anoniem", moment)


def interim(say: Writer, moment: TextMoment) -> Mapping[str, Value]:
    heard = tuple((sentence(line.input),) for line in moment.lines[:MOST_HEARD])
    return {"inbreng": (BulletPoints(heard),) if heard else say.gap("inbreng", moment)}


def answer(say: Writer, moment: TextMoment) -> Mapping[str, Value]:
    level = moment.level or say.facts.level
    weighed = f"residents.text.weighed.{level.value}" if level else ""
    return {
        "tabel": outcomes(say, moment),
        "gewogen": say.words(weighed) if say.t.knows(weighed) else None,
        "vervolg": what_comes(say),
    }


def delay(say: Writer, moment: TextMoment) -> Mapping[str, Value]:
    """The day that was promised first, why it is not kept, and the new day."""
    facts = say.facts
    first = facts.answer_due(moment, as_promised=False)
    later = moment.promised_on if moment.promised_on and (first is None or moment.promised_on > first) else None
    return {
        "beloofd": say.day(first) if first else say.gap("dag_moment", moment),
        "reden": say.or_gap(moment.promise_reason, "reden", moment),
        "antwoord": say.day(later) if later else say.gap("nieuwe_dag", moment),
    }


def afterwards(say: Writer, moment: TextMoment) -> Mapping[str, Value]:
    """What was really done, point by point where there are points."""
    adopted = [line for line in moment.lines if line.decision in (Decision.ADOPTED, Decision.PARTLY)]
    return {
        "inbreng": (BulletPoints(tuple((sentence(line.input),) for line in adopted)),) if adopted else None,
        "gedaan": say.or_gap(moment.words.get("afterwards", ""), "gedaan", moment),
    }


def outcomes(say: Writer, moment: TextMoment) -> Value:
    """What residents said, what is done with it, and why: adopted first. Without lines what was written in one text."""
    if any(line.decision for line in moment.lines):
        head = tuple(say.words(f"residents.text.column.{each}") for each in ("said", "doing", "why"))
        return (Grid(head, tuple(_row(say, moment, line) for line in in_order(moment.lines))),)
    return sentence(moment.done) if moment.done else say.gap("tabel", moment)


def in_order(lines: tuple[TextLine, ...]) -> list[TextLine]:
    return sorted(lines, key=lambda line: ORDER.index(line.decision))


def _row(say: Writer, moment: TextMoment, line: TextLine) -> tuple[tuple[Piece, ...], ...]:
    did = f"residents.text.did.{line.decision.value}" if line.decision else ""
    done = say.words(did) if did else say.gap("besluit_punt", moment)
    return (sentence(line.input),), (done,), reason_of(say, moment, line)


def reason_of(say: Writer, moment: TextMoment, line: TextLine) -> tuple[Piece, ...]:
    """What was not adopted needs its reason."""
    if line.reason:
        return (sentence(line.reason),)
    needs_one = line.decision in (Decision.PARTLY, Decision.DECLINED)
    return (say.gap("reden_besluit", moment),) if needs_one else ()


def what_comes(say: Writer) -> tuple[Piece, ...]:
    """The next moment, the decision, or the end."""
    facts = say.facts
    coming = next((moment for moment in facts.moments if moment.starts_on.earliest > facts.today), None)
    found: list[Piece] = []
    if coming:
        found.append(say.words("residents.text.next", title=coming.title, when=say.when(coming)))
    if facts.decision_on:
        key = "writing.decided" if facts.decision_on.latest < facts.today else "writing.decision_comes"
        found.append(say.on(key, facts.decision_on))
    if not found and facts.ends_on:
        found.append(say.on("residents.text.ends", facts.ends_on))
    if not found:
        found.append(say.gap("vervolg"))
    return tuple(piece for each in found for piece in (each, " "))[:-1]
