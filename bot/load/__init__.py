"""How much is asked of residents, and where: /overzicht drukte, agenda, gebied and terugkoppeling."""

from bot.chat.feature import Feature

FEATURE = Feature(name="load")
