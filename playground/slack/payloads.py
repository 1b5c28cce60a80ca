"""Slack's JSON: how people, channels, messages, views and files look on the wire."""

from playground.slack.answers import state_values
from playground.slack.cast import Person, Standing
from playground.slack.content import Channel, Kind, Message, StoredFile, View
from playground.slack.wire import APP, BOT, BOT_NAME, BOT_USER, DOMAIN, TEAM, VERIFICATION_TOKEN, Json
from playground.slack.workspace import Workspace

TEAM_FACTS: Json = {"id": TEAM, "domain": DOMAIN}


def user(person: Person, *, with_email: bool, with_locale: bool = False) -> Json:
    is_app = person.standing is Standing.APP
    profile: Json = {
        "real_name": person.name,
        "real_name_normalized": person.name,
        "display_name": "" if is_app else person.name,
        "display_name_normalized": "" if is_app else person.name,
        "first_name": person.first_name,
        "last_name": " ".join(person.name.split()[1:]),
        "title": ", ".join(person.roles),
        "team": person.team,
        **({"email": person.email} if with_email and not is_app else {}),
        **({"bot_id": BOT, "api_app_id": APP} if is_app else {}),
    }
    return {
        "id": person.id,
        "team_id": person.team,
        "name": person.handle,
        "real_name": person.name,
        "deleted": person.left,
        "tz": "Europe/Amsterdam",
        "tz_label": "Central European Time",
        "tz_offset": 3600,
        "profile": profile,
        "is_admin": person.administrator,
        "is_owner": person.administrator,
        "is_primary_owner": person.administrator,
        "is_restricted": person.standing is Standing.GUEST,
        "is_ultra_restricted": False,
        "is_stranger": person.standing is Standing.OUTSIDER,
        "is_bot": is_app,
        "is_app_user": False,
        "updated": 0,
        **({"locale": person.locale} if with_locale else {}),
    }


def conversation(channel: Channel, viewer: str = BOT_USER) -> Json:
    direct, group = channel.kind is Kind.DIRECT, channel.kind is Kind.GROUP
    facts: Json = {
        "id": channel.id,
        "created": 0,
        "is_archived": channel.archived,
        "is_im": direct,
        "is_mpim": group,
        "is_channel": channel.kind is Kind.PUBLIC,
        "is_group": channel.kind is Kind.PRIVATE,
        "is_private": channel.kind is not Kind.PUBLIC,
        "is_member": viewer in channel.members,
        "is_ext_shared": channel.shared,
        "is_shared": channel.shared,
        "is_org_shared": False,
        "is_general": False,
        "context_team_id": TEAM,
    }
    if direct:
        other = next((member for member in channel.members if member != viewer), viewer)
        return {**facts, "user": other, "is_open": True}
    return {
        **facts,
        "name": channel.name,
        "name_normalized": channel.name,
        "creator": channel.members[0] if channel.members else "",
        "num_members": len(channel.members),
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": channel.topic, "creator": "", "last_set": 0},
    }


def message(workspace: Workspace, said: Message, *, with_metadata: bool = False, base: str = "") -> Json:
    replies = workspace.replies(said)
    facts: Json = {
        "type": "message",
        "user": said.author,
        "ts": said.ts,
        "text": said.text,
        "team": TEAM,
        **({"blocks": said.blocks} if said.blocks else {}),
        **({"thread_ts": said.thread_ts or said.ts} if said.thread_ts or replies else {}),
        **({"edited": {"user": said.author, "ts": said.edited_ts}} if said.edited_ts else {}),
        **({"metadata": said.metadata} if with_metadata and said.metadata else {}),
    }
    if said.by_app:
        facts |= {"bot_id": BOT, "app_id": APP, "bot_profile": {"id": BOT, "app_id": APP, "name": BOT_NAME}}
    if replies:
        facts |= {"reply_count": len(replies), "latest_reply": replies[-1].ts}
        facts |= {"reply_users": sorted({reply.author for reply in replies})}
    if said.files:
        facts["files"] = [file(workspace.files[one], base) for one in said.files if one in workspace.files]
    if said.reactions:
        facts["reactions"] = [
            {"name": name, "users": users, "count": len(users)} for name, users in said.reactions.items()
        ]
    return facts


def file(stored: StoredFile, base: str) -> Json:
    extension = stored.name.rpartition(".")[2].lower() if "." in stored.name else ""
    address = f"{base}/files-pri/{TEAM}-{stored.id}"
    return {
        "id": stored.id,
        "created": int(stored.at.timestamp()),
        "timestamp": int(stored.at.timestamp()),
        "name": stored.name,
        "title": stored.title or stored.name,
        **({"alt_txt": stored.alt} if stored.alt else {}),
        "mimetype": stored.kind,
        "filetype": extension or "binary",
        "pretty_type": extension.upper() or "Binary",
        "user": stored.owner,
        "user_team": TEAM,
        "editable": False,
        "size": len(stored.content),
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "file_access": "visible",
        "url_private": f"{address}/{stored.name}",
        "url_private_download": f"{address}/download/{stored.name}",
        "permalink": f"{base}/bestand/{stored.id}",
        "channels": list(stored.channels),
        "groups": [],
        "ims": [],
    }


def view(workspace: Workspace, shown: View, base: str = "") -> Json:
    content = shown.content

    def the_file(file_id: str) -> Json:
        return file(workspace.files[file_id], base) if file_id in workspace.files else {"id": file_id}

    values = state_values(content["blocks"], shown.typed, shown.offered, the_file)
    return {
        "id": shown.id,
        "team_id": TEAM,
        "type": content["type"],
        "blocks": content["blocks"],
        "private_metadata": content.get("private_metadata", ""),
        "callback_id": content.get("callback_id", ""),
        "state": {"values": values},
        "hash": shown.hash,
        "title": content.get("title"),
        "submit": content.get("submit"),
        "close": content.get("close"),
        "clear_on_close": content.get("clear_on_close", False),
        "notify_on_close": content.get("notify_on_close", False),
        "previous_view_id": shown.previous,
        "root_view_id": shown.root,
        "external_id": content.get("external_id", ""),
        "app_id": APP,
        "app_installed_team_id": TEAM,
        "bot_id": BOT,
    }


# what travels to the bot


def who(person: Person) -> Json:
    return {"id": person.id, "username": person.handle, "name": person.handle, "team_id": person.team}


def interaction(kind: str, person: Person, **more: object) -> Json:
    return {
        "type": kind,
        "user": who(person),
        "team": TEAM_FACTS,
        "enterprise": None,
        "is_enterprise_install": False,
        "api_app_id": APP,
        "token": VERIFICATION_TOKEN,
        **more,
    }


def envelope(event: Json, event_id: str, at: int, *, shared: bool = False) -> Json:
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": APP,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": at,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": shared,
        "event_context": event_id.lower(),
    }


def channel_name(channel: Channel) -> str:
    """What Slack calls the place in a command or click: direct messages have no name of their own."""
    names = {Kind.DIRECT: "directmessage", Kind.PRIVATE: "privategroup"}
    return names.get(channel.kind, channel.name)
