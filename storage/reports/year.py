"""What a year came to: how many asks there were, how many were answered, and how long residents waited. No names."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import String, and_, bindparam, case, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from glossary import PartialDate
from storage.register.feedback import is_left
from storage.register.moments import IS_ASK, Moment, is_exact
from storage.reports.goals import AnswerDays

_BEGUN = select(
    func.count(case((Moment.starts_on <= bindparam("last"), 1))),
    func.count(case((Moment.starts_on > bindparam("last"), 1))),
).where(IS_ASK, is_exact(Moment.starts_on), Moment.starts_on.between(bindparam("first"), bindparam("until")))
_DAYS = (
    select(type_coerce(Moment.ends_on, String), type_coerce(Moment.residents_told_on, String), func.count())
    .where(IS_ASK, is_exact(Moment.ends_on))
    .group_by(Moment.ends_on, Moment.residents_told_on)
)
_TOLD = _DAYS.where(
    is_exact(Moment.residents_told_on),
    Moment.residents_told_on.between(bindparam("first"), bindparam("last")),
)
_NOT_TOLD = _DAYS.where(
    Moment.ends_on < bindparam("last"),
    or_(
        Moment.residents_told_on.is_(None),
        and_(is_exact(Moment.residents_told_on), Moment.residents_told_on > bindparam("last")),
    ),
    ~is_left(),
)


def begun(db: Session, first: dt.date, last: dt.date, until: dt.date) -> tuple[int, int]:
    """How many asks had their first day from `first` to `last`, and how many after that; only exact days count."""
    found = db.execute(_BEGUN, {**_days(first, last), "until": PartialDate.of(until)}).one()
    return found[0], found[1]


def told(db: Session, first: dt.date, last: dt.date) -> Sequence[AnswerDays]:
    """The asks of which residents heard then what was done with their input."""
    return [_line(*row) for row in db.execute(_TOLD, _days(first, last))]


def not_told(db: Session, last: dt.date) -> Sequence[AnswerDays]:
    """Those that ended before that day, and of which residents had heard nothing by then; not what was left."""
    found = db.execute(_NOT_TOLD, {"last": PartialDate.of(last)})
    return [_line(ended, None, n) for ended, _, n in found]


def _days(first: dt.date, last: dt.date) -> dict[str, PartialDate]:
    return {"first": PartialDate.of(first), "last": PartialDate.of(last)}


def _line(ended: str, told_on: str | None, n: int) -> AnswerDays:
    return AnswerDays(dt.date.fromisoformat(ended), dt.date.fromisoformat(told_on) if told_on else None, n)
