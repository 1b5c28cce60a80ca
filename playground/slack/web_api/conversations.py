"""conversations.*: the channels, groups and direct messages that the bot may know of."""

from playground.slack import payloads
from playground.slack.content import Channel, Kind, Message
from playground.slack.web_api.door import Call, Refused, page_of
from playground.slack.wire import BOT_USER, Json

READ = {
    Kind.PUBLIC: "channels:read",
    Kind.PRIVATE: "groups:read",
    Kind.DIRECT: "im:read",
    Kind.GROUP: "mpim:read",
}
HISTORY = {kind: scope.replace("read", "history") for kind, scope in READ.items()}
TYPES = {"public_channel": Kind.PUBLIC, "private_channel": Kind.PRIVATE, "im": Kind.DIRECT, "mpim": Kind.GROUP}
GROUP_MEMBERS = 8  # Slack's most in one group message, the bot not counted


def info(call: Call) -> Json:
    channel = call.channel()
    call.need(READ[channel.kind])
    return {"channel": payloads.conversation(channel)}


def list_(call: Call) -> Json:
    kinds = []
    for name in (call.text("types") or "public_channel").split(","):
        if name.strip() not in TYPES:
            raise Refused("invalid_types")
        kinds.append(TYPES[name.strip()])
    for kind in kinds:
        call.need(READ[kind])
    known = [c for c in call.workspace.channels.values() if c.kind in kinds and call.sees(c)]
    if call.flag("exclude_archived"):
        known = [channel for channel in known if not channel.archived]
    return page_of(call, [payloads.conversation(channel) for channel in known], "channels")


def members(call: Call) -> Json:
    channel = call.channel()
    call.need(READ[channel.kind])
    return page_of(call, list(channel.members), "members")


def open_(call: Call) -> Json:
    if call.text("channel"):
        return {"channel": payloads.conversation(call.channel())}
    people = [one.strip() for one in call.text("users").split(",") if one.strip()]
    if not people:
        raise Refused("users_list_not_supplied")
    call.need("im:write" if len(people) == 1 else "mpim:write")
    if len(people) > GROUP_MEMBERS:
        raise Refused("too_many_users")
    here = call.workspace.people[BOT_USER].team
    for person in people:
        if person not in call.workspace.people or call.workspace.people[person].team != here:
            raise Refused("user_not_found")
        if call.workspace.people[person].left:
            raise Refused("user_disabled")
    if set(people) == {BOT_USER}:
        raise Refused("cannot_dm_bot")
    before = set(call.workspace.channels)
    channel = call.workspace.channel_between([*people, BOT_USER])
    return {"already_open": channel.id in before, "no_op": channel.id in before} | {
        "channel": payloads.conversation(channel) if call.flag("return_im") or len(people) > 1 else {"id": channel.id}
    }


def join(call: Call) -> Json:
    call.need("channels:join")
    channel = call.channel()
    if channel.kind is not Kind.PUBLIC:
        raise Refused("method_not_supported_for_channel_type")
    call.workspace.join(channel, BOT_USER)
    return {"channel": payloads.conversation(channel)}


def history(call: Call) -> Json:
    channel = _readable(call)
    said = [message for message in channel.messages if not message.in_thread and not message.only_for]
    return _page_of_messages(call, sorted(_between(call, said), key=lambda message: message.ts, reverse=True))


def replies(call: Call) -> Json:
    channel = _readable(call)
    parent = call.message(channel, call.text("ts"), "thread_not_found")
    thread = [parent, *(m for m in call.workspace.replies(parent) if not m.only_for)]
    return _page_of_messages(call, _between(call, thread))


def _readable(call: Call) -> Channel:
    channel = call.channel()
    call.need(HISTORY[channel.kind])
    if BOT_USER not in channel.members:
        raise Refused("not_in_channel")
    return channel


def _between(call: Call, said: list[Message]) -> list[Message]:
    oldest, latest = float(call.text("oldest") or 0), float(call.text("latest") or "inf")
    edges = call.flag("inclusive")
    return [
        m for m in said if oldest < float(m.ts) < latest or (edges and float(m.ts) in (oldest, latest))
    ]  # fmt: skip


def _page_of_messages(call: Call, said: list[Message]) -> Json:
    page = page_of(call, said, "messages", most=999)
    with_metadata = call.flag("include_all_metadata")
    page["messages"] = [
        payloads.message(call.workspace, one, with_metadata=with_metadata, base=call.base) for one in page["messages"]
    ]
    return {**page, "has_more": bool(page["response_metadata"]["next_cursor"])}
