"""A tiny real Bolt app that shows every block, input and way of answering: what the practice workspace is tested with.

`python a_bot.py run | import FILE... | manifest slack`, like the console script of the real one.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

Json = dict[str, Any]

SCOPES = """
    app_mentions:read chat:write commands channels:read channels:join groups:read im:read im:write
    im:history mpim:read mpim:write files:read files:write users:read users:read.email team:read
    reactions:write channels:history
"""
MANIFEST: Json = {
    "display_information": {"name": "Proef"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Samenspel"},
        "shortcuts": [
            {
                "name": "Nieuw project",
                "type": "global",
                "callback_id": "new_project",
                "description": "Zet een project neer",
            },
            {
                "name": "Bewaar als les",
                "type": "message",
                "callback_id": "keep_lesson",
                "description": "Les bij dit bericht",
            },
        ],
        "slash_commands": [
            {
                "command": "/samenspel",
                "description": "Menu en hulp",
                "usage_hint": "help | profiel | alles | traag | fout",
            },
            {
                "command": "/project",
                "description": "Projecten",
                "usage_hint": "nieuw | lijst | moment | import | export",
            },
        ],
    },
    "oauth_config": {"scopes": {"bot": SCOPES.split()}},
    "settings": {"event_subscriptions": {"bot_events": ["app_home_opened", "app_mention", "message.im", "team_join"]}},
}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def words(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(text: str, value: str = "", about: str = "") -> Json:
    found: Json = {"text": plain(text), "value": value or text.lower()}
    return found | ({"description": plain(about)} if about else {})


def button(text: str, action: str, value: str = "1", **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action, "value": value, **more}


def asked(block: str, label: str, element: Json, *, optional: bool = True, hint: str = "", **more: Any) -> Json:
    found: Json = {"type": "input", "block_id": block, "label": plain(label), "optional": optional, **more}
    return found | {"element": {"action_id": "a", **element}} | ({"hint": plain(hint)} if hint else {})


def modal(title: str, blocks: list[Json], callback: str, **more: Any) -> Json:
    return {
        "type": "modal",
        "title": plain(title),
        "submit": plain("Bewaar"),
        "close": plain("Annuleer"),
        "callback_id": callback,
        "blocks": blocks,
        **more,
    }


STREETS = ["Havenkade", "Hoofdstraat", "Lindelaan", "Molenweg", "Marktplein", "Bloemenstraat", "Vogelpad"]


def project_form() -> Json:
    return modal(
        "Nieuw project",
        [
            {"type": "section", "text": words("Begin klein. *Alles* kan later nog anders.")},
            asked("name", "Naam van het project", {"type": "plain_text_input", "max_length": 80}, optional=False,
                  hint="Zoals bewoners het noemen"),
            asked("summary", "Waar gaat het over?", {"type": "plain_text_input", "multiline": True}),
            asked("status", "Status", {"type": "static_select", "options": [option("Komend"), option("Lopend")],
                                       "placeholder": plain("Kies een status")}, optional=False),
            asked("areas", "Gebieden", {"type": "multi_external_select", "min_query_length": 2,
                                        "placeholder": plain("Zoek een wijk of buurt")}),
            asked("adviser", "Communicatieadviseur", {"type": "users_select"}),
            asked("start", "Begint op", {"type": "datepicker"}),
        ],
        "project",
    )  # fmt: skip


def every_input() -> Json:
    long = [option(street) for street in STREETS] + [option(f"Straat {number}") for number in range(1, 25)]
    return modal(
        "Alle invoer",
        [
            asked("line", "Een regel", {"type": "plain_text_input", "min_length": 3, "max_length": 20}),
            asked("many", "Meer regels", {"type": "plain_text_input", "multiline": True, "initial_value": "Al er"}),
            asked("number", "Getal", {"type": "number_input", "is_decimal_allowed": False, "min_value": "1",
                                      "max_value": "100"}),
            asked("mail", "E-mail", {"type": "email_text_input"}),
            asked("web", "Webadres", {"type": "url_text_input"}),
            asked("date", "Datum", {"type": "datepicker", "initial_date": "2026-12-09"}),
            asked("time", "Tijd", {"type": "timepicker", "initial_time": "19:30"}),
            asked("moment", "Datum en tijd", {"type": "datetimepicker", "initial_date_time": 1796844600}),
            asked("few", "Korte lijst", {"type": "static_select", "options": [option("Een"), option("Twee")],
                                         "initial_option": option("Twee")}),
            asked("long", "Lange lijst", {"type": "static_select", "options": long}),
            asked("groups", "Met kopjes", {"type": "static_select", "option_groups": [
                {"label": plain("Noord"), "options": [option("Bloemenbuurt")]},
                {"label": plain("Zuid"), "options": [option("Vogelbuurt")]}]}),
            asked("several", "Meer uit een lijst", {"type": "multi_static_select", "options": long,
                                                    "max_selected_items": 2}),
            asked("searched", "Gezocht", {"type": "external_select", "min_query_length": 0}),
            asked("searched_many", "Meer gezocht", {"type": "multi_external_select", "min_query_length": 2}),
            asked("person", "Collega", {"type": "users_select"}),
            asked("people", "Collega's", {"type": "multi_users_select", "initial_users": ["U00000C07"]}),
            asked("place", "Kanaal of gesprek", {"type": "conversations_select"}),
            asked("channel", "Kanaal", {"type": "channels_select"}),
            asked("ticks", "Vinkjes", {"type": "checkboxes", "options": [
                option("Bewoners", about="Wie er woont"), option("Ondernemers")], "initial_options": [
                option("Bewoners", about="Wie er woont")]}),
            asked("one", "Een van deze", {"type": "radio_buttons", "options": [option("Ja"), option("Nee")]}),
            asked("file", "Bestand", {"type": "file_input", "filetypes": ["csv", "txt"], "max_files": 1}),
        ],
        "inputs",
        notify_on_close=True,
    )  # fmt: skip


def every_block() -> list[Json]:
    style = {"style": {"bold": True}}
    return [
        {"type": "header", "text": plain("Overzicht van deze week")},
        {"type": "section", "text": words("*Vet* _schuin_ ~weg~ `code` <https://a.example|een link> <@U00000C07> "
                                          "&lt;b&gt; :tada:\n> een citaat")},
        {"type": "section", "fields": [words("*Status*\nlopend"), words("*Fase*\nuitvoering"),
                                       words("*Gebied*\nOude Haven"), words("*Niveau*\nadviseren")]},
        {"type": "divider"},
        {"type": "section", "text": words("*Herinrichting Havenkade*\nWijkschouw op 9 december"),
         "accessory": button("Open", "open_form")},
        {"type": "section", "text": words("Meer keuzes"), "accessory": {
            "type": "overflow", "action_id": "more", "options": [option("Wijzig", "edit"), option("Deel", "share")]}},
        {"type": "rich_text", "elements": [
            {"type": "rich_text_section", "elements": [
                {"type": "text", "text": "Letterlijk: *geen vet* <!channel> & <b> "},
                {"type": "text", "text": "vet", **style},
                {"type": "user", "user_id": "U00000C08"}, {"type": "emoji", "name": "seedling"}]},
            {"type": "rich_text_list", "style": "bullet", "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "eerst"}]},
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "daarna"}]}]},
            {"type": "rich_text_quote", "elements": [{"type": "text", "text": "Wij horen u graag"}]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a  b\nc  d"}]}]},
        {"type": "image", "image_url": "http://127.0.0.1:9/er-is-niets.png", "alt_text": "Kaart van de drukte"},
        {"type": "actions", "elements": [
            button("Ja, ik doe mee", "yes", style="primary"), button("Later", "later"),
            button("Verwijder", "remove", style="danger", confirm={
                "title": plain("Verwijderen?"), "text": plain("Dit kan niet terug."), "confirm": plain("Verwijder"),
                "deny": plain("Laat staan"), "style": "danger"}),
            {"type": "static_select", "action_id": "pick", "placeholder": plain("Kies"), "options": [
                option("Drukte"), option("Agenda")]}]},
        {"type": "context", "elements": [words("Bijgewerkt door <@U00000C10>"), plain("*letterlijk*")]},
    ]  # fmt: skip


def with_a_button(said: str) -> Json:
    return modal(
        "Plan een moment",
        [
            asked("name", "Gebied", {"type": "plain_text_input"}),
            {"type": "actions", "elements": [button("Is het druk?", "weigh"), button("Verder", "next"),
                                             button("Lees meer", "read_on", url="https://voorbeeld.example/drukte")]},
            {"type": "section", "text": words(said)},
        ],
        "two",
    )  # fmt: skip


# One pixel; Chromium shows it as it shows a heat map.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf500f0003860180c5f4b2f4"
    "0000000049454e44ae426082"
)


def together(client: Any, asker: str) -> None:
    """A group of three, a picture that was uploaded unseen, a file for the agenda, and a word in the thread."""
    group = client.conversations_open(users=[asker, "U00000C07", "U00000C10"])["channel"]["id"]
    ids = [
        upload(client, name, content) for name, content in (("drukte.png", PICTURE), ("sessie.ics", b"BEGIN:VCALENDAR"))
    ]
    client.files_completeUploadExternal(files=[{"id": ids[0]}])
    shown = client.chat_postMessage(
        channel=group,
        text="Jullie zijn buddy's",
        metadata={"event_type": "pair", "event_payload": {"key": "round 1"}},
        blocks=[
            {"type": "section", "text": words("*Jullie zijn buddy's* tot de kerst.")},
            {"type": "image", "slack_file": {"id": ids[0]}, "alt_text": "De Oude Haven is het drukst"},
        ],
    )
    client.files_completeUploadExternal(files=[{"id": ids[1], "title": "Zet in je agenda"}], channel_id=group)
    client.chat_postMessage(channel=group, text="Zijn jullie er al uit?", thread_ts=shown["ts"])


def upload(client: Any, name: str, content: bytes) -> str:
    from urllib.request import Request, urlopen

    slot = client.files_getUploadURLExternal(filename=name, length=len(content))
    urlopen(Request(slot["upload_url"], content, {"Content-Type": "application/octet-stream"})).close()
    return str(slot["file_id"])


def build_app() -> Any:
    from slack_bolt import App
    from slack_sdk import WebClient

    client = WebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"], retry_handlers=[])
    app = App(
        client=client,
        signing_secret=os.environ["SLACK_SIGNING_SECRET"],
        process_before_response=True,
        token_verification_enabled=False,
    )

    @app.command("/samenspel")
    def samenspel(ack: Any, command: Json, client: WebClient, respond: Any) -> None:
        match command["text"].split(" ")[0]:
            case "alles":
                client.views_open(trigger_id=command["trigger_id"], view=every_input())
                ack()
            case "blokken":
                ack(blocks=every_block(), text="Alle blokken")
            case "kanaal":
                client.chat_postMessage(channel=command["channel_id"], text="Voor iedereen", blocks=every_block())
                ack()
            case "samen":
                together(client, command["user_id"])
                ack("Jullie hebben een gesprek.")
            case "stap":
                client.views_open(trigger_id=command["trigger_id"], view=with_a_button("Nog niets gekozen."))
                ack()
            case "traag":
                import threading

                threading.Event().wait(3.4)
                ack("Te laat")
            case "fout":
                client.chat_postMessage(channel=command["channel_id"], text="x", blocks=[{"type": "section"}])
                ack()
            case "titel":
                client.views_open(trigger_id=command["trigger_id"], view=modal("x" * 25, [], "t"))
                ack()
            case "profiel":
                client.views_open(
                    trigger_id=command["trigger_id"],
                    view=modal("Je profiel", [asked("language", "Taal", {"type": "radio_buttons", "options": [
                        option("Nederlands", "nl"), option("English", "en")]}, optional=False)], "profile"),
                )  # fmt: skip
                ack()
            case "later":
                respond(text="Komt eraan", response_type="ephemeral")
                respond(text="Voor het kanaal", response_type="in_channel")
                ack()
            case _:
                ack(
                    text="Wat wil je doen?",
                    blocks=[
                        {"type": "section", "text": words("*Wat wil je doen?* Dit ziet alleen jij.")},
                        {"type": "actions", "elements": [button("Nieuw project", "open_form", style="primary")]},
                    ],
                )

    @app.command("/project")
    def project(ack: Any, command: Json, client: WebClient) -> None:
        verb = command["text"].split(" ")[0]
        if verb == "export":
            dm = client.conversations_open(users=command["user_id"], return_im=True)["channel"]["id"]
            client.files_upload_v2(channel=dm, filename="projecten.csv", content="naam;status\nHavenkade;lopend\n")
            ack("Het bestand staat in ons gesprek.")
        elif verb == "stop":
            os._exit(3)
        elif verb == "lijst":
            ack(f"Je typte: {command['text']}")
        elif verb == "moment":
            form = modal("Contactmoment", [asked("when", "Wanneer", {"type": "datepicker"}, optional=False)], "moment")
            client.views_open(trigger_id=command["trigger_id"], view=form)
            ack()
        else:
            client.views_open(trigger_id=command["trigger_id"], view=project_form())
            ack()

    @app.options("a")
    def areas(ack: Any, payload: Json) -> None:
        found = [street for street in STREETS if payload["value"].lower() in street.lower()]
        groups = [{"label": plain("Straten"), "options": [option(street) for street in found]}]
        ack(option_groups=groups if found else [])

    @app.action("open_form")
    def open_form(ack: Any, body: Json, client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=project_form())
        ack()

    @app.action("yes")
    def yes(ack: Any, respond: Any, body: Json) -> None:
        respond(text=f"Fijn, <@{body['user']['id']}> doet mee.", replace_original=True)
        ack()

    @app.action("later")
    def later(ack: Any, respond: Any) -> None:
        respond(text="Goed, ik vraag het later.", replace_original=False, response_type="ephemeral")
        ack()

    @app.action("remove")
    def remove(ack: Any, respond: Any) -> None:
        respond(delete_original=True)
        ack()

    @app.action("more")
    def more(ack: Any, respond: Any, payload: Json) -> None:
        respond(text=f"Gekozen: {payload['selected_option']['value']}", replace_original=False)
        ack()

    @app.action("pick")
    def pick(ack: Any, respond: Any, payload: Json) -> None:
        respond(text=f"Gekozen: {payload['selected_option']['value']}", replace_original=False)
        ack()

    @app.action("weigh")
    def weigh(ack: Any, body: Json, client: WebClient) -> None:
        """A button in a form: the form changes, and what was typed stays."""
        typed = body["view"]["state"]["values"]["name"]["a"]["value"]
        fresh = with_a_button(f"Het is druk rond {typed}.")
        client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=fresh)
        ack()

    @app.action("read_on")
    def read_on(ack: Any) -> None:
        ack()

    @app.action("next")
    def push(ack: Any, body: Json, client: WebClient) -> None:
        client.views_push(trigger_id=body["trigger_id"], view=modal("Stap twee", [
            {"type": "section", "text": words("Nog een stap")}], "two"))  # fmt: skip
        ack()

    @app.view("project")
    def project_sent(ack: Any, view: Json, body: Json, client: WebClient) -> None:
        values = view["state"]["values"]
        name = values["name"]["a"]["value"]
        if name == "fout":
            ack(response_action="errors", errors={"name": "Deze naam bestaat al."})
            return
        adviser = values["adviser"]["a"]["selected_user"]
        if adviser:
            client.chat_postMessage(
                channel=adviser,
                text=f"Doe je mee met {name}?",
                metadata={"event_type": "role_asked", "event_payload": {"project": "1"}},
                blocks=[
                    {"type": "section", "text": plain(f"Wil je communicatieadviseur zijn van {name}?")},
                    {"type": "actions", "elements": [button("Ja, ik doe mee", "yes", style="primary"),
                                                     button("Later", "later")]},
                ],
            )  # fmt: skip
        ack()

    @app.view("inputs")
    def inputs_sent(ack: Any, view: Json, body: Json, client: WebClient) -> None:
        told = json.dumps(view["state"]["values"], ensure_ascii=False, sort_keys=True)
        client.chat_postMessage(channel=body["user"]["id"], text=f"```{told[:2800]}```")
        ack(response_action="update", view=modal("Bewaard", [
            {"type": "section", "text": words("Alles is *bewaard*.")},
            {"type": "actions", "elements": [button("Volgende", "next")]}], "saved"))  # fmt: skip

    for callback in ("saved", "two", "profile", "moment"):
        app.view(callback)(lambda ack: ack())

    @app.shortcut("new_project")
    def shortcut(ack: Any, body: Json, client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=project_form())
        ack()

    @app.shortcut("keep_lesson")
    def lesson(ack: Any, body: Json, client: WebClient) -> None:
        kept = asked("lesson", "Les", {"type": "plain_text_input", "initial_value": body["message"]["text"]})
        client.views_open(trigger_id=body["trigger_id"], view=modal("Bewaar als les", [kept], "two"))
        ack()

    @app.event("app_home_opened")
    def home(event: Json, client: WebClient) -> None:
        if event["tab"] == "home":
            client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [
                {"type": "header", "text": plain("Mijn projecten")}, *every_block()[1:6],
                {"type": "actions", "elements": [button("Nieuw project", "open_form", style="primary")]}]})  # fmt: skip

    @app.event("message")
    def message(event: Json, client: WebClient) -> None:
        if event.get("channel_type") == "im":
            said = event["text"]
            client.chat_postMessage(channel=event["channel"], text=f"Je zei: {said}", thread_ts=event.get("thread_ts"))

    @app.event("app_mention")
    def mention(event: Json, client: WebClient) -> None:
        client.chat_postMessage(channel=event["channel"], text="Hier ben ik.", thread_ts=event["ts"])
        client.reactions_add(channel=event["channel"], timestamp=event["ts"], name="eyes")

    @app.event("team_join")
    def joined(event: Json, client: WebClient) -> None:
        client.chat_postMessage(channel=event["user"]["id"], text=f"Welkom, {event['user']['real_name']}!")

    return app


def serve(app: Any) -> None:
    import uvicorn
    from slack_bolt import BoltRequest
    from starlette.applications import Starlette
    from starlette.concurrency import run_in_threadpool
    from starlette.requests import Request
    from starlette.responses import PlainTextResponse, Response
    from starlette.routing import Route

    async def events(request: Request) -> Response:
        body = (await request.body()).decode()
        told = await run_in_threadpool(app.dispatch, BoltRequest(body=body, headers=dict(request.headers)))
        return Response(told.body, told.status, {name: values[0] for name, values in told.headers.items()})

    routes = [Route("/slack/events", events, methods=["POST"]), Route("/readyz", lambda _: PlainTextResponse("ok"))]
    uvicorn.run(Starlette(routes=routes), host=os.environ["HOST"], port=int(os.environ["PORT"]), log_level="warning")


def main() -> None:
    verb = sys.argv[1]
    if verb == "manifest":
        print(json.dumps(MANIFEST))
    elif verb == "import":
        (Path(os.environ["SAMENSPEL_DATA"]) / "imported").write_text("\n".join(sys.argv[2:]))
    else:
        known = ("SLACK_APP_TOKEN", "SLACK_CLIENT_ID", "SLACK_API_URL", "SAMENSPEL_ADMINS")
        more = ("SAMENSPEL_CLOCK_FILE", "TEAMS_CLIENT_ID", "PORT")
        settings = {name: os.environ.get(name) for name in (*known, *more)}
        (Path(os.environ["SAMENSPEL_DATA"]) / "settings.json").write_text(json.dumps(settings))
        serve(build_app())


if __name__ == "__main__":
    main()
