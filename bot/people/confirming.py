"""What a colleague says of themselves and others confirm: a discipline that gives a right, or that totals count by."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.replies import Replace, Reply, Say
from bot.chat.requests import NotAllowed, OldButton, Request
from bot.chat.texts import speech
from bot.people import audit, cards, rights
from bot.people.leaving import who_decides
from glossary import Deed, DeedPart, Discipline
from storage.people import people, standing
from storage.people.people import CHOSEN, GIVEN, Colleague, ColleagueDiscipline

HEAD = Discipline.DEPARTMENT_HEAD
"""Opens what others do not see, so nobody gives it to themselves."""
MOST_ROWS = 20


def new(request: Request, discipline: Discipline) -> ColleagueDiscipline:
    """As somebody chose it in their own profile."""
    may_give = rights.may_keep_register(request.person, request.municipality)
    return ColleagueDiscipline(discipline=discipline, how=GIVEN if may_give and discipline is HEAD else CHOSEN)


def is_asked(person: Colleague) -> bool:
    return any(row.discipline is HEAD and row.how == CHOSEN for row in person.disciplines)


def is_head(person: Colleague) -> bool:
    return any(row.discipline is HEAD and row.how != CHOSEN for row in person.disciplines)


def ask(request: Request, db: Session) -> Sequence[Reply]:
    """May this person be a department head? At most once a day."""
    person, day = request.person, request.today.isoformat()
    return [
        Say(cards.may_be_head(speech(each.language), person), each.id, f"head {person.id} {each.id} {day}")
        for each in who_decides(request, db)
    ]


def look(request: Request, db: Session) -> Sequence[Reply]:
    _only_keepers(request)
    return [Say(cards.to_confirm(speech(request.language), standing.disciplines_to_confirm(db, MOST_ROWS)))]


def give(request: Request, db: Session) -> Sequence[Reply]:
    person, row = _asked(request, db)
    is_new = row.how == CHOSEN and row.discipline is HEAD
    row.how = GIVEN
    if is_new:
        audit.record(request, db, Deed.RIGHT_GIVEN, about=person.id, part=DeedPart.DEPARTMENT_HEAD)
    done: list[Reply] = [Replace(cards.confirmed(speech(request.language), person, row.discipline))]
    return [*done, Say(cards.is_head(speech(person.language)), person.id)] if is_new else done


def refuse(request: Request, db: Session) -> Sequence[Reply]:
    person, row = _asked(request, db)
    if is_head(person) and row.discipline is HEAD:
        audit.record(request, db, Deed.RIGHT_TAKEN, about=person.id, part=DeedPart.DEPARTMENT_HEAD)
    person.disciplines.remove(row)
    done = Replace(cards.not_confirmed(speech(request.language), person, row.discipline))
    return [done, Say(cards.is_not(speech(person.language), row.discipline), person.id)]


def _asked(request: Request, db: Session) -> tuple[Colleague, ColleagueDiscipline]:
    """Raises OldButton when it was decided, or changed, meanwhile."""
    _only_keepers(request)
    person = people.colleague_in_full(db, request.id_of("colleague"))
    rows = person.disciplines if person and person.is_here else ()
    row = next((row for row in rows if row.discipline.value == request.args.get("discipline")), None)
    if person is None or row is None or row.how == GIVEN:
        raise OldButton("discipline")
    return person, row


def _only_keepers(request: Request) -> None:
    if not rights.may_keep_register(request.person, request.municipality):
        raise NotAllowed(speech(request.language)("people.confirm.who_may"))
