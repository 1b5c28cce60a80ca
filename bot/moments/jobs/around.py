"""The working day before a contact moment, the working day after, and a year after its answer."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Block
from bot.chat.contributions import SavedUp
from bot.chat.feature import Occasion
from bot.chat.quiet import quiet_of
from bot.chat.replies import CAN_WAIT, Nudge, Say, Together, Work
from bot.chat.settings import Chosen
from bot.chat.texts import speech
from bot.moments import around_cards, around_rules
from bot.moments.jobs import looking_back
from glossary import TRIANGLE, Role
from storage import settings
from storage.messages import nudges
from storage.people import people
from storage.register import around_moments, moments, vacancies
from storage.register.around_moments import Beside
from storage.register.vacancies import Triangle

ORDER = 22
"""In the daily message: below an answer that residents wait for today."""
REPORTS_FROM = (Role.PARTICIPATION_ADVISER, Role.PROJECT_LEAD)
"""Whose the report is when nobody took it on: the first of them who said yes."""


def about(moment_id: int) -> str:
    """The name of the nudge."""
    return f"report {moment_id}"


def tell(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    """On working days only. What is due follows from the register: nothing is missed when a moment moves."""
    calendar = quiet_of(occasion.municipality, Chosen(settings.written(db))).calendar
    today = occasion.today
    since = around_rules.ended_since(calendar, today)
    coming = around_moments.beginning(db, today, around_rules.begins_until(calendar, today))
    over = around_moments.unreported(db, min(since, today - around_rules.FORGOTTEN), today)
    back = list(looking_back.ask(occasion, db))
    if not coming and not over:
        return back
    triangles = {each.project_id: each for each in vacancies.triangles(db)}
    there = _reachable(db, triangles, [line.reporter for line in over if line.reporter])
    return [
        *_before(occasion, db, coming, triangles, there),
        *_after(occasion, db, over, since, triangles, there),
        *back,
    ]


def _before(
    occasion: Occasion,
    db: Session,
    coming: Sequence[Beside],
    triangles: Mapping[int, Triangle],
    there: Mapping[int, str],
) -> Iterator[Say]:
    """To whoever said yes to a corner: together where there are more of them, so that they see what each takes on."""
    for line in coming:
        if not around_rules.people_meet(line.instrument, line.level):
            continue
        triangle = triangles[line.project_id]
        to = sorted({who for role in TRIANGLE if (who := triangle.said_yes(role)) in there and who})
        if not to:
            continue
        around_moments.told_before(db, line.id, occasion.today)
        language = there[to[0]] if len(to) == 1 else occasion.municipality.language
        roles = around_moments.day_roles(db, line.id)
        names = people.names_of(db, roles.taken.values())
        card = around_cards.before(
            speech(language),
            line.id,
            line.title,
            line.project,
            line.starts_on,
            occasion.today,
            roles,
            names,
            triangle.states,
        )
        # On the day itself it is no longer true that there is still time to agree.
        its_day = dt.datetime.combine(line.starts_on, dt.time(), occasion.at.tzinfo)
        yield Say(card, Together(tuple(to)) if len(to) > 1 else to[0], f"before {line.id}", expires_at=its_day)


def _after(
    occasion: Occasion,
    db: Session,
    over: Sequence[Beside],
    since: dt.date,
    triangles: Mapping[int, Triangle],
    there: Mapping[int, str],
) -> Iterator[Nudge]:
    """Once with what else there is for them that morning, and a week later once more."""
    for line in over:
        if not around_rules.has_report(line.instrument, line.level):
            continue
        is_again = line.asked_on is not None
        if line.asked_on and not around_rules.is_time_to_remind(line.asked_on, occasion.today):
            continue
        if not line.asked_on and line.ends_on < since:
            continue
        if to := _reporter(line, triangles[line.project_id], there):
            (around_moments.asked_again if is_again else around_moments.asked)(db, line.id, occasion.today)
            blocks = around_cards.ask_for_report(speech(there[to]), line.id, line.title, is_again=is_again)
            alone_from = occasion.due + CAN_WAIT if is_again else None
            yield Nudge(to, about(line.id), blocks, order=ORDER, alone_from=alone_from)


def answer(waiting: SavedUp, db: Session) -> tuple[Block, ...]:
    """What the question for a report says on the day on which it leaves; nothing when there is one by now."""
    moment, known = moments.moment(db, int(waiting.about)), around_moments.around(db, int(waiting.about))
    if moment is None or moment.reported_on or moment.ends_on.latest >= waiting.at.date():
        return ()
    is_again = known is not None and known.reminded_on is not None
    return around_cards.ask_for_report(speech(waiting.language), moment.id, moment.title, is_again=is_again)


def forget(db: Session, moment_id: int) -> None:
    """It is there, or not needed any more."""
    nudges.forget(db, about(moment_id))


def _reporter(line: Beside, triangle: Triangle, there: Mapping[int, str]) -> int | None:
    wanted = [line.reporter, *(triangle.said_yes(role) for role in REPORTS_FROM)]
    return next((who for who in wanted if who in there), None)


def _reachable(db: Session, triangles: Mapping[int, Triangle], also: Sequence[int]) -> Mapping[int, str]:
    """Id -> language, of those in a triangle, and of these."""
    ids = {who for each in triangles.values() for who in each.holders.values()} | set(also)
    return people.languages_of_reachable(db, ids)
