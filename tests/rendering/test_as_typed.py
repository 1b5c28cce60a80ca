"""Whatever people type, it is shown as typed: never as markup, a mention, an emoji or a link."""

from collections.abc import Iterator
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from bot.chat.cards import Bullets, Button, Card, Facts, Note, Paragraph, Row, Text, typed
from bot.chat.forms import Field, Form, Option
from bot.chat.replies import Ask
from bot.chat.texts import speech
from handlers.slack import forms, render
from handlers.slack.memory import SlackMemory
from handlers.slack.words import Json
from tests.rendering import block_kit
from tests.rendering.cross_check import complaints
from tests.rendering.surfaces import HEBREW, NASTY

T = speech("nl")

# Short pieces that mean something to Slack, mixed with anything at all.
MARKUP = st.sampled_from(
    ["*", "_", "~", "`", "<!channel>", "<@U1>", "&", "<", ">", ":tada:", ":", "\n", "\n> ", " ", HEBREW]
)
WORDS = st.lists(st.one_of(MARKUP, st.text(max_size=8)), min_size=1, max_size=8).map("".join).filter(str.strip)
LONG = st.builds(lambda words, times: words * times, WORDS, st.integers(1, 400))


def card_with(words: str) -> Card:
    said = {"words": words}
    return Card(
        Text("Titel {words}", said),
        (
            Paragraph(Text("In **{words}** en {words}.", said)),
            Facts(((typed(words), Text("**{words}**", said)),)),
            Bullets((typed(words), Text("x{words}", said))),
            Row(Text("**{words}**, lopend", said), Button(typed(words), "x.y", {"id": "1"})),
            Row(Text("Naam:{words}", said), Button(Text("Ja"), "x.y", confirm=typed(words))),
            Note(typed(words)),
        ),
    )


def form_with(words: str) -> Ask:
    option = Option("1", typed(words), typed(words))
    fields = (
        Field("name", typed(words), value=words, hint=typed(words)),
        Field("area", Text("Gebied"), "search", source="areas", value=(option,)),
        Field("size", Text("Omvang"), "choice", (option,), value="1"),
    )
    return Ask(Form(typed(words), fields, typed(words), "x.y", body=(Row(typed(words)),)), {"name": typed(words)})


def texts(thing: Any) -> Iterator[Json]:
    """Everything with words that Slack draws."""
    if isinstance(thing, list):
        for each in thing:
            yield from texts(each)
    elif isinstance(thing, dict):
        if thing.get("type") in ("text", "plain_text", "mrkdwn"):
            yield thing
        for each in thing.values():
            yield from texts(each)


def as_read(mrkdwn: str) -> str:
    """What stands there when only our own bold is markup."""
    return mrkdwn.replace("*", "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@given(WORDS)
@example(NASTY)
@example("tada:")
@example("*a* <!here> &amp;")
def test_what_was_typed_is_shown_letter_for_letter(words: str) -> None:
    blocks = render.message(card_with(words), T)["blocks"]
    for block in blocks[:-1]:
        shown = "".join(each["text"] for each in texts(block) if each["type"] != "mrkdwn")
        marked = "".join(as_read(each["text"]) for each in texts(block) if each["type"] == "mrkdwn")
        assert words[:40] in shown or words[:40] in marked


@given(WORDS)
@example(NASTY)
@example("tada:")
@example("> citaat")
@example("\x85>")
@example(" *")
def test_mrkdwn_never_holds_markup_that_was_typed(words: str) -> None:
    for surface in (render.message(card_with(words), T), modal(form_with(words))):
        for each in texts(surface["blocks"]):
            if each["type"] != "mrkdwn":
                continue
            bare = each["text"].replace("&lt;", "").replace("&gt;", "").replace("&amp;", "")
            assert not set(bare) & set("<>_~`")
            assert each["text"].count("*") in (0, 2)
            assert not any(line.lstrip().startswith("&gt;") for line in each["text"].splitlines())
            assert each["verbatim"] is True


@given(WORDS)
@example(NASTY)
def test_a_notification_alerts_nobody(words: str) -> None:
    fallback = render.message(card_with(words), T)["text"]
    assert "<" not in fallback
    assert ">" not in fallback


@given(LONG)
@example(NASTY * 100)
@example("x" * 10_000)
def test_however_much_is_typed_it_stays_within_what_slack_allows(words: str) -> None:
    message, view = render.message(card_with(words), T), modal(form_with(words))
    assert block_kit.complaints(message) == []
    assert block_kit.complaints(view) == []
    assert complaints(message) == []
    assert complaints(view) == []


@given(st.text(min_size=1, max_size=10_000))
def test_a_long_paragraph_is_split_and_nothing_is_lost(words: str) -> None:
    blocks = render.message(Card(Text("Titel"), (Paragraph(typed(words)),)), T)["blocks"][1:]
    shown = "".join(each["text"] for block in blocks for each in texts(block))
    assert shown.strip("\u2068\u2069") == words.strip("\u2068\u2069")


def modal(ask: Ask) -> Json:
    return forms.modal(ask, T, SlackMemory(form="N-1"), {})
