"""Who tells residents what was done with their input: the communication adviser, unless somebody takes it on."""

from sqlalchemy.orm import Session

from bot.chat.requests import Request
from bot.findings import gather
from bot.findings.facts import exact_period
from bot.moments.cards import OwedFeedback
from glossary import Level
from storage.people import people
from storage.register import feedback, telling
from storage.register.moments import Moment


def owed(request: Request, db: Session, moment: Moment) -> OwedFeedback | None:
    """None when residents need no answer, or have had it."""
    if not is_owed(request, moment):
        return None
    known = feedback.debt(db, moment.id)
    usual = telling.owners(db, [moment.project_id]).get(moment.project_id)
    owner = (known.owner_id if known else None) or usual
    name = people.names_of(db, [owner]).get(owner, "") if owner else ""
    is_mine = known is not None and known.owner_id == request.person.id
    period = exact_period(moment.starts_on, moment.ends_on)
    due = period[1] + gather.norms(db).feedback if period else None
    if known and known.promised_on and known.promised_on > moment.ends_on.latest:
        return OwedFeedback(name, is_mine, known.promised_on, known.reason)
    return OwedFeedback(name, is_mine, due)


def is_owed(request: Request, moment: Moment) -> bool:
    """Now, or once it is over."""
    told = moment.residents_told_on
    return moment.level is not Level.INFORM and (told is None or told.earliest > request.today)
