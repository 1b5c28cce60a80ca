"""Slack's Web API, with one client for what must happen once and one for what may be asked again."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import ConnectionErrorRetryHandler, RateLimitErrorRetryHandler
from slack_sdk.webhook import WebhookClient

from handlers.slack import limits
from handlers.slack.words import Json
from handlers.turns import going_to_wait

_TIMEOUT = int(limits.POST_TIMEOUT.total_seconds())
_LOOK = int(limits.LOOK_TIMEOUT.total_seconds())


class Api:
    """Every method raises SlackApiError when Slack says no, and OSError when it cannot be reached."""

    def __init__(self, token: str, base_url: str, timeout: dt.timedelta = limits.POST_TIMEOUT) -> None:
        # A post that is retried by the client may arrive twice: Slack may have done what it did not confirm.
        seconds = int(timeout.total_seconds())
        self._once = WebClient(token, base_url=base_url, timeout=seconds, retry_handlers=[])
        again = [RateLimitErrorRetryHandler(max_retry_count=1), ConnectionErrorRetryHandler(max_retry_count=1)]
        self._reads = WebClient(token, base_url=base_url, timeout=seconds, retry_handlers=again)
        self._looks = WebClient(token, base_url=base_url, timeout=_LOOK, retry_handlers=[])
        self.token = token
        self.base_url = self._once.base_url

    def do(self, method: str, **body: Any) -> Json:
        """Something that must not happen twice."""
        going_to_wait()
        return _data(self._once.api_call(method, json=body))

    def send_form(self, method: str, **fields: Any) -> Json:
        """The same, for the methods that read no JSON."""
        going_to_wait()
        return _data(self._once.api_call(method, data=fields))

    def read(self, method: str, **fields: Any) -> Json:
        going_to_wait()
        return _data(self._reads.api_call(method, data=fields))

    def look(self, method: str, **fields: Any) -> Json:
        """Once, and not for long: while somebody waits for what does not depend on it."""
        going_to_wait()
        return _data(self._looks.api_call(method, data=fields))

    def read_with_headers(self, method: str) -> tuple[Json, Mapping[str, str]]:
        """The headers, with their names in lower case, hold the scopes of the token and Slack's clock."""
        going_to_wait()
        response = self._reads.api_call(method)
        return _data(response), {name.lower(): value for name, value in response.headers.items()}

    def respond(self, url: str, body: Json) -> bool:
        """Answers in the place where something was asked. False when the address is no longer valid."""
        going_to_wait()
        return WebhookClient(url, timeout=_TIMEOUT, retry_handlers=[]).send_dict(body).status_code == 200


def _data(response: Any) -> Json:
    return response.data if isinstance(response.data, dict) else {}


def error_of(refusal: SlackApiError) -> str:
    """Slack's word for it, such as "channel_not_found"."""
    return str(refusal.response.get("error", "")) if isinstance(refusal.response.data, dict) else ""
