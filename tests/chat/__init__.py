"""The language between the bot and the platforms."""
