"""A newcomer's first weeks: after the first day one tip a week, three at most, and none that is of no use."""

import datetime as dt

from bot.chat.feature import Feature, Job, When
from bot.welcome import jobs

EVERY_DAY = frozenset(range(7))
AS_LATE_AS_THE_DAILY_MESSAGE = dt.timedelta(hours=8)
"""After a morning off both come, this one first. Later, the job of tomorrow finds it just as well."""

FEATURE = Feature(
    name="welcome",
    actions={"welcome.stop": jobs.stop},
    jobs=(
        Job(
            "welcome.tips",
            When(EVERY_DAY, dt.time(8), holidays="skip"),
            AS_LATE_AS_THE_DAILY_MESSAGE,
            jobs.tell,
        ),
    ),
    anew={"welcome": jobs.anew},
)
