"""The pages that colleagues read with the account they chat with: signed in by their platform, and never changing a
thing. Nothing of it is kept here, so any process answers any request.
"""

import hashlib
import hmac
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.chat.cards import typed
from bot.chat.house_style import HouseStyle, hash_in_policy
from bot.chat.requests import Account, Knock, Place
from bot.chat.texts import Speech, speech
from bot.onlooker import Onlooker, SeenPage
from handlers.concurrency import ConcurrencyLimit
from handlers.now import Now
from handlers.observability import request_id
from handlers.web import shown, signing_in
from handlers.web.html import Renderer, style, words
from handlers.web.no_page import CAREFUL, unknown
from handlers.web.providers import BegunLogin, Provider, begin
from handlers.web.sealed import Sealed
from handlers.web.served import AT_ONCE
from handlers.web.shown import AskedByAddress
from handlers.words import words_of

log = logging.getLogger(__name__)

STAYS = timedelta(hours=2)
"""Then the provider is asked again, which is one click."""
LOGIN_LASTS = timedelta(minutes=10)
SESSION, LOGIN = "__Host-samenspel", "__Host-samenspel-login"
SHORT = 200
"""What a provider sends back is longer only when somebody else made it."""
LONGEST_CODE = 4_000
STYLE, LOGO = f"{shown.ROOT}/stijl.css", f"{shown.ROOT}/logo"


@dataclass(frozen=True, slots=True)
class Door:
    """Who may come in, by whose word, and what they see.

    first_time: False for what was handled before. chat: where somebody goes to do something.
    """

    onlooker: Onlooker
    providers: Mapping[str, Provider]
    secret: str
    now: Now
    number: Callable[[], str]
    first_time: Callable[[str], bool]
    language: str
    chat: Callable[[Account], str]


class Pages:
    def __init__(self, door: Door) -> None:
        self._door = door
        self._session = Sealed(door.secret, "session", STAYS)
        self._login = Sealed(door.secret, "login", LOGIN_LASTS)
        self._renderer = Renderer(shown.where)
        self._turns = ConcurrencyLimit(AT_ONCE)
        self._style = hashlib.sha256(style()).hexdigest()[:16]

    def routes(self) -> Sequence[Route]:
        root = shown.ROOT
        return [
            Route(root, self._front, methods=["GET"]),
            Route(f"{root}/", self._front, methods=["GET"]),
            Route(STYLE, self._styled, methods=["GET"]),
            Route(LOGO, self._logo, methods=["GET"]),
            Route(f"{root}/aanmelden/{{provider:str}}", self._begin, methods=["GET"]),
            Route(f"{root}/terug/{{provider:str}}", self._back, methods=["GET"]),
            Route(f"{root}/uit", self._leave, methods=["POST"]),
            Route(f"{root}/{{page:str}}", self._page, methods=["GET"]),
        ]

    # Coming in

    async def _front(self, request: Request) -> Response:
        if self._who(request):
            return RedirectResponse(f"{shown.ROOT}/{shown.MENU[0]}", 303)
        return self._sign_in("", 200)

    async def _styled(self, request: Request) -> Response:
        return Response(style(), 200, {**CAREFUL, "Cache-Control": "public, max-age=31536000, immutable"}, "text/css")

    async def _logo(self, request: Request) -> Response:
        account = self._who(request)
        if account is None:
            return unknown(request)
        content, kind = await self._turns.take(lambda: self._door.onlooker.logo(account, self._door.now()))
        if not content:
            return unknown(request)
        headers = {**CAREFUL, "Cache-Control": "private, max-age=3600", "Content-Security-Policy": "default-src 'none'"}
        return Response(content, 200, headers, kind)

    async def _begin(self, request: Request) -> Response:
        """The browser goes to the provider, and remembers that it was this one that began, and for which page."""
        provider = self._door.providers.get(request.path_params["provider"])
        if provider is None:
            return unknown(request)
        url, begun = begin(provider)
        wanted = request.query_params.get("naar", "")
        kept = {"provider": provider.name, "page": wanted if wanted in shown.PAGES else shown.MENU[0]}
        kept |= {"state": begun.state, "nonce": begun.nonce, "verifier": begun.verifier}
        answer = RedirectResponse(url, 303, CAREFUL | {"Cache-Control": "no-store"})
        return _keep(answer, LOGIN, self._login.close(kept, self._door.now()), LOGIN_LASTS)

    async def _back(self, request: Request) -> Response:
        """Only in the browser that began, once, and with what the provider says."""
        kept = self._login.open(request.cookies.get(LOGIN, ""), self._door.now())
        state, code = request.query_params.get("state", ""), request.query_params.get("code", "")
        provider = self._door.providers.get(request.path_params["provider"])
        began_here = (
            provider is not None
            and kept.get("provider") == provider.name
            and 0 < len(state) <= SHORT
            and hmac.compare_digest(state.encode(), kept["state"].encode())
        )
        if provider is None or not began_here:
            return self._sign_in("not_begun", 400)
        if not 0 < len(code) <= LONGEST_CODE:
            return _forget(self._sign_in("refused", 403), LOGIN)
        begun = BegunLogin(kept["state"], kept["nonce"], kept["verifier"])
        account = await self._turns.take(lambda: self._vouched(provider, code, begun))
        if account is None:
            return _forget(self._sign_in("refused", 403), LOGIN)
        answer = RedirectResponse(f"{shown.ROOT}/{kept['page']}", 303, CAREFUL | {"Cache-Control": "no-store"})
        session = self._session.close(account._asdict(), self._door.now())
        return _forget(_keep(answer, SESSION, session, STAYS), LOGIN)

    def _vouched(self, provider: Provider, code: str, begun: BegunLogin) -> Account | None:
        """None too for a login that was ended before: in this process, or in another."""
        once = f"login {hashlib.sha256(begun.state.encode()).hexdigest()}"
        return signing_in.finish(provider, code, begun) if self._door.first_time(once) else None

    async def _leave(self, request: Request) -> Response:
        """Only from a page of ours."""
        if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return unknown(request)
        return _forget(RedirectResponse(shown.ROOT, 303, {**CAREFUL, "Clear-Site-Data": '"cache"'}), SESSION)

    # Looking

    def _who(self, request: Request) -> Account | None:
        told = self._session.open(request.cookies.get(SESSION, ""), self._door.now())
        return Account(told["platform"], told["tenant"], told["user"]) if told else None

    async def _page(self, request: Request) -> Response:
        name = request.path_params["page"]
        page = shown.PAGES.get(name)
        given = shown.given(page, request.url.query) if page else None
        if page is None or given is None:
            t = speech(self._door.language)
            first = (t(f"handlers.web.menu.{shown.MENU[0]}"), f"{shown.ROOT}/{shown.MENU[0]}")
            return self._notice(t, "unknown", 404, [first])
        account = self._who(request)
        if account is None or account.platform not in self._door.providers:
            return self._sign_in("", 401, name)
        now, number = self._door.now(), self._door.number()
        knock = Knock(number, now, account, Place(), page.action, given.args, given.answers)
        return await self._turns.take(lambda: self._shown(name, knock, given))

    def _shown(self, name: str, knock: Knock, asked: AskedByAddress) -> Response:
        with request_id.under(knock.id):
            try:
                looked = self._door.onlooker.look(knock, asked.sought)
                if looked is None:
                    return _forget(self._notice(speech(self._door.language), "nobody", 403), SESSION)
                return self._drawn(name, knock, asked, looked)
            except Exception:
                log.exception("the page %s failed", name)
                return self._notice(speech(self._door.language), "broken", 500, number=knock.id)

    def _drawn(self, name: str, knock: Knock, asked: AskedByAddress, looked: SeenPage) -> Response:
        t = speech(looked.language)
        menu = [(said, f"{shown.ROOT}/{each}", each == name) for each, said in _menu(t.language).items()]
        forms = [form for form in looked.forms if shown.where(form.action)]
        titles = [*(card.title for card in looked.cards), *(form.title for form in forms), t("handlers.web.nothing")]
        municipality = typed(looked.municipality)
        given = {
            "cards": looked.cards,
            "forms": forms,
            "drawings": looked.drawings,
            "options": looked.options,
            "asked": asked,
            "here": f"{shown.ROOT}/{name}",
            "title": f"{words_of(titles[0])} · {words_of(municipality)}",
            "municipality": words(municipality),
            "menu": menu,
            "person": words(typed(looked.person)),
            "chat": self._door.chat(knock.account),
        }
        return self._html("page.html", t, 200, looked.look, given)

    # What a page is made of

    def _sign_in(self, why: str, status: int, page: str = "") -> Response:
        """why: it did not work."""
        t = speech(self._door.language)
        naar = f"?naar={page}" if page else ""
        doors = [
            (t(f"handlers.web.sign_in.{name}"), f"{shown.ROOT}/aanmelden/{name}{naar}") for name in self._door.providers
        ]
        return self._notice(t, f"not_signed_in_{why}" if why else "sign_in", status, doors)

    def _notice(
        self, t: Speech, what: str, status: int, doors: Sequence[tuple[object, str]] = (), **values: str
    ) -> Response:
        heading, sentence = t(f"handlers.web.{what}.title"), t(f"handlers.web.{what}.text", **values)
        given = {"heading": heading, "sentence": sentence, "doors": doors, "title": heading}
        nobody: Mapping[str, object] = {"municipality": "Samenspel", "menu": (), "person": "", "chat": ""}
        return self._html("notice.html", t, status, HouseStyle(), {**nobody, **given})

    def _html(self, template: str, t: Speech, status: int, look: HouseStyle, given: Mapping[str, object]) -> Response:
        content = self._renderer.page(
            template,
            language=t.language,
            said=_said(t.language),
            style=f"{STYLE}?{self._style}",
            own_style=look.css,
            logo=LOGO if look.logo_kind else "",
            statement=look.statement,
            leave=f"{shown.ROOT}/uit",
            **given,
        )
        headers = {**CAREFUL, "Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
        return Response(content, status, {**headers, "Content-Security-Policy": _policy(look.css)}, "text/html")


_ON_EVERY_PAGE = (
    *("skip", "menu_name", "read_only", "to_chat", "leave", "as_table"),
    *("nothing", "statement", "find", "by_name", "not_found"),
)


@cache
def _said(language: str) -> Mapping[str, Markup]:
    t = speech(language)
    return {name: words(t(f"handlers.web.{name}")) for name in _ON_EVERY_PAGE}


@cache
def _menu(language: str) -> Mapping[str, Markup]:
    t = speech(language)
    return {page: words(t(f"handlers.web.menu.{page}")) for page in shown.MENU}


def _policy(own_style: str) -> str:
    """No script at all, and only our own style."""
    own = f" '{hash_in_policy(own_style)}'" if own_style else ""
    allowed = f"default-src 'none'; style-src 'self'{own}; img-src 'self'; form-action 'self'"
    return f"{allowed}; base-uri 'none'; frame-ancestors 'none'"


def _keep(answer: Response, name: str, value: str, lasts: timedelta) -> Response:
    """Lax: the provider sends people back here, and then it is needed."""
    answer.set_cookie(name, value, int(lasts.total_seconds()), path="/", secure=True, httponly=True, samesite="lax")
    return answer


def _forget(answer: Response, name: str) -> Response:
    answer.delete_cookie(name, path="/", secure=True, httponly=True, samesite="lax")
    return answer
