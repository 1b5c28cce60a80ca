"""Slack's Web API, with one client for what must happen once and one for what may be asked again."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import ConnectionErrorRetryHandler, RateLimitErrorRetryHandler
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient

from handlers.concurrency import going_to_wait
from handlers.delivery.platform_clock import TheirClock
from handlers.slack import limits
from handlers.slack.words import Json
from handlers.web.addresses import origin_of

_TIMEOUT = int(limits.POST_TIMEOUT.total_seconds())
_LOOK = int(limits.LOOK_TIMEOUT.total_seconds())


class SlackApi:
    """Every method raises SlackApiError when Slack says no, and OSError when it cannot be reached."""

    def __init__(self, token: str, base_url: str, timeout: dt.timedelta = limits.POST_TIMEOUT) -> None:
        # A post that is retried by the client may arrive twice: Slack may have done what it did not confirm.
        seconds = int(timeout.total_seconds())
        self._once = WebClient(token, base_url=base_url, timeout=seconds, retry_handlers=[])
        # What Slack refused because it was too much at once, it did not do.
        patient = [RateLimitErrorRetryHandler(max_retry_count=2)]
        self._answers = WebClient(token, base_url=base_url, timeout=seconds, retry_handlers=patient)
        again = [RateLimitErrorRetryHandler(max_retry_count=1), ConnectionErrorRetryHandler(max_retry_count=1)]
        self._reads = WebClient(token, base_url=base_url, timeout=seconds, retry_handlers=again)
        self.clock = TheirClock("slack")
        self._looks = WebClient(token, base_url=base_url, timeout=_LOOK, retry_handlers=[])
        self.token = token
        self.base_url = self._once.base_url

    def do(self, method: str, **body: Any) -> Json:
        """Something that must not happen twice."""
        return _data(self._call(self._once, method, json=body))

    def answer(self, method: str, **body: Any) -> Json:
        """The same, for somebody who waits for it: it is said when Slack has room for it."""
        return _data(self._call(self._answers, method, json=body))

    def send_form(self, method: str, **fields: Any) -> Json:
        """The same, for the methods that read no JSON."""
        return _data(self._call(self._once, method, data=fields))

    def read(self, method: str, **fields: Any) -> Json:
        return _data(self._call(self._reads, method, data=fields))

    def look(self, method: str, **fields: Any) -> Json:
        """Once, and not for long: while somebody waits for what does not depend on it."""
        return _data(self._call(self._looks, method, data=fields))

    def read_with_headers(self, method: str) -> tuple[Json, Mapping[str, str]]:
        """The headers, with their names in lower case, hold the scopes of the token and Slack's clock."""
        response = self._call(self._reads, method)
        return _data(response), {name.lower(): value for name, value in response.headers.items()}

    def is_slack(self, url: str) -> bool:
        """Where our token and our words may go: the Web API's own host, or over https a host of slack.com."""
        scheme, host, port = origin_of(url)
        if (scheme, host, port) == origin_of(self.base_url):
            return True
        return scheme == "https" and host.endswith(".slack.com")

    def _call(self, client: WebClient, method: str, **arguments: Any) -> SlackResponse:
        going_to_wait()
        try:
            response = client.api_call(method, **arguments)
        except SlackApiError as refusal:
            self.clock.heard(getattr(refusal.response, "headers", {}))
            raise
        self.clock.heard(response.headers)
        return response

    def respond(self, url: str, body: Json) -> bool:
        """Answers in the place where something was asked. False when the address is no longer valid."""
        if not self.is_slack(url):
            return False
        going_to_wait()
        return WebhookClient(url, timeout=_TIMEOUT, retry_handlers=[]).send_dict(body).status_code == 200


def _data(response: Any) -> Json:
    return response.data if isinstance(response.data, dict) else {}


def error_of(refusal: SlackApiError) -> str:
    """Slack's word for it, such as "channel_not_found"."""
    return str(refusal.response.get("error", "")) if isinstance(refusal.response.data, dict) else ""
