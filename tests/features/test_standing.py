"""Somebody becomes a guest, leaves or loses a right at the chat platform: here it holds at once, on both databases."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.chat.feature import Feature
from bot.chat.requests import Account, Knock, Place, Profile
from bot.people.arrivals import Arrivals
from bot.people.standing import Standing
from glossary import RoleState
from handlers.scheduling.standing import Looking
from storage.people import people, standing
from storage.register.projects import RoleAssignment
from tests.databases import Databases
from tests.features.buddy_scenes import a_team, begins, buddies_of
from tests.givens import a_moment, a_project, asked
from tests.room import Person, Room

FRIENDLY = "Ik werk alleen voor collega's van deze gemeente."


@pytest.fixture
def room(databases: Databases, features: Sequence[Feature]) -> Iterator[Room]:
    with databases.opened() as database:
        yield Room(database, features, Arrivals(frozenset({"ada@voorbeeld.example"})))


@pytest.fixture
def hurried_room(databases: Databases, features: Sequence[Feature]) -> Iterator[Room]:
    """For a lock that is not given free as long as somebody waits for it."""
    with databases.opened(dt.timedelta(milliseconds=200)) as database:
        yield Room(database, features, Arrivals(frozenset({"ada@voorbeeld.example"})))


def becomes(person: Person, **differences: Any) -> None:
    """At the platform, which nobody tells us."""
    profiles = person.room.directory.profiles
    profiles[person.account] = replace(profiles[person.account], **differences)


def is_told(person: Person, **differences: Any) -> None:
    """At the platform, which tells us at once."""
    becomes(person, **differences)
    room = person.room
    assert room.service.heard(person.account, room.directory.profiles[person.account], room.now, f"N{room.number()}")
    room.settle()


LOST = pytest.mark.parametrize("how", ["outsider", "has_left", "is_bot"])


@LOST
def test_whoever_is_no_colleague_any_more_has_no_way_in(room: Room, how: str) -> None:
    ada, anna = room.person("Ada", admin=True), room.person("Anna")
    room.given(a_project("Park Singel", project_lead=anna))
    anna.types("/project nieuw")
    anna.fills(name="Geheim plan")
    form = anna.form
    is_told(anna, **{how: True})
    ways = [
        room.knock(anna, room.channel.place, "command", {"command": "project", "text": "lijst"}),
        room.knock(anna, anna.direct, "command", {"command": "", "text": "project lijst"}),
        room.knock(anna, anna.direct, "project.show", {"id": "1"}),
        room.knock(anna, Place("home"), "home", {}),
        room.knock(anna, form.place, form.ask.form.action, form.ask.form.args, dict(form.answers), form.first_shown),
        room.knock(anna, anna.direct, "transfer.export", {}),
    ]
    for knock in ways:
        replies = room.service.answer(knock).replies
        assert [FRIENDLY in repr(reply) for reply in replies] == [True]
        assert "Park Singel" not in repr(replies)
    assert room.service.options(replace(ways[0], action="project.search"), "projects", "Park") == ()
    ada.types("/project zoek Geheim")
    assert ada.sees_nothing_of("Geheim plan")


def test_nobody_told_us_and_a_day_later_they_are_out(room: Room) -> None:
    anna = room.person("Anna")
    becomes(anna, outsider=True)
    anna.types("/project lijst")
    assert not anna.sees(FRIENDLY)
    room.turn(days=1)
    anna.types("/project lijst")
    assert anna.sees(FRIENDLY)


def test_a_look_is_taken_once_a_day(room: Room) -> None:
    anna = room.person("Anna")
    for _ in range(3):
        anna.types("/project lijst")
    assert room.directory.asked == []
    room.turn(days=1, hours=1)
    for _ in range(3):
        anna.types("/project lijst")
    assert room.directory.asked == [anna.account]


def test_a_platform_that_is_away_changes_nothing_for_three_days(room: Room) -> None:
    anna = room.person("Anna")
    room.directory.is_away = True
    room.turn(days=2)
    anna.types("/project lijst")
    assert anna.sees("Projecten")
    room.turn(days=1)
    anna.types("/project lijst")
    assert anna.sees("Ik kan nu niet nagaan of je hier nog werkt.")
    room.directory.is_away = False
    room.turn(minutes=2)
    anna.types("/project lijst")
    assert anna.sees("Projecten")


def test_somebody_with_two_accounts_arrives_once(room: Room) -> None:
    anna, zoe = room.person("Anna"), Profile("Zoë", "zoe@voorbeeld.example")
    one, other = anna.account._replace(user="Zoë 1"), anna.account._replace(user="Zoë 2")
    events = list[tuple[str, ...]]()
    for account, is_new in ((one, True), (one, False), (other, True), (other, False)):
        with room.database.session(None, writes=True) as db:
            room.arrivals.meet(db, account, zoe, room.now)
            stood = room.arrivals.look(db, account, zoe, room.now, is_new)
            assert stood
            events.append(stood.events)
    assert events == [("people.arrived",), (), (), ()]


def states_of(db: Session, person: Person) -> set[RoleState]:
    """Of every role that they have, or had."""
    return set(db.scalars(select(RoleAssignment.state).where(RoleAssignment.colleague_id == person.id)))


def test_they_come_back_with_the_roles_that_nobody_took(room: Room) -> None:
    room.person("Ada", admin=True)
    anna, bert = room.person("Anna"), room.person("Bert")
    room.given(
        a_project("Park Singel", project_lead=anna, communication_adviser=anna), a_project("Plein", project_lead=bert)
    )
    is_told(anna, outsider=True)
    with room.storage() as db:
        assert states_of(db, anna) == {RoleState.LEFT}
    becomes(anna, outsider=False)
    anna.types("/project toon Park Singel")
    assert anna.sees("projectleider: Anna (zei ja)")
    with room.storage() as db:
        assert states_of(db, anna) == {RoleState.ACCEPTED}


def test_a_role_of_somebody_who_left_is_vacant_and_looked_for(room: Room) -> None:
    room.person("Ada", admin=True)
    lead, adviser = room.person("Lead"), room.person("Adviser")
    room.given(
        a_project("Park Singel", project_lead=lead, participation_adviser=adviser, communication_adviser=adviser)
    )
    lead.types("/project toon Park Singel")
    assert lead.sees_nothing_of("De driehoek zoekt nog")
    is_told(adviser, has_left=True)
    lead.types("/project toon Park Singel")
    assert lead.sees("De driehoek zoekt nog een communicatieadviseur en een participatieadviseur.")


def test_a_leaver_is_in_no_picker_and_in_no_form(room: Room) -> None:
    lead, bert = room.person("Lead", admin=True), room.person("Bert")
    room.given(a_project("Park Singel", project_lead=lead))
    lead.types("/project rollen Park Singel")
    lead.fills(communication_adviser=bert)
    is_told(bert, has_left=True)
    lead.submits()
    assert lead.sees("Deze persoon is geen collega van onze gemeente, of werkt hier niet meer. Kies iemand anders.")
    with room.storage() as db:
        assert [each.name for each in people.colleagues_named(db, "Bert")] == []
        assert [each.name for each in people.colleagues_named(db, "Bert", also_away=True)] == ["Bert"]


def test_administrators_are_asked_once_whether_to_erase(room: Room) -> None:
    ada, anna = room.person("Ada", admin=True), room.person("Anna")
    is_told(anna, has_left=True)
    is_told(anna, has_left=False)
    is_told(anna, has_left=True)
    assert len([each for each in ada.messages if "Een collega is weg" in each.text]) == 1
    ada.clicks("Wis de gegevens")
    ada.fills(sure=True)
    ada.submits()
    assert ada.sees("De gegevens zijn gewist")
    with room.storage() as db:
        assert people.colleagues_named(db, "Anna", also_away=True) == []
    ada.clicks("Wis de gegevens")
    assert ada.form["colleague"] is None, "of nobody, whose name is nowhere"


def test_a_leaver_is_nobodys_buddy_and_their_group_is_told_kindly(room: Room) -> None:
    ada = room.person("Ada", admin=True)
    [cor], [pia, pim] = a_team(room, 1, 2)
    begins(room, ada)
    assert {*buddies_of(cor)} == {pia, pim}
    is_told(pia, outsider=True)
    assert cor.hears("Een van je buddy's is uit jullie groep gegaan.")
    cor.types("/buddy")
    assert cor.sees(pim.name)
    assert not cor.sees(pia.name)
    heard = len(pia.messages)
    room.turn(weeks=3, days=1)
    assert buddies_of(cor) == [pim]
    assert len(pia.messages) == heard


def test_one_and_one_and_one_leaves(room: Room) -> None:
    """The smallest input of the fault: four rounds in a row were with the leaver."""
    ada = room.person("Ada", admin=True)
    [cor], [pia] = a_team(room, 1, 1)
    begins(room, ada)
    is_told(pia, has_left=True)
    before = len(room.conversations[0].posts)
    room.turn(weeks=12, only=["buddies", "daily"])
    assert len(room.conversations[0].posts) == before
    cor.types("/buddy")
    assert not cor.sees(pia.name)


def test_nothing_more_goes_to_a_leaver(room: Room) -> None:
    ada, anna = room.person("Ada", admin=True), room.person("Anna")
    room.given(
        a_project("Park Singel", project_lead=anna, communication_adviser=asked(anna)),
        a_moment(project="Park Singel", starts_on="2026-11-10", ends_on="2026-11-10"),
    )
    room.settings(keeper=anna)
    heard = len(anna.messages)
    is_told(anna, has_left=True)
    room.turn(weeks=4)
    assert len(anna.messages) == heard
    assert "Er is nog geen overzichthouder" in ada.home()


def test_a_session_without_its_host_asks_who_takes_over(room: Room) -> None:
    ada, anna = room.person("Ada", admin=True), room.person("Anna")
    anna.types("/kennis sessie")
    anna.fills(topic="Loting", day="2026-12-07", time="12:00")
    anna.submits()
    is_told(anna, has_left=True)
    assert ada.hears("Anna zou Loting geven, en is geen collega meer in de chat.")


def test_an_administrator_follows_the_platform(room: Room) -> None:
    room.person("Ada", admin=True)
    anna = room.person("Anna")
    anna.types("/samenspel instellingen")
    assert not anna.sees("Collega wissen")
    is_told(anna, is_admin=True)
    anna.types("/samenspel instellingen")
    assert anna.form.title == "Instellingen"
    anna.closes_the_form()
    is_told(anna, is_admin=False)
    anna.types("/samenspel instellingen")
    assert anna.form_on_screen is None
    assert not anna.sees("Collega wissen")


def test_whom_the_settings_name_stays_one_when_their_platform_gives_no_address_any_more(room: Room) -> None:
    ada = room.person("Ada", email="ada@voorbeeld.example")
    room.person("Anna", admin=True)
    is_told(ada, email="")
    ada.types("/samenspel instellingen")
    assert ada.form.title == "Instellingen"


def kept_of(room: Room, person: Person) -> tuple[bool, dt.datetime | None]:
    """Whether they are an administrator, and since when they are away."""
    with room.storage() as db:
        found = people.colleague(db, person.id)
        assert found is not None
        return found.is_admin, found.away_since


def test_a_leaver_whom_the_settings_name_is_no_administrator_until_they_return(room: Room) -> None:
    ada = room.person("Ada", email="ada@voorbeeld.example")
    room.person("Anna", admin=True)
    is_told(ada, has_left=True)
    left = room.now
    assert kept_of(room, ada) == (False, left)
    room.turn(days=2)
    assert room.service.heard(ada.account, None, room.now, "N-1"), "their platform only says that something may be new"
    assert kept_of(room, ada) == (False, left), "away since they left, and not since the last look"
    is_told(ada, has_left=False)
    assert kept_of(room, ada) == (True, None)


def test_the_last_administrator_stays_and_hears_why(room: Room) -> None:
    anna = room.person("Anna", admin=True)
    is_told(anna, is_admin=False)
    assert anna.hears("Je bent de laatste beheerder")
    anna.types("/samenspel gegevens")
    with room.storage() as db:
        assert [each.id for each in standing.administrators(db)] == [anna.id]
    room.person("Ada", email="ada@voorbeeld.example")
    room.turn(days=1, hours=1)
    anna.types("/samenspel gegevens")
    with room.storage() as db:
        assert anna.id not in [each.id for each in standing.administrators(db)]


def test_an_address_that_is_taken_out_of_the_settings_is_no_administrator(room: Room) -> None:
    ada, anna = room.person("Ada", email="ada@voorbeeld.example"), room.person("Anna", admin=True)
    after = Arrivals()
    stale = room.now.replace(year=2020)
    with room.database.session(None, writes=True) as db:
        standing.appoint_administrators(db, after.administrators, stale)
    room.service.standing.arrivals = after
    ada.types("/samenspel gegevens")
    with room.storage() as db:
        assert [each.id for each in standing.administrators(db)] == [anna.id]


def test_the_last_administrator_by_an_address_stays(room: Room) -> None:
    ada = room.person("Ada", email="ada@voorbeeld.example")
    room.service.standing.arrivals = Arrivals()
    with room.database.session(None, writes=True) as db:
        standing.appoint_administrators(db, frozenset(), room.now.replace(year=2020))
    ada.types("/samenspel gegevens")
    assert ada.hears("Je bent de laatste beheerder")
    with room.storage() as db:
        assert [each.id for each in standing.administrators(db)] == [ada.id]


def test_whoever_does_nothing_is_looked_at_too(room: Room) -> None:
    room.person("Ada", admin=True)
    anna, bert = room.person("Anna"), room.person("Bert")
    becomes(anna, has_left=True)
    looking = Looking(room.database, room.service.heard, lambda: room.now, lambda: f"N{room.number()}")
    looking()
    assert room.directory.asked == []
    room.turn(days=1, hours=1)
    looking()
    with room.storage() as db:
        assert [people.colleague_in_full(db, each.id).is_here for each in (anna, bert)] == [False, True]  # type: ignore[union-attr]
    asked = len(room.directory.asked)
    looking()
    assert len(room.directory.asked) == asked


def test_of_whoever_may_have_changed_nothing_holds_without_another_look(room: Room) -> None:
    ada, anna, bert = room.person("Ada", admin=True), room.person("Anna"), room.person("Bert")
    for person in (ada, anna, bert):
        person.types("/project lijst")
        becomes(person, has_left=person is not ada)
    nobody = Account("room", "voorbeeld", "NIEMAND")
    room.service.may_have_changed([anna.account, nobody], room.now)
    bert.types("/project lijst")
    assert not bert.sees(FRIENDLY)
    assert Looking(room.database, room.service.heard, lambda: room.now, lambda: "N1")() is None
    anna.types("/project lijst")
    assert anna.sees(FRIENDLY)
    room.settle()
    assert ada.hears("Anna is in de chat geen collega meer")
    assert not ada.hears("Bert is in de chat geen collega meer")


def test_looking_stops_when_the_platform_is_away(room: Room) -> None:
    for name in ("Anna", "Bert"):
        room.person(name)
    room.turn(days=1, hours=1)
    room.directory.is_away = True
    numbers = count(1)
    Looking(room.database, room.service.heard, lambda: room.now, lambda: f"N{next(numbers)}")()
    assert next(numbers) == 2


def test_a_message_about_somebody_that_came_late_is_not_believed(room: Room) -> None:
    """Slack sends an event again for an hour: by then they may be back."""
    room.person("Ada", admin=True)
    anna = room.person("Anna")
    late = replace(room.directory.profiles[anna.account], has_left=True)
    assert room.service.heard(anna.account, late, room.now, "N1")
    anna.types("/project lijst")
    assert not anna.sees(FRIENDLY)


def test_news_about_strangers_leaves_no_row(room: Room) -> None:
    guest = room.person("Gast", outsider=True)
    assert room.service.heard(guest.account, room.directory.profiles[guest.account], room.now, "N1")
    with room.storage() as db:
        assert people.colleagues_named(db, "Gast", also_away=True) == []


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_an_import_that_holds_the_lock_keeps_nobody_in(hurried_room: Room) -> None:
    """One file has one lock; PostgreSQL's would not be held here."""
    room = hurried_room
    room.person("Ada", admin=True)
    anna = room.person("Anna")
    becomes(anna, has_left=True)
    with room.database.session(room.municipality_id, writes=True):
        with pytest.raises(OperationalError):
            room.service.heard(anna.account, None, room.now, "N1")
        knock = room.knock(anna, room.channel.place, "command", {"command": "project", "text": "lijst"})
        assert FRIENDLY in repr(room.service.answer(knock).replies)
    anna.types("/project lijst")
    assert anna.sees(FRIENDLY)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_whoever_writes_down_what_they_heard_leaves_what_another_heard_standing(hurried_room: Room) -> None:
    """Two events about one colleague: while the platform answers the first, the second is heard and can't be kept."""
    room = hurried_room
    anna = room.person("Anna")
    directory = TwoAnswers(room.directory.profiles[anna.account])
    standing = Standing(room.database, directory, Arrivals(), lambda *what: None)

    def meanwhile() -> None:
        with room.database.session(room.municipality_id, writes=True), pytest.raises(OperationalError):
            standing.heard(anna.account, None, room.now, "N2")

    directory.meanwhile = meanwhile
    assert standing.heard(anna.account, None, room.now, "N1")
    assert standing.is_in_doubt(anna.account)
    assert standing.introduce(anna.account, [anna.account], room.now, "N3")
    assert not standing.is_in_doubt(anna.account)


class TwoAnswers:
    """A platform that is asked twice: they work here, and by the time that it says so they have left."""

    def __init__(self, profile: Profile) -> None:
        self._answers = [replace(profile, has_left=True), profile]
        self.meanwhile: Callable[[], None] | None = None

    def profile(self, account: Account) -> Profile:
        return self.again(account)

    def again(self, account: Account) -> Profile:
        answer = self._answers.pop() if self._answers else Profile("", has_left=True)
        if self.meanwhile:
            meanwhile, self.meanwhile = self.meanwhile, None
            meanwhile()
        return answer

    def with_email(self, platform: str, tenant: str, email: str) -> None:
        """Nobody."""


def test_an_import_that_holds_the_lock_keeps_nobody_out(hurried_room: Room) -> None:
    """Everybody is looked at again in the morning: that may not wait for what somebody else writes."""
    room = hurried_room
    anna = room.person("Anna")
    room.turn(days=1, hours=1)
    knock: Knock = room.knock(anna, room.channel.place, "command", {"command": "project", "text": "lijst"})
    with room.database.session(room.municipality_id, writes=True):
        assert "Projecten" in repr(room.service.answer(knock).replies)
