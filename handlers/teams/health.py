"""What may be wrong between us and Teams, and how to mend it."""

import datetime as dt
from collections.abc import Callable, Iterator

from bot.chat.texts import Speech
from handlers.delivery.platform_clock import TheirClock
from handlers.observability.health import Problem
from handlers.settings import Settings
from handlers.teams import credentials, limits
from handlers.teams.forms import PLATFORM

Fetch = Callable[[], str]


def look(
    settings: Settings, t: Speech, fetch: Fetch | None = None, keys: str = "", today: dt.date | None = None
) -> Iterator[Problem]:
    """For tests without Microsoft: fetch: gives our own token; keys: where theirs are."""
    if not settings.has_teams:
        yield Problem(t("handlers.doctor.teams_half"), t("handlers.doctor.teams_half_mend"))
        return
    if settings.teams_service_url:
        yield Problem(t("handlers.doctor.teams_practice", url=settings.teams_service_url))
        return
    if settings.public_url.startswith("https://"):
        yield Problem(t("handlers.doctor.teams_url", url=settings.public_url))
    else:
        yield Problem(t("handlers.doctor.teams_no_url"), t("handlers.doctor.teams_no_url_mend"))
    yield _token(fetch or _entra(settings), t)
    yield from _end(settings, t, today or dt.datetime.now(dt.UTC).date())
    yield from _keys(keys or _published(), t)


def _published() -> str:
    from handlers.teams import microsoft

    return microsoft.Cloud().keys


def _keys(url: str, t: Speech) -> Iterator[Problem]:
    """Everybody may read them, so they also say what time it is at Microsoft."""
    import httpx

    theirs = TheirClock(PLATFORM)
    try:
        theirs.heard(httpx.get(url, timeout=limits.POST_TIMEOUT.total_seconds()).raise_for_status().headers)
    except httpx.HTTPError:
        yield Problem(t("handlers.doctor.teams_keys_away", url=url), t("handlers.doctor.slack_away_mend"))
        return
    if theirs.ahead is not None:
        yield theirs.finding(t)


def _entra(settings: Settings) -> Fetch:
    from handlers.teams import microsoft

    shown = credentials.credential(settings)
    return microsoft.Tokens(settings.teams_client_id, shown, settings.teams_tenant_id).current


def _end(settings: Settings, t: Speech, today: dt.date) -> Iterator[Problem]:
    ends = credentials.ends_on(settings)
    if ends is None and settings.teams_client_secret:
        yield Problem(t("handlers.doctor.teams_no_end"), t("handlers.doctor.teams_no_end_mend"))
    elif ends and ends - today <= limits.SECRET_ENDS_SOON:
        yield Problem(t("handlers.doctor.teams_ends_soon", date=ends), t("handlers.secret_ends.do"))
    elif ends:
        yield Problem(t("handlers.doctor.teams_ends", date=ends))


def _token(fetch: Fetch, t: Speech) -> Problem:
    try:
        fetch()
    except ValueError:
        return Problem(t("handlers.doctor.teams_refused"), t("handlers.doctor.teams_refused_mend"))
    except OSError:
        return Problem(t("handlers.doctor.teams_away"), t("handlers.doctor.slack_away_mend"))
    return Problem(t("handlers.doctor.teams_token"))
