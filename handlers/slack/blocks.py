"""Cards' blocks as Block Kit: plain dicts, built by hand because that is 200 times faster than the SDK's models."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from bot.chat import cards
from bot.chat.cards import Button, Link, Text
from bot.chat.texts import Speech
from handlers.slack import limits
from handlers.slack.words import Json, cut, marked, plain, rich, shorten, words_of

_encode = msgspec.json.Encoder().encode

LINK = "link"
"""The action of a button that only opens a web address: Slack tells us of the click, and nothing needs an answer."""

ROW = "row"
BLOCK = "b"


class Ids:
    """Names for blocks and buttons, each only once on a surface. `scope` sets a part of it apart.

    uploaded: name of a picture -> id of the file at Slack.
    """

    def __init__(self, t: Speech, scope: str = "", uploaded: Mapping[str, str] | None = None) -> None:
        self.t = t
        self.scope = scope
        self.uploaded = uploaded or {}
        self._blocks = 0
        self._actions: Counter[str] = Counter()

    def block(self, kind: str = BLOCK) -> str:
        self._blocks += 1
        return f"{self.scope}.{self._blocks}" if self.scope else f"{kind}{self._blocks}"

    def action(self, name: str) -> str:
        """First "name", then "name#2"."""
        self._actions[name] += 1
        count = self._actions[name]
        if self.scope:
            return f"{name}#{self.scope}.{count}"
        return name if count == 1 else f"{name}#{count}"


def action_name(action_id: str) -> str:
    return action_id.partition("#")[0]


def row_of(block_id: str) -> str:
    """The row that a block belongs to, or "" when it is not part of one."""
    row = block_id.partition(".")[0]
    return row if row.startswith(ROW) else ""


def args_as_value(args: Mapping[str, str]) -> str:
    value = _encode(args).decode()
    if len(value) > limits.BUTTON_VALUE:
        raise ValueError(f"a button carries ids only; this value has {len(value)} characters")
    return value


Drawn = tuple[Json, int]
"""A block, and how many characters people read in it."""


def draw(block: cards.Block, ids: Ids) -> Iterator[Drawn]:
    match block:
        case cards.Row(text=text, button=None):
            yield from _rich(rich(text), ids.block(ROW), ids)
        case cards.Row(text=text, button=cards.Button() | cards.Link() as button):
            line = marked(text, limits.SECTION)
            section = {"type": "section", "block_id": ids.block(ROW), "text": line}
            beside = draw_button(button, ids) | {"accessibility_label": _spoken(button, text)}
            yield {**section, "accessory": beside}, len(line["text"])
        case cards.Heading(text=text):
            title = plain(text, limits.HEADER)
            yield {"type": "header", "block_id": ids.block(), "text": title}, len(title["text"])
        case cards.Paragraph(text=text):
            yield from _rich(rich(text), ids.block(), ids)
        case cards.Facts(rows=rows):
            yield from _facts(rows, ids)
        case cards.Bullets(items=items):
            yield from _bullets(items, ids)
        case cards.Choices(buttons=buttons):
            yield from draw_buttons(buttons, ids)
        case cards.Note(text=text):
            element = marked(text, limits.CONTEXT)
            yield {"type": "context", "block_id": ids.block(), "elements": [element]}, len(element["text"])
        case cards.Rule():
            yield {"type": "divider", "block_id": ids.block()}, 0
        case cards.Item(blocks=blocks):
            # Named as the parts of one row, which is what a click replaces.
            parts = Ids(ids.t, scope=ids.block(ROW))
            for part in blocks:
                yield from draw(part, parts)
        case cards.Picture():
            yield from _picture(block, ids)


def _spoken(button: Button | Link, text: Text) -> str:
    """What a screen reader says of it: ten lines may have the same button."""
    return shorten(words_of(Text("{does}: {what}", {"does": button.label, "what": text})), limits.SPOKEN_LABEL)


def _picture(picture: cards.Picture, ids: Ids) -> Iterator[Drawn]:
    """Its words where it has not been uploaded, as in a form."""
    alt = plain(picture.alt, limits.ALT_TEXT)["text"]
    if picture.name in ids.uploaded:
        file = {"id": ids.uploaded[picture.name]}
        yield {"type": "image", "block_id": ids.block(), "slack_file": file, "alt_text": alt}, len(alt)
    else:
        yield from draw(cards.Note(picture.alt), ids)


def _rich(found: tuple[list[Json], int], block_id: str, ids: Ids) -> Iterator[Drawn]:
    elements, length = found
    if length <= limits.BLOCK_CHARACTERS:
        yield _rich_text(block_id, [{"type": "rich_text_section", "elements": elements}]), length
        return
    for portion in cut(elements, limits.BLOCK_CHARACTERS):
        size = sum(len(element["text"]) for element in portion)
        yield _rich_text(block_id, [{"type": "rich_text_section", "elements": portion}]), size
        block_id = ids.block()


def _rich_text(block_id: str, elements: list[Json]) -> Json:
    return {"type": "rich_text", "block_id": block_id, "elements": elements}


def _facts(rows: Sequence[tuple[Text, Text]], ids: Ids) -> Iterator[Drawn]:
    """One rich text section with line breaks: separate sections would stand further apart."""
    if rows:
        template = "\n".join(f"**{{label{at}}}:** {{value{at}}}" for at in range(len(rows)))
        values = {f"label{at}": label for at, (label, _) in enumerate(rows)}
        values |= {f"value{at}": value for at, (_, value) in enumerate(rows)}
        yield from _rich(rich(Text(template, values)), ids.block(), ids)


def _bullets(items: Sequence[Text], ids: Ids) -> Iterator[Drawn]:
    lines: list[Json] = []
    length = 0
    for item in items:
        elements, size = rich(item)
        for portion in cut(elements, limits.BLOCK_CHARACTERS):
            size = sum(len(element["text"]) for element in portion)
            if lines and length + size > limits.BLOCK_CHARACTERS:
                yield _list(lines, ids), length
                lines, length = [], 0
            lines.append({"type": "rich_text_section", "elements": portion})
            length += size
    if lines:
        yield _list(lines, ids), length


def _list(lines: list[Json], ids: Ids) -> Json:
    return _rich_text(ids.block(), [{"type": "rich_text_list", "style": "bullet", "elements": lines}])


def draw_buttons(buttons: Sequence[Button | Link], ids: Ids) -> Iterator[Drawn]:
    for start in range(0, len(buttons), limits.ACTION_ELEMENTS):
        elements = [draw_button(button, ids) for button in buttons[start : start + limits.ACTION_ELEMENTS]]
        size = sum(len(element["text"]["text"]) for element in elements)
        yield {"type": "actions", "block_id": ids.block(), "elements": elements}, size


def draw_button(button: Button | Link, ids: Ids) -> Json:
    label = plain(button.label, limits.BUTTON_LABEL)
    if isinstance(button, Link):
        return {"type": "button", "action_id": ids.action(LINK), "text": label, "url": button.url}
    drawn = {"type": "button", "action_id": ids.action(button.action), "text": label}
    drawn["value"] = args_as_value(button.args)
    if button.style != "plain":
        drawn["style"] = button.style
    if button.confirm:
        drawn["confirm"] = _confirm(button.confirm, button.label, ids.t)
    return drawn


def _confirm(question: Text, label: Text, t: Speech) -> Json:
    return {
        "title": plain(t("handlers.confirm"), limits.CONFIRM_TITLE),
        "text": plain(question, limits.CONFIRM_TEXT),
        "confirm": plain(label, limits.CONFIRM_BUTTON),
        "deny": plain(t("handlers.cancel"), limits.CONFIRM_BUTTON),
    }
