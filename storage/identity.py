"""Two rows that turn out to be one person, and a person who goes: what that means for every table."""

import datetime as dt

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from glossary import Role, RoleState
from storage import buddies, people
from storage.buddies import BuddyAvoid, BuddyMember, BuddySeat
from storage.changes import Change
from storage.conversations import ConversationRow
from storage.drafts import Draft
from storage.feedback import FeedbackDebt
from storage.handouts import Handout
from storage.joining import JointAnswer, JointProposal
from storage.knowledge import Lesson
from storage.nudges import NudgeRow
from storage.outbox import OutboxRow, WorkRow, can_be_reached, lane_to, letters_to
from storage.overviews import OwnWeek
from storage.people import ChatAccount, Colleague, ColleagueArea, ColleagueDiscipline, Municipality
from storage.projects import Project, RoleAssignment
from storage.sessions import KnowledgeSession, ReminderChoice, SessionGuest, SessionHost


def merge(db: Session, arrived_id: int, into_id: int) -> None:
    """Two rows turn out to be one person: everything of `arrived` becomes `into`'s, and `arrived` goes.

    The list knows best what somebody is called; they themselves what they filled in, and in which language.
    """
    arrived, into = people.colleague_in_full(db, arrived_id), people.colleague_in_full(db, into_id)
    if arrived is None or into is None:
        return  # Another administrator was first.
    # What both were to be reminded of would clash; the next reminder comes by itself.
    db.execute(delete(NudgeRow).where(NudgeRow.colleague_id == arrived_id))
    _keep_one_own_week(db, arrived_id, into.id)
    # To what both answered the colleague gave one answer too many.
    both = select(JointAnswer.proposal_id).where(JointAnswer.colleague_id == into_id)
    db.execute(
        delete(JointAnswer).where(
            JointAnswer.colleague_id == arrived_id, JointAnswer.proposal_id.in_(both.scalar_subquery())
        )
    )
    _keep_one_buddy(db, arrived_id, into.id)
    _share_sessions(db, arrived_id, into.id)
    _point_at(db, arrived_id, into.id)
    home = db.get(Municipality, into.municipality_id)
    assert home is not None
    home.keeper_id = into.id if home.keeper_id == arrived_id else home.keeper_id
    home.deputy_id = into.id if home.deputy_id == arrived_id else home.deputy_id
    into.is_admin = into.is_admin or arrived.is_admin
    if into.away_since:
        # They are back, which a look at the platform tells everybody.
        db.execute(
            update(ChatAccount).where(ChatAccount.colleague_id == into_id, ~ChatAccount.is_shut).values(looked_at=None)
        )
    into.language, into.department = arrived.language, arrived.department or into.department
    disciplines = {row.discipline for row in arrived.disciplines} - {row.discipline for row in into.disciplines}
    into.disciplines += [ColleagueDiscipline(discipline=discipline) for discipline in sorted(disciplines)]
    codes = {row.area_code for row in arrived.areas} - {row.area_code for row in into.areas}
    into.areas += [ColleagueArea(area_code=code) for code in sorted(codes)]
    email = arrived.email
    db.delete(arrived)
    # Gone before the other has its address: two rows never share one.
    db.flush()
    into.email = into.email or email
    can_be_reached(db, into_id)


def _keep_one_own_week(db: Session, arrived_id: int, into_id: int) -> None:
    """Who asked for their own week as either of the two gets it, once."""
    if db.get(OwnWeek, into_id):
        db.execute(delete(OwnWeek).where(OwnWeek.colleague_id == arrived_id))
    else:
        db.execute(update(OwnWeek).where(OwnWeek.colleague_id == arrived_id).values(colleague_id=into_id))


def _keep_one_buddy(db: Session, arrived_id: int, into_id: int) -> None:
    """What they said last to taking part, their wishes, and their places in rounds in which the other had none."""
    if arrived := buddies.member(db, arrived_id):
        db.execute(delete(BuddyMember).where(BuddyMember.colleague_id == into_id))
        arrived.colleague_id = into_id
        db.flush()
    wishes = {*buddies.avoided_by(db, arrived_id), *buddies.avoided_by(db, into_id)} - {arrived_id, into_id}
    about = db.scalars(select(BuddyAvoid.colleague_id).where(BuddyAvoid.other_id == arrived_id)).all()
    already = db.scalars(select(BuddyAvoid.colleague_id).where(BuddyAvoid.other_id == into_id)).all()
    buddies.forget_wishes(db, arrived_id)
    buddies.avoid(db, into_id, wishes)
    db.add_all(BuddyAvoid(colleague_id=one, other_id=into_id) for one in {*about} - {*already, into_id, arrived_id})
    both = select(BuddySeat.round_id).where(BuddySeat.colleague_id == into_id).scalar_subquery()
    seat = update(BuddySeat).where(BuddySeat.colleague_id == arrived_id)
    db.execute(seat.where(BuddySeat.round_id.in_(both)).values(colleague_id=None))
    db.execute(seat.values(colleague_id=into_id))


def _point_at(db: Session, before: int, after: int) -> None:
    """Every column that names the one colleague names the other."""
    for table, name in (
        *(
            (table, "colleague_id")
            for table in (
                ChatAccount,
                ConversationRow,
                Handout,
                RoleAssignment,
                Change,
                Draft,
                JointAnswer,
                OutboxRow,
                WorkRow,
            )
        ),
        (RoleAssignment, "named_by"),
        (FeedbackDebt, "owner_id"),
        (JointProposal, "proposed_by"),
        (KnowledgeSession, "created_by"),
        (Lesson, "author_id"),
        (Project, "registered_by"),
        (OutboxRow, "on_refusal_tell"),
    ):
        db.execute(update(table).where(getattr(table, name) == before).values({name: after}))
    db.execute(update(OutboxRow).where(OutboxRow.lane == lane_to(before)).values(lane=lane_to(after)))
    for letter in letters_to(db, before):
        ids = [str(after) if each == str(before) else each for each in letter.together.split()]
        letter.together = " ".join(dict.fromkeys(ids))
    roles = Change.field.in_([role.value for role in Role])
    for name in ("before", "after"):
        db.execute(update(Change).where(roles, getattr(Change, name) == str(before)).values({name: str(after)}))


def _forget_sessions(db: Session, colleague_id: int) -> None:
    for table in (SessionHost, SessionGuest, ReminderChoice):
        db.execute(delete(table).where(table.colleague_id == colleague_id))
    planned = update(KnowledgeSession).where(KnowledgeSession.created_by == colleague_id)
    db.execute(planned.values(created_by=None))


def _share_sessions(db: Session, arrived_id: int, into_id: int) -> None:
    """Where both host or come, one row stays; what they chose themselves last counts."""
    for table in (SessionHost, SessionGuest):
        both = select(table.session_id).where(table.colleague_id == into_id).scalar_subquery()
        db.execute(delete(table).where(table.colleague_id == arrived_id, table.session_id.in_(both)))
        db.execute(update(table).where(table.colleague_id == arrived_id).values(colleague_id=into_id))
    if db.scalar(select(ReminderChoice).where(ReminderChoice.colleague_id == arrived_id)):
        db.execute(delete(ReminderChoice).where(ReminderChoice.colleague_id == into_id))
        moved = update(ReminderChoice).where(ReminderChoice.colleague_id == arrived_id)
        db.execute(moved.values(colleague_id=into_id))


def erase(db: Session, person: Colleague, at: dt.datetime) -> None:
    """The facts stay, the person goes: roles and changes now point at a row without a name.

    person: with disciplines and areas.
    """
    held = update(RoleAssignment).where(RoleAssignment.colleague_id == person.id)
    db.execute(held.values(state=RoleState.LEFT, was=None))
    _forget_sessions(db, person.id)
    db.execute(update(Lesson).where(Lesson.author_id == person.id).values(author_id=None, shows_author=False))
    db.execute(delete(ChatAccount).where(ChatAccount.colleague_id == person.id))
    db.execute(delete(ConversationRow).where(ConversationRow.colleague_id == person.id))
    db.execute(delete(Handout).where(Handout.colleague_id == person.id))
    db.execute(delete(OutboxRow).where(OutboxRow.colleague_id == person.id))
    for letter in letters_to(db, person.id):
        # The others still get it; what is said about this person in it is taken out by who erases.
        letter.together = " ".join(each for each in letter.together.split() if each != str(person.id))
    db.execute(delete(WorkRow).where(WorkRow.colleague_id == person.id))
    db.execute(delete(NudgeRow).where(NudgeRow.colleague_id == person.id))
    db.execute(delete(OwnWeek).where(OwnWeek.colleague_id == person.id))
    db.execute(delete(Draft).where(Draft.colleague_id == person.id))
    db.execute(delete(JointAnswer).where(JointAnswer.colleague_id == person.id))
    db.execute(update(JointProposal).where(JointProposal.proposed_by == person.id).values(proposed_by=None))
    db.execute(update(FeedbackDebt).where(FeedbackDebt.owner_id == person.id).values(owner_id=None))
    buddies.leave(db, person.id, at)
    db.execute(delete(BuddyMember).where(BuddyMember.colleague_id == person.id))
    home = db.get(Municipality, person.municipality_id)
    assert home is not None
    home.keeper_id = None if home.keeper_id == person.id else home.keeper_id
    home.deputy_id = None if home.deputy_id == person.id else home.deputy_id
    person.name, person.email, person.key, person.buddy_key = "", None, None, None
    person.department, person.joined_on, person.is_admin = "", None, False
    person.disciplines.clear()
    person.areas.clear()
    person.erased_at = at
