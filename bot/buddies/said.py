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
    ),
    changes=True,
)
PAUSE = Said(
    (
        "even|tijdelijk|temporarily geen|no|niet|not BUDDY",
        "PAUSE BUDDY {period}",
        "PAUSE BUDDY",
        "BUDDY geen|no tijd|time",
        "tijdelijk|temporarily geen|no BUDDY",
    ),
    ("period",),
    changes=True,
)
OFF = Said(
    (
        "STOP BUDDY",
        "STOP JOIN BUDDY",
        "niet|not JOIN BUDDY",
        "niet|not meer|longer JOIN BUDDY",
        "niet|not meer|longer BUDDY",
        "geen|no BUDDY",
        "niet|don't|not want|wil BUDDY",
        "uit|out BUDDY",
    ),
    changes=True,
)
ROUND = Said(
    (
        "ROUND BUDDY",
        "ROUND start|starten|bekijk|nieuwe|new BUDDY",
        "buddyronde|koppelronde",
        "BUDDY koppelen|indelen|pair|match",
    ),
    changes=True,
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
