"""What public pages say beside the register itself, of several projects at once."""

import datetime as dt
from collections.abc import Collection, Mapping

from sqlalchemy import Integer, bindparam, select
from sqlalchemy.orm import Session

from storage.register.feedback import FeedbackDebt
from storage.register.moments import Moment
from storage.register.text_words import TextWords

_PROJECTS = bindparam("projects", expanding=True, type_=Integer)
_WORDS = (
    select(TextWords.moment_id, TextWords.key, TextWords.words)
    .where(TextWords.project_id.in_(_PROJECTS), TextWords.moment_id.is_not(None))
    .order_by(TextWords.id)
)
_PROMISES = (
    select(FeedbackDebt.moment_id, FeedbackDebt.promised_on, FeedbackDebt.reason)
    .join(Moment, Moment.id == FeedbackDebt.moment_id)
    .where(FeedbackDebt.promised_on.is_not(None), Moment.project_id.in_(_PROJECTS))
)


def words_of_moments(db: Session, projects: Collection[int]) -> Mapping[int, Mapping[str, str]]:
    """Moment -> what somebody filled in for texts about it, by its key."""
    found: dict[int, dict[str, str]] = {}
    for moment, key, words in db.execute(_WORDS, {"projects": list(projects)}):
        found.setdefault(moment or 0, {})[key] = words
    return found


def promises(db: Session, projects: Collection[int]) -> Mapping[int, tuple[dt.date, str]]:
    """Moment -> the later day on which residents hear, and why."""
    return {row[0]: (row[1], row[2]) for row in db.execute(_PROMISES, {"projects": list(projects)}) if row[1]}
