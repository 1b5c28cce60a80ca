"""How people ask for knowledge in their own words."""

from bot.chat.own_words import OwnWords

MENU = OwnWords(("KNOWLEDGE", "kennis|knowledge delen|share|sharing", "KNOWLEDGE MENU"))
FESTIVAL = OwnWords(
    (
        "festival|leerfestival|kennisfestival",
        "learning festival",
        "wie|who vertelt|tells|talks festival|leerfestival",
    )
)
SESSION = OwnWords(
    (
        "vertellen|tell|presenteren collega|collega's|collegas|colleagues WANT",
        "WANT SESSION",
        "WANT SESSION geven|give|houden|host|organiseren",
        "SESSION geven|give|houden|host|organiseren|verzorgen",
        "collega|collega's|collegas|colleagues vertellen|presenteren|tell|talk|present",
        "SESSION collega|collega's|collegas|colleagues",
        "SESSION {period}",
        "=sessie|session",
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
        "WANT KEEP collega|collega's|collegas|colleagues|anderen|others",
        "WANT KEEP anderen|others",
        "bewaren|onthouden|bewaar|save|remember WANT",
        "anderen|others weten|know moeten|should|must",
        "LESSON collega|collega's|collegas|colleagues|anderen|others KEEP",
        "learned|learnt|leerden|geleerd KEEP",
        "KEEP KNOWLEDGE",
        "geleerd|learned|learnt {project} KEEP",
        "leerden|leerde onthouden|delen|bewaren",
        "learned|learnt something|iets",
        "bleek|turned bewaren|delen|share|anderen|others",
        "LESSON =nieuwe|new",
        "doorgeven LESSON",
        "KEEP LESSON",
        "KEEP LESSON {form}",
        "KEEP LESSON {group}",
        "geleerd|learned|learnt {form} KEEP",
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
        "LESSON {phase}",
        "LESSON {area}",
        "al|eerder|before|already ervaring|ervaringen|experience|gedaan|tried|geprobeerd {form}",
        "anderen|others|iemand|anyone|anybody LESSON",
        "wat|what geleerd|leerden|learned|learnt {form}",
        "weten|know we over|about",
        "anderen|others {form}",
        "anyone|anybody|iemand before|eerder|ooit|ever {form}",
        "andere|other|elders projecten|projects|gemeenten ervaring|geleerd|aangepakt",
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
