"""The weekly overview: what the features have to say, on one screen, to channels and to whoever asks for it."""

import datetime as dt

from bot.chat.feature import Command, Feature, Job, When
from bot.overview import channels, conversation, jobs, pictures, said, steering, timeline

MONDAY = frozenset({0})

FEATURE = Feature(
    name="overview",
    commands=(
        Command("overzicht", "", "overview.menu", ("menu",), said=said.MENU),
        Command(
            *("overzicht", "week", "overview.own_week", ("jouwweek", "mijnweek", "myweek", "my-week")),
            english="week",
            said=said.OWN_WEEK,
        ),
        Command("overzicht", "kanalen", "overview.channels", ("channels",), said=said.CHANNELS),
        Command("overzicht", "sturing", "overview.steering", ("steering",), said=said.STEERING),
    ),
    actions={
        "overview.menu": conversation.menu,
        "overview.more": conversation.more,
        "overview.own_week": conversation.own_week,
        "overview.own_on": conversation.own_on,
        "overview.own_off": conversation.own_off,
        "overview.steering": steering.show,
        "overview.meet": steering.meet,
        "overview.budget_text": steering.request_text,
        "overview.channels": channels.listed,
        "overview.channel": channels.form,
        "overview.save_channel": channels.save,
        "overview.preview": channels.preview,
        "overview.start": channels.start,
        "overview.remove": channels.remove,
    },
    shared=frozenset({"overview.menu"}),
    workers={"overview.draw": pictures.draw},
    drawers=frozenset({"overview.draw"}),
    sketches=timeline.sketches,
    home=conversation.home,
    jobs=(
        Job(
            "overview.weekly",
            When(MONDAY, dt.time(9)),
            dt.timedelta(days=2),
            jobs.to_channels,
            preview="overview.channels",
        ),
        Job(
            "overview.own_week",
            When(MONDAY, dt.time(8, 30)),
            dt.timedelta(days=1),
            jobs.own_weeks,
            preview="overview.own_week",
        ),
        Job(
            "overview.steering",
            When(MONDAY, dt.time(10), weeks=2),
            dt.timedelta(days=3),
            jobs.to_both_heads,
            preview="overview.steering",
        ),
    ),
)
