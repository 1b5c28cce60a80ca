"""Block Kit as HTML: which picture belongs to which block. The markup itself is in templates/blocks.html."""

import json
from dataclasses import dataclass
from datetime import datetime

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from playground.page.emoji import emoji
from playground.page.mrkdwn import link, render_mrkdwn, render_plain, safe_link
from playground.page.texts import Texts
from playground.slack.cast import Person
from playground.slack.clock import LOCAL
from playground.slack.content import Channel, Kind
from playground.slack.element_limits import all_options
from playground.slack.wire import Json
from playground.slack.workspace import Workspace

FEW = 12  # up to here a native list; beyond it people search


def make_environment(folder: str) -> Environment:
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@dataclass(frozen=True)
class Choice:
    """One line in a list to choose from."""

    value: str
    label: str
    note: str = ""
    group: str = ""
    person: Person | None = None


class Renderer:
    """Blocks for one person, in one language."""

    def __init__(
        self, environment: Environment, workspace: Workspace, viewer: Person, texts: Texts, here: str = ""
    ) -> None:
        """`here` is the channel that a form was asked for in."""
        self.workspace, self.viewer, self.texts, self.here = workspace, viewer, texts, here
        self._environment = environment

    def blocks(self, blocks: list[Json], container: str, heading: int = 2) -> Markup:
        """`container` makes the ids of the inputs unique in the page; `heading` is the level of a header block."""
        known = {"r": self, "t": self.texts, "level": heading}
        module = self._environment.get_template("blocks.html").make_module(known)
        draw = vars(module)
        return Markup("").join(
            draw.get(f"block_{block['type']}", draw["block_unknown"])(block, f"{container}-{number}")
            for number, block in enumerate(blocks)
        )

    # texts

    def text(self, text: Json) -> Markup:
        if text["type"] == "plain_text":
            return render_plain(text["text"], text.get("emoji", True))
        return self.mrkdwn(text["text"])

    def mrkdwn(self, text: str) -> Markup:
        return render_mrkdwn(text, self.person_name, self.channel_name)

    def words(self, text: Json | None) -> str:
        """Without any markup, for labels and titles."""
        return str(render_plain(text["text"]).striptags()) if text else ""

    def person_name(self, person: str) -> str | None:
        known = self.workspace.people.get(person)
        return known.name if known else None

    def channel_name(self, channel: str) -> str | None:
        known = self.workspace.channels.get(channel)
        return known.name if known and self._may_see(known) else None

    def _may_see(self, channel: Channel) -> bool:
        return channel.kind is Kind.PUBLIC or self.viewer.id in channel.members

    # rich text

    def span(self, span: Json) -> Markup:
        style = span.get("style") or {}
        html = self._plain_span(span)
        for name, tag in (("code", "code"), ("strike", "s"), ("italic", "em"), ("bold", "strong"), ("underline", "u")):
            if style.get(name):
                html = Markup("<{0}>{1}</{0}>").format(Markup(tag), html)  # noqa: S704 - from the list above
        return html

    def _plain_span(self, span: Json) -> Markup:
        match span["type"]:
            case "text":
                return Markup("{}").format(span["text"]).replace("\n", Markup("<br>"))
            case "link":
                label = span.get("text") or span["url"]
                if not safe_link(span["url"]):
                    return Markup("{}").format(label)
                return Markup(link(span["url"], label))  # noqa: S704 - escaped there
            case "emoji":
                return Markup("{}").format(emoji(span["name"]))
            case "user":
                name = self.person_name(span["user_id"]) or span["user_id"]
            case "broadcast":
                name = span["range"]
            case "channel":
                name = self.channel_name(span["channel_id"]) or span["channel_id"]
                return Markup('<span class="mention">#{}</span>').format(name)
            case "date":
                return Markup("{}").format(span.get("fallback") or self._date(span["timestamp"]))
            case _:
                return Markup("{}").format(span.get("value", ""))
        return Markup('<span class="mention">@{}</span>').format(name)

    def _date(self, seconds: int) -> str:
        return datetime.fromtimestamp(seconds, LOCAL).strftime("%d-%m-%Y %H:%M")

    def is_link(self, element: Json) -> bool:
        return safe_link(element.get("url") or "")

    # pictures

    def picture(self, image: Json) -> str:
        file_id = (image.get("slack_file") or {}).get("id")
        if file_id:
            return f"/als/{self.viewer.code}/bestand/{file_id}"
        return str(image.get("image_url") or "")

    # choices

    def choices(self, element: Json) -> list[Choice]:
        kind = element["type"].removeprefix("multi_")
        if kind == "users_select":
            return [Choice(p.id, p.name, self.role(p), person=p) for p in self.workspace.people.values()]
        if kind in ("conversations_select", "channels_select"):
            return self._conversations(element)
        found = [_choice(option) for option in element.get("options") or ()]
        for group in element.get("option_groups") or ():
            found += [_choice(option, group["label"]["text"]) for option in group["options"]]
        return found

    def _conversations(self, element: Json) -> list[Choice]:
        wanted = (element.get("filter") or {}).get("include")
        names = {Kind.PUBLIC: "public", Kind.PRIVATE: "private", Kind.DIRECT: "im", Kind.GROUP: "mpim"}
        found = []
        for channel in self.workspace.channels.values():
            public_only = element["type"].endswith("channels_select") and channel.kind is not Kind.PUBLIC
            if public_only or not self._may_see(channel) or (wanted and names[channel.kind] not in wanted):
                continue
            found.append(Choice(channel.id, self.channel_title(channel)))
        return found

    def chosen(self, element: Json) -> list[Choice]:
        """What is filled in when the form opens."""
        options = element.get("initial_options") or [o for o in (element.get("initial_option"),) if o]
        if options:
            return [_choice(option) for option in options]
        kind = element["type"].removeprefix("multi_")
        many, one = {
            "users_select": ("initial_users", "initial_user"),
            "conversations_select": ("initial_conversations", "initial_conversation"),
            "channels_select": ("initial_channels", "initial_channel"),
        }.get(kind, ("", ""))
        current = self.here if element.get("default_to_current_conversation") else ""
        ids = element.get(many) or [o for o in (element.get(one) or current,) if o]
        known = {choice.value: choice for choice in self.choices(element)} if ids else {}
        return [known.get(one, Choice(one, one)) for one in ids]

    def is_short(self, element: Json) -> bool:
        """Short lists are native ones: quicker, and at home on every telephone."""
        return element["type"] == "static_select" and len(list(all_options(element))) <= FEW

    def moment(self, element: Json) -> str:
        """For <input type="datetime-local">."""
        seconds = element.get("initial_date_time")
        return datetime.fromtimestamp(seconds, LOCAL).strftime("%Y-%m-%dT%H:%M") if seconds else ""

    # people and places

    def role(self, person: Person) -> str:
        keys = person.roles or (str(person.standing),)
        return ", ".join(self.texts(f"role.{key}") if self.texts.has(f"role.{key}") else key for key in keys)

    def others(self, channel: Channel) -> list[Person]:
        people = [self.workspace.people[member] for member in channel.members if member != self.viewer.id]
        return people or [self.viewer]

    def channel_title(self, channel: Channel) -> str:
        if channel.between_people:
            return ", ".join(p.name if channel.kind is Kind.DIRECT else p.first_name for p in self.others(channel))
        return f"#{channel.name}"

    # what the page's script needs to know

    def confirm(self, confirm: Json) -> str:
        told = {key: self.words(confirm[key]) for key in ("title", "text", "confirm", "deny")}
        return json.dumps({**told, "style": confirm.get("style", "primary")}, ensure_ascii=False)

    def as_json(self, choices: list[Choice]) -> str:
        return json.dumps([_told(choice) for choice in choices], ensure_ascii=False)

    def choices_script(self, element: Json) -> Markup:
        """Inside <script>: JSON in which no tag can close it."""
        told = self.as_json(self.choices(element)).replace("<", "\\u003c")
        return Markup(told)  # noqa: S704 - JSON without <


def _choice(option: Json, group: str = "") -> Choice:
    note = (option.get("description") or {}).get("text", "")
    return Choice(option["value"], str(render_plain(option["text"]["text"]).striptags()), note, group)


def _told(choice: Choice) -> Json:
    told: Json = {"value": choice.value, "label": choice.label}
    if choice.note:
        told["note"] = choice.note
    if choice.group:
        told["group"] = choice.group
    return told
