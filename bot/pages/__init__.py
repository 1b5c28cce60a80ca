"""The page of all projects, for readers without a chat account. It names no colleague."""

import datetime as dt

from bot.chat.feature import Feature, Job, When
from bot.pages import addresses, conversation, jobs, looks, making

EVERY_DAY = frozenset(range(7))

FEATURE = Feature(
    name="pages",
    actions={
        "pages.settings": conversation.settings,
        "pages.on": conversation.switch_on,
        "pages.renew": conversation.renew,
        "pages.off": conversation.switch_off,
        "pages.look": looks.ask,
        "pages.save_look": looks.save,
    },
    workers={"pages.make": making.make, "pages.look": looks.change},
    jobs=(Job("pages.nightly", When(EVERY_DAY, dt.time(5), holidays="ignore"), dt.timedelta(hours=18), jobs.nightly),),
    addresses={addresses.WORD: addresses.serve},
)
