"""A card becomes a message, a person's own page becomes a view. The same card gives the same JSON, byte for byte."""

from collections.abc import Iterable, Mapping, Sequence

from bot.chat import cards
from bot.chat.cards import Card, Paragraph, Text
from bot.chat.replies import Home
from bot.chat.texts import Speech
from handlers.slack import limits
from handlers.slack.blocks import Drawn, Ids, draw, draw_buttons, row_of
from handlers.slack.memory import SlackMemory
from handlers.slack.words import Json, escape, plain, shorten, unescape, words_of


def message(card: Card, t: Speech, *, shareable: bool = False, uploaded: Mapping[str, str] | None = None) -> Json:
    """{"text", "blocks"}. shareable: it is shown in a channel, where "Deel in kanaal" makes sense.

    uploaded: the pictures that are at Slack already, name -> id; any other picture shows as its words.
    """
    ids = Ids(t, uploaded=uploaded)
    title = plain(card.title, limits.HEADER)
    header = {"type": "header", "block_id": ids.block(), "text": title}
    body = [drawn for block in card.body for drawn in draw(block, ids)]
    bottom = list(draw_buttons(_buttons(card, t, shareable), ids))
    taken = len(title["text"]) + sum(size for _, size in bottom) + limits.FALLBACK
    fitting = _fit(body, limits.MESSAGE_BLOCKS - 1 - len(bottom), limits.MESSAGE_CHARACTERS - taken, ids)
    return {"text": fallback(card), "blocks": [header, *fitting, *(block for block, _ in bottom)]}


def _buttons(card: Card, t: Speech, shareable: bool) -> Sequence[cards.Button | cards.Link]:
    if not (card.share and shareable):
        return card.buttons
    share = cards.Button(t("handlers.share"), "share", {"action": card.share.action, **card.share.args})
    return (*card.buttons, share)


def home(page: Home, t: Speech) -> Json:
    """What a click on it brought up is in the person's own chat, unless the answer stands in a view of its own."""
    ids = Ids(t)
    above = (cards.Note(t("chat.answered_in_chat")),) if page.answered else ()
    body = [drawn for block in (*above, *page.blocks) for drawn in draw(block, ids)]
    return {"type": "home", "blocks": _fit(body, limits.VIEW_BLOCKS, limits.MESSAGE_CHARACTERS, ids)}


def view(card: Card, t: Speech, memory: SlackMemory) -> Json:
    """The card in a window above somebody's own page, where they clicked."""
    ids = Ids(t)
    header = {"type": "header", "block_id": ids.block(), "text": plain(card.title, limits.HEADER)}
    bottom = [block for block, _ in draw_buttons(card.buttons, ids)]
    body = [drawn for block in card.body for drawn in draw(block, ids)]
    fitting = _fit(body, limits.VIEW_BLOCKS - 1 - len(bottom), limits.MESSAGE_CHARACTERS, ids)
    return {
        "type": "modal",
        "title": plain(t("handlers.slack.view_title"), limits.VIEW_TITLE),
        "close": plain(t("handlers.slack.done.close"), limits.VIEW_BUTTON),
        "blocks": [header, *fitting, *bottom],
        "private_metadata": memory.packed(),
    }


def replaced_row(blocks: Sequence[Json], clicked: str, card: Card, t: Speech) -> list[Json]:
    """The blocks of a message, with the card in the place of the row that holds the block `clicked`."""
    row = row_of(clicked)
    ids = Ids(t, scope=row)
    line = (Paragraph(Text("**{title}**", {"title": card.title})), *card.body)
    drawn = [*(drawn for block in line for drawn in draw(block, ids)), *draw_buttons(card.buttons, ids)]
    kept: list[Json] = []
    for block in blocks:
        if row_of(str(block.get("block_id", ""))) != row:
            kept.append(_as_posted(block))
        elif drawn:
            kept += [new for new, _ in drawn]
            drawn = []
    return kept[: limits.MESSAGE_BLOCKS]


def _as_posted(block: Json) -> Json:
    """Slack hands the blocks of a clicked message back with `& < >` escaped, also where we sent them as they are."""
    if block.get("type") in ("rich_text", "header"):
        return _unescaped(block)
    return block


def _unescaped(block: Json) -> Json:
    return {
        key: unescape(value)
        if key == "text" and isinstance(value, str)
        else _unescaped(value)
        if isinstance(value, dict)
        else [_unescaped(item) if isinstance(item, dict) else item for item in value]
        if isinstance(value, list)
        else value
        for key, value in block.items()
    }


def _fit(drawn: Iterable[Drawn], most: int, characters: int, ids: Ids) -> list[Json]:
    """What does not fit is left out from the end, and a note says how much."""
    kept = list(drawn)
    sizes = sum(size for _, size in kept)
    if len(kept) <= most and sizes <= characters:
        return [block for block, _ in kept]
    left_out = 0
    while kept and (len(kept) > most - 1 or sizes > characters - limits.PLACEHOLDER):
        sizes -= kept.pop()[1]
        left_out += 1
    note = cards.Note(ids.t("handlers.left_out", n=left_out))
    return [*(block for block, _ in kept), *(block for block, _ in draw(note, ids))]


def fallback(card: Card) -> str:
    """What a notification shows and a screen reader says."""
    lines = [words_of(card.title)]
    room = limits.FALLBACK - len(lines[0])
    for block in cards.flat(card.body):
        if room <= 0:
            break
        if isinstance(block, cards.Paragraph | cards.Row | cards.Picture):
            lines.append(words_of(block.alt if isinstance(block, cards.Picture) else block.text))
            room -= len(lines[-1])
    return escape(shorten("\n".join(lines), limits.FALLBACK))
