"""A colleague subscribes to a calendar, and their program comes back for it while the register changes."""

import datetime as dt
from collections.abc import Mapping, Sequence

import pytest
from icalendar import Calendar
from sqlalchemy import select

from bot.chat.feature import Feature
from bot.chat.served import Served, Visit
from bot.service import Service
from glossary import CalendarKind, PartialDate
from storage.learning.sessions import KnowledgeSession, SessionGuest
from storage.people.calendar_feeds import CalendarFeed
from storage.register.moments import Moment
from tests.calendars.parsers import Event, read
from tests.features.scenes import asks_for, plans, registers
from tests.givens import a_moment, a_project
from tests.person import Person
from tests.room import ADDRESS, Room, all_features, open_room  # noqa: F401, the last two are fixtures


@pytest.fixture
def anna(room: Room) -> Person:
    return room.person("Anna")


def subscribes(person: Person, what: str, area: str = "") -> str:
    """The last part of the address that they see, and nobody else does."""
    person.types("/overzicht abonneer")
    person.clicks("Abonneer", beside=what)
    if area:
        person.fills(area=area)
        person.submits()
    return address_seen(person)


def address_seen(person: Person) -> str:
    (address,) = [line for line in person.screen.splitlines() if line.startswith(ADDRESS)]
    assert person.sees_alone(address)
    return address.removeprefix(f"{ADDRESS}/agenda/")


def visit(room: Room, *parts: str) -> Served | None:
    with room.database.session(None) as db:
        return room.service.router.addresses["agenda"](Visit(parts, room.now), db)


def events(room: Room, address: str) -> Mapping[str, Event]:
    """By the first words of its title."""
    found = visit(room, address)
    assert found
    assert found.kind == "text/calendar; charset=utf-8"
    assert not found.for_everybody
    return {each.summary.partition(" · ")[0]: each for each in read(found.content).values()}


def test_a_month_of_changes_is_read_alike_by_three_programs(room: Room, anna: Person) -> None:
    registers(anna, "Kade")
    address = subscribes(anna, "Alles in de gemeente")
    assert events(room, address) == {}
    plans(anna, "Kade", title="Inloop", starts_on="2027-03-27", begins_at="19:30", ends_at="21:00")
    plans(anna, "Kade", title="Wandeling", starts_on="2027-03-28", begins_at="10:00", ends_at="11:30")
    plans(anna, "Kade", title="Schouw", starts_on="2026-12-10")
    plans(anna, "Kade", title="Enquete", starts_on="2026-12-01", ends_on="2026-12-14")
    found = events(room, address)
    assert (found["Inloop"].starts, found["Inloop"].ends) == ("2027-03-27T18:30", "2027-03-27T20:00")
    assert (found["Wandeling"].starts, found["Wandeling"].ends) == ("2027-03-28T08:00", "2027-03-28T09:30"), "summer"
    assert (found["Schouw"].starts, found["Schouw"].ends) == ("2026-12-10", "2026-12-11")
    assert (found["Enquete"].starts, found["Enquete"].ends) == ("2026-12-01", "2026-12-15")
    uids = read(visited(room, address)).keys()
    room.at("2026-12-03 09:00")
    with room.storage() as db:
        moved = db.scalars(select(Moment).where(Moment.title == "Inloop")).one()
        moved.starts_on = moved.ends_on = PartialDate("2027-04-01")
        moved.title = "Inloopavond"
    anna.types("/project toon Kade")
    anna.clicks("Bekijk", beside="Schouw")
    anna.clicks("Verwijder", confirming="gaat uit het overzicht")
    later = events(room, address)
    assert read(visited(room, address)).keys() == uids
    assert (later["Inloopavond"].starts, later["Inloopavond"].status) == ("2027-04-01T17:30", "CONFIRMED")
    assert later["Inloopavond"].sequence > found["Inloop"].sequence
    assert later["Schouw"].status == "CANCELLED"
    assert later["Schouw"].sequence > found["Schouw"].sequence
    assert later["Enquete"] == found["Enquete"]
    room.at("2026-12-20 09:00")
    with room.storage() as db:
        db.scalars(select(Moment).where(Moment.title == "Inloopavond")).one().begins_at = None
    assert events(room, address)["Inloopavond"].starts == "2027-04-01"


def visited(room: Room, address: str) -> bytes:
    found = visit(room, address)
    assert found
    return found.content


def test_my_own_has_my_moments_sessions_and_answers_and_nothing_else(room: Room, anna: Person) -> None:
    other = room.person("Bert")
    room.given(
        a_project("Kade", project_lead=anna),
        a_project("Singel", project_lead=other),
        a_moment("Inloop", project="Kade", starts_on="2026-12-09"),
        a_moment("Geweest", project="Kade", starts_on="2026-11-10"),
        a_moment("Verteld", project="Kade", starts_on="2026-11-10", residents_told_on="2026-11-20"),
        a_moment("Brief", project="Kade", starts_on="2026-12-08", level="inform"),
        a_moment("Elders", project="Singel", starts_on="2026-12-09"),
    )
    with room.storage() as db:
        held = KnowledgeSession(topic="Loting", starts_at=room.now + dt.timedelta(days=3), minutes=60, place="Zaal 2")
        db.add(held)
        db.flush()
        db.add(SessionGuest(session_id=held.id, colleague_id=anna.id))
    address = subscribes(anna, "Mijn contactmomenten en sessies")
    found = events(room, address)
    assert set(found) == {
        "Inloop",
        "Geweest",
        "Verteld",
        "Brief",
        "Laatste dag voor antwoord: Inloop",
        "Laatste dag voor antwoord: Geweest",
        "Loting",
    }
    assert found["Laatste dag voor antwoord: Geweest"].starts == "2026-12-08"
    with room.storage() as db:
        session = db.scalars(select(KnowledgeSession)).one()
        session.cancelled_at, session.sequence = room.now, 1
    assert (events(room, address)["Loting"].status, found["Loting"].status) == ("CANCELLED", "CONFIRMED")
    everything = events(room, subscribes(other, "Alles in de gemeente"))
    assert "Loting" not in everything
    for person, project, moment in ((anna, "Kade", "Inloop"), (other, "Singel", "Elders")):
        person.types(f"/project toon {project}")
        person.clicks("Bekijk", beside=moment)
        person.clicks("Verwijder", confirming="gaat uit het overzicht")
    cancelled = events(room, address)
    assert cancelled["Inloop"].status == "CANCELLED"
    assert "Elders" not in cancelled


def test_an_answer_that_was_given_is_no_deadline_any_more(room: Room, anna: Person) -> None:
    room.given(a_project("Kade"), a_moment("Inloop", project="Kade", starts_on="2026-11-10"))
    address = subscribes(anna, "Dagen waarop inwoners antwoord krijgen")
    assert set(events(room, address)) == {"Laatste dag voor antwoord: Inloop"}
    with room.storage() as db:
        db.scalars(select(Moment)).one().residents_told_on = PartialDate("2026-11-23")
    assert events(room, address) == {}


def test_a_calendar_of_an_area_has_what_is_asked_there(room: Room, anna: Person) -> None:
    room.given(
        a_project("Kade"),
        a_moment("Hier", project="Kade", areas=["Bloemenbuurt"]),
        a_moment("Daar", project="Kade", areas=["Vogelbuurt"]),
    )
    address = subscribes(anna, "Eén gebied", area="Bloemenbuurt")
    assert set(events(room, address)) == {"Hier"}
    assert set(events(room, subscribes(anna, "Eén gebied", area="Vogelbuurt"))) == {"Daar"}
    assert set(events(room, address)) == {"Hier"}, "one of another area takes the place of none"


def test_the_sample_has_the_moments_of_the_bloemenbuurt(room: Room) -> None:
    """Eight, as the page of all projects has it; those of the last eight weeks and the coming year."""
    room.sample()
    address = subscribes(room.person("Marieke van Dam"), "Eén gebied", area="Bloemenbuurt")
    with room.storage() as db:
        found = db.execute(select(Moment.key, Moment.title, Moment.ends_on))
        here = {key: title for key, title, ends_on in found if ends_on.latest >= dt.date(2026, 9, 28)}
    wanted = {"M03", "M05", "M06", "M07", "M08", "M18", "M20", "M21"}
    assert set(events(room, address)) == {title for key, title in here.items() if key in wanted}
    assert len(events(room, address)) > 4


# Addresses


def test_nothing_of_an_address_is_kept_and_a_guess_finds_nothing(room: Room, anna: Person) -> None:
    address = subscribes(anna, "Alles in de gemeente")
    secret = address.removesuffix(".ics")
    assert len(secret) > 40
    with room.storage() as db:
        row = db.scalars(select(CalendarFeed)).one()
        assert secret not in repr(vars(row))
        digest = row.digest
    assert visit(room, address)
    for parts in ((), (secret,), (f"{digest}.ics",), (f"{secret[:-1]}.ics",), (address, "x"), (".ics",)):
        assert visit(room, *parts) is None, parts


def test_it_stops_at_once_and_only_by_whoever_has_it(room: Room, anna: Person) -> None:
    address = subscribes(anna, "Alles in de gemeente")
    other = room.person("Bert")
    with room.storage() as db:
        feed = db.scalars(select(CalendarFeed.id)).one()
    asks_for(other, "calendars.stop", feed=str(feed))
    assert visit(room, address)
    anna.types("/overzicht abonneer")
    anna.clicks("Stop", confirming="Het adres werkt dan meteen niet meer.")
    assert visit(room, address) is None
    assert anna.sees("Dat abonnement is gestopt.")
    assert not anna.sees("Hierop ben je geabonneerd")


def test_a_new_address_takes_the_place_of_the_old_one(room: Room, anna: Person) -> None:
    """Not by accident: whoever has it already is asked whether they are sure."""
    old = subscribes(anna, "Alles in de gemeente")
    anna.types("/overzicht abonneer")
    anna.clicks("Nieuw adres", beside="Alles in de gemeente", confirming="Het oude adres werkt dan niet meer.")
    new = address_seen(anna)
    assert anna.sees("Je vorige adres voor deze agenda werkt nu niet meer.")
    assert visit(room, old) is None
    assert visit(room, new)


def test_whoever_has_twelve_stops_one_first(room: Room, anna: Person) -> None:
    with room.storage() as db:
        for number in map(str, range(11)):
            feed = CalendarFeed(digest=number, kind=CalendarKind.AREA, colleague_id=anna.id, made_at=room.now)
            feed.area_code = number
            db.add(feed)
    subscribes(anna, "Alles in de gemeente")
    anna.types("/overzicht abonneer")
    anna.clicks("Abonneer", beside="Mijn contactmomenten en sessies")
    assert anna.sees("Je hebt al 12 abonnementen. Stop er eerst een.")
    anna.types("/overzicht abonneer")
    anna.clicks("Nieuw adres", beside="Alles in de gemeente", confirming="Het oude adres werkt dan niet meer.")
    assert address_seen(anna)


def test_whoever_leaves_reads_nothing_more(room: Room, anna: Person) -> None:
    address = subscribes(anna, "Alles in de gemeente")
    anna.leaves()
    room.service.heard(anna.account, room.directory.profiles[anna.account], room.now, "R0")
    assert visit(room, address) is None


def test_without_an_address_of_our_own_it_says_so(room: Room, anna: Person, features: Sequence[Feature]) -> None:
    room.service = Service(room.database, room.directory, features, room.arrivals)
    anna.types("/overzicht abonneer")
    assert anna.sees("Samenspel heeft hier nog geen adres op internet.")
    assert not anna.sees("[Abonneer]")


def test_what_did_not_change_is_the_same_file_all_day(room: Room, anna: Person) -> None:
    room.given(a_project("Kade"), a_moment("Inloop", project="Kade"))
    address = subscribes(anna, "Alles in de gemeente")
    before = visited(room, address)
    room.at("2026-11-23 17:00")
    assert visited(room, address) == before
    calendar = Calendar.from_ical(before)
    assert str(calendar["x-wr-calname"]) == "Samenspel: Alles in de gemeente"
    assert b"DTSTART;VALUE=DATE:20261209" in before
