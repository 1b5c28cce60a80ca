"""What people see on Teams: golden files, what an Adaptive Card may be, and words that are shown as typed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.chat.cards import Button, Card, Choices, Item, Paragraph, Row, Text, typed
from bot.chat.forms import Field, Form
from bot.chat.requests import Channel
from bot.chat.texts import speech
from handlers.teams import forms, limits, render
from handlers.teams.filled import answers_in
from handlers.teams.memory import Seal, TeamsMemory, questions_of, remembered
from tests.rendering.adaptive import Json, complaints, things, words_in
from tests.rendering.surfaces import EVERYTHING, HEBREW, NASTY, on_teams
from tests.rendering.test_as_typed import LONG, WORDS, card_with, form_with
from tests.sources import ROOT

GOLDEN = Path(__file__).parent / "golden" / "teams"
T = speech("nl")
MARKUP = st.sampled_from(["{{DATE(2026-01-01T00:00:00Z)}}", "{{", "\\", "1. ", "- ", "[a](b)", "&amp;", "<at>x</at>"])


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", EVERYTHING)
def test_a_surface_looks_as_before(name: str, language: str) -> None:
    written = json.dumps(readable(on_teams(name, language)), indent=1, ensure_ascii=False) + "\n"
    file = GOLDEN / f"{name}.{language}.json"
    if os.environ.get("GOLDEN") == "write":
        file.write_text(written, "utf-8")
    assert written == file.read_text("utf-8")


def readable(drawn: list[Json]) -> list[Json]:
    """What a form remembers of itself is packed, and differs with the version of zlib."""
    for card in drawn:
        for thing in things(card):
            if thing.get("id") == forms.MEMORY:
                memory = remembered(thing["value"], Seal(""))
                assert memory
                thing["value"] = f"{memory.form}, {len(memory.asked.fields)} fields"
    return drawn


@pytest.mark.parametrize("name", EVERYTHING)
def test_a_surface_is_what_an_adaptive_card_may_be(name: str) -> None:
    assert [wrong for card in on_teams(name, "nl") for wrong in complaints(card)] == []


def test_the_library_of_teams_reads_every_surface_back() -> None:
    """In a process of its own: its import changes the environment, and takes seconds."""
    drawn = [card for name in EVERYTHING for card in on_teams(name, "nl")]
    code = (
        "import json, sys; from microsoft_teams.cards import AdaptiveCard;"
        "cards = json.load(sys.stdin);"
        "print(json.dumps([AdaptiveCard.model_validate(card).model_dump(by_alias=True, exclude_none=True) "
        "for card in cards]))"
    )
    read = subprocess.run(
        [sys.executable, "-c", code], input=json.dumps(drawn), capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert read.returncode == 0, read.stderr[-2000:]
    for card, back in zip(drawn, json.loads(read.stdout), strict=True):
        assert [each["type"] for each in things(back)] == [each["type"] for each in things(card)]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (Text("Typ **/buddy aan**."), "Typ buddy aan."),
        (Text("/{root} nieuw", {"root": "project"}), "project nieuw"),
        (Text("Zie /{root}.", {"root": "kennis"}), "Zie kennis."),
        (Text("{n}/{m} en/of https://x.example/y", {"n": "1", "m": "2"}), "1/2 en/of https://x.example/y"),
        (typed("/project nieuw"), "/project nieuw"),
        (Text("Je schreef: {words}", {"words": "/project"}), "Je schreef: /project"),
    ],
    ids=str,
)
def test_commands_lose_their_slash_and_what_was_typed_keeps_it(said: Text, shown: str) -> None:
    (card,) = render.message(Card(said, (Paragraph(said),)), T)
    heading, paragraph = words_in(card).split("\n")
    assert (heading.replace("\\", ""), paragraph) == (shown, shown)


def test_a_channel_of_slack_stays_what_it_is_and_is_not_shown_by_its_id() -> None:
    channel = Channel("slack", "T1", "C042")
    asked = Form(Text("Formulier"), (Field("kanaal", Text("Kanaal"), "channel", value=channel),), Text("Ja"), "x.y")
    form = forms.with_channels(asked, {"19:a": "Algemeen"}, {"kanaal": ["19:a"]}, T)
    memory = TeamsMemory("N-1", questions_of(form))
    drawn = forms.card(form, {}, T, memory, {}, Seal(""))
    [field] = [each for each in things(drawn) if each.get("id") == forms.input_of("kanaal")]
    assert [choice["title"] for choice in field["choices"]] == ["nog niet gekozen", "het kanaal van nu", "Algemeen"]
    assert answers_in(memory, {"f.kanaal": field["value"]}, "T2") == {"kanaal": channel}
    assert answers_in(memory, {"f.kanaal": "19:a"}, "T2") == {"kanaal": Channel("teams", "T2", "19:a")}
    assert answers_in(memory, {"f.kanaal": "19:b"}, "T2") == {}


@given(st.lists(st.one_of(WORDS, MARKUP), min_size=1, max_size=4).map("".join))
@example(NASTY)
@example(HEBREW)
@example("1. {{DATE(2026-01-01T00:00:00Z, SHORT)}}")
def test_what_was_typed_is_shown_letter_for_letter(words: str) -> None:
    drawn = render.message(card_with(words), T)
    assert [wrong for card in drawn for wrong in complaints(card)] == []
    shown = "".join(words_in(card) for card in drawn).replace("\u200b", "")
    assert words.replace("\u200b", "").strip() in shown


@given(LONG)
@example(NASTY * 100)
@example("💧" * 10_000)
def test_however_much_is_typed_it_stays_within_what_teams_takes(words: str) -> None:
    drawn = render.message(card_with(words), T)
    assert [wrong for card in drawn for wrong in complaints(card)] == []
    assert len(drawn) <= limits.CARDS


def test_a_form_with_everything_typed_stays_within_what_teams_takes() -> None:
    ask = form_with(NASTY * 20)
    card = forms.card(ask.form, ask.errors, T, TeamsMemory("N-1", questions_of(ask.form)), {}, Seal(""))
    assert complaints(card) == []


@given(st.text(min_size=1, max_size=10_000))
def test_a_long_paragraph_is_split_and_nothing_is_lost(words: str) -> None:
    drawn = render.message(Card(Text("Titel"), (Paragraph(typed(words)),)), T)
    blocks = [each for card in drawn for each in things(card) if each["type"] == "RichTextBlock"]
    shown = "".join(run["text"] for block in blocks for run in block["inlines"])
    assert shown.replace("\u200b", "").strip("\u2068\u2069") in (words.replace("\u200b", "").strip("\u2068\u2069"), "–")


def test_a_long_card_goes_on_in_a_next_one_with_its_buttons_on_the_last() -> None:
    rows = tuple(Row(typed(f"{number} {'x' * 500}")) for number in range(60))
    button = Button(Text("Meer"), "project.list")
    drawn = render.message(Card(Text("Lijst"), rows, (button,)), T)
    assert len(drawn) == 2
    assert "Meer" not in words_in(drawn[0])
    assert "Meer" in words_in(drawn[1])
    assert "59 x" in words_in(drawn[1])


def test_what_even_three_cards_cannot_hold_is_left_out_and_said() -> None:
    rows = tuple(Row(typed(f"{number} {'x' * 900}")) for number in range(100))
    drawn = render.message(Card(Text("Lijst"), rows), T)
    assert len(drawn) == limits.CARDS
    assert "Dit bericht is vol: 2" in words_in(drawn[-1])


TEAMS_TAKES = 28_000
"""Bytes of a card. learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format"""


@given(
    lengths=st.lists(st.integers(1, 3_500), max_size=90),
    sign=st.sampled_from(["a", "é", "語", "\U0001f600", '"', "\n"]),
    buttons=st.integers(0, 6),
    words=st.integers(1, 700),
)
@example(lengths=[3_000] * 40, sign="語", buttons=6, words=700)
@example(lengths=[2_950] * 8, sign="a", buttons=6, words=700)
def test_no_card_is_larger_than_teams_takes(lengths: list[int], sign: str, buttons: int, words: int) -> None:
    body = tuple(Paragraph(typed(sign * length)) for length in lengths)
    below = tuple(Button(typed(sign * 20), "role.yes", {"id": "x" * words, "n": str(at)}) for at in range(buttons))
    drawn = render.message(Card(Text("Lijst"), body, below), T)
    assert len(drawn) <= limits.CARDS
    for each in drawn:
        assert len(json.dumps(each, ensure_ascii=False).encode()) <= TEAMS_TAKES


def test_a_click_in_one_thing_of_many_replaces_that_alone() -> None:
    yes = Button(Text("Ja"), "role.yes", {"id": "1"})
    card = Card(Text("Vandaag"), (Item((Paragraph(Text("Eerst")), Choices((yes,)))), Row(Text("Dan"), yes)))
    [drawn] = render.message(card, T)
    assert [each["data"]["row"] for each in things(drawn) if each["type"] == "Action.Execute"] == [0, 1]
    assert render.is_row(card, 0)
    assert render.is_row(card, 1)
    assert not render.is_row(card, 2)
    [drawn] = render.message(render.with_row(card, 0, Card(Text("Dank je wel"))), T)
    assert words_in(drawn).split() == ["Vandaag", "Dank", "je", "wel", "Dan", "Ja"]
