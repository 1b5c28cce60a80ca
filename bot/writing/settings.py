"""What a municipality tells residents in every text, wherever it is about."""

from bot.chat.settings import Setting

CONTACT = Setting("writing.contact", "")
PRIVACY = Setting("writing.privacy", "")
POLICY = Setting("writing.policy", "")

SETTINGS = (CONTACT, PRIVACY, POLICY)
