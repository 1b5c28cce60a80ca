"""The public page of a project: what residents are asked, and what was done with it."""

import datetime as dt

from bot.chat.feature import Command, Feature, Job, When
from bot.public import deciding, jobs, reading, said, showing

EVERY_DAY = frozenset(range(7))

FEATURE = Feature(
    name="public",
    commands=(Command("project", "publiek", "public.show", ("public", "openbaar"), said=said.SHOW),),
    actions={
        "public.show": showing.show,
        "public.ask": deciding.ask,
        "public.yes": deciding.yes,
        "public.no": deciding.no,
        "public.save_no": deciding.save_no,
        "public.off": deciding.off,
    },
    jobs=(
        # Before the daily message, which takes along what it says.
        Job("public.waits", When(EVERY_DAY, dt.time(8), holidays="skip"), dt.timedelta(days=1), jobs.tell_what_waits),
    ),
    anew={"public": jobs.anew},
    addresses={reading.WORD: reading.serve},
)
