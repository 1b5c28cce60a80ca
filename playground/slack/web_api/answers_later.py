"""response_url: the bot answers a command or a click later, five times, within half an hour."""

from playground.slack.content import Message, ResponseUrl
from playground.slack.web_api.chat import acceptable
from playground.slack.web_api.door import Refused
from playground.slack.wire import BOT_USER, Json
from playground.slack.workspace import Workspace


def answer_later(workspace: Workspace, key: str, said: Json) -> None:
    """Raises Refused."""
    known = workspace.response_urls.get(key)
    if known is None:
        raise Refused("invalid_url")
    if workspace.ticking() > known.expires:
        raise Refused("expired_url", person=known.person)
    if known.uses <= 0:
        raise Refused("used_url", person=known.person)
    known.uses -= 1
    apply_answer(workspace, known, said)


def apply_answer(workspace: Workspace, to: ResponseUrl, said: Json) -> None:
    """Also what the body of an acknowledgement means. Raises Refused."""
    original = to.message
    if original and original not in workspace.channels[original.channel].messages:
        original = None
    if said.get("delete_original"):
        if original:
            workspace.remove(original)
        if not (said.get("text") or said.get("blocks")):
            return
    text, blocks = acceptable(workspace, str(said.get("text") or ""), said.get("blocks"))
    if original and _replaces(said):
        original.text, original.blocks = text, blocks
        original.edited_ts = workspace.stamp() if not original.only_for else None
        workspace.changed(original)
        return
    in_channel = said.get("response_type") == "in_channel"
    answer = Message(workspace.stamp(), to.channel, BOT_USER, text, blocks, origin=to.origin)
    answer.only_for = None if in_channel else to.person
    answer.thread_ts = said.get("thread_ts") or (original.thread_ts if original else None)
    workspace.post(answer)


def _replaces(said: Json) -> bool:
    """A bare answer to a click takes the place of the message; naming the kind of answer makes it a new one."""
    if "replace_original" in said:
        return bool(said["replace_original"])
    return "response_type" not in said and not said.get("delete_original")
