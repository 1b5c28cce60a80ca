"""Bolt carries the requests in and out; what to do with them is decided here, in one way for all of them."""

import datetime as dt
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context import BoltContext

from bot.chat.exchange import Account, Knock, Profile
from bot.chat.forms import Option
from bot.service import Outcome
from handlers import metrics, reference
from handlers.logs import quiet
from handlers.now import Now
from handlers.slack import listen
from handlers.slack.answer import Answerer
from handlers.slack.blocks import LINK, action_name
from handlers.slack.forms import PLATFORM, drawn_options
from handlers.slack.listen import Arrival, Visit
from handlers.slack.people import SlackDirectory, profile_of
from handlers.slack.words import Json

log = logging.getLogger(__name__)

Read = Callable[[Json, Arrival], Visit | None]


class Core(Protocol):
    """What of `bot.service.Service` is used here."""

    def answer(self, knock: Knock) -> Outcome: ...

    def options(self, knock: Knock, source: str, query: str) -> Sequence[Option]: ...

    def heard(self, account: Account, told: Profile | None, at: dt.datetime, number: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Door:
    """Where people of a Slack workspace come in.

    number: makes the number that people quote when something fails. first_time: False for an event that was handled
    before, because Slack delivers events again. language: of who is not known yet.
    """

    core: Core
    answerer: Answerer
    directory: SlackDirectory
    now: Now
    number: Callable[[], str]
    first_time: Callable[[str], bool]
    language: str

    def on_command(self, ack: Ack, body: Json, context: BoltContext) -> None:
        self._answer("command", listen.command, ack, body, context)

    def on_click(self, ack: Ack, body: Json, context: BoltContext) -> None:
        if action_name(body["actions"][0]["action_id"]) == LINK:
            ack()
            return
        self._answer("click", listen.click, ack, body, context)

    def on_submission(self, ack: Ack, body: Json, context: BoltContext) -> None:
        self._answer("form", listen.submission, ack, body, context)

    def on_shortcut(self, ack: Ack, body: Json, context: BoltContext) -> None:
        self._answer("shortcut", listen.shortcut, ack, body, context)

    def on_home_opened(self, ack: Ack, body: Json, context: BoltContext) -> None:
        self._answer_event("home", listen.home_opened, ack, body, context)

    def on_words(self, ack: Ack, body: Json, context: BoltContext) -> None:
        self._answer_event("words", listen.words, ack, body, context)

    def on_user_change(self, ack: Ack, body: Json, context: BoltContext) -> None:
        """Of anybody in the workspace, also for a new picture: most of it is nothing to us."""
        ack()
        user = body["event"].get("user")
        workspace = self.directory.workspace()
        if not isinstance(user, dict) or not isinstance(user.get("id"), str):
            return
        arrival = self._arrival(context)
        with reference.under(arrival.id):
            try:
                told = profile_of(user, workspace) if workspace else None
                self.core.heard(Account(PLATFORM, arrival.team, user["id"]), told, arrival.at, arrival.id)
            except Exception:
                log.exception("what changed for somebody is not kept; it is asked again when they do something")

    def on_search(self, ack: Ack, body: Json, context: BoltContext) -> None:
        arrival = self._arrival(context)
        with reference.under(arrival.id), metrics.answering("slack", "search"):
            try:
                ack(options=drawn_options(self.core.options(*listen.search(body, arrival))))
            except Exception:
                log.exception("a search failed")
                metrics.BROKEN.labels("slack", "search").inc()
                ack(options=[])

    def _answer_event(self, kind: str, read: Read, ack: Ack, body: Json, context: BoltContext) -> None:
        if self.first_time(f"slack {body['event_id']}"):
            self._answer(kind, read, ack, body, context)
        else:
            ack()

    def _answer(self, kind: str, read: Read, ack: Ack, body: Json, context: BoltContext) -> None:
        arrival = self._arrival(context)
        visit = read(body, arrival)
        if visit is None:
            ack()
            return
        with reference.under(arrival.id), metrics.answering("slack", kind):
            ack(self._answered(visit, kind) or "")

    def _answered(self, visit: Visit, kind: str) -> Json:
        """The only place where exceptions are caught: the log gets the trace, the person a number."""
        try:
            return self.answerer.give(visit, self.core.answer(visit.knock))
        except Exception:
            log.exception("%s failed", visit.knock.action)
            metrics.BROKEN.labels("slack", kind).inc()
        try:
            return self.answerer.apologise(visit, self.language)
        except Exception:
            log.exception("the apology failed too")
            return {}

    def _arrival(self, context: BoltContext) -> Arrival:
        team = self.directory.tenant_of(context.team_id or "", context.enterprise_id or "")
        return Arrival(self.number(), self.now(), team, context.user_id or "", self.answerer.steady())


def build(door: Door, token: str, roots: Sequence[str]) -> App:
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


def _listen_to(app: App, door: Door, roots: Sequence[str]) -> None:
    """A handful of listeners for everything: Bolt tries them one after the other."""
    app.command(re.compile(f"/({'|'.join(map(re.escape, roots))})"))(door.on_command)
    app.block_action(re.compile(".*"))(door.on_click)
    app.options(re.compile(".*"))(door.on_search)
    app.view_submission(re.compile(".*"))(door.on_submission)
    app.event("app_home_opened")(door.on_home_opened)
    app.event("message")(door.on_words)
    app.event("app_mention")(door.on_words)
    app.event("user_change")(door.on_user_change)
    app.shortcut(re.compile(".*"))(door.on_shortcut)
