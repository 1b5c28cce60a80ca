"""A text keeps apart what is ours and what people typed, until a renderer puts them together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.cards import (
    Attachment,
    Button,
    Card,
    Facts,
    Link,
    Paragraph,
    Row,
    Rule,
    Span,
    Text,
    from_json,
    spans,
    to_json,
    typed,
)

WORDS = st.text(max_size=60)


def test_bold_is_ours_and_values_are_theirs() -> None:
    text = Text("In **{district}**: {n} keer", {"district": "Noord", "n": "3"})
    assert list(spans(text)) == [
        Span("In ", bold=False, typed=False),
        Span("Noord", bold=True, typed=True),
        Span(": ", bold=False, typed=False),
        Span("3", bold=False, typed=True),
        Span(" keer", bold=False, typed=False),
    ]


def test_a_text_in_a_bold_text_is_bold_and_what_it_makes_bold_is_not() -> None:
    inner = Text("de **{name}**", {"name": "Kade"})
    assert [span.bold for span in spans(Text("**{inner}**", {"inner": inner}))] == [True, False]
    assert str(Text("**{inner}** is af", {"inner": inner})) == "de Kade is af"


def test_bold_inside_a_text_ends_with_it() -> None:
    inner = Text("**{name}", {"name": "open"})
    assert [span.bold for span in spans(Text("{inner} dicht", {"inner": inner}))] == [True, False]


def test_a_missing_value_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        str(Text("Dag {name}"))


def test_an_empty_value_leaves_no_trace() -> None:
    assert list(spans(Text("{name}", {"name": ""}))) == []


@given(WORDS, WORDS)
def test_what_people_typed_comes_through_as_they_typed_it(first: str, second: str) -> None:
    text = Text("**{first}**{second}", {"first": first, "second": typed(second)})
    assert [span.text for span in spans(text) if span.typed] == [words for words in (first, second) if words]
    assert str(text) == first + second


@given(st.text(alphabet="*{}abc_<>&@!\n", max_size=20))
def test_marks_and_holes_that_people_typed_do_nothing(words: str) -> None:
    assert list(spans(typed(words))) == ([Span(words, bold=False, typed=True)] if words else [])


@given(WORDS, st.binary(max_size=50))
def test_a_card_comes_back_from_the_outbox_as_it_went_in(words: str, content: bytes) -> None:
    button = Button(typed(words), "wish.new", {"id": "1"}, style="danger", confirm=typed(words))
    card = Card(
        Text("**{words}**", {"words": typed(words)}),
        (Paragraph(typed(words)), Facts(((typed("a"), typed(words)),)), Row(typed(words), button), Rule()),
        (button, Link(typed(words), "https://voorbeeld.example")),
        share=button,
        files=(Attachment("a.csv", content),),
    )
    assert from_json(to_json(card)) == card
