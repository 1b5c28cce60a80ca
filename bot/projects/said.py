"""How people ask for the register of projects in their own words."""

from bot.chat.own_words import OwnWords

_ONE = ("project=id",)

MENU = OwnWords(("PROJECT MENU", "=project help"))
NEW = OwnWords(
    (
        "iets|something aanmelden|registreren|toevoegen|invoeren|add|register",
        "iets|something nieuws|new aanmelden|registreren|toevoegen|invoeren|add|register",
        "kan|can PROJECT bij|erbij",
        "NEW PROJECT",
        "NEW =project",
        "NEW initiatief|idee|plan|initiative|idea|opgave",
        "PROJECT erin|erbij|register|overzicht NEW",
        "=project .",
    ),
    ("words", "area", "group", "period"),
    changes=True,
)
LIST = OwnWords(
    (
        "{group} {area}",
        "welke|which|hoeveel|many PROJECT starten|beginnen|starting|beginning",
        "PROJECTS",
        "=project .",
        "LIST PROJECT",
        "welke|which PROJECT",
        "hoeveel|many PROJECT",
        "PROJECT {status}",
        "PROJECT {size}",
        "PROJECT {domain}",
        "PROJECT {phase}",
        "PROJECT {level}",
        "PROJECT {group}",
        "PROJECT {person}",
        "PROJECT {me}",
        "PROJECT {area}",
        "lijst|overzicht|list|overview|alle|all {status}",
        "{status}",
        "{size}",
        "{domain}",
        "{phase}",
        "{level}",
        "{group}",
        "{person}",
        "werkt|doet|leidt|trekt|bezig|betrokken|working|leads|doing {person}",
        "waar|waaraan werk|bezig|betrokken {me}",
    ),
    ("status", "size", "domain", "phase", "level", "group", "area", "person", "me=person"),
)
SHOW = OwnWords(
    (
        "wanneer|when FINISH {project}",
        "al|already|yet|bijna|almost FINISH {project}",
        "wanneer|when begint|start|starts|begin|starten {project}",
        "SEARCH {project}",
        "wie|who doet|does communicatie|participatie|communication|participation {project}",
        "SEARCH SHOW {project}",
        "{project}",
        "PROJECT {project}",
        "ABOUT {project}",
        "ABOUT =project {project}",
        "SOMEBODY {project}",
        "HAPPENS {project}",
        "SHOW {project}",
        "hoe|how {project}",
        "wie|who {project}",
        "wanneer|when {project}",
        "wat|what {project}",
    ),
    _ONE,
)
EDIT = OwnWords(
    (
        "zet|set|maak|make|verander|change {phase} {project}",
        "zet|set|maak|make {status} {project}",
        "zet|set|maak|make ABOUT {project}",
        "EDIT ABOUT",
        "zet|set|maak|make {size} {project}",
        "EDIT {phase} {project}",
        "EDIT {status} {project}",
        "EDIT PROJECT",
        "EDIT {project}",
        "EDIT gegevens|details|data {project}",
        "EDIT ABOUT {project}",
        "EDIT =project",
    ),
    _ONE,
    changes=True,
)
ROLES = OwnWords(
    (
        "{person} SOMEBODY {project}",
        "ASSIGN {person} SOMEBODY {project}",
        "SOMEBODY nodig|need|needs|needed|zoek|zoeken|gezocht|mist|missen|missing|looking {project}",
        "SOMEBODY nodig|need|needs|zoek|zoeken|gezocht|looking PROJECT",
        "ROLES {project}",
        "ROLES PROJECT",
        "ASSIGN ROLES",
        "ASSIGN ROLES {project}",
        "ASSIGN SOMEBODY {project}",
        "NEW SOMEBODY {project}",
        "ASSIGN {person} {project}",
        "EDIT SOMEBODY {project}",
        "rolverdeling|driehoek|rollen|triangle",
        "wie|who doet wat|what {project}",
        "SOMEBODY nodig|need|needed|gezocht|zoeken {project}",
    ),
    _ONE,
    changes=True,
)
SEARCH = OwnWords(("SEARCH PROJECT", "SEARCH =project"), ("words",))
COMPLETE = OwnWords(
    (
        "FINISH PROJECT {project}",
        "wil|want FINISH {project}",
        "zet|mark|set|maak|meld FINISH {project}",
        "zet|mark|set|maak|meld FINISH PROJECT",
        "{project} is FINISH",
        "FINISH {project}",
        "FINISH =project",
    ),
    _ONE,
    changes=True,
)
