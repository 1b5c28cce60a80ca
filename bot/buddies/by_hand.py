"""An administrator looks at a round, and starts it. Drawing one takes long, so it is work after the answer."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot import enqueue
from bot.buddies import drawing_up, round_cards, rounds
from bot.chat.cards import Card
from bot.chat.feature import Task
from bot.chat.replies import Replace, Reply, Say, Work
from bot.chat.requests import NotAllowed, Request
from bot.chat.texts import speech
from bot.pairing.ahead import Drawn
from bot.pairing.in_subprocess import next_round
from bot.people import audit
from glossary import Deed
from storage.learning import buddy_rounds
from storage.messages import outbox, tasks
from storage.people import people
from storage.people.municipalities import Municipality

LOOK, BEGIN = "buddies.look", "buddies.begin"
TRIES = 3
"""At a round of people who meanwhile begin or stop taking part."""


class StillChanging(Exception):
    """Every time that the round was drawn, what it was drawn from had changed."""


def look(request: Request, db: Session) -> Sequence[Reply]:
    """What a round would be now. Nothing is stored, and nobody hears of it."""
    _only_administrators(request)
    return [Work(LOOK, {"seed": str(rounds.seed_of(request.municipality, request.id))})]


def start(request: Request, db: Session) -> Sequence[Reply]:
    """The round that was looked at, when nothing changed since. A second click starts nothing."""
    _only_administrators(request)
    t = speech(request.language)
    number = request.id_of("number")
    if number != drawing_up.next_number(db):
        return [Say(round_cards.already_started(t, number))]
    if tasks.is_under_way(db, BEGIN):
        return [Say(round_cards.being_started(t, number))]
    return [Work(BEGIN, {"number": str(number), "seed": str(_seed(request.args))})]


def rhythm_stays(request: Request, db: Session) -> Sequence[Reply]:
    return [Replace(round_cards.rhythm_stays(speech(request.language)))]


def _seed(args: Mapping[str, str]) -> int:
    written = args.get("seed", "")
    return int(written) % 2**32 if written.isdecimal() else 0


def _only_administrators(request: Request) -> None:
    if not request.person.is_admin:
        raise NotAllowed(speech(request.language)("buddies.round.only_administrators"))


# After the answer


def draw(task: Task) -> Sequence[Say]:
    with task.begin() as db:
        order = drawing_up.order(db, task.at.date(), _seed(task.args))
    drawn = next_round(order)
    with task.begin() as db:
        return [Say(_dry_run(task, db, drawn))]


def _dry_run(task: Task, db: Session, drawn: Drawn) -> Card:
    names = people.names_of(db, [candidate.id for candidate in drawn.inputs.candidates])
    last = buddy_rounds.last_round(db)
    run = round_cards.DryRun(
        drawing_up.next_number(db),
        _seed(task.args),
        [tuple(names[one] for one in group.ids) for group in drawn.round.groups],
        [names[wait.id] for wait in drawn.round.waiting],
        (task.at - last.begun_at).days if last else None,
    )
    return round_cards.dry_run(speech(task.language), run)


def begin(task: Task) -> Sequence[Say]:
    """The round, its introductions and who started it are one transaction: this may be begun again at any point."""
    for _ in range(TRIES):
        with task.begin() as db:
            order = drawing_up.order(db, task.at.date(), _seed(task.args))
        drawn = next_round(order)
        with task.begin() as db:
            # Drawing takes seconds: who stopped or left meanwhile is in no group.
            if drawing_up.order(db, task.at.date(), _seed(task.args)) == order:
                return _begun(task, db, drawn)
    raise StillChanging


def _begun(task: Task, db: Session, drawn: Drawn) -> Sequence[Say]:
    t = speech(task.language)
    number = int(task.args["number"])
    told = f"buddies-begun-{number}-{task.person}"
    if outbox.is_queued(db, told):
        return []
    if number != drawing_up.next_number(db):
        return [Say(round_cards.already_started(t, number))]
    if not drawn.round.groups:
        return [Say(_dry_run(task, db, drawn))]
    home = db.get_one(Municipality, db.info["municipality"])
    started = round_cards.started(t, number, len(drawn.round.groups), len(drawn.round.waiting))
    for say in (Say(started, task.person, told), *rounds.begin(db, drawn, number, home, task.at)):
        enqueue.put(db, say.key, say, home.language, task.at, {task.person: task.language})
    audit.record_for(task.person, db, task.at, Deed.ROUND_STARTED)
    return []
