"""A municipality whose lead and communication adviser put a page on the internet, and a resident who reads it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.chat.router import Router
from bot.chat.served import Served, Visit
from glossary import Decision
from storage.register import outcomes
from storage.register.moments import Moment
from tests.givens import Given, a_moment, a_project
from tests.person import Person
from tests.playground.conftest import browser  # noqa: F401, this is a fixture
from tests.room import Room, all_features, open_room  # noqa: F401, the last two are fixtures

SURE = "De pagina is dan meteen weg van internet. Je kunt haar later opnieuw vragen."


@pytest.fixture
def lead(room: Room) -> Person:
    return room.person("Nadia Bouzid", discipline="projectleider")


@pytest.fixture
def adviser(room: Room) -> Person:
    return room.person("Joris Bakker", discipline="communicatieadviseur")


@pytest.fixture
def singel(room: Room, lead: Person, adviser: Person) -> Room:
    """One that was asked and answered, and one that is still to come."""
    room.given(
        a_project(
            "Park Singel",
            areas=["Bloemenbuurt"],
            summary="De singel wordt groener.",
            open="Welke bomen er komen",
            fixed="De weg blijft",
            level="consult",
            web_page="https://praatmee.voorbeeld.example/singel",
            project_lead=lead,
            communication_adviser=adviser,
        ),
        a_moment("Enquête bomen", project="Park Singel", starts_on="2026-09-01", residents_told_on="2026-10-01"),
        a_moment("Inloopavond", project="Park Singel", starts_on="2026-12-09", areas=["Bloemenbuurt"]),
        decided("Enquête bomen", ("Meer lindes", "adopted", ""), ("Minder auto's", "declined", "De weg blijft open.")),
    )
    return room


def decided(title: str, *lines: tuple[str, str, str]) -> Given:
    def put(db: Session, now: object) -> None:
        moment = db.scalars(select(Moment.id).where(Moment.title == title)).one()
        outcomes.replace_outcomes(db, moment, [(said, Decision.from_code(what), why) for said, what, why in lines])

    return put


def puts_on(lead: Person, adviser: Person, name: str = "Park Singel") -> None:
    lead.types(f"/project publiek {name}")
    lead.clicks("Vraag akkoord")
    adviser.types(f"/project publiek {name}")
    adviser.clicks("Akkoord")


class Resident:
    """Reads what is at an address, and has no account anywhere."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._router: Router = room.service.router

    def visits(self, *parts: str) -> Served | None:
        with self._room.database.session(None) as db:
            found = self._router.addresses["publiek"](Visit(parts, self._room.now), db)
            db.rollback()
            return found

    def reads(self, *parts: str) -> str:
        found = self.visits(*parts)
        assert found is not None, f"nothing at {parts}"
        return found.content.decode()


@pytest.fixture
def resident(room: Room) -> Resident:
    return Resident(room)
