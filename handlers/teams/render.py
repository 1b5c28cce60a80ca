"""A card becomes one or more Adaptive Cards. The same card gives the same JSON, byte for byte."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import msgspec

from bot.chat import cards
from bot.chat.cards import Card, Paragraph, Row, Text
from bot.chat.replies import Home
from bot.chat.texts import Speech
from handlers.teams import limits
from handlers.teams.blocks import CardSheet, Ways, draw, draw_buttons, encode, heading, note
from handlers.teams.folding import body_of, is_long
from handlers.teams.words import Json, shorten, words_of

_SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
CARD = "application/vnd.microsoft.card.adaptive"


def adaptive(body: Sequence[Json], t: Speech) -> Json:
    """msteams: as wide as the chat, where lists with buttons need the room. fallbackText: for a client of long ago."""
    return {
        "$schema": _SCHEMA,
        "type": "AdaptiveCard",
        "version": limits.VERSION,
        "fallbackText": str(t("handlers.teams.too_old")),
        "msteams": {"width": "full"},
        "body": list(body),
    }


def message(
    card: Card,
    t: Speech,
    *,
    shareable_in: str = "",
    addresses: Mapping[str, str] | None = None,
    back: Ways = (),
) -> list[Json]:
    """The card, continued on a next one when it is too large; what even that cannot hold is left out, and said.

    shareable_in: the channel in which it was asked, where "Deel in kanaal" makes sense. addresses: of its pictures.
    back: what it takes the place of.
    """
    # Another page of the same is no step further.
    behind = back[:-1] if card.share and back and back[-1][0] == card.share.action else back
    # What can't be drawn again is not gone back to.
    onward = (*behind, (card.share.action, card.share.args)) if card.share else behind or None
    back_from_here = onward and onward[-limits.WAYS_BACK :]
    sheet = CardSheet(t, addresses or {}, shareable_in, back=back_from_here, is_long=is_long(card.body))
    body = [heading(card.title, "Large"), *body_of(card.body, sheet)]
    bottom = draw_buttons(_buttons(card, t, shareable_in), sheet)
    return _paged(body, [*bottom, *_return(card, behind, sheet)], t)


def _return(card: Card, behind: Ways, sheet: CardSheet) -> Iterator[Json]:
    """To what this card took the place of, unless the card has a button for that."""
    own = [(button.action, button.args) for button in card.buttons if isinstance(button, cards.Button)]
    if behind and behind[-1] not in own:
        button = cards.Button(sheet.t("handlers.teams.back"), *behind[-1])
        yield from draw_buttons([button], replace(sheet, back=behind[:-1]))


def page(home: Home, t: Speech) -> list[Json]:
    """Somebody's own page, which Teams has no place for: a message in their own chat."""
    above = (cards.Note(t("chat.answered_in_chat")),) if home.answered else ()
    body = [heading(t("handlers.teams.own_page"), "Large"), *draw((*above, *home.blocks), CardSheet(t, is_page=True))]
    return _paged(body, (), t)


def _buttons(card: Card, t: Speech, shareable_in: str) -> Sequence[cards.Button | cards.Link]:
    if not (card.share and shareable_in):
        return card.buttons
    share = cards.Button(t("handlers.share"), "share", {"action": card.share.action, **card.share.args})
    return (*card.buttons, share)


def with_row(card: Card, at: int, instead: Card) -> Card:
    """The card, with another one in the place of its row number `at`."""
    line = (Paragraph(Text("**{title}**", {"title": instead.title})), *instead.body)
    buttons = (cards.Choices(instead.buttons),) if instead.buttons else ()
    item = cards.Item((*line, *buttons))
    return msgspec.structs.replace(card, body=(*card.body[:at], item, *card.body[at + 1 :]))


def is_row(card: Card, at: int) -> bool:
    return 0 <= at < len(card.body) and isinstance(card.body[at], Row | cards.Item)


def _paged(body: Iterable[Json], bottom: Sequence[Json], t: Speech) -> list[Json]:
    """Every card within its budget, the buttons on the last."""
    pages: list[list[Json]] = [[]]
    room = empty = limits.CARD_BYTES - len(encode(adaptive((), t)))
    left_out = 0
    reserved = sum(_size(element) for element in bottom) + limits.NOTE_BYTES
    for element in body:
        last = len(pages) == limits.CARDS
        if left_out or (last and _size(element) > room - reserved):
            left_out += 1
            continue
        if _size(element) > room:
            pages.append([])
            room = empty
        pages[-1].append(element)
        room -= _size(element)
    if left_out:
        bottom = [*note(t("handlers.left_out", n=left_out)), *bottom]
    if reserved > room and not left_out:
        pages.append([])
    pages[-1] += bottom
    return [adaptive(each, t) for each in pages]


def _size(element: Json) -> int:
    return len(encode(element)) + 1


def activity(drawn: Sequence[Json], summary: str) -> Json:
    """A message that holds these cards. summary: what a notification shows, as plain words."""
    attachments = [{"contentType": CARD, "content": each} for each in drawn]
    return {"type": "message", "summary": summary, "attachments": attachments}


def fallback(card: Card) -> str:
    """What a notification shows and a screen reader says first."""
    lines = [words_of(card.title)]
    for block in cards.flat(card.body):
        if isinstance(block, cards.Paragraph | cards.Row | cards.Picture):
            lines.append(words_of(block.alt if isinstance(block, cards.Picture) else block.text))
        if sum(map(len, lines)) > limits.SUMMARY:
            break
    return shorten("\n".join(lines), limits.SUMMARY)
