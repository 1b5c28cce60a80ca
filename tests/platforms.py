"""Everything that a test shows in the room is drawn for Slack and for Teams too, and held against what they allow."""

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from hashlib import blake2b
from typing import ParamSpec

import msgspec

from bot.chat.cards import Card
from bot.chat.replies import Ask, Home
from bot.chat.requests import Account
from bot.chat.texts import speech
from handlers.slack import forms as slack_forms
from handlers.slack import render as slack_render
from handlers.slack.memory import SlackMemory as SlackMemory
from handlers.slack.memory import shape_of
from handlers.teams import forms as teams_forms
from handlers.teams import render as teams_render
from handlers.teams.memory import Seal, questions_of, remembered
from handlers.teams.memory import TeamsMemory as TeamsMemory
from tests.rendering import adaptive, block_kit
from tests.screens import read

CHANNEL = "C0123456789"
ADDRESS = "https://voorbeeld.example/teams/pictures/abc"


Arguments = ParamSpec("Arguments")


def drawn_once(draw: Callable[Arguments, list[str]]) -> Callable[Arguments, list[str]]:
    """What was shown before, and well, is not drawn again: hundreds of tests come by the same cards and forms."""
    well = set[bytes]()

    @wraps(draw)
    def complaints(*shown: Arguments.args, **named: Arguments.kwargs) -> list[str]:
        digest = blake2b(msgspec.json.encode((shown, named), enc_hook=repr)).digest()
        found = [] if digest in well else draw(*shown, **named)
        if not found:
            well.add(digest)
        return found

    return complaints


@drawn_once
def of_card(card: Card, language: str) -> list[str]:
    """Complaints. Once as a message of its own, and once where it can be shared."""
    t = speech(language)
    pictures = {picture.name: ADDRESS for picture in card.pictures}
    found = block_kit.complaints(slack_render.message(card, t, shareable=True))
    drawn = teams_render.message(card, t, shareable_in=CHANNEL, addresses=pictures)
    found += [wrong for each in drawn for wrong in adaptive.complaints(each)]
    shown = "\n".join(adaptive.words_in(each) for each in drawn)
    found += [f"not shown on Teams: {each}" for each in _said(card) if each not in shown]
    return found


def _said(card: Card) -> Iterator[str]:
    """The labels of buttons: a card that is too large loses its last lines, and never these."""
    yield from (read(button.label) for button in card.buttons)


@drawn_once
def of_home(home: Home, language: str) -> list[str]:
    t = speech(language)
    found = block_kit.complaints(slack_render.home(home, t))
    return found + [wrong for each in teams_render.page(home, t) for wrong in adaptive.complaints(each)]


@drawn_once
def of_form(ask: Ask, language: str, accounts: Mapping[int, Account]) -> list[str]:
    t = speech(language)
    slack = SlackMemory(
        "N-1", dict(ask.form.args), ("channel", CHANNEL), 0, shape_of(ask.form), f"{CHANNEL} 1700000000.000001"
    )
    found = block_kit.complaints(slack_forms.modal(ask, t, slack, accounts))
    channels = {"19:algemeen@thread.tacv2": "Algemeen"}
    form = teams_forms.with_channels(
        teams_forms.offering(ask.form, {}), channels, {each.key: channels for each in ask.form.fields}, t
    )
    teams = TeamsMemory("N-1", questions_of(form), language, ("channel", CHANNEL), f"a:{'x' * 60} 1700000000000")
    seal = Seal("")
    drawn = teams_forms.card(form, ask.errors, t, teams, teams_forms.people_in(form, accounts), seal)
    found += adaptive.complaints(drawn)
    packed = next(each["value"] for each in adaptive.things(drawn) if each.get("id") == teams_forms.MEMORY)
    kept = remembered(packed, seal)
    return found + ([] if kept == teams else ["Teams does not remember this form as it was asked"])
