"""The cards that are shipped: short, plain, in both languages, and offered where somebody is at it."""

import pytest

from bot.baseline import steps
from bot.chat.language import remarks, words
from bot.chat.texts import LANGUAGES
from bot.findings.finding import Kind
from bot.questions import helping, rules, shipped, written
from bot.questions.cards import in_bold
from bot.questions.shipped import ShippedCard
from bot.questions.written import NotACardFile, WrittenCard
from bot.register import fields

CARDS = shipped.all_cards()


def test_there_are_fifteen() -> None:
    assert len(CARDS) == 15


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS.keys())
def test_a_card_is_short_and_in_both_languages(card: ShippedCard) -> None:
    for language in LANGUAGES:
        title, found_by, text = card.title[language], card.words[language], card.text[language]
        assert list(rules.wrong_in(title, found_by, text)) == []
        assert len(words(text)) < 120
        assert text.count("**") % 2 == 0
    assert {found.rule for found in remarks(card.text["nl"])} <= {"avoided"}


def test_what_is_offered_beside_steps_and_points_is_there() -> None:
    known = {f"step {step.code}" for step in steps.shipped().steps} | {f"point {kind.value}" for kind in Kind}
    known |= {f"field {key}" for key in (*fields.OF_PROJECT, *fields.OF_MOMENT)}
    assert helping.CARDS.keys() <= known
    assert set(helping.CARDS.values()) <= CARDS.keys()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Bel **eerst**.", "Bel eerst."),
        ("Bel **eerst.", "Bel **eerst."),
        ("****", ""),
        ("{niets} **{iets}**", "{niets} {iets}"),
        ("<!channel> *dit* _dat_", "<!channel> *dit* _dat_"),
    ],
)
def test_markup_that_is_broken_is_just_signs(text: str, shown: str) -> None:
    assert str(in_bold(text)) == shown


def test_a_file_holds_what_was_written() -> None:
    cards = [
        WrittenCard("K01", 'Een "titel"', "a, b", 'Regel 1\n"""\nRegel 2 **vet**'),
        WrittenCard("level", "x", "", "y", True),
    ]
    assert written.read(written.written(cards), CARDS) == cards


@pytest.mark.parametrize(
    "text",
    [
        "[K01",
        "K01 = 3",
        '[onbekend]\ntitle = "x"\ntext = "y"',
        '[K01]\ntitle = "x"',
        f'[K01]\ntitle = "x"\ntext = "{"y" * 10_000}"',
        "a = " + "[" * 5_000,
        "\n".join(f'[K{at:05d}]\ntitle = "x"\ntext = "y"' for at in range(written.MOST_CARDS + 1)),
    ],
)
def test_a_file_that_cannot_be_right_is_refused(text: str) -> None:
    with pytest.raises(NotACardFile):
        written.read(text, CARDS)
