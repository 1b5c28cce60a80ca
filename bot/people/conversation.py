"""Menu, profile, and somebody's own page."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Row, typed
from bot.chat.contributions import Section
from bot.chat.forms import Option
from bot.chat.replies import Ask, Reply, Say
from bot.chat.requests import Request
from bot.chat.texts import LANGUAGES, speech
from bot.people import audit, cards, confirming, rights, setting_up
from glossary import Deed, DeedPart, Discipline
from storage.learning.buddies import PAIRED
from storage.messages import tasks
from storage.people import people, standing
from storage.people.people import Colleague, ColleagueArea
from storage.register import areas as area_questions

MOST_NAMES = 5


def menu(request: Request, db: Session) -> Sequence[Reply]:
    administers = rights.may_keep_register(request.person, request.municipality)
    still_to_do = (*setting_up.blocks(request, db)[1:], *_heads(request, db))
    return [Say(cards.menu(speech(request.language), administers, _has_buddies(request, db), still_to_do))]


def _has_buddies(request: Request, db: Session) -> bool:
    """They may take part, or look after them."""
    return request.person.is_admin or any(each in PAIRED for each in standing.disciplines_of(db, request.person.id))


def _heads(request: Request, db: Session) -> tuple[Row, ...]:
    heads = standing.heads_of_before(db, MOST_NAMES) if request.person.is_admin else ()
    return cards.heads_to_confirm(speech(request.language), heads)


def home(request: Request, db: Session) -> Iterator[Section]:
    t = speech(request.language)
    who, home = request.person, request.municipality
    yield Section(0, (cards.greeting(t, who, home), *setting_up.blocks(request, db), *_heads(request, db)))
    if under_way := tasks.work_under_way(db, request.person.id):
        yield Section(5, cards.under_way(t, [row.progress for row in under_way]))
    administers = rights.may_keep_register(request.person, request.municipality)
    yield Section(90, cards.everything(t, administers, _has_buddies(request, db)))


def profile(request: Request, db: Session) -> Sequence[Reply]:
    person = _myself(request, db)
    own = area_questions.areas_with_codes(db, [row.area_code for row in person.areas])
    return [Ask(cards.profile_form(speech(request.language), person, own, confirming.is_asked(person)))]


def save_profile(request: Request, db: Session) -> Sequence[Reply]:
    person = _myself(request, db)
    wanted = {Discipline.from_code(code) for code in request.several("disciplines")}
    codes = {area.code for area in area_questions.areas_with_codes(db, request.several("areas"))}
    kept = [row for row in person.disciplines if row.discipline in wanted]
    new = sorted(wanted - {row.discipline for row in kept})
    was_asked, was_head = confirming.is_asked(person), confirming.is_head(person)
    person.disciplines = [*kept, *(confirming.new(request, discipline) for discipline in new)]
    kept_areas = [row for row in person.areas if row.area_code in codes]
    new_areas = sorted(codes - {row.area_code for row in kept_areas})
    person.areas = [*kept_areas, *(ColleagueArea(area_code=code) for code in new_areas)]
    person.department = request.text("department")[:200]
    language = request.text("language")
    person.language = language if language in LANGUAGES else person.language
    # The answer already speaks the language that was just chosen.
    asks = confirming.is_asked(person)
    if confirming.is_head(person) != was_head:
        deed = Deed.RIGHT_TAKEN if was_head else Deed.RIGHT_GIVEN
        audit.record(request, db, deed, about=person.id, part=DeedPart.DEPARTMENT_HEAD)
    said = Say(cards.saved(speech(person.language), asks))
    return [said, *confirming.ask(request, db)] if asks and not was_asked else [said]


def _myself(request: Request, db: Session) -> Colleague:
    return people.in_full(db, request.person)


def areas(request: Request, db: Session, query: str) -> Sequence[Option]:
    t = speech(request.language)
    return [
        Option(area.code, t("people.area_option", name=area.name, kind=area.kind))
        for area in area_questions.areas_named(db, query)
    ]


def everybody_named(request: Request, db: Session, query: str) -> Sequence[Option]:
    """Whoever has left too, for whoever erases them."""
    return [Option(str(found.id), typed(found.name)) for found in people.colleagues_named(db, query, also_away=True)]


def people_named(request: Request, db: Session, query: str) -> Sequence[Option]:
    return [Option(str(found.id), typed(found.name)) for found in people.colleagues_named(db, query)]
