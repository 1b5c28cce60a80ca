"""What happens around buddies in many tests."""

from collections.abc import Sequence

from tests.room import Person, Room

TUESDAY = "2026-12-08 10:00"
"""The first round of the usual schedule after the Monday on which the room begins."""


def joins(person: Person, **answers: str) -> None:
    person.types("/buddy aan")
    person.fills(**answers)
    person.submits()
    assert person.sees("Je doet mee")


def a_team(room: Room, communication: int, participation: int) -> tuple[list[Person], list[Person]]:
    """Everybody takes part. Names are Cor 1, Cor 2, … and Pia 1, Pia 2, …"""
    cors = [room.person(f"Cor {n}", discipline="communicatieadviseur") for n in range(1, communication + 1)]
    pias = [room.person(f"Pia {n}", discipline="participatieadviseur") for n in range(1, participation + 1)]
    for person in (*cors, *pias):
        joins(person)
    return cors, pias


def an_administrator(room: Room) -> Person:
    """Of no paired discipline."""
    return room.person("Ada", admin=True)


def begins(room: Room, administrator: Person) -> None:
    administrator.types("/buddy ronde")
    administrator.clicks("Start nu", confirming="Ik stel dan meteen")
    assert administrator.hears("is begonnen")


def introductions(person: Person) -> list[str]:
    """To groups that this person is in, oldest first."""
    return [
        post.text
        for conversation in person.room.conversations
        if person in conversation.members
        for post in conversation.posts
        if "Jullie zijn buddy's" in post.text
    ]


def buddies_of(person: Person) -> list[Person]:
    """In the last group that this person was introduced to."""
    groups = [each for each in person.room.conversations if person in each.members]
    last = max(groups, key=lambda each: each.posts[-1].number)
    return [one for one in last.members if one is not person]


def says(people: Sequence[Person], answer: str) -> None:
    for person in people:
        person.clicks(answer)
