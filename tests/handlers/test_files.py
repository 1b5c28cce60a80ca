"""Files that people put in a form, fetched with our token: from Slack only, and not without end."""

import pytest

from bot.chat.requests import UploadedFile
from handlers.slack import limits
from handlers.slack.api import SlackApi
from handlers.slack.files import SlackFileUnreadable, download
from tests.handlers.stand_in import StandIn

CSV = "naam;status\nSingel;lopend\n"


def uploaded(slack: StandIn, where: str = "file/projecten.csv", size: int = 0) -> UploadedFile:
    return UploadedFile("projecten.csv", f"F1 {slack.url}/{where}".strip(), size)


def test_a_file_is_fetched_with_the_token(api: SlackApi, slack: StandIn) -> None:
    slack.answers("file/projecten.csv", CSV)
    assert download(api, uploaded(slack)) == CSV.encode()
    assert slack.calls[0].token == "xoxb-geheim"


def test_where_it_is_can_be_asked(api: SlackApi, slack: StandIn) -> None:
    slack.answers("files.info", {"ok": True, "file": {"url_private_download": f"{slack.url}/file/x"}})
    slack.answers("file/x", CSV)
    assert download(api, UploadedFile("projecten.csv", "F1")) == CSV.encode()
    assert slack.calls[0].params["file"] == "F1"


@pytest.mark.parametrize(
    "url",
    [
        "http://slack.com.voorbeeld.example/x",
        "https://voorbeeld.example/x.slack.com",
        "http://files.slack.com/x",
        "file:///etc/x",
    ],
)
def test_the_token_goes_to_nobody_else(api: SlackApi, slack: StandIn, url: str) -> None:
    with pytest.raises(SlackFileUnreadable, match="strange_address"):
        download(api, UploadedFile("x.csv", f"F1 {url}"))
    assert slack.calls == []


def test_nor_where_a_redirect_leads(api: SlackApi, slack: StandIn) -> None:
    elsewhere = slack.url.replace("127.0.0.1", "localhost")
    slack.answers("file/projecten.csv", "", 302, headers={"Location": f"{elsewhere}/file/secret"})
    with pytest.raises(SlackFileUnreadable, match="strange_address"):
        download(api, uploaded(slack))
    assert len(slack.calls) == 1


@pytest.mark.parametrize(
    "odd", ["https://[", "https://files.slack.com:x/y", "https://..slack.com/x", "https://é.slack.com/x\x00"]
)
def test_what_is_no_address_is_not_fetched(api: SlackApi, slack: StandIn, odd: str) -> None:
    with pytest.raises(SlackFileUnreadable):
        download(api, UploadedFile("x", f"F1 {odd}"))
    assert slack.calls == []


@pytest.mark.parametrize(
    "odd", ["https://[", "http://hooks.slack.com/x", "https://elders.example/x", "file:///etc/passwd"]
)
def test_words_go_to_slack_only(api: SlackApi, slack: StandIn, odd: str) -> None:
    assert not api.respond(odd, {"text": "geheim"})
    assert api.respond(slack.response_url, {"text": "hallo"})


def test_a_login_page_is_not_a_file(api: SlackApi, slack: StandIn) -> None:
    slack.answers("file/projecten.csv", "<html>", headers={"Content-Type": "text/html"})
    with pytest.raises(SlackFileUnreadable, match="no_access"):
        download(api, uploaded(slack))


def test_a_large_file_is_not_fetched(api: SlackApi, slack: StandIn) -> None:
    with pytest.raises(SlackFileUnreadable, match="too_large"):
        download(api, uploaded(slack, size=limits.DOWNLOAD_BYTES + 1))
    assert slack.calls == []


def test_nor_one_that_turns_out_to_be_large(api: SlackApi, slack: StandIn) -> None:
    slack.answers("file/projecten.csv", "x" * (limits.DOWNLOAD_BYTES + 1))
    with pytest.raises(SlackFileUnreadable, match="too_large"):
        download(api, uploaded(slack))


@pytest.mark.parametrize(
    ("broken", "reason"), [({"status": 403}, "no_access"), ({"drop": True}, "no_connection")], ids=str
)
def test_what_cannot_be_fetched_has_a_reason(
    api: SlackApi, slack: StandIn, broken: dict[str, object], reason: str
) -> None:
    slack.answers("file/projecten.csv", **broken)  # type: ignore[arg-type]
    with pytest.raises(SlackFileUnreadable, match=reason):
        download(api, uploaded(slack))
