"""What a newcomer reads first."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.chat.cards import Button, Card, Choices, Paragraph, Text
from bot.chat.texts import Speech
from glossary import Discipline

if TYPE_CHECKING:
    from storage.people.people import Colleague

OFFERED = (
    Discipline.PROJECT_LEAD,
    Discipline.COMMUNICATION,
    Discipline.PARTICIPATION,
    Discipline.AREA_MANAGER,
)
"""With the button for the profile, where the rest is, as many as stand in a row."""


def welcome(t: Speech, person: "Colleague") -> Card:
    """Three lines and a question."""
    lines = tuple(Paragraph(t(f"people.welcome.{line}", name=person.name)) for line in ("who", "what", "where"))
    known = _in_order([row.discipline for row in person.disciplines])
    profile = Button(t("people.welcome.change" if known else "people.welcome.something_else"), "people.profile")
    if known:
        question = t("people.welcome.is_it", disciplines=known)
        buttons: tuple[Button, ...] = (
            Button(t("people.welcome.right"), "people.choose_discipline", style="primary"),
            profile,
        )
    else:
        question = t("people.welcome.question")
        buttons = (*(_offer(t, each) for each in OFFERED), profile)
    return Card(t("people.welcome.title"), (*lines, Paragraph(question), Choices(buttons)))


def _in_order(disciplines: Sequence[Discipline]) -> list[Discipline]:
    return [each for each in Discipline if each in disciplines]


def _offer(t: Speech, discipline: Discipline) -> Button:
    word = str(t.word(discipline))
    return Button(Text(word[0].upper() + word[1:]), "people.choose_discipline", {"discipline": discipline.value})


def thanks(t: Speech, disciplines: Sequence[Discipline]) -> Card:
    known = _in_order(disciplines)
    text = t("people.welcome.known", disciplines=known) if known else t("people.welcome.unknown")
    buttons = (Button(t("people.menu.projects"), "project.menu"), Button(t("people.menu.profile"), "people.profile"))
    return Card(t("people.welcome.thanks"), (Paragraph(text),), buttons)
