"""Teams, composed from its parts."""

import time
from collections.abc import Callable, Sequence

from starlette.routing import BaseRoute

from handlers.now import Now
from handlers.platforms import Entrance
from handlers.settings import Settings
from handlers.teams import about, http, microsoft
from handlers.teams.answer import TeamsAnswerer
from handlers.teams.api import TeamsApi, no_token
from handlers.teams.app import TeamsApp
from handlers.teams.deliver import TeamsDelivery
from handlers.teams.forms import PLATFORM
from handlers.teams.memory import Seal
from handlers.teams.people import TeamsDirectory
from handlers.teams.references import References
from handlers.teams.shown import ShownCards
from handlers.web.application import Lifespan
from storage.database import Database


def seal_of(settings: Settings) -> Seal:
    """With a key of its own a new secret ends no open form. Without either it is practice, on this machine."""
    return Seal(settings.teams_form_key or settings.teams_client_secret or settings.teams_client_id)


class TeamsConnection:
    """With TEAMS_SERVICE_URL a Teams of our own, on this machine.

    For tests: cloud: whose signatures are believed; fetch_token: gives our own token; pause: waits;
    files_here: they are on this machine, not at Teams.
    """

    name = PLATFORM

    def __init__(
        self,
        settings: Settings,
        database: Database,
        now: Now,
        cloud: microsoft.Cloud | None = None,
        fetch_token: Callable[[], str] | None = None,
        pause: Callable[[float], None] = time.sleep,
        files_here: bool = False,
    ) -> None:
        self._settings = settings
        self._database = database
        self._now = now
        client_id, practice = settings.teams_client_id, settings.teams_service_url
        tokens = microsoft.Tokens(client_id, microsoft.credential(settings), settings.teams_tenant_id, fetch_token)
        self._gate: http.TokenCheck = (
            http.PracticeTokenCheck(practice) if practice else microsoft.MicrosoftTokenCheck(client_id, cloud)
        )
        self.api = TeamsApi(client_id, no_token if practice else tokens.current, pause)
        self.references = References(database)
        self.shown = ShownCards()
        self.tenants = settings.teams_allowed_tenants or frozenset({settings.teams_tenant_id})
        self.delivery = TeamsDelivery(
            self.api, self.references, self.shown, database, now, settings.public_url, bool(practice) or files_here
        )
        self.directory = TeamsDirectory(self.api, self.references)
        self.clock = self.api.clock

    def routes(self, entrance: Entrance) -> Sequence[BaseRoute]:
        seal = seal_of(self._settings)
        answerer = TeamsAnswerer(self.api, self.delivery, self.shown, entrance.core.options, seal)
        door = TeamsApp(
            entrance.core,
            answerer,
            self.directory,
            self.references,
            entrance.now,
            entrance.number,
            entrance.first_time,
            self._settings.locale,
            self.tenants,
        )
        practice = bool(self._settings.teams_service_url)
        return [
            http.route(door, self._gate, entrance.turns, practice=practice),
            http.pictures(self._database, self._now),
            *about.routes(),
        ]

    def companions(self, entrance: Entrance) -> Sequence[Lifespan]:
        return []
