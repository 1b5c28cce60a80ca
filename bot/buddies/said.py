"""How people ask for their buddies in their own words."""

from bot.chat.said import Said

MENU = Said(
    (
        "BUDDY",
        "mijn|my BUDDY",
        "wie|who mijn|my BUDDY",
        "wie|who BUDDY",
        "wie|whom|who ben|am ik|i gekoppeld|paired|matched",
        "gekoppeld|paired|matched",
        "aan|with wie|whom|who ben|am ik|i",
    )
)
ON = Said(
    (
        "JOIN BUDDY",
        "meld BUDDY aan",
        "wil|want|like BUDDY",
        "zoek|zoeken|find|get|krijg|krijgen BUDDY",
        "word|worden|become BUDDY",
        "EDIT BUDDY",
        "NEW BUDDY",
    )
)
PAUSE = Said(("PAUSE BUDDY", "BUDDY geen|no tijd|time", "tijdelijk|temporarily geen|no BUDDY"), ("period",))
OFF = Said(
    ("STOP BUDDY", "niet|not meer|longer BUDDY", "geen|no BUDDY", "niet|don't|not want|wil BUDDY", "uit|out BUDDY")
)
ROUND = Said(
    (
        "ROUND BUDDY",
        "ROUND start|starten|bekijk|nieuwe|new BUDDY",
        "buddyronde|koppelronde",
        "BUDDY koppelen|indelen|pair|match",
    )
)
FIGURES = Said(
    (
        "FIGURES BUDDY",
        "hoe vaak|often BUDDY",
        "hoeveel|many BUDDY",
        "spreken|meet|zien elkaar|each BUDDY",
        "BUDDY werkt|helpt|works|working",
    )
)
