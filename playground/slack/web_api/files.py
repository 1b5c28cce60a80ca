"""files.*: uploads in two steps, and downloads with the bot's token."""

import mimetypes

from playground.slack import payloads
from playground.slack.content import Message
from playground.slack.web_api.chat import content_of, place_to_post
from playground.slack.web_api.door import Call, Refused
from playground.slack.wire import BOT_USER, Json


def get_upload_url(call: Call) -> Json:
    call.need("files:write")
    name, length = call.text("filename"), call.number("length", 0)
    if not name or length <= 0:
        missing = "filename" if not name else "length"
        raise Refused("invalid_arguments", [f"[ERROR] missing required field: {missing}"])
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    file = call.workspace.new_file(name, kind, BOT_USER)
    file.alt, file.complete = call.text("alt_txt"), False
    return {"upload_url": f"{call.base}/upload/{file.id}", "file_id": file.id}


def complete_upload(call: Call) -> Json:
    call.need("files:write")
    files = call.json("files") or []
    for given in files:
        stored = call.workspace.files.get(given.get("id", ""))
        if stored is None or not stored.content:
            raise Refused("file_not_found")
        stored.complete = True
        stored.title = given.get("title") or stored.name
    named = [one for one in (call.text("channel_id") or call.text("channels")).split(",") if one]
    for channel in named:
        if channel in call.workspace.people:
            raise Refused("invalid_arguments", [f"[ERROR] must be a channel [json-pointer:/channel_id] {channel}"])
        _share(call, channel, [given["id"] for given in files])
    return {"files": [payloads.file(call.workspace.files[given["id"]], call.base) for given in files]}


def _share(call: Call, channel_id: str, files: list[str]) -> None:
    here = Call(call.method, {**call.said, "channel": channel_id}, call.workspace, call.manifest, call.base)
    channel = place_to_post(here)
    text, blocks = content_of(call.said, call) if call.said.get("blocks") else (call.text("initial_comment"), [])
    message = Message(call.workspace.stamp(), channel.id, BOT_USER, text, blocks, files=files)
    message.thread_ts = call.text("thread_ts") or None
    for file_id in files:
        call.workspace.files[file_id].channels.append(channel.id)
    call.workspace.post(message)


def info(call: Call) -> Json:
    call.need("files:read")
    stored = call.workspace.files.get(call.text("file"))
    if stored is None:
        raise Refused("file_not_found")
    return {"file": payloads.file(stored, call.base), "content": ""}
