"""What whoever answers sees: the queue, one question, and how it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.chat.cards import Block, Button, Card, Choices, Note, Paragraph, Row, Rule, typed
from bot.chat.texts import Speech
from bot.questions.cards import in_full_bold

if TYPE_CHECKING:
    import datetime as dt

    from bot.questions.rules import Topic
    from storage.learning.questions import DeskTotals, Question

LONGEST_ROW = 150


@dataclass(frozen=True, slots=True)
class Queue:
    """As one person sees it. waiting: None for whoever does not answer. answered: to make cards of."""

    mine: "Sequence[Question]"
    waiting: "Sequence[Question] | None"
    open: int
    me: int
    answered: "Sequence[Question]" = ()
    totals: "DeskTotals | None" = None
    helps: bool = False


def waits(t: Speech, question: "Question") -> tuple[Block, ...]:
    """In the daily message."""
    me = {"id": str(question.id)}
    buttons = (
        Button(t("question.to_answer"), "question.answer", me, style="primary"),
        Button(t("question.look"), "question.open", me),
    )
    return Paragraph(t("question.waits", question=question.question)), Choices(buttons)


def topics(t: Speech, found: "Sequence[Topic]") -> tuple[Block, ...]:
    """What was asked more than once, and the way to a session about it. Nobody is named."""
    rows = (
        Row(
            t("question.topics.row", word=each.word, n=each.questions),
            Button(t("question.topics.plan"), "session.new", {"text": each.word[:60]}),
        )
        for each in found
    )
    return (Paragraph(t("question.topics.text")), *rows, Note(t("question.topics.invited")))


def queue(t: Speech, seen: Queue) -> Card:
    body: list[Block] = []
    if seen.mine:
        body.append(Paragraph(t("question.queue.mine", n=len(seen.mine))))
        body += [_mine(t, each) for each in seen.mine]
    if seen.waiting is not None:
        body += [Rule()] if body else []
        body.append(Paragraph(t("question.queue.waiting", n=seen.open)))
        body += [_row(t, each, seen.me) for each in seen.waiting]
    elif not seen.mine:
        body.append(Paragraph(t("question.queue.nothing")))
    if seen.answered:
        body += [Rule(), Paragraph(t("question.queue.answered"))]
        body += [_to_make(t, each) for each in seen.answered]
    if seen.totals:
        totals = seen.totals
        body.append(
            Note(t("question.totals", n=totals.helped + totals.asked, helped=totals.helped, asked=totals.asked,
                   answered=totals.answered))
        )  # fmt: skip
    buttons = [Button(t("question.another"), "question.again"), _helping(t, seen.helps)]
    if seen.totals:
        buttons.append(Button(t("how_to.all"), "how_to.list"))
    return Card(t("question.queue.title"), tuple(body), tuple(buttons))


def _helping(t: Speech, helps: bool) -> Button:
    return Button(t("question.helping_change" if helps else "question.helping_start"), "question.helping")


def _mine(t: Speech, question: "Question") -> Row:
    back = Button(t("question.take_back"), "question.take_back", {"id": str(question.id)})
    key = "taken" if question.taken_by else "open"
    return Row(t(f"question.mine.{key}", question=_short(question.question)), back)


def _row(t: Speech, question: "Question", me: int) -> Row:
    key = "me" if question.taken_by == me else "taken" if question.taken_by else "open"
    text = t(f"question.row.{key}", question=_short(question.question), day=t.day_and_month(question.asked_at.date()))
    return Row(text, Button(t("chat.show"), "question.open", {"id": str(question.id)}))


def _to_make(t: Speech, question: "Question") -> Row:
    make = Button(t("question.make_card"), "question.make_card", {"id": str(question.id)})
    return Row(typed(_short(question.question)), make)


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_ROW else f"{words[: LONGEST_ROW - 1].rstrip()}…"


def one(t: Speech, question: "Question", is_mine: bool, is_taken: bool) -> Card:
    me = {"id": str(question.id)}
    body: list[Block] = [Paragraph(in_full_bold(question.question)), Note(t("question.one.who"))]
    if is_taken:
        body.append(Note(t("question.one.taken")))
    take = () if is_mine or is_taken else (Button(t("question.take"), "question.take", me),)
    buttons = (
        Button(t("question.to_answer"), "question.answer", me, style="primary"),
        *take,
        Button(t("question.hand_on"), "question.hand_on", me),
        Button(t("question.not_known"), "question.not_known", me),
    )
    return Card(t("question.one.title"), tuple(body), buttons)


def taken(t: Speech, question: "Question") -> Card:
    answer = Button(t("question.to_answer"), "question.answer", {"id": str(question.id)}, style="primary")
    return Card(t("question.one.title"), (Paragraph(t("question.is_yours", question=question.question)),), (answer,))


def not_known(t: Speech) -> Card:
    return Card(t("question.one.title"), (Paragraph(t("question.fine")),))


def handed_on(t: Speech, name: str) -> Card:
    return Card(t("question.one.title"), (Paragraph(t("question.handed_on", name=name)),))


def handed(t: Speech, question: "Question", by: str) -> Card:
    """To the colleague who is asked for an answer."""
    me = {"id": str(question.id)}
    body = (Paragraph(t("question.handed.text", name=by)), Paragraph(in_full_bold(question.question)))
    buttons = (
        Button(t("question.to_answer"), "question.answer", me, style="primary"),
        Button(t("question.not_known"), "question.not_known", me),
    )
    return Card(t("question.handed.title"), (*body, Note(t("question.handed.free"))), buttons)


def sent(t: Speech, question: "Question", may_make: bool, asker_left: bool) -> Card:
    make = (Button(t("question.make_card"), "question.make_card", {"id": str(question.id)}),) if may_make else ()
    key = "left" if asker_left else "text"
    return Card(t("question.sent.title"), (Paragraph(t(f"question.sent.{key}")),), make)


def too_late(t: Speech, answer: str) -> Card:
    """The question was taken back, or somebody else was first. What they wrote is not lost."""
    body = (Paragraph(t("question.too_late.text")), Paragraph(typed(answer)), Note(t("question.too_late.keep")))
    return Card(t("question.too_late.title"), body)


def still_waits(t: Speech, question: "Question", days: int, day: "dt.date") -> Card:
    """To whoever answers, once."""
    me = {"id": str(question.id)}
    text = t("question.still_waits.text", question=question.question, n=days, day=t.day_and_month(day))
    buttons = (
        Button(t("question.to_answer"), "question.answer", me, style="primary"),
        Button(t("question.hand_on"), "question.hand_on", me),
        Button(t("question.not_known"), "question.not_known", me),
    )
    return Card(t("question.still_waits.title"), (Paragraph(text),), buttons)


def helping_saved(t: Speech, takes_part: bool) -> Card:
    return Card(t("question.helping_form"), (Paragraph(t(f"question.helping_saved.{'yes' if takes_part else 'no'}")),))
