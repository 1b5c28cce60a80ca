"""What people filled in becomes answers."""

from collections.abc import Mapping

from bot.chat.requests import Account, Answer, Channel, UploadedFile
from handlers.slack.forms import AGREE, PLATFORM, key_of
from handlers.slack.payloads import Element, Uploaded


def answers_in(state: Mapping[str, Mapping[str, Element]], tenant: str) -> dict[str, Answer]:
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


def _answer(element: Element, tenant: str) -> Answer | None:
    match element:
        case Element(type="users_select", selected_user=str(user)):
            return Account(PLATFORM, tenant, user) if user else None
        case Element(type="conversations_select", selected_conversation=str(channel)):
            return Channel(PLATFORM, tenant, channel) if channel else None
        case Element(type="file_input", files=list(files)):
            return tuple(map(_uploaded, files))
        case Element(type="datepicker"):
            return element.selected_date
        case Element(type="timepicker"):
            return element.selected_time
        case Element(selected_options=list(options)):
            return tuple(option.value for option in options)
        case Element(selected_option=option) if option:
            return option.value
    return element.value


def _uploaded(file: Uploaded) -> UploadedFile:
    """reference: the id of the file and, when Slack says it, where it can be fetched."""
    where = file.url_private_download or file.url_private or ""
    return UploadedFile(file.name or file.id, f"{file.id} {where}".strip(), file.size or 0)
