"""What our own texts, and later the drafts of invitations, are held to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.language import LONGEST_SENTENCE, Remark, addresses, passives, remarks, sentences, words


def test_a_sentence_ends_with_a_stop_or_a_line() -> None:
    assert sentences("Kom je? **Ja.**\nTot dan") == ["Kom je?", "Ja.", "Tot dan"]


def test_a_number_a_date_an_address_and_a_hole_are_one_word_each() -> None:
    found = words("Op 2026-12-09 mailt {name} naar anna@voorbeeld.nl: € 1.000 voor foto's.")
    assert found == ["Op", "2026-12-09", "mailt", "{name}", "naar", "anna@voorbeeld.nl", "1.000", "voor", "foto's"]


def test_fifteen_words_is_the_most() -> None:
    most = " ".join(["woord"] * LONGEST_SENTENCE)
    assert list(remarks(f"{most}. {most}.")) == []
    assert list(remarks(f"{most} woord.")) == [Remark("long", f"{most} woord.")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Anna wordt gevraagd om mee te doen.",
        "Er worden morgen brieven verstuurd.",
        "Toen werd het plan besproken.",
        "De inwoners werden uitgenodigd.",
        "Dit wordt nog ingevuld.",
        "Je bericht wordt zo opgeslagen.",
        "Je wordt geïnformeerd.",
    ],
)
def test_a_sentence_that_hides_who_does_it_is_passive(sentence: str) -> None:
    assert [remark.rule for remark in passives(sentence)] == ["passive"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Anna vraagt Kwame om mee te doen.",
        "Het wordt druk in dit gebied.",
        "Kwame wordt projectleider.",
        "Wie wordt projectleider, en is dat al gevraagd?",
        "Dit wordt een bericht aan alle gemeenten.",
        "De brieven zijn verstuurd.",
        "Dan wordt het tijd om te beginnen.",
        "De bekendheid wordt groter.",
    ],
)
def test_a_sentence_that_says_who_does_it_is_not(sentence: str) -> None:
    assert list(passives(sentence)) == []


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("Indien je wilt.", Remark("hard", "Indien", "als")),
        ("Iets ten behoeve van inwoners", Remark("hard", "ten behoeve van", "voor")),
        ("Stuur bijv. een brief", Remark("shortened", "bijv.", "bijvoorbeeld")),
        ("1 t/m 3 mei", Remark("shortened", "t/m", "tot en met")),
        ("Vraag de burgers", Remark("avoided", "burgers", "inwoners")),
        ("De Participatiewet", Remark("avoided", "Participatiewet", "wet versterking participatie")),
        ("Er is inspraak.", Remark("avoided", "inspraak", "participatie")),
    ],
)
def test_words_of_the_office_come_with_a_better_one(text: str, remark: Remark) -> None:
    assert list(remarks(text)) == [remark]


@pytest.mark.parametrize("text", ["Een burgerberaad", "De gemeente van nu", "Dochter", "Inspraakverordening"])
def test_a_word_inside_another_is_left_alone(text: str) -> None:
    assert list(remarks(text)) == []


def test_colleagues_are_je_and_residents_are_u() -> None:
    assert addresses("Wat wil je doen?") == {"je"}
    assert addresses("Wij vragen uw mening. Komt u ook?") == {"u"}
    assert addresses("Het uur van de burgemeester") == frozenset()


@given(st.text(max_size=200))
def test_any_text_can_be_looked_at(text: str) -> None:
    assert all(remark.words for remark in remarks(text))
    assert all(sentence.strip() == sentence for sentence in sentences(text))
