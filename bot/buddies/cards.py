"""What people see of buddies."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.buddies.acquainted import Acquainted
from bot.buddies.starters import Someone
from bot.chat.cards import Attachment, Block, Bullets, Button, Card, Choices, Note, Paragraph, Text
from bot.chat.texts import Speech
from bot.pairing.inputs import Side
from bot.pairing.reasons import Why

NEWS = frozenset({"soon", "some_soon", "waited", "joined"})
"""Reasons that may be other ones every round."""
MOST_GROUPS = 20
"""Groups in a dry run; the rest is counted."""


class GroupNames(NamedTuple):
    """Of what reasons are about: areas by code, projects by id as text."""

    areas: dict[str, str]
    projects: dict[str, str]


# Taking part


def question(t: Speech) -> tuple[Block, ...]:
    """Asked once. Whoever says nothing does not take part."""
    answers = (
        Button(t("buddies.ask.yes"), "buddy.on", style="primary"),
        Button(t("buddies.ask.no"), "buddy.no_thanks"),
    )
    return (Paragraph(t("buddies.ask.text")), Choices(answers))


def no_thanks(t: Speech) -> Card:
    return Card(t("buddies.title"), (Paragraph(t("buddies.no_thanks")),), (_after_all(t),))


def other_discipline(t: Speech) -> Card:
    button = Button(t("buddies.other_discipline.profile"), "people.profile")
    return Card(t("buddies.title"), (Paragraph(t("buddies.other_discipline.text")),), (button,))


def on(t: Speech, next_round: dt.datetime | None, can_join: bool) -> Card:
    body: list[Block] = [Paragraph(t("buddies.on.text"))]
    if next_round:
        body.append(Paragraph(t("buddies.on.next", when=next_round)))
    if can_join:
        body.append(Paragraph(t("buddies.on.can_join")))
    join = (Button(t("buddies.on.join"), "buddy.join", style="primary"),) if can_join else ()
    return Card(t("buddies.on.title"), tuple(body), join)


def paused(t: Speech, until: dt.date) -> Card:
    return Card(t("buddies.pause.title"), (Paragraph(t("buddies.pause.done", until=until)),))


def off(t: Speech) -> Card:
    sure = Button(t("buddies.off.yes"), "buddy.really_off", style="danger")
    return Card(t("buddies.off.title"), (Paragraph(t("buddies.off.text")),), (sure,))


def is_off(t: Speech) -> Card:
    return Card(t("buddies.off.title"), (Paragraph(t("buddies.off.done")),), (_after_all(t),))


def _after_all(t: Speech) -> Button:
    return Button(t("buddies.menu.on"), "buddy.on")


def not_taking_part(t: Speech) -> Card:
    button = Button(t("buddies.menu.on"), "buddy.on", style="primary")
    return Card(t("buddies.title"), (Paragraph(t("buddies.menu.off_now")),), (button,))


class Past(NamedTuple):
    """One round of somebody's own. names: their buddies who are still there."""

    number: int
    names: tuple[str, ...]
    took_away: str


class Mine(NamedTuple):
    """buddies: of the running round; waits: they have none in it; asked: a group may still say yes to them."""

    number: int
    buddies: tuple[str, ...]
    waits: bool
    asked: bool
    paused_until: dt.date | None
    next_round: dt.datetime | None
    past: tuple[Past, ...]
    took_away: str = ""


def mine(t: Speech, own: Mine, administers: bool) -> Card:
    body: list[Block] = []
    if own.buddies:
        body.append(Paragraph(t("buddies.menu.now", number=own.number, names=list(own.buddies))))
    elif own.asked:
        body.append(Paragraph(t("buddies.menu.asked")))
    elif own.waits:
        body.append(Paragraph(t("buddies.menu.waits")))
    else:
        body.append(Paragraph(t("buddies.menu.none_yet")))
    if own.took_away:
        body.append(Note(t("buddies.menu.took_away", took_away=own.took_away)))
    if own.paused_until:
        body.append(Paragraph(t("buddies.menu.paused", until=own.paused_until)))
    if own.next_round:
        body.append(Note(t("buddies.menu.next", when=own.next_round)))
    body += [Note(_past(t, one)) for one in own.past]
    buttons = [
        Button(t("buddies.menu.change"), "buddy.on"),
        Button(t("buddies.menu.pause"), "buddy.pause"),
        Button(t("buddies.menu.off"), "buddy.off"),
        Button(t("buddies.menu.figures"), "buddy.figures"),
    ]
    if administers:
        buttons.append(Button(t("buddies.menu.round"), "buddy.round"))
    return Card(t("buddies.title"), tuple(body), tuple(buttons))


def _past(t: Speech, one: Past) -> Text:
    if one.took_away:
        return t("buddies.menu.past_with", number=one.number, names=list(one.names), took_away=one.took_away)
    return t("buddies.menu.past", number=one.number, names=list(one.names))


# The introduction


class Invited(NamedTuple):
    """What a group is invited to: until when they are buddies, and a moment to meet."""

    group_id: int
    until: dt.date
    moment: dt.datetime


def introduction(
    t: Speech,
    people: Sequence[Someone],
    known: Acquainted,
    why: Sequence[Text],
    starters: Sequence[Text],
    invited: Invited,
) -> Card:
    """To people who meet: who is who for whoever does not know that yet, and how it works in somebody's first round."""
    greeting = "text_again" if known.has_begun else "text"
    names = [person.name for person in people]
    body: list[Block] = [
        Paragraph(t(f"buddies.introduction.{greeting}", names=names, until=invited.until)),
        *(Paragraph(_who(t, person, people, known)) for person in people if person.id in known.to_meet),
        Paragraph(t("buddies.introduction.why")),
        Bullets(tuple(why)),
        Paragraph(t("buddies.introduction.talk")),
        Bullets(tuple(starters)),
        _proposal(t, invited),
    ]
    if not known.has_begun:
        body.append(Note(t("buddies.introduction.later")))
    return Card(t("buddies.introduction.title"), tuple(body), _to_calendar(t, invited))


def introduction_again(t: Speech, people: Sequence[Someone], why: Sequence[Text], talk: Text, invited: Invited) -> Card:
    """To people who know each other and how it works: only what is new."""
    names = [person.name for person in people]
    body: list[Block] = [
        Paragraph(t("buddies.introduction.once_more", names=names, until=invited.until)),
        *(Note(one) for one in why),
        Paragraph(talk),
        _proposal(t, invited),
    ]
    return Card(t("buddies.introduction.title"), tuple(body), _to_calendar(t, invited))


def _proposal(t: Speech, invited: Invited) -> Paragraph:
    day, time = t.day(invited.moment.date()), f"{invited.moment:%H:%M}"
    return Paragraph(t("buddies.introduction.moment", day=day, time=time))


def _to_calendar(t: Speech, invited: Invited) -> tuple[Button, ...]:
    args = {"group": str(invited.group_id), "day": invited.moment.date().isoformat()}
    return (Button(t("buddies.appointment.card"), "buddy.calendar", args),)


def for_the_calendar(t: Speech, file: Attachment) -> Card:
    return Card(t("buddies.appointment.card"), (Paragraph(t("buddies.appointment.file")),), files=(file,))


def _who(t: Speech, person: Someone, people: Sequence[Someone], known: Acquainted) -> Text:
    """After somebody's first round also to whom it is new: who it is about need not read it again."""
    said = {key: getattr(person, key) for key in ("department", "bio", "learns", "offers")}
    parts = [t("buddies.who.name", name=person.name, side=side(t, person.side))]
    parts += [t(f"buddies.who.{key}", said=words) for key, words in said.items() if words]
    new_to = [other.name for other in people if other.id in known.to_meet[person.id]]
    if known.has_begun or len(new_to) < len(people) - 1:
        parts.append(t("buddies.who.new_to", names=new_to))
    names = {f"p{at}": part for at, part in enumerate(parts)}
    return Text(" · ".join(f"{{{name}}}" for name in names), names)


def side(t: Speech, of: str) -> Text:
    return t(f"buddies.side.{of}")


def reasons(t: Speech, why: Sequence[Why], names: GroupNames, known: Acquainted) -> Iterator[Text]:
    """To people who know each other only what is news: what they have in common they heard the first time."""
    for one in why:
        if (known.met_before and one.about not in NEWS) or (known.has_begun and one.about == "larger"):
            continue
        match one.about:
            case "project" | "area":
                named = names.projects if one.about == "project" else names.areas
                if what := [named[code] for code in one.what if code in named]:
                    yield t(f"buddies.why.{one.about}", what=what[:3])
            case about:
                yield t(f"buddies.why.{about}", n=one.n)


def waits(t: Speech, reason: str) -> Card:
    """Why there is no buddy now. It never says who does not want whom."""
    key = "nobody_there" if reason == "nobody_there" else "no_room"
    return Card(t("buddies.waits.title"), (Paragraph(t(f"buddies.waits.{key}")), Paragraph(t("buddies.waits.first"))))


# Whether they met


def did_you_speak(
    t: Speech, round_id: int, names: Sequence[str], until: dt.date, *, is_first: bool = False, is_again: bool = False
) -> tuple[Block, ...]:
    """is_first: the first round of whoever reads this, who does not know yet who sees the answer."""
    key = "once_more" if is_again else "question"
    text = Paragraph(t(f"buddies.met.{key}", names=list(names), until=until))
    note = (Note(t("buddies.met.private")),) if is_first and not is_again else ()
    return (text, *note, Choices(tuple(_answers(t, round_id))))


def _answers(t: Speech, round_id: int) -> Iterator[Button]:
    for said in ("yes", "planned", "not_yet", "no"):
        args = {"round": str(round_id), "said": said}
        yield Button(t(f"buddies.met.{said}"), "buddy.answer", args, "primary" if said == "yes" else "plain")


def answered(t: Speech, round_id: int, said: str) -> Card:
    args = {"round": str(round_id)}
    buttons: tuple[Button, ...] = ()
    if said == "yes":
        buttons = (Button(t("buddies.answered.take_away"), "buddy.take_away", args),)
    if said == "no":
        buttons = (
            Button(t("buddies.answered.swap"), "buddy.swap", args),
            Button(t("buddies.menu.pause"), "buddy.pause"),
        )
    return Card(t("buddies.answered.title"), (Paragraph(t(f"buddies.answered.{said}")),), buttons)


def kept(t: Speech, as_lesson: bool) -> Card:
    return Card(t("buddies.kept.title"), (Paragraph(t("buddies.kept.lesson" if as_lesson else "buddies.kept.own")),))


def silent(t: Speech) -> tuple[Block, ...]:
    buttons = (
        Button(t("buddies.silent.stay"), "buddy.stay"),
        Button(t("buddies.menu.pause"), "buddy.pause"),
    )
    return (Paragraph(t("buddies.silent.text")), Choices(buttons))


def stays(t: Speech) -> Card:
    return Card(t("buddies.title"), (Paragraph(t("buddies.silent.stays")),))


def which_side(t: Speech, own: Sequence[Side]) -> tuple[Block, ...]:
    buttons = tuple(Button(t(f"buddies.which_side.{one}"), "buddy.side", {"side": one}) for one in own)
    return (Paragraph(t("buddies.which_side.text")), Choices(buttons))


def side_chosen(t: Speech, chosen: str) -> Card:
    return Card(t("buddies.title"), (Paragraph(t("buddies.which_side.done", side=side(t, chosen))),))


# Coming in and going, during a round


def may_join(t: Speech, group_id: int, newcomer_id: int, name: str, of: str) -> Card:
    args = {"group": str(group_id), "newcomer": str(newcomer_id)}
    buttons = (
        Button(t("buddies.join.welcome"), "buddy.welcome", {**args, "said": "yes"}, style="primary"),
        Button(t("buddies.join.not_now"), "buddy.welcome", {**args, "said": "no"}),
    )
    body = (Paragraph(t("buddies.join.question", name=name, side=side(t, of))), Note(t("buddies.join.all")))
    return Card(t("buddies.join.title"), body, buttons)


def told(t: Speech, what: str) -> Card:
    """A short sentence about a group: asked, no_room, thanks, gone, alone, swapped."""
    return Card(t("buddies.title"), (Paragraph(t(f"buddies.told.{what}")),))


def alone(t: Speech) -> Card:
    join = Button(t("buddies.on.join"), "buddy.join", style="primary")
    return Card(t("buddies.title"), (Paragraph(t("buddies.told.alone")),), (join,))
