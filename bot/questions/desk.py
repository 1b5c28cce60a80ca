"""Who answers, who may change the cards, and what the municipality chose about it."""

from sqlalchemy.orm import Session

from bot.chat.requests import Request
from bot.chat.settings import Chosen, Setting
from bot.people import rights
from bot.people.leaving import who_looks_after
from bot.questions.rules import Helper
from storage import settings
from storage.learning import questions
from storage.learning.questions import Question
from storage.people import people
from storage.people.municipalities import Municipality
from storage.search import stems

DAYS = Setting("questions.days", 3, lowest=1, highest=30)
"""Working days in which somebody hears an answer, or how it stands."""


def days(db: Session) -> int:
    return Chosen(settings.written(db)).number(DAYS)


def helpers(db: Session) -> list[Helper]:
    return [
        Helper(row.colleague_id, name, row.helps_with, stems_of(row.helps_with))
        for row, name in questions.desk_helpers(db)
    ]


def said_by_stem(words: str) -> dict[str, str]:
    """Stem -> word, of the words that say something."""
    return {stems.stem(word): word for word in stems.words(words) if not stems.says_little(word)}


def stems_of(words: str) -> frozenset[str]:
    return frozenset(said_by_stem(words))


def who_answers(db: Session, home: Municipality, asker: int | None) -> list[int]:
    """Ids of whoever can be reached. Whoever looks after the register only where there is nobody else."""
    willing = {*questions.coordinators(db), *(each.colleague_id for each, _ in questions.desk_helpers(db))}
    keepers = {each.id for each in who_looks_after(home, db)}
    reachable = people.languages_of_reachable(db, (willing | keepers) - {asker})
    return sorted(willing & reachable.keys() or keepers & reachable.keys())


def may_keep_cards(request: Request, db: Session) -> bool:
    """The coordinator of participation, and whoever keeps the register."""
    return rights.may_coordinate(request.person, request.municipality, questions.coordinators(db))


def may_answer(request: Request, db: Session, question: Question) -> bool:
    """Whoever the queue is of, and whoever a colleague asked."""
    me = request.person.id
    return me in (question.taken_by, question.handed_to) or is_of_the_queue(request, db)


def is_of_the_queue(request: Request, db: Session) -> bool:
    is_willing = questions.desk_helper(db, request.person.id) is not None
    return is_willing or may_keep_cards(request, db)
