"""What Samenspel does on one chat platform it does on the other, but for the substitutes that are written down here.

Both get everything from the same registry, so what could be missing is the way there: a kind of block or field that one
renderer does not know, a way in that one platform does not have, a reply that one cannot give.
"""

import inspect
import typing
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chat import cards
from bot.chat.cards import Card, Text
from bot.chat.feature import Command
from bot.chat.forms import Field, Form, Kind, Option
from bot.chat.replies import Ask, AtOnce, Home, Nudge, Reply, Say, Together, Work
from bot.chat.requests import Channel, UploadedFile
from bot.chat.router import Router, Understood
from bot.chat.texts import LANGUAGES, speech
from bot.features import FEATURES
from handlers import platforms
from handlers.slack import answer as slack_answer
from handlers.slack import deliver as slack_deliver
from handlers.slack import forms as slack_forms
from handlers.slack import manifest as slack_manifest
from handlers.slack import render as slack_render
from handlers.slack.memory import SlackMemory as SlackMemory
from handlers.teams import answer as teams_answer
from handlers.teams import deliver as teams_deliver
from handlers.teams import forms as teams_forms
from handlers.teams import listen, render
from handlers.teams import manifest as teams_manifest
from handlers.teams.listen import Activity, TeamsArrival
from handlers.teams.memory import Seal, questions_of, remembered
from handlers.teams.memory import TeamsMemory as TeamsMemory
from tests import sources
from tests.rendering import adaptive
from tests.sources import ROOT
from tests.teams.town import NOW

T = speech("nl")
SUBSTITUTES = {
    "Home": "the answer to `samenspel`",
    "an answer that only you see in the channel": "the answer in your own chat",
    "Together": "a message to each, with a button that opens a chat together",
    "file": "first the file, as an attachment in your own chat",
}
"""By what Slack has: what Teams has instead. docs/teams.md says why."""


def router() -> Router:
    return Router(FEATURES)


def test_the_substitutes_are_in_the_document_for_administrators() -> None:
    document = " ".join((ROOT / "docs" / "teams.md").read_text("utf-8").split())
    assert [each for each in SUBSTITUTES.values() if each not in document] == []


# Commands


def test_every_command_is_a_slash_command_and_a_word_in_both_languages() -> None:
    roots = {each["command"] for each in made_for_slack()["features"]["slash_commands"]}
    assert roots == {f"/{root}" for root in router().every_root}
    for command, verb in words():
        if verb:
            understood = router().understand("", typed_on_teams(f"{command.root} {verb} Singel"))
            assert understood == Understood(command, "Singel")
        elif command.root != router().roots[0]:
            assert router().understand("", typed_on_teams(command.root)) == Understood(command)


def words() -> Iterator[tuple[Command, str]]:
    for command in router().commands:
        yield from ((command, verb) for verb in (command.verb, *command.synonyms))


def typed_on_teams(said: str) -> str:
    mention = {"type": "mention", "text": "<at>Samenspel</at>", "mentioned": {"id": "28:bot"}}
    activity = Activity(
        "message",
        "https://x",
        listen.Talk("19:a", "channel", "T"),
        recipient=listen.TeamsParty("28:bot"),
        text=f"<at>Samenspel</at> {said}",
        entities=[mention],
    )
    return listen.words(activity, TeamsArrival("N-1", NOW)).knock.args["text"]


def made_for_slack() -> dict[str, typing.Any]:
    return slack_manifest.manifest(router().commands, T, "https://x", socket_mode=False)


def test_a_shortcut_of_slack_is_a_command_too() -> None:
    actions = {command.action for command in router().commands}
    for shortcut in made_for_slack()["features"]["shortcuts"]:
        if shortcut["type"] == "global":
            assert shortcut["callback_id"] in actions
        else:
            assert shortcut["callback_id"] in {
                each["id"]
                for extension in teams_manifest.manifest(router().commands, "x", "https://x")["composeExtensions"]
                for each in extension["commands"]
            }


# Buttons and cards


@pytest.mark.parametrize("kind", typing.get_args(cards.Block), ids=lambda kind: kind.__name__)
def test_every_block_is_drawn_on_both(kind: type[cards.Block]) -> None:
    block, said = example(kind)
    card = Card(Text("Titel"), (cards.Paragraph(Text("Ervoor")), block, cards.Paragraph(Text("Erna"))))
    on_slack = str(slack_render.message(card, T))
    on_teams = "".join(adaptive.words_in(each) for each in render.message(card, T))
    assert said in on_slack
    assert said in on_teams


def example(kind: type[cards.Block]) -> tuple[cards.Block, str]:
    words, button = Text("Woorden"), cards.Button(Text("Knop"), "help")
    examples: dict[type, tuple[cards.Block, str]] = {
        cards.Paragraph: (cards.Paragraph(words), "Woorden"),
        cards.Heading: (cards.Heading(words), "Woorden"),
        cards.Facts: (cards.Facts(((Text("Wat"), words),)), "Woorden"),
        cards.Bullets: (cards.Bullets((words,)), "Woorden"),
        cards.Row: (cards.Row(words, button), "Knop"),
        cards.Choices: (cards.Choices((button,)), "Knop"),
        cards.Note: (cards.Note(words), "Woorden"),
        cards.Rule: (cards.Rule(), "Erna"),
        cards.Picture: (cards.Picture(b"", words, "kaart"), "Woorden"),
        cards.Item: (cards.Item((cards.Row(words, button),)), "Knop"),
    }
    return examples[kind]


def test_every_action_can_be_clicked_on_both() -> None:
    """A click carries the action and its ids, and nothing else is needed to answer it."""
    for named in sources.actions_asked_for():
        button = cards.Button(Text("Knop"), named.name, {"id": "7"})
        card = Card(Text("Titel"), (), (button,))
        assert named.name in str(slack_render.message(card, T))
        [drawn] = render.message(card, T)
        [action] = [each for each in adaptive.things(drawn) if each["type"] == "Action.Execute"]
        assert (action["verb"], action["data"]) == (named.name, {"args": {"id": "7"}})


# Forms


@pytest.mark.parametrize("kind", typing.get_args(Kind))
def test_every_kind_of_field_can_be_filled_in_on_both(kind: Kind) -> None:
    form = Form(Text("Formulier"), (Field("veld", Text("Veld"), kind, (Option("1", Text("Een")),)),), Text("Ja"), "x.y")
    view = slack_forms.modal(Ask(form), T, SlackMemory("N-1"), {})
    assert [each for each in view["blocks"] if each["type"] == "input"]
    files = (UploadedFile("lijst.csv", "F1"),) if kind == "file" else ()
    drawn = teams_forms.card(form, {}, T, TeamsMemory("N-1", questions_of(form), files=files), {}, Seal(""))
    inputs = [each for each in adaptive.things(drawn) if each.get("id") == teams_forms.input_of("veld")]
    if kind in SUBSTITUTES:
        assert not inputs
        assert teams_forms.needs_file(form, TeamsMemory("N-1", questions_of(form)))
    else:
        assert len(inputs) == 1


def test_every_form_can_be_sent_in_on_both() -> None:
    """Slack names it in the window, Teams in the button below the card; both give back what it was about."""
    names = sorted({named.name for named in sources.forms_asked_for()})
    assert {"project.create", "moment.weighed", "buddy.save_on", "session.create", "lesson.create"} <= set(names)
    for name in names:
        form = Form(Text("Formulier"), (Field("veld", Text("Veld")),), Text("Ja"), name, {"id": "7"})
        view = slack_forms.modal(Ask(form), T, SlackMemory("N-1", dict(form.args)), {})
        assert view["callback_id"] == name
        assert '"7"' in view["private_metadata"]
        drawn = teams_forms.card(form, {}, T, TeamsMemory("N-1", questions_of(form)), {}, Seal(""))
        [submit] = [each for each in adaptive.things(drawn) if each.get("data", {}).get("form")]
        kept = next(each["value"] for each in adaptive.things(drawn) if each.get("id") == teams_forms.MEMORY)
        memory = remembered(kept, Seal(""))
        assert memory
        assert (submit["verb"], memory.asked.args) == (name, {"id": "7"})


# Replies, and messages that nobody asked for


@pytest.mark.parametrize("module", [slack_answer, teams_answer], ids=["slack", "teams"])
def test_every_reply_can_be_given(module: object) -> None:
    code = inspect.getsource(module)  # type: ignore[arg-type]
    missing = [reply.__name__ for reply in typing.get_args(AtOnce) if f"case {reply.__name__}(" not in code]
    assert missing == []


@pytest.mark.parametrize("delivery", [slack_deliver.SlackDelivery, teams_deliver.TeamsDelivery], ids=["slack", "teams"])
def test_every_platform_delivers_what_the_outbox_asks(delivery: type) -> None:
    """Jobs, reminders, the daily message and introductions all leave through it: no platform knows them apart."""
    wanted = {
        name for name, each in inspect.getmembers(platforms.DeliveryWithFiles, inspect.isfunction) if name[0] != "_"
    }
    assert wanted >= {"post", "find", "download"}
    assert [name for name in wanted if not hasattr(delivery, name)] == []


def test_nothing_that_goes_out_by_itself_names_a_platform() -> None:
    """A job or a reminder says to whom; where that is, is looked up when it leaves."""
    jobs = [job.name for feature in FEATURES for job in feature.jobs]
    reminders = [name for feature in FEATURES for name in feature.reminders]
    assert jobs
    assert len(set(jobs)) == len(jobs)
    assert len(set(reminders)) == len(reminders)
    code = {file: file.read_text("utf-8") for file in sorted((ROOT / "bot").rglob("*.py"))}
    named = [str(Path(file).relative_to(ROOT)) for file, text in code.items() if '"slack"' in text or '"teams"' in text]
    assert named == []


def automatic() -> Iterator[tuple[str, typing.Any]]:
    for feature in FEATURES:
        yield from ((job.name, job.run) for job in feature.jobs)
        yield from feature.reminders.items()
        yield from ((f"{feature.name}, after {event}", answer) for event, answer in feature.after.items())


@pytest.mark.parametrize(("name", "run"), list(automatic()), ids=[name for name, _ in automatic()])
def test_a_message_that_nobody_asked_for_leaves_in_a_way_that_both_have(name: str, run: typing.Any) -> None:
    """As a letter, in the daily bundle, or after work of which a letter tells: never straight to a platform."""
    [said] = typing.get_args(typing.get_type_hints(run)["return"])
    assert set(typing.get_args(said) or (said,)) <= {Say, Nudge, Work, *typing.get_args(Reply)}


def test_what_a_message_can_be_addressed_to_is_known_on_both() -> None:
    """A new kind of address has to get its way on both platforms, and its place in this test."""
    to = typing.get_type_hints(Say)["to"]
    assert {each for each in typing.get_args(to) if isinstance(each, type)} == {int, Channel, Together}
    assert "Together" in SUBSTITUTES


def test_both_platforms_speak_both_languages() -> None:
    for language in LANGUAGES:
        t = speech(language)
        assert render.page(Home(()), t)
        assert slack_render.home(Home(()), t) is not None
