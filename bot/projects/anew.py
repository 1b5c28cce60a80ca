"""What waited for the daily message says what is so when it leaves; nothing when it was done meanwhile."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from bot.chat.cards import Block
from bot.chat.contributions import SavedUp
from bot.chat.texts import speech
from bot.findings import about_projects, gather
from bot.findings import cards as findings_cards
from bot.findings.finding import Finding, Kind
from bot.findings.triangle import missing_corners
from bot.people import role_question
from bot.projects import help_cards
from bot.projects.jobs import triangle
from storage.people.municipalities import Municipality
from storage.register import moments


def roles(waiting: SavedUp, db: Session) -> tuple[Block, ...]:
    """Asked once more, of whoever has not answered: only what is left."""
    left = [each for each in triangle.not_answered(db, waiting.colleague) if each[1].status.is_live]
    return role_question.once_more(speech(waiting.language), left) if left else ()


def vacancy(waiting: SavedUp, db: Session) -> tuple[Block, ...]:
    facts = gather.project(db, int(waiting.about), waiting.at)
    if facts and gather.agreed_on(db, waiting.at, Kind.TRIANGLE_INCOMPLETE, [facts.id]):
        return ()
    roles = missing_corners(facts.named) if facts and facts.status.is_live else ()
    if facts is None or not roles:
        return ()
    return help_cards.still_vacant(speech(waiting.language), facts.id, facts.name, tuple(roles))


def stale(waiting: SavedUp, db: Session) -> tuple[Block, ...]:
    found = next(_found(waiting, db, int(waiting.about), Kind.STALE), None)
    return findings_cards.still_right(speech(waiting.language), found) if found else ()


def invitation(waiting: SavedUp, db: Session) -> tuple[Block, ...]:
    moment = moments.moment(db, int(waiting.about))
    if moment is None:
        return ()
    due = _found(waiting, db, moment.project_id, Kind.INVITATION_DUE)
    mine = [each for each in due if each.moment and each.moment.id == moment.id]
    return tuple(findings_cards.of_project(speech(waiting.language), mine)) if mine else ()


def _found(waiting: SavedUp, db: Session, project_id: int, kind: Kind) -> Iterator[Finding]:
    facts = gather.project(db, project_id, waiting.at)
    if facts is None or not facts.status.is_live:
        return
    region = db.get_one(Municipality, db.info["municipality"]).holiday_region
    found = about_projects.findings(facts, waiting.at.date(), region, waiting.language, gather.norms(db))
    yield from (each for each in found if each.kind is kind)
