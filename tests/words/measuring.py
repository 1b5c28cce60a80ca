"""How many sentences of colleagues get the right answer: counted against what a fair colleague would want."""

import datetime as dt
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.understanding import answering, known
from bot.understanding.arguments import Meant
from bot.understanding.intents import Grammar
from bot.understanding.lists import KINDS
from bot.understanding.outcome import Understanding
from storage.people.people import Colleague
from storage.register.areas import Area
from storage.register.projects import Project
from tests.room import Person, Room

FOLDER = Path(__file__).parent
TODAY = dt.date(2026, 11, 23)

Verdict = Literal["right", "question", "doors", "wrong"]
"""right: at once. question: the right answer is one of two or three buttons. doors: only what the search finds."""


class Sentence(NamedTuple):
    text: str
    language: str
    answers: tuple[str, ...]
    mentions: Mapping[str, str]
    form: bool


class Judged(NamedTuple):
    sentence: Sentence
    verdict: Verdict
    why: str


def sentences(name: str) -> list[Sentence]:
    return list(parsed((FOLDER / name).read_text("utf-8")))


def parsed(text: str) -> Iterator[Sentence]:
    for each in tomllib.loads(text)["sentence"]:
        answers = (each["answer"], *each.get("also", ()))
        yield Sentence(each["text"], each["language"], answers, each.get("with", {}), each.get("form", False))


class Judge:
    """Reads sentences as the service does, in a room with the sample municipality."""

    def __init__(self, room: Room, asker: Person) -> None:
        self._room, self._asker = room, asker
        self._grammar = Grammar(room.service.router.commands)

    def all(self, given: Sequence[Sentence]) -> Iterator[Judged]:
        with self._room.database.session(self._room.municipality_id) as db:
            for each in given:
                yield Judged(each, *self._judge(db, each))

    def understood(self, db: Session, text: str) -> Understanding:
        router, register = self._room.service.router, known.register(db)
        return answering.answer(answering.Typed("", text), router, self._grammar, register, TODAY, self._asker.id)

    def _judge(self, db: Session, wanted: Sentence) -> tuple[Verdict, str]:
        found = self.understood(db, wanted.text)
        given = " | ".join(f"{_name(meant)} {dict(meant.args)}" for meant in found.meant) or found.how
        if found.how == "choose":
            if "choose" in wanted.answers:
                return "right", given
            return ("question" if any(_name(meant) in wanted.answers for meant in found.meant) else "wrong"), given
        if found.how in ("search", "small_talk"):
            if found.how in wanted.answers:
                return "right", given
            # Whoever only hears a greeting, or gets a list for a joke, got something else than asked.
            return (_of_search(found, wanted) if found.how == "search" else "wrong"), given
        (meant,) = found.meant
        if _name(meant) not in wanted.answers:
            return "wrong", given
        takes = self._grammar.intent_of(meant.command).takes
        for kind, value in wanted.mentions.items():
            if not self._says(db, meant, takes, kind, value):
                asks_which = kind == "project" and "words" in meant.args and "id" not in meant.args
                return ("question" if asks_which else "wrong"), f"{given} (no {kind} {value})"
        return "right", given

    def _says(self, db: Session, meant: Meant, takes: Mapping[str, str], kind: str, value: str) -> bool:
        """Whether the answer is about that, or can't be."""
        if kind in ("day", "week", "month"):
            return "period" not in takes or _is_then(meant.args, kind, value)
        name = takes.get({"colleague": "person"}.get(kind, kind))
        if name is None:
            return True
        given = meant.args.get(name, "")
        return given in self._codes(db, kind, value)

    def _codes(self, db: Session, kind: str, value: str) -> list[str]:
        questions: Mapping[str, Callable[[], Any]] = {
            "project": lambda: db.scalars(select(Project.id).where(Project.key == value)),
            "area": lambda: db.scalars(select(Area.code).where(Area.name == value)),
            "colleague": lambda: (
                [self._asker.id] if value == "me" else db.scalars(select(Colleague.id).where(Colleague.name == value))
            ),
        }
        if kind in questions:
            return [str(found) for found in questions[kind]()]
        return [KINDS[kind].from_dutch(value).value]


def _of_search(found: Understanding, wanted: Sentence) -> Verdict:
    return "question" if any(_name(meant) in wanted.answers for meant in found.instead) else "doors"


def _name(meant: Meant) -> str:
    return f"{meant.command.root} {meant.command.verb}".strip()


def _is_then(args: Mapping[str, str], kind: str, value: str) -> bool:
    if "from" not in args:
        return False
    first, last = dt.date.fromisoformat(args["from"]), dt.date.fromisoformat(args["until"])
    if kind == "day":
        return first == last == dt.date.fromisoformat(value)
    if kind == "week":
        year, week = value.split("-W")
        monday = dt.date.fromisocalendar(int(year), int(week), 1)
        return monday <= first <= last <= monday + dt.timedelta(days=6)
    # "Until February" ends when it begins.
    return value == f"{last:%Y-%m}" and (value == f"{first:%Y-%m}" or first == TODAY)
