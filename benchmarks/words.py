"""What understanding a sentence takes, beside the answer itself: with 1,000 and 10,000 projects, on both databases."""

import statistics
import time
import tracemalloc
from collections.abc import Sequence
from itertools import islice, product

from sqlalchemy import bindparam, update

from benchmarks.registers import NOW, register
from benchmarks.report import Report
from benchmarks.search import databases
from bot.chat.router import Router
from bot.features import FEATURES
from bot.understanding import answering, known
from bot.understanding.answering import Typed
from bot.understanding.intents import Grammar
from storage.database import Database
from storage.register.projects import Project
from storage.search import indexing

MOST_MILLISECONDS = {1_000: 5.0, 10_000: 10.0}
MOST_MEGABYTES = 3.0
ROUNDS = 5
WHAT = (
    "Herinrichting",
    "Vergroening",
    "Riolering",
    "Parkeerbeleid",
    "Woningbouw",
    "Speeltuin",
    "Warmteplan",
    "Fietspad",
)
FIRST = ("Molen", "Kerk", "Haven", "Linden", "Singel", "Rozen", "Tulpen", "Water", "Berken", "Eiken", "Dorps", "Burg")
LAST = ("straat", "laan", "weg", "plein", "kade", "hof", "pad", "dreef", "singel", "park", "gracht", "steeg")
SENTENCES = (
    "waar is het druk",
    "drukte in Buurt 7 in december",
    "hoe staat het met de herinrichting van de molenstraat",
    "agenda volgende maand voor jongeren",
    "what's on in Buurt 3 next month",
    "vergroening lindenlaan",
    "vergroenig lindelaan",
    "wat moet ik deze week doen",
    "plan een inloopavond voor parkeerbeleid havenkade op 14 januari",
    "grote lopende projecten voor ouderen in Buurt 12",
    "projecten van Collega 7",
    "wijzig woningbouw rozenhof",
    "hoe bereik je mensen die nooit meedoen aan een avond",
    "goedemorgen",
    "kun je me misschien zeggen welke vragen er nog openstaan bij bewoners van Buurt 2",
    "lessen over werven van jongeren voor een burgerberaad",
)


def measure(report: Report) -> None:
    router = Router(FEATURES)
    tracemalloc.start()
    grammar = Grammar(router.commands)
    for size, most in MOST_MILLISECONDS.items():
        for name, address in databases():
            with address as url:
                database = _town(url, size)
                _round(database, router, grammar)
                if tracemalloc.is_tracing():
                    report(f"MB that understanding keeps, {size} projects, {name}", _kept(), MOST_MEGABYTES)
                    tracemalloc.stop()
                taken = min((_round(database, router, grammar) for _ in range(ROUNDS)), key=statistics.mean)
                report(f"ms for a sentence, {size} projects, {name}", statistics.mean(taken), most)
                report(f"ms for the slowest of them, {size} projects, {name}", max(taken), 2 * most)
                database.close()


def _kept() -> float:
    """What was made in our own modules and is still there: the search and the database keep theirs anyway."""
    ours = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, "*/bot/understanding/*")])
    return sum(each.size for each in ours.statistics("filename")) / 1e6


def _town(url: str, projects: int) -> Database:
    register(url, projects, "T1", "U1")
    database = Database(url)
    names = [
        {"which": at, "name": f"{what} {first}{last} {part}".strip()}
        for at, (part, what, first, last) in enumerate(
            islice(product(("", *map(str, range(2, 12))), WHAT, FIRST, LAST), projects), start=1
        )
    ]
    with database.session(1, writes=True) as db:
        db.connection().execute(
            update(Project).where(Project.id == bindparam("which")).values(name=bindparam("name")), names
        )
    with database.session(1, writes=True) as db:
        while indexing.catch_up(db, 1_000):
            pass
    return database


def _round(database: Database, router: Router, grammar: Grammar) -> Sequence[float]:
    """Milliseconds of processor time of each sentence, with everything that it asks the database."""
    taken = []
    with database.session(1) as db:
        for sentence in SENTENCES:
            began = time.process_time()
            answering.answer(Typed("", sentence), router, grammar, known.register(db), NOW.date(), 1)
            taken.append((time.process_time() - began) * 1000)
    return taken
