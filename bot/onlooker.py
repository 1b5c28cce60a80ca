"""Somebody looks on a web page: they get what they would get in the chat, and nothing of it is kept or sent."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.chat.cards import Card
from bot.chat.feature import Task
from bot.chat.forms import Form, Option
from bot.chat.house_style import HouseStyle
from bot.chat.replies import Ask, Replace, Say, Work
from bot.chat.requests import Account, Knock, Request, UploadedFile
from bot.drawing import Drawing
from bot.people.arrivals import FRESH, HOLDS, is_fresh
from bot.people.signing_in import sign_in
from bot.service import Service
from storage.database import only_reads, stay_within
from storage.messages import web_pages
from storage.people import people
from storage.search import indexing, search


class SeenPage(NamedTuple):
    """cards: what there is to read. forms: what can be asked next. drawings: what would be pictures in the chat; a
    picture on a card says which of them, by its place in here. options: of the search fields, by their keys.

    municipality, look: whose page it is. person: who looks.
    """

    cards: Sequence[Card]
    forms: Sequence[Form]
    drawings: Sequence[Drawing]
    options: Mapping[str, Sequence[Option]]
    language: str
    municipality: str
    look: HouseStyle
    person: str


class Onlooker:
    """From any thread."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def look(self, knock: Knock, sought: Mapping[str, str]) -> SeenPage | None:
        """None for whoever is no colleague, or not any more: at every look the platform's last word holds.

        sought: by the key of a search field, what to look for in its list.
        """
        standing, account = self._service.standing, knock.account
        found = None if standing.is_in_doubt(account) else self._look(knock, sought, FRESH)
        if found or not self._is_known(knock):
            return found
        outsiders = standing.introduce(account, [account], knock.at, knock.id)
        return None if outsiders else self._look(knock, sought, None)

    def logo(self, account: Account, at: dt.datetime) -> tuple[bytes, str]:
        """Of their municipality, and its kind; both empty when there is none, or for whoever is no colleague."""
        with self._service.database.session(None) as db:
            found = people.sign_in(db, *account)
            if found is None or found.is_shut or not is_fresh(found, at, HOLDS):
                return b"", ""
            stay_within(db, found.municipality.id)
            page = web_pages.web_page(db)
            return (page.logo or b"", page.logo_kind) if page else (b"", "")

    def _is_known(self, knock: Knock) -> bool:
        """Whoever never spoke with us is met in the chat, and not here."""
        with self._service.database.session(None) as db:
            return people.sign_in(db, *knock.account) is not None

    def _look(self, knock: Knock, sought: Mapping[str, str], within: dt.timedelta | None) -> SeenPage | None:
        with self._service.database.session(None) as db:
            request = sign_in(db, knock, frozenset(), self._service.router.contributed, within)
            if request is None:
                return None
            only_reads(db)
            looked = self._looked(request, db, sought)
            # What was counted or marked on the way is not.
            db.rollback()
            is_behind = indexing.has_indexed(db)
        if is_behind:
            # It indexed what was new, for this page only: each after it would do so again.
            with self._service.database.session(None) as across:
                search.catch_up_at_once(across)
        return looked

    def _looked(self, request: Request, db: Session, sought: Mapping[str, str]) -> SeenPage:
        # First: a refusal takes back what was read.
        home, page = request.municipality, web_pages.web_page(db)
        # The logo is fetched by itself, and kept by browsers.
        look = HouseStyle(page.colour, b"", page.logo_kind, page.statement) if page else HouseStyle()
        whose = home.name, look, request.person.name
        replies = self._service.replies(request, db)
        cards, drawings = list[Card](), list[Drawing]()
        for reply in replies:
            match reply:
                case Say(card=card, to="asker") | Replace(card=card):
                    cards.append(card)
                case Work(name=name) if name in self._service.router.drawers:
                    cards += self._drawn(request, reply, db, drawings)
        forms = [reply.form for reply in replies if isinstance(reply, Ask)]
        options = self._options(request, db, forms, sought)
        return SeenPage(cards, forms, drawings, options, request.language, *whose)

    def _options(
        self, request: Request, db: Session, forms: Sequence[Form], sought: Mapping[str, str]
    ) -> Mapping[str, Sequence[Option]]:
        """The first of each list."""
        sources = self._service.router.sources
        fields = [field for form in forms for field in form.fields if field.source in sources]
        return {field.key: sources[field.source](request, db, sought.get(field.key, "")) for field in fields}

    def _drawn(self, request: Request, work: Work, db: Session, drawings: list[Drawing]) -> Sequence[Card]:
        """At once, because a page can draw it itself: what the worker says, and into `drawings` what it had drawn."""

        @contextmanager
        def begin(*, writes: bool = False) -> Iterator[Session]:
            yield db

        def draw(wanted: Sequence[Drawing]) -> Sequence[bytes | None]:
            first = len(drawings)
            drawings.extend(wanted)
            return [b"%d" % at for at in range(first, len(drawings))]

        task = Task(
            at=request.at,
            person=request.person.id,
            language=request.language,
            args=work.args,
            files=(),
            begin=begin,
            fetch=_no_files,
            progress=_no_progress,
            draw=draw,
            contributed=request.contributed,
        )
        return [say.card for say in self._service.router.workers[work.name](task)]


def _no_files(file: UploadedFile) -> bytes:
    raise LookupError(file.name)


def _no_progress(percent: int) -> None:
    """Nobody waits for it."""
