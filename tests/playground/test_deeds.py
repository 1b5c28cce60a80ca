"""What people do reaches the bot as Slack would send it, and the bot's answer is seen."""

import re

from playground.slack.bot_line import Answer, BotAway, BotTooSlow
from playground.slack.manifest import Shortcut
from playground.slack.outcome import Outcome
from playground.slack.town import open_town
from playground.slack.wire import BOT_USER
from playground.slack.workspace import Workspace
from tests.playground.conftest import BASE, Town, a_button, a_form, a_question, a_section, an_option

HERE = "C0SAMENSPEL"
DIRECT = "D0BOTC07"


# commands


def test_a_command_travels_as_slack_sends_it(town: Town) -> None:
    town.says("C07", HERE, "/project zoek a & <b>")
    heard = town.bot.heard[0]
    assert (heard["command"], heard["text"]) == ("/project", "zoek a &amp; &lt;b&gt;")
    assert (heard["user_id"], heard["channel_id"], heard["channel_name"]) == ("U00000C07", HERE, "samenspel")
    assert heard["response_url"].startswith(f"{BASE}/hooks/commands/")
    assert heard["trigger_id"] in town.workspace.triggers


def test_an_acknowledgement_with_words_is_an_answer_for_one_person(town: Town) -> None:
    town.bot.answers = [{"text": "Er zijn 14 projecten."}]
    town.says("C07", HERE, "/project lijst")
    assert (town.last(HERE).text, town.last(HERE).only_for) == ("Er zijn 14 projecten.", "U00000C07")
    town.bot.answers = [{"text": "Voor allen", "response_type": "in_channel"}]
    town.says("C07", HERE, "/project lijst")
    assert town.last(HERE).only_for is None


def test_a_command_that_nobody_knows_stays_in_the_box(town: Town) -> None:
    assert town.says("C07", HERE, "/koffie").problem == "say.unknown_command"
    assert not town.bot.heard


def test_commands_do_not_work_in_threads(town: Town) -> None:
    town.says("C07", HERE, "Dag")
    assert town.says("C07", HERE, "/project", town.last(HERE).ts).problem == "say.not_in_threads"


def test_a_bot_that_is_slow_away_or_broken_is_shown_as_slack_shows_it(town: Town) -> None:
    town.bot.answers = [BotTooSlow(), BotAway("weg"), Answer(500, "text/plain", b"")]
    for _ in range(3):
        town.says("C07", HERE, "/project")
    assert town.refused == ["operation_timeout", "dispatch_failed", "dispatch_failed"]
    assert {refusal.person for refusal in town.workspace.refusals} == {"U00000C07"}


# messages and events


def test_a_word_to_the_bot_arrives_with_names_as_ids(town: Town) -> None:
    town.says("C07", DIRECT, "Dag @Kwame Owusu in #samenspel <3")
    event = town.bot.heard[0]["event"]
    assert (event["type"], event["channel_type"]) == ("message", "im")
    assert event["text"] == "Dag <@U00000C10> in <#C0SAMENSPEL|samenspel> &lt;3"


def test_a_mention_in_a_channel_is_told_and_other_talk_is_not(town: Town) -> None:
    town.says("C07", HERE, "Wie weet dit?")
    assert not town.bot.heard
    town.says("C07", HERE, "@Samenspel weet jij het?")
    assert [heard["event"]["type"] for heard in town.bot.heard] == ["app_mention"]


def test_a_file_that_somebody_sends_travels_with_their_words(town: Town) -> None:
    file = town.forms.keep_file(town.person("C01"), "brief.txt", "text/plain", b"Beste bewoner")
    channel = town.workspace.channel_between(["U00000C01", BOT_USER])
    town.do(town.deeds.say(town.person("C01"), channel, "Kijk je mee?", None, "tab", [file.id]))
    event = town.bot.heard[-1]["event"]
    assert (event["subtype"], event["text"]) == ("file_share", "Kijk je mee?")
    assert event["files"][0]["name"] == "brief.txt"
    assert event["files"][0]["url_private_download"].startswith("http://127.0.0.1:8080/files-pri/")


def test_a_message_action_carries_the_whole_message_and_its_thread(town: Town) -> None:
    group = town.call("conversations.open", users="U00000C01,U00000C02")["channel"]["id"]
    first = town.call("chat.postMessage", channel=group, text="Hoe ging het?")["ts"]
    town.says("C02", group, "Begin\nop tijd", thread=first)
    keep = Shortcut("keep_lesson", "Bewaar als les", on_message=True)
    town.do(town.deeds.shortcut(town.person("C01"), keep, "tab", town.last(group)))
    heard = town.bot.heard[-1]
    assert (heard["type"], heard["callback_id"], heard["channel"]["id"]) == ("message_action", "keep_lesson", group)
    assert (heard["message"]["text"], heard["message"]["user"]) == ("Begin\nop tijd", "U00000C02")
    assert heard["message"]["thread_ts"] == first
    assert heard["message_ts"] == heard["message"]["ts"]
    assert heard["trigger_id"] in town.workspace.triggers
    assert heard["response_url"]


def test_before_days_go_by_colleagues_who_never_saw_the_app_open_it_once(town: Town) -> None:
    town.call("views.publish", user_id="U00000C02", view={"type": "home", "blocks": [a_section("Dag")]})
    town.do(town.deeds.everybody_looks_in())
    opened = [heard["event"]["user"] for heard in town.bot.heard]
    assert {"U00000C01", "U00000C16"} <= set(opened)
    assert "U00000C02" not in opened, "they have a page already"
    assert not {"U00000G01", "U00000X01", BOT_USER} & set(opened), "guests have none"
    assert {heard["event"]["type"] for heard in town.bot.heard} == {"app_home_opened"}


def test_an_event_is_repeated_three_times_when_nobody_answers(town: Town) -> None:
    town.bot.answers = [BotTooSlow(), Answer(500, "", b""), BotAway("x"), ""]
    town.says("C07", DIRECT, "Dag")
    assert [heard["retry"] for heard in town.bot.heard] == [0, 1, 2, 3]
    assert len({heard["event_id"] for heard in town.bot.heard}) == 1
    assert town.bot.heard[1]["reason"] == "http_timeout"


def test_somebody_new_is_told_as_team_join(town: Town) -> None:
    town.do(town.deeds.newcomer)
    assert town.bot.heard[0]["event"]["type"] == "team_join"
    assert town.bot.heard[0]["event"]["user"]["profile"]["email"] == "robin.de.boer@voorbeeld.example"
    assert town.do(town.deeds.newcomer) is None


def test_opening_the_home_is_told_with_what_was_there(town: Town) -> None:
    town.do(lambda: town.deeds.open_home(town.person("C07")))
    event = town.bot.heard[0]["event"]
    assert (event["type"], event["tab"], event["channel"]) == ("app_home_opened", "home", DIRECT)
    assert "view" not in event


# clicks


def asks(town: Town, only_for: str | None = None) -> str:
    blocks = [{"type": "actions", "block_id": "b", "elements": [a_button("Ja, ik doe mee"), a_button("Nee", "no")]}]
    if only_for:
        return str(town.call("chat.postEphemeral", channel=HERE, user=only_for, text="x", blocks=blocks)["message_ts"])
    return str(town.call("chat.postMessage", channel=HERE, text="x", blocks=blocks)["ts"])


def click(town: Town, ts: str, action: str = "yes", code: str = "C07") -> str:
    message = town.workspace.message(HERE, ts)
    assert message is not None
    deed = town.deeds.click_in_message(town.person(code), message, "b", action, None, {}, "tab")
    return str(town.do(deed).problem)


def test_a_click_in_a_message_carries_the_button_the_message_and_a_response_url(town: Town) -> None:
    ts = asks(town)
    assert click(town, ts) == ""
    heard = town.bot.heard[0]
    assert heard["type"] == "block_actions"
    assert heard["container"] == {"type": "message", "message_ts": ts, "channel_id": HERE, "is_ephemeral": False}
    assert (heard["actions"][0]["action_id"], heard["actions"][0]["value"]) == ("yes", "1")
    assert heard["message"]["ts"] == ts
    assert heard["response_url"]


def test_a_click_in_an_ephemeral_message_comes_without_the_message(town: Town) -> None:
    click(town, asks(town, only_for="U00000C07"))
    assert town.bot.heard[0]["container"]["is_ephemeral"]
    assert "message" not in town.bot.heard[0]


def test_a_button_that_is_not_on_the_screen_cannot_be_clicked(town: Town) -> None:
    assert click(town, asks(town), action="anders") == "click.gone"
    assert click(town, asks(town, only_for="U00000C01")) == "click.gone"
    assert not town.bot.heard


# forms


def sends(town: Town, view_id: str, **values: object) -> Outcome:
    view = town.workspace.views[view_id]
    raw = {block: {"a": value} for block, value in values.items()}
    outcome: Outcome = town.do(town.forms.submit(town.workspace.people[view.person], view, raw))
    return outcome


def test_a_form_is_sent_with_its_values_and_closes(town: Town) -> None:
    view = town.opens(a_form(a_question("name", {"type": "plain_text_input"}), private_metadata="7"))
    sends(town, view.id, name="Havenkade")
    told = town.bot.heard[0]["view"]
    assert told["state"]["values"]["name"]["a"] == {"type": "plain_text_input", "value": "Havenkade"}
    assert (told["private_metadata"], told["callback_id"]) == ("7", "form")
    assert view.id not in town.workspace.views


def test_an_empty_answer_is_said_at_its_field_before_the_bot_hears_of_it(town: Town) -> None:
    view = town.opens(a_form(a_question("name", {"type": "plain_text_input"})))
    outcome = sends(town, view.id, name="")
    assert "name" in outcome.complaints
    assert not town.bot.heard


def test_errors_of_the_bot_come_to_their_fields_and_the_form_stays(town: Town) -> None:
    view = town.opens(a_form(a_question("name", {"type": "plain_text_input"})))
    town.bot.answers = [{"response_action": "errors", "errors": {"name": "Bestaat al."}}]
    assert sends(town, view.id, name="x").errors == {"name": "Bestaat al."}
    assert view.id in town.workspace.views


def test_errors_for_a_field_that_is_not_there_are_refused(town: Town) -> None:
    view = town.opens(a_form(a_question("name", {"type": "plain_text_input"})))
    town.bot.answers = [{"response_action": "errors", "errors": {"naam": "Bestaat al."}}]
    assert sends(town, view.id, name="x").problem == "submit.failed"
    assert town.refused == ["invalid_arguments"]


def test_a_second_step_takes_the_place_of_the_first_or_lies_on_top(town: Town) -> None:
    view = town.opens(a_form(a_section("Een")))
    town.bot.answers = [{"response_action": "update", "view": a_form(a_section("Twee"))}]
    sends(town, view.id)
    assert view.content["blocks"][0]["text"]["text"] == "Twee"
    town.bot.answers = [{"response_action": "push", "view": a_form(a_section("Drie"))}]
    sends(town, view.id)
    stack = town.workspace.stack(view.person, "tab")
    assert [one.content["blocks"][0]["text"]["text"] for one in stack] == ["Twee", "Drie"]
    assert stack[1].previous == view.id
    town.bot.answers = [{"response_action": "clear"}]
    sends(town, stack[1].id)
    assert not town.workspace.stack(view.person, "tab")


def test_a_wrong_second_step_is_refused_and_nothing_is_lost(town: Town) -> None:
    view = town.opens(a_form(a_question("name", {"type": "plain_text_input"})))
    town.bot.answers = [{"response_action": "update", "view": {"type": "modal"}}]
    assert sends(town, view.id, name="x").problem == "submit.failed"
    assert view.typed == {"name": {"a": "x"}}


def test_closing_is_told_when_the_bot_asked_for_it(town: Town) -> None:
    view = town.opens(a_form(notify_on_close=True))
    town.do(town.forms.close(town.person("C01"), view, whole_stack=True))
    assert (town.bot.heard[0]["type"], town.bot.heard[0]["is_cleared"]) == ("view_closed", True)


# searching


def test_a_searched_list_asks_the_bot_and_remembers_what_it_offered(town: Town) -> None:
    view = town.opens(a_form(a_question("area", {"type": "external_select", "min_query_length": 2})))
    town.bot.answers = [{"options": [an_option("Vogelbuurt")]}]
    person = town.person("C01")
    assert not town.do(town.forms.suggest(person, view, "area", "a", "v")).options
    outcome = town.do(town.forms.suggest(person, view, "area", "a", "vo"))
    assert outcome.options[0]["options"][0]["value"] == "Vogelbuurt"
    assert town.bot.heard[0]["type"] == "block_suggestion"
    assert town.bot.heard[0]["value"] == "vo"
    sends(town, view.id, area="Vogelbuurt")
    assert town.bot.heard[1]["view"]["state"]["values"]["area"]["a"]["selected_option"] == an_option("Vogelbuurt")


def test_more_than_a_hundred_offers_are_refused(town: Town) -> None:
    view = town.opens(a_form(a_question("area", {"type": "external_select", "min_query_length": 0})))
    town.bot.answers = [{"options": [an_option(str(number)) for number in range(101)]}]
    outcome = town.do(town.forms.suggest(town.person("C01"), view, "area", "a", ""))
    assert outcome.problem == "suggest.failed"
    assert town.refused == ["invalid_options"]


# the workspace


def test_message_times_are_the_clocks_and_never_the_same(town: Town) -> None:
    stamps = [town.workspace.stamp() for _ in range(3)]
    assert len(set(stamps)) == 3
    assert all(re.fullmatch(r"\d{10}\.\d{6}", stamp) for stamp in stamps)


def test_starting_over_brings_the_first_morning_back(town: Town) -> None:
    before = {channel.id: len(channel.messages) for channel in town.workspace.channels.values()}
    town.says("C07", HERE, "Dag")
    town.workspace.begin()
    open_town(town.workspace)
    assert {channel.id: len(channel.messages) for channel in town.workspace.channels.values()} == before


def test_what_others_said_is_unread_until_it_is_seen(town: Town) -> None:
    workspace: Workspace = town.workspace
    channel, fatma = workspace.channels[HERE], town.person("C07")
    town.says("C01", HERE, "Dag")
    assert channel.unread(fatma.id) == 1
    assert channel.unread(town.person("C01").id) == 0
    workspace.mark_read(channel, fatma.id)
    assert channel.unread(fatma.id) == 0


def test_a_form_can_start_with_the_channel_that_it_was_asked_for_in(town: Town) -> None:
    trigger = town.workspace.new_trigger(town.person("C07").id, "tab", "/project", HERE)
    asked = a_question("place", {"type": "conversations_select", "default_to_current_conversation": True})
    town.call("views.open", trigger_id=trigger, view=a_form(asked))
    assert "#samenspel" in town.request("GET", "/als/C07/deel/venster?tab=tab").text.split("data-choices")[0]
