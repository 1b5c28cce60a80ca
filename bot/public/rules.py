"""What residents may read of a project, from the facts. Pure: all words of the page are chosen here.

What somebody typed is on the page only when it is, sign for sign, what two colleagues saw before and agreed to. What
Samenspel says itself, such as days, follows the register at once. So a page never says what nobody looked at, never
keeps a wrong day, and loses at once what the register no longer says.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import urlsplit

from bot.chat.texts import NO_HOURS, Hours, Speech
from glossary import Decision, Instrument, Level, PartialDate, Status, TargetGroup

MARK = 12
"""Signs of a digest in a button."""
SIGNS_OF_A_LINE = 20
"""Of the digest of one line."""
HOME = "home"
"""The kind of what may be where somebody lives."""
PAGE = "page"
"""What every page has, also when nothing else may be on it."""
ADVICE = (Decision.ADOPTED, Decision.PARTLY, Decision.DECLINED)


class PublicLine(NamedTuple):
    """What residents gave, and what became of it."""

    input: str
    decision: Decision
    reason: str


@dataclass(frozen=True, slots=True)
class PublicMoment:
    """areas: names. place, link, afterwards: what somebody filled in for a text. promised_on: a later day, and
    promise_reason why.
    """

    id: int
    title: str
    starts_on: PartialDate
    ends_on: PartialDate
    changed_at: dt.datetime
    hours: Hours = NO_HOURS
    level: Level | None = None
    instrument: Instrument | None = None
    areas: Sequence[str] = ()
    areas_in_words: str = ""
    streets: str = ""
    groups: Sequence[TargetGroup] = ()
    place: str = ""
    link: str = ""
    told_on: PartialDate | None = None
    promised_on: dt.date | None = None
    promise_reason: str = ""
    done: str = ""
    afterwards: str = ""
    lines: Sequence[PublicLine] = ()

    @property
    def is_ask(self) -> bool:
        return self.level is not Level.INFORM


@dataclass(frozen=True, slots=True)
class PublicFacts:
    """A project on a day. feedback: how long an answer may take. left_reason: why residents have no answer."""

    id: int
    name: str
    municipality: str
    today: dt.date
    feedback: dt.timedelta
    status: Status = Status.ONGOING
    summary: str = ""
    fixed: str = ""
    open: str = ""
    level: Level | None = None
    areas: Sequence[str] = ()
    areas_in_words: str = ""
    decision_on: PartialDate | None = None
    web_page: str = ""
    left_reason: str = ""
    moments: Sequence[PublicMoment] = ()


class Withheld(NamedTuple):
    """Words that are never on a page, and what in them may belong to somebody."""

    words: str
    kinds: Sequence[str]


@dataclass(slots=True)
class Gate:
    """Lets through what was agreed to. agreed: None for a preview, in which everything may be seen.

    personal: what in a text may be somebody's. mask: takes the names of colleagues away. marks: of all that came by and
    may be on a page. waits: what of it nobody agreed to yet.
    """

    agreed: frozenset[str] | None
    personal: Callable[[str], Sequence[str]]
    mask: Callable[[str], str]
    marks: set[str] = field(default_factory=set)
    waits: list[str] = field(default_factory=list)
    left_out: list[Withheld] = field(default_factory=list)

    def words(self, place: str, typed: str, *, is_venue: bool = False) -> str:
        return self.line(place, typed, is_venue=is_venue)[0]

    def line(self, place: str, *typed: str, is_venue: bool = False) -> Sequence[str]:
        """Texts that belong together: all of them, or none. is_venue: it says where everybody is welcome."""
        whole = "\n".join(typed)
        hidden = [""] * len(typed)
        if not whole.strip():
            return hidden
        if kinds := [each for each in self.personal(whole) if not (is_venue and each == HOME)]:
            self.left_out.append(Withheld(whole, kinds))
            return hidden
        return [self.mask(each) for each in typed] if self._passes(digest(place, whole), whole) else hidden

    def thing(self, place: str, what: str) -> bool:
        """Something of which only days and fixed words are shown, such as a contact moment."""
        return self._passes(digest(place), self.mask(what))

    def _passes(self, mark: str, whole: str) -> bool:
        self.marks.add(mark)
        if self.agreed is None or mark in self.agreed:
            return True
        self.waits.append(self.mask(whole))
        return False


def digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:SIGNS_OF_A_LINE]


def together(marks: Iterable[str]) -> str:
    """As they are kept."""
    return " ".join(sorted(marks))


def apart(kept: str) -> frozenset[str]:
    return frozenset(kept.split())


def mark_of(kept: str) -> str:
    """What a button carries of it."""
    return digest(kept)[:MARK]


class ShownLine(NamedTuple):
    said: str
    did: str
    why: str


class PublicTalk(NamedTuple):
    """A contact moment. about: where and for whom. links: label and address. lines: what was said, done, and why.

    answer: when residents hear, or heard.
    """

    id: int
    title: str
    when: str
    about: Sequence[str]
    links: Sequence[tuple[str, str]]
    answer: Sequence[str]
    done: str
    lines: Sequence[ShownLine]
    changed_at: dt.datetime


@dataclass(frozen=True, slots=True)
class PublicProject:
    """facts: label and words, in order. ahead: what residents can take part in; past: what they were asked."""

    title: str
    status: str
    summary: str
    facts: Sequence[tuple[str, str]]
    areas: Sequence[str]
    ahead: Sequence[PublicTalk]
    past: Sequence[PublicTalk]
    decision: str
    links: Sequence[tuple[str, str]]


def project(t: Speech, facts: PublicFacts, gate: Gate) -> PublicProject:
    """t: in the language of the municipality."""
    gate.thing(PAGE, facts.name)
    ahead, past = list[PublicTalk](), list[PublicTalk]()
    for moment in facts.moments:
        if talk := _talk(t, facts, moment, gate):
            (past if moment.ends_on.latest < facts.today else ahead).append(talk)
    return PublicProject(
        title=gate.words("name", facts.name) or str(t("residents.text.public.unnamed")),
        status=_status(t, facts),
        summary=gate.words("summary", facts.summary),
        facts=[(str(t(f"residents.text.public.{key}")), words) for key, words in _facts(t, facts, gate) if words],
        areas=facts.areas,
        ahead=ahead if facts.status is not Status.STOPPED else [],
        past=list(reversed(past)),
        decision=_decision(t, facts),
        links=list(_links(t, [("page", "web_page", facts.web_page)], gate)),
    )


def _facts(t: Speech, facts: PublicFacts, gate: Gate) -> list[tuple[str, str]]:
    where = [*facts.areas, *filter(None, [gate.words("areas_in_words", facts.areas_in_words)])]
    return [
        ("where", str(t.listed(where)) if where else ""),
        ("your_part", str(t(f"residents.text.level.{facts.level.value}")) if facts.level else ""),
        ("open", gate.words("open", facts.open)),
        ("fixed", gate.words("fixed", facts.fixed)),
    ]


def _status(t: Speech, facts: PublicFacts) -> str:
    known = {Status.PAUSED: "paused", Status.STOPPED: "stopped", Status.COMPLETED: "completed"}
    return str(t(f"residents.text.public.status.{known[facts.status]}")) if facts.status in known else ""


def _decision(t: Speech, facts: PublicFacts) -> str:
    if facts.decision_on is None or facts.status is Status.STOPPED:
        return ""
    is_over = facts.decision_on.latest < facts.today
    return str(
        t("residents.text.public.decided" if is_over else "residents.text.public.decides", day=facts.decision_on)
    )


def _talk(t: Speech, facts: PublicFacts, moment: PublicMoment, gate: Gate) -> PublicTalk | None:
    """None: nobody agreed that it is on the page. What was only told, and is over, asks nothing of anybody."""
    here = f"moment {moment.id}"
    is_over = moment.ends_on.latest < facts.today
    if is_over and not moment.is_ask:
        return None
    if not gate.thing(here, moment.title):
        return None
    where = [*moment.areas, *(gate.words(f"{here} {key}", getattr(moment, key), is_venue=True) for key in _PLACES)]
    about = [str(t.listed(each)) for each in (list(filter(None, where)), list(map(t.word, moment.groups))) if each]
    links = [] if is_over else [("take_part", f"{here} link", moment.link)]
    return PublicTalk(
        id=moment.id,
        title=gate.words(f"{here} title", moment.title) or _kind(t, moment),
        when=str(t.period(moment.starts_on, moment.ends_on, moment.hours)),
        about=about,
        links=list(_links(t, links, gate)),
        answer=list(_answer(t, facts, moment, gate)),
        done=_done(t, moment, gate) if is_over else "",
        lines=list(_lines(t, here, moment, gate)) if is_over else [],
        changed_at=moment.changed_at,
    )


_PLACES = ("place", "areas_in_words", "streets")


def _kind(t: Speech, moment: PublicMoment) -> str:
    return str(t.word(moment.instrument) if moment.instrument else t("residents.text.public.talk")).capitalize()


def _links(t: Speech, found: Iterable[tuple[str, str, str]], gate: Gate) -> Iterable[tuple[str, str]]:
    """found: what it is, its place, and the address; of what a browser should not follow nothing is shown."""
    for what, place, address in found:
        host = _host(address)
        if host and gate.words(place, address):
            yield str(t(f"residents.text.public.link.{what}", host=host)), address


def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
        return (parts.hostname or "") if parts.scheme in ("http", "https") and " " not in address else ""
    except ValueError:
        return ""


def _done(t: Speech, moment: PublicMoment, gate: Gate) -> str:
    """In one text, where nobody wrote it down point by point; and what really came of it."""
    here = f"moment {moment.id}"
    whole = "" if any(line.decision in ADVICE for line in moment.lines) else gate.words(f"{here} done", moment.done)
    return "\n".join(filter(None, [whole, gate.words(f"{here} afterwards", moment.afterwards)]))


def _lines(t: Speech, here: str, moment: PublicMoment, gate: Gate) -> Iterable[ShownLine]:
    """What was adopted first. Without a decision it says so: residents read that they were heard."""
    order = [*ADVICE, Decision.OPEN]
    for line in sorted(moment.lines, key=lambda line: order.index(line.decision)):
        said, why = gate.line(f"{here} line {line.decision.value}", line.input, line.reason)
        if said:
            did = (
                f"residents.text.did.{line.decision.value}"
                if line.decision in ADVICE
                else "residents.text.public.open_yet"
            )
            yield ShownLine(said, str(t(did)), why)


def _answer(t: Speech, facts: PublicFacts, moment: PublicMoment, gate: Gate) -> Iterable[str]:
    told, ended = moment.told_on, moment.ends_on.day
    if told and told.earliest <= facts.today:
        yield str(t("residents.text.public.answer.given", day=told))
    elif facts.left_reason and moment.is_ask and moment.ends_on.latest < facts.today:
        yield str(t("residents.text.public.answer.never"))
        yield from filter(None, [gate.words("left_reason", facts.left_reason)])
    elif moment.is_ask and ended and facts.status is not Status.STOPPED:
        later = moment.promised_on if moment.promised_on and moment.promised_on > ended else None
        due = later or ended + facts.feedback
        if due < facts.today:
            yield str(t("residents.text.public.answer.late", day=due))
        else:
            yield str(t("residents.text.public.answer.later" if later else "residents.text.public.answer.due", day=due))
        if later:
            yield from filter(None, [gate.words(f"moment {moment.id} promise", moment.promise_reason)])
