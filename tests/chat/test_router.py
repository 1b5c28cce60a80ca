"""From what people type to whoever answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.feature import Feature
from bot.chat.router import Misunderstood, Router, Understood
from tests.chat.tiny import TINY

ROUTER = Router((TINY,))


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
    assert ROUTER.understand(root, words) == Understood(action, rest)


@pytest.mark.parametrize(
    ("words", "nearest"),
    [("niew Een bankje", "nieuw"), ("lijts", "lijst"), ("lits", "lijst"), ("gret", "groet")],
)
def test_a_typing_error_gets_the_nearest_verb(words: str, nearest: str) -> None:
    found = ROUTER.understand("wens", words)
    assert isinstance(found, Misunderstood)
    assert found.typed == words.split()[0]
    assert found.nearest[0].verb == nearest
    assert {command.root for command in found.nearest} == {"wens"}
    assert len({command.verb for command in found.nearest}) == len(found.nearest) <= 3


def test_nonsense_is_near_to_nothing() -> None:
    assert ROUTER.understand("wens", "xyzzy 12") == Misunderstood("xyzzy", "wens", ())


def test_a_word_that_is_no_command_belongs_to_samenspel() -> None:
    found = ROUTER.understand("", "goedemorgen allemaal")
    assert isinstance(found, Misunderstood)
    assert found.root == "samenspel"


@given(st.text(max_size=60), st.sampled_from(["", *ROUTER.roots]))
def test_whatever_people_type_there_is_an_answer(words: str, root: str) -> None:
    found = ROUTER.understand(root, words)
    assert isinstance(found, Misunderstood) or found.action in {command.action for command in ROUTER.commands}


def test_two_features_cannot_claim_the_same_name() -> None:
    with pytest.raises(ValueError, match=r"claimed twice: .*wish\.new"):
        Router((TINY, Feature("other", actions=TINY.actions)))
