"""Every sentence exists in both languages, and every sentence that is asked for exists."""

import re
from pathlib import Path
from string import Formatter

import playground
from playground.page.texts import LANGUAGES, all_texts
from playground.page.tour import STEPS

FOLDER = Path(playground.__file__).parent


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_say_the_same_things() -> None:
    for key, sentence in all_texts().items():
        assert set(sentence) == set(LANGUAGES), key
        assert placeholders(sentence["nl"]) == placeholders(sentence["en"]), key
        assert all(words.strip() for words in sentence.values()), key


def test_every_sentence_that_is_asked_for_exists() -> None:
    sources = [*FOLDER.rglob("*.html"), *FOLDER.rglob("*.py"), *FOLDER.rglob("*.js")]
    asked = {
        key
        for source in sources
        for key in re.findall(r"""\b(?:t|texts|Outcome)\("([a-z]+\.[a-z_]+)\"""", source.read_text(encoding="utf-8"))
    }
    assert asked
    assert not {key for key in asked if key not in all_texts() and not key.endswith("_")}


def test_every_step_of_the_tour_is_explained() -> None:
    for step in STEPS:
        assert f"tour.{step.key}" in all_texts()
        assert f"tour.{step.key}_how" in all_texts()
