"""What time starts around a festival: proposing one, one reminder for each visitor, and the question afterwards."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.chat.cards import Block, Card
from bot.chat.contributions import SavedUp
from bot.chat.feature import Occasion
from bot.chat.replies import Nudge, Say, Work
from bot.chat.settings import Chosen, Setting
from bot.chat.texts import speech
from bot.knowledge import festival_cards, festival_rules, festivals
from bot.knowledge.session_cards import Seen
from bot.people.leaving import who_looks_after
from storage import settings
from storage.learning import festivals as kept
from storage.learning import knowledge, questions, sessions
from storage.learning.festivals import Festival
from storage.learning.sessions import KnowledgeSession
from storage.people import people

MONTH = Setting("knowledge.festival_month", 9, lowest=1, highest=12)
"""In which month a festival is proposed."""
MOST_LESSONS = 3
ORDER = 55

Said = Sequence[Say | Nudge | Work]


def propose(occasion: Occasion, db: Session) -> Said:
    """Once a year, to the coordinators, else to whoever looks after the register; not without anything to tell."""
    month = Chosen(settings.written(db)).number(MONTH)
    if not festival_rules.is_time_to_propose(occasion.today, month, kept.proposed_last(db)):
        return []
    found = questions.coordinators(db) or [each.id for each in who_looks_after(occasion.municipality, db)]
    languages, lessons = people.languages_of_reachable(db, found), _helped_most(db)
    if not languages or not lessons:
        return []
    festival = Festival(proposed_on=occasion.today)
    db.add(festival)
    db.flush()
    return [
        Nudge(
            each,
            festivals.about(festival),
            festival_cards.proposal(speech(language), festival, lessons),
            ORDER,
            occasion.at + festival_rules.PROPOSED_FOR,
        )
        for each, language in languages.items()
    ]


def _helped_most(db: Session) -> list[str]:
    return [festival_rules.topic(each.lesson) for each in knowledge.lessons_that_helped_most(db, MOST_LESSONS)]


def anew(saved_up: SavedUp, db: Session) -> tuple[Block, ...]:
    """Nothing when somebody chose a day, or said that there is none this year."""
    festival, lessons = kept.festival(db, int(saved_up.about)), _helped_most(db)
    if festival is None or festival.held_on or festival.called_off_on or not lessons:
        return ()
    return festival_cards.proposal(speech(saved_up.language), festival, lessons)


def a_week_before(occasion: Occasion, db: Session, about: str) -> Said:
    return _remind(occasion, db, about, "week")


def a_day_before(occasion: Occasion, db: Session, about: str) -> Said:
    return _remind(occasion, db, about, "day")


def _remind(occasion: Occasion, db: Session, about: str, which: str) -> Said:
    """Whoever switched this one off hears nothing."""
    festival = _going_on(db, about)
    if festival is None:
        return []
    attended, gave = _who(db, festival)
    everybody = attended.keys() | gave.keys()
    wishes = sessions.wishes(db, everybody)
    said = []
    for colleague_id, language in people.languages_of(db, everybody).items():
        if colleague_id in wishes and not getattr(wishes[colleague_id], which):
            continue
        mine = sorted(
            (*attended.get(colleague_id, ()), *gave.get(colleague_id, ())), key=lambda each: (each.starts_at, each.id)
        )
        seen = list(_seen(occasion, mine))
        card = festival_cards.reminder(speech(language), festival, seen, occasion.at)
        said.append(_say(festival, which, colleague_id, card))
    return said


def afterwards(occasion: Occasion, db: Session, about: str) -> Said:
    """What do you take along? One message, with a question for each session."""
    festival = _going_on(db, about)
    if festival is None:
        return []
    attended, gave = _who(db, festival)
    return [
        _say(
            festival,
            "after",
            colleague_id,
            festival_cards.after(
                speech(language),
                festival,
                list(_seen(occasion, attended.get(colleague_id, ()))),
                list(_seen(occasion, gave.get(colleague_id, ()))),
            ),
            asked_for=False,
        )
        for colleague_id, language in people.languages_of(db, attended.keys() | gave.keys()).items()
    ]


def _going_on(db: Session, about: str) -> Festival | None:
    festival = kept.festival(db, int(about))
    return None if festival is None or festival.called_off_on else festival


Mine = dict[int, list[KnowledgeSession]]


def _who(db: Session, festival: Festival) -> tuple[Mine, Mine]:
    """By colleague: what they come to, and what they tell themselves."""
    attended, gave = Mine(), Mine()
    for session in kept.programme(db, festival.series):
        if session.cancelled_at:
            continue
        hosts = {row.colleague_id for row in sessions.hosts_of(db, [session.id]) if row.has_accepted}
        for colleague_id in hosts:
            gave.setdefault(colleague_id, []).append(session)
        for guest in sessions.guests_of(db, session.id):
            if guest.colleague_id not in hosts:
                attended.setdefault(guest.colleague_id, []).append(session)
    return attended, gave


def _seen(occasion: Occasion, mine: Sequence[KnowledgeSession]) -> Iterator[Seen]:
    zone = ZoneInfo(occasion.municipality.timezone)
    return (Seen(session, zone, (), 0) for session in mine)


def _say(festival: Festival, which: str, colleague_id: int, card: Card, asked_for: bool = True) -> Say:
    """The key names it for ever: nobody gets the same reminder twice."""
    key = f"festival {festival.id} {which} {colleague_id}"
    return Say(card, to=colleague_id, key=key, asked_for=asked_for)
