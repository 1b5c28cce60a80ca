"""What whoever asks sees: the answer of the desk, a card that tells how, and their own questions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from bot.chat.cards import Block, Bullets, Button, Card, Choices, Note, Paragraph, Row, Rule, Text, typed
from bot.chat.texts import Speech

if TYPE_CHECKING:
    from storage.learning.questions import Question

MOST_CARRIED = 60
"""Signs."""


@dataclass(frozen=True, slots=True)
class HowTo:
    """A card, as one reader sees it. text: with `**bold**`."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class AlsoFound:
    """Something else that may help. kind: "card", "lesson", "answer" or "project"."""

    kind: str
    title: str
    action: str
    args: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the desk knows. best: shown in full. knows: names, and what they wrote that they help with.

    is_sure: False when all of it may only happen to have a word of the question.
    """

    question: str
    best: HowTo | None
    others: Sequence[AlsoFound]
    knows: Sequence[tuple[str, str]]
    waits: int
    is_sure: bool = True


def in_bold(text: str) -> Text:
    """What somebody wrote, bold where they wrote `**` around it; markup that is not closed is just signs."""
    parts = text.split("**")
    if len(parts) % 2 == 0:
        return typed(text)
    values = {f"v{at}": part for at, part in enumerate(parts) if part}
    holes = [f"{{v{at}}}" if part else "" for at, part in enumerate(parts)]
    return Text("".join(f"**{hole}**" if at % 2 and hole else hole for at, hole in enumerate(holes)), values)


def answer(t: Speech, found: Answer, asked: str) -> Card:
    """asked: names this answer, so that it counts as helpful once."""
    if not found.best and not found.others:
        return _nothing(t, found)
    body: list[Block] = [Note(t("question.you_asked", question=found.question))]
    if found.best:
        body += _how_to(found.best)
    if found.others:
        body += [Rule(), Paragraph(t("question.also"))] if found.best else []
        body += [_other(t, each) for each in found.others]
    body += _knows(t, found)
    helped = Button(t("question.helped"), "question.helped", {"asked": asked})
    colleague = _ask(t, found.question, "question.ask_colleague")
    if found.is_sure:
        return Card(t("question.found"), tuple(body), (_main(helped), colleague))
    return Card(t("question.maybe"), tuple(body), (_main(colleague), helped))


def _main(button: Button) -> Button:
    return msgspec.structs.replace(button, style="primary")


def _nothing(t: Speech, found: Answer) -> Card:
    body = [Paragraph(t("question.none.text", question=found.question, n=found.waits)), *_knows(t, found)]
    again = Button(t("question.none.again"), "question.again")
    return Card(t("question.none.title"), tuple(body), (_main(_ask(t, found.question, "question.none.ask")), again))


def _ask(t: Speech, question: str, label: str) -> Button:
    """What people typed travels in a button as far as it does for a search; of more, its beginning."""
    begins = question if len(question) <= MOST_CARRIED else f"{question[: MOST_CARRIED - 1].rsplit(' ', 1)[0]}…"
    return Button(t(label), "question.new", {"text": begins})


def _how_to(card: HowTo) -> Iterator[Block]:
    yield Paragraph(in_full_bold(card.title))
    yield Paragraph(in_bold(card.text))


def in_full_bold(words: str) -> Text:
    return Text("**{words}**", {"words": words})


def _other(t: Speech, each: AlsoFound) -> Row:
    return Row(t(f"question.other.{each.kind}", title=each.title), Button(t("chat.show"), each.action, each.args))


def _knows(t: Speech, found: Answer) -> Iterator[Block]:
    if found.knows:
        yield Paragraph(t("question.knows", n=len(found.knows)))
        yield Bullets(tuple(t("question.knows_row", name=name, about=about) for name, about in found.knows))


def how_to(t: Speech, card: HowTo, may_change: bool) -> Card:
    change = (Button(t("how_to.change"), "how_to.edit", {"key": card.key}),) if may_change else ()
    ask = Button(t("question.ask_colleague"), "question.new")
    share = Button(t("how_to.title"), "how_to.show", {"key": card.key})
    return Card(typed(card.title), (Paragraph(in_bold(card.text)),), (ask, *change), share)


def some(t: Speech, titles: Mapping[str, str]) -> Card:
    """Cards that help with one form: title by key."""
    rows = (Row(typed(title), Button(t("chat.show"), "how_to.show", {"key": key})) for key, title in titles.items())
    return Card(t("how_to.some"), tuple(rows))


def earlier(t: Speech, question: "Question", may_change: bool) -> Card:
    """Somebody asked it before, and lets others read the answer. Nobody is named."""
    body = (Paragraph(in_full_bold(question.question)), Paragraph(typed(question.answer)))
    remove = Button(
        t("question.remove"), "question.remove", {"id": str(question.id)}, confirm=t("question.remove_sure")
    )
    return Card(t("question.earlier"), body, (remove,) if may_change else ())


def removed(t: Speech) -> Card:
    return Card(t("question.earlier"), (Paragraph(t("question.removed")),))


def thanked(t: Speech) -> Card:
    return Card(t("question.glad.title"), (Paragraph(t("question.glad.text")),))


def without_residents(t: Speech, kinds: Text) -> Card:
    again = Button(t("question.none.again"), "question.again")
    return Card(t("question.residents.title"), (Paragraph(t("question.residents.text", found=kinds)),), (again,))


# After asking a colleague


def passed_on(t: Speech, question: str, days: int, is_alone: bool) -> Card:
    """is_alone: there is nobody yet who answers."""
    body: list[Block] = [
        Note(t("question.you_asked", question=question)),
        Paragraph(t("question.passed_on.text", n=days)),
    ]
    if is_alone:
        body.append(Paragraph(t("question.passed_on.nobody")))
    return Card(t("question.passed_on.title"), (*body, Note(t("question.passed_on.where"))))


def asked_already(t: Speech, question: "Question") -> Card:
    back = Button(t("question.take_back"), "question.take_back", {"id": str(question.id)})
    day = t.deadline(question.asked_at.date())
    return Card(
        t("question.already.title"),
        (Paragraph(t("question.already.text", question=question.question, day=day)),),
        (back,),
    )


def taken_back(t: Speech) -> Card:
    return Card(t("question.taken_back.title"), (Paragraph(t("question.taken_back.text")),))


def answered(t: Speech, question: "Question") -> Card:
    """For whoever asked, in private."""
    body = (Note(t("question.you_asked", question=question.question)), Paragraph(typed(question.answer)))
    invite = Button(t("question.invite_me"), "question.invite_me", {"id": str(question.id)})
    return Card(t("question.answered.title"), body, (Button(t("question.another"), "question.again"), invite))


def will_be_invited(t: Speech) -> Card:
    return Card(t("question.invite_title"), (Paragraph(t("question.will_be_invited")),))


def invitation(t: Speech, topic: str, day: str, time: str, session_id: int) -> tuple[Block, ...]:
    """To whoever asked about it. Nobody else reads that they did."""
    me = {"id": str(session_id)}
    come = Button(t("question.invitation.join"), "session.join", me, style="primary")
    text = t("question.invitation.text", topic=topic, day=day, time=time)
    return (Paragraph(text), Choices((come, Button(t("chat.show"), "session.show", me))))


def late(t: Speech, question: str, call: Text | None, question_id: int) -> Card:
    """call: who may know more; None for nobody."""
    body = [Paragraph(t("question.late.text", question=question))]
    if call:
        body.append(Paragraph(t("question.late.call", names=call)))
    back = Button(t("question.take_back"), "question.take_back", {"id": str(question_id)})
    return Card(t("question.late.title"), tuple(body), (back,))
