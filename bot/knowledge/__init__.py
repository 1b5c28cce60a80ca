from bot.chat.feature import Feature

FEATURE = Feature("knowledge")
