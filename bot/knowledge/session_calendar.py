"""A session as a file for somebody's calendar: new, changed and cancelled."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.chat.calendar_file import Publisher, file_name, written
from bot.chat.cards import Attachment
from bot.chat.texts import speech
from bot.register import appointments

if TYPE_CHECKING:
    from storage.learning.sessions import KnowledgeSession
    from storage.people.municipalities import Municipality


def file(session: "KnowledgeSession", home: "Municipality", now: dt.datetime) -> Attachment:
    return of_several([session], home, now)


def of_several(sessions: Sequence["KnowledgeSession"], home: "Municipality", now: dt.datetime) -> Attachment:
    """Called after the first."""
    first, word = sessions[0], str(speech(home.language)("knowledge.session.file"))
    day = first.starts_at.astimezone(now.tzinfo).date()
    content = written(
        Publisher(home.calendar_code, home.name), [appointments.of_session(each) for each in sessions], now
    )
    return Attachment(file_name(word, first.topic, day.isoformat()), content)
