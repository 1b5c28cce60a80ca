"""Whom Slack says to be there no more, and which organisation is ours."""

from typing import Any

import pytest

from bot.chat.requests import Account, NotTold, Profile
from handlers.slack.api import SlackApi
from handlers.slack.people import SlackDirectory
from tests.handlers import payloads
from tests.handlers.conftest import Core, Slack
from tests.handlers.stand_in import StandIn
from tests.handlers.test_people import ANNA, USER

GRID = {"ok": True, "team": "Gemeente Voorbeeld", "team_id": "T1", "enterprise_id": "E1"}


def changed(**differences: object) -> dict[str, Any]:
    return payloads.event("user_change", user={**USER, **differences})


def test_a_change_of_somebody_is_told_to_the_core(sends: Slack, core: Core) -> None:
    assert sends.event(changed(is_restricted=True)).status == 200
    ((account, told),) = core.news
    assert account == ANNA
    assert told is not None
    assert not told.is_colleague


def test_somebody_new_in_the_workspace_is_told_to_the_core(sends: Slack, core: Core) -> None:
    assert sends.event(payloads.event("team_join", user={**USER, "id": "U7"})).status == 200
    assert [account.user for account in core.arrived] == ["U7"]
    assert core.knocks == []


def test_somebody_new_who_cannot_be_met_now_is_no_trouble_for_slack(sends: Slack, core: Core) -> None:
    core.arrived = None  # type: ignore[assignment]
    assert sends.event(payloads.event("team_join", user=USER)).status == 200


@pytest.mark.parametrize("user", ["U1", None, [], {}, {"id": 7}], ids=repr)
def test_a_change_of_another_shape_is_refused(sends: Slack, core: Core, user: object) -> None:
    assert sends.event(payloads.event("user_change", user=user)).status == 400
    assert core.news == []


def test_the_core_may_fail_and_slack_hears_that_it_came(sends: Slack, core: Core) -> None:
    core.news = None  # type: ignore[assignment]
    assert sends.event(changed(deleted=True)).status == 200


def test_two_workspaces_of_one_organisation_are_one_municipality(
    sends: Slack, core: Core, api: SlackApi, slack: StandIn
) -> None:
    slack.answers("auth.test", GRID)
    directory = SlackDirectory(api)
    assert directory.tenant_of("T1", "E1") == directory.tenant_of("T2", "E1") == directory.tenant_of("", "E1") == "T1"
    assert directory.tenant_of("T9", "E9") == "T9"
    assert directory.tenant_of("T9", "") == "T9"


def test_without_an_enterprise_another_workspace_is_another(api: SlackApi) -> None:
    assert SlackDirectory(api).tenant_of("T9", "") == "T9"


def test_a_stranger_is_not_looked_up(api: SlackApi, slack: StandIn) -> None:
    directory = SlackDirectory(api)
    for ask in (directory.profile, directory.again):
        assert ask(Account("slack", "T9", "U1")) == Profile("", outsider=True)
    assert "users.info" not in slack.methods()


def test_a_signed_command_of_another_workspace_is_another_account(sends: Slack, core: Core) -> None:
    sends.command({**payloads.command("lijst"), "team_id": "T9"})
    assert sends.knock.account == Account("slack", "T9", "U1")


def test_while_slack_is_away_it_is_asked_once_a_minute_which_organisation_is_ours(
    api: SlackApi, slack: StandIn
) -> None:
    seconds = [0.0]
    directory = SlackDirectory(api, lambda: seconds[0])
    slack.answers("auth.test", drop=True)
    assert directory.tenant_of("T2", "E1") == "T2"
    slack.answers("auth.test", GRID)
    assert directory.tenant_of("T2", "E1") == "T2"
    seconds[0] = 61
    assert directory.tenant_of("T2", "E1") == "T1"
    assert slack.methods() == ["auth.test", "auth.test"]


@pytest.mark.parametrize("error", ["ratelimited", "invalid_auth", "fatal_error"])
def test_a_refusal_says_nothing_about_somebody_whom_we_know(api: SlackApi, slack: StandIn, error: str) -> None:
    slack.refuses("users.info", error)
    with pytest.raises(NotTold):
        SlackDirectory(api).again(ANNA)
    assert slack.methods().count("users.info") == 1


def test_whom_slack_does_not_know_any_more_has_left(api: SlackApi, slack: StandIn) -> None:
    slack.refuses("users.info", "user_not_found")
    assert SlackDirectory(api).again(ANNA).has_left


def test_a_connection_that_is_cut_says_nothing(api: SlackApi, slack: StandIn) -> None:
    directory = SlackDirectory(api)
    directory.workspace()
    slack.answers("users.info", drop=True)
    with pytest.raises(NotTold):
        directory.again(ANNA)


ADDRESS = "bert@voorbeeld.example"


def test_whoever_has_an_address_is_found(api: SlackApi, slack: StandIn) -> None:
    slack.answers("users.lookupByEmail", {"ok": True, "user": {**USER, "id": "U9"}})
    found = SlackDirectory(api).with_email("slack", "T1", ADDRESS)
    assert found
    assert (found[0], found[1].is_colleague) == (Account("slack", "T1", "U9"), True)


@pytest.mark.parametrize("error", ["users_not_found", "user_not_found"])
def test_nobody_has_an_address(api: SlackApi, slack: StandIn, error: str) -> None:
    slack.answers("users.lookupByEmail", {"ok": False, "error": error})
    assert SlackDirectory(api).with_email("slack", "T1", ADDRESS) is None


@pytest.mark.parametrize("answer", [{"ok": False, "error": "missing_scope"}, {"ok": True}, {"ok": True, "user": "U9"}])
def test_slack_does_not_say_who_has_an_address(api: SlackApi, slack: StandIn, answer: dict[str, Any]) -> None:
    slack.answers("users.lookupByEmail", answer)
    with pytest.raises(NotTold) as silence:
        SlackDirectory(api).with_email("slack", "T1", ADDRESS)
    assert silence.value.is_away


def test_nobody_of_another_organisation_is_looked_for(api: SlackApi, slack: StandIn) -> None:
    assert SlackDirectory(api).with_email("slack", "T9", ADDRESS) is None
    assert "users.lookupByEmail" not in slack.methods()
