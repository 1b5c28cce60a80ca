"""Tells whoever can go on that what they waited for is there: each hand-over once."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.baseline import cards, dependencies, gather
from bot.baseline.steps import Baseline, Dependency, Step
from bot.chat.feature import Occasion
from bot.chat.replies import Nudge, Say, Work
from bot.chat.texts import speech
from bot.findings.facts import ProjectFacts
from glossary import LIVE
from storage.people import people
from storage.register import step_marks, vacancies
from storage.register.step_marks import HandOver
from storage.register.vacancies import Triangle

OF_USE = dt.timedelta(days=14)
LOOKED_AT = ""


class News(NamedTuple):
    """fresh: the hand-overs that were not free when this project was looked at before."""

    project: ProjectFacts
    baseline: Baseline
    fresh: Sequence[Dependency]


def hand_over(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    """What was free when a project was looked at for the first time is no news."""
    known = step_marks.hand_overs(db)
    news: list[News] = []
    for looked_at in gather.looked_at(db, occasion.at, statuses=LIVE):
        project, baseline = looked_at.here.project, looked_at.baseline
        free = dependencies.free(baseline, looked_at.found)
        fresh = [each for each in free if each.code not in known.get(project.id, ())]
        codes = [each.code for each in fresh] + [LOOKED_AT] * (project.id not in known)
        db.add_all(HandOver(project_id=project.id, dependency=code, noticed_on=occasion.today) for code in codes)
        if fresh and project.id in known:
            news.append(News(project, baseline, fresh))
    return list(_told(occasion, db, news)) if news else ()


def _told(occasion: Occasion, db: Session, news: Sequence[News]) -> Iterator[Nudge]:
    triangles = {each.project_id: each for each in vacancies.triangles(db)}
    languages = people.languages_of_reachable(db, {who for each in triangles.values() for who in each.holders.values()})
    for project, baseline, fresh in news:
        for who, waited in _waited(baseline, triangles[project.id], fresh).items():
            if who in languages:
                done, coming = _each_once(first for first, _ in waited), _each_once(then for _, then in waited)
                about = f"hand-over {project.id} {' '.join(step.code for step in coming)}"
                blocks = cards.freed(speech(languages[who]), project, done, coming)
                yield Nudge(who, about, blocks, order=30, expires_at=occasion.at + OF_USE)


def _waited(
    baseline: Baseline, triangle: Triangle, fresh: Sequence[Dependency]
) -> Mapping[int, Sequence[tuple[Step, Step]]]:
    """Who said yes to the role that can go on -> what was done and what can be done now; not who did it themselves."""
    found: dict[int, list[tuple[Step, Step]]] = {}
    for each in fresh:
        first, then = baseline.step(each.first), baseline.step(each.then)
        if first and then and (who := triangle.said_yes(then.owner)) and who != triangle.said_yes(first.owner):
            found.setdefault(who, []).append((first, then))
    return found


def _each_once(steps: Iterator[Step]) -> Sequence[Step]:
    return list({step.code: step for step in steps}.values())
