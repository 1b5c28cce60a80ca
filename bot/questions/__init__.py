"""The question desk: an answer at once where there is one, and else a colleague who knows."""

import datetime as dt

from bot.chat.feature import Command, Feature, Job, When
from bot.people.arrivals import ARRIVED, LEFT, RETURNED
from bot.questions import answering, asking, desk, helping, inviting, jobs, library, queue, said

MONDAY = frozenset({0})

FEATURE = Feature(
    name="questions",
    commands=(
        Command("kennis", "vraag", "question.ask", ("ask", "question"), said=said.ASK),
        Command("kennis", "vragen", "question.queue", ("questions", "queue", "wachtrij"), said=said.QUEUE),
    ),
    actions={
        "question.ask": answering.ask,
        "question.helped": answering.helped,
        "question.show": answering.show_earlier,
        "question.remove": answering.remove,
        "question.new": asking.new,
        "question.again": asking.again,
        "question.asked": asking.asked,
        "question.pass_on": asking.pass_on,
        "question.take_back": asking.take_back,
        "question.invite_me": inviting.invite_me,
        "question.queue": queue.show,
        "question.open": queue.open_one,
        "question.take": queue.take,
        "question.answer": queue.answer,
        "question.save_answer": queue.save_answer,
        "question.hand_on": queue.hand_on,
        "question.save_hand_on": queue.save_hand_on,
        "question.not_known": queue.not_known,
        "question.helping": queue.helping,
        "question.save_helping": queue.save_helping,
        "question.make_card": library.make_card,
        "how_to.show": answering.show_card,
        "how_to.some": helping.some,
        "how_to.list": library.show,
        "how_to.new": library.new,
        "how_to.create": library.create,
        "how_to.edit": library.edit,
        "how_to.save": library.save,
        "how_to.put_back": library.put_back,
        "how_to.file": library.file_out,
        "how_to.file_in": library.file_in,
        "how_to.read": library.read,
    },
    shared=frozenset({"how_to.show"}),
    workers={"how_to.read": library.bring_in},
    after={
        ARRIVED: jobs.after_arriving,
        RETURNED: jobs.after_arriving,
        LEFT: jobs.after_leaving,
        "session.planned": inviting.after_planning,
    },
    anew={"question": jobs.anew, "invited": inviting.anew},
    reminders={asking.LATE: jobs.late},
    jobs=(Job("questions.topics", When(MONDAY, dt.time(8), weeks=4), dt.timedelta(days=3), jobs.topics),),
    settings=(desk.DAYS,),
    how_to=helping.buttons,
)
