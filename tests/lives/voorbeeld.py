"""Gemeente Voorbeeld, and what the six people do there who live in it."""

from collections.abc import Mapping

from tests.features.buddy_scenes import introductions
from tests.features.scenes import names, plans, registers
from tests.lives.life import Life
from tests.person import Filling, Person
from tests.room import SAMPLE
from tests.screens import read

LISTS = [SAMPLE / f"{name}.csv" for name in ("gebieden", "collegas", "projecten", "contactmomenten", "lessen")]


class Voorbeeld:
    """Each step is some days' worth; a test says in which order, and turns the clock."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.ada = life.person("Ada", admin=True)
        self.marieke = life.person("Marieke van Dam")
        self.fatma = life.person("Fatma Yildirim")
        self.kwame = life.person("Kwame Owusu", language="en")
        self.lotte = life.person("Lotte Vermeer")
        self.henk = life.person("Henk Visser")

    def lists_come_in_and_colleagues_are_asked(self) -> None:
        fills_in(self.ada, "/project import", file=LISTS)
        self.ada.clicks("Lees nu in")
        assert self.ada.hears("De lijst is ingelezen")
        self.ada.clicks("Vraag het deze collega's", confirming="Elke collega krijgt één bericht")
        fills_in(self.ada, "/samenspel instellingen", keeper=self.ada, deputy=self.henk)
        answers(self.marieke, {"Herinrichting Havenkade": "Ja", "Woningbouw Sportpark-Oost": "Ik beslis later"})
        answers(self.kwame, {"Herinrichting Havenkade": "Yes", "Jongerenvisie": "This is not my task"})
        answers(self.fatma, {"Herinrichting Havenkade": "Ja"})

    def a_project_begins(self) -> None:
        registers(self.marieke, "Fietsroute Haven", areas=["Oude Haven"], my_role="projectleider")
        names(self.marieke, "Fietsroute Haven", communication_adviser=self.fatma, participation_adviser=self.kwame)
        self.fatma.clicks("Ja")
        self.kwame.clicks("Yes")
        evening = {"areas": ["Oude Haven"], "groups": ["omwonenden"], "level": "raadplegen"}
        plans(self.marieke, "Fietsroute Haven", title="Inloop Haven", starts_on="2026-12-09", **evening)
        assert self.marieke.sees("Inloop Haven")

    def they_take_part_in_buddies_and_plan_a_session(self) -> None:
        for person in (self.fatma, self.kwame, self.lotte):
            fills_in(person, "/buddy aan", bio="Ik schrijf graag")
        fills_in(self.kwame, "/kennis session", topic="Loting", day="2026-12-10", channel=self.life.channel)
        self.fatma.clicks("Ik kom")
        fills_in(self.lotte, "/kennis les", lesson="Begin drie weken eerder.", project="Jongerenvisie")

    def the_channel_gets_one_overview(self) -> None:
        """Its pictures take more time than all else in a week."""
        fills_in(self.ada, "/overzicht kanalen", "Kies een kanaal", name="Iedereen", channel=self.life.channel)
        self.ada.clicks("Zet aan")
        self.life.until("2026-12-07 12:00")
        assert self.life.channel.sees("Weekoverzicht, week 50")
        self.ada.types("/overzicht kanalen")
        self.ada.clicks("Voorbeeld")
        self.ada.clicks("Verwijder", confirming="krijgt dan geen overzicht meer")

    def buddies_meet_and_the_session_is_held(self) -> None:
        self.life.until("2026-12-08 10:05")
        assert introductions(self.kwame)
        self.life.until("2026-12-10 17:00")
        assert self.fatma.hears("Over een uur: Loting")
        self.fatma.clicks("Wat neem je mee?")
        self.fatma.fills(took_away="Loten geeft iedereen een kans")
        self.fatma.submits()

    def residents_get_an_answer(self) -> None:
        self.fatma.types("/project toon Fietsroute Haven")
        self.fatma.clicks("Bekijk", beside="Inloop Haven")
        self.fatma.clicks("Leg antwoord vast")
        self.fatma.fills(residents_told_on="2026-12-15", done_with_input="Er komt een fietsenrek bij")
        self.fatma.submits()

    def a_project_ends_and_somebody_is_erased(self) -> None:
        fills_in(self.marieke, "/project afronden Fietsroute Haven", closing_note="Alles is af")
        fills_in(self.lotte, "/samenspel gegevens", "Wis mijn gegevens", sure=True)


def fills_in(person: Person, command: str, *buttons: str, **answers: Filling) -> None:
    """The form of a command, or of a button that it brings."""
    person.types(command)
    for button in buttons:
        person.clicks(button)
    person.fills(**answers)
    person.submits()


def answers(person: Person, chosen: Mapping[str, str]) -> None:
    """The question about all projects in which a list named them, by the name of the project."""
    person.clicks("Choose for each project" if "Yes" in chosen.values() else "Kies per project")
    keys = {read(field.label): key for key, field in person.form.fields.items()}
    person.fills(**{keys[project]: answer for project, answer in chosen.items()})
    person.submits()
