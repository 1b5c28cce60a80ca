"""Somebody with Teams: types, reads cards, clicks and fills in, as their client would."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from tests.rendering.adaptive import complaints, things, words_in

Json = dict[str, Any]


class Teams(Protocol):
    """Where somebody speaks: the stand-in in this process, or Microsoft's own Playground."""

    @property
    def bot(self) -> str: ...

    @property
    def people(self) -> "Sequence[Person]": ...

    def chat_of(self, person: "Person") -> str: ...

    def sends(self, person: "Person", activity: Json, conversation: str = "") -> Json:
        """Returns the body of the bot's answer, when everything has been sent."""

    def screen(self) -> "list[Seen]": ...


@dataclass
class Seen:
    """A message on the screen; an update changes it."""

    id: str
    conversation: str
    activity: Json
    only_for: str = ""
    """The one member who sees it."""

    @property
    def cards(self) -> list[Json]:
        return [each["content"] for each in self.activity.get("attachments", ()) if "adaptive" in each["contentType"]]

    @property
    def words(self) -> str:
        return "\n".join(words_in(card) for card in self.cards)

    @property
    def actions(self) -> list[Json]:
        return [each for card in self.cards for each in things(card) if each["type"] == "Action.Execute"]


@dataclass
class Person:
    town: Teams
    name: str
    user: str
    tenant: str
    locale: str = "nl-NL"
    inputs: Json = field(default_factory=dict)
    answer: Json = field(default_factory=dict)
    """What came back in the answer to the last click."""

    @property
    def member(self) -> str:
        return f"29:{self.user}"

    @property
    def chat(self) -> str:
        return self.town.chat_of(self)

    def types(self, words: str, conversation: str = "", **more: Any) -> None:
        said = {"type": "message", "text": words, **more}
        if conversation:
            bot = {"id": self.town.bot, "name": "Samenspel"}
            mention = {"type": "mention", "text": "<at>Samenspel</at>", "mentioned": bot}
            said |= {"text": f"<at>Samenspel</at> {words}", "entities": [mention]}
        self.answer = self.town.sends(self, said, conversation)

    def slashes(self, words: str, conversation: str, **more: Any) -> None:
        """A slash command in a channel or group chat: nobody else there sees it."""
        bot = {"id": self.town.bot, "name": "Samenspel", "isTargeted": True}
        said = {"type": "message", "text": words, "recipient": bot, **more}
        self.answer = self.town.sends(self, said, conversation)

    def clicks(self, label: str, on: Seen | None = None, query: Mapping[str, str] | None = None, **inputs: Any) -> None:
        """The newest button with this label. inputs, query: what is filled in, and looked for, by key of the field."""
        seen, action = self._button(label, on)
        data = dict(action["data"])
        if action.get("associatedInputs") != "none":
            data |= self.standing(seen) | {f"f.{key}": value for key, value in inputs.items()}
            data |= {f"q.{key}": words for key, words in (query or {}).items()}
        self.presses(seen, action["verb"], data)

    def presses(self, seen: Seen, verb: str, data: Json) -> None:
        value = {"action": {"type": "Action.Execute", "verb": verb, "data": data}}
        activity = {"type": "invoke", "name": "adaptiveCard/action", "value": value, "replyToId": seen.id}
        self.answer = self.town.sends(self, activity, seen.conversation)

    def standing(self, seen: Seen) -> Json:
        """Clients send what stands in every input, also in those that nobody sees."""
        inputs = [each for card in seen.cards for each in things(card) if each["type"].startswith("Input.")]
        return {each["id"]: each.get("value", "") for each in inputs}

    def _button(self, label: str, on: Seen | None) -> tuple[Seen, Json]:
        surfaces = [on] if on else list(reversed(self.sees_all))
        for seen in surfaces:
            for action in seen.actions:
                if is_called(action, label):
                    return seen, action
        raise AssertionError(f"no button [{label}] on:\n" + "\n\n".join(seen.words for seen in surfaces))

    @property
    def sees_all(self) -> list[Seen]:
        """In their own chat and in channels, oldest first."""
        chats = {self.town.chat_of(other) for other in self.town.people} - {self.chat}
        return [
            seen for seen in self.town.screen() if seen.conversation not in chats and seen.only_for in ("", self.member)
        ]

    @property
    def submit(self) -> str:
        """The label of the button that sends the form on the screen; empty when there is no form."""
        forms = [action["title"] for action in self.last.actions if action["data"].get("form")]
        return str(forms[0]) if forms else ""

    @property
    def last(self) -> Seen:
        own = [seen for seen in self.town.screen() if seen.conversation == self.chat]
        assert own, "nothing in the chat"
        return own[-1]

    def value(self, key: str) -> Any:
        """What stands in a field of the form on the screen."""
        return self.standing(self.last).get(f"f.{key}")


def is_called(action: Json, label: str) -> bool:
    """A row that is tapped as a whole is called after its words too, for a screen reader."""
    return action["title"] == label or str(action["title"]).startswith(f"{label}: ")


def is_well_drawn(seen: Seen) -> list[str]:
    return [wrong for card in seen.cards for wrong in complaints(card)]
