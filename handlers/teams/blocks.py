"""Cards' blocks as elements of an Adaptive Card: plain dicts, as for Slack."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

import msgspec

from bot.chat import cards
from bot.chat.cards import Button, Link, Text, spans
from bot.chat.texts import Speech
from handlers.teams import limits
from handlers.teams.figures import draw_figure, is_ours
from handlers.teams.words import Json, marked, plain, rich, words_of

encode = msgspec.json.Encoder().encode

NO_ROW = -1
Ways = tuple[tuple[str, Mapping[str, str]], ...]
"""Actions with their args, by which cards can be drawn again; the last is the nearest."""


@dataclass
class CardSheet:
    """What blocks are drawn on. addresses: of the pictures that can be shown, by name.

    place: the channel in which it was asked, for what is answered elsewhere; it travels along in every button.
    sends_form: a click sends what is filled in. is_page: it is somebody's own page.
    row: the number of the row, or of the item, that is being drawn: a click in it replaces it alone.
    back: what buttons that only show something may take the place of, so that it can be gone back to; None for a card
    that they leave as it is. is_long: not all of it stands open.
    """

    t: Speech
    addresses: Mapping[str, str] = field(default_factory=dict)
    place: str = ""
    sends_form: bool = False
    is_page: bool = False
    row: int = NO_ROW
    back: Ways | None = None
    is_long: bool = False
    _named: int = 0

    def name(self, what: str) -> str:
        """For the next thing that a click unfolds."""
        self._named += 1
        return f"{what}{self._named}" if self.row == NO_ROW else f"{what}{self.row}.{self._named}"


def draw(blocks: Sequence[cards.Block], sheet: CardSheet, first: int = 0) -> Iterator[Json]:
    """first: the place of the first one in the body of the card. A line between two parts belongs to the part below.

    Of a long card only the first question stands with its answers; those of the others unfold.
    """
    ruled, asked, is_folded = False, False, False
    for at, block in enumerate(blocks, first):
        if isinstance(block, cards.Rule):
            ruled = True
            continue
        if is_folded:
            is_folded = False
            continue
        above = blocks[: at - first]
        drawn = _draw(block, at, sheet, above)
        answers = _answers(blocks[at - first :])
        if answers and asked and sheet.is_long and isinstance(block, cards.Paragraph | cards.Note):
            folded = list(_choices(answers, sheet, _about([*above, block])))
            question = list(note(block.text) if isinstance(block, cards.Note) else rich(block.text))
            drawn = iter([unfolding(sheet.t("handlers.teams.answers"), folded, sheet, question)])
            is_folded = True
        asked = asked or bool(answers)
        if isinstance(block, cards.Bullets) and above and _is_figure(above[-1]):
            drawn = iter([unfolding(sheet.t("handlers.teams.in_words"), list(drawn), sheet)])
        for element in drawn:
            yield {**element, "separator": True} if ruled else element
            ruled = False


def _answers(blocks: Sequence[cards.Block]) -> Sequence[Button | Link]:
    """To the words of the first block. What only shows more is no answer."""
    match blocks:
        case [cards.Paragraph() | cards.Note(), cards.Choices(buttons=buttons), *_]:
            return buttons if any(isinstance(each, Button) and not each.shows for each in buttons) else ()
    return ()


def _about(above: Sequence[cards.Block]) -> Text | None:
    """The words that buttons below these blocks belong to."""
    for block in reversed(above):
        match block:
            case cards.Paragraph(text=text):
                return text
            case cards.Note():
                continue
        break
    return None


def _is_figure(block: cards.Block) -> bool:
    """Whether it said already what stands below it in words."""
    return isinstance(block, cards.Picture) and is_ours(block)


def _draw(block: cards.Block, at: int, sheet: CardSheet, above: Sequence[cards.Block]) -> Iterator[Json]:
    match block:
        case cards.Paragraph(text=text) if title_of(block) and len(words_of(text)) <= limits.TITLE:
            yield heading(text, "Default")
        case cards.Paragraph(text=text):
            yield from rich(text)
        case cards.Heading(text=text):
            yield heading(text, "Medium")
        case cards.Facts(rows=rows):
            yield from _facts(rows, sheet)
        case cards.Bullets(items=items):
            for item in items:
                yield from (_close(element) for element in rich(item, before="• "))
        case cards.Row(text=text, button=button):
            yield from _row(text, button, sheet if sheet.row != NO_ROW else replace(sheet, row=at))
        case cards.Choices(buttons=buttons):
            yield from map(_close, _choices(buttons, sheet, _about(above)))
        case cards.Note(text=text):
            yield from note(text)
        case cards.Picture():
            yield from _picture(block, sheet)
        case cards.Item(blocks=blocks):
            # What waits for somebody today stands open, however much it is.
            yield {"type": "Container", "items": list(draw(blocks, replace(sheet, row=at, is_long=False)))}
        case cards.Rule():
            raise ValueError("a line belongs to the part below it")
        case _:
            assert_never(block)


def title_of(block: cards.Block) -> Text | None:
    """Of a part that begins with it."""
    match block:
        case cards.Heading(text=text):
            return text
        case cards.Paragraph(text=text) if all(span.bold for span in spans(text)):
            return text
    return None


def heading(text: Text, size: str) -> Json:
    words = marked(text, limits.TITLE)
    return {"type": "TextBlock", "text": words, "style": "heading", "size": size, "weight": "Bolder", "wrap": True}


def note(text: Text) -> Iterator[Json]:
    return rich(text, size="Small", isSubtle=True)


def _close(element: Json) -> Json:
    return {**element, "spacing": "Small"}


def _picture(picture: cards.Picture, sheet: CardSheet) -> Iterator[Json]:
    """Its words where nobody can fetch it."""
    address = sheet.addresses.get(picture.name, "")
    if picture.figure and is_ours(picture):
        yield from draw_figure(picture.figure, picture.alt, sheet.t)
    elif address:
        yield {"type": "Image", "url": address, "altText": plain(picture.alt, limits.ALT_TEXT), "size": "Stretch"}
    else:
        yield from note(picture.alt)


def _facts(rows: Sequence[tuple[Text, Text]], sheet: CardSheet) -> Iterator[Json]:
    """Of many the first few stand open, and the others unfold."""
    most = limits.OPEN_FACTS
    if len(rows) <= most + 1:
        yield from _some_facts(rows)
        return
    yield from _some_facts(rows[:most])
    rest = list(_some_facts(rows[most:]))
    if len(encode(rest)) < limits.FOLDED_BYTES:
        yield _close(unfolding(sheet.t("handlers.teams.more_facts", n=len(rows) - most), rest, sheet))
    else:
        yield from rest


def _some_facts(rows: Sequence[tuple[Text, Text]]) -> Iterator[Json]:
    """Side by side where that fits, in a pane below each other; a long word of a label would be torn apart there."""
    if all(map(_fits_beside, rows)):
        facts = [{"title": marked(label, limits.LABEL), "value": marked(value, limits.LABEL)} for label, value in rows]
        yield {"type": "FactSet", "facts": facts}
        return
    for label, value in rows:
        yield from map(_close, rich(Text("**{label}:** {value}", {"label": label, "value": value})))


def _fits_beside(row: tuple[Text, Text]) -> bool:
    label, value = map(words_of, row)
    return max(map(len, label.split()), default=0) <= limits.FACT_WORD and len(value) <= limits.FACT


def unfolding(label: Text, elements: list[Json], sheet: CardSheet, above: Sequence[Json] = ()) -> Json:
    """A line that shows what is behind it when it is tapped, and hides it again. above: words that it ends."""
    name = sheet.name("part")
    title = plain(label, limits.TITLE)
    words = [*above[:-1], _call(title, "+", _ending(above[-1]) if above else ())]
    line = {"type": "Container", "items": words, "selectAction": _unfolds(title, name)}
    return {
        "type": "Container",
        "items": [line, {"type": "Container", "id": name, "isVisible": False, "items": elements}],
    }


def _unfolds(title: str, name: str) -> Json:
    return {"type": "Action.ToggleVisibility", "title": title, "targetElements": [name]}


def _call(words: str, sign: str, before: Sequence[Json] = ()) -> Json:
    """What a tap does, below or behind words: in colour, in bold, and with a sign for whoever does not see colours."""
    does = {"type": "TextRun", "text": f"{words}\xa0{sign}", "color": "Accent", "weight": "Bolder"}
    return {"type": "RichTextBlock", "inlines": [*before, does]}


def _ending(words: Json) -> list[Json]:
    """What stands before a call in the same line."""
    return [*words["inlines"], {"type": "TextRun", "text": "  "}]


def _row(text: Text, button: Button | Link | None, sheet: CardSheet) -> Iterator[Json]:
    """What only shows something is tapped as a whole: beside a button its words would be squeezed in a pane.

    What does something is done with a button, and never by a tap that misses.
    """
    if button is None:
        yield from rich(text)
        return
    if isinstance(button, Link) or button.shows:
        action, _ = draw_button(button, sheet)
        yield _close(_tapped(text, button, action))
        return
    action, question = draw_button(button, sheet, text)
    if len(action["title"]) > limits.SHORT_LABEL:
        yield _together([*rich(text), _close(_actions([action]))], question)
        return
    words = {"type": "Column", "width": "stretch", "verticalContentAlignment": "Center", "items": list(rich(text))}
    beside = {"type": "Column", "width": "auto", "verticalContentAlignment": "Center", "items": [_actions([action])]}
    yield _together([{"type": "ColumnSet", "columns": [words, beside]}], question)


def _tapped(text: Text, button: Button | Link, action: Json) -> Json:
    """The title is what a screen reader says of the whole."""
    *words, last = rich(text)
    label = action["title"].replace(" ", "\xa0")
    words.append(_call(label, "›", _ending(last)))
    title = plain(Text("{does}: {what}", {"does": button.label, "what": text}), limits.TITLE)
    return {"type": "Container", "items": words, "selectAction": {**action, "title": title}}


def _choices(buttons: Sequence[Button | Link], sheet: CardSheet, about: Text | None) -> Iterator[Json]:
    """What would not fit on a button in a pane is a line that is tapped, if it only shows something."""
    long = [button for button in buttons if _is_line(button)]
    yield from draw_buttons([button for button in buttons if button not in long], sheet, about)
    for button in long:
        action, _ = draw_button(button, sheet, about)
        yield {"type": "Container", "items": [_call(action["title"], "›")], "selectAction": action}


def _is_line(button: Button | Link) -> bool:
    shows = isinstance(button, Link) or button.shows
    return shows and len(words_of(button.label)) > limits.LONG_LABEL


def draw_buttons(buttons: Sequence[Button | Link], sheet: CardSheet, about: Text | None = None) -> Iterator[Json]:
    """A row of buttons, and under it the questions that some of them ask first."""
    for start in range(0, len(buttons), limits.ACTIONS):
        drawn = [draw_button(button, sheet, about) for button in buttons[start : start + limits.ACTIONS]]
        questions = [element for _, question in drawn for element in question]
        yield _together([_actions([action for action, _ in drawn])], questions)


def _together(elements: list[Json], questions: list[Json]) -> Json:
    """A button never goes without what it unfolds."""
    if len(elements) == 1 and not questions:
        return elements[0]
    return {"type": "Container", "items": [*elements, *questions]}


def _actions(actions: list[Json]) -> Json:
    return {"type": "ActionSet", "actions": actions}


def draw_button(button: Button | Link, sheet: CardSheet, about: Text | None = None) -> tuple[Json, list[Json]]:
    """The action, and what it unfolds: Adaptive Cards cannot ask "are you sure", so that is a part of the card.

    about: what it belongs to, for a screen reader: ten rows may have the same button.
    """
    title = plain(button.label, limits.BUTTON_LABEL)
    tooltip = {"tooltip": plain(about, limits.TOOLTIP)} if about else {}
    if isinstance(button, Link):
        return {"type": "Action.OpenUrl", "title": title, "url": button.url, **tooltip}, []
    style = {"primary": {"style": "positive"}, "danger": {"style": "destructive"}}.get(button.style, {})
    inputs = {"associatedInputs": "auto" if sheet.sends_form else "none"}
    does = execute(title, button.action, data_of(button, sheet)) | inputs | style | tooltip
    if button.confirm is None:
        return does, []
    name = sheet.name("sure")
    items = [*rich(button.confirm), _actions([does])]
    return _unfolds(title, name) | style | tooltip, [
        {"type": "Container", "id": name, "isVisible": False, "style": "emphasis", "items": items}
    ]


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
    if sheet.back is not None and button.shows:
        data["back"] = sheet.back
    # A form that is still filled in stays.
    if button.confirm and sheet.row == NO_ROW and not sheet.sends_form:
        data["final"] = True
    if len(encode(data)) > limits.BUTTON_DATA:
        raise ValueError(f"a button carries ids only; this one has {len(encode(data))} bytes")
    return data
