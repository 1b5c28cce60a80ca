"""One lesson that is worth rereading, for a weekly overview."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from bot.chat.cards import Button, Row
from bot.chat.contributions import NICE_TO_KNOW, Line, Part, Scope
from bot.chat.texts import speech
from bot.knowledge import attending
from storage.learning import sessions


def parts(scope: Scope, db: Session) -> Iterator[Part]:
    """The next session, and a lesson: another one each week."""
    if scope.at_least > attending.SOON:
        return
    year, week, _ = scope.until.isocalendar()
    found = sessions.this_week(db, scope.until, year * 53 + week)
    if found.session:
        yield from attending.weekly(scope, found.session, db)
    if scope.at_least > NICE_TO_KNOW or found.lesson is None:
        return
    t = speech(scope.language)
    show = Button(t("chat.show"), "lesson.show", {"id": str(found.lesson_id)})
    row = Row(t("knowledge.weekly.lesson", lesson=found.lesson), show)
    in_short = Row(t("knowledge.weekly.short", lesson=found.lesson), show)
    lines = (Line(row, NICE_TO_KNOW, "lesson of the week"),)
    short = (Line(in_short, NICE_TO_KNOW, "lesson of the week"),)
    yield Part("knowledge.lesson", t("knowledge.weekly.title"), lines, short=short)
