"""How people ask for the agenda of the meeting in their own words."""

from bot.chat.own_words import OwnWords

_MEETING = "overleg|vergadering|werkgroep|werkoverleg|meeting|overleggen|vergaderen"

SHOW = OwnWords(
    (
        f"{_MEETING} agenda|agendapunten|agendapunt|punten|calendar",
        f"agenda|bespreken|discuss|voorbereiden|prepare {_MEETING}",
        f"{_MEETING}",
        f"volgende|next|komend|komende|gezamenlijk|joint {_MEETING}",
        f"{_MEETING} kanaal|channel",
        f"{_MEETING} wat|what bespreken|discuss|talk",
        "actie|acties|action|actions|actiepunt|actiepunten|afspraken " + _MEETING,
    ),
)
