"""Everybody hears who their buddies are, and why; whoever has none hears that."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.buddies import appointment, cards, groups
from bot.buddies.acquainted import Acquainted, acquainted
from bot.buddies.drawing_up import Begun, by_group
from bot.buddies.starters import Ground, OwnProject, Someone, one_more, starters
from bot.chat.calendar_file import Publisher
from bot.chat.quiet import quiet_of
from bot.chat.replies import Reply, Say, Together
from bot.chat.requests import OldButton, Request
from bot.chat.settings import Chosen
from bot.chat.texts import speech
from bot.pairing.inputs import SIDES, Group
from bot.pairing.reasons import Why
from storage import settings
from storage.learning import buddies, buddy_rounds
from storage.learning.buddies import WorksOn
from storage.learning.buddy_rounds import BuddyGroup, BuddyRound
from storage.people import people
from storage.people.municipalities import Municipality
from storage.register import areas

MOST_LESSONS = 200


def introduce(db: Session, begun: Begun, municipality: Municipality, at: dt.datetime) -> list[Say]:
    earlier = _earlier(db, begun.round)
    known = [acquainted(group.ids, earlier) for _, group, _ in begun.groups]
    said = list(_introductions(db, begun.round, begun.groups, known, municipality, at))
    languages = people.languages_of_reachable(db, [seat.colleague_id for seat in begun.waiting if seat.colleague_id])
    for seat in begun.waiting:
        if seat.colleague_id in languages:
            card = cards.waits(speech(languages[seat.colleague_id]), seat.reason)
            said.append(Say(card, seat.colleague_id, f"buddies-{begun.round.id}-waits-{seat.colleague_id}"))
    return said


def introduce_with(
    db: Session,
    round_: BuddyRound,
    group: BuddyGroup,
    together: Group,
    newcomer: int,
    municipality: Municipality,
    at: dt.datetime,
) -> list[Say]:
    """The same group, with somebody who joined it."""
    others = [one for one in together.ids if one != newcomer]
    known = acquainted(together.ids, [*_earlier(db, round_), (round_.begun_at, others)])
    groups_now = [(group, together, (Why("joined"),))]
    return list(_introductions(db, round_, groups_now, [known], municipality, at, f"-with-{newcomer}"))


def _earlier(db: Session, round_: BuddyRound) -> list[tuple[dt.datetime, list[int]]]:
    """Who sat together in the rounds before this one, and when each began."""
    begun = {each.id: each.begun_at for each in buddy_rounds.all_rounds(db) if each.number < round_.number}
    seats = [seat for seat in buddy_rounds.seat_lines(db) if seat.round_id in begun]
    return [
        (begun[together[0].round_id], [seat.colleague_id for seat in together if seat.colleague_id])
        for together in by_group(seats).values()
    ]


def _introductions(
    db: Session,
    round_: BuddyRound,
    begun: Sequence[tuple[BuddyGroup, Group, Sequence[Why]]],
    known: Sequence[Acquainted],
    municipality: Municipality,
    at: dt.datetime,
    suffix: str = "",
) -> Iterator[Say]:
    ids = [one for _, group, _ in begun for one in group.ids]
    jobs = defaultdict[int, list[WorksOn]](list)
    for job in buddies.projects_of(db, ids):
        jobs[job.colleague_id].append(job)
    everybody = _everybody(db, begun, jobs)
    names = _names(db, [why for _, _, why in begun], jobs)
    lessons = _lessons(db, {job.project_id for own in jobs.values() for job in own})
    quiet, t = quiet_of(municipality, Chosen(settings.written(db))), speech(municipality.language)
    until = groups.over_at(db, round_, at).astimezone(at.tzinfo).date()
    for turn, (stored, group, why) in enumerate(begun):
        persons = [everybody[one] for one in group.ids]
        invited = cards.Invited(stored.id, until, appointment.proposal(quiet, at, turn % 5))
        told = list(cards.reasons(t, why, names, known[turn]))
        if since := known[turn].met_before:
            card = cards.introduction_again(t, persons, told, one_more(t, persons, since, round_.number), invited)
        else:
            talk = starters(t, persons, _ground(group, why, names, jobs, lessons), turn, round_.number)
            card = cards.introduction(t, persons, known[turn], told, talk, invited)
        yield Say(card, Together(group.ids), f"buddies-{stored.round_id}-{stored.id}{suffix}")


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
            tuple(OwnProject(job.name, job.registered_at) for job in jobs.get(colleague.id, ())),
        )
        for member, colleague in buddies.members(db)
        if colleague.id in as_side
    }


def _names(db: Session, whys: Sequence[Sequence[Why]], jobs: Mapping[int, Sequence[WorksOn]]) -> cards.GroupNames:
    codes = {code for why in whys for one in why if one.about == "area" for code in one.what}
    return cards.GroupNames(
        areas.names_of_areas(db, codes), {str(job.project_id): job.name for own in jobs.values() for job in own}
    )


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


def calendar(request: Request, db: Session) -> Sequence[Reply]:
    """The proposed moment as a file, to whoever of the group asks for it."""
    group_id = request.id_of("group")
    ids = [seat.colleague_id for seat in buddy_rounds.seats_of_group(db, group_id) if seat.colleague_id]
    if request.person.id not in ids:
        raise OldButton("group")
    home, t = request.municipality, speech(request.municipality.language)
    try:
        starts_at = appointment.on(dt.date.fromisoformat(request.args["day"]), ZoneInfo(home.timezone))
    except (KeyError, ValueError, OverflowError) as wrong:
        raise OldButton("day") from wrong
    names = [name for name in people.names_of(db, ids).values() if name]
    file = appointment.file(t, Publisher(home.calendar_code, home.name), group_id, names, starts_at, request.at)
    return [Say(cards.for_the_calendar(speech(request.language), file))]
