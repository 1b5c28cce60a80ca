"""Who somebody is, as Slack tells it."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.chat.requests import Account, Profile
from handlers.slack.api import SlackApi
from handlers.slack.people import SlackDirectory
from tests.handlers.stand_in import StandIn

ANNA = Account("slack", "T1", "U1")
USER: dict[str, Any] = {
    "id": "U1",
    "team_id": "T1",
    "name": "anna",
    "deleted": False,
    "real_name": "Anna de Wit",
    "locale": "nl-NL",
    "profile": {"real_name": "Anna de Wit", "email": "anna@voorbeeld.example"},
    "is_admin": True,
    "is_bot": False,
}


def profile(api: SlackApi, slack: StandIn, **differences: object) -> Profile:
    slack.answers("users.info", {"ok": True, "user": {**USER, **differences}})
    return SlackDirectory(api).profile(ANNA)


def test_a_colleague_has_a_name_an_address_and_a_language(api: SlackApi, slack: StandIn) -> None:
    found = profile(api, slack)
    assert found == Profile("Anna de Wit", "anna@voorbeeld.example", "Gemeente Voorbeeld", "nl", is_admin=True)
    assert slack.only("users.info") == {"user": "U1", "include_locale": "true"}


@pytest.mark.parametrize(
    "differences",
    [{"is_restricted": True}, {"is_ultra_restricted": True}, {"is_stranger": True}, {"team_id": "T9"}],
    ids=str,
)
def test_guests_and_other_organisations_are_outsiders(
    api: SlackApi, slack: StandIn, differences: dict[str, object]
) -> None:
    assert profile(api, slack, **differences).outsider


def test_somebody_who_comes_in_under_another_organisation_is_an_outsider(api: SlackApi, slack: StandIn) -> None:
    slack.answers("users.info", {"ok": True, "user": {**USER, "team_id": "T9"}})
    assert SlackDirectory(api).profile(Account("slack", "T9", "U1")).outsider


def test_a_colleague_of_a_large_organisation_is_no_outsider(api: SlackApi, slack: StandIn) -> None:
    assert not profile(
        api, slack, team_id="T9", enterprise_user={"enterprise_id": "E1", "teams": ["T1", "T9"]}
    ).outsider


def test_who_left_and_who_is_a_robot_is_no_colleague(api: SlackApi, slack: StandIn) -> None:
    assert profile(api, slack, deleted=True).has_left
    assert profile(api, slack, is_bot=True).is_bot


def test_who_cannot_be_seen_is_an_outsider(api: SlackApi, slack: StandIn) -> None:
    slack.refuses("users.info", "user_not_visible")
    assert SlackDirectory(api).profile(ANNA).outsider


def test_a_broken_token_is_not_called_an_outsider(api: SlackApi, slack: StandIn) -> None:
    slack.refuses("users.info", "invalid_auth")
    with pytest.raises(SlackApiError):
        SlackDirectory(api).profile(ANNA)


def test_the_name_of_the_workspace_is_asked_once(api: SlackApi, slack: StandIn) -> None:
    directory = SlackDirectory(api)
    for _ in range(3):
        slack.answers("users.info", {"ok": True, "user": USER})
        directory.profile(ANNA)
    assert slack.methods().count("auth.test") == 1
