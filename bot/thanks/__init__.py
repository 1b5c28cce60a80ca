"""Thanking by name who made a project together: only with a yes of all three, and never again for the same project."""

from bot.chat.feature import Command, Feature
from bot.people.arrivals import LEFT
from bot.thanks import answering, asking, said

FEATURE = Feature(
    name="thanks",
    commands=(Command("project", "dank", "thanks.new", ("thanks", "thank"), said=said.THANKS),),
    actions={
        "thanks.new": asking.new,
        "thanks.ask": asking.ask,
        "thanks.channel": answering.channel,
        "thanks.save_channel": answering.save_channel,
        "thanks.yes": answering.yes,
        "thanks.no": answering.no,
    },
    after={
        "project.completed": asking.after_completing,
        "moment.answered": answering.after_answering,
        LEFT: answering.after_leaving,
    },
    anew={"thanks": answering.anew},
)
