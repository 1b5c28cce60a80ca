"""Which channel gets the agenda. It is seen by somebody before it goes out the first time."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.replies import Ask, Reply, Say
from bot.chat.requests import Channel, NotAllowed, OldButton, Request
from bot.chat.texts import speech
from bot.meeting import cards, showing
from bot.people import audit, rights
from glossary import Deed, DeedPart
from storage.messages import meetings, overviews
from storage.messages.meetings import Meeting


def form(request: Request, db: Session) -> Sequence[Reply]:
    """Filled in with the channel of the overview, where no other was chosen."""
    _only_keepers(request)
    return [Ask(cards.channel_form(speech(request.language), _known(db)))]


def _known(db: Session) -> Channel | None:
    chosen = meetings.meeting(db) or next((each for each in overviews.overview_channels(db) if each.started_at), None)
    return Channel(chosen.platform, chosen.tenant, chosen.place) if chosen else None


def save(request: Request, db: Session) -> Sequence[Reply]:
    _only_keepers(request)
    t, picked = speech(request.language), request.channel("channel")
    if picked is None:
        return [Ask(cards.channel_form(t, _known(db)), {"channel": t("chat.refused.empty")})]
    meeting = meetings.meeting(db)
    if meeting is None:
        db.add(Meeting(platform=picked.platform, tenant=picked.tenant, place=picked.id))
    elif picked == _known(db):
        return showing.show(request.asks("meeting.show"), db)
    else:
        # Nothing that was posted elsewhere can be answered in a thread here.
        meeting.platform, meeting.tenant, meeting.place, meeting.key = *picked, ""
    _record(request, db)
    return showing.show(request.asks("meeting.show"), db)


def start(request: Request, db: Session) -> Sequence[Reply]:
    """Also after it stopped because nobody used it; whoever is asked that in the channel may say so."""
    meeting = _existing(db)
    if not _was_going(meeting):
        _only_keepers(request)
    meeting.started_at, meeting.unused = meeting.started_at or request.at, 0
    _record(request, db)
    return [Say(cards.started(speech(request.language), request.person.is_admin))]


def stop(request: Request, db: Session) -> Sequence[Reply]:
    meeting = _existing(db)
    if not _was_going(meeting):
        _only_keepers(request)
    meeting.started_at, meeting.held_on, meeting.unused = None, None, 0
    _record(request, db)
    return [
        Say(cards.stopped(speech(request.language), rights.may_keep_register(request.person, request.municipality)))
    ]


def _was_going(meeting: Meeting) -> bool:
    """It asked whether to go on, and waits for anybody's answer."""
    return meeting.started_at is None and meeting.unused > 0


def _record(request: Request, db: Session) -> None:
    audit.record(request, db, Deed.SETTINGS_CHANGED, part=DeedPart.CHANNELS)


def _only_keepers(request: Request) -> None:
    if not rights.may_keep_register(request.person, request.municipality):
        raise NotAllowed(speech(request.language)("meeting.who_may"))


def _existing(db: Session) -> Meeting:
    meeting = meetings.meeting(db)
    if meeting is None:
        raise OldButton("meeting")
    return meeting
