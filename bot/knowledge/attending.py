"""Coming to a session, hosting one, being reminded of it, and what people took away."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.chat import residents
from bot.chat.cards import Row
from bot.chat.contributions import Line, Part, Scope, Section
from bot.chat.replies import Ask, Replace, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.knowledge import festival_rules, forms, session_calendar, session_cards, session_forms
from bot.knowledge.session_cards import Seen
from bot.knowledge.sessions import announce_anew, changeable, existing, seen_by
from bot.people.leaving import who_decides
from storage.learning import sessions
from storage.learning.sessions import KnowledgeSession, ReminderChoice, SessionGuest
from storage.people import people
from storage.people.municipalities import Municipality

MOST_MINE = 5
SOON, LATER = 80, 40
"""How urgent it is in a weekly overview."""


def join(request: Request, db: Session) -> Sequence[Reply]:
    """Answers with a file for their calendar. Joining twice is the same as joining once."""
    t, session = speech(request.language), existing(db, request.id_of("id"))
    if session.cancelled_at or session.ends_at <= request.at:
        return [Say(session_cards.told(t, "too_late", seen_by(request, db, session)))]
    if (host := sessions.host(db, session.id, request.person.id)) and host.has_accepted:
        return [Say(session_cards.told(t, "gives_it", seen_by(request, db, session)))]
    together = sessions.announced_together(db, session.id, session.series)
    is_new = sessions.guest(db, session.id, request.person.id) is None
    if is_new:
        db.add(SessionGuest(session_id=session.id, colleague_id=request.person.id))
    file = session_calendar.file(session, request.municipality, request.at)
    welcome = Say(session_cards.told(t, "joined", seen_by(request, db, session), file))
    return [welcome, *(announce_anew(request, db, together, [session]) if is_new else ())]


def leave(request: Request, db: Session) -> Sequence[Reply]:
    session = existing(db, request.id_of("id"))
    together = sessions.announced_together(db, session.id, session.series)
    here = sessions.guest(db, session.id, request.person.id)
    if here:
        db.delete(here)
    goodbye = Say(session_cards.told(speech(request.language), "left", seen_by(request, db, session)))
    return [goodbye, *(announce_anew(request, db, together, [session]) if here else ())]


def calendar(request: Request, db: Session) -> Sequence[Reply]:
    session = existing(db, request.id_of("id"))
    file = session_calendar.file(session, request.municipality, request.at)
    return [Say(session_cards.for_calendar(speech(request.language), session, file))]


# Hosting


def host_yes(request: Request, db: Session) -> Sequence[Reply]:
    session = _asked(request, db)
    for each in _whole_series(db, session, request.person.id):
        each.has_accepted = True
    seen = seen_by(request, db, session)
    said: list[Reply] = [
        Replace(
            session_cards.told(speech(request.language), "tells" if _is_of_a_festival(session) else "hosts_too", seen)
        )
    ]
    told = _tell_planner(request, db, session, seen, "host_said_yes")
    together = sessions.announced_together(db, session.id, session.series)
    return [*said, *told, *announce_anew(request, db, together, together)]


def host_no(request: Request, db: Session) -> Sequence[Reply]:
    session = _asked(request, db)
    for each in _whole_series(db, session, request.person.id):
        db.delete(each)
    seen = seen_by(request, db, session)
    said: list[Reply] = [Replace(session_cards.told(speech(request.language), "not_a_host", seen))]
    return [*said, *_tell_planner(request, db, session, seen, "host_said_no")]


def _asked(request: Request, db: Session) -> KnowledgeSession:
    """Raises OldButton when this person was not asked, or it was called off."""
    session = existing(db, request.id_of("id"))
    if session.cancelled_at or sessions.host(db, session.id, request.person.id) is None:
        raise OldButton("session")
    return session


def _whole_series(db: Session, session: KnowledgeSession, colleague_id: int) -> list[sessions.SessionHost]:
    """Whoever says yes to a series says yes to all of it."""
    found = [each for each, _ in sessions.all_of(db, colleague_id) if session.series and each.series == session.series]
    rows = [sessions.host(db, each.id, colleague_id) for each in found or [session]]
    return [row for row in rows if row is not None]


def _is_of_a_festival(session: KnowledgeSession) -> bool:
    """Whoever plans it does not host it."""
    return bool(festival_rules.number(session.series))


def _tell_planner(request: Request, db: Session, session: KnowledgeSession, seen: Seen, key: str) -> Iterator[Reply]:
    planner = people.colleague(db, session.created_by) if session.created_by else None
    key = f"festival_{key}" if _is_of_a_festival(session) else key
    if planner and planner.is_here and planner.id != request.person.id:
        card = session_cards.told(speech(planner.language), key, seen, who=request.person.name)
        yield Say(card, to=planner.id)


def after_leaving(request: Request, db: Session) -> Sequence[Reply]:
    """Whoever left comes to nothing and hosts nothing; whoever can ask somebody else to host it hears of that."""
    said: list[Reply] = []
    for session, hosts in sessions.to_come_of(db, request.person.id, request.at):
        sessions.stay_away(db, session.id, request.person.id)
        if hosts:
            seen = seen_by(request, db, session)
            for reader in who_decides(request, db):
                card = session_cards.told(speech(reader.language), "host_gone", seen, who=request.person.name)
                said.append(Say(card, reader.id, f"session {session.id} host gone {request.person.id} {reader.id}"))
    return said


# Of what people want to be reminded


def reminders(request: Request, db: Session) -> Sequence[Reply]:
    choice = sessions.wishes(db, [request.person.id]).get(request.person.id)
    return [Ask(session_forms.reminders(speech(request.language), choice))]


def save_reminders(request: Request, db: Session) -> Sequence[Reply]:
    wanted = request.several("when")
    choice = sessions.wishes(db, [request.person.id]).get(request.person.id)
    if choice is None:
        choice = ReminderChoice(colleague_id=request.person.id)
        db.add(choice)
    choice.week, choice.day, choice.hour = ("week" in wanted, "day" in wanted, "hour" in wanted)
    return [Say(session_cards.done(speech(request.language), "reminders"))]


# Afterwards


def take_away(request: Request, db: Session) -> Sequence[Reply]:
    session, here = _was_there(request, db)
    return [Ask(session_forms.took_away(speech(request.language), session, here.took_away))]


def save_take_away(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    session, here = _was_there(request, db)
    form = session_forms.took_away(t, session, request.text("took_away"))
    if warning := residents.warning(request, form):
        return [warning]
    here.took_away = request.text("took_away")
    return [Say(session_cards.thanks(t, session))]


def as_lesson(request: Request, db: Session) -> Sequence[Reply]:
    """One click: what they took away is filled in already."""
    _, here = _was_there(request, db)
    return [Ask(forms.new(speech(request.language), None, {"lesson": here.took_away}, {}))]


def _was_there(request: Request, db: Session) -> tuple[KnowledgeSession, SessionGuest]:
    session = existing(db, request.id_of("id"))
    here = sessions.guest(db, session.id, request.person.id)
    if here is None:
        raise OldButton("session")
    return session, here


def notes(request: Request, db: Session) -> Sequence[Reply]:
    session = changeable(request, db)
    return [Ask(session_forms.notes(speech(request.language), session, session.notes))]


def save_notes(request: Request, db: Session) -> Sequence[Reply]:
    session, t = changeable(request, db), speech(request.language)
    if warning := residents.warning(request, session_forms.notes(t, session, request.text("notes"))):
        return [warning]
    session.notes = request.text("notes")
    return [Say(session_cards.done(t, "notes"))]


# Elsewhere


def home(request: Request, db: Session) -> Iterator[Section]:
    mine = sessions.sessions_of(db, request.person.id, request.at, MOST_MINE)
    if mine:
        yield Section(30, session_cards.mine(speech(request.language), [seen_by(request, db, each) for each in mine]))


def weekly(scope: Scope, session: KnowledgeSession, db: Session) -> Iterator[Part]:
    """The next one, with a button to come; in somebody's own overview for whoever does not come yet."""
    home_ = db.get_one(Municipality, db.info["municipality"])
    t = speech(scope.language)
    is_coming = bool(scope.person) and sessions.is_in(db, session.id, scope.person)
    row = session_cards.next_one(t, Seen(session, ZoneInfo(home_.timezone), (), 0), is_coming=is_coming)
    soon = session_cards.is_this_week(session, scope.until)
    line = Line(row, SOON if soon else LATER, "this week" if soon else "next session")
    in_short = line._replace(row=Row(t("knowledge.weekly.session", session=row.text), row.button))
    yield Part("knowledge.session", t("knowledge.session.next"), (line,), short=(in_short,), is_at_home=is_coming)
