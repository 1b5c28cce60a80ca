"""Whoever looks after an area knows what else happens there: the planner may ask whether a day fits."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.chat import residents
from bot.chat.cards import Block
from bot.chat.replies import Ask, Replace, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.findings import gather
from bot.moments import area_manager_cards as cards
from bot.moments import keeping
from bot.moments.area_manager_cards import Manager
from glossary import Discipline
from storage.people import people
from storage.people.people import Colleague
from storage.register.moments import Moment
from storage.register.projects import Project
from storage.reports import findings


def offers(request: Request, db: Session, moment: Moment, project: Project) -> Sequence[Block]:
    """For whoever just planned it: to ask is theirs to choose."""
    return tuple(cards.offers(speech(request.language), moment, _to_ask(request, db, moment, project)))


def _to_ask(request: Request, db: Session, moment: Moment, project: Project) -> list[Manager]:
    """Not the planner, who may be one; and only who can be reached."""
    found = {who: names for who, names in _around(db, moment, project).items() if who != request.person.id}
    reachable = people.languages_of_reachable(db, found) if found else {}
    names = people.names_of(db, reachable) if reachable else {}
    return [Manager(who, names[who], tuple(found[who])) for who in sorted(reachable)]


def _around(db: Session, moment: Moment, project: Project) -> Mapping[int, Sequence[str]]:
    """Who looks after where it is, and which of their areas that are, by name."""
    codes = moment.area_codes or project.area_codes
    looked_after = findings.people_of_areas(db, Discipline.AREA_MANAGER) if codes else ()
    if not looked_after:
        return {}
    areas = gather.areas(db)
    here = areas.neighbourhoods_in(codes)
    found: dict[int, list[str]] = {}
    for who, code in looked_after:
        if code in codes or here & areas.neighbourhoods_in([code]):
            found.setdefault(who, []).append(areas.name(code))
    return found


def ask(request: Request, db: Session) -> Sequence[Reply]:
    moment, project = keeping.editable(request, db)
    chosen = request.id_of("colleague")
    if chosen not in {manager.id for manager in _to_ask(request, db, moment, project)}:
        raise OldButton("colleague")
    manager = _colleague(db, chosen)
    question = cards.question(speech(manager.language), moment, project, request.person)
    day = request.today.isoformat()
    return [
        Say(cards.asked(speech(request.language), manager.name, moment)),
        Say(question, chosen, f"area {moment.id} {chosen} {request.person.id} {day}"),
    ]


def fits(request: Request, db: Session) -> Sequence[Reply]:
    moment, planner = _asked_of_me(request, db)
    told = cards.it_fits(speech(planner.language), moment, request.person.name)
    return [Replace(cards.thanks(speech(request.language), planner.name)), Say(told, planner.id)]


def tell(request: Request, db: Session) -> Sequence[Reply]:
    return [Ask(cards.form(speech(request.language), *_asked_of_me(request, db)))]


def save(request: Request, db: Session) -> Sequence[Reply]:
    moment, planner = _asked_of_me(request, db)
    words = request.text("words")
    if warning := residents.warning(request, cards.form(speech(request.language), moment, planner, words)):
        return [warning]
    told = cards.told(speech(planner.language), moment, request.person.name, words)
    return [Say(cards.thanks(speech(request.language), planner.name)), Say(told, planner.id)]


def _asked_of_me(request: Request, db: Session) -> tuple[Moment, Colleague]:
    """With whoever asked. Raises OldButton when the moment is gone, or lies in no area of theirs any more."""
    moment, project = keeping.existing(db, request.id_of("moment"))
    planner = _colleague(db, request.id_of("planner"))
    if request.person.id not in _around(db, moment, project):
        raise OldButton("area")
    return moment, planner


def _colleague(db: Session, colleague_id: int) -> Colleague:
    found = people.colleague(db, colleague_id)
    if found is None or not found.is_here:
        raise OldButton("colleague")
    return found
