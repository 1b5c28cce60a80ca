"""What people type: never a question of its own to the database, and forgiving."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from glossary import Instrument, TargetGroup
from storage.search import stems
from storage.search.search import SearchFilter
from tests.search.conftest import Library

NASTY = [
    '"', '""', "*", "loting*", "AND", "loting AND", "OR NOT", "NEAR(loting 2)", "-x", "-loting", "^loting", "lo:ting",
    "😀", "loting 😀", "\0", "lo\0ting", "'", "''); DROP TABLE lesson; --", "%", "_", "_kind_lesson", "\\", "(", "{}",
    "!loting & | <->", ":*", "1_loot", "ßßß", "ﬁets", "İstanbul", "\ud800", "中文", "العربية", "a" * 5000,
    "loting " * 2000, "\n\t", "é" * 300, "0", "²³",
]  # fmt: skip


@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
def test_no_text_breaks_a_search(library: Library, words: str) -> None:
    assert len(library.finds(words)) <= 5


@given(words=st.text(max_size=60))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_at_all_breaks_a_search(library: Library, words: str) -> None:
    assert len(library.finds(words)) <= 5


def test_signs_around_a_word_change_nothing(library: Library) -> None:
    for words in ('"loting"', "loting*", "(loting)", "-loting", "LOTING", "  loting  ", "löting"):
        assert library.finds(words)[:1] == ["L01"], words


def test_nothing_asked_is_nothing_found(library: Library) -> None:
    assert library.finds("") == library.finds("   ") == library.finds("!?") == []


def test_signs_and_letters_alone_find_nothing_by_chance(library: Library) -> None:
    for words in ('"*AND -x', "AND", "a b c", "NOT x", "-v"):
        assert library.finds(words) == [], words


def test_words_that_say_little_are_only_asked_when_there_is_nothing_else(library: Library) -> None:
    assert library.finds("hoe moet ik de loting doen") == library.finds("loting")


def test_a_letter_says_little_and_a_word_of_two_may_say_it_all() -> None:
    assert [stems.telling(word) for word in ("x", "ov", "de")] == ["", "ov", ""]


def test_a_word_that_is_not_there_does_not_hide_the_others(library: Library) -> None:
    assert library.finds("loting xylofoon")[:1] == ["L01"]


def test_unfinished_words_are_enough(library: Library) -> None:
    assert library.finds("maquet") == ["L28"]
    assert "P05" in library.finds("warmteprog")


def test_the_key_of_a_project_finds_it(library: Library) -> None:
    assert library.finds("p07")[:1] == ["P07"]


def test_only_one_kind(library: Library) -> None:
    assert {key[0] for key in library.finds("jongeren", SearchFilter("lesson"), 50)} == {"L"}
    assert {key[0] for key in library.finds("jongeren", SearchFilter("project"), 50)} == {"P"}


def test_narrowed_to_an_area_a_group_and_a_form(library: Library) -> None:
    both = SearchFilter("project", area_codes=("WK999901", "GM9999"), target_group=TargetGroup.ENTREPRENEURS)
    assert set(library.finds("centrum", both)) == {"P09", "P13"}
    assert library.finds("centrum", SearchFilter(instrument=Instrument.CITIZENS_ASSEMBLY)) == ["P13"]
    assert library.finds("centrum", SearchFilter(instrument=Instrument.CHALLENGE)) == []


def test_as_many_as_are_asked_for(library: Library) -> None:
    assert len(library.finds("inwoners", limit=3)) == 3
    assert library.finds("inwoners", limit=0) == []


def test_the_words_of_one_municipality_are_not_in_the_question_of_another(library: Library) -> None:
    """Also in SQL by hand: every word of the index carries its municipality."""
    other = Library(library.database, "Elders")
    assert other.finds("loting") == []
    with library.session() as db:
        words = " ".join(db.connection().scalars(text("SELECT words FROM search_document"))).split()
    assert {word.partition("_")[0] for word in words} == {str(library.home)}
