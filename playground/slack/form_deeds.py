"""What a person does in a form or on the home page: searching, clicking, sending, closing."""

from collections.abc import Callable
from typing import Any

from playground.slack import payloads
from playground.slack.answers import Raw, complaints
from playground.slack.block_limits import Surface
from playground.slack.cast import Person
from playground.slack.clicks import action_of
from playground.slack.content import Message, StoredFile, View
from playground.slack.element_limits import OPTION, OPTION_GROUP
from playground.slack.filled import find_element
from playground.slack.messenger import Messenger
from playground.slack.outcome import DONE, Happening, Outcome
from playground.slack.shapes import array
from playground.slack.web_api.door import Refused
from playground.slack.web_api.views import acceptable_view, push_view
from playground.slack.wire import Json


class FormDeeds:
    def __init__(self, messenger: Messenger, notice: Callable[[Happening], None]) -> None:
        self.workspace, self.messenger, self._notice = messenger.workspace, messenger, notice

    async def click_in_view(
        self, person: Person, view: View, block: str, action: str, given: Any, raw: Raw, tab: str
    ) -> Outcome:
        element = find_element(view.content["blocks"], block, action)
        if element is None:
            return Outcome("click.gone", {})
        view.typed = raw
        button = (element.get("text") or {}).get("text", "")
        origin = f"{view.origin} › {button}" if button else view.origin
        self._notice(Happening("click", person.code, button, direct=view.content["type"] == "home"))
        offered = view.offered.get((block, action), {})
        payload = payloads.interaction(
            "block_actions",
            person,
            container={"type": "view", "view_id": view.id},
            trigger_id=self.workspace.new_trigger(person.id, tab, origin, view.channel),
            view=payloads.view(self.workspace, view, self.messenger.base),
            actions=[action_of(self.messenger, element, block, given, offered)],
        )
        await self.messenger.ask(button or action, person, lambda: self.messenger.line.interaction(payload))
        return DONE

    async def submit(self, person: Person, view: View, raw: Raw) -> Outcome:
        view.typed = raw
        told = payloads.view(self.workspace, view, self.messenger.base)
        wrong = complaints(view.content["blocks"], told["state"]["values"])
        if wrong:
            return Outcome(complaints=wrong)
        payload = payloads.interaction(
            "view_submission",
            person,
            view=told,
            trigger_id=self.workspace.new_trigger(person.id, view.tab, view.origin, view.channel),
            response_urls=self._response_urls(person, view, told["state"]["values"]),
        )
        title = view.content["title"]["text"]
        answer = await self.messenger.ask(title, person, lambda: self.messenger.line.interaction(payload))
        if answer is None:
            return Outcome("submit.failed", {})
        try:
            return self._submitted(person, view, answer.json())
        except Refused as refused:
            self.messenger.refuse(f"response_action: {title}", refused, person)
            return Outcome("submit.failed", {})

    def _submitted(self, person: Person, view: View, said: Json) -> Outcome:
        match said.get("response_action"):
            case "errors":
                return self._errors(view, said.get("errors") or {})
            case "update":
                content = acceptable_view(self.workspace, said.get("view"), Surface.MODAL, person.id, view)
                self.workspace.replace_content(view, content)
                return DONE
            case "push":
                content = acceptable_view(self.workspace, said.get("view"), Surface.MODAL, person.id)
                push_view(self.workspace, self.workspace.trigger_of(view), content)
                return DONE
            case action:
                self.workspace.close_view(view, whole_stack=action == "clear")
                happening = Happening("submitted", person.code, f"{view.origin} {view.content['title']['text']}")
                self._notice(happening)
                return DONE

    def _errors(self, view: View, errors: dict[str, str]) -> Outcome:
        inputs = {block["block_id"] for block in view.content["blocks"] if block["type"] == "input"}
        lost = sorted(set(errors) - inputs)
        if lost or not errors:
            complaint = [f"[ERROR] no input block with block_id {one} [json-pointer:/errors/{one}]" for one in lost]
            raise Refused("invalid_arguments", complaint, person=view.person)
        return Outcome(errors=errors)

    def _response_urls(self, person: Person, view: View, values: Json) -> list[Json]:
        """For selects that asked for one (`response_url_enabled`)."""
        urls = []
        for block in view.content["blocks"]:
            element = block.get("element") or {}
            value = values.get(block["block_id"], {}).get(element.get("action_id"), {})
            chosen = value.get("selected_conversation") or value.get("selected_channel")
            if element.get("response_url_enabled") and chosen in self.workspace.channels:
                url = self.messenger.response_url(person, self.workspace.channels[chosen], view.origin, None, "app")
                ids = {"block_id": block["block_id"], "action_id": element["action_id"], "channel_id": chosen}
                urls.append({**ids, "response_url": url})
        return urls

    async def close(self, person: Person, view: View, whole_stack: bool) -> Outcome:
        cleared = whole_stack or bool(view.content.get("clear_on_close"))
        for gone in self.workspace.close_view(view, cleared):
            if gone.content.get("notify_on_close"):
                told = payloads.view(self.workspace, gone, self.messenger.base)
                payload = payloads.interaction("view_closed", person, view=told, is_cleared=cleared)
                self.messenger.send_along(self.messenger.tell("view_closed", person, payload))
        return DONE

    async def suggest(self, person: Person, container: View | Message, block: str, action: str, typed: str) -> Outcome:
        """Options for an external select."""
        in_view = isinstance(container, View)
        blocks = container.content["blocks"] if isinstance(container, View) else container.blocks
        element = find_element(blocks, block, action)
        if element is None or len(typed) < element.get("min_query_length", 3):
            return DONE
        where: Json = {"container": {"type": "view" if in_view else "message"}}
        if isinstance(container, View):
            where["view"] = payloads.view(self.workspace, container, self.messenger.base)
            where["container"]["view_id"] = container.id
        else:
            where |= self.messenger.place(self.workspace.channels[container.channel])
            where["message"] = payloads.message(self.workspace, container, base=self.messenger.base)
        payload = payloads.interaction(
            "block_suggestion", person, action_id=action, block_id=block, value=typed, **where
        )
        answer = await self.messenger.ask(
            f"block_suggestion: {action}", person, lambda: self.messenger.line.interaction(payload)
        )
        if answer is None:
            return Outcome("suggest.failed", {})
        return self._offer(container, block, action, answer.json(), person)

    def _offer(self, container: View | Message, block: str, action: str, said: Json, person: Person) -> Outcome:
        problems: list[str] = []
        if "option_groups" in said:
            array(100, OPTION_GROUP, 0)(said["option_groups"], "/option_groups", problems)
        else:
            array(100, OPTION, 0)(said.get("options"), "/options", problems)
        if problems:
            self.messenger.refuse(f"block_suggestion: {action}", Refused("invalid_options", problems), person)
            return Outcome("suggest.failed", {})
        groups = said.get("option_groups") or [{"options": said.get("options") or []}]
        if isinstance(container, View):
            known = container.offered.setdefault((block, action), {})
            known.update({option["value"]: option for group in groups for option in group["options"]})
        return Outcome(options=groups)

    def keep_file(self, person: Person, name: str, kind: str, content: bytes) -> StoredFile:
        return self.workspace.new_file(name, kind, person.id, content)
