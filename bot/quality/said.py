"""How people ask in their own words what others thought of a project, and of working together."""

from bot.chat.own_words import OwnWords

QUALITY = OwnWords(
    (
        "kwaliteit|quality",
        "kwaliteit|quality {project}",
        "tevreden|tevredenheid|satisfied|satisfaction {project}",
        "tevreden|tevredenheid|satisfied|satisfaction PEOPLE {project}",
        "cijfers|cijfer|scores|score {project}",
        "vonden|vond|thought PEOPLE {project}",
    ),
    ("project=id",),
)
SURVEY = OwnWords(
    (
        "peiling|peilingen|pulse",
        "tevreden|tevredenheid|satisfied|satisfaction PEOPLE",
        "kwaliteit|quality PROJECTS",
        "gebiedsbericht|gebiedsberichten",
        "loopt|gaat samenwerking|samenwerken|cooperation|collaboration",
    ),
)
