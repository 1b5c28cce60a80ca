"""What holds for the whole house: who imports whom, that no sentence or button is missing, and how we write."""

import ast
import re
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.chat import texts
from bot.chat.language import addresses, remarks, sentences, words
from bot.chat.router import Router
from bot.chat.texts import LANGUAGES, TextEntry, all_keys, entry
from bot.questions.shipped import all_cards
from bot.service import BUILT_IN
from glossary import Word
from glossary import words as vocabulary
from tests import sources

# Looked up by the name of a word or a command, so that no code names them one by one.
LOOKED_UP = ("word.", "explained.", "command.", "job.", "feature.", "setting.", "setting_hint.", "setting_option.")
# Lists whose words explain themselves.
UNEXPLAINED = frozenset(
    {
        "area_kind",
        "budget_kind",
        "budget_state",
        "calendar_kind",
        "day_role",
        "decision",
        "deed",
        "deed_part",
        "discipline",
        "domain",
    }
    | {
        "environment_act",
        "goal",
        "instrument",
        "lesson_kind",
        "medium",
        "origin",
        "phase",
        "quality_source",
        "role_state",
        "size",
        "target_group",
    }
)
# For residents, whom we call "u".
FOR_RESIDENTS = frozenset(f"residents.delay.{part}" for part in ("plain", "promised", "title", "with_reason")) | {
    key for key in all_keys() if key.startswith("residents.text.")
}
# These name the law, or the formal procedure, itself.
NAMES_THE_LAW: frozenset[str] = frozenset()
# Passive, because who does it really does not matter there.
MAY_BE_PASSIVE: frozenset[str] = frozenset()
AVERAGE_SENTENCE = 11
# Prints a sign in front of words that say the same.
SIGN_BEFORE_WORDS = frozenset({"handlers/console/doctor.py"})

KINDS = [
    kind for kind in vars(vocabulary).values() if isinstance(kind, type) and issubclass(kind, Word) and kind is not Word
]


def none_of(complaints: Iterable[object]) -> None:
    found = [str(complaint) for complaint in complaints]
    assert not found, "\n".join(["", *found])


@pytest.fixture(scope="module")
def router() -> Router:
    from bot.features import FEATURES

    return Router(FEATURES)


def test_imports_go_the_agreed_way() -> None:
    # In a process of its own: the linter silences every logger that exists, and other tests listen to those.
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    linted = subprocess.run(command, cwd=sources.ROOT, capture_output=True, text=True, check=False)
    assert linted.returncode == 0, linted.stdout


# Texts


def raw_texts() -> Iterator[tuple[Path, str, Mapping[str, Any]]]:
    """File, key and table of everything that looks like a text."""
    for file in texts.text_files():
        yield from ((file, key, table) for key, table in _tables(tomllib.loads(file.read_text("utf-8")), ""))


def _tables(table: Mapping[str, Any], key: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if any(_is_text(table.get(language)) for language in LANGUAGES):
        yield key, table
        return
    for name, inner in table.items():
        yield from _tables(inner, f"{key}.{name}" if key else name)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, Mapping) and not value.keys() - {"none", "one", "other"})


def test_every_text_is_in_both_languages_and_nothing_else() -> None:
    """A second level under a text would be dropped in silence."""
    wrong = [
        f"{file.parent.name}: {key} has {sorted(table)}"
        for file, key, table in raw_texts()
        if set(table) != set(LANGUAGES)
    ]
    none_of(wrong)


def test_both_languages_have_the_same_forms_holes_and_bold_words() -> None:
    wrong = []
    for _, key, table in raw_texts():
        shapes = {language: _shape(table[language]) for language in LANGUAGES if language in table}
        if len({repr(shape) for shape in shapes.values()}) > 1:
            wrong.append(f"{key}: {shapes}")
    none_of(wrong)


def _shape(text: Any) -> Any:
    if isinstance(text, Mapping):
        return {form: _shape(inner) for form, inner in sorted(text.items()) if form != "one"} | {"one": "one" in text}
    return sorted(set(re.findall(r"\{\w+\}", text))), text.count("**")


def test_bold_begins_and_ends_and_holes_are_names() -> None:
    wrong = [key for key, template in templates(*LANGUAGES) if template.count("**") % 2 or _stray_brace(template)]
    none_of(wrong)


def _stray_brace(template: str) -> bool:
    return re.search(r"[{}]", re.sub(r"\{[a-z]\w*\}", "", template)) is not None


IN_A_CELL = "transfer.workbook.change"
"""In a sheet, where nothing is bold."""


def test_a_command_in_a_sentence_stands_in_bold() -> None:
    """Teams shows it without its slash: "find it with kennis vragen" is read as a sentence that went wrong."""
    spoken = ((key, template) for key, template in templates(*LANGUAGES) if not key.startswith("handlers."))
    without = ((key, re.sub(r"\*\*.*?\*\*", "", template)) for key, template in spoken)
    none_of([key for key, template in without if re.search(r"(?<!\S)/[a-z]", template) and key != IN_A_CELL])


def test_every_text_is_said_as_its_file_has_it() -> None:
    """A table is read by itself, when somebody asks for it."""
    written = {key: table for _, key, table in raw_texts()}
    assert written.keys() == all_keys()
    for key, table in written.items():
        for language in LANGUAGES:
            one = table[language]
            assert entry(key, language) == (TextEntry(one) if isinstance(one, str) else TextEntry(**one)), key


def test_no_key_is_written_down_twice() -> None:
    keys = [key for _, key, _ in raw_texts()]
    none_of(sorted(key for key in set(keys) if keys.count(key) > 1))


def test_every_text_that_the_code_asks_for_exists() -> None:
    keys = all_keys()
    none_of(asked for asked in sources.texts_asked_for() if not asked.is_one_of(keys))


def test_every_text_is_asked_for() -> None:
    asked = list(sources.every_name())
    exact = {named.name for named in asked if not named.pattern}
    patterns = [named for named in asked if named.pattern]
    unused = [
        key
        for key in sorted(all_keys() - exact)
        if not key.startswith(LOOKED_UP) and not any(named.fits(key) for named in patterns)
    ]
    none_of(unused)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind())
def test_every_word_of_the_domain_can_be_said(kind: type[Word]) -> None:
    named = {f"word.{kind.kind()}.{word.value}" for word in kind}
    assert named - all_keys() == set()
    assert {key for key in all_keys() if key.startswith(f"word.{kind.kind()}.")} - named == set()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind())
def test_words_are_explained_all_or_none(kind: type[Word]) -> None:
    wanted = set() if kind.kind() in UNEXPLAINED else {f"explained.{kind.kind()}.{word.value}" for word in kind}
    assert {key for key in all_keys() if key.startswith(f"explained.{kind.kind()}.")} == wanted


# Buttons and commands


def test_every_action_that_the_code_asks_for_is_answered(router: Router) -> None:
    answered = {*router.actions, *BUILT_IN}
    none_of([asked for asked in sources.actions_asked_for() if not asked.is_one_of(answered)])


def test_every_card_that_can_be_shared_is_drawn_again_for_a_channel(router: Router) -> None:
    """Whoever clicks "Deel in kanaal" is told else that the button does not work any more."""
    asked = list(sources.shares_asked_for())
    assert len(asked) > 5
    none_of(each for each in asked if not each.is_one_of(router.shared))


def test_every_action_that_is_shared_has_a_card_that_asks_for_it(router: Router) -> None:
    none_of(router.shared - {asked.name for asked in sources.shares_asked_for()})


def test_every_search_and_every_piece_of_work_has_somebody_who_does_it(router: Router) -> None:
    missing = [asked for asked in sources.sources_asked_for() if not asked.is_one_of(router.sources)]
    missing += [asked for asked in sources.workers_asked_for() if not asked.is_one_of(router.workers)]
    none_of(missing)


def test_every_answer_is_asked_for(router: Router) -> None:
    asked = list(sources.every_name())
    answers = [*router.actions, *router.sources, *router.workers]
    none_of([name for name in answers if not any(named.fits(name) for named in asked)])


def test_every_command_leads_somewhere_and_says_what_it_does(router: Router) -> None:
    answered = {*router.actions, *BUILT_IN}
    none_of(command for command in router.commands if command.action not in answered)
    described = {f"command.{command.root}.{command.verb or 'menu'}" for command in router.commands}
    assert described - all_keys() == set()
    assert {key for key in all_keys() if key.startswith("command.")} - described == set()


def test_no_command_has_two_meanings(router: Router) -> None:
    said = [(command.root, word) for command in router.commands for word in (command.verb, *command.synonyms)]
    none_of(sorted(word for word in set(said) if said.count(word) > 1))


# Time


def test_every_job_has_a_name_that_people_read(router: Router) -> None:
    named = {f"job.{name}" for name in router.jobs}
    assert named - all_keys() == set()
    assert {key for key in all_keys() if key.startswith("job.")} - named == set()


def test_every_choice_of_a_municipality_can_be_said(router: Router) -> None:
    """And every text about one has its setting."""
    chosen = [setting for each in router.contributed.settings.values() for setting in each]
    named = {f"setting.{setting.name}" for setting in chosen}
    named |= {f"setting_option.{setting.name}.{option}" for setting in chosen for option in setting.options}
    named |= {f"feature.{name}" for name in router.contributed.settings}
    hints = {f"setting_hint.{setting.name}" for setting in chosen}
    assert named - all_keys() == set()
    about = ("setting.", "setting_option.", "setting_hint.", "feature.")
    assert {key for key in all_keys() if key.startswith(about)} - named - hints == set()


def test_nothing_in_bot_or_glossary_reads_a_clock() -> None:
    """The time comes in with the request or the occasion: else nobody could turn the clock."""
    none_of(sources.clocks_read("bot", "glossary"))


# How we write


def templates(*languages: str) -> Iterator[tuple[str, str]]:
    for key in sorted(all_keys()):
        for language in languages:
            yield from ((key, template) for template in entry(key, language) if template)


def _remarks(*rules: str, but: frozenset[str] = frozenset()) -> Iterator[str]:
    for key, template in templates("nl"):
        for remark in remarks(template) if key not in but else ():
            if remark.rule in rules:
                yield f"{key}: {remark.words}" + (f" -> {remark.better}" if remark.better else "")


def test_sentences_are_short() -> None:
    none_of(_remarks("long"))


def test_sentences_are_short_on_average() -> None:
    """Of whole sentences; titles and buttons would make it too easy."""
    lengths = [
        len(words(sentence))
        for _, template in templates("nl")
        for sentence in sentences(template)
        if sentence.endswith((".", "?", "!"))
    ]
    assert sum(lengths) / len(lengths) < AVERAGE_SENTENCE


def test_sentences_say_who_does_it() -> None:
    none_of(_remarks("passive", but=MAY_BE_PASSIVE))


def test_words_are_everyday_words() -> None:
    none_of(_remarks("hard", "shortened"))


def test_residents_are_no_burgers_and_participation_is_no_inspraak() -> None:
    none_of(_remarks("avoided", but=NAMES_THE_LAW))


RETIRED = {
    "nl": r"aanspreekpunt|ligt bij (?:niemand|een)|belegd|(?<!sociaal )\bdomein\b|samen optrekken|terughoren|\brood\b"
    r"|\bbewoners\b",
    "en": r"\bcontact for\b|policy domain|carries (?:participation|communication)|ask load|project leader|\bmend\b"
    r"|contact moment",
}
"""What one thing was called beside its own word; `docs/glossary.md` has that one."""


def test_one_thing_has_one_word() -> None:
    none_of(
        f"{key}: {found[0]}"
        for language, retired in RETIRED.items()
        for key, template in templates(language)
        if (found := re.search(retired, template, re.IGNORECASE))
    )


ONLY_SLACK = r"\bHome\b|startpagina|\bemoji\b|(?<![\w/.:}])#[a-z]|:[a-z]+_[a-z]+:"
SLASHED = r"(?<!\S)/[a-z]"
"""Of what stands in a template Teams leaves it out; what a shipped card says is a value, which is shown as it is."""


def test_what_is_read_on_both_platforms_names_nothing_that_only_slack_has() -> None:
    """Whoever operates it reads texts of `handlers`, and has to hear which of the two something is about."""
    said = [(key, rf"{ONLY_SLACK}|^(?!handlers).*\bSlack\b", f"{key} {text}") for key, text in templates(*LANGUAGES)]
    shipped = [(key, text) for key, card in all_cards().items() for text in card.text.values()]
    said += [(key, rf"{ONLY_SLACK}|{SLASHED}|\bSlack\b", text) for key, text in shipped]
    none_of(f"{key}: {found[0]}" for key, never, text in said if (found := re.search(never, text)))


def test_colleagues_are_je() -> None:
    formal = [key for key, template in templates("nl") if key not in FOR_RESIDENTS and "u" in addresses(template)]
    none_of(formal)
    familiar = [key for key, template in templates("nl") if key in FOR_RESIDENTS and "je" in addresses(template)]
    none_of(familiar)


def test_no_colour_or_emoji_says_something_alone() -> None:
    everywhere = [
        *templates(*LANGUAGES),
        *((at, said) for at, said in sources.strings() if at not in SIGN_BEFORE_WORDS),
    ]
    none_of(where for where, said in everywhere if _has_sign(said) and not re.search(r"[^\W\d_]|\{", said))


def _has_sign(template: str) -> bool:
    """An emoji, or another little drawing."""
    return any(unicodedata.category(character) == "So" for character in template)


def test_what_a_colour_stands_for_is_said_in_words() -> None:
    """ "The red ones" means nothing to whoever does not see red."""
    coloured = re.compile(
        r"\b(?:rode|groene|oranje|red|green|orange) (?:knop|button|regels?|rows?|stip|dot)\b", re.IGNORECASE
    )
    none_of([key for key, template in templates(*LANGUAGES) if coloured.search(template)])


# Tests


SIGHTS = frozenset(
    {"sees", "sees_alone", "sees_nothing_of", "hears", "hears_nothing", "is_silent", "does_not_see", "has_received"}
)
"""What a person in a test sees: it says yes or no, and fails nothing by itself."""
ELSEWHERE = {"playground", "handlers"}
"""At a desk it does fail by itself, and a clock hears."""
UNASSERTED = re.compile(rf"^(?!\s*assert\b).*\.(?:{'|'.join(SIGHTS)})\(", re.MULTILINE)
"""Perhaps: only the files with such a line are read as trees, which takes seconds for all of them."""


def test_what_somebody_sees_in_a_test_is_asserted() -> None:
    none_of(
        f"{file.relative_to(sources.ROOT)}:{node.lineno}"
        for file in sorted((sources.ROOT / "tests").rglob("*.py"))
        if file.parent.name not in ELSEWHERE and UNASSERTED.search(words := file.read_text("utf-8"))
        for node in ast.walk(ast.parse(words))
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and node.value.func.attr in SIGHTS
    )
