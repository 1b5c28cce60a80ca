"""The word of a provider, believed only when every part of it is right. Real tokens, really signed, over real HTTP."""

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from bot.chat.requests import Account
from handlers.web import vouching
from handlers.web.providers import BegunLogin, Provider, begin
from tests.web.provider import ELSEWHERE, TENANT, StandInProvider

BACK = "https://samenspel.voorbeeld.example/in/terug/x"


def agrees(at: Provider) -> tuple[str, BegunLogin]:
    """The browser went there and came back; with which code, and what it kept."""
    url, begun = begin(at)
    answer = httpx.get(url, follow_redirects=False)
    back = {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}
    assert back["state"] == begun.state
    return back["code"], begun


def signed_in(at: Provider) -> Account | None:
    return vouching.vouched(at, *agrees(at))


def test_slack_and_entra_say_who_it_is(provider: StandInProvider) -> None:
    assert signed_in(provider.slack(BACK)) == Account("slack", "T1", "U1")
    provider.signs_in_at_entra("oid-1")
    assert signed_in(provider.entra(BACK)) == Account("teams", TENANT, "oid-1")
    assert signed_in(provider.entra(BACK, TENANT, ELSEWHERE)) == Account("teams", TENANT, "oid-1")


@pytest.mark.parametrize("platform", ["slack", "entra"])
@pytest.mark.parametrize(
    "lie",
    [
        *("issuer", "no issuer", "audience", "nonce", "no nonce", "too old", "no end", "nobody"),
        *("unsigned", "another key", "signed with what everybody knows", "no token"),
    ],
)
def test_a_token_with_one_thing_wrong_is_no_token(provider: StandInProvider, platform: str, lie: str) -> None:
    if platform == "entra":
        provider.signs_in_at_entra("oid-1")
    at = provider.slack(BACK) if platform == "slack" else provider.entra(BACK)
    code, begun = agrees(at)
    provider.lie = lie
    try:
        assert vouching.vouched(at, code, begun) is None
    except vouching.WRONG:
        return
    assert lie in ("nobody", "no token")


def test_people_of_another_organisation_stay_outside(provider: StandInProvider) -> None:
    provider.signs_in_at_entra("oid-1", ELSEWHERE)
    with pytest.raises(vouching.WRONG):
        signed_in(provider.entra(BACK))
    # And one organisation that we do serve does not sign for another.
    provider.who["iss"] = f"{provider.url}/{TENANT}/v2.0"
    assert signed_in(provider.entra(BACK, TENANT, ELSEWHERE)) is None


def test_a_code_is_of_use_once_and_only_to_who_began(provider: StandInProvider) -> None:
    at = provider.slack(BACK)
    code, begun = agrees(at)
    _, another = agrees(at)
    with pytest.raises(vouching.WRONG):
        vouching.vouched(at, code, another)
    code, begun = agrees(at)
    assert vouching.vouched(at, code, begun)
    with pytest.raises(vouching.WRONG):
        vouching.vouched(at, code, begun)
