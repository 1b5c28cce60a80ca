"""From what people type to whoever answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.feature import Feature
from bot.chat.router import Router, Understood
from bot.features import FEATURES
from tests.chat.tiny import TINY

ROUTER, WHOLE = Router((TINY,)), Router(FEATURES)


@pytest.mark.parametrize(
    ("root", "words", "action", "rest"),
    [
        ("wens", "nieuw Een bankje", "wish.new", "Een bankje"),
        ("wens", "new Een bankje", "wish.new", "Een bankje"),
        ("wens", "  NIEUW  ", "wish.new", ""),
        ("wens", "", "wish.menu", ""),
        ("wens", "menu", "wish.menu", ""),
        ("samenspel", "wens nieuw Een bankje", "wish.new", "Een bankje"),
        ("samenspel", "Wens list", "wish.list", ""),
        ("samenspel", "wens", "wish.menu", ""),
        ("", "wens nieuw Een  bankje", "wish.new", "Een  bankje"),
        ("", "/wens lijst", "wish.list", ""),
        ("", "/samenspel wens lijst", "wish.list", ""),
        ("", "", "wish.menu", ""),
    ],
)
def test_a_command_is_understood_however_it_is_written(root: str, words: str, action: str, rest: str) -> None:
    found = ROUTER.understand(root, words)
    assert found
    assert (found.action, found.rest) == (action, rest)


@pytest.mark.parametrize(
    "around", ["{}?", "{}!", "{}.", "{},", "{}:", "{} ?", "{} ...", "`{}`", "*{}*", "({})", "“{}”?"]
)
@pytest.mark.parametrize("root", WHOLE.roots)
def test_what_stands_around_a_verb_means_nothing(root: str, around: str) -> None:
    own = [command for command in WHOLE.commands if command.root == root]
    typed = {verb: command for command in own for verb in command.verbs if verb.strip("?")}
    assert {verb: WHOLE.understand(root, around.format(verb)) for verb in typed} == {
        verb: Understood(command) for verb, command in typed.items()
    }


@pytest.mark.parametrize("typed", ["wens: nieuw, Een bankje", "`/wens nieuw` Een bankje", "(wens) nieuw? Een bankje"])
def test_nor_does_it_around_what_stands_before_the_rest(typed: str) -> None:
    found = ROUTER.understand("", typed)
    assert found
    assert (found.action, found.rest) == ("wish.new", "Een bankje")


@pytest.mark.parametrize("typed", ["?", "??", " ? "])
def test_a_question_mark_alone_asks_for_help(typed: str) -> None:
    found = WHOLE.understand("samenspel", typed)
    assert found
    assert found.action == "help"


@pytest.mark.parametrize(("root", "words"), [("wens", "niew Een bankje"), ("wens", "xyzzy 12"), ("", "goedemorgen")])
def test_other_words_are_no_command(root: str, words: str) -> None:
    assert ROUTER.understand(root, words) is None


@given(st.text(max_size=60), st.sampled_from(["", *ROUTER.roots]))
def test_whatever_people_type_is_a_command_of_ours_or_none(words: str, root: str) -> None:
    found = ROUTER.understand(root, words)
    assert found is None or found.action in {command.action for command in ROUTER.commands}


def test_two_features_cannot_claim_the_same_name() -> None:
    with pytest.raises(ValueError, match=r"claimed twice: .*wish\.new"):
        Router((TINY, Feature("other", actions=TINY.actions)))
