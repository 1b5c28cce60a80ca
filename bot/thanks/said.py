"""How people ask to celebrate something in their own words."""

from bot.chat.own_words import OwnWords

THANKS = OwnWords(
    (
        "iets|something|wat vieren|celebrate",
        "succes|successen|success vieren|celebrate|delen|share",
        "vieren|celebrate samen|together",
        "team|collega's|collegas|colleagues bedanken|bedank|thank|zonnetje",
        "iemand|anyone|someone bedanken|bedank|thank",
    ),
    ("project=id",),
)
