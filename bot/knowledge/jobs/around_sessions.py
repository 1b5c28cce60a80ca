"""What time starts around a session: reminders for whoever comes, for whoever hosts, and the question afterwards."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.chat.cards import Block, Card
from bot.chat.contributions import SavedUp
from bot.chat.feature import Occasion
from bot.chat.replies import Nudge, Say, Work
from bot.chat.texts import speech
from bot.knowledge import asking, cards, lessons, rules, session_cards
from bot.knowledge.session_cards import Seen
from glossary import Role, RoleState
from storage.learning import knowledge, sessions
from storage.learning.knowledge import Lesson
from storage.learning.sessions import KnowledgeSession
from storage.people import people
from storage.people.municipalities import Municipality
from storage.people.people import Colleague
from storage.register import projects

Said = Sequence[Say | Nudge | Work]
HOSTING = 25
"""Where it stands in the daily message."""
MOST_A_WEEK = 3
"""Lessons that one colleague is asked about: whoever keeps the register may have a whole library without authors."""


def a_week_before(occasion: Occasion, db: Session, about: str) -> Said:
    return _remind_guests(occasion, db, about, "week")


def a_day_before(occasion: Occasion, db: Session, about: str) -> Said:
    return _remind_guests(occasion, db, about, "day")


def an_hour_before(occasion: Occasion, db: Session, about: str) -> Said:
    return _remind_guests(occasion, db, about, "hour")


def _remind_guests(occasion: Occasion, db: Session, about: str, which: str) -> Said:
    """Whoever switched this one off hears nothing; hosts hear it as well, but for a week before: see `the_host`."""
    session = _going_on(db, about)
    if session is None:
        return []
    hosts = _hosts(db, session)
    guests = {row.colleague_id for row in sessions.guests_of(db, session.id)}
    ids = guests - hosts if which == "week" else guests | hosts
    chosen = sessions.wishes(db, ids)
    wanted = [id_ for id_ in sorted(ids) if id_ not in chosen or getattr(chosen[id_], which)]
    seen = _seen(db, session)
    return [
        _say(
            session,
            which,
            reader,
            session_cards.reminder(speech(reader.language), seen, occasion.at, reader.id in hosts),
        )
        for reader in _readers(db, wanted)
    ]


def the_host(occasion: Occasion, db: Session, about: str) -> Said:
    """What to prepare, and how many come: in time to do something about it when nobody does."""
    session = _going_on(db, about)
    if session is None:
        return []
    seen = _seen(db, session)
    return [
        Nudge(
            reader.id,
            f"hosting {session.id}",
            session_cards.for_the_host(speech(reader.language), seen, occasion.at),
            HOSTING,
            expires_at=session.starts_at,
        )
        for reader in _readers(db, sorted(_hosts(db, session)))
    ]


def anew(saved: SavedUp, db: Session) -> tuple[Block, ...]:
    """What a host hears, as long as it goes on and they host it."""
    session = _going_on(db, saved.about)
    if session is None or saved.colleague not in _hosts(db, session):
        return ()
    seen = _seen(db, session)
    return session_cards.for_the_host(speech(saved.language), seen, saved.at)


def afterwards(occasion: Occasion, db: Session, about: str) -> Said:
    """What do you take away? And thanks to whoever hosted it."""
    session = _going_on(db, about)
    if session is None:
        return []
    seen = _seen(db, session)
    hosts = _hosts(db, session)
    guests = {row.colleague_id for row in sessions.guests_of(db, session.id)} - hosts
    return [
        _say(session, "after", reader, session_cards.after(speech(reader.language), seen, reader.id in hosts), False)
        for reader in _readers(db, sorted(hosts | guests))
    ]


def _going_on(db: Session, about: str) -> KnowledgeSession | None:
    session = sessions.session(db, int(about))
    return None if session is None or session.cancelled_at else session


def _hosts(db: Session, session: KnowledgeSession) -> set[int]:
    """Those who said yes."""
    return {row.colleague_id for row in sessions.hosts_of(db, [session.id]) if row.has_accepted}


def _seen(db: Session, session: KnowledgeSession) -> Seen:
    names, home = people.names_of(db, _hosts(db, session)), db.get_one(Municipality, db.info["municipality"])
    guests = len(sessions.guests_of(db, session.id))
    return Seen(session, ZoneInfo(home.timezone), [name for name in names.values() if name], guests)


def _readers(db: Session, ids: Sequence[int]) -> Iterator[Colleague]:
    for id_ in ids:
        reader = people.colleague(db, id_)
        if reader and reader.is_here:
            yield reader


def _say(session: KnowledgeSession, which: str, reader: Colleague, card: Card, asked_for: bool = True) -> Say:
    """The key names it for ever: whatever happens, nobody gets the same reminder twice."""
    key = f"session {session.id} {which} {session.sequence} {reader.id}"
    return Say(card, to=reader.id, key=key, asked_for=asked_for)


def still_true(occasion: Occasion, db: Session) -> Sequence[Nudge]:
    """Every year once: to whoever wrote it, else to whoever leads its project, else to whoever keeps the register."""
    this_week = rules.years_ago(occasion.due.date())
    asked: dict[int, list[Lesson]] = {}
    for lesson in knowledge.lessons_as_old_as(db, this_week):
        if colleague_id := _who_knows(occasion, db, lesson):
            asked.setdefault(colleague_id, []).append(lesson)
    return [
        Nudge(
            to=colleague_id,
            about=lessons.about_still_true(lesson.id),
            blocks=cards.still_true(speech(asking.language_of(db, colleague_id)), lesson),
            order=asking.ORDER,
            expires_at=occasion.at + asking.KEPT,
        )
        for colleague_id, old in asked.items()
        for lesson in old[:MOST_A_WEEK]
    ]


def _who_knows(occasion: Occasion, db: Session, lesson: Lesson) -> int | None:
    if lesson.author_id:
        return lesson.author_id
    project = projects.project(db, lesson.project_id) if lesson.project_id else None
    lead = project.assignment(Role.PROJECT_LEAD) if project else None
    return lead.colleague_id if lead and lead.state is RoleState.ACCEPTED else occasion.municipality.keeper_id
