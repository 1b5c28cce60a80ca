"""Buddies across the disciplines: who takes part, rounds, introductions, and whether they met."""

import datetime as dt

from bot.buddies import by_hand, choices, counting, following_up, groups, introducing, jobs, joining, said, taking_part
from bot.chat.feature import Command, Feature, Job, When
from bot.people.arrivals import LEFT

EVERY_DAY = frozenset(range(7))

FEATURE = Feature(
    name="buddies",
    commands=(
        Command("buddy", "", "buddies.menu", ("menu",), said=said.MENU),
        Command("buddy", "aan", "buddy.on", ("on",), said=said.ON),
        Command("buddy", "pauze", "buddy.pause_or_on", ("pause",), said=said.PAUSE),
        Command("buddy", "uit", "buddy.off", ("off",), said=said.OFF),
        Command("buddy", "ronde", "buddy.round", ("round",), said=said.ROUND),
        Command("buddy", "cijfers", "buddy.figures", ("figures",), said=said.FIGURES),
    ),
    actions={
        "buddies.menu": taking_part.menu,
        "buddy.on": taking_part.on,
        "buddy.save_on": taking_part.save_on,
        "buddy.no_thanks": taking_part.no_thanks,
        "buddy.pause": taking_part.pause,
        "buddy.pause_or_on": taking_part.pause_or_on,
        "buddy.save_pause": taking_part.save_pause,
        "buddy.off": taking_part.off,
        "buddy.really_off": taking_part.really_off,
        "buddy.stay": taking_part.stay,
        "buddy.side": taking_part.choose_side,
        "buddy.round": by_hand.look,
        "buddy.start": by_hand.start,
        "buddy.rhythm_stays": by_hand.rhythm_stays,
        "buddy.calendar": introducing.calendar,
        "buddy.answer": following_up.answer,
        "buddy.take_away": following_up.take_away,
        "buddy.save_take_away": following_up.save_take_away,
        "buddy.swap": following_up.swap,
        "buddy.join": joining.join,
        "buddy.welcome": joining.welcome,
        "buddy.figures": counting.show,
    },
    jobs=(
        # Before the daily message, which takes the question along.
        Job("buddies.invite", When(EVERY_DAY, dt.time(8), holidays="skip"), dt.timedelta(days=1), jobs.invite),
        Job(groups.JOB, groups.EVERY, dt.timedelta(days=2), jobs.at_its_time, ahead=jobs.think_ahead),
    ),
    workers={by_hand.LOOK: by_hand.draw, by_hand.BEGIN: by_hand.begin},
    reminders={following_up.ASK: jobs.ask, following_up.ONCE_MORE: jobs.once_more},
    anew={
        "buddies.ask": jobs.question_anew,
        "buddies.silent": jobs.silent_anew,
        "buddies.side": jobs.side_anew,
        following_up.MET: jobs.anew,
    },
    after={"people.erased": taking_part.after_erasure, LEFT: taking_part.after_leaving},
    weekly=counting.weekly,
    settings=choices.SETTINGS,
)
