"""An action on somebody's message: "Bewaar als les". Teams sends the message along, and shows what we say in a dialog.

The rules: learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/create-task-module
"""

import re
from html import unescape
from typing import Any

import msgspec

from bot.chat.cards import Text
from bot.chat.requests import Account, Knock, Place
from handlers.teams import limits
from handlers.teams.forms import PLATFORM
from handlers.teams.listen import Activity, Id, Talk, TeamsArrival, TeamsRequest, UserId
from handlers.teams.words import Json, plain

FETCH = "composeExtension/fetchTask"
KEEP_LESSON = "lesson.from_message"
_COLLEAGUE = "aadUser"
_END_OF_LINE = re.compile(r"<br\s*/?>|</(?:p|div|li|tr|h\d|blockquote|pre)>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


class MessageAuthor(msgspec.Struct, frozen=True):
    id: UserId = ""
    userIdentityType: str = ""  # noqa: N815 - Teams' own name


class Body(msgspec.Struct, frozen=True):
    content: str = ""


class ChosenMessage(msgspec.Struct, frozen=True):
    """Who wrote it is a person, an app or nobody."""

    id: Id = ""
    body: Body = Body()
    sender: dict[str, Any] = msgspec.field(default={}, name="from")

    @property
    def writer(self) -> MessageAuthor:
        try:
            return msgspec.convert(self.sender.get("user"), MessageAuthor)
        except msgspec.ValidationError:
            return MessageAuthor()


class TeamsAction(msgspec.Struct, frozen=True, rename="camel"):
    command_id: str = ""
    message_payload: ChosenMessage = ChosenMessage()


def is_ours(activity: Activity) -> bool:
    return _chosen(activity).command_id == KEEP_LESSON


def in_own_chat(activity: Activity, chat: str) -> Activity:
    """As if it was asked in their own chat with us."""
    talk = Talk(chat, "personal", activity.conversation.tenant_id)
    return msgspec.structs.replace(activity, conversation=talk)


def read(activity: Activity, arrival: TeamsArrival) -> TeamsRequest:
    """activity: in their own chat."""
    message = _chosen(activity).message_payload
    args = {"message": message.id, "text": words_of_html(message.body.content)}
    answers = {}
    if message.writer.id and message.writer.userIdentityType == _COLLEAGUE:
        # Who wrote it is somebody who was picked: it may be a guest, or somebody whom we have not met.
        answers["author"] = Account(PLATFORM, activity.tenant, message.writer.id)
    place = Place("direct", activity.where.conversation)
    knock = Knock(arrival.id, arrival.at, activity.account, place, KEEP_LESSON, args, answers)
    return TeamsRequest(knock, activity.where, own_chat=True, member=activity.sender.id)


def dialog(said: Text) -> Json:
    return {"task": {"type": "message", "value": plain(said, limits.SUMMARY)}}


def words_of_html(html: str) -> str:
    lines = unescape(_TAG.sub("", _END_OF_LINE.sub("\n", html))).replace("\xa0", " ").splitlines()
    return "\n".join(line.strip() for line in lines if line.strip()).replace("\x00", "")


def _chosen(activity: Activity) -> TeamsAction:
    try:
        return msgspec.convert(activity.value, TeamsAction)
    except msgspec.ValidationError:
        return TeamsAction()
