"""A municipality on Teams: the real bot in this process, on a real database, with a stand-in for Teams' service."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from starlette.applications import Starlette

from bot.chat.feature import Feature
from bot.chat.requests import Account, Profile
from bot.chat.router import Router
from bot.features import FEATURES
from bot.people.arrivals import Arrivals
from bot.service import Service
from handlers.concurrency import ConcurrencyLimit
from handlers.delivery.outbox import Outbox
from handlers.delivery.worker import Worker
from handlers.platforms import Directories, Entrance
from handlers.running import once
from handlers.scheduling.standing import Looking
from handlers.settings import Settings
from handlers.teams.connection import TeamsConnection
from handlers.web import application
from storage.database import Database
from storage.messages import outbox
from storage.messages.outbox import OutboxRow
from tests.handlers.conftest import Received, request
from tests.teams.connector import Connector
from tests.teams.keys import CLIENT_ID, Keys
from tests.teams.person import Person, Seen, is_well_drawn

Json = dict[str, Any]
TENANT = "99999999-0000-4000-8000-000000000001"
NOW = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.UTC)
CHANNEL = "19:algemeen@thread.tacv2"
ADDRESS = "https://samenspel.example"
ARRIVALS = Arrivals(frozenset({"anna@voorbeeld.example"}))


@dataclass
class Town:
    app: Starlette
    connection: TeamsConnection
    connector: Connector
    keys: Keys
    outbox: Outbox
    workbench: Worker
    looking: Looking
    service: Service
    database: Database
    clock: list[dt.datetime]
    bot: str = f"28:{CLIENT_ID}"
    people: list[Person] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def person(
        self, name: str, *, tenant: str = TENANT, role: str = "user", locale: str = "nl-NL", stranger: bool = False
    ) -> Person:
        """Whom the bot has met and welcomed some other day; not a stranger, or somebody of elsewhere."""
        user = f"00000000-0000-4000-8000-{len(self.people) + 1:012}"
        person = Person(self, name, user, tenant, locale)
        self.people.append(person)
        email = f"{name.split()[0].lower()}@voorbeeld.example"
        known = {
            "id": person.member,
            "name": name,
            "email": email,
            "userRole": role,
            "tenantId": tenant,
            "userPrincipalName": email,
        }
        self.connector.members |= {person.member: known, user: known}
        if not stranger and (tenant, role) == (TENANT, "user"):
            self._meet(person, Profile(name, email, language=locale.partition("-")[0]))
        return person

    def _meet(self, person: Person, profile: Profile) -> None:
        account = Account("teams", person.tenant, person.user)
        with self.database.session(None, writes=True) as db:
            ARRIVALS.meet(db, account, profile, self.clock[0])

    def chat_of(self, person: Person) -> str:
        return f"a:{person.user}"

    def sends(self, person: Person, activity: Json, conversation: str = "") -> Json:
        """An activity of this person, signed; then everything that waits is sent. Returns the answer's body."""
        sent = self.activity(person, activity, conversation)
        if sent["recipient"].get("isTargeted"):
            self.connector.asked_aside.add(sent["id"])
        received = self.receive(sent)
        assert received.status == 200, (received.status, received.text)
        self.settle()
        wrong = [complaint for seen in self.screen() for complaint in is_well_drawn(seen)]
        assert not wrong, wrong
        return received.json

    def activity(self, person: Person, activity: Json, conversation: str = "") -> Json:
        own = conversation in ("", person.chat)
        return {
            "id": f"16{next(self.numbers):05}",
            "channelId": "msteams",
            "serviceUrl": self.connector.url,
            "from": {"id": person.member, "aadObjectId": person.user, "name": person.name},
            "recipient": {"id": self.bot, "name": "Samenspel"},
            "conversation": {
                "id": conversation or person.chat,
                "conversationType": "personal" if own else "channel",
                "tenantId": person.tenant,
            },
            "locale": person.locale,
            **activity,
        }

    def receive(self, body: Json | bytes, *, token: str = "", **headers: str) -> Received:
        service = body.get("serviceUrl", "") if isinstance(body, dict) else ""
        token = token or f"Bearer {self.keys.token(service)}"
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"content-type": "application/json", "authorization": token, **headers}
        return request(self.app, "POST", "/api/messages", content, sent)

    def settle(self) -> None:
        self.looking()
        while self.workbench.do_one():
            pass
        for _ in range(100):
            if not self.outbox.deliver_one():
                return
            self.clock[0] += dt.timedelta(seconds=1)

    def screen(self) -> list[Seen]:
        """Every message that Teams was given, with the updates that came after."""
        seen: dict[str, Seen] = {}
        for at, call in enumerate(self.connector.calls):
            _, _, path = call.path.partition("/v3/conversations/")
            conversation, _, rest = path.partition("?")[0].partition("/activities")
            if call.method == "POST" and path.partition("?")[0].endswith("/activities"):
                name = f"17{at + 1:05}"
                only_for = call.body["recipient"]["id"] if name in self.connector.asides else ""
                if only_for or "?" not in path:
                    seen[name] = Seen(name, conversation.partition(";")[0], call.body, only_for)
            elif call.method == "PUT" and rest.strip("/") in seen:
                seen[rest.strip("/")].activity = call.body
        return list(seen.values())

    def messages(self) -> list[OutboxRow]:
        with self.database.session(None) as db:
            return list(outbox.messages_in_trouble(db))


@contextmanager
def open_town(
    database: Database, connector: Connector, features: Sequence[Feature] = FEATURES, *, practice: bool = False
) -> Iterator[Town]:
    """practice: with a Teams of our own, where nothing is signed."""
    clock = [NOW]

    def now() -> dt.datetime:
        return clock[0]

    keys = Keys(connector.url)
    connector.downloads["/keys"] = keys.published
    settings = Settings(
        teams_client_id=CLIENT_ID,
        teams_client_secret="geheim",
        teams_tenant_id=TENANT,
        public_url=ADDRESS,
        admins=ARRIVALS.administrators,
        teams_service_url=connector.url if practice else "",
    )
    connection = TeamsConnection(
        settings, database, now, keys.cloud, lambda: keys.token("uit"), lambda seconds: None, files_here=True
    )
    directory = Directories({"teams": connection.directory})
    service = Service(database, directory, features, ARRIVALS)
    posted = Outbox(database, {"teams": connection.delivery}, now)
    workbench = Worker(database, Router(features), {"teams": connection.delivery.download}, now)
    numbers = count(1)

    def number() -> str:
        return f"N-{next(numbers)}"

    entrance = Entrance(service, service.router.every_root, now, number, once(database, now), ConcurrencyLimit(1))
    app = application.build(lambda: None, connection.routes(entrance), [])
    looking = Looking(database, service.heard, now, number)
    yield Town(app, connection, connector, keys, posted, workbench, looking, service, database, clock)
