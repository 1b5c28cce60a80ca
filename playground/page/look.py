"""What is on the screen: the page and its parts, for one person in one language."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from markupsafe import Markup

from playground.page.blocks import Renderer, make_environment
from playground.page.dates import clock_in_words, day_in_words
from playground.page.emoji import emoji
from playground.page.news import news
from playground.page.texts import Texts, all_texts
from playground.page.tour import STEPS, Step
from playground.play import Play
from playground.slack.cast import Person, Standing
from playground.slack.content import Channel, Kind, Message, Refusal, StoredFile, View
from playground.slack.manifest import Shortcut
from playground.slack.wire import BOT_USER, TEAM

FOLDER = Path(__file__).parent
ON_THE_PAGE = 150  # messages; older ones are history
TOGETHER = timedelta(minutes=5)  # messages of one person within this time share one name and picture
CORNERS = ("C01", "C07", "C10")  # the triangle: one of each discipline


@dataclass(frozen=True)
class Item:
    """One message with everything that the template needs."""

    message: Message
    author: Person
    blocks: Markup
    text: Markup
    files: list[StoredFile]
    replies: int
    thread_link: str
    actions: list[Shortcut]
    new_day: str = ""
    follows: bool = False

    def emoji(self, name: str) -> str:
        return emoji(name)

    def size(self, file: StoredFile) -> str:
        kilobytes = len(file.content) / 1024
        return f"{kilobytes:.0f} kB" if kilobytes >= 1 else f"{len(file.content)} bytes"


@dataclass(frozen=True)
class Row:
    """One line of the side bar."""

    id: str
    name: str
    href: str
    unread: int = 0
    here: bool = False
    private: bool = False
    shared: bool = False
    person: Person | None = None
    group: int = 0


class Look:
    def __init__(self, play: Play) -> None:
        self.play = play
        self._environment = make_environment(str(FOLDER / "templates"))
        styles = (FOLDER / "static" / "samenspel.css").stat()
        self._version = f"{styles.st_mtime_ns:x}"

    def renderer(self, person: Person, texts: Texts, here: str = "") -> Renderer:
        return Renderer(self._environment, self.play.workspace, person, texts, here)

    def _fill(self, template: str, texts: Texts, **values: Any) -> Markup:
        return Markup(self._environment.get_template(template).render(t=texts, **values))  # noqa: S704

    # whole pages

    def welcome(self, texts: Texts, theme: str) -> str:
        workspace = self.play.workspace
        corners = [person for code in CORNERS if (person := workspace.person_called(code))]
        others = [person for person in workspace.humans() if person not in corners]
        renderer = self.renderer(corners[0], texts)
        values = {"corners": corners, "others": others, "r": renderer, "theme": theme, "version": self._version}
        return self._fill("welcome.html", texts, **values)

    def channel(self, me: Person, texts: Texts, theme: str, channel: Channel, thread: Message | None) -> str:
        renderer = self.renderer(me, texts)
        direct_to_bot = channel.kind is Kind.DIRECT and BOT_USER in channel.members
        return self._page(
            me,
            texts,
            theme,
            name=renderer.channel_title(channel),
            here=f"/als/{me.code}/k/{channel.id}",
            channel=channel,
            topic=channel.topic,
            head_person=renderer.others(channel)[0] if channel.kind is Kind.DIRECT else None,
            tabs=self._tabs(me, channel) if direct_to_bot else None,
            has_bot=BOT_USER in channel.members,
            can_add=me.team == TEAM,
            part=f"berichten/{channel.id}",
            messages=self.messages(me, texts, channel),
            thread=thread,
            thread_part=self.thread(me, texts, channel, thread) if thread else "",
            shortcuts=[one for one in self.play.messenger.manifest.shortcuts if not one.on_message],
            commands=self.play.messenger.manifest.commands,
        )

    def home_page(self, me: Person, texts: Texts, theme: str) -> str:
        channel = self.play.workspace.channel_between([me.id, BOT_USER])
        return self._page(
            me,
            texts,
            theme,
            name=self.play.workspace.people[BOT_USER].name,
            here=f"/als/{me.code}/home",
            is_home=True,
            head_person=self.play.workspace.people[BOT_USER],
            tabs=self._tabs(me, channel),
            home=self.home(me, texts),
        )

    def _tabs(self, me: Person, channel: Channel) -> dict[str, str]:
        return {"messages": f"/als/{me.code}/k/{channel.id}", "home": f"/als/{me.code}/home"}

    def _page(self, me: Person, texts: Texts, theme: str, **values: Any) -> str:
        workspace = self.play.workspace
        empty: dict[str, Any] = {
            "channel": None, "topic": "", "head_person": None, "tabs": None, "is_home": False, "has_bot": False,
            "can_add": False, "part": "", "messages": "", "home": "", "thread": None, "thread_part": "",
            "shortcuts": [], "commands": [],
        }  # fmt: skip
        known = {**empty, **values}
        return self._fill(
            "workspace.html",
            texts,
            me=me,
            theme=theme,
            version=self._version,
            r=self.renderer(me, texts),
            who_part=self.who(me, texts),
            news_part=self.news(me, texts),
            has_newcomer=workspace.person_called("N01") is not None,
            clock_words=clock_in_words(self.play.clock.now(), texts.language),
            facts=self._facts(me, texts, known["here"], known["channel"]),
            side=self.side(me, texts, known["here"]),
            tour_part=self.tour(texts),
            bot_part=self.bot(texts),
            loud_refusals=sum(one.loud for one in self._refusals(me)),
            refusals_part=self.refusals(me, texts),
            **known,
        )

    def _facts(self, me: Person, texts: Texts, here: str, channel: Channel | None) -> Markup:
        """What the page's script needs, as JSON in which no tag can close the element."""
        told = {
            "me": me.code,
            "myId": me.id,
            "here": here,
            "channel": channel.id if channel else None,
            "offset": self.play.clock.offset.total_seconds(),
            "language": texts.language,
            "commands": [
                {"name": one.name, "about": one.description, "verbs": one.verbs}
                for one in self.play.messenger.manifest.commands
            ],
            "names": [person.name for person in self.play.workspace.people.values()],
            "texts": {
                key: words[texts.language] for key, words in all_texts().items() if key.split(".")[0] in SCRIPTED
            },
        }
        return Markup(json.dumps(told, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704 - no < left

    # parts

    def messages(self, me: Person, texts: Texts, channel: Channel) -> Markup:
        said = [message for message in channel.visible(me.id) if not message.in_thread][-ON_THE_PAGE:]
        with_bot = channel.kind is Kind.DIRECT and BOT_USER in channel.members
        nothing = texts("channel.empty_bot" if with_bot else "channel.empty")
        return self._list(me, texts, said, nothing, in_thread=False)

    def thread(self, me: Person, texts: Texts, channel: Channel, parent: Message) -> Markup:
        return self._fill(
            "part_thread.html",
            texts,
            me=me,
            channel=channel,
            thread=parent,
            here=f"/als/{me.code}/k/{channel.id}",
            part=f"draad/{channel.id}/{parent.ts}",
            messages=self.thread_messages(me, texts, parent),
            shortcuts=[],
            commands=[],
        )

    def thread_messages(self, me: Person, texts: Texts, parent: Message) -> Markup:
        replies = [reply for reply in self.play.workspace.replies(parent) if reply.seen_by(me.id)]
        return self._list(me, texts, [parent, *replies], "", in_thread=True)

    def _list(self, me: Person, texts: Texts, said: list[Message], nothing: str, *, in_thread: bool) -> Markup:
        renderer = self.renderer(me, texts)
        items, before = [], None
        for message in said:
            items.append(self._item(renderer, message, before, texts, "d" if in_thread else "m"))
            before = message
        values = {"items": items, "nothing": nothing, "in_thread": in_thread, "me": me, "r": renderer}
        return self._fill("part_messages.html", texts, **values)

    def _item(self, renderer: Renderer, message: Message, before: Message | None, texts: Texts, place: str) -> Item:
        """`place` keeps ids apart: a message can stand in the list and in its thread at once."""
        workspace = self.play.workspace
        new_day = before is None or before.at.date() != message.at.date()
        follows = (
            before is not None
            and not new_day
            and before.author == message.author
            and before.only_for == message.only_for
            and timedelta() <= message.at - before.at < TOGETHER
            and not message.by_app
        )
        return Item(
            message,
            workspace.people[message.author],
            renderer.blocks(message.blocks, f"{place}{message.ts.replace('.', '-')}") if message.blocks else Markup(),
            renderer.mrkdwn(message.text),
            [workspace.files[file] for file in message.files if file in workspace.files],
            sum(reply.seen_by(renderer.viewer.id) for reply in workspace.replies(message)),
            f"/als/{renderer.viewer.code}/k/{message.channel}?draad={message.ts}",
            [shortcut for shortcut in self.play.messenger.manifest.shortcuts if shortcut.on_message],
            self._day(message.at.date(), texts) if new_day else "",
            follows,
        )

    def _day(self, day: date, texts: Texts) -> str:
        today = self.play.clock.now().date()
        words = day_in_words(day, texts.language)
        if day == today:
            return f"{texts('message.today')}, {words}"
        return f"{texts('message.yesterday')}, {words}" if day == today - timedelta(days=1) else words

    def side(self, me: Person, texts: Texts, here: str) -> Markup:
        workspace, renderer = self.play.workspace, self.renderer(me, texts)
        rows = {channel.id: self._row(renderer, channel, here) for channel in workspace.channels_of(me.id)}
        mine = workspace.channels_of(me.id)
        direct_to_bot = next((c for c in mine if c.kind is Kind.DIRECT and BOT_USER in c.members), None)
        conversations = [c for c in mine if c.between_people and c is not direct_to_bot]
        return self._fill(
            "part_side.html",
            texts,
            bot=workspace.people[BOT_USER],
            has_app=direct_to_bot is not None,
            app=rows[direct_to_bot.id] if direct_to_bot else None,
            home=Row("home", "", f"/als/{me.code}/home", here=here.endswith("/home")),
            channels=[rows[channel.id] for channel in mine if not channel.between_people],
            directs=[rows[channel.id] for channel in conversations] + self._strangers(me, conversations, here),
        )

    def _row(self, renderer: Renderer, channel: Channel, here: str) -> Row:
        me, others = renderer.viewer, renderer.others(channel)
        href = f"/als/{me.code}/k/{channel.id}"
        return Row(
            channel.id,
            renderer.channel_title(channel).removeprefix("#"),
            href,
            channel.unread(me.id),
            href == here,
            channel.kind is Kind.PRIVATE,
            channel.shared,
            others[0] if channel.kind is Kind.DIRECT else None,
            len(others) if channel.kind is Kind.GROUP else 0,
        )

    def _strangers(self, me: Person, conversations: list[Channel], here: str) -> list[Row]:
        """Colleagues with whom there is no conversation yet: a click starts one."""
        known = {person for channel in conversations if channel.kind is Kind.DIRECT for person in channel.members}
        return [
            Row(f"new-{person.code}", person.name, f"/als/{me.code}/met/{person.code}", person=person)
            for person in self.play.workspace.humans()
            if person.id not in known and person is not me and person.standing is Standing.COLLEAGUE
        ][: 4 if me.standing is Standing.COLLEAGUE else 0]

    def news(self, me: Person, texts: Texts) -> Markup:
        """Of the others: what is new for oneself stands in the rows above it."""
        return self._fill(
            "part_news.html", texts, news=[one for one in news(self.play.workspace) if one.person is not me]
        )

    def who(self, me: Person, texts: Texts) -> Markup:
        workspace = self.play.workspace
        people = workspace.humans()
        unread = {p.code: sum(channel.unread(p.id) for channel in workspace.channels_of(p.id)) for p in people}
        return self._fill("part_who.html", texts, me=me, people=people, unread=unread, r=self.renderer(me, texts))

    def tour(self, texts: Texts) -> Markup:
        tour = self.play.tour
        return self._fill("part_tour.html", texts, tour=tour, steps=STEPS, current=tour.current, link=self._tour_link)

    def _tour_link(self, step: Step) -> str:
        workspace = self.play.workspace
        person = workspace.person_called(step.person)
        if person is None or step.place == "home":
            return f"/als/{step.person}/home"
        channel = next((c for c in workspace.channels.values() if c.name == step.place), None)
        channel = channel or workspace.channel_between([person.id, BOT_USER])
        return f"/als/{person.code}/k/{channel.id}" + (f"?typ={step.start.replace(' ', '+')}" if step.start else "")

    def bot(self, texts: Texts) -> Markup:
        bot = self.play.bot
        last_words = bot.last_words() if bot.condition == "stopped" else ""
        return self._fill("part_bot.html", texts, condition=str(bot.condition), last_words=last_words)

    def _refusals(self, me: Person) -> list[Refusal]:
        return [one for one in self.play.workspace.refusals if one.person in (None, me.id) or not one.loud]

    def refusals(self, me: Person, texts: Texts) -> Markup:
        newest_first = self._refusals(me)[::-1][:50]
        return self._fill(
            "part_refusals.html", texts, refusals=newest_first, sentence=lambda one: self.sentence(one, texts)
        )

    def sentence(self, refusal: Refusal, texts: Texts) -> str:
        key = f"refusal.{refusal.error}"
        return texts(key if texts.has(key) else "refusal.other")

    def modal(self, me: Person, texts: Texts, view: View | None, deep: bool) -> Markup:
        renderer = self.renderer(me, texts, view.channel if view else "")
        blocks = renderer.blocks(view.content["blocks"], view.id, heading=3) if view else ""
        has_inputs = view is not None and any(block["type"] == "input" for block in view.content["blocks"])
        values = {"view": view, "deep": deep, "r": renderer, "blocks": blocks, "has_inputs": has_inputs}
        return self._fill("part_view.html", texts, **values)

    def home(self, me: Person, texts: Texts) -> Markup:
        view = self.play.workspace.homes.get(me.id)
        blocks = self.renderer(me, texts).blocks(view.content["blocks"], view.id) if view else ""
        return self._fill("part_home.html", texts, view=view, blocks=blocks)


SCRIPTED = ("page", "say", "form", "message", "clock", "refusal", "bot", "side", "input", "submit")
