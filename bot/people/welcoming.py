"""A newcomer hears what this is in three lines, and is asked one thing: what they do here."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.chat.replies import Replace, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.people import confirming, setting_up, welcome_cards
from glossary import Discipline
from storage.people import people
from storage.people.people import Colleague


def welcome(request: Request, db: Session) -> Sequence[Reply]:
    """Once, to whoever has their first chat account; a list may have said already what they do."""
    person = _myself(request, db)
    said = [Say(welcome_cards.welcome(speech(person.language), person), person.id, f"welcome {person.id}")]
    return [*said, *(replace(each, to=person.id) for each in setting_up.show(request, db))]


def choose(request: Request, db: Session) -> Sequence[Reply]:
    """With the button for what they do, or for what the list says of them."""
    person = _myself(request, db)
    if code := request.args.get("discipline"):
        if code not in {each.value for each in welcome_cards.OFFERED}:
            raise OldButton("discipline")
        discipline = Discipline.from_code(code)
        if all(row.discipline is not discipline for row in person.disciplines):
            person.disciplines.append(confirming.new(request, discipline))
    return [Replace(welcome_cards.thanks(speech(request.language), [row.discipline for row in person.disciplines]))]


def _myself(request: Request, db: Session) -> Colleague:
    return people.in_full(db, request.person)
