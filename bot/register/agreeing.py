"""That a team leaves a point as it is: kept in one way, wherever they say so."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from bot.chat.requests import Request
from bot.register import history
from storage.register import agreements
from storage.register.projects import Project
from storage.reports import findings

WANT = ("want ", "omdat ", "because ")
"""The sentence on the card begins with it."""


def keep(
    request: Request,
    db: Session,
    project: Project,
    point: tuple[str, int],
    facts: str,
    reason: str,
    told_as: Collection[str],
) -> None:
    """point: the kind of finding, and its moment or 0. facts: on which it rests. told_as: what it was called before."""
    agreements.agree(db, point, project.id, facts, reason, request.person.id, request.at)
    # When it comes back it is news, whatever it was called before.
    findings.forget_told(db, project.id, told_as)
    history.remember(request, db, project, "agreed", after=str(point[0]))
    db.flush()


def tidy(reason: str) -> str:
    """On the card it stands in a sentence: as agreed: …, because …."""
    found = " ".join(reason.split()).rstrip(". ")
    begins = next((word for word in WANT if found.casefold().startswith(word)), "")
    return found[len(begins) :].strip()
