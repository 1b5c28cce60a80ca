"""Somebody leaves the organisation, becomes a guest, or removes the app: what Teams lets us see of it."""

import datetime as dt

import pytest

from storage.people import people
from storage.people.people import Colleague
from tests.teams.person import Person
from tests.teams.town import Town

FRIENDLY = "Ik werk alleen voor collega's van deze gemeente."


def colleague(town: Town, person: Person) -> Colleague:
    with town.database.session(None) as db:
        found = people.sign_in(db, "teams", person.tenant, person.user)
        assert found is not None
        return found.colleague


def is_removed(town: Town, person: Person) -> None:
    """From a team, which Teams tells the bot in it."""
    gone = {"type": "conversationUpdate", "membersRemoved": [{"id": person.member, "aadObjectId": person.user}]}
    town.sends(town.people[0], gone, "19:kanaal@thread.tacv2")


@pytest.fixture
def bert(town: Town, anna: Person, bert: Person) -> Person:
    anna.types("project lijst")
    bert.types("project lijst")
    return bert


def test_whoever_left_a_team_only_is_a_colleague_still(town: Town, bert: Person) -> None:
    is_removed(town, bert)
    bert.types("project lijst")
    assert FRIENDLY not in bert.last.words


def test_whoever_spoke_last_in_the_team_that_they_left_is_a_colleague_still(town: Town, bert: Person) -> None:
    team = "19:kanaal@thread.tacv2"
    bert.types("project lijst", team)
    town.connector.absent.add((team, bert.member))
    is_removed(town, bert)
    assert colleague(town, bert).is_here


def test_whoever_left_the_organisation_is_out_at_once(town: Town, anna: Person, bert: Person) -> None:
    town.connector.members.pop(bert.user)
    town.connector.members.pop(bert.member)
    is_removed(town, bert)
    assert not colleague(town, bert).is_here
    assert any("Een collega is weg" in each.words for each in anna.sees_all)


def test_a_guest_is_out_at_once(town: Town, bert: Person) -> None:
    for known in (bert.user, bert.member):
        town.connector.members[known]["userRole"] = "guest"
    is_removed(town, bert)
    bert.types("project lijst")
    assert FRIENDLY in bert.last.words
    for known in (bert.user, bert.member):
        town.connector.members[known]["userRole"] = "user"
    bert.types("project lijst")
    assert FRIENDLY not in bert.last.words


def test_nobody_told_us_and_a_day_later_they_are_out(town: Town, bert: Person) -> None:
    for known in (bert.user, bert.member):
        town.connector.members[known]["userRole"] = "guest"
    bert.types("project lijst")
    assert FRIENDLY not in bert.last.words
    town.clock[0] += dt.timedelta(days=1, minutes=1)
    bert.types("project lijst")
    assert FRIENDLY in bert.last.words


def test_whoever_removes_the_app_is_a_colleague_still(town: Town, bert: Person) -> None:
    town.connector.without_app.add(bert.user)
    town.sends(bert, {"type": "installationUpdate", "action": "remove"})
    assert colleague(town, bert).is_here


def test_a_whole_team_that_is_removed_keeps_nobody_waiting(town: Town, anna: Person, bert: Person) -> None:
    """Each look takes up to two seconds, so none is taken in the answer; whoever acts meanwhile is looked at first."""
    for known in (bert.user, bert.member):
        town.connector.members[known]["userRole"] = "guest"
    gone = [{"id": f"29:{number}", "aadObjectId": f"{number}"} for number in range(2_000)]
    bert_too = {"id": bert.member, "aadObjectId": bert.user}
    calls = len(town.connector.calls)
    removed = {"type": "conversationUpdate", "membersRemoved": [bert_too, *gone]}
    assert town.receive(town.activity(anna, removed, "19:kanaal@thread.tacv2")).status == 200
    assert len(town.connector.calls) == calls
    town.receive(town.activity(bert, {"type": "message", "text": "project lijst"}))
    assert FRIENDLY in bert.last.words


def test_somebody_is_found_by_their_address_in_a_team_that_knows_us(town: Town, anna: Person, bert: Person) -> None:
    directory = town.connection.directory
    address = town.connector.members[bert.user]["email"]
    assert directory.with_email("teams", anna.tenant, address) is None, "nobody mentioned us in a team yet"
    anna.types("project lijst", "19:kanaal@thread.tacv2")
    found = directory.with_email("teams", anna.tenant, address.upper())
    assert found
    assert (found[0], found[1].is_colleague) == (("teams", bert.tenant, bert.user), True)
    assert directory.with_email("teams", anna.tenant, "niemand@voorbeeld.example") is None
    rosters = [call for call in town.connector.calls if "pagedmembers" in call.path]
    directory.with_email("teams", anna.tenant, "iemand@voorbeeld.example")
    assert [call for call in town.connector.calls if "pagedmembers" in call.path] == rosters, "asked a moment ago"


def test_whoever_adds_the_app_is_welcomed_once(town: Town) -> None:
    carla = town.person("Carla", stranger=True)
    for _ in range(2):
        town.sends(carla, {"type": "installationUpdate", "action": "add"})
    carla.types("project lijst")
    assert sum("Welkom bij Samenspel" in each.words for each in carla.sees_all) == 1


def test_the_first_word_brings_the_welcome_too(town: Town) -> None:
    carla = town.person("Carla", stranger=True)
    carla.types("project lijst")
    assert sum("Welkom bij Samenspel" in each.words for each in carla.sees_all) == 1


def test_a_team_that_gets_the_app_hears_one_line_and_an_update_says_nothing(town: Town) -> None:
    carla = town.person("Carla", stranger=True)
    added = town.activity(carla, {"type": "installationUpdate", "action": "add"}, "19:kanaal@thread.tacv2")
    for activity in (added, added, {**added, "action": "add-upgrade", "id": "1"}):
        assert town.receive(activity).status == 200
    [hello] = carla.sees_all
    assert hello.conversation == "19:kanaal@thread.tacv2"
    assert "Het antwoord zie alleen jij." in hello.words
