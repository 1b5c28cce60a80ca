"""How people ask for an overview in their own words."""

from bot.chat.own_words import OwnWords

MENU = OwnWords(
    (
        "samenvatting|summary WEEK",
        "samenvatting|summary .",
        "ik|i gemist|missed",
        "stand zaken|affairs",
        "laatste|latest nieuws|news",
        "overzicht|overview",
        "weekoverzicht|weekbericht|weeklyoverview",
        "WEEK overzicht|overview|bericht|nieuws|update",
        "wat|what|what's nieuw|new",
        "nieuws|news",
        "nieuws|news WEEK",
        "wat|what|what's nieuw|new|nieuws WEEK",
        "HAPPENS nieuw|new",
        "wat|what speelt|gebeurt|happening|loopt WEEK",
    ),
)
OWN_WEEK = OwnWords(
    (
        "have|heb i|ik anything|iets|something to|te do|doen",
        "moet|must|should ik|i denken|think",
        "moet|must|should ik|i denken|think WEEK",
        "mij|me te|to doen|do",
        "mijn|my openstaand|openstaande|open ASKED",
        "mijn|my openstaand|openstaande|open TODO",
        "mijn|my weekoverzicht|weekplanning|weekagenda|weektaken",
        "mijn|my do|todo lijst|list",
        "moet|must|should ik|i slag|oppakken|mee",
        "moet|must|should ik|i {period}",
        "to do lijst|list",
        "nog|still open|openstaan|openstaand|te|doen ik|i|mij|me",
        "staat|staan mij|me planning|agenda|programma",
        "heb|have ik|i nog|still open|openstaan|openstaand",
        "mijn|my|m'n|mn WEEK",
        "jouw|my week|weken",
        "mijn|my TODO",
        "moet|must|should|need ik|i doen|do",
        "moet|must|should|need ik|i TODO WEEK",
        "wat|what ik|i TODO",
        "taken|tasks|todo|todos WEEK",
        "ik|i TODO WEEK",
        "mijn|my agenda|planning|week|taken {period}",
        "mijn|my bordje|plate|lijstje|actiepunten|acties",
        "wacht|wachten|waiting mij|me|my",
        "verwacht|verwachten|expected mij|me",
        "wat|what mij|me verwacht|expect|expected WEEK",
        "takenlijst|todolijst|todo|taken|tasks",
        "staat|staan mij|me op|voor",
        "persoonlijk|personal overzicht|overview|week",
        "mijn|my|m'n overzicht|overview|agenda|planning|afspraken|deadlines",
        "ik|i aan|up|on zet|beurt|next|plate",
    ),
    ("period",),
)
CHANNELS = OwnWords(
    (
        "zet|post|posting|posts|plaats|plaatsen|posten overzicht|weekoverzicht|overview|weekbericht",
        "CHANNEL",
        "CHANNEL overzicht|weekoverzicht|overview",
        "CHANNEL WEEK overzicht|overview",
        "welke|which|waar|where CHANNEL",
        "NEW CHANNEL overzicht|weekoverzicht|overview",
        "waar|where weekoverzicht|weekbericht geplaatst|gepost|posted|komt",
        "overzicht|weekoverzicht|overview posten|plaatsen|post|posted|slack|teams",
    ),
)
STEERING = OwnWords(
    (
        "beslissen|besluiten|decide HEADS",
        "HEADS",
        "overzicht|overview HEADS",
        "HEADS week",
        "te beslissen|besluiten|decide|decisions HEADS",
    )
)
