"""A browser without a screen: it goes where it is sent, and keeps its cookies."""

import re
from urllib.parse import urlsplit

import httpx
from starlette.applications import Starlette

from bot.onlooker import Onlooker
from handlers.web import application
from handlers.web.colleagues import SESSION, STAYS, Door, Pages
from handlers.web.sealed import Sealed
from tests.reader import Reader
from tests.room import ADDRESS, Person, Room
from tests.web.provider import StandInProvider

SECRET = "geheim van deze installatie"


def app_of(room: Room, provider: StandInProvider, secret: str = SECRET, address: str = ADDRESS) -> Starlette:
    """As the settings would make it, with a provider on this machine."""
    back = f"{address}/in/terug"
    known = {each.name: each for each in (provider.slack(f"{back}/slack"), provider.entra(f"{back}/teams"))}
    seen = set[str]()

    def first_time(key: str) -> bool:
        is_new = key not in seen
        seen.add(key)
        return is_new

    door = Door(
        Onlooker(room.service),
        known,
        secret,
        lambda: room.now,
        lambda: f"W{room.number()}",
        first_time,
        "nl",
        lambda account: f"https://chat.example/{account.platform}",
    )
    return application.build(lambda: None, Pages(door).routes(), [])


class Browser:
    def __init__(self, app: Starlette) -> None:
        self.app = app
        self.cookies: dict[str, str] = {}

    def get(self, path: str, how: str = "GET", **headers: str) -> httpx.Response:
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = Reader(self.app, ADDRESS).request(how, path, **{"cookie": jar, **headers})
        for kept in answer.headers.get_list("set-cookie"):
            name, _, rest = kept.partition("=")
            value = rest.partition(";")[0].strip('"')
            if value and "Max-Age=0" not in kept:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        return answer

    def goes_to_the_provider(self, platform: str = "slack", page: str = "") -> str:
        """Begins, agrees there, and stops before coming back: the path that it is sent to."""
        begun = self.get(f"/in/aanmelden/{platform}{f'?naar={page}' if page else ''}")
        assert begun.status_code == 303, begun.text
        back = urlsplit(httpx.get(begun.headers["location"]).headers["location"])
        assert f"{back.scheme}://{back.netloc}" == ADDRESS
        return f"{back.path}?{back.query}"

    def signs_in(self, provider: StandInProvider, person: Person, page: str = "") -> httpx.Response:
        provider.signs_in(person.account.tenant, person.account.user)
        return self.get(self.goes_to_the_provider("slack", page))

    def is_signed_in(self, room: Room, person: Person) -> "Browser":
        """As after a login, which takes a process of its own: for tests of what comes after that."""
        seal = Sealed(SECRET, "session", STAYS)
        self.cookies[SESSION] = seal.close(person.account._asdict(), room.now)
        return self

    def reads(self, path: str) -> str:
        """The words of a page that is there."""
        answer = self.get(path)
        assert answer.status_code == 200, (answer.status_code, answer.text)
        return words_of(answer)


def words_of(answer: httpx.Response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())
