"""What was learned: kept in half a minute, found again, and brought up by itself when it is needed."""

import datetime as dt

from bot.chat.feature import Command, Feature, Job, When
from bot.knowledge import advice, asking, attending, consent, jobs, lessons, looking, said, sessions, weekly
from bot.people.arrivals import LEFT

MONDAY = frozenset({0})

FEATURE = Feature(
    name="knowledge",
    commands=(
        Command("kennis", "", "knowledge.menu", ("menu",), said=said.MENU),
        Command("kennis", "sessie", "session.new", ("session",), said=said.SESSION),
        Command("kennis", "les", "lesson.new", ("lesson",), said=said.LESSON),
        Command("kennis", "zoek", "knowledge.search", ("search", "find", "vind"), said=said.SEARCH),
        Command("kennis", "festival", "knowledge.no_festival", is_there=False),
    ),
    actions={
        "knowledge.menu": looking.menu,
        "knowledge.no_festival": looking.no_festival,
        "knowledge.search": looking.search,
        "knowledge.narrow": looking.narrow,
        "knowledge.found": looking.found,
        "session.new": sessions.new,
        "session.create": sessions.create,
        "session.show": sessions.show,
        "session.coming": sessions.coming,
        "session.edit": sessions.edit,
        "session.save": sessions.save,
        "session.cancel": sessions.cancel,
        "session.join": attending.join,
        "session.calendar": attending.calendar,
        "session.leave": attending.leave,
        "session.host_yes": attending.host_yes,
        "session.host_no": attending.host_no,
        "session.reminders": attending.reminders,
        "session.save_reminders": attending.save_reminders,
        "session.take_away": attending.take_away,
        "session.save_take_away": attending.save_take_away,
        "session.as_lesson": attending.as_lesson,
        "session.notes": attending.notes,
        "session.save_notes": attending.save_notes,
        "lesson.new": lessons.new,
        "lesson.create": lessons.create,
        "lesson.show": lessons.show,
        "lesson.edit": lessons.edit,
        "lesson.save": lessons.save,
        "lesson.withdraw": lessons.withdraw,
        "lesson.helped": lessons.helped,
        "lesson.from_message": consent.from_message,
        "lesson.consent": consent.given,
        "lesson.no_consent": consent.refused,
        "lesson.not_now": asking.not_now,
        "lesson.confirm": asking.confirm,
    },
    shared=frozenset({"lesson.show", "knowledge.search", "session.show"}),
    after={"project.completed": asking.after_completing, LEFT: attending.after_leaving},
    jobs=(Job("knowledge.still_true", When(MONDAY, dt.time(8)), dt.timedelta(days=3), jobs.still_true),),
    reminders={
        "session.week": jobs.a_week_before,
        "session.host": jobs.the_host,
        "session.day": jobs.a_day_before,
        "session.hour": jobs.an_hour_before,
        "session.after": jobs.afterwards,
    },
    home=attending.home,
    weekly=weekly.parts,
    advice=advice.similar,
)
