"""Three things to talk about, from what a group works on. Pure; never empty."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.chat.cards import Text
from bot.chat.texts import Speech

MANY = 3
_ALWAYS = 5


class Someone(NamedTuple):
    """projects: names of live ones, newest first."""

    id: int
    name: str
    side: str
    department: str = ""
    bio: str = ""
    learns: str = ""
    offers: str = ""
    projects: tuple[str, ...] = ()


class Ground(NamedTuple):
    """What a group has in common. lessons: with the name of their project."""

    projects: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    lessons: tuple[tuple[str, str], ...] = ()


def starters(t: Speech, people: Sequence[Someone], ground: Ground, turn: int) -> tuple[Text, ...]:
    """turn: which of the questions that always fit come first; another one for every group."""
    found = [*_from_their_work(t, people, ground)][:MANY]
    spare = [t(f"buddies.starter.{1 + (turn + number) % _ALWAYS}") for number in range(MANY)]
    return tuple([*found, *spare][:MANY])


def _from_their_work(t: Speech, people: Sequence[Someone], ground: Ground) -> Iterator[Text]:
    """The most telling first, and one of each kind before a second of the same."""
    if ground.projects:
        yield t("buddies.starter.project", project=ground.projects[0])
    elif ground.areas:
        yield t("buddies.starter.area", area=ground.areas[0])
    for person in people:
        if person.learns:
            yield t("buddies.starter.learns", name=person.name, what=person.learns)
            break
    for lesson, project in ground.lessons[:1]:
        yield t("buddies.starter.lesson", project=project, lesson=lesson.rstrip("."))
    for person in people:
        own = [project for project in person.projects if project not in ground.projects]
        if own:
            yield t("buddies.starter.own_project", name=person.name, project=own[0])
