"""Menu, profile, and somebody's own page."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import typed
from bot.chat.exchange import Ask, Reply, Request, Say, Section
from bot.chat.forms import Option
from bot.chat.texts import LANGUAGES, speech
from bot.people import cards, rights
from glossary import Discipline
from storage import areas as area_questions
from storage import outbox, people
from storage.buddies import PAIRED
from storage.people import Colleague, ColleagueArea, ColleagueDiscipline


def menu(request: Request, db: Session) -> Sequence[Reply]:
    administers = rights.may_keep_register(request.person, request.municipality)
    t = speech(request.language)
    return [Say(cards.menu(t, administers, cards.still_to_set_up(t, request.person, request.municipality)))]


def home(request: Request, db: Session) -> Iterator[Section]:
    t = speech(request.language)
    who, home = request.person, request.municipality
    yield Section(0, (cards.greeting(t, who, home), *cards.still_to_set_up(t, who, home)))
    if under_way := outbox.work_under_way(db, request.person.id):
        yield Section(5, cards.under_way(t, [row.progress for row in under_way]))
    administers = rights.may_keep_register(request.person, request.municipality)
    has_buddies = who.is_admin or any(row.discipline in PAIRED for row in _myself(request, db).disciplines)
    yield Section(90, cards.everything(t, administers, has_buddies))


def profile(request: Request, db: Session) -> Sequence[Reply]:
    person = _myself(request, db)
    own = area_questions.areas_with_codes(db, [row.area_code for row in person.areas])
    return [Ask(cards.profile_form(speech(request.language), person, own))]


def save_profile(request: Request, db: Session) -> Sequence[Reply]:
    person = _myself(request, db)
    wanted = {Discipline.from_code(code) for code in request.several("disciplines")}
    codes = {area.code for area in area_questions.areas_with_codes(db, request.several("areas"))}
    kept = [row for row in person.disciplines if row.discipline in wanted]
    new = sorted(wanted - {row.discipline for row in kept})
    person.disciplines = [*kept, *(ColleagueDiscipline(discipline=discipline) for discipline in new)]
    kept_areas = [row for row in person.areas if row.area_code in codes]
    new_areas = sorted(codes - {row.area_code for row in kept_areas})
    person.areas = [*kept_areas, *(ColleagueArea(area_code=code) for code in new_areas)]
    person.department = request.text("department")[:200]
    language = request.text("language")
    person.language = language if language in LANGUAGES else person.language
    # The answer already speaks the language that was just chosen.
    return [Say(cards.saved(speech(person.language)))]


def _myself(request: Request, db: Session) -> Colleague:
    person = people.colleague_in_full(db, request.person.id)
    assert person is not None
    return person


def areas(request: Request, db: Session, query: str) -> Sequence[Option]:
    t = speech(request.language)
    return [
        Option(area.code, t("people.area_option", name=area.name, kind=area.kind))
        for area in area_questions.areas_named(db, query)
    ]


def people_named(request: Request, db: Session, query: str) -> Sequence[Option]:
    return [Option(str(found.id), typed(found.name)) for found in people.colleagues_named(db, query)]
