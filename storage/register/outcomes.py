"""What residents gave, and what was done with it."""

from collections.abc import Collection, Sequence

from sqlalchemy import Integer, Text, bindparam, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from glossary import Decision
from storage.database import Base, Owned, part_of


class Outcome(Owned, Base):
    """One line of what was done with the input of a contact moment. number: its place, from 1."""

    __tablename__ = "outcome"
    __table_args__ = (part_of("moment_id", "moment.id"),)

    moment_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    input: Mapped[str] = mapped_column(Text)
    decision: Mapped[Decision]
    reason: Mapped[str] = mapped_column(Text, default="")


_OUTCOMES = (
    select(Outcome)
    .where(Outcome.moment_id.in_(bindparam("moments", expanding=True)))
    .order_by(Outcome.moment_id, Outcome.number)
)


def outcomes_of(db: Session, moment_ids: Collection[int]) -> dict[int, list[Outcome]]:
    """Moment -> its lines in order; without an entry for a moment that has none."""
    found: dict[int, list[Outcome]] = {}
    for outcome in db.scalars(_OUTCOMES, {"moments": list(moment_ids)}):
        found.setdefault(outcome.moment_id, []).append(outcome)
    return found


def replace_outcomes(db: Session, moment_id: int, lines: Sequence[tuple[str, Decision, str]]) -> None:
    """Input, decision and reason of each line, in order."""
    db.execute(delete(Outcome).where(Outcome.moment_id == moment_id))
    for number, (said, decision, reason) in enumerate(lines, 1):
        db.add(Outcome(moment_id=moment_id, number=number, input=said, decision=decision, reason=reason))
    db.flush()
