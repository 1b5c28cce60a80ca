"""chat.*: what the bot says, where, and whether Slack would take it."""

import math
from collections.abc import Iterator
from typing import Any

from playground.slack import payloads
from playground.slack.block_limits import (
    CHARACTERS_IN_A_MESSAGE,
    TEXT_OF_A_MESSAGE,
    Surface,
    characters_in,
    problems_in_blocks,
)
from playground.slack.content import Channel, Kind, Message
from playground.slack.filled import with_ids
from playground.slack.web_api.door import Call, Refused
from playground.slack.wire import BOT_USER, DOMAIN, Json
from playground.slack.workspace import Workspace


def post_message(call: Call) -> Json:
    call.need("chat:write")
    channel = place_to_post(call)
    said = _new_message(call, channel)
    wait = call.workspace.wait_before_posting(channel.id)
    if wait:
        raise Refused("ratelimited", retry_after=math.ceil(wait))
    said.metadata = metadata_of(call)
    said.thread_ts = _thread(call, channel)
    call.workspace.post(said)
    return {"channel": channel.id, "ts": said.ts, "message": payloads.message(call.workspace, said, base=call.base)}


def post_ephemeral(call: Call) -> Json:
    call.need("chat:write")
    channel = call.channel()
    person = call.text("user")
    if BOT_USER not in channel.members:
        raise Refused("not_in_channel" if channel.kind is Kind.PUBLIC else "channel_not_found", person=person or None)
    if person not in channel.members:
        raise Refused("user_not_in_channel")
    said = _new_message(call, channel)
    said.only_for = person
    said.thread_ts = _thread(call, channel)
    call.workspace.post(said)
    return {"message_ts": said.ts}


def update(call: Call) -> Json:
    call.need("chat:write")
    channel = call.channel()
    said = _own(call, channel, "cant_update_message")
    text, blocks = content_of(call.said, call, keep=said)
    said.text, said.blocks = text, blocks
    said.metadata = metadata_of(call) or said.metadata
    said.edited_ts = call.workspace.stamp()
    call.workspace.changed(said)
    told = payloads.message(call.workspace, said, base=call.base)
    return {"channel": channel.id, "ts": said.ts, "text": said.text, "message": told}


def delete(call: Call) -> Json:
    call.need("chat:write")
    channel = call.channel()
    said = _own(call, channel, "cant_delete_message")
    call.workspace.remove(said)
    return {"channel": channel.id, "ts": said.ts}


def get_permalink(call: Call) -> Json:
    channel = call.channel()
    said = call.message(channel, call.text("message_ts"))
    mark = said.ts.replace(".", "")
    return {"channel": channel.id, "permalink": f"https://{DOMAIN}.slack.example/archives/{channel.id}/p{mark}"}


def place_to_post(call: Call) -> Channel:
    """A channel by id or name; a person's id stands for the direct message with them."""
    named = call.text("channel")
    if not named:
        raise Refused("channel_not_found")
    workspace = call.workspace
    if named in workspace.people and named != BOT_USER:
        person = workspace.people[named]
        if person.left or person.team != workspace.people[BOT_USER].team:
            raise Refused("channel_not_found")
        return workspace.channel_between([named, BOT_USER])
    by_name = next((c for c in workspace.channels.values() if c.name == named.removeprefix("#") and c.name), None)
    channel = workspace.channels.get(named) or by_name
    if channel is None:
        raise Refused("channel_not_found")
    return _open_to_bot(call, channel)


def _open_to_bot(call: Call, channel: Channel) -> Channel:
    if channel.archived:
        raise Refused("is_archived")
    if BOT_USER in channel.members:
        return channel
    if channel.kind is not Kind.PUBLIC:
        raise Refused("channel_not_found")
    if not call.may("chat:write.public"):
        raise Refused("not_in_channel")
    return channel


def _new_message(call: Call, channel: Channel) -> Message:
    text, blocks = content_of(call.said, call)
    return Message(call.workspace.stamp(), channel.id, BOT_USER, text, blocks)


def _own(call: Call, channel: Channel, error: str) -> Message:
    said = call.message(channel, call.text("ts"))
    if not said.by_app:
        raise Refused(error)
    return said


def _thread(call: Call, channel: Channel) -> str | None:
    thread = call.text("thread_ts")
    if not thread:
        return None
    parent = call.workspace.message(channel.id, thread)
    if parent is None:
        raise Refused("thread_not_found")
    return parent.thread_ts if parent.in_thread else parent.ts


def content_of(said: Any, call: Call, keep: Message | None = None) -> tuple[str, list[Json]]:
    """Text and blocks, as Slack would take them. Raises Refused."""
    text = call.text("text")
    blocks = call.json("blocks", "invalid_blocks_format")
    if keep is not None and "text" not in said and blocks is None:
        raise Refused("no_text")
    return acceptable(call.workspace, text, blocks)


def acceptable(workspace: Workspace, text: str, blocks: Any) -> tuple[str, list[Json]]:
    if blocks is not None and not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    if not text and not blocks:
        raise Refused("no_text")
    if len(text) > TEXT_OF_A_MESSAGE:
        raise Refused("msg_too_long")
    problems = problems_in_blocks(blocks or [], Surface.MESSAGE) + missing_files(workspace, blocks)
    if problems:
        raise Refused("invalid_blocks", problems)
    if characters_in(blocks or []) > CHARACTERS_IN_A_MESSAGE:
        raise Refused("msg_blocks_too_long")
    return text, with_ids(blocks)


def missing_files(workspace: Workspace, blocks: Any) -> list[str]:
    """Pictures that point to a file which Slack does not have, has not got whole, or which is no picture."""
    wrong = []
    for place, picture in _pictures_in(blocks or [], "/blocks"):
        file_id = (picture.get("slack_file") or {}).get("id")
        file = workspace.files.get(str(file_id))
        if file_id and not (file and file.complete and file.kind.startswith("image/")):
            wrong.append(f"[ERROR] invalid slack file [json-pointer:{place}/slack_file]")
    return wrong


def _pictures_in(blocks: Any, place: str) -> Iterator[tuple[str, Json]]:
    """Also those beside a text and in a line of context."""
    for number, block in enumerate(blocks if isinstance(blocks, list) else []):
        if isinstance(block, dict):
            yield f"{place}/{number}", block
            accessory = block.get("accessory")
            if isinstance(accessory, dict):
                yield f"{place}/{number}/accessory", accessory
            yield from _pictures_in(block.get("elements"), f"{place}/{number}/elements")


def metadata_of(call: Call) -> Json | None:
    metadata = call.json("metadata", "metadata_must_be_sent_from_app")
    if metadata is None:
        return None
    if not isinstance(metadata, dict) or not {"event_type", "event_payload"} <= metadata.keys():
        raise Refused("invalid_metadata_format")
    return metadata
