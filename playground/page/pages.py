"""The addresses that the browser calls: pages, parts of pages, deeds, and the stream of changes."""

import asyncio
import json
import mimetypes
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from playground.bot_process import Condition
from playground.page import cookies
from playground.page.dates import clock_in_words
from playground.page.look import FOLDER, Look
from playground.page.texts import Texts
from playground.play import Play
from playground.slack.cast import Person
from playground.slack.clock import REFERENCE, TURNS
from playground.slack.content import Channel, Message, StoredFile, View
from playground.slack.live import Change
from playground.slack.outcome import DONE, Outcome
from playground.slack.wire import BOT_USER, TEAM, Json

HEARTBEAT = 20.0  # seconds; keeps the stream alive behind sleepy laptops
LARGEST_FILE = 10 * 1024 * 1024
# A page of somebody else cannot send this header to us without asking first.
OURS = "x-oefenomgeving"


class Gone(Exception):
    """Not (or no longer) there for this person."""


class Pages:
    def __init__(self, play: Play) -> None:
        self.play, self.look = play, Look(play)
        self._restarts: set[asyncio.Task[None]] = set()

    def routes(self) -> list[Route | Mount]:
        me, post = "/als/{code}", ["POST"]
        return [
            Route("/", self.welcome),
            Route("/taal/{language}", self.change_language),
            Route(me + "/", self.front_door),
            Route(me + "/home", self.home),
            Route(me + "/k/{channel}", self.channel),
            Route(me + "/met/{other}", self.meet),
            Route(me + "/bestand/{file}", self.file),
            Route(me + "/live", self.live),
            Route(me + "/deel/{part:path}", self.part),
            Route(me + "/zeg", self.deed(self.say), methods=post),
            Route(me + "/klik", self.deed(self.click), methods=post),
            Route(me + "/verstuur", self.deed(self.submit), methods=post),
            Route(me + "/sluit", self.deed(self.close), methods=post),
            Route(me + "/zoek", self.deed(self.suggest), methods=post),
            Route(me + "/snel", self.deed(self.shortcut), methods=post),
            Route(me + "/erbij", self.deed(self.add_bot), methods=post),
            Route(me + "/klok", self.deed(self.turn_clock), methods=post),
            Route(me + "/rondleiding", self.deed(self.change_tour), methods=post),
            Route(me + "/nieuw", self.deed(self.newcomer), methods=post),
            Route(me + "/opnieuw", self.deed(self.begin_again), methods=post),
            Route(me + "/herstart", self.deed(self.restart_bot), methods=post),
            Mount("/static", StaticFiles(directory=FOLDER / "static")),
        ]

    # pages

    async def welcome(self, request: Request) -> Response:
        return HTMLResponse(self.look.welcome(*cookies.of(request)))

    async def front_door(self, request: Request) -> Response:
        me = self._me(request)
        if me is None:
            return RedirectResponse("/")
        mine = self.play.workspace.channels_of(me.id)
        return RedirectResponse(f"/als/{me.code}/k/{mine[0].id}") if mine else RedirectResponse("/")

    async def channel(self, request: Request) -> Response:
        me = self._me(request)
        channel = self.play.workspace.channels.get(request.path_params["channel"])
        if me is None or channel is None or me.id not in channel.members:
            return RedirectResponse(f"/als/{me.code}/" if me else "/")
        self.play.workspace.mark_read(channel, me.id)
        self.play.workspace.reads(me.id, cookies.texts_for(request).language)
        if BOT_USER in channel.members and channel.between_people and len(channel.members) == 2:
            self.play.slack.deeds.open_direct(me)
        thread = self.play.workspace.message(channel.id, request.query_params.get("draad", ""))
        return HTMLResponse(self.look.channel(me, *cookies.of(request), channel, thread))

    async def home(self, request: Request) -> Response:
        me = self._me(request)
        if me is None or me.team != TEAM:
            return RedirectResponse("/")
        self.play.workspace.reads(me.id, cookies.texts_for(request).language)
        self.play.slack.deeds.open_home(me)
        return HTMLResponse(self.look.home_page(me, *cookies.of(request)))

    async def meet(self, request: Request) -> Response:
        me, other = self._me(request), self.play.workspace.person_called(request.path_params["other"])
        if me is None or other is None:
            return RedirectResponse("/")
        channel = self.play.workspace.channel_between([me.id, other.id])
        return RedirectResponse(f"/als/{me.code}/k/{channel.id}")

    async def change_language(self, request: Request) -> Response:
        back = request.query_params.get("terug", "/")
        answer = RedirectResponse(back if back.startswith("/") and not back.startswith("//") else "/", 303)
        cookies.set_language(answer, request.path_params["language"])
        return answer

    async def file(self, request: Request) -> Response:
        stored = self.play.workspace.files.get(request.path_params["file"])
        if stored is None or self._me(request) is None:
            return Response(status_code=404)
        # Only pictures are shown in the page; anything else could be a page of its own.
        shown = (
            stored.kind.startswith("image/")
            and stored.kind != "image/svg+xml"
            and "download" not in request.query_params
        )
        how = "inline" if shown else "attachment"
        name = stored.name.encode("ascii", "replace").decode().replace('"', "'")
        headers = {"content-disposition": f'{how}; filename="{name}"', "cache-control": "private, max-age=3600"}
        return Response(stored.content, media_type=stored.kind, headers=headers)

    async def part(self, request: Request) -> Response:
        """A piece of the page, fetched again when something in it changed."""
        me = self._me(request)
        if me is None:
            return Response(status_code=404)
        try:
            return HTMLResponse(self._part(request, me, cookies.texts_for(request)))
        except Gone:
            return Response(status_code=404)

    def _part(self, request: Request, me: Person, texts: Texts) -> str:
        look, workspace = self.look, self.play.workspace
        match request.path_params["part"].split("/"):
            case ["zijbalk"]:
                return look.side(me, texts, request.query_params.get("hier", ""))
            case ["berichten", channel_id]:
                channel = self._channel(me, channel_id)
                if "gezien" in request.query_params:
                    workspace.mark_read(channel, me.id)
                return look.messages(me, texts, channel)
            case ["draad", channel_id, ts]:
                return look.thread_messages(me, texts, self._message(me, channel_id, ts))
            case ["draadvenster", channel_id, ts]:
                return look.thread(me, texts, self._channel(me, channel_id), self._message(me, channel_id, ts))
            case ["venster"]:
                stack = workspace.stack(me.id, request.query_params.get("tab", ""))
                return look.modal(me, texts, stack[-1] if stack else None, len(stack) > 1)
            case ["home"]:
                return look.home(me, texts)
            case ["nieuws"]:
                return look.news(me, texts)
            case ["wie"]:
                return look.who(me, texts)
            case ["rondleiding"]:
                return look.tour(texts)
            case ["weigeringen"]:
                return look.refusals(me, texts)
            case ["bot"]:
                return look.bot(texts)
            case _:
                raise Gone

    # the stream

    async def live(self, request: Request) -> Response:
        me = self._me(request)
        if me is None:
            return Response(status_code=404)
        stream = self._changes(me, request.query_params.get("tab", ""))
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        return StreamingResponse(stream, media_type="text/event-stream", headers=headers)

    async def _changes(self, me: Person, tab: str) -> AsyncIterator[str]:
        yield "retry: 1000\n\n"
        changes = self.play.live.listen(me.id, tab)
        following = asyncio.ensure_future(anext(changes, None))
        try:
            while True:
                done, _ = await asyncio.wait({following}, timeout=HEARTBEAT)
                if not done:
                    yield ": nog hier\n\n"
                    continue
                change = following.result()
                if change is None:
                    return
                yield f"data: {json.dumps({'kind': change.kind, **change.detail})}\n\n"
                following = asyncio.ensure_future(anext(changes, None))
        finally:
            following.cancel()

    # deeds

    def deed(
        self, do: Callable[[Person, Json, FormData], Awaitable[Outcome]]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            me = self._me(request)
            if me is None or OURS not in request.headers:
                return Response(status_code=403)
            texts = cookies.texts_for(request)
            async with request.form(max_part_size=LARGEST_FILE) as form:
                said = json.loads(str(form.get("said", "{}")))
                try:
                    outcome = await do(me, said, form)
                except Gone:
                    outcome = Outcome("click.gone")
            return JSONResponse(_told(outcome, texts))

        return endpoint

    async def say(self, me: Person, said: Json, form: FormData) -> Outcome:
        channel = self._channel(me, said["channel"])
        text, files = said["text"].strip(), []
        for upload in form.getlist("file"):
            if isinstance(upload, UploadFile):
                stored = await self._kept(me, upload)
                if stored is None:
                    return Outcome("input.file_too_large", {"most": LARGEST_FILE // 1024**2})
                files.append(stored.id)
        if not text and not files:
            return DONE
        return await self.play.slack.deeds.say(me, channel, text, said.get("thread"), said["tab"], files)

    async def click(self, me: Person, said: Json, form: FormData) -> Outcome:
        where = (said["block"], said["action"], said.get("value"), said.get("values") or {}, said["tab"])
        if "view" in said:
            return await self.play.slack.forms.click_in_view(me, self._view(me, said["view"]), *where)
        return await self.play.slack.deeds.click_in_message(me, self._message(me, said["channel"], said["ts"]), *where)

    async def submit(self, me: Person, said: Json, form: FormData) -> Outcome:
        view, values = self._view(me, said["view"]), said.get("values") or {}
        for (block, action), upload in zip(said.get("places") or (), form.getlist("file"), strict=True):
            if isinstance(upload, UploadFile):
                stored = await self._kept(me, upload)
                if stored is None:
                    return Outcome(complaints={block: ("input.file_too_large", {"most": LARGEST_FILE // 1024**2})})
                values.setdefault(block, {}).setdefault(action, []).append(stored.id)
        return await self.play.slack.forms.submit(me, view, values)

    async def _kept(self, me: Person, upload: UploadFile) -> StoredFile | None:
        """None when it is too large."""
        content = await upload.read()
        if len(content) > LARGEST_FILE:
            return None
        name = upload.filename or "bestand"
        kind = upload.content_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        return self.play.slack.forms.keep_file(me, name, kind, content)

    async def close(self, me: Person, said: Json, form: FormData) -> Outcome:
        return await self.play.slack.forms.close(me, self._view(me, said["view"]), bool(said.get("all")))

    async def suggest(self, me: Person, said: Json, form: FormData) -> Outcome:
        container = self._view(me, said["view"]) if "view" in said else self._message(me, said["channel"], said["ts"])
        return await self.play.slack.forms.suggest(me, container, said["block"], said["action"], said["typed"])

    async def shortcut(self, me: Person, said: Json, form: FormData) -> Outcome:
        shortcuts = self.play.messenger.manifest.shortcuts
        shortcut = next((one for one in shortcuts if one.callback_id == said["shortcut"]), None)
        if shortcut is None:
            raise Gone
        message = self._message(me, said["channel"], said["ts"]) if shortcut.on_message else None
        return await self.play.slack.deeds.shortcut(me, shortcut, said["tab"], message)

    async def add_bot(self, me: Person, said: Json, form: FormData) -> Outcome:
        return self.play.slack.deeds.invite(self._channel(me, said["channel"]))

    async def turn_clock(self, me: Person, said: Json, form: FormData) -> Outcome:
        clock = self.play.clock
        await self.play.slack.deeds.everybody_looks_in()
        if said["turn"] == "real":
            clock.turn_back_to_real()
        else:
            clock.turn_to(REFERENCE if said["turn"] == "start" else TURNS[said["turn"]](clock.now()))
        self.play.live.tell(Change("clock", {"offset": clock.offset.total_seconds()}))
        return Outcome(values={"time": clock_in_words(clock.now(), "nl")})

    async def change_tour(self, me: Person, said: Json, form: FormData) -> Outcome:
        if said["do"] == "skip":
            self.play.tour.skip(said["step"])
        else:
            self.play.tour.hide(said["do"] == "hide")
        return DONE

    async def newcomer(self, me: Person, said: Json, form: FormData) -> Outcome:
        person = self.play.slack.deeds.newcomer()
        if person is None:
            return DONE
        # Their own chat, where the welcome is.
        own = self.play.workspace.channel_between([person.id, BOT_USER])
        return Outcome(values={"go": f"/als/{person.code}/k/{own.id}"})

    async def begin_again(self, me: Person, said: Json, form: FormData) -> Outcome:
        self._in_the_background(self.play.begin_again())
        return DONE

    async def restart_bot(self, me: Person, said: Json, form: FormData) -> Outcome:
        if self.play.bot.condition is Condition.STOPPED:
            self._in_the_background(self.play.bot.start())
        return DONE

    def _in_the_background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._restarts.add(task)
        task.add_done_callback(self._restarts.discard)

    # who and what

    def _me(self, request: Request) -> Person | None:
        person = self.play.workspace.person_called(request.path_params["code"])
        return person if person and person.id != BOT_USER else None

    def _channel(self, me: Person, channel_id: str) -> Channel:
        channel = self.play.workspace.channels.get(channel_id)
        if channel is None or me.id not in channel.members:
            raise Gone
        return channel

    def _message(self, me: Person, channel_id: str, ts: str) -> Message:
        message = self.play.workspace.message(self._channel(me, channel_id).id, ts)
        if message is None or not message.seen_by(me.id):
            raise Gone
        return message

    def _view(self, me: Person, view_id: str) -> View:
        view = self.play.workspace.views.get(view_id)
        if view is None or view.person != me.id:
            raise Gone
        return view


def _told(outcome: Outcome, texts: Texts) -> Json:
    told: Json = {**outcome.values}
    if outcome.problem:
        told["problem"] = texts(outcome.problem, **outcome.values)
    wrong = {block: texts(key, **values) for block, (key, values) in outcome.complaints.items()}
    if wrong or outcome.errors:
        told["errors"] = {**wrong, **outcome.errors}
    if outcome.options:
        told["groups"] = outcome.options
    return told
