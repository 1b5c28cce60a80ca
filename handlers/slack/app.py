"""Bolt carries the requests in and out; what to do with them is decided here, in one way for all of them."""

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import msgspec
from slack_bolt import Ack, App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context import BoltContext

from bot.chat.requests import Account
from bot.chat.texts import speech
from handlers.now import Now
from handlers.observability import metrics, request_id
from handlers.observability.logs import quiet
from handlers.platforms import Core
from handlers.slack import listen
from handlers.slack.answer import SlackAnswerer
from handlers.slack.blocks import LINK, action_name
from handlers.slack.forms import PLATFORM, drawn_options
from handlers.slack.listen import SlackArrival, SlackRequest
from handlers.slack.patience import Hourglass
from handlers.slack.payloads import (
    Click,
    EventCallback,
    HomeOpened,
    Joined,
    MessageShortcut,
    Payload,
    Search,
    Shortcut,
    SlashCommand,
    Submission,
    UserChanged,
)
from handlers.slack.people import SlackDirectory, profile_of
from handlers.slack.words import Json

log = logging.getLogger(__name__)

CAME_IN = "came_in"
HOURGLASS = "hourglass"
"""In Bolt's context: what was read, and how long Slack waits."""
_JSON: dict[str, str | Sequence[str]] = {"content-type": "application/json"}


@dataclass(frozen=True, slots=True)
class SlackApp:
    """Where people of a Slack workspace come in.

    number: makes the number that people quote when something fails. first_time: False for an event that was handled
    before, because Slack delivers events again. language: for whoever is not known yet.
    """

    core: Core
    answerer: SlackAnswerer
    directory: SlackDirectory
    now: Now
    number: Callable[[], str]
    first_time: Callable[[str], bool]
    language: str

    def on_command(self, ack: Ack, context: BoltContext) -> None:
        self._answer("command", listen.command(_came_in(context, SlashCommand), self._arrival(context)), ack, context)

    def on_click(self, ack: Ack, context: BoltContext) -> None:
        clicked = _came_in(context, Click)
        if action_name(clicked.actions[0].action_id) == LINK:
            ack()
            return
        self._answer("click", listen.click(clicked, self._arrival(context)), ack, context)

    def on_submission(self, ack: Ack, context: BoltContext) -> None:
        self._answer("form", listen.submission(_came_in(context, Submission), self._arrival(context)), ack, context)

    def on_shortcut(self, ack: Ack, context: BoltContext) -> None:
        chosen = context[CAME_IN]
        assert isinstance(chosen, Shortcut | MessageShortcut)
        self._answer("shortcut", listen.shortcut(chosen, self._arrival(context)), ack, context)

    def on_home_opened(self, ack: Ack, context: BoltContext) -> None:
        opened = _came_in(context, EventCallback).event
        if isinstance(opened, HomeOpened) and opened.tab == "messages":
            # They look at our chat and have asked nothing: whoever is new is welcomed there.
            self._meet(context.user_id or "", ack, context)
            return
        self._answer_event("home", listen.home_opened, ack, context)

    def on_words(self, ack: Ack, context: BoltContext) -> None:
        self._answer_event("words", listen.words, ack, context)

    def on_join(self, ack: Ack, context: BoltContext) -> None:
        """Somebody new in the workspace; guests and bots are nobody to us."""
        joined = _came_in(context, EventCallback).event
        assert isinstance(joined, Joined)
        self._meet(joined.user.id, ack, context)

    def _meet(self, user: str, ack: Ack, context: BoltContext) -> None:
        ack()
        arrival = self._arrival(context)
        with request_id.under(arrival.id):
            try:
                self.core.arrives(Account(PLATFORM, arrival.team, user), arrival.at, arrival.id)
            except Exception:
                log.exception("somebody new is not met; they are when they do something")

    def on_user_change(self, ack: Ack, context: BoltContext) -> None:
        """Of anybody in the workspace, also for a new picture: most of it is nothing to us."""
        ack()
        changed = _came_in(context, EventCallback).event
        assert isinstance(changed, UserChanged)
        workspace = self.directory.workspace()
        arrival = self._arrival(context)
        with request_id.under(arrival.id):
            try:
                told = profile_of(msgspec.to_builtins(changed.user), workspace) if workspace else None
                self.core.heard(Account(PLATFORM, arrival.team, changed.user.id), told, arrival.at, arrival.id)
            except Exception:
                log.exception("what changed for somebody is not kept; it is asked again when they do something")

    def on_search(self, ack: Ack, context: BoltContext) -> None:
        arrival = self._arrival(context)
        with request_id.under(arrival.id), metrics.answering("slack", "search"):
            try:
                asked = listen.search(_came_in(context, Search), arrival)
                ack(options=drawn_options(self.core.options(*asked)))
            except Exception:
                log.exception("a search failed")
                metrics.BROKEN.labels("slack", "search").inc()
                ack(options=[])

    def _answer_event(
        self,
        kind: str,
        read: Callable[[EventCallback, SlackArrival], SlackRequest | None],
        ack: Ack,
        context: BoltContext,
    ) -> None:
        happened = _came_in(context, EventCallback)
        self._answer(kind, read(happened, self._arrival(context)), ack, context, f"slack {happened.event_id}")

    def _answer(self, kind: str, visit: SlackRequest | None, ack: Ack, context: BoltContext, key: str = "") -> None:
        """key: of what Slack may deliver again."""
        if visit is None:
            ack()
            return
        visit = replace(visit, hourglass=context[HOURGLASS])
        with request_id.under(visit.knock.id), metrics.answering("slack", kind):
            ack(self._answered(visit, kind, key) or "")

    def _answered(self, visit: SlackRequest, kind: str, key: str) -> Json:
        """The only place where exceptions are caught: the log gets the trace, the person a number."""
        try:
            if key and not self.first_time(key):
                return {}
            if refused := self.answerer.outside(visit, self.language):
                return refused
            return self.answerer.give(visit, self.core.answer(visit.knock))
        except Exception as failed:
            broken = failed
            log.exception("%s failed", visit.knock.action)
            metrics.BROKEN.labels("slack", kind).inc()
        try:
            return self.answerer.apologise(visit, self.language, broken)
        except Exception:
            log.exception("the apology failed too")
            return {}

    def _arrival(self, context: BoltContext) -> SlackArrival:
        team = self.directory.tenant_of(context.team_id or "", context.enterprise_id or "")
        return SlackArrival(self.number(), self.now(), team, context.user_id or "")


T = TypeVar("T")


def _came_in(context: BoltContext, kind: type[T]) -> T:
    """Bolt chose the listener by the type that was read, so it is what the listener is for."""
    came_in = context[CAME_IN]
    assert isinstance(came_in, kind)
    return came_in


def dispatch(app: App, payload: Payload, hourglass: Hourglass | None = None) -> BoltResponse:
    """Bolt gets what was read, and never what was sent: it fails on what has another shape."""
    body = msgspec.json.encode(payload).decode()
    context = {CAME_IN: payload, HOURGLASS: hourglass or Hourglass()}
    return app.dispatch(BoltRequest(body=body, headers=_JSON, context=context))


def too_late(payload: Payload, language: str) -> BoltResponse:
    """What Slack hears when the answer takes longer. A form stays open, with all that was typed, until there is one."""
    if isinstance(payload, Submission) and (field := listen.first_field(payload.view)):
        said = {"response_action": "errors", "errors": {field: str(speech(language)("handlers.slack.still_busy"))}}
        return BoltResponse(status=200, body=said)
    return BoltResponse(status=200)


def build(door: SlackApp, token: str, roots: Sequence[str]) -> App:
    """roots: the slash commands. Trusts what it is given: `http.route` checks signatures, Socket Mode needs none."""

    def authorize(enterprise_id: str | None, team_id: str | None, user_id: str | None) -> AuthorizeResult:
        # Bolt would call auth.test at the first request, within its 3 seconds; we never need the answer.
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, user_id=user_id, bot_token=token)

    app = App(
        name="samenspel",
        logger=quiet("slack_bolt.samenspel"),
        signing_secret="",
        authorize=authorize,
        process_before_response=True,
        token_verification_enabled=False,
        request_verification_enabled=False,
        # Our own messages are recognised in `listen.words`, without asking Slack who we are.
        ignoring_self_events_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    _listen_to(app, door, roots)
    return app


def _listen_to(app: App, door: SlackApp, roots: Sequence[str]) -> None:
    """A handful of listeners for everything: Bolt tries them one after the other."""
    app.command(re.compile(f"/({'|'.join(map(re.escape, roots))})"))(door.on_command)
    app.block_action(re.compile(".*"))(door.on_click)
    app.options(re.compile(".*"))(door.on_search)
    app.view_submission(re.compile(".*"))(door.on_submission)
    app.event("app_home_opened")(door.on_home_opened)
    app.event("message")(door.on_words)
    app.event("app_mention")(door.on_words)
    app.event("team_join")(door.on_join)
    app.event("user_change")(door.on_user_change)
    app.shortcut(re.compile(".*"))(door.on_shortcut)
