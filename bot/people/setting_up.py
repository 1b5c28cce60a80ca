"""The first administrator is led through what only people can do: one step at a time, until it is done."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy.orm import Session

from bot.chat.replies import Say
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.people import rights, setting_up_cards
from bot.people.naming import is_named
from bot.people.setting_up_cards import SetupStep
from storage.messages import overviews
from storage.reports import not_asked, project_list
from storage.reports.project_list import ProjectFilter

GOES_ON = "people.setting_up"
"""One of the steps was done."""

_IS_DONE: Mapping[SetupStep, Callable[[Request, Session], bool]] = {
    SetupStep.NAME: lambda request, db: is_named(request.municipality.name),
    SetupStep.KEEPER: lambda request, db: request.municipality.keeper_id is not None,
    SetupStep.LIST: lambda request, db: bool(project_list.project_lines(db, ProjectFilter(), limit=1)),
    SetupStep.CHANNEL: lambda request, db: any(each.started_at for each in overviews.overview_channels(db)),
    SetupStep.ASK: lambda request, db: _to_ask(db) == 0,
}
_OF_ADMINISTRATORS = frozenset({SetupStep.NAME, SetupStep.KEEPER})


def next_step(request: Request, db: Session) -> SetupStep | None:
    """The first that is still to do, for whoever may do it; later ones are not looked at."""
    if not rights.may_keep_register(request.person, request.municipality):
        return None
    step = next((step for step, is_done in _IS_DONE.items() if not is_done(request, db)), None)
    return None if step in _OF_ADMINISTRATORS and not request.person.is_admin else step


def blocks(request: Request, db: Session) -> setting_up_cards.Blocks:
    """For somebody's own page and the menu; nothing when all is done."""
    step = next_step(request, db)
    if step is None:
        return ()
    return setting_up_cards.blocks(speech(request.language), step, _to_ask(db) if step is SetupStep.ASK else 0)


def show(request: Request, db: Session) -> Sequence[Say]:
    """The next step, to whoever did the one before it."""
    found = blocks(request, db)
    return [Say(setting_up_cards.card(speech(request.language), found))] if found else []


def _to_ask(db: Session) -> int:
    return sum(person.reachable for person in not_asked.unasked(db))
