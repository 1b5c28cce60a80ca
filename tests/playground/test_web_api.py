"""The Web API answers and refuses as Slack's does."""

import json
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest

from playground.slack.faults import rate_limited, refused, server_error
from playground.slack.manifest import Manifest
from playground.slack.web_api.methods import METHODS
from playground.slack.web_api.tiers import PER_MINUTE
from playground.slack.wire import BOT_TOKEN, BOT_USER, Json
from tests.playground.conftest import BASE, Town, a_button, a_form, a_question, a_section, plain

FATMA = "U00000C07"
HERE = "C0SAMENSPEL"


def scopes(town: Town, *names: str) -> None:
    known = town.messenger.manifest
    town.messenger.manifest = Manifest(known.commands, known.shortcuts, frozenset(names), known.events)


# the door


def test_the_bot_hears_who_it_is(town: Town) -> None:
    answer = town.call("auth.test")
    assert (answer["ok"], answer["user_id"], answer["team_id"]) == (True, BOT_USER, "T0VOORBEELD")


def test_form_and_json_bodies_are_both_understood(town: Town) -> None:
    form = {"token": BOT_TOKEN, "channel": HERE, "text": "Dag", "blocks": '[{"type":"divider"}]'}
    assert town.request("POST", "/api/chat.postMessage", data=form).json()["ok"]
    assert town.last(HERE).blocks[0]["type"] == "divider"
    answer = town.request("GET", f"/api/users.info?user={FATMA}", headers={"authorization": f"Bearer {BOT_TOKEN}"})
    assert answer.json()["user"]["profile"]["email"] == "fatma.yildirim@voorbeeld.example"


def test_a_wrong_token_no_token_and_an_unknown_method_are_refused(town: Town) -> None:
    assert town.call("auth.test", token="xoxb-anders")["error"] == "invalid_auth"
    assert town.call("auth.test", token="")["error"] == "not_authed"
    assert town.call("chat.sing")["error"] == "unknown_method"


@pytest.mark.parametrize("origin", ["https://elders.example", f"{BASE}0", BASE.replace("http", "https"), "null", ""])
def test_another_page_in_the_same_browser_posts_nothing(town: Town, origin: str) -> None:
    """Also when it knows the token."""
    said = {"token": BOT_TOKEN, "channel": HERE, "text": "Gekaapt"}
    for path in ("/api/chat.postMessage", "/hooks/commands/T1/x", "/upload/F1", "/als/C07/zeg"):
        assert town.request("POST", path, data=said, headers={"origin": origin}).status_code == 403
    assert "Gekaapt" not in str([message.text for message in town.workspace.channels[HERE].messages])
    own = {"origin": BASE}
    assert town.request("POST", "/api/chat.postMessage", data={**said, "text": "Dag"}, headers=own).json()["ok"]


def test_a_page_elsewhere_reaches_nothing_by_a_name_of_its_own(town: Town) -> None:
    for path in ("/", "/als/C07", "/api/api.test"):
        assert town.request("GET", path, headers={"host": "elders.example"}).status_code == 400


def test_every_start_has_its_own_token_and_secret() -> None:
    code = "from playground.slack.wire import BOT_TOKEN, SIGNING_SECRET; print(BOT_TOKEN, SIGNING_SECRET)"
    said = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout for _ in range(2)]
    first, second = (set(each.split()) for each in said)
    assert len(first) == 2
    assert not first & second


def test_a_missing_scope_says_what_was_needed_and_what_there_is(town: Town) -> None:
    scopes(town, "commands")
    answer = town.call("chat.postMessage", channel=HERE, text="Dag")
    assert (answer["error"], answer["needed"], answer["provided"]) == ("missing_scope", "chat:write", "commands")
    assert town.refused == ["missing_scope"]


def test_who_has_the_page_in_english_has_slack_in_english(town: Town) -> None:
    locales = []
    for language in ("nl", "en", "nl"):
        town.request("GET", "/als/C07/home", headers={"cookie": f"taal={language}"})
        locales.append(town.call("users.info", user=FATMA, include_locale=True)["user"]["locale"])
    assert locales == ["nl-NL", "en-GB", "nl-NL"]


# saying something


def test_a_message_gets_its_ids_and_keeps_its_metadata(town: Town) -> None:
    metadata = {"event_type": "asked", "event_payload": {"id": 1}}
    answer = town.call("chat.postMessage", channel=HERE, text="Dag", blocks=[a_section("x")], metadata=metadata)
    assert answer["message"]["blocks"][0]["block_id"]
    found = town.call("conversations.history", channel=HERE, include_all_metadata=True, limit=1)
    assert found["messages"][0]["metadata"] == metadata
    assert "metadata" not in town.call("conversations.history", channel=HERE, limit=1)["messages"][0]


def test_a_persons_id_stands_for_the_conversation_with_them(town: Town) -> None:
    channel = town.call("chat.postMessage", channel=FATMA, text="Dag")["channel"]
    assert channel.startswith("D")
    assert town.workspace.channels[channel].members == sorted([FATMA, BOT_USER])


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"channel": "C0NERGENS", "text": "x"}, "channel_not_found"),
        ({"channel": "C0HOOFDEN", "text": "x"}, "channel_not_found"),
        ({"channel": HERE}, "no_text"),
        ({"channel": HERE, "text": "x" * 40_001}, "msg_too_long"),
        ({"channel": HERE, "text": "x", "blocks": {"type": "divider"}}, "invalid_blocks_format"),
        ({"channel": HERE, "text": "x", "blocks": [a_section("y" * 2900)] * 5}, "msg_blocks_too_long"),
        ({"channel": HERE, "text": "x", "thread_ts": "1.2"}, "thread_not_found"),
        ({"channel": HERE, "text": "x", "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
    ],
)
def test_what_slack_does_not_post_is_refused(town: Town, said: Json, error: str) -> None:
    assert town.call("chat.postMessage", **said)["error"] == error


def test_wrong_blocks_are_refused_with_their_place_and_shown_in_the_page(town: Town) -> None:
    answer = town.call("chat.postMessage", channel=HERE, text="x", blocks=[{"type": "section"}])
    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] missing required field: text or fields [json-pointer:/blocks/0]"
    ]
    page = town.request("GET", "/als/C01/deel/weigeringen").text
    assert "Samenspel maakte een bericht dat Slack niet aanneemt." in page
    assert "json-pointer:/blocks/0" in page


def test_without_the_public_scope_the_bot_must_be_in_the_channel(town: Town) -> None:
    scopes(town, "chat:write", "channels:join")
    assert town.call("chat.postMessage", channel="C0KOFFIE", text="x")["error"] == "not_in_channel"
    assert town.call("conversations.join", channel="C0KOFFIE")["ok"]
    assert town.call("chat.postMessage", channel="C0KOFFIE", text="x")["ok"]


def test_only_one_person_sees_an_ephemeral_message(town: Town) -> None:
    assert town.call("chat.postEphemeral", channel=HERE, user=FATMA, text="Psst")["ok"]
    assert "Psst" in town.request("GET", f"/als/C07/k/{HERE}").text
    assert "Psst" not in town.request("GET", f"/als/C01/k/{HERE}").text
    assert "Psst" not in str(town.call("conversations.history", channel=HERE))


def test_an_ephemeral_message_goes_only_to_somebody_who_is_there(town: Town) -> None:
    outsider = town.person("X01").id
    assert town.call("chat.postEphemeral", channel=HERE, user=outsider, text="x")["error"] == "user_not_in_channel"
    assert town.call("chat.postEphemeral", channel="C0KOFFIE", user=FATMA, text="x")["error"] == "not_in_channel"


def test_the_bot_changes_and_deletes_only_what_it_said_itself(town: Town) -> None:
    ts = town.call("chat.postMessage", channel=HERE, text="Eerst")["ts"]
    assert town.call("chat.update", channel=HERE, ts=ts, text="Daarna")["ok"]
    assert town.last(HERE).text == "Daarna"
    town.says("C01", HERE, "Van mij")
    mine = town.last(HERE).ts
    assert town.call("chat.update", channel=HERE, ts=mine, text="x")["error"] == "cant_update_message"
    assert town.call("chat.delete", channel=HERE, ts=mine)["error"] == "cant_delete_message"
    assert town.call("chat.delete", channel=HERE, ts=ts)["ok"]
    assert town.call("chat.update", channel=HERE, ts=ts, text="x")["error"] == "message_not_found"


# people and places


def test_guests_outsiders_and_administrators_are_told_apart(town: Town) -> None:
    found = {one["name"]: one for one in town.call("users.list")["members"]}
    assert found["bram"]["is_restricted"]
    assert found["esra.kaya"]["is_stranger"]
    assert found["esra.kaya"]["team_id"] != "T0VOORBEELD"
    assert [name for name, one in found.items() if one["is_admin"]] == ["kwame.owusu"]


def test_colleagues_are_found_by_email_but_outsiders_are_not(town: Town) -> None:
    email = "Fatma.Yildirim@voorbeeld.example"
    assert town.call("users.lookupByEmail", email=email)["user"]["id"] == FATMA
    assert town.call("users.lookupByEmail", email="esra.kaya@waterschap.example")["error"] == "users_not_found"


def test_without_its_scope_there_are_no_email_addresses(town: Town) -> None:
    scopes(town, "users:read")
    assert "email" not in town.call("users.info", user=FATMA)["user"]["profile"]


def test_lists_come_in_pages(town: Town) -> None:
    first = town.call("users.list", limit=10)
    second = town.call("users.list", limit=10, cursor=first["response_metadata"]["next_cursor"])
    assert len(first["members"]) == 10
    assert not {one["id"] for one in first["members"]} & {one["id"] for one in second["members"]}
    assert second["response_metadata"]["next_cursor"] == ""


def test_a_group_is_opened_once(town: Town) -> None:
    people = f"{FATMA},U00000C02"
    first, again = (town.call("conversations.open", users=people) for _ in range(2))
    assert first["channel"]["is_mpim"]
    assert first["channel"]["id"] == again["channel"]["id"]
    assert again["already_open"]


GROUP = f"{FATMA},U00000C02"


def test_only_who_is_in_a_group_sees_it_and_what_is_said_there(town: Town) -> None:
    group = town.call("conversations.open", users=GROUP)["channel"]["id"]
    town.call("chat.postMessage", channel=group, text="Jullie horen bij elkaar")
    for code, sees in (("C02", True), ("C07", True), ("C01", False)):
        side = town.request("GET", f"/als/{code}/deel/zijbalk").text
        assert (f"side-{group}" in side) is sees
        page = town.request("GET", f"/als/{code}/deel/berichten/{group}")
        assert ("Jullie horen bij elkaar" in page.text) is sees
    row = town.request("GET", "/als/C02/deel/zijbalk").text.split(f"side-{group}")[1].split("</a>")[0]
    assert "Fatma, Samenspel" in row
    assert '<span class="badge">1' in row, "it is new"


def test_a_group_has_at_most_eight_people_of_our_own(town: Town) -> None:
    nine = ",".join(f"U00000C{number:02d}" for number in range(1, 10))
    assert town.call("conversations.open", users=nine)["error"] == "too_many_users"
    assert town.call("conversations.open", users=f"{FATMA},U00000X01")["error"] == "user_not_found"
    assert town.call("conversations.open", users=f"{FATMA},U0NIEMAND")["error"] == "user_not_found"
    assert town.call("conversations.open", users=BOT_USER)["error"] == "cannot_dm_bot"
    assert town.call("conversations.open")["error"] == "users_list_not_supplied"


@pytest.mark.parametrize(
    ("granted", "method", "needed"),
    [
        ("im:write", "conversations.open", "mpim:write"),
        ("mpim:write,chat:write", "conversations.history", "mpim:history"),
        ("mpim:write,chat:write", "conversations.replies", "mpim:history"),
    ],
)
def test_a_group_needs_scopes_of_its_own(town: Town, granted: str, method: str, needed: str) -> None:
    scopes(town, "mpim:write", "chat:write")
    group = town.call("conversations.open", users=GROUP)["channel"]["id"]
    ts = town.call("chat.postMessage", channel=group, text="Dag")["ts"]
    scopes(town, *granted.split(","))
    which: Json = {"users": GROUP} if method == "conversations.open" else {"channel": group, "ts": ts}
    answer = town.call(method, **which)
    assert (answer["error"], answer["needed"]) == ("missing_scope", needed)


def test_the_bot_finds_its_own_posts_again_by_their_metadata_also_in_a_thread(town: Town) -> None:
    group = town.call("conversations.open", users=GROUP)["channel"]["id"]

    def post(key: str, **more: str) -> str:
        metadata = {"event_type": "samenspel", "event_payload": {"key": key}}
        return str(town.call("chat.postMessage", channel=group, text=key, metadata=metadata, **more)["ts"])

    first = post("first")
    below = post("below", thread_ts=first)
    post("second")
    town.says("C02", group, "Leuk!", thread=first)

    def keys(method: str, **more: Any) -> list[str | None]:
        said = town.call(method, channel=group, include_all_metadata=True, **more)["messages"]
        return [one["metadata"]["event_payload"]["key"] if "metadata" in one else None for one in said]

    assert keys("conversations.history") == ["second", "first"], "the newest first, and no replies"
    assert keys("conversations.history", oldest=below) == ["second"]
    assert keys("conversations.replies", ts=first) == ["first", "below", None]
    assert keys("conversations.replies", ts=first, oldest=first, limit=1) == ["below"]


def test_private_channels_without_the_bot_do_not_exist_for_it(town: Town) -> None:
    answer = town.call("conversations.list", types="public_channel,private_channel")
    assert "afdelingshoofden" not in [channel["name"] for channel in answer["channels"]]
    assert town.call("conversations.info", channel="C0HOOFDEN")["error"] == "channel_not_found"


# forms


def test_a_trigger_opens_one_form_within_three_seconds(town: Town) -> None:
    trigger = town.trigger()
    assert town.call("views.open", trigger_id=trigger, view=a_form())["ok"]
    assert town.call("views.open", trigger_id=trigger, view=a_form())["error"] == "exchanged_trigger_id"
    late = town.trigger()
    town.ticking.seconds += 3.1
    assert town.call("views.open", trigger_id=late, view=a_form())["error"] == "expired_trigger_id"
    assert town.call("views.open", trigger_id="1.2.3", view=a_form())["error"] == "invalid_trigger_id"


def test_a_wrong_form_is_refused_to_the_person_who_asked(town: Town) -> None:
    answer = town.call("views.open", trigger_id=town.trigger("C07"), view=a_form(title=plain("x" * 25)))
    assert answer["error"] == "invalid_arguments"
    assert town.workspace.refusals[-1].person == FATMA


def test_three_forms_stack_and_no_more(town: Town) -> None:
    town.opens(a_form())
    for _ in range(2):
        assert town.call("views.push", trigger_id=town.trigger(), view=a_form())["ok"]
    assert town.call("views.push", trigger_id=town.trigger(), view=a_form())["error"] == "push_limit_reached"


def test_a_form_is_changed_only_as_it_was_seen(town: Town) -> None:
    view = town.opens(a_form())
    seen = view.hash
    changed = a_form(a_section("Anders"))
    assert town.call("views.update", view_id=view.id, hash=seen, view=changed)["ok"]
    assert town.call("views.update", view_id=view.id, hash=seen, view=changed)["error"] == "hash_conflict"
    assert town.call("views.update", view_id="V0", view=changed)["error"] == "not_found"


def test_an_external_id_belongs_to_one_form(town: Town) -> None:
    view = town.opens(a_form(external_id="p1"))
    answer = town.call("views.push", trigger_id=town.trigger(), view=a_form(external_id="p1"))
    assert answer["error"] == "duplicate_external_id"
    assert town.call("views.update", external_id="p1", view=a_form(external_id="p1"))["view"]["id"] == view.id


def test_a_home_page_is_published_for_one_person(town: Town) -> None:
    home = {"type": "home", "blocks": [a_section("Mijn projecten")]}
    assert town.call("views.publish", user_id=FATMA, view=home)["ok"]
    assert "Mijn projecten" in town.request("GET", "/als/C07/deel/home").text
    assert "Mijn projecten" not in town.request("GET", "/als/C01/deel/home").text
    form = a_form(a_question("q", {"type": "plain_text_input"}))
    assert town.call("views.publish", user_id=FATMA, view=form)["error"] == "invalid_arguments"


def test_what_did_not_change_on_a_home_page_can_be_clicked_by_who_saw_it_before(town: Town) -> None:
    def publish(*blocks: Json) -> list[str]:
        answer = town.call("views.publish", user_id=FATMA, view={"type": "home", "blocks": list(blocks)})
        return [block["block_id"] for block in answer["view"]["blocks"]]

    greeting, button = a_section("Dag Fatma"), {"type": "actions", "elements": [a_button("Nieuw project", "open")]}
    first = publish(greeting, button)
    assert publish(greeting, button) == first
    changed = publish(a_section("Goedemiddag"), button, a_section("Meer"))
    assert changed[1] == first[1]
    assert changed[0] != first[0]
    assert publish(greeting, {**button, "block_id": "own"})[1] == "own"


# files


def test_a_file_is_uploaded_shared_and_downloaded_with_the_token(town: Town) -> None:
    place = town.call("files.getUploadURLExternal", filename="projecten.csv", length=4)
    path = place["upload_url"].removeprefix("http://127.0.0.1:8080")
    assert town.request("POST", path, content=b"a;b\n").status_code == 200
    files = [{"id": place["file_id"], "title": "Projecten"}]
    told = town.call("files.completeUploadExternal", files=files, channel_id=HERE)["files"][0]
    assert town.last(HERE).files == [place["file_id"]]
    private = told["url_private_download"].removeprefix("http://127.0.0.1:8080")
    assert town.request("GET", private, headers={"authorization": f"Bearer {BOT_TOKEN}"}).content == b"a;b\n"
    assert town.request("GET", private).headers["content-type"].startswith("text/html")
    assert town.request("GET", f"/als/C01/bestand/{place['file_id']}").content == b"a;b\n"


def test_a_picture_is_uploaded_without_a_channel_and_shown_with_its_words(town: Town) -> None:
    place = town.call("files.getUploadURLExternal", filename="kaart.png", length=3, alt_txt="Drukte in december")
    picture = {"type": "image", "slack_file": {"id": place["file_id"]}, "alt_text": "De Singel is het drukst"}
    say: Json = {"channel": HERE, "text": "Kaart", "blocks": [picture]}
    assert town.call("chat.postMessage", **say)["error"] == "invalid_blocks", "nothing was sent to that address yet"
    town.request("POST", place["upload_url"].removeprefix("http://127.0.0.1:8080"), content=b"png")
    assert town.call("chat.postMessage", **say)["error"] == "invalid_blocks", "the upload is not complete"
    told = town.call("files.completeUploadExternal", files=[{"id": place["file_id"]}])["files"][0]
    assert told["alt_txt"] == "Drukte in december"
    assert town.workspace.channels[HERE].messages[-1].files == []
    assert town.call("chat.postMessage", **say)["ok"]
    page = town.request("GET", f"/als/C01/deel/berichten/{HERE}").text
    assert f'src="/als/C01/bestand/{place["file_id"]}" alt="De Singel is het drukst"' in page
    assert town.request("GET", f"/als/C01/bestand/{place['file_id']}").headers["content-type"] == "image/png"
    town.call("files.completeUploadExternal", files=[{"id": place["file_id"]}], channel_id=HERE)
    assert 'alt="Drukte in december"' in town.request("GET", f"/als/C01/deel/berichten/{HERE}").text


@pytest.mark.parametrize(
    "block",
    [
        {"type": "image", "slack_file": {"id": "FILE"}, "alt_text": "x"},
        {
            "type": "section",
            "text": plain("x"),
            "accessory": {"type": "image", "slack_file": {"id": "FILE"}, "alt_text": "x"},
        },
        {"type": "context", "elements": [{"type": "image", "slack_file": {"id": "FILE"}, "alt_text": "x"}]},
    ],
    ids=["a block", "beside a text", "in a line"],
)
def test_a_list_is_no_picture(town: Town, block: Json) -> None:
    file = town.workspace.new_file("lijst.csv", "text/csv", BOT_USER, b"a;b")
    blocks = json.loads(json.dumps([block]).replace("FILE", file.id))
    answer = town.call("chat.postMessage", channel=HERE, text="x", blocks=blocks)
    assert answer["error"] == "invalid_blocks"
    assert "invalid slack file" in answer["errors"][0]


def test_a_calendar_file_is_there_to_download(town: Town) -> None:
    place = town.call("files.getUploadURLExternal", filename="kennissessie.ics", length=3)
    town.request("POST", place["upload_url"].removeprefix("http://127.0.0.1:8080"), content=b"BEGIN:VCALENDAR")
    town.call(
        "files.completeUploadExternal", files=[{"id": place["file_id"], "title": "Zet in je agenda"}], channel_id=HERE
    )
    assert "kennissessie.ics" in town.request("GET", f"/als/C02/deel/berichten/{HERE}").text
    got = town.request("GET", f"/als/C02/bestand/{place['file_id']}?download")
    assert got.headers["content-type"].startswith("text/calendar")
    assert got.headers["content-disposition"] == 'attachment; filename="kennissessie.ics"'


def test_a_picture_must_be_a_file_that_slack_has(town: Town) -> None:
    picture = {"type": "image", "slack_file": {"id": "F0NIETS"}, "alt_text": "Kaart"}
    answer = town.call("chat.postMessage", channel=HERE, text="x", blocks=[picture])
    assert answer["error"] == "invalid_blocks"


# answering later


def test_a_response_url_works_five_times(town: Town) -> None:
    key = town.workspace.new_response_url(FATMA, HERE, "/project")
    answers = [town.request("POST", f"/hooks/commands/T/{key}", json={"text": "Dag"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert answers[-1].json()["error"] == "used_url"
    assert town.last(HERE).only_for == FATMA


def test_a_response_url_works_for_half_an_hour(town: Town) -> None:
    key = town.workspace.new_response_url(FATMA, HERE, "/project")
    town.ticking.seconds += 30 * 60 + 1
    assert town.request("POST", f"/hooks/commands/T/{key}", json={"text": "Dag"}).json()["error"] == "expired_url"


def test_an_answer_to_a_click_replaces_deletes_or_adds(town: Town) -> None:
    ts = town.call("chat.postMessage", channel=HERE, text="Doe je mee?", blocks=[
        {"type": "actions", "elements": [a_button()]}])["ts"]  # fmt: skip
    said = town.workspace.message(HERE, ts)
    key = town.workspace.new_response_url(FATMA, HERE, "", said)
    path = f"/hooks/actions/T/{key}"
    town.request("POST", path, json={"text": "Ook dit", "replace_original": False, "response_type": "in_channel"})
    assert town.last(HERE).text == "Ook dit"
    town.request("POST", path, json={"text": "Fijn", "replace_original": True})
    assert said is not None
    assert (said.text, said.blocks) == ("Fijn", [])
    town.request("POST", path, json={"delete_original": True})
    assert town.workspace.message(HERE, ts) is None


def test_too_many_messages_in_a_row_must_wait(town: Town) -> None:
    for _ in range(10):
        assert town.call("chat.postMessage", channel=HERE, text="Dag")["ok"]
    headers = {"authorization": f"Bearer {BOT_TOKEN}"}
    refused = town.request("POST", "/api/chat.postMessage", json={"channel": HERE, "text": "Dag"}, headers=headers)
    assert (refused.status_code, refused.headers["retry-after"], refused.json()["error"]) == (429, "1", "ratelimited")
    town.ticking.seconds += 1
    assert town.call("chat.postMessage", channel=HERE, text="Dag")["ok"]


@pytest.mark.parametrize(
    ("method", "often"), [("users.list", 20), ("conversations.history", 50), ("views.publish", 100)]
)
def test_a_method_that_is_called_too_often_must_wait(town: Town, method: str, often: int) -> None:
    said: Json = {"channel": HERE, "user_id": FATMA, "view": {"type": "home", "blocks": [a_section("Dag")]}}
    for _ in range(often):
        assert town.call(method, **said)["ok"]
    headers = {"authorization": f"Bearer {BOT_TOKEN}"}
    refused = town.request("POST", f"/api/{method}", json=said, headers=headers)
    assert (refused.status_code, refused.json()["error"]) == (429, "ratelimited")
    town.ticking.seconds += int(refused.headers["retry-after"])
    assert town.call(method, **said)["ok"]
    assert town.call("users.info", user=FATMA)["ok"], "each method has its own"


def test_every_method_has_a_limit_or_a_reason(town: Town) -> None:
    free = {"api.test", "apps.connections.open", "auth.test", "chat.getPermalink", "chat.postMessage"}
    assert METHODS.keys() - PER_MINUTE.keys() == free
    assert PER_MINUTE.keys() <= METHODS.keys()


# what goes wrong on demand


def test_what_was_planned_goes_wrong_once_and_then_it_is_well_again(town: Town) -> None:
    faults = town.play.slack.faults
    faults.inject("chat.postMessage", rate_limited(after=7), server_error(performed=True), refused("fatal_error"))
    headers = {"authorization": f"Bearer {BOT_TOKEN}"}
    said = {"channel": HERE, "text": "Dag"}
    told = [town.request("POST", "/api/chat.postMessage", json=said, headers=headers) for _ in range(4)]
    assert [answer.status_code for answer in told] == [429, 500, 200, 200]
    assert told[0].headers["retry-after"] == "7"
    assert [told[2].json()["error"], told[3].json()["ok"]] == ["fatal_error", True]
    assert [message.text for message in town.workspace.channels[HERE].messages].count("Dag") == 2


def test_who_left_can_be_sent_nothing(town: Town) -> None:
    town.workspace.people[FATMA] = replace(town.workspace.people[FATMA], left=True)
    assert town.call("conversations.open", users=FATMA)["error"] == "user_disabled"
    assert town.call("chat.postMessage", channel=FATMA, text="Dag")["error"] == "channel_not_found"
    assert town.call("users.info", user=FATMA)["user"]["deleted"]


def test_a_file_goes_to_a_conversation_and_not_to_a_person(town: Town) -> None:
    slot = town.call("files.getUploadURLExternal", filename="a.csv", length=3)
    town.request("POST", slot["upload_url"].removeprefix(BASE), content=b"a;b")
    files = [{"id": slot["file_id"]}]
    assert town.call("files.completeUploadExternal", files=files, channel_id=FATMA)["error"] == "invalid_arguments"
