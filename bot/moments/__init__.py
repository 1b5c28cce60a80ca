"""Contact moments: every occasion on which residents are asked or informed, and what they heard back."""

import datetime as dt

from bot.chat.feature import Command, Feature, Job, When
from bot.moments import (
    anew,
    area_managers,
    day_roles,
    feedback,
    joining,
    missed,
    passing_on,
    planning,
    postponing,
    reopening,
    reporting,
    resuming,
    said,
    showing,
    weekly,
    weighing,
)
from bot.moments.jobs import answers, around, looking_back

EVERY_DAY = frozenset(range(7))
WORKING_DAY = dt.timedelta(hours=8)
"""Until then it still is the day before."""

FEATURE = Feature(
    name="moments",
    commands=(
        Command("project", "moment", "moment.new", ("activity", "contactmoment", "contact"), said=said.NEW),
        Command("project", "terugkoppeling", "moment.feedback", ("feedback", "koppelterug"), said=said.FEEDBACK),
        Command("project", "verslag", "moment.reports", ("report", "opbrengst"), said=said.REPORT),
    ),
    jobs=(
        # Every day, so that no milestone is passed by, and before the daily message, which takes it along.
        Job("moments.feedback", When(EVERY_DAY, dt.time(8), holidays="ignore"), dt.timedelta(days=1), answers.remind),
        Job("moments.around", When(EVERY_DAY, dt.time(8, 30), holidays="skip"), WORKING_DAY, around.tell),
    ),
    actions={
        "moment.new": planning.new,
        "moment.create": planning.create,
        "moment.show": showing.show,
        "moment.edit": planning.edit,
        "moment.save": planning.save,
        "moment.remove": planning.remove,
        "moment.weighed": weighing.save,
        "moment.move": weighing.move,
        "moment.unweigh": weighing.back,
        "moment.resume": resuming.resume,
        "moment.ask_area": area_managers.ask,
        "moment.area_fits": area_managers.fits,
        "moment.area_tell": area_managers.tell,
        "moment.save_area": area_managers.save,
        "joint.yes": joining.yes,
        "joint.not_now": joining.not_now,
        "moment.feedback": feedback.which,
        "moment.take_on": showing.take_on,
        "moment.give_back": showing.give_back,
        "moment.tell": feedback.tell,
        "moment.more_lines": feedback.more_lines,
        "moment.save_feedback": feedback.save,
        "moment.day_roles": day_roles.show,
        "moment.day_role": day_roles.take,
        "moment.day_role_back": day_roles.give_back,
        "moment.reports": reporting.which,
        "moment.report": reporting.write,
        "moment.save_report": reporting.save,
        "moment.reopen": reopening.reopen,
        "moment.shift": postponing.shift,
        "moment.decided_later": postponing.decided_later,
        "moment.save_later": postponing.save,
        "moment.pass_on": passing_on.ask,
        "moment.save_pass_on": passing_on.save,
        "moment.tell_yes": passing_on.yes,
        "moment.tell_no": passing_on.no,
    },
    shared=frozenset({"moment.show"}),
    weekly=weekly.parts,
    advice=missed.advise,
    anew={"feedback": anew.answer, "report": around.answer, "looking_back": looking_back.answer},
)
