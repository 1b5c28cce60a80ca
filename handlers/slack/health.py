"""What may be wrong between us and Slack, and how to fix it."""

from collections.abc import Iterator, Mapping

from slack_sdk.errors import SlackApiError

from bot.chat.texts import Speech
from handlers.observability.health import Problem
from handlers.settings import Settings
from handlers.slack.api import SlackApi, error_of
from handlers.slack.manifest import OPTIONAL_SCOPES, SCOPES

BOT, APP = "xoxb-", "xapp-"
"""How tokens begin."""


def look(settings: Settings, t: Speech) -> Iterator[Problem]:
    """Slack is asked about what may be a token, and no more once it can't be reached."""
    yield from _what_is_set(settings, t)
    try:
        if settings.slack_bot_token.startswith(BOT):
            yield from _bot_token(SlackApi(settings.slack_bot_token, settings.slack_api_url), t)
        if settings.slack_app_token.startswith(APP):
            yield _app_token(SlackApi(settings.slack_app_token, settings.slack_api_url), t)
    except OSError:
        yield Problem(t("handlers.doctor.slack_away", url=settings.slack_api_url), t("handlers.doctor.slack_away_mend"))


def _what_is_set(settings: Settings, t: Speech) -> Iterator[Problem]:
    if not settings.slack_bot_token:
        yield Problem(t("handlers.doctor.no_token"), t("handlers.doctor.no_token_mend"))
    elif not settings.slack_bot_token.startswith(BOT):
        yield Problem(t("handlers.doctor.other_token"), t("handlers.doctor.no_token_mend"))
    if settings.slack_app_token.startswith(APP):
        yield Problem(t("handlers.doctor.socket_mode"))
    elif settings.slack_app_token:
        yield Problem(t("handlers.doctor.other_app_token"), t("handlers.doctor.app_token_mend"))
    if settings.slack_signing_secret:
        yield Problem(t("handlers.doctor.http", url=settings.public_url or f"{settings.host}:{settings.port}"))
    if not (settings.slack_app_token or settings.slack_signing_secret):
        yield Problem(t("handlers.doctor.no_way_in"), t("handlers.doctor.no_way_in_mend"))


def _bot_token(api: SlackApi, t: Speech) -> Iterator[Problem]:
    """Raises OSError when Slack can't be reached."""
    try:
        answer, headers = api.read_with_headers("auth.test")
    except SlackApiError as refusal:
        yield Problem(
            t("handlers.doctor.token_refused", error=error_of(refusal)),
            t("handlers.doctor.no_token_mend"),
        )
        return
    yield Problem(t("handlers.doctor.token", bot=answer.get("user", ""), workspace=answer.get("team", "")))
    yield from _scopes(headers, t)
    if api.clock.ahead is not None:
        yield api.clock.finding(t)


def _scopes(headers: Mapping[str, str], t: Speech) -> Iterator[Problem]:
    if "x-oauth-scopes" not in headers:
        return
    given = {scope.strip() for scope in headers["x-oauth-scopes"].split(",")}
    missing = [scope for scope in SCOPES if scope not in given]
    for scope in missing:
        reason = t(f"handlers.scope.{scope}")
        yield Problem(
            t("handlers.doctor.scope_missing", scope=scope, reason=reason),
            t("handlers.doctor.scope_mend"),
        )
    if not missing:
        yield Problem(t("handlers.doctor.scopes"))
    for scope in OPTIONAL_SCOPES:
        if scope not in given:
            # Nothing to fix: it was chosen.
            yield Problem(t("handlers.doctor.optional_scope_missing", scope=scope, reason=t(f"handlers.scope.{scope}")))


def _app_token(api: SlackApi, t: Speech) -> Problem:
    """Raises OSError when Slack can't be reached."""
    try:
        api.read("apps.connections.open")
    except SlackApiError as refusal:
        error = error_of(refusal)
        return Problem(t("handlers.doctor.app_token_refused", error=error), t("handlers.doctor.app_token_mend"))
    return Problem(t("handlers.doctor.app_token"))
