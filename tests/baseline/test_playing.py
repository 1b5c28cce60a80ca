"""A project from its registration to its end, led by nothing but the card: each button does what it says."""

import datetime as dt
from collections.abc import Mapping

import pytest

from bot.baseline import dependencies, gather
from bot.baseline.rules import Progress, StepState
from bot.chat.cards import Button
from storage.register import projects
from tests.features.scenes import changes, names, registers
from tests.room import ZONE, Filling, Room
from tests.screens import Clickable

ASKED_FOR = (StepState.OPEN, StepState.TO_SAY)
MOST_CLICKS = 80


class Leading:
    """Anna leads the project, and Bert and Cor say yes to what they are asked. ended: the steps that a button ended."""

    def __init__(self, room: Room, takes_the_main_one: bool) -> None:
        self.room = room
        self.takes_the_main_one = takes_the_main_one
        self.anna, self.bert, self.cor = room.person("Anna"), room.person("Bert"), room.person("Cor")
        self.ended: list[str] = []
        registers(self.anna, "Kade", status="ongoing", starts_on="2026-11-23", my_role="project_lead")

    @property
    def today(self) -> dt.date:
        return self.room.now.astimezone(ZONE).date()

    def found(self) -> tuple[Mapping[str, Progress], Progress | None]:
        with self.room.storage() as db:
            [project] = projects.projects_called(db, "Kade")
            [each] = gather.looked_at(db, self.room.now.astimezone(ZONE), [project.id])
            coming = dependencies.next_step(each.baseline, each.found, each.here)
            return each.found, coming.progress if coming else None

    def follows_the_card(self) -> None:
        """As long as it names a step: presses a button beside one, fills in what it asks, and looks again."""
        for _ in range(MOST_CLICKS):
            before, coming = self.found()
            self.anna.types("/project basis Kade")
            if coming is None:
                assert self.anna.sees("Nu hoeft er niets")
                return
            code, button = self.a_step(before, coming)
            self.anna.presses(button)
            self.fills_in(code)
            self.others_say_yes()
            after, _ = self.found()
            is_ended = after[code].state not in ASKED_FOR or len(after[code].asks) < len(before[code].asks)
            assert is_ended, f"{button.label} did not end {code}: {self.anna.screen}"
            self.ended.append(code)
        raise AssertionError(f"it never ends: {self.ended}")

    def a_step(self, found: Mapping[str, Progress], coming: Progress) -> tuple[str, Clickable]:
        """With the button beside it: the main one, or that of the last row."""
        about_all = ("baseline.all", "baseline.roles", "baseline.agree", "how_to.show")
        on_it = [button for _, button in self.anna.came_up if not asks_for(button.button, *about_all)]
        if self.takes_the_main_one:
            assert coming.step.name["nl"] in self.anna.screen
            return coming.step.code, next(each for each in on_it if is_main(each.button))
        beside = [
            (code, button)
            for button in on_it
            for code, each in found.items()
            if each.state in ASKED_FOR and each.step.name["nl"] in button.beside
        ]
        return beside[-1]

    def fills_in(self, code: str) -> None:
        """What this step is about and no more, and the second step of the form when there is one."""
        anna = self.anna
        later = self.today + dt.timedelta(days=30)
        wanted: dict[str, dict[str, Filling]] = {
            "O1": {"communication_adviser": self.bert, "participation_adviser": self.cor},
            "O2": {"level": "consult"},
            "O5": {"level": "consult", "fixed": "De kade blijft open", "open": "Het groen"},
            "O6": {"participation_budget": 5000},
            "P2": {"title": f"Inloopavond {later}", "starts_on": later, "instrument": "walk_in"},
            "P5": {"promise_published_on": self.today},
            "P6": {"notice_on": self.today},
            "U2": {"invitation_sent_on": self.today},
            "V1": {"residents_told_on": self.today, "done_with_input": "Er komen bankjes"},
            "T2": {"residents_told_on": self.today, "done_with_input": "Er komen bankjes"},
            "E2": {"answers": 20, "process": "4,1"},
            "E3": {"lesson": "Begin eerder"},
        }
        for _ in range(3):
            if not anna.form_on_screen:
                return
            empty = [key for key in anna.form.fields if anna.form[key] is None]
            anna.fills(**{key: value for key, value in wanted[code].items() if key in empty})
            anna.submits()
        assert not anna.form_on_screen, anna.screen

    def others_say_yes(self) -> None:
        for each in (self.bert, self.cor):
            yes = [found for found in each.buttons if asks_for(found.button, "role.yes")]
            if yes:
                each.presses(yes[0])


def asks_for(button: object, *actions: str) -> bool:
    return isinstance(button, Button) and button.action in actions


def is_main(button: object) -> bool:
    return isinstance(button, Button) and button.style == "primary"


ALWAYS = {"O1", "O2", "O3", "O5", "O6", "P2", "P5", "U2", "E3"}
BY_LAW = {"O7", "P6", "V3"}
BY_HAND = {"O4", "P1", "P3", "P4", "U1", "V2", "E1", "E2", "E4", "E5"}


@pytest.mark.parametrize("main", [True, False], ids=["main button", "rows"])
@pytest.mark.parametrize(("size", "act"), [("small", None), ("small", "project_decision"), ("large", "plan")])
def test_a_project_is_led_by_its_card_from_beginning_to_end(room: Room, size: str, act: str | None, main: bool) -> None:
    lead = Leading(room, main)
    changes(lead.anna, "Kade", "Basis", size=size, phase="assignment")
    if act:
        changes(lead.anna, "Kade", "Besluit", environment_act=act)
    lead.follows_the_card()
    for phase in ("plan", "execution", "processing", "feedback", "evaluation"):
        changes(lead.anna, "Kade", "Basis", phase=phase)
        lead.follows_the_card()
        room.turn(days=20, only=["baseline"])
        lead.follows_the_card()
    lead.anna.types("/project afronden Kade")
    lead.anna.submits()
    lead.follows_the_card()
    found, _ = lead.found()
    assert {code for code, each in found.items() if each.state in ASKED_FOR} == set()
    # Who fills in the form of O5 says the level too, and that is O2.
    wanted = ALWAYS - (set() if main else {"O2"}) | (BY_LAW if act else set()) | (BY_HAND if size == "large" else set())
    assert wanted <= set(lead.ended)


def test_a_delay_that_residents_heard_of_is_done_until_the_day_moves_again(room: Room) -> None:
    """T3 is no field of the register: it is needed when an answer is late and the decision still to come."""
    room.sample()
    youssef = room.person("Youssef", email="y.elamrani@voorbeeld.example", admin=True)
    youssef.types("/project basis Parkeerbeleid")
    youssef.clicks("Klaar", beside="Bericht over de vertraging")
    assert "Bericht over de vertraging" not in youssef.screen
    youssef.clicks("Alle stappen")
    assert youssef.sees("Gedaan: Bericht over de vertraging")
    youssef.clicks("Toch niet", beside="Bericht over de vertraging")
    assert youssef.sees("Open: Bericht over de vertraging")
    youssef.types("/project basis Parkeerbeleid")
    youssef.clicks("Klaar", beside="Bericht over de vertraging")
    changes(youssef, "Parkeerbeleid", "Besluit", decision_on="2027-01-20")
    youssef.types("/project basis Parkeerbeleid")
    assert youssef.sees("Bericht over de vertraging")


def test_a_project_that_waits_for_a_yes_says_of_whom(room: Room) -> None:
    lead = Leading(room, takes_the_main_one=True)
    names(lead.anna, "Kade", communication_adviser=lead.bert, participation_adviser=lead.cor)
    changes(lead.anna, "Kade", "Invloed van inwoners", level="inform", level_reason="Het is al besloten")
    lead.anna.types("/project basis Kade")
    while any(asks_for(each.button, "baseline.done") for _, each in lead.anna.came_up):
        lead.anna.clicks("Klaar")
    assert lead.anna.sees("Nu wacht het op een ja van Bert en Cor.")
    lead.anna.clicks("Bekijk rollen")
    assert lead.anna.form_on_screen
