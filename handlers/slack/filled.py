"""What people filled in becomes answers."""

from collections.abc import Mapping

from bot.chat.exchange import Account, Answer, Channel, UploadedFile
from handlers.slack.forms import AGREE, PLATFORM, key_of
from handlers.slack.words import Json


def answers_in(state: Mapping[str, Mapping[str, Json]], tenant: str) -> dict[str, Answer]:
    """What was filled in, by field key; empty fields are absent."""
    found: dict[str, Answer] = {}
    for block_id, elements in state.items():
        for action_id, element in elements.items():
            answer = _answer(element, tenant)
            if answer and action_id.endswith(f"#{AGREE}"):
                answer = "yes"
            if answer:
                found[key_of(block_id)] = answer
    return found


def _answer(element: Json, tenant: str) -> Answer | None:
    match element:
        case {"type": "users_select", "selected_user": str(user)}:
            return Account(PLATFORM, tenant, user)
        case {"type": "conversations_select", "selected_conversation": str(channel)}:
            return Channel(PLATFORM, tenant, channel)
        case {"type": "file_input", "files": list(files)}:
            return tuple(_uploaded(file) for file in files)
        case {"type": "datepicker"}:
            return element.get("selected_date")
        case {"selected_options": list(options)}:
            return tuple(str(option["value"]) for option in options)
        case {"selected_option": {"value": str(value)}}:
            return value
        case {"value": str(value)}:
            return value
    return None


def _uploaded(file: Json) -> UploadedFile:
    """reference: the id of the file and, when Slack says it, where it can be fetched."""
    where = file.get("url_private_download") or file.get("url_private") or ""
    reference = f"{file['id']} {where}".strip()
    return UploadedFile(str(file.get("name") or file["id"]), reference, int(file.get("size") or 0))
