"""The vision that both departments share: principles, goals that are measured, and the rules of the municipality."""

from bot.chat.feature import Command, Feature
from bot.register.governance import DEPARTMENTS
from bot.vision import editing_it, ordinance, said, showing, touching

FEATURE = Feature(
    name="vision",
    commands=(Command("samenspel", "visie", "vision.show", ("vision", "doelen", "goals"), said=said.SHOW),),
    actions={
        "vision.show": showing.show,
        "vision.edit": editing_it.edit,
        "vision.save": editing_it.save,
        "vision.ordinance": ordinance.edit,
        "vision.save_ordinance": ordinance.save,
        "vision.touch": touching.touch,
    },
    advice=touching.advise,
    settings=(DEPARTMENTS,),
)
