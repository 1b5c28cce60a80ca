"""Samen optrekken: two projects that ask the same people might do one evening, letter or survey together."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from bot.chat.replies import Nudge, Replace, Reply, Say, Together
from bot.chat.requests import HIGHEST_ID, NotAllowed, OldButton, Request
from bot.chat.texts import speech
from bot.moments import joining_cards, keeping
from bot.moments.joining_cards import Both
from glossary import TRIANGLE, RoleState
from storage.messages import nudges
from storage.people import people
from storage.register import joint_proposals, moments
from storage.register.joint_proposals import JointAnswer, JointProposal
from storage.register.moments import Moment
from storage.register.projects import Project


def propose(request: Request, db: Session, moment: Moment, project: Project, others: Sequence[str]) -> list[Say]:
    """One message to everybody in both triangles but the asker, in their own chats. others: ids of moments."""
    said: list[Say] = []
    for other_id in others:
        found = _other(db, moment, project, other_id)
        if found is None or joint_proposals.proposal_between(db, moment.id, found[0].id):
            continue
        both = Both(moment, project, *found)
        asked = [each for each in _triangles(both) if each != request.person.id]
        if not asked:
            # Not written down: it can be proposed when there is somebody to ask.
            continue
        proposal = JointProposal(
            moment_id=moment.id, other_moment_id=found[0].id, proposed_by=request.person.id, proposed_at=request.at
        )
        db.add(proposal)
        db.flush()
        # Whoever proposes it thinks that it is a good idea.
        joint_proposals.say(db, proposal.id, request.person.id, True, request.at)
        said += [_question(db, request, proposal, both, each) for each in asked]
    return said


def _other(db: Session, moment: Moment, project: Project, other_id: str) -> tuple[Moment, Project] | None:
    """Of another project."""
    if not other_id.isdecimal() or int(other_id) > HIGHEST_ID:
        return None
    other = moments.moment(db, int(other_id))
    if other is None or other.project_id == project.id or other.id == moment.id:
        return None
    return keeping.existing(db, other.id)


def _triangles(both: Both) -> list[int]:
    """Everybody who said yes to a corner of either triangle, once: whom somebody only named has no part in it."""
    return sorted({each for project in (both.project, both.other_project) for each in _triangle(project)})


def _triangle(project: Project) -> set[int]:
    corners = [each for each in project.roles if each.role in TRIANGLE and each.state is RoleState.ACCEPTED]
    return {each.colleague_id for each in corners}


def _question(db: Session, request: Request, proposal: JointProposal, both: Both, to: int) -> Say:
    reader = people.colleague(db, to)
    t = speech(reader.language if reader else request.language)
    card = joining_cards.question(t, proposal.id, both, request.person.name)
    return Say(card, to=to, key=f"joint {proposal.id} {to}")


def yes(request: Request, db: Session) -> Sequence[Reply]:
    return _answered(request, db, is_good=True)


def not_now(request: Request, db: Session) -> Sequence[Reply]:
    return _answered(request, db, is_good=False)


def _answered(request: Request, db: Session, is_good: bool) -> Sequence[Reply]:
    """The asker sees what everybody said; the others hear it with what else there is for them today."""
    proposal, both = _proposal(request, db)
    joint_proposals.say(db, proposal.id, request.person.id, is_good, request.at)
    nudges.forget_of(db, request.person.id, _about(proposal))
    said = joint_proposals.answers_to(db, proposal.id)
    names = people.names_of(db, [each.colleague_id for each in said])
    t = speech(request.language)
    others = {*_triangles(both), *(each.colleague_id for each in said)} - {request.person.id}
    meet = _meet(request, proposal, both, said) if is_good else ()
    told = [_nudge(db, proposal, both, said, names, each) for each in sorted(others)]
    return [Replace(joining_cards.answered(t, proposal.id, both, said, names)), *told, *meet]


def _meet(request: Request, proposal: JointProposal, both: Both, said: Sequence[JointAnswer]) -> Iterator[Say]:
    """Once somebody of each project likes it: a conversation of those who said so, and nobody else. Opened once."""
    like_it = {each.colleague_id for each in said if each.is_good}
    sides = [like_it & {*_triangle(project)} for project in (both.project, both.other_project)]
    if len(like_it) > 1 and all(sides):
        card = joining_cards.meet(speech(request.municipality.language), both)
        yield Say(card, to=Together(tuple(sorted(sides[0] | sides[1]))), key=f"joint {proposal.id} together")


def _proposal(request: Request, db: Session) -> tuple[JointProposal, Both]:
    """Raises OldButton, and NotAllowed for whoever has nothing to do with either project."""
    proposal = joint_proposals.proposal(db, request.id_of("proposal"))
    if proposal is None:
        raise OldButton("proposal")
    both = Both(*keeping.existing(db, proposal.moment_id), *keeping.existing(db, proposal.other_moment_id))
    if request.person.id not in (*_triangles(both), proposal.proposed_by):
        raise NotAllowed(speech(request.language)("moments.join.not_yours"))
    return proposal, both


def _nudge(
    db: Session, proposal: JointProposal, both: Both, said: Sequence[JointAnswer], names: dict[int, str], to: int
) -> Nudge:
    reader = people.colleague(db, to)
    t = speech(reader.language if reader else "")
    has_answered = any(each.colleague_id == to for each in said)
    blocks = joining_cards.answers(t, proposal.id, both, said, names, has_answered)
    return Nudge(to, _about(proposal), blocks, order=40)


def _about(proposal: JointProposal) -> str:
    return f"joint {proposal.id}"
