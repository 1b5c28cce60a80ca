"""Which words say what, and which say nothing: `words.toml`, as sets."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

_WORDS = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


def _set(table: str, name: str) -> frozenset[str]:
    return frozenset(_WORDS[table][name].split())


CLASSES: Mapping[str, frozenset[str]] = {name: _set("classes", name) for name in _WORDS["classes"]}
"""By name: NEW is every word for making something new."""

_ALIKE: dict[frozenset[str], frozenset[str]] = {}
CLASSES_OF: Mapping[str, frozenset[str]] = {
    word: _ALIKE.setdefault(these, these)
    for word in frozenset().union(*CLASSES.values())
    if (these := frozenset(name for name, words in CLASSES.items() if word in words))
}
"""The classes that a word is in."""
FILLER, LIGHT_WORDS = _set("little", "filler"), _set("little", "light")
GREETINGS, THANKS, BESIDE, SURELY_HELLO, SURELY_THANKS = (
    _set("friendly", name) for name in ("greetings", "thanks", "beside", "surely_hello", "surely_thanks")
)
ANSWERS_FIRST, BESIDE_ANSWERS = _set("answers", "first"), _set("answers", "beside")
WHOLE_ANSWERS = frozenset(" ".join(each.split()) for each in _WORDS["answers"]["whole"].split(","))
HOW, FACTS, KNOW_HOW, TAKES_AWAY = (_set("questions", name) for name in ("how", "facts", "know_how", "takes_away"))
ONLY_IN_COLUMNS = _set("columns", "only")
VERBS: Mapping[str, tuple[str, ...]] = {
    form: tuple(forms.split()) for forms in _WORDS["verbs"]["forms"].strip().split("\n") for form in forms.split()
}
"""Any form of a verb -> all of them: a way of asking that names one is meant with each."""
SHORT: Mapping[str, str] = _WORDS["short"]
"""As people type it on a phone, in full."""
IN_DUTCH: Mapping[str, str] = _WORDS["in_dutch"]
"""What is in the names of projects, by how it is said in English."""
WHO_KNOWS, ELSEWHERE, MY_DOING, GOOD, CALLED_OFF = (
    frozenset(" ".join(pair.split()) for pair in _WORDS["pairs"][name].split(","))
    for name in ("who_knows", "elsewhere", "my_doing", "good", "called_off")
)
"""Two words after each other."""
OTHER_DESKS, STILL_OURS, ON_THE_DESK = (_set("elsewhere", name) for name in ("desks", "ours", "on_the_desk"))
FACTS_FIRST, WONDERS, OURS, MINE, MUST, DOERS, BEFORE_WHICH = (
    _set("first", name) for name in ("facts", "wonders", "ours", "mine", "must", "doers", "before_which")
)
