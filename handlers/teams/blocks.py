"""Cards' blocks as elements of an Adaptive Card: plain dicts, as for Slack."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

import msgspec

from bot.chat import cards
from bot.chat.cards import Button, Link, Text
from bot.chat.texts import Speech
from handlers.teams import limits
from handlers.teams.words import Json, marked, plain, rich

encode = msgspec.json.Encoder().encode

NO_ROW = -1


@dataclass
class CardSheet:
    """What blocks are drawn on. addresses: of the pictures that can be shown, by name.

    place: the channel in which it was asked, for what is answered elsewhere; it travels along in every button.
    sends_form: a click sends what is filled in. is_page: it is somebody's own page.
    row: the number of the row, or of the item, that is being drawn: a click in it replaces it alone.
    """

    t: Speech
    addresses: Mapping[str, str] = field(default_factory=dict)
    place: str = ""
    sends_form: bool = False
    is_page: bool = False
    row: int = NO_ROW
    _asked: int = 0

    def question(self) -> str:
        """A name for the next "are you sure"."""
        self._asked += 1
        return f"sure{self._asked}" if self.row == NO_ROW else f"sure{self.row}.{self._asked}"


def draw(blocks: Sequence[cards.Block], sheet: CardSheet) -> Iterator[Json]:
    """A line between two parts belongs to the part below it."""
    ruled = False
    for at, block in enumerate(blocks):
        if isinstance(block, cards.Rule):
            ruled = True
            continue
        for element in _draw(block, at, sheet):
            yield {**element, "separator": True, "spacing": "Medium"} if ruled else element
            ruled = False


def _draw(block: cards.Block, at: int, sheet: CardSheet) -> Iterator[Json]:
    match block:
        case cards.Paragraph(text=text):
            yield from rich(text)
        case cards.Heading(text=text):
            yield heading(text, "Medium")
        case cards.Facts(rows=rows):
            for label, value in rows:
                line = Text("**{label}:** {value}", {"label": label, "value": value})
                yield from (_close(element) for element in rich(line))
        case cards.Bullets(items=items):
            for item in items:
                yield from (_close(element) for element in rich(item, before="• "))
        case cards.Row(text=text, button=button):
            yield from _row(text, button, sheet if sheet.row != NO_ROW else replace(sheet, row=at))
        case cards.Choices(buttons=buttons):
            yield from draw_buttons(buttons, sheet)
        case cards.Note(text=text):
            yield from note(text)
        case cards.Picture(alt=alt, name=name):
            yield from _picture(alt, sheet.addresses.get(name, ""))
        case cards.Item(blocks=blocks):
            yield {"type": "Container", "items": list(draw(blocks, replace(sheet, row=at)))}
        case cards.Rule():
            raise ValueError("a line belongs to the part below it")
        case _:
            assert_never(block)


def heading(text: Text, size: str) -> Json:
    words = marked(text, limits.TITLE)
    return {"type": "TextBlock", "text": words, "style": "heading", "size": size, "weight": "Bolder", "wrap": True}


def note(text: Text) -> Iterator[Json]:
    return rich(text, size="Small", isSubtle=True)


def _close(element: Json) -> Json:
    return {**element, "spacing": "Small"}


def _picture(alt: Text, address: str) -> Iterator[Json]:
    """Its words where nobody can fetch it."""
    if address:
        yield {"type": "Image", "url": address, "altText": plain(alt, limits.ALT_TEXT), "size": "Stretch"}
    else:
        yield from note(alt)


def _row(text: Text, button: Button | Link | None, sheet: CardSheet) -> Iterator[Json]:
    if button is None:
        yield from rich(text)
        return
    action, question = draw_button(button, sheet)
    words = {"type": "Column", "width": "stretch", "verticalContentAlignment": "Center", "items": list(rich(text))}
    beside = {"type": "Column", "width": "auto", "verticalContentAlignment": "Center", "items": [_actions([action])]}
    yield _together([{"type": "ColumnSet", "columns": [words, beside]}], question)


def draw_buttons(buttons: Sequence[Button | Link], sheet: CardSheet) -> Iterator[Json]:
    """A row of buttons, and under it the questions that some of them ask first."""
    for start in range(0, len(buttons), limits.ACTIONS):
        drawn = [draw_button(button, sheet) for button in buttons[start : start + limits.ACTIONS]]
        questions = [element for _, question in drawn for element in question]
        yield _together([_actions([action for action, _ in drawn])], questions)


def _together(elements: list[Json], questions: list[Json]) -> Json:
    """A button never goes without what it unfolds."""
    return {"type": "Container", "items": [*elements, *questions]} if questions else elements[0]


def _actions(actions: list[Json]) -> Json:
    return {"type": "ActionSet", "actions": actions}


def draw_button(button: Button | Link, sheet: CardSheet) -> tuple[Json, list[Json]]:
    """The action, and what it unfolds: Adaptive Cards cannot ask "are you sure", so that is a part of the card."""
    title = plain(button.label, limits.BUTTON_LABEL)
    if isinstance(button, Link):
        return {"type": "Action.OpenUrl", "title": title, "url": button.url}, []
    style = {"primary": {"style": "positive"}, "danger": {"style": "destructive"}}.get(button.style, {})
    inputs = {"associatedInputs": "auto" if sheet.sends_form else "none"}
    does = execute(title, button.action, data_of(button, sheet)) | inputs | style
    if button.confirm is None:
        return does, []
    name = sheet.question()
    unfold = {"type": "Action.ToggleVisibility", "title": title, "targetElements": [name], **style}
    items = [*rich(button.confirm), _actions([does])]
    return unfold, [{"type": "Container", "id": name, "isVisible": False, "style": "emphasis", "items": items}]


def execute(title: str, action: str, data: Json) -> Json:
    return {"type": "Action.Execute", "title": title, "verb": action, "data": data}


def data_of(button: Button, sheet: CardSheet) -> Json:
    data: Json = {"args": dict(button.args)}
    if sheet.row != NO_ROW:
        data["row"] = sheet.row
    if sheet.place:
        data["place"] = sheet.place
    if sheet.is_page:
        data["page"] = True
    if len(encode(data)) > limits.BUTTON_DATA:
        raise ValueError(f"a button carries ids only; this one has {len(encode(data))} bytes")
    return data
