"""A newcomer's first weeks: after the first day one tip a week, four at most, and none that is of no use."""

import datetime as dt

from bot.chat.feature import Feature, Job, When
from bot.welcome import jobs

EVERY_DAY = frozenset(range(7))
BEFORE_THE_DAILY_MESSAGE = dt.timedelta(hours=1)
"""Later than this the tip of today would wait until tomorrow; the job of tomorrow finds it just as well."""

FEATURE = Feature(
    name="welcome",
    actions={"welcome.stop": jobs.stop},
    jobs=(
        Job(
            "welcome.tips",
            When(EVERY_DAY, dt.time(8), holidays="skip"),
            BEFORE_THE_DAILY_MESSAGE,
            jobs.tell,
        ),
    ),
    anew={"welcome": jobs.anew},
)
