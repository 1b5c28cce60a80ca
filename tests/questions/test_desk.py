"""How often the right card or lesson is among the first three. Of the first look at each set: docs/own-words.md."""

import os
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy.orm import Session

from bot.questions import answering
from storage.learning import knowledge, questions
from storage.search.search import Hit
from tests.room import Room
from tests.words.measuring import Judge

FOLDER = Path(__file__).parent
ENOUGH = 0.85
AT_MOST_SURE, AT_MOST_NAMED = 0.06, 0.2
"""Of what is about something else: so much may be called known, and so much may get something that may help."""


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


SETS = (
    *("building.toml", "set_apart.toml", "leads_building.toml", "leads_set_apart.toml", "leads_later.toml"),
    *("typed_by_others.toml", "colloquial.toml", "colloquial_later.toml"),
)
UNSEEN = os.environ.get("QUESTIONS", "")
"""`QUESTIONS=/somewhere/else.toml`: a file that nobody who builds has seen, of which no question is printed."""


@pytest.mark.parametrize("name", [UNSEEN] if UNSEEN else SETS)
def test_the_right_answer_is_among_the_first_three(room: Room, name: str) -> None:
    wrong, asked = missed(room, name), len(written(name))
    assert len(wrong) <= (1 - ENOUGH) * asked, f"{len(wrong)} of {asked}" if UNSEEN else "\n".join(wrong)


def test_what_is_about_something_else_is_not_called_known(room: Room) -> None:
    """As others typed it, and as much of it as is searched for at all."""
    room.sample()
    asked = tomllib.loads((FOLDER / "of_something_else.toml").read_text("utf-8"))["question"]
    judge = Judge(room, room.person("Marieke van Dam"))
    with room.storage() as db:
        found = {each["text"]: looked_up(db, judge, each["text"]) for each in asked}
    sure = [f"{text} -> {hits[0].title}" for text, hits in found.items() if any(hit.is_sure for hit in hits)]
    assert len(sure) <= AT_MOST_SURE * len(asked), "\n".join(sure)
    named = [f"{text} -> {hits[0].title}" for text, hits in found.items() if hits]
    assert len(named) <= AT_MOST_NAMED * len(asked), "\n".join(named)


def looked_up(db: Session, judge: Judge, text: str) -> Sequence[Hit]:
    """What the desk has for whoever types that; nothing when it is sent away, or was understood otherwise."""
    understood = judge.understood(db, text)
    if understood.how != "search":
        return ()
    return [hit for meant in understood.meant for hit in answering.found(db, meant.args["words"])]


@pytest.mark.parametrize("name", SETS)
def test_no_question_of_ours_is_sent_away(room: Room, name: str) -> None:
    room.sample()
    judge = Judge(room, room.person("Marieke van Dam"))
    with room.storage() as db:
        assert [each.text for each in written(name) if judge.understood(db, each.text).kind == "elsewhere"] == []


def test_what_is_counted_twice_at_the_desk_is_two(room: Room) -> None:
    day = room.now.date()
    with room.storage() as db:
        for what in ("asked", "helped", "asked"):
            questions.count_at_desk(db, day, what)
        assert questions.desk_totals(db, day) == questions.DeskTotals(helped=1, asked=2, answered=0)
