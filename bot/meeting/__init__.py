"""The joint meeting: an agenda that writes itself, what was agreed there, and nothing when nobody uses it."""

import datetime as dt

from bot.chat.feature import Command, Feature, Job, When
from bot.meeting import acting, channel, jobs, said, showing
from bot.meeting.when import SETTINGS

MONDAY = frozenset({0})

FEATURE = Feature(
    name="meeting",
    commands=(Command("overzicht", "overleg", "meeting.show", ("meeting", "vergadering"), said=said.SHOW),),
    actions={
        "meeting.show": showing.show,
        "meeting.calendar": showing.calendar,
        "meeting.channel": channel.form,
        "meeting.save_channel": channel.save,
        "meeting.start": channel.start,
        "meeting.stop": channel.stop,
        "meeting.act": acting.form,
        "meeting.save_action": acting.save,
        "meeting.yes": acting.yes,
        "meeting.no": acting.no,
        "meeting.done": acting.done,
        "meeting.later": acting.later,
        "meeting.save_later": acting.save_later,
    },
    jobs=(
        # After the overview and the message to the heads: this one asks people to talk about them.
        Job(
            "meeting.agenda",
            When(MONDAY, dt.time(11), weeks=2),
            dt.timedelta(days=1),
            jobs.post,
            preview="meeting.show",
        ),
    ),
    anew={"meeting": acting.anew},
    settings=SETTINGS,
)
