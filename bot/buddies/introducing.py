"""Everybody hears who their buddies are, and why; whoever has none hears that."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from bot.buddies import appointment, cards
from bot.buddies.drawing_up import Begun
from bot.buddies.starters import Ground, Someone, starters
from bot.chat.calendar_file import Publisher
from bot.chat.quiet import quiet_of
from bot.chat.replies import Say, Together
from bot.chat.settings import Chosen
from bot.chat.texts import speech
from bot.pairing.inputs import SIDES, Group
from bot.pairing.reasons import Why
from storage import settings
from storage.learning import buddies
from storage.learning.buddies import WorksOn
from storage.learning.buddy_rounds import BuddyGroup
from storage.people import people
from storage.people.municipalities import Municipality
from storage.register import areas

MOST_LESSONS = 200


def introduce(db: Session, begun: Begun, municipality: Municipality, at: dt.datetime) -> list[Say]:
    said = list(_introductions(db, begun.groups, municipality, at))
    languages = people.languages_of_reachable(db, [seat.colleague_id for seat in begun.waiting if seat.colleague_id])
    for seat in begun.waiting:
        if seat.colleague_id in languages:
            card = cards.waits(speech(languages[seat.colleague_id]), seat.reason)
            said.append(Say(card, seat.colleague_id, f"buddies-{begun.round.id}-waits-{seat.colleague_id}"))
    return said


def introduce_with(
    db: Session, group: BuddyGroup, together: Group, newcomer: int, municipality: Municipality, at: dt.datetime
) -> list[Say]:
    """The same group, with somebody who joined it."""
    why = (Why("joined"),)
    suffix = f"-with-{newcomer}"
    return list(_introductions(db, [(group, together, why)], municipality, at, suffix))


def _introductions(
    db: Session,
    groups: Sequence[tuple[BuddyGroup, Group, Sequence[Why]]],
    municipality: Municipality,
    at: dt.datetime,
    suffix: str = "",
) -> Iterator[Say]:
    ids = [one for _, group, _ in groups for one in group.ids]
    jobs = defaultdict[int, list[WorksOn]](list)
    for job in buddies.projects_of(db, ids):
        jobs[job.colleague_id].append(job)
    everybody = _everybody(db, groups, jobs)
    names = _names(db, [why for _, _, why in groups], jobs)
    lessons = _lessons(db, {job.project_id for own in jobs.values() for job in own})
    quiet = quiet_of(municipality, Chosen(settings.written(db)))
    t, publisher = speech(municipality.language), Publisher(municipality.calendar_code, municipality.name)
    for turn, (stored, group, why) in enumerate(groups):
        persons = [everybody[one] for one in group.ids]
        ground = _ground(group, why, names, jobs, lessons)
        moment = appointment.proposal(quiet, at, turn % 5)
        told = list(cards.reasons(t, why, names))
        key = f"buddies-{stored.round_id}-{stored.id}{suffix}"
        yield Say(
            cards.introduction(t, persons, told, starters(t, persons, ground, turn), moment), Together(group.ids), key
        )
        calendar = appointment.file(t, publisher, stored.id, [person.name for person in persons], moment, at)
        yield Say(cards.for_the_calendar(t, calendar), Together(group.ids), f"{key}-calendar")


def _everybody(
    db: Session, groups: Sequence[tuple[BuddyGroup, Group, Sequence[Why]]], jobs: Mapping[int, Sequence[WorksOn]]
) -> dict[int, Someone]:
    as_side = {
        one: side
        for _, group, _ in groups
        for side, ids in zip(SIDES, (group.communication, group.participation), strict=True)
        for one in ids
    }
    return {
        colleague.id: Someone(
            colleague.id,
            colleague.name,
            as_side[colleague.id],
            colleague.department,
            member.bio,
            member.learns,
            member.offers,
            tuple(job.name for job in jobs.get(colleague.id, ())),
        )
        for member, colleague in buddies.members(db)
        if colleague.id in as_side
    }


def _names(db: Session, whys: Sequence[Sequence[Why]], jobs: Mapping[int, Sequence[WorksOn]]) -> cards.GroupNames:
    codes = {code for why in whys for one in why if one.about == "area" for code in one.what}
    known = {area.code: area.name for area in areas.areas_with_codes(db, codes)}
    return cards.GroupNames(known, {str(job.project_id): job.name for own in jobs.values() for job in own})


def _lessons(db: Session, project_ids: set[int]) -> dict[int, tuple[str, str]]:
    """The newest of every project."""
    found: dict[int, tuple[str, str]] = {}
    for lesson, project in buddies.lessons_for(db, project_ids, MOST_LESSONS):
        if lesson.project_id:
            found.setdefault(lesson.project_id, (lesson.lesson, project))
    return found


def _ground(
    group: Group,
    why: Sequence[Why],
    names: cards.GroupNames,
    jobs: Mapping[int, Sequence[WorksOn]],
    lessons: Mapping[int, tuple[str, str]],
) -> Ground:
    def shared(about: str, known: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(known[code] for one in why if one.about == about for code in one.what if code in known)

    own = [job.project_id for one in group.ids for job in jobs.get(one, ())]
    learned = tuple(lessons[project_id] for project_id in dict.fromkeys(own) if project_id in lessons)
    return Ground(shared("project", names.projects), shared("area", names.areas), learned)
