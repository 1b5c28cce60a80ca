"""Things to talk about, from what a group works on. Pure; never empty."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.chat.cards import Text
from bot.chat.texts import Speech

MANY = 3
_TO_MEET, _LATER = 5, 10
"""Questions that always fit: for people who meet, and for those who met before."""


class OwnProject(NamedTuple):
    """A live project."""

    name: str
    registered_at: dt.datetime | None = None


class Someone(NamedTuple):
    """projects: live ones, newest first."""

    id: int
    name: str
    side: str
    department: str = ""
    bio: str = ""
    learns: str = ""
    offers: str = ""
    projects: tuple[OwnProject, ...] = ()


class Ground(NamedTuple):
    """What a group has in common. lessons: with the name of their project."""

    projects: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    lessons: tuple[tuple[str, str], ...] = ()


def starters(t: Speech, people: Sequence[Someone], ground: Ground, turn: int, number: int = 0) -> tuple[Text, ...]:
    """For people who meet. turn: which of the questions that always fit come first; another one for every group.

    number: of the round, so that somebody who often meets new people does not always speak of the same project.
    """
    found = [*_from_their_work(t, people, ground, number)][:MANY]
    spare = [t(f"buddies.starter.{1 + (turn + number + one) % _TO_MEET}") for one in range(MANY)]
    return tuple([*found, *spare][:MANY])


def one_more(t: Speech, people: Sequence[Someone], since: dt.datetime, number: int) -> Text:
    """For people who met before: what is new since then, else another question every round."""
    for person in people:
        for project in person.projects:
            if project.registered_at and project.registered_at > since:
                return t("buddies.starter.own_project", name=person.name, project=project.name)
    return t(f"buddies.starter.later.{1 + number % _LATER}")


def _from_their_work(t: Speech, people: Sequence[Someone], ground: Ground, number: int) -> Iterator[Text]:
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
    for person in (*people[number % len(people) :], *people[: number % len(people)]):
        # Oldest first: what comes in between two rounds leaves the others in their place.
        own = [project.name for project in person.projects[::-1] if project.name not in ground.projects]
        if own:
            yield t("buddies.starter.own_project", name=person.name, project=own[number % len(own)])
