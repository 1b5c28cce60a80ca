"""People who click and type at random: whatever they do, they get a card or a form that keeps the house rules."""

from random import Random

import pytest

from bot.chat.cards import Attachment, Link
from bot.chat.forms import Field
from tests.givens import a_lesson, a_moment, a_project, an_area, asked
from tests.room import Filling, Person, Room

STEPS = 40
TYPED = (
    *(
        "Park Singel",
        "Havenkade",
        "p01",
        "x",
        "*vet* _schuin_ ~weg~ `code`",
        "<!channel> <@U1> <https://x.nl|klik> & < >",
    ),
    *(
        "**vet** {name} {0} %s",
        "العربية עברית",
        "👩‍👩‍👧‍👦 ✅",
        "'; DROP TABLE project; --",
        "\u202eomgekeerd",
        "0",
        "%",
        "_",
    ),
    *("bel anna@voorbeeld.nl of 06 12345678", "woord " * 600),
)
DAYS = ("2026-11-23", "2026-12-09", "1900-01-01", "9999-12-31", "2028-02-29")
NUMBERS = ("0", "18000", "-1", "1.5", "99999999999")


def wander(person: Person, chance: Random) -> str:
    """One step; returns what it was, for whoever reads a failure."""
    if person.form_on_screen:
        return _in_the_form(person, chance)
    pressable = [found for found in person.buttons if not isinstance(found.button, Link)]
    if pressable and chance.random() < 0.7:
        found = chance.choice(pressable)
        person.presses(found)
        return f"[{found.label}] {found.button}"
    commands = [command for command in person.room.service.router.commands if command.root]
    command = chance.choice(commands)
    words = " ".join([command.verb, chance.choice(["", *TYPED])]).strip()
    start = f"/{command.root} {words}" if chance.random() < 0.5 else f"{command.root} {words}"
    person.types(start)
    return start


def _in_the_form(person: Person, chance: Random) -> str:
    form = person.form
    for each in form.fields.values():
        if each.required or chance.random() < 0.4:
            person.fills(**{each.key: _anything(person, each, chance)})
    if chance.random() < 0.1 or any(each.required and form[each.key] is None for each in form.fields.values()):
        person.closes_the_form()
        return f"closes {form.title}"
    person.submits()
    return f"submits {form.ask.form.action} {form.answers}"


def _anything(person: Person, each: Field, chance: Random) -> Filling:
    match each.kind:
        case "text" | "long_text":
            return chance.choice(TYPED)[: each.longest]
        case "number":
            return chance.choice(NUMBERS)
        case "date":
            return chance.choice(DAYS)
        case "time":
            return chance.choice(["00:00", "19:30", "23:59"])
        case "channel":
            return chance.choice(person.room.channels)
        case "choice":
            return chance.choice([option.value for option in each.options])
        case "choices":
            return chance.sample([option.value for option in each.options], k=1 + chance.randrange(len(each.options)))
        case "search" | "searches":
            labels = person.options(each.key, chance.choice(["", "a", "Noord", "%"]))
            return chance.choice(labels) if labels else None
        case "person":
            return chance.choice(person.room.people)
        case "file":
            return Attachment(
                "lijst.csv", chance.choice([b"", b"id;naam\nP77;Park\n", b"\xff\xfe\x00", b"id,naam\n,\n"])
            )
        case "agree":
            return True


@pytest.mark.parametrize("seed", range(3))
def test_whatever_people_do_they_get_an_answer(room: Room, seed: int) -> None:
    chance = Random(seed)
    anna = room.person("Anna", discipline="project_lead", admin=seed % 2 == 0)
    kwame = room.person("Kwame", discipline=["communication", "participation"], language="en")
    guest = room.person("Gast", outsider=True)
    room.given(
        an_area("Noord", kind="district"),
        an_area("Bloemenbuurt", within="Noord"),
        a_project(
            "Park Singel", areas=["Noord"], project_lead=anna, communication_adviser=asked(kwame), starts_on="2026"
        ),
        a_project("Havenkade", status="completed", level="consult", participation_budget=18000),
        a_moment(areas=["Bloemenbuurt"], groups=["young_people"]),
        a_lesson("Bel sleutelpersonen een week van tevoren", project="Havenkade"),
    )
    steps: list[str] = []
    for _ in range(STEPS):
        person = chance.choice([anna, anna, kwame, kwame, guest])
        try:
            steps.append(f"{person}: {wander(person, chance)}"[:300])
        except Exception as broken:
            broken.add_note("\n".join([*steps[-8:], f"{person}: and then\n{person.screen[-2000:]}"]))
            raise
        room.turn(minutes=chance.randrange(200))
