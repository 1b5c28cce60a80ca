"""How people ask in their own words for what is about themselves, and for help."""

from bot.chat.own_words import OwnWords

MENU = OwnWords(("MENU", "menu|knoppen|buttons", "start|begin menu|scherm", "home"))
PROFILE = OwnWords(
    (
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
