"""How people ask for a calendar to subscribe to in their own words."""

from bot.chat.own_words import OwnWords

MENU = OwnWords(
    (
        "abonneer|abonneren|abonnement|subscribe|subscription agenda|kalender|calendar",
        "agenda|kalender|calendar outlook|google|telefoon|phone|iphone",
        "agenda|kalender|calendar volgen|follow|koppelen|link",
    ),
)
