"""The one daily message to a colleague, with everything that can wait until the morning."""

import datetime as dt

from bot.chat.feature import Feature, Job, When
from bot.daily import jobs

EVERY_DAY = frozenset(range(7))
WORKING_DAY = dt.timedelta(hours=8)
"""Later than this it is no morning any more, and the next message would come too soon after it."""

FEATURE = Feature(
    name="daily",
    actions={"daily.rest": jobs.rest},
    jobs=(Job("daily.bundle", When(EVERY_DAY, dt.time(9), holidays="skip"), WORKING_DAY, jobs.bundle),),
)
