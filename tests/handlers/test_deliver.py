"""A stored message on its way to Slack: posted once, refused, or unclear."""

import datetime as dt
import socket
from contextlib import suppress
from email.utils import format_datetime

import pytest

from bot.chat.cards import Attachment, Card, Paragraph, Picture, Text
from bot.chat.requests import Account, Place
from handlers.delivery.protocol import (
    CannotLook,
    Group,
    NoGroup,
    OutboundMessage,
    Refused,
    SlowDown,
    Unclear,
    Unreached,
)
from handlers.slack.api import SlackApi
from handlers.slack.deliver import SlackDelivery
from tests.handlers.stand_in import StandIn

ANNA = Account("slack", "T1", "U1")
CARD = Card(Text("Vraag aan jou"), (Paragraph(Text("Wil je projectleider zijn?")),))


@pytest.fixture
def delivery(api: SlackApi) -> SlackDelivery:
    return SlackDelivery(api)


def message(to: Account | Place | Group = ANNA, card: Card = CARD, under: str = "") -> OutboundMessage:
    return OutboundMessage("role-7-anna", to, card, "nl", under)


def test_a_message_to_a_person_goes_to_their_own_chat(delivery: SlackDelivery, slack: StandIn) -> None:
    assert delivery.post(message()) == "D-U1 1700000000.000001"
    posted = slack.only("chat.postMessage")
    assert posted["channel"] == "U1"
    assert posted["blocks"][0]["text"]["text"] == "Vraag aan jou"
    assert slack.calls[0].token == "xoxb-geheim"


def test_it_can_be_found_again_by_its_key(delivery: SlackDelivery, slack: StandIn) -> None:
    delivery.post(message())
    metadata = {"event_type": "samenspel", "event_payload": {"key": "role-7-anna"}}
    assert slack.only("chat.postMessage")["metadata"] == metadata


def test_a_message_to_a_place_goes_there(delivery: SlackDelivery, slack: StandIn) -> None:
    assert delivery.post(message(Place("channel", "C1"))) == "C1 1700000000.000001"


@pytest.mark.parametrize("error", ["channel_not_found", "not_in_channel", "is_archived", "account_inactive"])
def test_what_will_never_work_is_not_tried_again(delivery: SlackDelivery, slack: StandIn, error: str) -> None:
    slack.refuses("chat.postMessage", error)
    with pytest.raises(Refused) as refused:
        delivery.post(message())
    assert (refused.value.reason, refused.value.retry_after) == (error, None)


@pytest.mark.parametrize("error", ["invalid_auth", "token_revoked", "missing_scope"])
def test_what_an_administrator_can_mend_waits(delivery: SlackDelivery, slack: StandIn, error: str) -> None:
    slack.refuses("chat.postMessage", error)
    with pytest.raises(Refused) as refused:
        delivery.post(message())
    assert refused.value.retry_after == dt.timedelta(minutes=15)


def test_too_fast_waits_as_long_as_slack_asks(delivery: SlackDelivery, slack: StandIn) -> None:
    body = {"ok": False, "error": "ratelimited"}
    slack.answers("chat.postMessage", body, 429, headers={"Retry-After": "17"})
    with pytest.raises(SlowDown) as refused:
        delivery.post(message())
    assert refused.value.retry_after == dt.timedelta(seconds=17)
    assert slack.methods() == ["chat.postMessage"]


@pytest.mark.parametrize("broken", [{"status": 500}, {"status": 503}, {"drop": True}, {"body": "<html>"}], ids=str)
def test_when_nobody_knows_it_is_not_posted_again(
    delivery: SlackDelivery, slack: StandIn, broken: dict[str, object]
) -> None:
    slack.answers("chat.postMessage", **broken)  # type: ignore[arg-type]
    with pytest.raises(Unclear):
        delivery.post(message())
    assert slack.methods() == ["chat.postMessage"]


@pytest.mark.parametrize("error", ["fatal_error", "internal_error", "service_unavailable"])
def test_slack_may_not_know_either(delivery: SlackDelivery, slack: StandIn, error: str) -> None:
    slack.refuses("chat.postMessage", error)
    with pytest.raises(Unclear):
        delivery.post(message())


@pytest.mark.parametrize("refused", [True, False])
def test_every_answer_tells_what_time_it_is_there(
    api: SlackApi, delivery: SlackDelivery, slack: StandIn, refused: bool
) -> None:
    theirs = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=10)
    says = {"ok": False, "error": "is_archived"} if refused else {"ok": True, "channel": "C1", "ts": "1.1"}
    slack.answers("chat.postMessage", says, headers={"Date": format_datetime(theirs, usegmt=True)})
    with suppress(Refused):
        delivery.post(message(Place("channel", "C1")))
    now = dt.datetime.now(dt.UTC)
    assert api.clock.is_harmful
    assert dt.timedelta(0) <= theirs - api.clock.earliest(now) + dt.timedelta(seconds=5) <= dt.timedelta(seconds=10)


def test_without_a_connection_nothing_was_posted() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        delivery = SlackDelivery(SlackApi("xoxb-geheim", f"http://127.0.0.1:{nobody.getsockname()[1]}/api/"))
        with pytest.raises(Unreached):
            delivery.post(message())
        with pytest.raises(Unreached):
            delivery.find(message(Place("channel", "C1")), SINCE)


def test_files_are_uploaded_before_the_message(delivery: SlackDelivery, slack: StandIn) -> None:
    files = (Attachment("projecten.csv", b"naam\nSingel"), Attachment("lessen.csv", b"les"))
    delivery.post(message(Place("channel", "C1"), Card(Text("Export"), files=files)))
    assert slack.methods() == [
        *("files.getUploadURLExternal", "files.upload") * 2,
        "files.completeUploadExternal",
        "chat.postMessage",
    ]
    assert slack.only("files.completeUploadExternal")["channel_id"] == "C1"


def test_when_an_upload_fails_nobody_has_seen_anything(delivery: SlackDelivery, slack: StandIn) -> None:
    slack.answers("files.upload", drop=True)
    with pytest.raises(Refused) as refused:
        delivery.post(message(card=Card(Text("Export"), files=(Attachment("a.csv", b"x"),))))
    assert refused.value.retry_after is not None
    assert "chat.postMessage" not in slack.methods()


def test_when_nobody_knows_whether_the_file_is_there_nothing_is_posted_again(
    delivery: SlackDelivery, slack: StandIn
) -> None:
    slack.answers("files.completeUploadExternal", drop=True)
    with pytest.raises(Unclear):
        delivery.post(message(card=Card(Text("Export"), files=(Attachment("a.csv", b"x"),))))


MAP = Card(Text("Drukte"), (Picture(b"png", Text("Bloemenbuurt: rood, 4 vragen."), "drukte"),))
NOT_READY = {
    "ok": False,
    "error": "invalid_blocks",
    "response_metadata": {"messages": ["[ERROR] invalid slack file [json-pointer:/blocks/1/slack_file]"]},
}


def test_a_picture_is_seen_only_in_the_message_that_shows_it(delivery: SlackDelivery, slack: StandIn) -> None:
    delivery.post(message(card=MAP))
    uploading = ["files.getUploadURLExternal", "files.upload", "files.completeUploadExternal"]
    assert slack.methods() == [*uploading, "chat.postMessage"]
    assert "channel_id" not in slack.only("files.completeUploadExternal")
    image = slack.only("chat.postMessage")["blocks"][1]
    assert image["slack_file"] == {"id": "F1"}
    assert image["alt_text"] == "Bloemenbuurt: rood, 4 vragen."


def test_a_picture_that_slack_still_looks_at_is_tried_again_and_not_uploaded_again(
    delivery: SlackDelivery, slack: StandIn
) -> None:
    slack.answers("chat.postMessage", NOT_READY)
    with pytest.raises(Refused) as refused:
        delivery.post(message(card=MAP))
    assert refused.value.retry_after == dt.timedelta(seconds=3)
    delivery.post(message(card=MAP))
    assert slack.methods().count("files.upload") == 1
    assert slack.methods().count("chat.postMessage") == 2


def test_what_slack_does_not_want_to_show_is_said_in_words(delivery: SlackDelivery, slack: StandIn) -> None:
    for _ in range(8):
        slack.answers("chat.postMessage", NOT_READY)
        with pytest.raises(Refused):
            delivery.post(message(card=MAP))
    delivery.post(message(card=MAP))
    words = slack.calls[-1].params["blocks"][1]
    assert words["elements"][0]["text"] == "Bloemenbuurt: rood, 4 vragen."


def test_when_a_picture_cannot_be_uploaded_nobody_has_seen_anything(delivery: SlackDelivery, slack: StandIn) -> None:
    slack.answers("files.upload", drop=True)
    with pytest.raises(Refused) as refused:
        delivery.post(message(card=MAP))
    assert refused.value.retry_after is not None
    assert "chat.postMessage" not in slack.methods()


BOTH = (ANNA, Account("slack", "T1", "U2"))
SINCE = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


def test_a_message_to_several_people_is_one_conversation(delivery: SlackDelivery, slack: StandIn) -> None:
    assert delivery.post(message(BOTH)) == "D-U1,U2 1700000000.000002"
    assert slack.methods() == ["conversations.open", "chat.postMessage"]
    assert slack.only("conversations.open")["users"] == "U1,U2"


@pytest.mark.parametrize("error", ["missing_scope", "user_disabled", "not_enough_users", "restricted_action"])
def test_where_slack_makes_no_group_nothing_was_posted(delivery: SlackDelivery, slack: StandIn, error: str) -> None:
    slack.refuses("conversations.open", error)
    with pytest.raises(NoGroup):
        delivery.post(message(BOTH))
    assert slack.methods() == ["conversations.open"]


@pytest.mark.parametrize("broken", [{"status": 500}, {"drop": True}, {"body": {"ok": False, "error": "invalid_auth"}}])
def test_a_group_that_cannot_be_made_now_waits(
    delivery: SlackDelivery, slack: StandIn, broken: dict[str, object]
) -> None:
    slack.answers("conversations.open", **broken)  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        delivery.post(message(BOTH))
    assert not isinstance(refused.value, NoGroup)
    assert refused.value.retry_after is not None


def test_a_thread_hangs_under_its_message(delivery: SlackDelivery, slack: StandIn) -> None:
    delivery.post(message(Place("channel", "C1"), under="C1 1700000000.000009"))
    assert slack.only("chat.postMessage")["thread_ts"] == "1700000000.000009"


def test_a_thread_whose_message_was_deleted_hangs_under_nothing(delivery: SlackDelivery, slack: StandIn) -> None:
    slack.refuses("chat.postMessage", "thread_not_found")
    delivery.post(message(Place("channel", "C1"), under="C1 1700000000.000009"))
    first, second = (call.params for call in slack.calls)
    assert "thread_ts" in first
    assert "thread_ts" not in second


def change() -> OutboundMessage:
    return OutboundMessage("session-1-anew", Place("channel", "C1"), CARD, "nl", instead_of="C1 1700000000.000009")


def test_a_change_takes_the_place_of_what_was_posted(delivery: SlackDelivery, slack: StandIn) -> None:
    assert delivery.post(change()) == "C1 1700000000.000009"
    assert slack.methods() == ["chat.update"]
    changed = slack.only("chat.update")
    assert (changed["channel"], changed["ts"]) == ("C1", "1700000000.000009")
    assert changed["blocks"][0]["text"]["text"] == "Vraag aan jou"
    assert "metadata" not in changed, "Slack keeps what it has, and the first key still finds it"


def test_what_somebody_deleted_is_not_changed_and_not_posted_anew(delivery: SlackDelivery, slack: StandIn) -> None:
    slack.refuses("chat.update", "message_not_found")
    with pytest.raises(Refused) as refused:
        delivery.post(change())
    assert refused.value.retry_after is None
    assert slack.methods() == ["chat.update"]


def slack_message(key: str, ts: str) -> dict[str, object]:
    return {"ts": ts, "metadata": {"event_type": "samenspel", "event_payload": {"key": key}}}


def test_a_message_is_found_by_its_key_on_a_later_page(delivery: SlackDelivery, slack: StandIn) -> None:
    others = [slack_message("role-7-bert", "1700000000.1"), {"ts": "1700000000.2", "text": "hoi"}]
    slack.answers(
        "conversations.history", {"ok": True, "messages": others, "response_metadata": {"next_cursor": "more"}}
    )
    slack.answers("conversations.history", {"ok": True, "messages": [slack_message("role-7-anna", "1700000000.3")]})
    assert delivery.find(message(Place("channel", "C1")), SINCE) == "C1 1700000000.3"
    first, second = (call.params for call in slack.calls)
    assert (first["channel"], first["include_all_metadata"]) == ("C1", "true")
    assert float(first["oldest"]) < SINCE.timestamp()
    assert second["cursor"] == "more"


@pytest.mark.parametrize(("to", "where"), [(ANNA, "D-U1"), (BOTH, "D-U1,U2")], ids=["a person", "a group"])
def test_it_is_looked_for_in_the_conversation_with_people(
    delivery: SlackDelivery, slack: StandIn, to: Account | Group, where: str
) -> None:
    assert delivery.find(message(to), SINCE) is None
    assert slack.only("conversations.history")["channel"] == where


def test_it_is_looked_for_in_its_thread_and_beside_it(delivery: SlackDelivery, slack: StandIn) -> None:
    slack.answers("conversations.replies", {"ok": True, "messages": [slack_message("role-7-anna", "1700000000.3")]})
    assert delivery.find(message(Place("channel", "C1"), under="C1 17.1"), SINCE) == "C1 1700000000.3"
    slack.refuses("conversations.replies", "thread_not_found")
    slack.answers("conversations.history", {"ok": True, "messages": [slack_message("role-7-anna", "1700000000.4")]})
    assert delivery.find(message(Place("channel", "C1"), under="C1 17.1"), SINCE) == "C1 1700000000.4"


@pytest.mark.parametrize("error", ["missing_scope", "not_in_channel", "channel_not_found"])
def test_what_slack_does_not_show_nobody_can_look_up(delivery: SlackDelivery, slack: StandIn, error: str) -> None:
    slack.refuses("conversations.history", error)
    with pytest.raises(CannotLook, match=error):
        delivery.find(message(Place("channel", "C1")), SINCE)


def test_when_slack_is_away_it_is_not_taken_to_be_absent(delivery: SlackDelivery, slack: StandIn) -> None:
    for _ in range(2):
        slack.answers("conversations.history", drop=True)
    with pytest.raises(Unclear):
        delivery.find(message(Place("channel", "C1")), SINCE)
    slack.answers("conversations.history", status=503)
    with pytest.raises(Unclear):
        delivery.find(message(Place("channel", "C1")), SINCE)


def test_the_real_client_never_repeats_a_post_that_was_reset(delivery: SlackDelivery, slack: StandIn) -> None:
    """Out of itself it does: eight of forty messages were doubled without any crash."""
    for _ in range(40):
        slack.answers("chat.postMessage", drop=True)
        with pytest.raises(Unclear):
            delivery.post(message())
    assert len(slack.calls) == 40
