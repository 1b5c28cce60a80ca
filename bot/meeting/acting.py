"""What was agreed at a meeting: who does what by when. Nobody is put down for it without their own yes."""

import datetime as dt
from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from bot.chat import residents
from bot.chat.cards import Block, Text
from bot.chat.contributions import SavedUp
from bot.chat.replies import Ask, Nudge, Replace, Reply, Say
from bot.chat.requests import Channel, NotAllowed, OldButton, Request
from bot.chat.texts import speech
from bot.meeting import cards, showing
from bot.meeting.cards import ShownAction
from bot.meeting.when import FORTNIGHT
from glossary import PartialDate
from storage.messages import meetings, nudges
from storage.messages.meetings import MeetingAction
from storage.people import people

OF_USE = dt.timedelta(days=14)


def form(request: Request, db: Session) -> Sequence[Reply]:
    """Until the next meeting, where nobody says otherwise."""
    showing.is_used(db)
    return [Ask(cards.action_form(speech(request.language), (request.today + FORTNIGHT).isoformat()))]


def save(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    what, mine, who = request.text("what"), request.text("mine") == "yes", request.colleague("who")
    until, errors = _until(request)
    if not what:
        errors["what"] = t("chat.refused.empty")
    elif len(what) > cards.LONGEST:
        errors["what"] = t("chat.refused.too_long", longest=cards.LONGEST, length=len(what))
    if request.picked_an_outsider("who"):
        errors["who"] = t("chat.refused.not_a_colleague")
    elif mine and who not in (None, request.person.id):
        errors["who"] = t("meeting.one_of_the_two")
    again = cards.action_form(t, request.text("until"), what, mine, who)
    if errors or until is None:
        return [Ask(again, errors)]
    if warning := residents.warning(request, again):
        return [warning]
    owner = request.person.id if mine else who
    action = MeetingAction(what=what, until=until, made_on=request.today, owner_id=owner)
    action.is_agreed = owner == request.person.id
    db.add(action)
    db.flush()
    return list(_kept(request, db, action))


def _kept(request: Request, db: Session, action: MeetingAction) -> Iterator[Reply]:
    asked = people.colleague(db, action.owner_id) if action.owner_id and not action.is_agreed else None
    shown = ShownAction(action.id, action.what, request.person.name if action.is_agreed else "", action.until)
    yield Say(cards.agreed(speech(request.language), shown, asked.name if asked else ""))
    if asked:
        question = cards.question(speech(asked.language), action)
        yield Nudge(asked.id, _about(action), question, order=20, expires_at=request.at + OF_USE)
    meeting = showing.is_used(db)
    if meeting and meeting.started_at and meeting.key:
        # For whoever reads along: under the agenda that it came from.
        to = Channel(meeting.platform, meeting.tenant, meeting.place)
        ours = speech(request.municipality.language)
        yield Say(cards.agreed(ours, shown), to, f"meeting-action-{action.id}", under=meeting.key)


def _until(request: Request) -> tuple[dt.date | None, dict[str, Text]]:
    """A day that is known, and not over."""
    t = speech(request.language)
    try:
        until = PartialDate.parse(request.text("until")).day
    except ValueError:
        until = None
    if until is None:
        return None, {"until": t("chat.refused.date")}
    return until, {"until": t("meeting.is_over")} if until < request.today else {}


def _about(action: MeetingAction) -> str:
    return f"meeting {action.id}"


def anew(saved_up: SavedUp, db: Session) -> tuple[Block, ...]:
    """Nothing when it was done meanwhile, or when they are not the one who is asked any more."""
    action = meetings.action(db, int(saved_up.about))
    waits = action and action.owner_id == saved_up.colleague and not action.is_agreed and action.done_on is None
    return cards.question(speech(saved_up.language), action) if action and waits else ()


def yes(request: Request, db: Session) -> Sequence[Reply]:
    action = _asked_of_me(request, db)
    action.is_agreed = True
    return [Replace(cards.line(speech(request.language), "meeting.is_yours", action.what))]


def no(request: Request, db: Session) -> Sequence[Reply]:
    """It is nobody's again, and says so in the next agenda; who said no stands nowhere."""
    action = _asked_of_me(request, db)
    action.owner_id, action.is_agreed = None, False
    return [Replace(cards.line(speech(request.language), "meeting.not_yours", action.what))]


def _asked_of_me(request: Request, db: Session) -> MeetingAction:
    action = _existing(request, db)
    if action.owner_id != request.person.id:
        raise NotAllowed(speech(request.language)("meeting.of_somebody_else"))
    nudges.forget_of(db, request.person.id, _about(action))
    showing.is_used(db)
    return action


def done(request: Request, db: Session) -> Sequence[Reply]:
    action = _existing(request, db)
    showing.is_used(db)
    action.done_on = action.done_on or request.today
    nudges.forget(db, _about(action))
    return [Replace(cards.line(speech(request.language_here), "meeting.is_done", action.what))]


def later(request: Request, db: Session) -> Sequence[Reply]:
    showing.is_used(db)
    until = (request.today + FORTNIGHT).isoformat()
    return [Ask(cards.later_form(speech(request.language), _existing(request, db), until))]


def save_later(request: Request, db: Session) -> Sequence[Reply]:
    """Somebody gave it a new day: so it is asked after once more."""
    action = _existing(request, db)
    until, errors = _until(request)
    t = speech(request.language)
    if errors or until is None:
        return [Ask(cards.later_form(t, action, request.text("until")), errors)]
    action.until, action.asked_on = until, None
    return [Say(cards.line(t, "meeting.is_later", action.what))]


def _existing(request: Request, db: Session) -> MeetingAction:
    action = meetings.action(db, request.id_of("id"))
    if action is None:
        raise OldButton("action")
    return action
