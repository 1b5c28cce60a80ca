"""The language between the bot and the platforms: cards, forms, requests and replies are plain values."""
