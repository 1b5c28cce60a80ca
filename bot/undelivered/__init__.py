"""Messages that did not arrive, or perhaps did: administrators see which, for whom and why, and decide."""

from bot.chat.feature import Feature
from bot.undelivered import conversation

FEATURE = Feature(
    name="undelivered",
    actions={
        "undelivered.list": conversation.all_of_them,
        "undelivered.again": conversation.again,
        "undelivered.again_all": conversation.again_all,
        "undelivered.drop": conversation.drop,
        "undelivered.there": conversation.there,
    },
    home=conversation.home,
)
