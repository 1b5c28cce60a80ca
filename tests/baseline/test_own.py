"""The keeper makes the basiswerkwijze the municipality's own, and projects keep the version they began with."""

from dataclasses import replace
from random import Random

import pytest

from bot.baseline import steps
from bot.baseline.steps import Baseline
from bot.chat.cards import Attachment
from glossary import Role
from storage.register import baselines
from tests.features.scenes import changes, registers
from tests.room import Person, Room


@pytest.fixture
def anna(room: Room) -> Person:
    return room.person("Anna", admin=True)


def all_steps(person: Person, project: str) -> str:
    person.types(f"/project basis {project}")
    person.clicks("Alle stappen")
    return person.screen


def as_sets(baseline: Baseline) -> tuple[object, ...]:
    """In the same order, whatever the order of what a step needs."""
    each_step = [(step.code, step.name, step.owner, step.days, set(step.needs)) for step in baseline.steps]
    return each_step, set(baseline.dependencies)


def own_steps(anna: Person, project: str = "Brug") -> None:
    all_steps(anna, project)
    anna.clicks("Pas de stappen aan")


def test_what_is_changed_holds_for_new_projects(room: Room, anna: Person) -> None:
    registers(anna, "Brug")
    own_steps(anna)
    anna.clicks("Wijzig", beside="Driehoek compleet")
    anna.fills(name="Drie namen op papier", owner="communicatieadviseur", days="3")
    anna.submits()
    assert anna.sees("Drie namen op papier · communicatieadviseur")
    room.turn(minutes=1)
    registers(anna, "Kade")
    assert "Drie namen op papier" in all_steps(anna, "Kade")
    assert "Drie namen op papier" not in all_steps(anna, "Brug")
    anna.clicks("Volg de nieuwste")
    assert "Drie namen op papier" in all_steps(anna, "Brug")
    assert "Volg de nieuwste" not in anna.screen


def test_a_step_is_left_out_and_put_back(room: Room, anna: Person) -> None:
    registers(anna, "Brug")
    own_steps(anna)
    anna.clicks("Wijzig", beside="Budget en uren")
    anna.fills(leave_out=True)
    anna.submits()
    room.turn(minutes=1)
    registers(anna, "Kade")
    assert "Budget en uren" not in all_steps(anna, "Kade")
    anna.clicks("Pas de stappen aan")
    anna.clicks("Zet terug", beside="Budget en uren")
    with room.storage() as db:
        newest = steps.read(baselines.baseline_versions(db)[-1].written)
    assert as_sets(newest) == as_sets(steps.shipped())


def test_saving_without_a_change_is_no_new_version(room: Room, anna: Person) -> None:
    registers(anna, "Brug")
    own_steps(anna)
    anna.clicks("Wijzig", beside="Driehoek compleet")
    anna.submits()
    with room.storage() as db:
        assert baselines.baseline_versions(db) == []


def test_the_file_goes_out_and_comes_in_again(room: Room, anna: Person) -> None:
    registers(anna, "Brug")
    own_steps(anna)
    anna.clicks("Download als bestand")
    [file] = [file for shown in anna._messages for file in shown.card.files]
    own = file.content.decode().replace("Driehoek compleet: drie namen, en ieder zei ja", "Drie keer ja")
    own_steps(anna)
    anna.clicks("Lees een bestand in")
    anna.fills(file=Attachment("basiswerkwijze.toml", own.encode()))
    anna.submits()
    assert anna.hears("Drie keer ja · projectleider")


@pytest.mark.parametrize(
    "content", [b"version = 1", b"\xff\xfe", b"x" * 90_000, b'version = 1\n[[step]]\ncode = "O1"', b""]
)
def test_a_file_that_cannot_be_right_changes_nothing(room: Room, anna: Person, content: bytes) -> None:
    registers(anna, "Brug")
    own_steps(anna)
    anna.clicks("Lees een bestand in")
    anna.fills(file=Attachment("stappen.toml", content))
    anna.submits()
    assert anna.hears("Dit bestand kan ik niet gebruiken. Er is niets veranderd.")
    with room.storage() as db:
        assert baselines.baseline_versions(db) == []


def test_only_the_keeper_changes_them(room: Room, anna: Person) -> None:
    bert = room.person("Bert")
    registers(bert, "Brug")
    assert "Pas de stappen aan" not in all_steps(bert, "Brug")
    for action in ("own", "own_edit", "own_save", "own_put_back", "own_file", "own_file_in", "own_read"):
        answer = room.service.answer(room.knock(bert, bert.direct, f"baseline.{action}", {"step": "O1"}))
        assert "Dit is voor de overzichthouder en beheerders." in str(answer.replies)


def test_any_change_can_be_written_and_read_again() -> None:
    chance = Random(7)
    for _ in range(300):
        baseline: Baseline = steps.shipped()
        for _ in range(chance.randrange(6)):
            step = chance.choice(baseline.steps)
            left_out = [each for each in steps.shipped().steps if baseline.step(each.code) is None]
            if left_out and chance.random() < 0.3:
                baseline = steps.put_back(baseline, steps.shipped(), chance.choice(left_out))
            elif chance.random() < 0.4:
                baseline = steps.without_step(baseline, step.code)
            else:
                name = {"nl": chance.choice(['"Zo"', "é\\n", "a = [", "#"]), "en": "x"}
                own = replace(step, name=name, owner=chance.choice(list(Role)), days=chance.randrange(99))
                baseline = steps.with_step(baseline, own)
        assert steps.read(steps.written(baseline)) == baseline


def many_steps(count: int) -> bytes:
    step = '[[step]]\ncode = "X{0}"\nphase = "{1}"\nnl = "{2}"\nowner = "projectleider"\n'
    step += 'for = ["all"]\nwhen = "start"\ndays = 7\n'
    phases = ("opdracht", "plan", "uitvoering", "verwerking", "terugkoppeling", "evaluatie")
    name = (
        "Een stap met een naam die zo lang is als een naam van een stap maar mag zijn, want dat kan een gemeente doen "
    )
    written = [step.format(at, phases[at * 6 // count], f"{name}{at}") for at in range(count)]
    return ("version = 1\n" + "\n".join(written)).encode()


def test_a_hundred_steps_of_its_own_fit_every_screen(room: Room, anna: Person) -> None:
    """The room refuses a card that a platform would refuse."""
    registers(anna, "Brug")
    own_steps(anna)
    anna.clicks("Lees een bestand in")
    anna.fills(file=Attachment("stappen.toml", many_steps(100)))
    anna.submits()
    assert anna.hears("Er zijn nog 70 stappen. Die staan in het bestand.")
    room.turn(minutes=1)
    registers(anna, "Kade", status="ongoing", my_role="project_lead")
    changes(anna, "Kade", "Basis", phase="evaluation")
    anna.types("/project basis Kade")
    assert anna.sees("0 van de 100 stappen gedaan")
    anna.clicks("Wie doet wat?")
    anna.clicks("Volgende stap")
    anna.clicks("Klaar", beside="kan een gemeente doen 84")
    anna.clicks("Zo afgesproken, want…")
    anna.fills(step="X1", reason="Het hoeft niet")
    anna.submits()
    all_steps(anna, "Kade")
    assert anna.sees("Gedaan: Een stap met een naam")
    anna.types("/project basis")
    anna.types("/overzicht wachten")
    room.turn(days=3, only=["baseline", "daily"])
