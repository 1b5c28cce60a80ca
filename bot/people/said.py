"""How people ask in their own words for what is about themselves, and for help."""

from bot.chat.own_words import OwnWords

MENU = OwnWords(
    (
        "alle knoppen|opties|options",
        "opties|options|keuzes|choices",
        "MENU",
        "menu|knoppen|buttons",
        "start|begin menu|scherm",
        "home",
    )
)
PROFILE = OwnWords(
    (
        "MOVE afdeling|team|dienst|department",
        "ik|i MOVE {domain} afdeling|team|dienst|department",
        "engelse|english|nederlandse|dutch berichten|messages",
        "engels|english|nederlands|dutch graag|please|liever|prefer",
        "ik|i ben|am geen|niet|no|not SOMEBODY",
        "heet|called anders|nu|now|different",
        "mijn|my AREA EDIT",
        "AREA bij|erbij profiel|profile",
        "ik|i werk|work nu|now|voortaan voor|for|bij",
        "mijn|my naam|name|mail EDIT",
        "wie|who ben|am ik|i",
        "andere|other taal|language",
        "liever|rather english|engels|dutch|nederlands",
        "ik|i ben|am nu|now|geworden|sinds SOMEBODY",
        "ik|i word|become SOMEBODY",
        "afdeling|department|functie|job|team EDIT",
        "ik|i afdeling|department|functie|team gewisseld|nieuwe|new|veranderd|changed",
        "profiel|profile",
        "PROFILE {me}",
        "EDIT PROFILE",
        "EDIT PROFILE {me}",
        "taal|language",
        "taal|language EDIT",
        "spreek|praat|speak|talk english|engels|nederlands|dutch",
        "english|engels|nederlands|dutch",
        "in english|engels|nederlands|dutch",
        "ik|i vak|discipline|functie|afdeling|department EDIT",
        "mijn|my vak|discipline|functie|rol|afdeling|gebieden|areas|department|role",
        "ik|i andere|nieuwe|new|different afdeling|functie|baan|department|job|role",
    ),
    changes=True,
)
SETTINGS = OwnWords(
    (
        "laat|time stuurt|stuur|sends berichten|messages",
        "SETTINGS instellen|zet|zetten|set|change",
        "wie|who beheerder|admin",
        "herinneringen|reminders|berichten instellen|uitzetten|aanpassen|change|configure",
        "rusttijden|stiltetijden",
        "instellen|stel|configure|set wanneer|when berichten|messages|herinneringen|reminders",
        "wanneer|when bot stuurt|stuur|berichten|messages|sends instellen|stel|set|change",
        "SETTINGS",
        "EDIT SETTINGS",
        "SETTINGS gemeente|municipality",
        "beheer|admin|administration",
    ),
    changes=True,
)
DATA = OwnWords(
    (
        "gooi|weg|weggooien DATA",
        "staat|bekend|known|weet over|about|van mij|me",
        "haal|weghalen|weg|remove alles|everything mij|me",
        "persoonsgegevens|gegevens|data mij|me|mijn|my",
        "wat|what store|stored|opslaat|opgeslagen|bewaart|bijhoudt|verzamelt mij|me|ik|i",
        "vergeet|forget mij|me",
        "DATA verwerkt|processed",
        "mijn|my account verwijderen|wissen|delete|remove",
        "weet|know|bewaar|bewaart|store wat|what mij|me",
        "what you know|have|store about|on me",
        "DATA {me}",
        "mijn|my DATA",
        "bewaar|bewaart|bewaren|weet|weten|store|stored|keep|know|save|opslaan|sla mij|me|mezelf",
        "DATA wissen|wis|verwijderen|verwijder|delete|erase|remove|download|inzien",
        "wissen|wis|verwijderen|verwijder|delete|erase|remove mij|me|myself",
        "privacy|avg|gdpr",
        "persoonsgegevens",
        "DATA over|about mij|me",
    )
)
