"""What people hear when an answer broke: that it was not them, and whether it was storage."""

from bot.chat.cards import Text
from bot.chat.texts import Speech
from storage.trouble import CANNOT_SAVE, is_out_of_reach, named


def sentence(t: Speech, broken: BaseException, number: str) -> Text:
    """number: what they give to their administrator; the log has the same one."""
    if named(broken).trouble in CANNOT_SAVE:
        return t("handlers.broken.storage", number=number)
    if is_out_of_reach(broken):
        return t("handlers.broken.away", number=number)
    return t("handlers.broken.text", number=number)
