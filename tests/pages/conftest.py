"""The page of a municipality, as a file and as somebody reads it."""

from collections.abc import Iterator
from html.parser import HTMLParser

from bot.chat.texts import speech
from bot.pages import gather, rendering, rules
from storage.people.municipalities import Municipality
from tests.playground.conftest import browser  # noqa: F401, this is a fixture
from tests.room import ZONE, Room, all_features, open_room  # noqa: F401, the last two are fixtures


def page_of(room: Room, language: str = "nl") -> str:
    t = speech(language)
    with room.storage() as db:
        home = db.get_one(Municipality, room.municipality_id)
        page = rules.page(t, gather.facts(t, db, home, room.now.astimezone(ZONE)))
    return b"".join(rendering.html(page)).decode()


class Reading(HTMLParser):
    """tags: with their attributes, in order. words: what is on the page; scripts: what runs."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.inside: dict[str, str] = {"script": "", "style": "", "title": ""}
        self._in = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in = tag

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in in self.inside:
            self.inside[self._in] += data
        else:
            self.words += data

    def named(self, tag: str) -> Iterator[dict[str, str | None]]:
        return (attributes for name, attributes in self.tags if name == tag)
