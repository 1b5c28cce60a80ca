"""How much is asked of residents, and where: /overzicht drukte, agenda, gebied and terugkoppeling."""

from bot.chat.feature import Command, Feature
from bot.findings import norms
from bot.load import agenda, area, looking, mapping, owed, said, weekly

FEATURE = Feature(
    name="load",
    commands=(
        Command("overzicht", "drukte", "load.ask", ("load", "ask-load", "druk", "busy"), said=said.ASK),
        Command("overzicht", "agenda", "load.agenda", ("calendar", "kalender"), said=said.AGENDA),
        Command("overzicht", "gebied", "load.area", ("area", "buurt", "wijk"), said=said.AREA),
        Command("overzicht", "terugkoppeling", "load.owed", ("feedback",), said=said.OWED),
    ),
    actions={
        "load.ask": looking.ask,
        "load.show": looking.show,
        "load.why": looking.why,
        "load.narrow": looking.narrow,
        "load.narrowed": looking.narrowed,
        "load.agenda": agenda.show,
        "load.agenda_narrow": agenda.narrow,
        "load.agenda_narrowed": agenda.narrowed,
        "load.calendar": agenda.as_file,
        "load.area": area.show,
        "load.area_other": area.other,
        "load.area_found": area.found,
        "load.owed": owed.show,
    },
    shared=frozenset({"load.show", "load.why", "load.agenda", "load.area", "load.owed"}),
    workers={"load.draw": mapping.draw},
    drawers=frozenset({"load.draw"}),
    weekly=weekly.parts,
    sketches=weekly.sketches,
    settings=norms.SETTINGS,
)
