"""A second opinion: `slackblocks` builds the same surface from its parts, and complains where Slack would."""

from collections.abc import Mapping
from typing import Any

import slackblocks
from slackblocks import elements, objects
from slackblocks.errors import InvalidUsageError
from slackblocks.rich_text.elements import RichText
from slackblocks.rich_text.objects import RichTextList, RichTextSection

Json = dict[str, Any]

CLASSES: Mapping[str, type[Any]] = {
    "header": slackblocks.HeaderBlock,
    "image": slackblocks.ImageBlock,
    "section": slackblocks.SectionBlock,
    "actions": slackblocks.ActionsBlock,
    "context": slackblocks.ContextBlock,
    "divider": slackblocks.DividerBlock,
    "input": slackblocks.InputBlock,
    "rich_text": slackblocks.RichTextBlock,
    "rich_text_section": RichTextSection,
    "rich_text_list": RichTextList,
    "button": elements.Button,
    "plain_text_input": elements.PlainTextInput,
    "number_input": elements.NumberInput,
    "datepicker": elements.DatePicker,
    "timepicker": elements.TimePicker,
    "static_select": elements.StaticSelectMenu,
    "multi_static_select": elements.StaticMultiSelectMenu,
    "external_select": elements.ExternalSelectMenu,
    "multi_external_select": elements.ExternalMultiSelectMenu,
    "users_select": elements.UserSelectMenu,
    "conversations_select": elements.ConversationSelectMenu,
    "checkboxes": elements.CheckboxGroup,
    "radio_buttons": elements.RadioButtonGroup,
    "file_input": elements.FileInput,
    "modal": slackblocks.ModalView,
    "home": slackblocks.HomeTabView,
}


def complaints(surface: Json) -> list[str]:
    """surface: a view, or a message's text and blocks."""
    try:
        if "type" in surface:
            _rebuilt(surface)
        else:
            slackblocks.Message(channel="C1", text=surface["text"], blocks=_rebuilt(surface["blocks"]))
    except InvalidUsageError as complaint:
        return [str(complaint)]
    return []


def _rebuilt(thing: Any) -> Any:
    if isinstance(thing, list):
        return [_rebuilt(each) for each in thing]
    if not isinstance(thing, dict):
        return thing
    kind = thing.get("type")
    if kind in ("plain_text", "mrkdwn"):
        words = {key: value for key, value in thing.items() if key != "type"}
        return objects.Text(type_=objects.TextType(kind), **words)
    if kind == "text":
        return RichText(thing["text"], **thing.get("style", {}))
    parts = {key: _rebuilt(value) for key, value in thing.items() if key != "type"}
    if kind is None and "include" in thing:
        return slackblocks.ConversationFilter(**thing)
    if kind is None and thing.keys() == {"id"}:
        return objects.SlackFile(url=None, **thing)
    if kind is None:
        return objects.ConfirmationDialogue(**parts) if "deny" in parts else objects.Option(**parts)
    return CLASSES[kind](**parts)
