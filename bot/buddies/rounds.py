"""A round begins: at its time, or because an administrator says so."""

import datetime as dt
from collections.abc import Sequence
from zlib import crc32

from sqlalchemy.orm import Session

from bot.buddies import cards, drawing_up, following_up, groups, introducing, round_cards
from bot.chat.feature import Occasion
from bot.chat.replies import Nudge, Reply, Say, Work
from bot.chat.requests import NotAllowed, Request
from bot.chat.texts import speech
from bot.pairing.ahead import Drawn
from bot.people import audit
from glossary import Deed
from storage.learning import buddies, buddy_rounds
from storage.learning.buddies import BuddyMember
from storage.learning.buddy_rounds import BuddyRound
from storage.messages import reminders
from storage.people import people
from storage.people.municipalities import Municipality


def at_its_time(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    quiet = list(following_up.silent(db, occasion))
    drawn = drawing_up.draw(db, occasion.today, _seed(occasion.municipality, occasion.key))
    number = drawing_up.next_number(db)
    return [*_begin(db, drawn, number, occasion.municipality, occasion.at), *quiet]


def _seed(municipality: Municipality, key: str) -> int:
    """The same occasion gives the same round, however often it is tried."""
    return crc32(f"{municipality.id} {key}".encode())


def _begin(db: Session, drawn: Drawn, number: int, municipality: Municipality, at: dt.datetime) -> list[Say]:
    """Nothing when nobody takes part. Who takes part without anybody of the other discipline hears that."""
    if not drawn.inputs.candidates:
        return []
    begun = drawing_up.begin(db, drawn, number, at)
    if begun.groups:
        _plan_questions(db, begun.round, at)
    return introducing.introduce(db, begun, municipality, at)


def _plan_questions(db: Session, round_: BuddyRound, at: dt.datetime) -> None:
    over = groups.over_at(db, round_, at)
    whole = over - at
    reminders.plan(db, following_up.ASK, str(round_.id), at + whole / 2, over)
    reminders.plan(db, following_up.ONCE_MORE, str(round_.id), at + whole * 3 / 4, over)


def invite(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    """Colleagues of both disciplines are asked once whether they take part; new ones when they are there."""
    asked = buddies.to_be_asked(db)
    db.add_all(BuddyMember(colleague_id=colleague.id, asked_at=occasion.at) for colleague in asked)
    return [Nudge(one.id, "buddies.ask", cards.question(speech(one.language)), order=45) for one in asked]


# By hand


def look(request: Request, db: Session) -> Sequence[Reply]:
    """What a round would be now. Nothing is stored, and nobody hears of it."""
    _only_administrators(request)
    seed = _seed(request.municipality, request.id)
    drawn = drawing_up.draw(db, request.today, seed)
    names = people.names_of(db, [candidate.id for candidate in drawn.inputs.candidates])
    last = buddy_rounds.last_round(db)
    run = round_cards.DryRun(
        drawing_up.after(last),
        seed,
        [tuple(names[one] for one in group.ids) for group in drawn.round.groups],
        [names[wait.id] for wait in drawn.round.waiting],
        (request.at - last.begun_at).days if last else None,
    )
    return [Say(round_cards.dry_run(speech(request.language), run))]


def start(request: Request, db: Session) -> Sequence[Reply]:
    """The round that was looked at, when nothing changed since. A second click starts nothing."""
    _only_administrators(request)
    t = speech(request.language)
    number = request.id_of("number")
    if number != drawing_up.next_number(db):
        return [Say(round_cards.already_started(t, number))]
    drawn = drawing_up.draw(db, request.today, _seed_of(request))
    if not drawn.round.groups:
        return look(request, db)
    said = _begin(db, drawn, number, request.municipality, request.at)
    audit.record(request, db, Deed.ROUND_STARTED)
    return [Say(round_cards.started(t, number, len(drawn.round.groups), len(drawn.round.waiting))), *said]


def _seed_of(request: Request) -> int:
    written = request.args.get("seed", "")
    return int(written) % 2**32 if written.isdecimal() else 0


def _only_administrators(request: Request) -> None:
    if not request.person.is_admin:
        raise NotAllowed(speech(request.language)("buddies.round.only_administrators"))
