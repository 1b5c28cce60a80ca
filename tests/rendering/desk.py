"""Cards of the question desk, made by the bot's own builders."""

import datetime as dt
from collections.abc import Callable, Mapping

from bot.chat.cards import Card
from bot.chat.texts import Speech
from bot.questions import cards, queue_cards, shipped
from bot.questions.cards import AlsoFound, Answer, HowTo
from bot.questions.queue_cards import Queue
from storage.learning.questions import DeskTotals, Question

ASKED = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
NASTY = "Wat kost een *zaal* <!channel> [hier](http://x) {niets}?"


def answer(t: Speech) -> Card:
    budget = shipped.all_cards()["budget"]
    best = HowTo(budget.key, budget.title[t.language], budget.text[t.language])
    others = (
        AlsoFound("card", "Een <b>bewonersavond</b> voorbereiden", "how_to.show", {"key": "evening"}),
        AlsoFound("lesson", "Begin *op tijd*", "lesson.show", {"id": "5"}),
        AlsoFound("answer", "Mag dit?", "question.show", {"id": "6"}),
        AlsoFound("project", "Havenkade", "project.show", {"id": "7"}),
    )
    return cards.answer(t, Answer(NASTY, best, others, [("Ilse <b>", "zalen, *budget*")], 0), "K7QF-2MXD-9H3T")


def nothing(t: Speech) -> Card:
    return cards.answer(t, Answer(f"{NASTY} {'lang ' * 80}".strip(), None, (), (), 3), "K7QF-2MXD-9H3T")


def queue(t: Speech) -> Card:
    waiting = [_question(number, NASTY if number == 1 else "lang " * 100) for number in range(1, 11)]
    waiting[1].taken_by, waiting[2].taken_by = 7, 8
    done = [_question(number, "Mag dit?") for number in (21, 22)]
    return queue_cards.queue(t, Queue([_question(31, NASTY)], waiting, 12, 7, done, DeskTotals(5, 3, 2), helps=True))


def _question(number: int, words: str) -> Question:
    made = Question(question=words, asked_at=ASKED, asker_id=None)
    made.id = number
    return made


CARDS: Mapping[str, Callable[[Speech], Card]] = {"desk": answer, "desk_nothing": nothing, "desk_queue": queue}
