"""Our Slack without a town in it: it answers as the test says, and takes no card that Slack would not."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from playground.slack.block_limits import Surface, problems_in_blocks, problems_in_view
from playground.slack.faults import PATIENCE as PATIENCE
from playground.slack.faults import Fault, Gate, refused, says
from playground.slack.http import Told, as_json, as_text
from playground.slack.running import RunningSlack, running_as
from playground.slack.wire import Json


class StandIn(RunningSlack):
    """always: what a method answers each time, without planning it."""

    always: Mapping[str, Json | str] = {}

    @property
    def response_url(self) -> str:
        return f"{self.url}/hooks/commands/T1/abc"

    def answers(
        self,
        method: str,
        body: Json | str = "",
        status: int = 200,
        *,
        headers: Mapping[str, str] | None = None,
        drop: bool = False,
        after: threading.Event | None = None,
    ) -> None:
        """The next time this is called; afterwards it says ok again. after: what it waits for."""
        told = as_text(body, status) if isinstance(body, str) else as_json(body, status)
        told = Told(
            status, told.body, {**told.headers, **{name.lower(): value for name, value in (headers or {}).items()}}
        )
        self.faults.inject(method, Fault(None if drop else told, dropped=drop, gate=Gate(after) if after else None))

    def refuses(self, method: str, error: str) -> None:
        self.faults.inject(method, refused(error))

    def was_asked(self, method: str) -> None:
        self.wait_for(lambda: method in self.methods(), f"a call to {method}")

    def methods(self) -> list[str]:
        return [call.method for call in self.calls]

    def only(self, method: str) -> Json:
        """What the one call of this method said."""
        (call,) = [call for call in self.calls if call.method == method]
        return call.params

    def reset(self) -> None:
        self.calls.clear()
        self.faults.heal()

    def usually(self, method: str, said: Json) -> Fault:
        if method in self.always:
            return says(self.always[method])
        channel = said.get("channel", "")
        if wrong := problems_in_blocks(said.get("blocks") or [], Surface.MESSAGE):
            return refused("invalid_blocks", response_metadata={"messages": wrong})
        if "view" in said and (wrong := problems_in_view(said["view"], Surface(said["view"]["type"]))):
            return refused("invalid_arguments", response_metadata={"messages": wrong})
        match method:
            case "chat.postMessage":
                channel = f"D-{channel}" if channel.startswith("U") else channel
                return says({"ok": True, "channel": channel, "ts": f"1700000000.{len(self.calls):06}"})
            case "conversations.open":
                return says({"ok": True, "channel": {"id": f"D-{said['users']}"}})
            case "files.getUploadURLExternal":
                return says({"ok": True, "upload_url": f"{self.url}/upload/1", "file_id": "F1"})
            case "users.info":
                return refused("user_not_found")
            case "auth.test":
                return says({"ok": True, "team": "Gemeente Voorbeeld", "user": "samenspel", "team_id": "T1"})
        return says({"ok": True})


@contextmanager
def running() -> Iterator[StandIn]:
    with running_as(StandIn) as slack:
        slack.faults.habit = slack.usually
        yield slack
