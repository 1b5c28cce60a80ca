"""What an administrator sees of what is still to set up."""

from enum import StrEnum

from bot.chat.cards import Block, Button, Card, Choices, Heading, Note, Paragraph, Text
from bot.chat.texts import Speech

Blocks = tuple[Block, ...]


class SetupStep(StrEnum):
    """In the order in which they are done."""

    NAME = "name"
    KEEPER = "keeper"
    LIST = "list"
    CHANNEL = "channel"
    ASK = "ask"


ORDER = tuple(SetupStep)
_LEADS_TO = {
    SetupStep.NAME: ("people.settings", {"form": "1"}),
    SetupStep.KEEPER: ("people.settings", {"form": "1"}),
    SetupStep.LIST: ("project.import", {}),
    SetupStep.CHANNEL: ("overview.channel", {}),
    SetupStep.ASK: ("transfer.ask_people", {}),
}


def blocks(t: Speech, step: SetupStep, to_ask: int) -> Blocks:
    """The step that is next with its button; the others only by name. to_ask: colleagues, in the last step."""
    at = ORDER.index(step)
    action, args = _LEADS_TO[step]
    sure = t("transfer.report.ask_confirm") if step is SetupStep.ASK else None
    button = Button(t(f"people.setting_up.{step}.do", n=to_ask), action, args, "primary", sure)
    others = [
        Note(t(f"people.setting_up.{when}", steps=[t(f"people.setting_up.{each}.step") for each in steps]))
        for when, steps in (("done", ORDER[:at]), ("later", ORDER[at + 1 :]))
        if steps
    ]
    return (
        Heading(t("people.setting_up.title", step=at + 1, n=len(ORDER))),
        Paragraph(_what(t, step, to_ask)),
        Choices((button,)),
        *others,
    )


def _what(t: Speech, step: SetupStep, to_ask: int) -> Text:
    return t("transfer.report.to_ask", n=to_ask) if step is SetupStep.ASK else t(f"people.setting_up.{step}.text")


def card(t: Speech, found: Blocks) -> Card:
    heading, *body = found
    assert isinstance(heading, Heading)
    return Card(heading.text, tuple(body))
