"""How people ask for knowledge in their own words."""

from bot.chat.own_words import OwnWords

MENU = OwnWords(("KNOWLEDGE", "kennis|knowledge delen|share|sharing", "KNOWLEDGE MENU"))
SESSION = OwnWords(
    (
        "PLAN SESSION",
        "NEW SESSION",
        "PLAN KNOWLEDGE SESSION",
        "NEW KNOWLEDGE SESSION",
        "kennissessie|kennislunch|kennisbijeenkomst|kenniscafe",
        "KNOWLEDGE SESSION",
    ),
    ("period", "words"),
    changes=True,
)
LESSON = OwnWords(
    (
        "KEEP LESSON",
        "NEW LESSON",
        "LESSON KEEP",
        "geleerd|learned|learnt KEEP",
        "wil|want KEEP KNOWLEDGE",
        "tip|tips|inzicht|insight|ervaring|experience KEEP",
    ),
    ("words", "project=id"),
    changes=True,
)
SEARCH = OwnWords(
    (
        "LESSON",
        "SEARCH LESSON",
        "welke|which LESSON",
        "=zoek|zoeken|search|opzoeken|find",
        "SEARCH KNOWLEDGE",
        "LESSON {project}",
        "LESSON {group}",
        "LESSON {form}",
        "KNOWLEDGE {form}",
        "KNOWLEDGE {group}",
        "ervaring|ervaringen|experience|experiences",
        "wat|what geleerd|learn|learned|learnt",
        "wie|iemand|who|anyone|anybody|heeft|has ervaring|ervaringen|experience",
    ),
    ("words", "area", "group", "form=instrument", "phase"),
)
