"""Sixty questions, written before the desk was tuned: how often the right card or lesson is among the first three."""

import os
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy.orm import Session

from bot.questions import answering
from storage.learning import knowledge
from tests.room import Room

FOLDER = Path(__file__).parent
ENOUGH = 0.85


class Asked(NamedTuple):
    text: str
    right: tuple[str, ...]


def written(name: str) -> list[Asked]:
    found = tomllib.loads((FOLDER / name).read_text("utf-8"))["question"]
    return [Asked(each["text"], tuple(each["right"])) for each in found]


def first_three(db: Session, text: str) -> list[str]:
    learned = [hit for hit in answering.found(db, text) if hit.kind != "project"]
    return [hit.key for hit in learned[: answering.MOST_LEARNED]]


def missed(room: Room, name: str) -> list[str]:
    room.sample()
    with room.storage() as db:
        assert knowledge.lessons_with_ids(db, [1])
        return [
            f"{each.text} -> {found}"
            for each in written(name)
            if not set(each.right) & set(found := first_three(db, each.text))
        ]


def test_the_questions_to_build_with(room: Room) -> None:
    wrong = missed(room, "building.toml")
    assert len(wrong) <= (1 - ENOUGH) * 30, "\n".join(wrong)
    if os.environ.get("LIST"):
        pytest.fail("\n".join(wrong))


@pytest.mark.parametrize("name", ["leads_building.toml", "leads_set_apart.toml", "leads_later.toml"])
def test_the_questions_of_project_leads(room: Room, name: str) -> None:
    """At the first look 24, 18 and 16 of 30 were right; the cards got their words after that (docs/own-words.md)."""
    wrong = missed(room, name)
    assert len(wrong) <= (1 - ENOUGH) * 30, f"{len(wrong)} of 30"


def test_the_questions_that_are_set_apart(room: Room) -> None:
    wrong = missed(room, "set_apart.toml")
    assert len(wrong) <= (1 - ENOUGH) * 30, f"{len(wrong)} of 30"
