"""Calendars that colleagues subscribe to, by an address that only they know."""

from bot.calendars import reading, said, subscribing
from bot.chat.feature import Command, Feature

FEATURE = Feature(
    name="calendars",
    commands=(
        Command("overzicht", "abonneer", "calendars.menu", ("subscribe", "abonnement", "abonneren"), said=said.MENU),
    ),
    actions={
        "calendars.menu": subscribing.menu,
        "calendars.subscribe": subscribing.subscribe,
        "calendars.area": subscribing.area,
        "calendars.stop": subscribing.stop,
    },
    addresses={reading.WORD: reading.serve},
)
