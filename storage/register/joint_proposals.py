"""Two projects that might do something together: the proposal, and what people of both said to it."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Boolean, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Owned, part_of, points_at
from storage.people.personal import FilePart, KeyGoes, Moves, RowGoes, Shown, personal


class JointProposal(Owned, Base):
    """One joint evening, letter or survey instead of two. proposed_by: None when that colleague was erased."""

    __tablename__ = "joint_proposal"
    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("moment_id", "other_moment_id"),
        part_of("moment_id", "moment.id"),
        part_of("other_moment_id", "moment.id"),
        points_at("proposed_by", "colleague.id"),
        Index("ix_joint_proposal_other", "other_moment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    moment_id: Mapped[int]
    other_moment_id: Mapped[int]
    proposed_by: Mapped[int | None] = mapped_column(info=personal(KeyGoes(), Moves(), Shown(FilePart.JOINT)))
    proposed_at: Mapped[dt.datetime]


class JointAnswer(Owned, Base):
    """What one colleague said: a good idea, or not now."""

    __tablename__ = "joint_answer"
    __table_args__ = (
        part_of("proposal_id", "joint_proposal.id"),
        points_at("colleague_id", "colleague.id"),
        Index("ix_joint_answer_colleague", "colleague_id"),
    )

    proposal_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    colleague_id: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, info=personal(RowGoes(), Moves(), Shown(FilePart.JOINT))
    )
    is_good: Mapped[bool] = mapped_column(Boolean)
    answered_at: Mapped[dt.datetime]


def proposal(db: Session, proposal_id: int) -> JointProposal | None:
    return db.scalar(select(JointProposal).where(JointProposal.id == proposal_id))


def proposal_between(db: Session, moment_id: int, other_id: int) -> JointProposal | None:
    """Whichever of the two was first."""
    pair = JointProposal.moment_id.in_([moment_id, other_id]), JointProposal.other_moment_id.in_([moment_id, other_id])
    return db.scalar(select(JointProposal).where(*pair))


def answers_to(db: Session, proposal_id: int) -> Sequence[JointAnswer]:
    """First answered first."""
    return db.scalars(
        select(JointAnswer)
        .where(JointAnswer.proposal_id == proposal_id)
        .order_by(JointAnswer.answered_at, JointAnswer.colleague_id)
    ).all()


def say(db: Session, proposal_id: int, colleague_id: int, is_good: bool, at: dt.datetime) -> None:
    """What somebody says last counts."""
    own = JointAnswer.proposal_id == proposal_id, JointAnswer.colleague_id == colleague_id
    answer = db.scalar(select(JointAnswer).where(*own))
    if answer is None:
        answer = JointAnswer(proposal_id=proposal_id, colleague_id=colleague_id, is_good=is_good, answered_at=at)
        db.add(answer)
    answer.is_good, answer.answered_at = is_good, at
    db.flush()
