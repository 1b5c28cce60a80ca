"""The programme of a festival: sessions, of what people want to tell and of what helped most; and calling it off."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Text
from bot.chat.replies import Ask, Replace, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.knowledge import (
    festival_cards,
    festival_forms,
    festival_rules,
    festivals,
    session_calendar,
    session_cards,
    session_filled,
    sessions,
)
from bot.knowledge.festival_forms import Choice
from bot.register import saving
from storage.learning import festivals as kept
from storage.learning import knowledge
from storage.learning import sessions as kept_sessions
from storage.learning.festivals import Festival
from storage.learning.sessions import KnowledgeSession, SessionHost
from storage.messages import reminders
from storage.people import people

REMINDERS = ("festival.week", "festival.day", "festival.after")
MOST_LESSONS = 12


def programme(request: Request, db: Session) -> Sequence[Reply]:
    festivals.only_organisers(request, db)
    festival, t = _without_programme(request, db), speech(request.language)
    choices = _choices(request, db, festival)
    if not choices:
        return [Say(festival_cards.nothing_to_choose(t, festival))]
    on = [code for code, _, _ in choices][: festival_rules.MOST_SESSIONS // 2]
    return [Ask(festival_forms.programme(t, festival, choices, on, "1"))]


def _without_programme(request: Request, db: Session) -> Festival:
    """Raises OldButton."""
    festival = festivals.planned(request, db)
    if kept.programme(db, festival.series):
        raise OldButton("festival")
    return festival


def _choices(request: Request, db: Session, festival: Festival) -> list[Choice]:
    """What people want to tell, and then the lessons that helped most: how often, never whom."""
    t = speech(request.language)
    offers = kept.who_tells(db, festival.id)
    here = people.languages_of(db, [each.colleague_id for each in offers])
    names = people.names_of(db, here)
    own = [
        (
            f"offer-{each.colleague_id}",
            festival_rules.topic(each.topic),
            Text("{name}", {"name": names[each.colleague_id]}),
        )
        for each in offers
        if each.colleague_id in names
    ]
    lessons = [
        (f"lesson-{each.id}", festival_rules.topic(each.lesson), t("knowledge.card.helped", n=each.helped))
        for each in knowledge.lessons_that_helped_most(db, MOST_LESSONS)
    ]
    return [*own, *lessons]


def save_programme(request: Request, db: Session) -> Sequence[Reply]:
    festivals.only_organisers(request, db)
    festival, t = _without_programme(request, db), speech(request.language)
    codes, at_once = request.several("sessions"), request.text("at_once")
    choices = _choices(request, db, festival)
    errors = {}
    if not codes:
        errors["sessions"] = t("chat.refused.empty")
    elif len(codes) > festival_rules.MOST_SESSIONS:
        errors["sessions"] = t("festival.too_many", n=festival_rules.MOST_SESSIONS)
    number = int(at_once) if at_once in ("1", "2", "3") else 1
    form = festival_forms.programme(t, festival, choices, codes, str(number))
    if returned := saving.returned(request, form, errors):
        return [returned]
    made, asked = _make(request, db, festival, codes, number)
    if not made:
        return [Ask(form, {"sessions": t("chat.refused.empty")})]
    for offer in kept.who_tells(db, festival.id):
        db.delete(offer)
    db.flush()
    return [
        Say(festival_cards.made(t, festivals.seen_by(request, db, festival), bool(festival.channel))),
        *asked,
        *_post(request, db, festival, made),
    ]


def _make(
    request: Request, db: Session, festival: Festival, codes: Sequence[str], at_once: int
) -> tuple[list[KnowledgeSession], list[Reply]]:
    """The sessions, and the questions to whoever wrote a lesson under their name."""
    assert festival.held_on is not None
    at = session_filled.time_of(festival.starts_at)
    assert at is not None
    zone = session_filled.zone_of(request)
    told = list(_told(db, festival, codes))
    times = festival_rules.begin(festival.held_on, at, festival.minutes, at_once, len(told), zone)
    made, asked = list[KnowledgeSession](), list[Reply]()
    for (topic, teller, said_so), starts_at in zip(told, times, strict=True):
        session = KnowledgeSession(
            topic=topic, starts_at=starts_at, minutes=festival.minutes, place=festival.place,
            platform=festival.platform, tenant=festival.tenant, channel=festival.channel, series=festival.series,
            created_by=request.person.id,
        )  # fmt: skip
        db.add(session)
        db.flush()
        made.append(session)
        if teller:
            db.add(SessionHost(session_id=session.id, colleague_id=teller, has_accepted=said_so))
            db.flush()
        sessions.plan_reminders(db, session, zone, request.at)
        if teller and not said_so:
            asked.append(_ask(request, db, session, teller))
    _plan_reminders(request, db, festival, made)
    return made, asked


def _told(db: Session, festival: Festival, codes: Sequence[str]) -> Iterator[tuple[str, int | None, bool]]:
    """What it is about, who tells it, and whether they said so."""
    offers = {each.colleague_id: each.topic for each in kept.who_tells(db, festival.id)}
    chosen = festival_rules.chosen(tuple(codes))
    lessons = {each.id: each for each in knowledge.lessons_with_ids(db, [each.id for each in chosen])}
    here = people.languages_of_reachable(
        db, [*offers, *(each.author_id for each in lessons.values() if each.author_id)]
    )
    for kind, id_ in chosen:
        if kind == "offer" and id_ in offers:
            yield offers[id_], id_, True
        elif kind == "lesson" and id_ in lessons and lessons[id_].withdrawn_on is None:
            lesson = lessons[id_]
            named = lesson.author_id if lesson.shows_author and lesson.author_id in here else None
            yield festival_rules.topic(lesson.lesson), named, False


def _ask(request: Request, db: Session, session: KnowledgeSession, teller: int) -> Say:
    reader = people.colleague(db, teller)
    assert reader is not None
    card = festival_cards.ask_to_tell(speech(reader.language), sessions.seen_by(request, db, session))
    return Say(card, to=teller, key=f"session {session.id} asked {teller}")


def _plan_reminders(request: Request, db: Session, festival: Festival, made: Sequence[KnowledgeSession]) -> None:
    first, ends = min(each.starts_at for each in made), max(each.ends_at for each in made)
    for each in festival_rules.reminders(first, ends, session_filled.zone_of(request), request.at):
        reminders.plan(db, each.name, str(festival.id), each.due_at, each.expires_at)


def _post(request: Request, db: Session, festival: Festival, made: Sequence[KnowledgeSession]) -> list[Reply]:
    """The programme as a message of its own, that goes on counting who comes; the call says that it is over."""
    channel = festivals.channel_of(festival)
    if channel is None:
        return []
    call = festival_cards.called(speech(request.municipality.language), festival)
    card = sessions.announcement(request, db, [sessions.seen_by(request, db, each) for each in made])
    return [
        Say(call, to=channel, instead_of=festivals.call_key(festival)),
        Say(card, to=channel, key=sessions.announced(made)),
    ]


def tell(request: Request, db: Session) -> Sequence[Reply]:
    """A session that nobody tells yet: whoever says so first does."""
    session = sessions.existing(db, request.id_of("id"))
    together = kept_sessions.announced_together(db, session.id, session.series)
    is_of_one = festival_rules.number(session.series)
    taken = any(row.has_accepted for row in kept_sessions.hosts_of(db, [session.id]))
    if not is_of_one or taken or session.cancelled_at or session.ends_at <= request.at:
        raise OldButton("session")
    asked = kept_sessions.host(db, session.id, request.person.id)
    if asked:
        asked.has_accepted = True
    else:
        db.add(SessionHost(session_id=session.id, colleague_id=request.person.id, has_accepted=True))
    if guest := kept_sessions.guest(db, session.id, request.person.id):
        db.delete(guest)
    db.flush()
    seen = sessions.seen_by(request, db, session)
    told = Say(session_cards.told(speech(request.language), "tells", seen))
    return [told, *sessions.announce_anew(request, db, together, [session])]


def calendar(request: Request, db: Session) -> Sequence[Reply]:
    """Everything that they come to or tell, in one file."""
    festival = festivals.planned(request, db)
    mine = [each for each in kept.programme(db, festival.series) if _is_in(db, each, request.person.id)]
    if not mine:
        raise OldButton("festival")
    file = session_calendar.of_several(mine, request.municipality, request.at)
    return [Say(festival_cards.for_calendar(speech(request.language), file))]


def _is_in(db: Session, session: KnowledgeSession, colleague_id: int) -> bool:
    host = kept_sessions.host(db, session.id, colleague_id)
    return bool(host and host.has_accepted) or kept_sessions.guest(db, session.id, colleague_id) is not None


def call_off(request: Request, db: Session) -> Sequence[Reply]:
    """Everybody who signed up, tells something or wanted to, hears it once."""
    festivals.only_organisers(request, db)
    festival = festivals.planned(request, db)
    festival.called_off_on = request.today
    for name in REMINDERS:
        reminders.cancel(db, name, str(festival.id))
    concerned = {each.colleague_id: list[KnowledgeSession]() for each in kept.who_tells(db, festival.id)}
    going_on = [each for each in kept.programme(db, festival.series) if not each.cancelled_at]
    for session in going_on:
        sessions.call_off(db, session, request.at)
        hosts, guests = kept_sessions.hosts_of(db, [session.id]), kept_sessions.guests_of(db, session.id)
        for colleague_id in {*(row.colleague_id for row in hosts), *(row.colleague_id for row in guests)}:
            concerned.setdefault(colleague_id, []).append(session)
    for offer in kept.who_tells(db, festival.id):
        db.delete(offer)
    db.flush()
    done = Replace(festival_cards.called_off(speech(request.language), festival))
    return [done, *_told_off(request, db, festival, concerned), *_post_called_off(request, db, festival, going_on)]


def _told_off(
    request: Request, db: Session, festival: Festival, concerned: dict[int, list[KnowledgeSession]]
) -> Iterator[Say]:
    languages = people.languages_of(db, concerned.keys() - {request.person.id})
    for colleague_id, language in languages.items():
        theirs = concerned[colleague_id]
        file = session_calendar.of_several(theirs, request.municipality, request.at) if theirs else None
        card = festival_cards.called_off(speech(language), festival, file)
        yield Say(card, to=colleague_id, key=f"festival {festival.id} off {colleague_id}")


def _post_called_off(
    request: Request, db: Session, festival: Festival, going_on: Sequence[KnowledgeSession]
) -> Iterator[Say]:
    channel = festivals.channel_of(festival)
    if channel is None:
        return
    card = festival_cards.called_off(speech(request.municipality.language), festival)
    yield Say(card, to=channel, key=f"festival {festival.id} off")
    whole = kept.programme(db, festival.series)
    key = sessions.announced(sorted(whole, key=lambda each: each.id)) if going_on else festivals.call_key(festival)
    yield Say(card, to=channel, instead_of=key)
