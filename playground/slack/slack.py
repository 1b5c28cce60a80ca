"""One Slack: the workspace, what the bot asks of it, what people do in it, and what goes wrong."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from playground.slack.bot_line import Line
from playground.slack.deeds import Deeds
from playground.slack.faults import Faults
from playground.slack.form_deeds import FormDeeds
from playground.slack.http import Asked, Told
from playground.slack.messenger import RETRY_AFTER, Messenger
from playground.slack.outcome import Happening
from playground.slack.web_api.routes import WebApi
from playground.slack.wire import Json
from playground.slack.workspace import Workspace


@dataclass
class Called:
    """A call of the bot, from when it came. method: also "response_url", "files.upload" and "files.download".

    answer: what Slack made of it, also when the bot was told something else. status: what the bot was told; 0 until
    then, and when the connection broke. performed: by now.
    """

    method: str
    path: str
    params: Json
    token: str
    raw: bytes
    answer: Json = field(default_factory=dict)
    status: int = 0
    performed: bool = False


class Slack:
    """keep: every call of the bot, as it comes. done: it has its answer."""

    def __init__(
        self,
        workspace: Workspace,
        line: Line,
        base: str,
        *,
        notice: Callable[[Happening], None] = lambda happening: None,
        keep: Callable[[Called], None] = lambda called: None,
        done: Callable[[], None] = lambda: None,
        retry_after: Sequence[float] = RETRY_AFTER,
    ) -> None:
        self.workspace, self.faults = workspace, Faults()
        self.messenger = Messenger(workspace, line, base, retry_after)
        self.deeds, self.forms = Deeds(self.messenger, notice), FormDeeds(self.messenger, notice)
        self.web_api = WebApi(self.messenger)
        self._keep, self._done = keep, done

    async def answer(self, asked: Asked) -> Told | None:
        """None: the connection breaks without a word."""
        said = asked.said()
        token = asked.bearer or str(said.pop("token", ""))
        called = Called(asked.method, asked.path, said, token, asked.body)
        self._keep(called)
        fault = self.faults.next(asked.method, said)
        await asyncio.sleep(fault.before)
        if fault.gate:
            await fault.gate.wait()
        real = None
        if fault.later:
            asyncio.get_running_loop().call_later(fault.later, self.web_api.answer, asked)
        elif fault.is_done:
            real = self.web_api.answer(asked)
        told = fault.told or real
        called.performed, called.answer = real is not None, (real or told or Told()).json
        await asyncio.sleep(fault.after)
        if fault.dropped or told is None:
            told = None
        called.status = told.status if told else 0
        self._done()
        return told
