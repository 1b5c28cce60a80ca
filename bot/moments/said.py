"""How people ask for a contact moment in their own words."""

from bot.chat.own_words import OwnWords

NEW = OwnWords(
    (
        "PLAN vragen|ask|bevragen|bevraag|spreken|meet|consult {group}",
        "wil|want|gaan|going {form} {project}",
        "PLAN MOMENT",
        "NEW MOMENT",
        "PLAN MOMENT {project}",
        "NEW MOMENT {project}",
        "PLAN {form}",
        "NEW {form}",
        "PLAN {form} {project}",
        "NEW {form} {project}",
        "PLAN iets|something {group}",
        "wil|want {form}",
        "PLAN vragen|ask {group}",
    ),
    ("project=id", "area", "group", "form", "level", "period"),
    changes=True,
)
FEEDBACK = OwnWords(
    (
        "wil|want FEEDBACK",
        "told|verteld|gezegd did|gedaan|deden input|inbreng",
        "told|verteld|geinformeerd|informed bewoners|inwoners|residents|people",
        "vertellen|tell bewoners|inwoners|residents did|gedaan|deden",
        "RECORD FEEDBACK",
        "RECORD FEEDBACK {project}",
        "NEW FEEDBACK",
        "FEEDBACK {project}",
        "RECORD verteld|told|gezegd|said|terug",
        "RECORD verteld|told|gezegd|said|terug {project}",
        "hebben|have FEEDBACK gegeven|given",
        "bewoners|inwoners|residents geinformeerd|informed|verteld|told {project}",
        "FEEDBACK",
        "EDIT FEEDBACK",
    ),
    ("project=id",),
    changes=True,
)
REPORT = OwnWords(
    (
        "REPORT",
        "REPORT {project}",
        "NEW REPORT",
        "NEW REPORT {project}",
        "EDIT REPORT {project}",
        "SHOW REPORT {project}",
        "RECORD REPORT",
        "RECORD REPORT {project}",
        "hoe|how was {project}",
        "wie|whom|who misten|missed {project}",
    ),
    ("project=id",),
    changes=True,
)
