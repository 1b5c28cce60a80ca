"""How people ask for the question desk in their own words."""

from bot.chat.own_words import OwnWords

ASK = OwnWords(
    (
        "vraagbaak",
        "vraag|vragen|question|ask collega|colleague|trekker|coordinator",
    ),
    ("words",),
    last_resort=True,
)
QUEUE = OwnWords(("wachtrij|queue", "open vragen|questions", "mijn|my vragen|questions"))
