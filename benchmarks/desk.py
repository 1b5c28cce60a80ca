"""What the question desk takes among 10,000 cards, lessons and answers, next to reading one row by its key."""

from functools import partial
from random import Random

from sqlalchemy import insert, select

from benchmarks import search as library
from benchmarks.report import Report
from bot.questions import answering
from storage import migrate
from storage.database import Database
from storage.learning.how_to import HowToCard
from storage.learning.knowledge import Lesson
from storage.learning.questions import Question
from storage.people.municipalities import Municipality
from storage.search import indexing

EACH = (3_333, 3_333, 3_334)
"""Cards, lessons and answers."""
QUESTIONS = 400
MOST = 20


def measure(report: Report) -> None:
    for name, url in library.databases():
        with url as address:
            _measure(name, address, report)


def _measure(name: str, url: str, report: Report) -> None:
    migrate.upgrade(url)
    database, chance = Database(url), Random(1)
    words = library.vocabulary(chance)
    with database.session(None, writes=True) as db:
        home = Municipality(name="Meetlat")
        db.add(home)
    _fill(database, home.id, words, chance)
    with database.session(home.id) as db:
        ids = db.scalars(select(Lesson.id)).all()
        asked = [library.question(words, chance) for _ in range(QUESTIONS)]
        for question in asked[:50]:
            answering.found(db, question)
        reads, took = list[float](), list[float]()
        for question in asked:
            reads.append(library.timed(partial(library.read, db, chance.choice(ids))))
            took.append(library.timed(partial(answering.found, db, question)))
    ratio = library.p95(took) / library.p95(reads)
    what = f"p95 of what the desk finds, {name} ({library.p95(took) * 1000:.1f} ms) : of reading one row by its key"
    report(what, ratio, MOST)
    database.close()


def _fill(database: Database, home: int, words: list[str], chance: Random) -> None:
    often = [1 / (at + 2) for at in range(len(words))]
    cards, lessons, answers = EACH

    def some(number: int) -> str:
        return " ".join(chance.choices(words, often, k=number))

    with database.session(home, writes=True) as db:
        db.execute(insert(Lesson), [library.lesson(home, at, words, often, chance) for at in range(lessons)])
        card = {"municipality_id": home, "changed_on": library.FIRST, "is_hidden": False}
        db.execute(
            insert(HowToCard),
            [
                {**card, "key": f"K{at:05d}", "title": some(6), "words": some(6), "text": some(100)}
                for at in range(cards)
            ],
        )
        kept = {"municipality_id": home, "may_help": True, "answered_on": library.FIRST, "asked_at": library.ASKED}
        db.execute(insert(Question), [{**kept, "question": some(10), "answer": some(60)} for _ in range(answers)])
    indexing.catch_up_with_all(database)
    if not database.is_in_process:
        library.tidy(database)
