"""How people ask for their buddies in their own words."""

from bot.chat.own_words import OwnWords

MENU = OwnWords(
    (
        "mijn|my BUDDY ROUND",
        "wie|who mijn|my BUDDY ROUND",
        "BUDDY",
        "mijn|my BUDDY",
        "wie|who mijn|my BUDDY",
        "wie|who BUDDY",
        "wie|whom|who ben|am ik|i gekoppeld|paired|matched",
        "gekoppeld|paired|matched",
        "aan|with wie|whom|who ben|am ik|i",
    )
)
ON = OwnWords(
    (
        "doe|geef|give mij|me BUDDY",
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
PAUSE = OwnWords(
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
OFF = OwnWords(
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
ROUND = OwnWords(
    (
        "ROUND BUDDY",
        "ROUND start|starten|bekijk|nieuwe|new BUDDY",
        "buddyronde|koppelronde",
        "BUDDY koppelen|indelen|pair|match",
    ),
    changes=True,
)
FIGURES = OwnWords(
    (
        "FIGURES BUDDY",
        "hoe vaak|often BUDDY",
        "hoeveel|many BUDDY",
        "spreken|meet|zien elkaar|each BUDDY",
        "BUDDY werkt|helpt|works|working",
    )
)
