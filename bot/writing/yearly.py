"""`/overzicht jaar`: the page of a year, in words, as pictures and as a file for Word."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Attachment
from bot.chat.contributions import Contributed
from bot.chat.feature import Task
from bot.chat.replies import Reply, Say, Work
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.findings import gather, goals
from bot.findings.goals import GoalCount
from bot.subprocesses import NoAnswer
from bot.writing import cards, in_subprocess, year, year_cards
from bot.writing.year import YearFacts
from glossary import Goal
from storage.people.municipalities import Municipality
from storage.register import visions
from storage.reports import year as counted
from storage.reports.goals import goal_days

WORD = ".docx"


def show(request: Request, db: Session) -> Sequence[Reply]:
    which = year.meant(request.args.get("year") or request.args.get("words", "").strip(), request.today)
    found = facts(db, which, request.at, request.language, request.contributed)
    card = Say(year_cards.words(speech(request.language), found))
    return [card] if found.is_empty else [card, Work("writing.draw_year", {"year": str(which)})]


def file(request: Request, db: Session) -> Sequence[Reply]:
    return [Work("writing.write_year", {"year": str(year.meant(request.args.get("year", ""), request.today))})]


def facts(db: Session, which: int, at: dt.datetime, language: str, contributed: Contributed) -> YearFacts:
    """at: in the municipality's own time zone. In as many statements for any register."""
    norms, today = gather.norms(db), at.date()
    first, last = year.period(which, today)
    answered, waiting = counted.told(db, first, last), counted.not_told(db, last)
    asked, planned = counted.begun(db, first, last, dt.date(which, 12, 31))
    before = year.period(which - 1, today)
    found = goal_days(db, before[0], last)

    def measure(first: dt.date, last: dt.date) -> tuple[GoalCount, ...]:
        return (
            goals.answered([each for each in found.answers if first <= each.ended_on <= last], today, norms),
            goals.invited([each for each in found.invitations if first <= each.invited_on <= last], norms),
        )

    # How complete triangles are is known of today only.
    triangles = [GoalCount(Goal.TRIANGLES, *found.triangles)] if which == today.year else []
    return YearFacts(
        year=which,
        today=today,
        municipality=db.get_one(Municipality, db.info["municipality"]).name,
        norms=norms,
        asked=asked,
        planned=planned,
        answered=goals.waited(answered, last),
        waiting=(sum(each.n for each in waiting), sum((last - each.ended_on).days * each.n for each in waiting)),
        goals=(*measure(first, last), *triangles),
        before=measure(*before),
        targets=visions.targets(db),
        more=[bars for each in contributed.yearly for bars in each(language, first, last, db)],
    )


def draw(task: Task) -> Sequence[Say]:
    """Nothing when it can't be drawn: all of it was said in words."""
    t, found = speech(task.language), _found(task)
    shown = year.pictures(t, found)
    drawn = [(bars, png) for bars, png in zip(shown, task.draw(shown), strict=True) if png]
    return [Say(year_cards.drawn(t, found, drawn))] if drawn else []


def write(task: Task) -> Sequence[Say]:
    t, found = speech(task.language), _found(task)
    shown = year.pictures(t, found)
    document = year.page(t, found, list(zip(shown, task.draw(shown), strict=True)))
    try:
        written = in_subprocess.files(document, "", str(t("writing.year.file_name", year=str(found.year))))
    except NoAnswer:
        return [Say(cards.not_written(t))]
    (name, content) = next(each for each in written if each[0].endswith(WORD))
    return [Say(year_cards.file(t, found, Attachment(name, content)))]


def _found(task: Task) -> YearFacts:
    with task.begin() as db:
        which = year.meant(task.args.get("year", ""), task.at.date())
        return facts(db, which, task.at, task.language, task.contributed)
