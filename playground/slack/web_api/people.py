"""auth, users, team, bots, reactions: who is who."""

from dataclasses import replace

from playground.slack import payloads
from playground.slack.cast import Person
from playground.slack.web_api.door import Call, Refused, page_of
from playground.slack.wire import APP, BOT, BOT_NAME, BOT_USER, DOMAIN, TEAM, TEAM_NAME, Json

SLACKBOT: Json = {
    "id": "USLACKBOT", "team_id": TEAM, "name": "slackbot", "real_name": "Slackbot", "deleted": False, "is_bot": False,
    "is_admin": False, "profile": {"real_name": "Slackbot", "display_name": "Slackbot", "team": TEAM},
}  # fmt: skip
"""In every workspace, and no bot by its own words."""


def auth_test(call: Call) -> Json:
    return {
        "url": f"https://{DOMAIN}.slack.example/",
        "team": TEAM_NAME,
        "user": BOT_NAME.lower(),
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": BOT,
        "is_enterprise_install": False,
    }


def api_test(call: Call) -> Json:
    if call.text("error"):
        raise Refused(call.text("error"))
    return {"args": dict(call.said)}


def open_connection(call: Call) -> Json:
    if call.workspace.new_socket_url is None:
        raise Refused("internal_error")
    return {"url": call.workspace.new_socket_url()}


def info(call: Call) -> Json:
    call.need("users:read")
    person = call.workspace.people.get(call.text("user"))
    if person is None:
        raise Refused("user_not_found")
    return {"user": _seen(call, person)}


def list_(call: Call) -> Json:
    call.need("users:read")
    return page_of(call, [*(_seen(call, person) for person in call.workspace.people.values()), SLACKBOT], "members")


def lookup_by_email(call: Call) -> Json:
    call.need("users:read.email")
    wanted = call.text("email").strip().casefold()
    for person in call.workspace.humans():
        # Slack finds nobody of another organisation by e-mail.
        if person.email.casefold() == wanted and person.team == TEAM:
            return {"user": _seen(call, person)}
    raise Refused("users_not_found")


def team_info(call: Call) -> Json:
    call.need("team:read")
    return {"team": {"id": TEAM, "name": TEAM_NAME, "domain": DOMAIN, "email_domain": "voorbeeld.example", "icon": {}}}


def bot_info(call: Call) -> Json:
    call.need("users:read")
    if call.text("bot") not in ("", BOT):
        raise Refused("bot_not_found")
    return {"bot": {"id": BOT, "app_id": APP, "user_id": BOT_USER, "name": BOT_NAME, "deleted": False, "icons": {}}}


def add_reaction(call: Call) -> Json:
    call.need("reactions:write")
    said = call.message(call.channel(), call.text("timestamp"))
    who = said.reactions.setdefault(call.text("name"), [])
    if BOT_USER in who:
        raise Refused("already_reacted")
    who.append(BOT_USER)
    call.workspace.changed(said)
    return {}


def remove_reaction(call: Call) -> Json:
    call.need("reactions:write")
    said = call.message(call.channel(), call.text("timestamp"))
    who = said.reactions.get(call.text("name"), [])
    if BOT_USER not in who:
        raise Refused("no_reaction")
    who.remove(BOT_USER)
    if not who:
        del said.reactions[call.text("name")]
    call.workspace.changed(said)
    return {}


def _seen(call: Call, person: Person) -> Json:
    with_email = call.may("users:read.email")
    if person.id in call.workspace.reads_english:
        person = replace(person, locale="en-GB")
    return payloads.user(person, with_email=with_email, with_locale=call.flag("include_locale"))
