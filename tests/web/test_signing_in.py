"""Colleagues come in with the account they chat with; and nobody else, and nobody twice by one login."""

from dataclasses import replace

import pytest

from tests.givens import a_project
from tests.room import Person, Room
from tests.web.browsing import Browser, app_of, words_of
from tests.web.provider import TENANT, StandInProvider


@pytest.fixture
def anna(room: Room) -> Person:
    return room.person("Anna", platform="slack")


@pytest.fixture
def browser(room: Room, provider: StandInProvider) -> Browser:
    return Browser(app_of(room, provider))


def test_whoever_is_not_signed_in_is_asked_to(browser: Browser) -> None:
    for path, status in (("/in", 200), ("/in/", 200), ("/in/projecten", 401)):
        answer = browser.get(path)
        assert answer.status_code == status
        assert "Aanmelden met Slack" in words_of(answer)
        assert "Aanmelden met Microsoft" in words_of(answer)
    assert "/in/aanmelden/slack?naar=projecten" in browser.get("/in/projecten").text


def test_a_colleague_signs_in_reads_and_signs_out(
    room: Room, provider: StandInProvider, browser: Browser, anna: Person
) -> None:
    room.given(a_project("Singel", project_lead=anna))
    back = browser.signs_in(provider, anna, "projecten")
    assert (back.status_code, back.headers["location"]) == (303, "/in/projecten")
    (session,) = [each for each in back.headers.get_list("set-cookie") if "Max-Age=7200" in each]
    assert session.startswith("__Host-samenspel=")
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= set(session.split("; "))
    assert browser.cookies.keys() == {"__Host-samenspel"}
    assert "Singel" in browser.reads("/in/projecten")
    page = browser.get("/in/projecten")
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'; img-src 'self'; ")
    assert browser.get("/in").headers["location"] == "/in/overzicht"
    assert browser.get("/in/uit", "POST", sec_fetch_site="cross-site").status_code == 404
    assert browser.get("/in/projecten").status_code == 200
    left = browser.get("/in/uit", "POST", sec_fetch_site="same-origin").headers
    assert (left["location"], left["clear-site-data"]) == ("/in", '"cache"')
    assert browser.get("/in/projecten").status_code == 401


def test_teams_signs_in_too(room: Room, provider: StandInProvider, browser: Browser) -> None:
    provider.signs_in_at_entra("oid-1")
    back = browser.get(browser.goes_to_the_provider("teams"))
    assert back.headers["location"] == "/in/overzicht"
    # Vouched for, but never met in the chat.
    answer = browser.get("/in/overzicht")
    assert answer.status_code == 403
    assert "Stuur me dan eerst een bericht in de chat" in words_of(answer)
    assert TENANT not in answer.text


def test_a_login_is_of_use_once_and_in_the_browser_that_began(
    room: Room, provider: StandInProvider, browser: Browser, anna: Person
) -> None:
    provider.signs_in(anna.account.tenant, anna.account.user)
    # Also where the provider itself would not mind.
    provider.lie = "takes a code again"
    back = browser.goes_to_the_provider()
    kept = dict(browser.cookies)
    # Somebody else gets the address that it leads to: they would be signed in as somebody they are not.
    assert Browser(browser.app).get(back).status_code == 400
    assert browser.get(back).status_code == 303
    replayed = Browser(browser.app)
    replayed.cookies = kept
    answer = replayed.get(back)
    assert answer.status_code == 403
    assert replayed.cookies == {}
    assert "Probeer het nog eens" in words_of(answer)


@pytest.mark.parametrize("change", ["state", "code", "provider", "cookie"])
def test_what_was_changed_on_the_way_is_refused(
    provider: StandInProvider, browser: Browser, anna: Person, change: str
) -> None:
    provider.signs_in(anna.account.tenant, anna.account.user)
    back = browser.goes_to_the_provider()
    match change:
        case "state":
            back = back.replace("state=", "state=x")
        case "code":
            back = back.replace("code=", "code=x")
        case "provider":
            back = back.replace("/slack?", "/teams?")
        case "cookie":
            browser.cookies = {name: f"x{value}" for name, value in browser.cookies.items()}
    assert browser.get(back).status_code in (400, 403)
    assert browser.get("/in/overzicht").status_code == 401


def test_a_lie_of_the_provider_signs_nobody_in_and_is_not_told_in_the_log(
    provider: StandInProvider, browser: Browser, anna: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    provider.signs_in(anna.account.tenant, anna.account.user)
    provider.lie = "another key"
    back = browser.goes_to_the_provider()
    assert browser.get(back).status_code == 403
    # The test's own client tells all; ours never.
    told = "\n".join(each.getMessage() for each in caplog.records if not each.name.startswith("http"))
    assert "slack did not vouch for somebody: BadSignatureError" in told
    assert not [part for part in (anna.account.user, *back.partition("code=")[2].split("&state=")) if part in told]


@pytest.mark.parametrize("gone", ["left", "guest"])
def test_whoever_left_or_is_a_guest_has_nothing_from_then_on(
    room: Room, provider: StandInProvider, browser: Browser, anna: Person, gone: str
) -> None:
    room.given(a_project("Singel", project_lead=anna))
    browser.signs_in(provider, anna)
    assert "Singel" in browser.reads("/in/projecten")
    profile = room.directory.profiles[anna.account]
    changed = replace(profile, has_left=True) if gone == "left" else replace(profile, outsider=True)
    room.directory.profiles[anna.account] = changed
    room.service.may_have_changed([anna.account], room.now)
    answer = browser.get("/in/projecten")
    assert answer.status_code == 403
    assert "Singel" not in answer.text
    assert browser.cookies == {}


def test_a_session_ends_and_one_of_another_installation_never_began(
    room: Room, provider: StandInProvider, browser: Browser, anna: Person
) -> None:
    browser.signs_in(provider, anna)
    elsewhere = Browser(app_of(room, provider, "een ander geheim"))
    elsewhere.cookies = dict(browser.cookies)
    assert elsewhere.get("/in/projecten").status_code == 401
    # What was given out for a login is no session.
    login = Browser(browser.app)
    login.goes_to_the_provider()
    login.cookies["__Host-samenspel"] = login.cookies["__Host-samenspel-login"]
    assert login.get("/in/projecten").status_code == 401
    room.turn(minutes=119)
    assert browser.get("/in/projecten").status_code == 200
    room.turn(minutes=2)
    assert browser.get("/in/projecten").status_code == 401


def test_two_processes_know_the_same_people(
    room: Room, provider: StandInProvider, browser: Browser, anna: Person
) -> None:
    """Behind one address; what one gave out the other opens."""
    provider.signs_in(anna.account.tenant, anna.account.user)
    back = browser.goes_to_the_provider()
    browser.app = app_of(room, provider)
    assert browser.get(back).status_code == 303
    browser.app = app_of(room, provider)
    assert browser.get("/in/projecten").status_code == 200


def test_a_provider_that_is_away_is_said(room: Room, browser: Browser, provider: StandInProvider, anna: Person) -> None:
    provider.signs_in(anna.account.tenant, anna.account.user)
    back = browser.goes_to_the_provider()
    provider.lie = "no token"
    assert browser.get(back).status_code == 403


def test_an_address_that_was_made_up_is_unknown(browser: Browser, provider: StandInProvider, anna: Person) -> None:
    unknown = ("/in/aanmelden/github", "/in/niets", "/in/../web", "/in/project/3", "/in/agenda/x", "/in/uit")
    assert [browser.get(path).status_code for path in unknown] == [404] * 6
    mistyped = browser.get("/in/niets")
    assert "Deze pagina is er niet" in mistyped.text
    assert 'href="/in/overzicht"' in mistyped.text
    browser.signs_in(provider, anna)
    long = "&".join(f"a{number}=1" for number in range(99))
    for path in ("/in/niets", "/in/agenda?" + "x" * 5_000, "/in/agenda?" + long, "/in/agenda?a=%ff"):
        assert browser.get(path).status_code == 404
    assert browser.get("/in/aanmelden/slack?naar=//elders.example").status_code == 303
