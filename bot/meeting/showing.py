"""`/overzicht overleg`: the agenda as it is now, and the next meeting for somebody's calendar."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.calendar_file import Appointment, Publisher, file_name, written
from bot.chat.cards import Attachment
from bot.chat.quiet import quiet_of
from bot.chat.replies import Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.settings import Chosen
from bot.chat.texts import speech
from bot.meeting import agenda, cards, when
from bot.meeting.cards import MeetingState
from bot.people import rights
from storage import settings
from storage.messages import meetings
from storage.messages.meetings import Meeting


def show(request: Request, db: Session) -> Sequence[Reply]:
    facts = agenda.facts(db, request.at)
    return [Say(cards.looked_at(speech(request.language), facts, state_of(request, meetings.meeting(db))))]


def state_of(request: Request, meeting: Meeting | None) -> MeetingState:
    may_choose = rights.may_keep_register(request.person, request.municipality)
    if meeting is None:
        return MeetingState(may_choose=may_choose)
    on = meeting.held_on if meeting.held_on and meeting.held_on >= request.today else None
    return MeetingState(on, meeting.started_at is not None, has_channel=True, may_choose=may_choose)


def calendar(request: Request, db: Session) -> Sequence[Reply]:
    meeting = is_used(db)
    if meeting is None or meeting.held_on is None:
        raise OldButton("meeting")
    t, chosen, home = speech(request.language), Chosen(settings.written(db)), request.municipality
    starts, ends = when.period(meeting.held_on, chosen, quiet_of(home, chosen).zone)
    # The day is its number: there is one meeting a day, and what moves comes as a new file of the same.
    summary = str(speech(home.language)("meeting.calendar_title"))
    appointment = Appointment("overleg", meeting.held_on.toordinal(), starts, ends, summary)
    content = written(Publisher(home.calendar_code, home.name), [appointment], request.at)
    file = Attachment(file_name(str(t("meeting.file_name")), meeting.held_on.isoformat()), content)
    return [Say(cards.calendar(t, meeting.held_on, file))]


def is_used(db: Session) -> Meeting | None:
    """Somebody did something with it: the meeting, where there is one."""
    meeting = meetings.meeting(db)
    if meeting:
        meeting.unused = 0
    return meeting
