"""How people ask for the shared vision in their own words."""

from bot.chat.own_words import OwnWords

SHOW = OwnWords(
    (
        "onze|our|wat|what|is|heeft|has visie|vision",
        "uitgangspunten|principles",
        "onze|our doel|doelen|goal|goals",
        "gezamenlijk|gezamenlijke|gedeelde|joint|shared|samen doel|doelen|goal|goals|visie|vision",
        "participatieverordening|verordening|ordinance",
    ),
)
