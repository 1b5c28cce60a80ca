"""Teams, composed from its parts."""

import time
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from starlette.routing import BaseRoute

from handlers.now import Now
from handlers.platforms import Entrance
from handlers.settings import Settings
from handlers.teams import about, http
from handlers.teams.answer import TeamsAnswerer
from handlers.teams.api import TeamsApi, no_token
from handlers.teams.app import TeamsApp
from handlers.teams.credentials import credential
from handlers.teams.deliver import TeamsDelivery
from handlers.teams.forms import PLATFORM
from handlers.teams.memory import Seal
from handlers.teams.people import TeamsDirectory
from handlers.teams.references import References
from handlers.teams.shown import ShownCards
from handlers.web.application import Lifespan
from storage.database import Database

if TYPE_CHECKING:
    from handlers.teams.microsoft import Cloud, Tokens


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
        cloud: "Cloud | None" = None,
        fetch_token: Callable[[], str] | None = None,
        pause: Callable[[float], None] = time.sleep,
        files_here: bool = False,
    ) -> None:
        self._settings = settings
        self._database = database
        self._now = now
        self._cloud, self._fetch_token = cloud, fetch_token
        practice = settings.teams_service_url
        token = no_token if practice else lambda: self._tokens.current()
        self.api = TeamsApi(settings.teams_client_id, token, pause)
        self.references = References(database)
        self.shown = ShownCards()
        self.tenants = settings.teams_allowed_tenants or frozenset({settings.teams_tenant_id})
        self.delivery = TeamsDelivery(
            self.api, self.references, self.shown, database, now, settings.public_url, bool(practice) or files_here
        )
        self.directory = TeamsDirectory(self.api, self.references)
        self.clock = self.api.clock

    @cached_property
    def _tokens(self) -> "Tokens":
        """When the first is needed: what signs and checks takes as long to load as half of the rest."""
        from handlers.teams.microsoft import Tokens

        ours = self._settings
        return Tokens(ours.teams_client_id, credential(ours), ours.teams_tenant_id, self._fetch_token)

    @cached_property
    def _gate(self) -> http.TokenCheck:
        """When somebody knocks first."""
        if practice := self._settings.teams_service_url:
            return http.PracticeTokenCheck(practice)
        from handlers.teams.microsoft import MicrosoftTokenCheck

        return MicrosoftTokenCheck(self._settings.teams_client_id, self._cloud)

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
            http.route(door, lambda: self._gate, entrance.turns, practice=practice),
            http.pictures(self._database, self._now),
            *about.routes(),
        ]

    def companions(self, entrance: Entrance) -> Sequence[Lifespan]:
        return []
