"""What goes in the holes that several texts have: pure, from facts to words and gaps."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.chat import texts
from bot.chat.cards import Text
from bot.chat.texts import Speech
from bot.writing.document import BulletPoints, Gap, Passage, Piece
from bot.writing.facts import TextFacts, TextMoment
from bot.writing.templates import Value
from glossary import Level, Medium, PartialDate

_ENDS = (".", "!", "?", "…", ":")


@dataclass(frozen=True, slots=True)
class Writer:
    """t: the language of the text, which is not always that of whoever writes it."""

    t: Speech
    facts: TextFacts

    def words(self, key: str, **values: texts.Value) -> str:
        return str(self.t(key, **values))

    def gap(self, hole: str, moment: TextMoment | None = None) -> Gap:
        """What is missing, in the words of the text."""
        about = self.words(f"writing.gap.{hole}", title=moment.title if moment else "")
        return Gap(about, hole, moment.id if moment else 0)

    def or_gap(self, typed: str, hole: str, moment: TextMoment | None = None) -> str | Gap:
        return sentence(typed) if typed.strip() else self.gap(hole, moment)

    def listed(self, items: Sequence[str | Text]) -> str:
        return str(self.t.listed(items))

    def day(self, day: dt.date | PartialDate) -> str:
        return self.t.day(day)

    def on(self, key: str, day: PartialDate | dt.date, **values: texts.Value) -> str:
        """A sentence with a day: "op dinsdag 9 februari 2027", or "in februari 2027" when that is all we know."""
        exact = not isinstance(day, PartialDate) or day.day is not None
        when = self.words("writing.on_day" if exact else "writing.in_month", day=self.day(day))
        return self.words(key, when=when, **values)

    def when(self, moment: TextMoment) -> str:
        return str(self.t.period(moment.starts_on, moment.ends_on, moment.hours))


def sentence(typed: str) -> str:
    """What somebody typed in a field, as the end of a sentence: on one line, and with a full stop."""
    words = " ".join(typed.split())
    return words if words.endswith(_ENDS) or not words else f"{words}."


def clause(typed: str) -> str:
    """The same within a sentence of ours: without its full stop."""
    return " ".join(typed.split()).rstrip(". ")


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def of_project(say: Writer) -> Mapping[str, Value]:
    facts = say.facts
    area = facts.areas or tuple(dict.fromkeys(area for moment in facts.moments for area in moment.areas))
    groups = [say.t.word(group) for group in facts.groups]
    return {
        "project": facts.name,
        "gemeente": facts.municipality,
        "waarover": say.or_gap(facts.summary, "waarover"),
        "waarom": say.or_gap(facts.level_reason, "waarom"),
        "vast": say.or_gap(facts.fixed, "vast"),
        "open": _open(say),
        "niveau": say.words(f"residents.text.level.{facts.level.value}") if facts.level else say.gap("niveau"),
        "niveau_intern": _level(say),
        "gebied": say.listed(area) if area else say.gap("gebied"),
        "doelgroepen": say.listed(groups) if groups else say.gap("doelgroepen"),
        "momenten": _moments(say),
        "beslisser": _decider(say),
        "besluit": _decision(say),
        "besluittekst": _decided(say),
        "antwoord": _last_answer(say),
        "nog_niets": None if _is_decided(say) else say.words("residents.text.nothing_decided"),
        "contact": _contact(say),
        "privacy": say.words("residents.text.privacy", page=facts.privacy) if facts.privacy else None,
        "pagina": say.words("residents.text.page", page=facts.page) if facts.page else None,
        "beleid": say.words("writing.policy", policy=facts.policy) if facts.policy else say.gap("beleid"),
    }


def of_moment(say: Writer, moment: TextMoment) -> Mapping[str, Value]:
    """What is known of the moment goes before what is known of its project."""
    level = moment.level or say.facts.level
    groups = [say.t.word(group) for group in moment.groups or say.facts.groups]
    areas = [*(moment.areas or say.facts.areas)]
    return {
        "titel": moment.title,
        "wanneer": say.when(moment),
        "gebied": say.listed(areas) if areas else say.gap("gebied"),
        "doelgroepen": say.listed(groups) if groups else say.gap("doelgroepen"),
        "niveau": say.words(f"residents.text.level.{level.value}") if level else say.gap("niveau"),
        "waar": say.or_gap(moment.words.get("place", ""), "waar", moment),
        "programma": sentence(moment.words["programme"]) if moment.words.get("programme") else None,
        "anders": say.or_gap(moment.words.get("other_ways", ""), "anders", moment),
        "antwoord": _answer_of(say, moment),
        "deelnemers": took_part(say, moment),
        "uitgenodigd_via": by_media(say, "invited", moment.invited_through),
        "antwoord_via": by_media(say, "told", moment.told_through),
    }


def _answer_of(say: Writer, moment: TextMoment) -> Value:
    """A day that has passed without an answer is nothing to promise."""
    due = say.facts.answer_due(moment)
    if due is None:
        return say.gap("dag_moment", moment)
    is_late = due < say.facts.today and moment.told_on is None
    return say.gap("nieuwe_dag", moment) if is_late else say.day(due)


def _open(say: Writer) -> Value:
    """Where residents are only told, nothing has to be open."""
    if not say.facts.open.strip() and say.facts.level is Level.INFORM:
        return say.words("residents.text.nothing_open")
    return say.or_gap(say.facts.open, "open")


def _level(say: Writer) -> Value:
    level = say.facts.level
    return say.words("writing.level", level=level, meaning=say.t.explained(level)) if level else say.gap("niveau")


def _moments(say: Writer) -> Value:
    """First day first: those that are still to come, or all when none is."""
    moments = say.facts.moments
    coming = [moment for moment in moments if moment.ends_on.latest >= say.facts.today]
    shown = [capital(f"{say.when(moment)}: {moment.title}") for moment in coming or moments]
    return (BulletPoints(tuple((each,) for each in shown)),) if shown else say.gap("momenten")


def _decider(say: Writer) -> Value:
    """A whole sentence too."""
    decider = say.facts.words.get("decided_by", "")
    who = say.words(f"writing.decider.{decider}") if decider else say.gap("beslisser")
    before, after = say.words("writing.was_decided_by" if _is_decided(say) else "writing.decided_by", who="|").split(
        "|"
    )
    return before, who, after


def _decision(say: Writer) -> Value:
    """A whole sentence."""
    day = say.facts.decision_on
    if day is None:
        return say.gap("besluit")
    return say.on("writing.decided" if _is_decided(say) else "writing.decision_comes", day)


def _is_decided(say: Writer) -> bool:
    day = say.facts.decision_on
    return day is not None and day.latest < say.facts.today


def _decided(say: Writer) -> Value:
    """What was decided; what is still to be decided needs no words yet."""
    words = say.facts.words.get("decided", "")
    if words:
        return sentence(words)
    return say.gap("besluittekst") if _is_decided(say) else None


def _last_answer(say: Writer) -> Value:
    """The day on which the last of them have their answer. Whoever is only told gets no answer."""
    if say.facts.level is Level.INFORM and not say.facts.asks:
        return None
    due = [day for moment in say.facts.asks if (day := say.facts.answer_due(moment))]
    return say.day(max(due)) if due else say.gap("antwoord")


def _contact(say: Writer) -> Value:
    return sentence(say.facts.contact) if say.facts.contact else say.gap("contact")


def took_part(say: Writer, moment: TextMoment) -> str | None:
    """How many people; nothing when nobody knows."""
    if moment.people is not None:
        return say.words("writing.took_part", n=moment.people)
    if moment.reach is None:
        return None
    is_coming = moment.starts_on.earliest > say.facts.today
    return say.words("writing.asking_people" if is_coming else "writing.asked_people", n=moment.reach)


def by_media(say: Writer, what: str, media: Sequence[Medium], **values: texts.Value) -> str | None:
    """A sentence; nothing when nobody said how."""
    by = say.listed([say.words(f"residents.text.medium.{medium.value}") for medium in media])
    return say.words(f"residents.text.{what}", by=by, **values) if media else None


def passages(*found: tuple[Piece, ...]) -> tuple[Passage, ...]:
    return tuple(Passage(pieces) for pieces in found if pieces)
