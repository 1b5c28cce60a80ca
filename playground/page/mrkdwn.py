"""Slack's mrkdwn as HTML: *bold*, _italic_, ~strike~, `code`, links, mentions, quotes and lists of lines."""

import re
from collections.abc import Callable

from markupsafe import Markup, escape

from playground.page.emoji import EMOJI

NameOf = Callable[[str], str | None]

_SPECIAL = re.compile(r"<([^<>\n]+)>")
_FENCE = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_EMOJI = re.compile(r":([a-z0-9_+'-]+)(?:::skin-tone-\d)?:")
# Slack marks a word up only between spaces or punctuation: 2*3*4 and snake_case_names stay as they are.
_BEFORE, _AFTER = r"(?<![\w*~_])", r"(?![\w*~_])"
_STYLES = (
    (re.compile(_BEFORE + r"\*(\S(?:[^*\n]*\S)?)\*" + _AFTER), "strong"),
    (re.compile(_BEFORE + r"_(\S(?:[^_\n]*\S)?)_" + _AFTER), "em"),
    (re.compile(_BEFORE + r"~(\S(?:[^~\n]*\S)?)~" + _AFTER), "s"),
)
_HELD = re.compile("\ue000(\\d+)\ue001")


class _Held:
    """Finished pieces of HTML, taken out so that the styles do not touch them."""

    def __init__(self) -> None:
        self.pieces: list[str] = []

    def hold(self, html: str) -> str:
        self.pieces.append(html)
        return f"\ue000{len(self.pieces) - 1}\ue001"

    def give_back(self, html: str) -> str:
        # A link inside a fence is held twice: give back until nothing is held.
        while _HELD.search(html):
            html = _HELD.sub(lambda held: self.pieces[int(held[1])], html)
        return html


def render_mrkdwn(text: str, name_of_person: NameOf, name_of_channel: NameOf) -> Markup:
    """Text as the API carries it: & < > are escaped in it, everything else is meant as markup."""
    held = _Held()
    text = text.replace("\ue000", "").replace("\ue001", "")

    def special(found: re.Match[str]) -> str:
        return held.hold(_special(found[1], name_of_person, name_of_channel))

    text = _SPECIAL.sub(special, text)
    html = _harmless(text)
    html = _FENCE.sub(lambda code: held.hold(f"<pre><code>{code[1]}</code></pre>"), html)
    html = _CODE.sub(lambda code: held.hold(f"<code>{code[1]}</code>"), html)
    html = _EMOJI.sub(_emoji, html)
    for pattern, tag in _STYLES:
        html = pattern.sub(rf"<{tag}>\1</{tag}>", html)
    return Markup(held.give_back(_lines(html)))  # noqa: S704 - escaped in _harmless and _special


def render_plain(text: str, with_emoji: bool = True) -> Markup:
    """plain_text: literally, but for emoji names and line breaks."""
    html = _harmless(text)
    return Markup((_EMOJI.sub(_emoji, html) if with_emoji else html).replace("\n", "<br>"))  # noqa: S704


def _harmless(text: str) -> str:
    """Slack's three entities are already escaped; anything else that HTML knows is not."""
    plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return str(escape(plain))


def _emoji(found: re.Match[str]) -> str:
    return EMOJI.get(found[1], found[0])


def _lines(html: str) -> str:
    """Lines with > in front become one quote."""
    parts: list[str] = []
    quoted: list[str] = []
    for line in [*html.split("\n"), None]:
        if line is not None and line.startswith("&gt;"):
            quoted.append(line.removeprefix("&gt;").removeprefix(" "))
            continue
        if quoted:
            parts.append(f"<blockquote>{'<br>'.join(quoted)}</blockquote>")
            quoted = []
        if line is not None:
            parts.append(line)
    return "<br>".join(parts).replace("</blockquote><br>", "</blockquote>").replace("<br><blockquote>", "<blockquote>")


def _special(inside: str, name_of_person: NameOf, name_of_channel: NameOf) -> str:
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        name = label or name_of_person(target[1:]) or target[1:]
        return f'<span class="mention">@{escape(name)}</span>'
    if target.startswith("#"):
        name = label or name_of_channel(target[1:]) or target[1:]
        return f'<span class="mention">#{escape(name)}</span>'
    if target.startswith("!"):
        return _everybody(target[1:], label)
    if safe_link(target):
        return link(target, _unescaped(label or target.removeprefix("mailto:")))
    return str(escape(f"<{inside}>"))


def safe_link(url: str) -> bool:
    """Slack makes no link of anything that could be a script."""
    return re.match(r"(https?|mailto|tel|slack):", url) is not None


def _everybody(command: str, label: str) -> str:
    name = command.split("^")[0]
    if name == "date":
        return str(escape(label))
    return f'<span class="mention mention-all">@{escape(label or name)}</span>'


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def link(url: str, label: str) -> str:
    return f'<a href="{escape(_unescaped(url))}" target="_blank" rel="noopener noreferrer">{escape(label)}</a>'
