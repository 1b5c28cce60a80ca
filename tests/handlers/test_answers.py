"""Every way in, and where its answer goes."""

import sqlite3
from dataclasses import replace
from io import StringIO

import pytest
from sqlalchemy.exc import OperationalError

from bot.chat.cards import Attachment, Button, Card, Paragraph, Picture, Row, Text, typed
from bot.chat.forms import Field, Form, Option
from bot.chat.replies import Ask, Home, Replace, Say
from bot.chat.requests import Account, Channel, Place, UploadedFile
from handlers.slack import app
from handlers.slack.filled import answers_in
from handlers.slack.patience import Unhurried
from handlers.slack.payloads import Element
from playground.slack.faults import rate_limited
from tests.handlers import payloads
from tests.handlers.conftest import Core, Received, Slack, sending
from tests.handlers.stand_in import StandIn

HELLO = Card(Text("Hallo"), (Paragraph(typed("<!channel> & *sterren*")),))
FORM = Form(
    title=Text("Nieuw project"),
    fields=(
        Field("name", Text("Naam"), required=True),
        Field("areas", Text("Gebieden"), "searches", source="areas"),
        Field("lead", Text("Projectleider"), "person"),
    ),
    submit=Text("Opslaan"),
    action="project.save",
    args={"project": "7"},
)


def opened(slack: StandIn) -> payloads.Json:
    """The view that is on the screen."""
    return dict(slack.only("views.open")["view"])


def typed_in(view: payloads.Json, **values: payloads.Json) -> payloads.Json:
    """The state of the view, by field key."""
    blocks = {block["element"]["action_id"]: block for block in view["blocks"] if block["type"] == "input"}
    found = {}
    for key, value in values.items():
        (action_id,) = [each for each in blocks if each.split("#")[0] == key]
        found[blocks[action_id]["block_id"]] = {action_id: value}
    return found


def text_input(value: str | None) -> payloads.Json:
    return {"type": "plain_text_input", "value": value}


# Commands


def test_a_command_is_answered_in_the_answer_itself(sends: Slack, core: Core, slack: StandIn) -> None:
    core.says = [Say(HELLO)]
    answer = sends.command(payloads.command("nieuw Singel", response_url=slack.response_url))
    assert answer.json["response_type"] == "ephemeral"
    assert answer.json["blocks"][0]["text"]["text"] == "Hallo"
    assert slack.calls == []


def test_a_command_knocks_with_its_root_and_its_words(sends: Slack) -> None:
    sends.command(payloads.command("nieuw Singel &amp; &lt;Kade&gt;", command="/project"))
    knock = sends.knock
    assert (knock.action, knock.account) == ("command", Account("slack", "T1", "U1"))
    assert knock.args == {"command": "project", "text": "nieuw Singel & <Kade>"}
    assert knock.place == Place("channel", "C1")


def test_several_answers_come_in_order(sends: Slack, core: Core, slack: StandIn) -> None:
    core.says = [Say(Card(Text("een"))), Say(Card(Text("twee")))]
    answer = sends.command(payloads.command(response_url=slack.response_url))
    assert slack.only("response_url")["text"] == "een"
    assert answer.json["text"] == "twee"


def test_a_command_may_open_a_form(sends: Slack, core: Core, slack: StandIn) -> None:
    core.says = [Ask(FORM)]
    answer = sends.command(payloads.command("nieuw"))
    assert answer.text == ""
    assert opened(slack)["callback_id"] == "project.save"
    assert slack.only("views.open")["trigger_id"].startswith("13345224609")


def test_a_form_that_opens_too_late_waits_behind_a_button(sends: Slack, core: Core, slack: StandIn) -> None:
    core.says = [Ask(FORM)]
    slack.refuses("views.open", "expired_trigger_id")
    answer = sends.command(payloads.command("nieuw Singel"))
    (button,) = answer.json["blocks"][-1]["elements"]
    assert (button["action_id"], button["value"]) == ("command", '{"command":"project","text":"nieuw Singel"}')


def test_a_chat_of_two_people_offers_no_sharing(sends: Slack, core: Core) -> None:
    core.says = [Say(Card(Text("Singel"), share=Button(Text("Deel"), "project.show", {"project": "7"})))]
    in_channel = sends.command(payloads.command(channel="C1"))
    in_direct = sends.command(payloads.command(channel="D1"))
    (share,) = in_channel.json["blocks"][-1]["elements"]
    assert (share["text"]["text"], share["action_id"]) == ("Deel in kanaal", "share")
    assert share["value"] == '{"action":"project.show","project":"7"}'
    assert [block["type"] for block in in_direct.json["blocks"]] == ["header"]


# Clicks


def test_a_click_in_a_private_message_gets_another_one(sends: Slack, core: Core, slack: StandIn) -> None:
    core.says = [Say(HELLO)]
    clicked = payloads.action("project.show#2", {"project": "7"})
    sends.interaction(payloads.click(clicked, response_url=slack.response_url))
    assert (sends.knock.action, sends.knock.args) == ("project.show", {"project": "7"})
    said = slack.only("response_url")
    assert (said["response_type"], said["replace_original"]) == ("ephemeral", False)


def test_a_click_may_replace_the_message(sends: Slack, core: Core, slack: StandIn) -> None:
    core.says = [Replace(HELLO)]
    sends.interaction(payloads.click(payloads.action("project.show"), response_url=slack.response_url))
    assert slack.only("response_url")["replace_original"] is True


def test_a_click_in_a_row_replaces_only_that_row(sends: Slack, core: Core, slack: StandIn) -> None:
    rows = (Row(Text("Singel"), Button(Text("Ja"), "role.yes")), Row(Text("Kade"), Button(Text("Ja"), "role.yes")))
    core.says = [Say(Card(Text("Vragen voor jou"), rows))]
    blocks = sends.command(payloads.command()).json["blocks"]
    core.says = [Replace(Card(Text("Dank je wel")))]
    clicked = payloads.action("role.yes", block_id=blocks[1]["block_id"])
    sends.interaction(payloads.click(clicked, response_url=slack.response_url, blocks=blocks, channel="D1"))
    header, first, second = slack.only("response_url")["blocks"]
    assert header == blocks[0]
    assert first["elements"][0]["elements"][0]["text"] == "Dank je wel"
    assert second == blocks[2]


def test_a_row_in_a_private_message_leaves_the_other_rows_standing(sends: Slack, core: Core, slack: StandIn) -> None:
    core.says = [Replace(HELLO)]
    clicked = payloads.action("role.yes", block_id="row2")
    sends.interaction(payloads.click(clicked, response_url=slack.response_url))
    assert slack.only("response_url")["replace_original"] is False


def test_a_click_on_a_link_needs_no_answer(sends: Slack, core: Core) -> None:
    assert sends.interaction(payloads.click(payloads.action("link#2"))).status == 200
    assert core.knocks == []


def test_a_button_of_another_time_still_knocks(sends: Slack) -> None:
    clicked = {**payloads.action("project.show"), "value": "[1,2"}
    assert sends.interaction(payloads.click(clicked)).status == 200
    assert sends.knock.args == {}


def test_a_click_on_the_own_page_is_answered_above_it(sends: Slack, core: Core, slack: StandIn) -> None:
    core.says = [Say(HELLO), Home((Paragraph(Text("Mijn pagina")),), answered=True)]
    sends.interaction(payloads.home_click(payloads.action("project.show")))
    assert sends.knock.place == Place("home")
    assert slack.methods() == ["views.open", "views.publish"]
    assert "Berichten" not in str(slack.only("views.publish")["view"])
    view = slack.only("views.open")["view"]
    assert HELLO.title.template in str(view["blocks"])
    # A click there is answered there as well, and so is a form that is opened from it.
    sends.interaction(payloads.modal_click(payloads.action("project.history"), view))
    assert [knock.place for knock in core.knocks] == [Place("home")] * 2
    assert slack.only("views.update")["view_id"] == "V1"


def test_a_click_in_a_form_is_answered_above_it_so_that_nothing_typed_is_lost(
    sends: Slack, core: Core, slack: StandIn
) -> None:
    core.says = [Ask(FORM)]
    sends.interaction(payloads.click(payloads.action("moment.new"), channel="C1"))
    form = slack.only("views.open")["view"]
    core.says = [Say(HELLO)]
    sends.interaction(payloads.modal_click(payloads.action("project.show"), form))
    pushed = slack.only("views.push")["view"]
    assert HELLO.title.template in str(pushed["blocks"])
    assert slack.methods() == ["views.open", "views.push"]
    # What is clicked in it stays in it.
    sends.interaction(payloads.modal_click(payloads.action("project.history"), pushed))
    assert slack.methods() == ["views.open", "views.push", "views.update"]
    assert core.knocks[-1].place == Place("channel", "C1")


def test_where_slack_puts_nothing_above_a_form_the_answer_is_in_the_own_chat(
    sends: Slack, core: Core, slack: StandIn
) -> None:
    core.says = [Ask(FORM)]
    sends.interaction(payloads.click(payloads.action("moment.new"), channel="D1"))
    form = slack.only("views.open")["view"]
    core.says = [Say(HELLO)]
    slack.answers("views.push", {"ok": False, "error": "push_limit_reached"})
    sends.interaction(payloads.modal_click(payloads.action("project.show"), form))
    assert slack.only("chat.postMessage")["channel"] == "U1"


def test_where_slack_opens_no_view_the_answer_is_in_the_own_chat_and_the_page_says_so(
    sends: Slack, core: Core, slack: StandIn
) -> None:
    core.says = [Say(HELLO), Home((Paragraph(Text("Mijn pagina")),), answered=True)]
    slack.answers("views.open", {"ok": False, "error": "expired_trigger_id"})
    sends.interaction(payloads.home_click(payloads.action("project.show")))
    assert slack.only("chat.postMessage")["channel"] == "U1"
    assert "Berichten" in str(slack.only("views.publish")["view"])


def test_a_form_that_was_opened_from_the_own_page_shows_its_answer_where_it_stood(
    sends: Slack, core: Core, slack: StandIn
) -> None:
    core.says = [Ask(FORM)]
    sends.interaction(payloads.home_click(payloads.action("project.new")))
    view = slack.only("views.open")["view"]
    core.says = [Say(HELLO)]
    answer = sends.interaction(payloads.submission(view, {})).json
    assert answer["response_action"] == "update"
    assert HELLO.title.template in str(answer["view"]["blocks"])
    assert "chat.postMessage" not in slack.methods()


def test_when_the_response_url_is_used_up_the_answer_comes_in_the_own_chat(
    sends: Slack, core: Core, slack: StandIn
) -> None:
    core.says = [Say(HELLO)]
    slack.answers("response_url", "used_url", 404)
    sends.interaction(payloads.click(payloads.action("x"), response_url=slack.response_url, channel="D1"))
    assert slack.methods() == ["response_url", "chat.postMessage"]


def test_when_slack_has_no_room_yet_the_answer_comes_when_it_has(sends: Slack, core: Core, slack: StandIn) -> None:
    core.says = [Say(HELLO)]
    slack.answers("response_url", "used_url", 404)
    slack.faults.inject("chat.postMessage", rate_limited(after=0))
    sends.interaction(payloads.click(payloads.action("x"), response_url=slack.response_url, channel="D1"))
    refused, said = [call.params for call in slack.calls if call.method == "chat.postMessage"]
    assert (said["channel"], said) == ("U1", refused)


# Forms


def shown(sends: Slack, core: Core, slack: StandIn, *, channel: str = "C1") -> payloads.Json:
    core.says = [Ask(FORM)]
    sends.command(payloads.command("nieuw", channel=channel))
    core.knocks.clear()
    return opened(slack)


def test_a_form_comes_back_as_answers(sends: Slack, core: Core, slack: StandIn) -> None:
    view = shown(sends, core, slack)
    areas = [{"value": "BU0101"}, {"value": "BU0102"}]
    values = typed_in(
        view,
        name=text_input("Singel *nieuw*"),
        areas={"type": "multi_external_select", "selected_options": areas},
        lead={"type": "users_select", "selected_user": "U2"},
    )
    core.says = []
    assert sends.interaction(payloads.submission(view, values)).text == ""
    knock = sends.knock
    assert (knock.action, knock.args, knock.form) == ("project.save", {"project": "7"}, "N-1")
    assert knock.place == Place("channel", "C1")
    assert knock.answers == {
        "name": "Singel *nieuw*",
        "areas": ("BU0101", "BU0102"),
        "lead": Account("slack", "T1", "U2"),
    }


def test_a_picked_channel_is_a_channel_of_this_workspace() -> None:
    picked = Element(type="conversations_select", selected_conversation="C042")
    nothing = Element(type="conversations_select")
    found = answers_in({"channel#0": {"channel": picked}, "other#0": {"other": nothing}}, "T1")
    assert isinstance(found.pop("channel"), Channel)
    assert found == {}


ANNOUNCED = Form(
    title=Text("Sessie"),
    fields=(
        Field("topic", Text("Onderwerp")),
        Field("channel", Text("Kanaal"), "channel", value=Channel("slack", "T1", "C1")),
    ),
    submit=Text("Plan"),
    action="session.save",
)
IN_IT = {"ok": True, "members": ["U7", "U1"], "response_metadata": {"next_cursor": ""}}
OTHERS = {"ok": True, "members": ["U7", "U8"], "response_metadata": {"next_cursor": ""}}
FIRST_PAGE = {"ok": True, "members": ["U7", "U8"], "response_metadata": {"next_cursor": "dXNlcg=="}}


def picks(sends: Slack, core: Core, slack: StandIn, channel: str) -> Received:
    core.says = [Ask(ANNOUNCED)]
    sends.command(payloads.command())
    view = opened(slack)
    core.says = []
    core.knocks.clear()
    chosen = {"type": "conversations_select", "selected_conversation": channel}
    return sends.interaction(payloads.submission(view, typed_in(view, channel=chosen)))


def test_whoever_picks_a_channel_is_in_it(sends: Slack, core: Core, slack: StandIn) -> None:
    slack.answers("conversations.members", FIRST_PAGE)
    slack.answers("conversations.members", OTHERS)
    answer = picks(sends, core, slack, "C2")
    assert answer.json["response_action"] == "errors"
    assert "Je zit zelf niet in dit kanaal." in answer.json["errors"]["channel#0"]
    assert core.knocks == []


@pytest.mark.parametrize(
    "pages", [[IN_IT], [FIRST_PAGE, IN_IT], [{"ok": False, "error": "missing_scope"}], [{"ok": True}]]
)
def test_a_channel_that_they_are_in_or_of_which_slack_does_not_say_may_be_picked(
    sends: Slack, core: Core, slack: StandIn, pages: list[payloads.Json]
) -> None:
    for page in pages:
        slack.answers("conversations.members", page)
    picks(sends, core, slack, "C2")
    assert sends.knock.answers["channel"] == Channel("slack", "T1", "C2")


def test_a_channel_that_stood_there_already_was_not_picked(sends: Slack, core: Core, slack: StandIn) -> None:
    slack.answers("conversations.members", OTHERS)
    picks(sends, core, slack, "C1")
    assert sends.knock.answers["channel"] == Channel("slack", "T1", "C1")


def test_empty_fields_are_absent(sends: Slack, core: Core, slack: StandIn) -> None:
    view = shown(sends, core, slack)
    nobody = {"type": "users_select", "selected_user": None}
    nothing = {"type": "multi_external_select", "selected_options": []}
    sends.interaction(payloads.submission(view, typed_in(view, name=text_input(None), areas=nothing, lead=nobody)))
    assert sends.knock.answers == {}


def test_an_error_stands_at_its_field(sends: Slack, core: Core, slack: StandIn) -> None:
    view = shown(sends, core, slack)
    core.says = [Ask(FORM, {"name": Text("Deze naam is er al.")})]
    answer = sends.interaction(payloads.submission(view, typed_in(view, name=text_input("Singel"))))
    assert answer.json == {"response_action": "errors", "errors": {"name#0": "Deze naam is er al."}}


def test_an_error_stands_at_its_field_also_below_help_that_was_shown_once(
    sends: Slack, core: Core, slack: StandIn
) -> None:
    """A form that is drawn again says what is wrong where nobody looks who scrolled down, and its help is gone."""
    view = shown(sends, core, slack)
    without = Form(FORM.title, FORM.fields, FORM.submit, FORM.action, FORM.args, (Paragraph(Text("Zonder hulp.")),))
    core.says = [Ask(without, {"name": Text("Deze naam is er al.")})]
    answer = sends.interaction(payloads.submission(view, typed_in(view, name=text_input("Singel"))))
    assert answer.json["response_action"] == "errors"


def test_a_form_that_changed_is_drawn_again_with_what_was_typed(sends: Slack, core: Core, slack: StandIn) -> None:
    view = shown(sends, core, slack)
    name = Field("name", Text("Naam"), required=True, value="Singel")
    other = Form(FORM.title, (name,), FORM.submit, FORM.action, FORM.args, (Paragraph(Text("Anna wijzigde dit ook.")),))
    core.says = [Ask(other, {"name": Text("Kijk nog even.")})]
    answer = sends.interaction(payloads.submission(view, typed_in(view, name=text_input("Singel"))))
    assert answer.json["response_action"] == "update"
    drawn = answer.json["view"]
    (field,) = [block for block in drawn["blocks"] if block["type"] == "input"]
    assert (field["block_id"], field["element"]["initial_value"]) == ("name#1", "Singel")
    assert "Kijk nog even." in str(drawn["blocks"])
    sends.interaction(payloads.submission(drawn, {"name#1": {"name": text_input("Kade")}}))
    assert core.knocks[-1].form == "N-1"
    assert core.knocks[-1].answers == {"name": "Kade"}


def test_a_form_about_something_newer_is_drawn_again(sends: Slack, core: Core, slack: StandIn) -> None:
    view = shown(sends, core, slack)
    newer = Form(FORM.title, FORM.fields, FORM.submit, FORM.action, {"project": "7", "revision": "2"})
    core.says = [Ask(newer, {"name": Text("Anna wijzigde dit ook.")})]
    answer = sends.interaction(payloads.submission(view, typed_in(view, name=text_input("Singel"))))
    assert answer.json["response_action"] == "update"
    sends.interaction(payloads.submission(answer.json["view"], {}))
    assert core.knocks[-1].args["revision"] == "2"


def test_a_next_step_is_another_form(sends: Slack, core: Core, slack: StandIn) -> None:
    view = shown(sends, core, slack)
    core.says = [Ask(Form(Text("Stap 2"), (Field("why", Text("Waarom")),), Text("Klaar"), "project.why"))]
    drawn = sends.interaction(payloads.submission(view, {})).json["view"]
    assert drawn["callback_id"] == "project.why"
    sends.interaction(payloads.submission(drawn, {}))
    assert [knock.form for knock in core.knocks] == ["N-1", "N-2"]


def test_after_a_form_the_answer_comes_where_it_was_opened(sends: Slack, core: Core, slack: StandIn) -> None:
    view = shown(sends, core, slack)
    core.says = [Say(HELLO)]
    sends.interaction(payloads.submission(view, {}))
    said = slack.only("chat.postEphemeral")
    assert (said["channel"], said["user"]) == ("C1", "U1")


def test_and_in_the_own_chat_where_the_bot_is_not_a_member(sends: Slack, core: Core, slack: StandIn) -> None:
    view = shown(sends, core, slack)
    core.says = [Say(HELLO)]
    slack.refuses("chat.postEphemeral", "not_in_channel")
    sends.interaction(payloads.submission(view, {}))
    assert slack.only("chat.postMessage")["channel"] == "U1"


def test_a_chat_between_two_colleagues_is_never_posted_in(sends: Slack, core: Core, slack: StandIn) -> None:
    view = shown(sends, core, slack, channel="D9")
    core.says = [Say(HELLO)]
    sends.interaction(payloads.submission(view, {}))
    assert slack.methods() == ["views.open", "chat.postMessage"]


def test_a_form_behind_a_button_can_replace_its_message(sends: Slack, core: Core, slack: StandIn) -> None:
    core.says = [Ask(FORM)]
    sends.interaction(payloads.click(payloads.action("role.no"), channel="D1", blocks=[]))
    core.says = [Replace(HELLO)]
    sends.interaction(payloads.submission(opened(slack), {}))
    changed = slack.only("chat.update")
    assert (changed["channel"], changed["ts"]) == ("D1", "1548261231.000200")


def test_a_button_inside_a_form_draws_the_form_anew(sends: Slack, core: Core, slack: StandIn) -> None:
    view = shown(sends, core, slack)
    values = typed_in(view, name=text_input("Singel"))
    sends.interaction(payloads.modal_click(payloads.action("project.more"), view, values))
    assert sends.knock.answers == {"name": "Singel"}
    assert slack.only("views.update")["view_id"] == "V1"


def test_a_person_is_filled_in_by_account(sends: Slack, core: Core, slack: StandIn) -> None:
    lead = Field("lead", Text("Projectleider"), "person", value=12)
    core.accounts = {12: Account("slack", "T1", "U7")}
    core.says = [Ask(Form(Text("Rollen"), (lead,), Text("Opslaan"), "role.save"))]
    sends.command(payloads.command("rollen"))
    assert opened(slack)["blocks"][0]["element"]["initial_user"] == "U7"


def test_an_uploaded_file_can_be_found_again(sends: Slack, core: Core, slack: StandIn) -> None:
    core.says = [Ask(Form(Text("Import"), (Field("list", Text("Lijst"), "file"),), Text("Lees"), "import.read"))]
    sends.command(payloads.command("import"))
    file = {"id": "F1", "name": "projecten.csv", "size": 120, "url_private_download": "https://files.slack.com/F1"}
    view = opened(slack)
    values = {"list#0": {"list": {"type": "file_input", "files": [file]}}}
    sends.interaction(payloads.submission(view, values))
    uploaded = UploadedFile("projecten.csv", "F1 https://files.slack.com/F1", 120)
    assert core.knocks[-1].answers == {"list": (uploaded,)}


@pytest.mark.parametrize(("options", "answer"), [([{"value": "yes"}], {"sure": "yes"}), ([], {})])
def test_a_tick_is_yes(
    sends: Slack, core: Core, slack: StandIn, options: list[payloads.Json], answer: dict[str, str]
) -> None:
    core.says = [Ask(Form(Text("Wissen"), (Field("sure", Text("Ik weet het zeker"), "agree"),), Text("Wis"), "x.y"))]
    sends.command(payloads.command())
    ticked = {"type": "checkboxes", "selected_options": options}
    sends.interaction(payloads.submission(opened(slack), {"sure#0": {"sure#agree": ticked}}))
    assert core.knocks[-1].answers == answer


def test_searching_asks_the_source_of_the_field(sends: Slack, core: Core, slack: StandIn) -> None:
    view = shown(sends, core, slack)
    core.found = [Option("BU0101", Text("Bloemenbuurt"), Text("buurt in Noord"))]
    (areas,) = [block["element"] for block in view["blocks"] if block["block_id"] == "areas#0"]
    answer = sends.interaction(payloads.search(view, areas["action_id"], "bloem"))
    assert core.looked_for == ("areas", "bloem")
    (option,) = answer.json["options"]
    assert (option["value"], option["text"]["text"]) == ("BU0101", "Bloemenbuurt")


# Shortcuts, words and the own page


def test_the_shortcut_opens_a_form_and_answers_in_the_own_chat(sends: Slack, core: Core, slack: StandIn) -> None:
    core.says = [Ask(FORM)]
    sends.interaction(payloads.shortcut("project.new"))
    assert (sends.knock.action, sends.knock.place) == ("project.new", Place())
    core.says = [Say(HELLO)]
    sends.interaction(payloads.submission(opened(slack), {}))
    assert slack.only("chat.postMessage")["channel"] == "U1"


def test_a_shortcut_on_a_message_brings_its_words(sends: Slack) -> None:
    sends.interaction(payloads.message_shortcut("lesson.keep", "Vraag <https://x.nl|ouders> op school &amp; straat"))
    assert sends.knock.args["text"] == "Vraag ouders op school & straat"
    assert sends.knock.answers == {"author": Account("slack", "T1", "U2")}, "who wrote it is asked for their consent"


def test_words_to_the_bot_are_a_command(sends: Slack, core: Core, slack: StandIn) -> None:
    core.says = [Say(HELLO)]
    sends.event(payloads.event("message", channel="D1", channel_type="im", text="project lijst"))
    assert sends.knock.args == {"command": "", "text": "project lijst"}
    assert sends.knock.place == Place("direct", "D1")
    assert slack.only("chat.postMessage")["channel"] == "U1"


def test_a_mention_is_answered_in_private(sends: Slack, core: Core, slack: StandIn) -> None:
    core.says = [Say(HELLO)]
    sends.event(payloads.event("app_mention", channel="C1", text="<@U0BOT> project lijst"))
    assert sends.knock.args == {"command": "", "text": "project lijst"}
    assert slack.only("chat.postEphemeral")["channel"] == "C1"


def test_a_mention_in_a_thread_is_answered_in_that_thread(sends: Slack, core: Core, slack: StandIn) -> None:
    core.says = [Say(HELLO)]
    sends.event(payloads.event("app_mention", channel="C1", text="<@U0BOT> waar is het druk", thread_ts="1.1"))
    said = slack.only("chat.postEphemeral")
    assert (said["channel"], said["thread_ts"]) == ("C1", "1.1")


@pytest.mark.parametrize("subtype", ["file_share", "me_message", "thread_broadcast"])
def test_words_are_words_however_they_are_sent(sends: Slack, subtype: str) -> None:
    sends.event(payloads.event("message", channel="D1", channel_type="im", text="project lijst", subtype=subtype))
    assert sends.knock.args["text"] == "project lijst"


def test_a_form_that_words_ask_for_waits_behind_a_button(sends: Slack, core: Core, slack: StandIn) -> None:
    core.says = [Ask(FORM)]
    sends.event(payloads.event("message", channel="D1", channel_type="im", text="project nieuw"))
    assert "Open het formulier" in str(slack.only("chat.postMessage")["blocks"])


@pytest.mark.parametrize("subtype", ["thread_broadcast", "me_message", "file_share"])
def test_words_are_words_however_they_were_sent(sends: Slack, core: Core, subtype: str) -> None:
    typed = payloads.event("message", channel="D1", channel_type="im", text="project lijst", subtype=subtype)
    assert sends.event(typed).status == 200
    assert core.knocks[-1].args["text"] == "project lijst"


def test_a_file_without_words_is_most_likely_a_list(sends: Slack, core: Core) -> None:
    sends.event(payloads.event("message", channel="D1", channel_type="im", text="", subtype="file_share"))
    assert core.knocks[-1].action == "transfer.file_came"


@pytest.mark.parametrize(
    ("place", "kind", "asked"), [("C1", "channel", "chat.postEphemeral"), ("D1", "im", "chat.postMessage")]
)
def test_what_is_asked_in_a_thread_is_answered_there(
    sends: Slack, core: Core, slack: StandIn, place: str, kind: str, asked: str
) -> None:
    core.says = [Say(Card(Text("Projecten")))]
    event = "message" if kind == "im" else "app_mention"
    typed = payloads.event(event, channel=place, channel_type=kind, text="<@B1> project lijst", thread_ts="17.1")
    sends.event(typed)
    assert slack.only(asked)["thread_ts"] == "17.1"


@pytest.mark.parametrize(
    "parts", [{"bot_id": "B1"}, {"subtype": "message_changed"}, {"channel_type": "channel"}], ids=str
)
def test_what_no_person_said_to_the_bot_is_left_alone(sends: Slack, core: Core, parts: dict[str, str]) -> None:
    sends.event(payloads.event("message", **{"channel": "D1", "channel_type": "im", "text": "hoi", **parts}))
    assert core.knocks == []


def test_an_event_is_answered_once_however_often_it_is_delivered(sends: Slack, core: Core) -> None:
    payload = payloads.event("message", channel="D1", channel_type="im", text="hoi")
    assert [sends.event(payload).status for _ in range(3)] == [200, 200, 200]
    assert len(core.knocks) == 1


def test_words_to_a_busy_database_get_a_sentence(door: app.SlackApp, core: Core, slack: StandIn) -> None:
    """By then Slack may have heard that they came, and would not bring them again."""

    def is_busy(key: str) -> bool:
        raise OperationalError("INSERT", {}, sqlite3.OperationalError("database is locked"))

    sends = sending(replace(door, first_time=is_busy), core, Unhurried())
    assert sends.event(payloads.event("message", channel="D1", channel_type="im", text="hoi")).status == 200
    assert "N-1" in str(slack.only("chat.postMessage"))


def test_opening_the_own_page_publishes_it(sends: Slack, core: Core, slack: StandIn) -> None:
    core.says = [Home((Paragraph(Text("Mijn projecten")),))]
    sends.event(payloads.event("app_home_opened", tab="home", channel="D1"))
    published = slack.only("views.publish")
    assert (published["user_id"], published["view"]["type"]) == ("U1", "home")


def test_whoever_opens_our_chat_is_there_and_asked_nothing(sends: Slack, core: Core) -> None:
    sends.event(payloads.event("app_home_opened", tab="messages", channel="D1"))
    assert core.knocks == []
    assert [account.user for account in core.arrived] == ["U1"]


# Files


def test_a_file_comes_in_the_own_chat_and_the_place_hears_so(sends: Slack, core: Core, slack: StandIn) -> None:
    core.says = [Say(Card(Text("Je gegevens"), files=(Attachment("gegevens.csv", b"naam;Anna"),)))]
    answer = sends.command(payloads.command("gegevens", command="/samenspel"))
    assert answer.json["text"] == "Je gegevens\nDe rest staat in je chat met mij. Daar ziet alleen jij het."
    sharing = slack.only("files.completeUploadExternal")
    assert (sharing["channel_id"], sharing["files"]) == ("D-U1", [{"id": "F1", "title": "gegevens.csv"}])
    assert [call.raw for call in slack.calls if call.method == "files.upload"] == [b"naam;Anna"]
    assert slack.only("chat.postMessage")["channel"] == "D-U1"


@pytest.mark.parametrize("channel", ["D-U1", "C1"])
def test_who_clicks_in_their_own_chat_is_not_told_that_it_is_there(
    sends: Slack, core: Core, slack: StandIn, channel: str
) -> None:
    core.says = [Say(Card(Text("Voor je agenda"), files=(Attachment("sessie.ics", b"BEGIN"),)))]
    clicked = payloads.action("session.calendar")
    sends.interaction(payloads.click(clicked, channel=channel, response_url=f"{slack.url}/respond", blocks=[{}]))
    noted = [call for call in slack.calls if "De rest staat in je chat" in str(call.params)]
    assert bool(noted) is (channel == "C1")


MAP = Card(Text("Drukte"), (Picture(b"png", Text("Bloemenbuurt: rood."), "drukte"),))


def test_a_picture_comes_in_the_own_chat_too(sends: Slack, core: Core, slack: StandIn) -> None:
    core.says = [Say(MAP)]
    answer = sends.command(payloads.command("drukte", command="/project"))
    assert "De rest staat in je chat met mij." in answer.json["text"]
    posted = slack.only("chat.postMessage")
    assert (posted["channel"], posted["blocks"][1]["slack_file"]) == ("U1", {"id": "F1"})


def test_who_waits_for_a_picture_that_slack_is_not_ready_for_gets_its_words(
    sends: Slack, core: Core, slack: StandIn
) -> None:
    core.says = [Say(MAP)]
    not_ready = {"messages": ["[ERROR] invalid slack file [json-pointer:/blocks/1/slack_file]"]}
    slack.answers("chat.postMessage", {"ok": False, "error": "invalid_blocks", "response_metadata": not_ready})
    sends.command(payloads.command("drukte", command="/project"))
    words = slack.calls[-1].params["blocks"][1]
    assert words["elements"][0]["text"] == "Bloemenbuurt: rood."


# When something breaks


def test_a_person_gets_a_number_to_quote(sends: Slack, core: Core) -> None:
    core.breaks = RuntimeError("boem")
    answer = sends.command(payloads.command("lijst"))
    assert answer.status == 200
    assert "N-1" in answer.json["text"]


def test_a_form_that_broke_stays_open_with_what_was_typed(sends: Slack, core: Core, slack: StandIn) -> None:
    view = shown(sends, core, slack)
    core.breaks = RuntimeError("boem")
    answer = sends.interaction(payloads.submission(view, typed_in(view, name=text_input("Singel"))))
    assert answer.json["response_action"] == "errors"
    assert "N-2" in answer.json["errors"]["name#0"]


def test_when_slack_itself_refuses_the_person_still_hears_something(sends: Slack, core: Core, slack: StandIn) -> None:
    core.says = [Ask(FORM)]
    slack.refuses("views.open", "invalid_arguments")
    assert "N-1" in sends.command(payloads.command("nieuw")).json["text"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SQLITE_FULL", "Ik kan nu niets opslaan"),
        ("SQLITE_READONLY", "Ik kan nu niets opslaan"),
        ("SQLITE_IOERR_WRITE", "Ik kan nu niets opslaan"),
        ("SQLITE_BUSY", "Ik kan nu even niet bij mijn gegevens"),
    ],
)
def test_when_it_is_storage_the_sentence_says_so(sends: Slack, core: Core, name: str, words: str) -> None:
    cause = sqlite3.OperationalError("the words of a query")
    cause.sqlite_errorname = name
    core.breaks = OperationalError("SELECT secret", {}, cause)
    answer = sends.command(payloads.command("lijst"))
    assert words in answer.text
    assert "N-1" in answer.text
    assert "secret" not in answer.text


def test_a_search_that_breaks_finds_nothing(sends: Slack, core: Core, slack: StandIn) -> None:
    view = shown(sends, core, slack)
    core.breaks = RuntimeError("boem")
    assert sends.interaction(payloads.search(view, "areas#areas", "x")).json == {"options": []}


def test_nothing_that_people_typed_is_logged(sends: Slack, core: Core, slack: StandIn, written_log: StringIO) -> None:
    core.breaks = RuntimeError("Singel van Anna")
    sends.command(payloads.command("nieuw Singel van Anna"))
    assert "[N-1]: command failed" in written_log.getvalue()
    assert "Anna" not in written_log.getvalue()
