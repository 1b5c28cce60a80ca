"""What may be wrong between us and Teams, and how to mend it."""

from collections.abc import Callable, Iterator

from bot.chat.texts import Speech
from handlers.observability.health import Problem
from handlers.settings import Settings

Fetch = Callable[[], str]


def look(settings: Settings, t: Speech, fetch: Fetch | None = None) -> Iterator[Problem]:
    """fetch: our own token, in tests without Entra."""
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


def _entra(settings: Settings) -> Fetch:
    from handlers.teams import microsoft

    return microsoft.Tokens(settings.teams_client_id, settings.teams_client_secret, settings.teams_tenant_id).current


def _token(fetch: Fetch, t: Speech) -> Problem:
    try:
        fetch()
    except ValueError:
        return Problem(t("handlers.doctor.teams_refused"), t("handlers.doctor.teams_refused_mend"))
    except OSError:
        return Problem(t("handlers.doctor.teams_away"), t("handlers.doctor.slack_away_mend"))
    return Problem(t("handlers.doctor.teams_token"))
