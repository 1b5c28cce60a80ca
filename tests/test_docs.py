"""The documents hold what there is: every command, setting, console verb and make target, and no broken link."""

import argparse
import configparser
import dataclasses
import datetime as dt
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from bot.chat.feature import IN_ENGLISH
from bot.chat.router import Router
from bot.chat.texts import speech
from bot.features import FEATURES
from bot.transfer.columns import COLUMNS
from handlers.console.main import _parser
from handlers.settings import Settings
from handlers.teams import about
from handlers.web import shown
from tests.sources import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
CODE = ("bot", "glossary", "handlers", "storage")

_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
# A folder that only one machine has. Paths of ours, and commands that begin with a slash, do not begin so.
_MACHINE_PATH = re.compile(
    r"(?<![\w.~>/-])/(?:etc|home|mnt|opt|private|root|srv|tmp|Users|usr|var|work)/|\b[A-Z]:\\|\bfile://"
)


@pytest.fixture(scope="module")
def everything() -> str:
    """All documents after each other."""
    return "\n".join(document.read_text("utf-8") for document in DOCUMENTS)


def undocumented(wanted: Iterable[str], documents: str) -> list[str]:
    """Those that no document holds as words of their own."""
    return [words for words in wanted if not re.search(rf"(?<![\w/-]){re.escape(words)}(?![\w-])", documents)]


# What there is


def test_every_slash_command_is_documented(everything: str) -> None:
    commands = Router(FEATURES).commands
    assert not undocumented((f"/{command.root} {command.verb}" for command in commands if command.verb), everything)
    assert not [command.root for command in commands if f"`/{command.root}`" not in everything]


def settings_in_the_example() -> list[str]:
    return re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE)


def test_every_setting_is_documented(everything: str) -> None:
    assert not [name for name in settings_in_the_example() if f"`{name}`" not in everything]


def test_every_setting_is_in_the_example_and_nothing_else() -> None:
    names = settings_in_the_example()
    fields = {field.name.upper() for field in dataclasses.fields(Settings)}
    assert {name.removeprefix("SAMENSPEL_") for name in names} == fields
    assert len(names) == len(fields)


def console_verbs(parser: argparse.ArgumentParser, words: str) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """`samenspel db backup` and its like, each with its own parser."""
    inner = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not inner:
        yield words, parser
    for action in inner:
        for verb, below in action.choices.items():
            yield from console_verbs(below, f"{words} {verb}")


VERBS = dict(console_verbs(_parser(speech("en"))[0], "samenspel"))


def test_every_console_verb_is_documented(everything: str) -> None:
    assert "samenspel db backup" in VERBS
    assert not undocumented(VERBS, everything)


def test_every_option_of_the_console_is_documented(everything: str) -> None:
    options = {option for parser in VERBS.values() for action in parser._actions for option in action.option_strings}
    assert "--dry-run" in options
    assert not undocumented(sorted(options - {"-h", "--help"}), everything)


def test_every_make_target_is_documented(everything: str) -> None:
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert "check" in targets
    assert not undocumented((f"make {target}" for target in targets), everything)


def test_every_path_from_outside_is_told_to_whoever_sets_up_a_proxy() -> None:
    told = (ROOT / "docs" / "operations.md").read_text("utf-8")
    words = {*Router(FEATURES).addresses, shown.ROOT.strip("/"), about.ABOUT.strip("/")}
    assert len(words) == 5
    assert not [word for word in words if f"| `/{word}" not in told and f"`, `/{word}" not in told]
    for name in ("nginx.conf", "Caddyfile", "chart/templates/ingress.yaml"):
        assert words <= set(re.findall(r"\w+", (ROOT / "deploy" / name).read_text("utf-8")))


def test_every_table_is_in_the_privacy_page() -> None:
    """What is stored about whom is told table by table."""
    from storage import METADATA

    told = (ROOT / "docs" / "privacy.md").read_text("utf-8")
    assert not [table for table in METADATA.tables if f"`{table}`" not in told]


def test_every_job_says_how_late_it_may_still_be_done() -> None:
    """A row of its own in the monitoring page, with the grace that the code has."""
    told = (ROOT / "docs" / "monitoring.md").read_text("utf-8").splitlines()
    rows = {line.split("`")[1]: line for line in told if re.match(r"\| `[a-z_]+\.[a-z_]+` \|", line)}
    jobs = Router(FEATURES).jobs
    assert rows.keys() == jobs.keys()
    assert not [row for name, row in rows.items() if f"until {_in_words(jobs[name].grace)} later" not in row]


def _in_words(grace: dt.timedelta) -> str:
    days, hours = grace.days, grace.seconds // 3600
    return f"{hours} hours" if not days else "a day" if days == 1 else f"{days} days"


def test_every_column_of_a_list_is_in_the_page_about_lists() -> None:
    """In the order of the lists, and bold where a list is refused without it."""
    told = (ROOT / "docs" / "lists.md").read_text("utf-8")
    for name, columns in COLUMNS.items():
        row = re.search(rf"^\| `{name.dutch}` \| (.+) \|$", told, re.MULTILINE)
        assert row, name
        headers = [header.strip() for header in re.sub(r"\([^)]*\)", "", row[1]).split(",")]
        assert headers == [f"**{each.header}**" if each.required else each.header for each in columns]


def test_every_word_of_the_glossary_is_in_the_code() -> None:
    now, _, rest = (ROOT / "docs" / "glossary.md").read_text("utf-8").partition("## Without code")
    assert rest
    rows = [line.split("|") for line in now.splitlines() if line.startswith("| ")]
    words = {word for row in rows for word in re.findall(r"`(\w+)`", row[2])}
    code = "\n".join(file.read_text("utf-8") for folder in CODE for file in sorted((ROOT / folder).rglob("*.py")))
    assert len(words) > 50
    assert words <= set(re.findall(r"\w+", code))


def the_unit(name: str = "samenspel.service") -> str:
    """As it is shipped, with a program and a user that every machine has."""
    unit = (ROOT / "deploy" / name).read_text("utf-8").replace("User=samenspel", "User=root")
    return re.sub(r"/opt/samenspel/bin/samenspel\b", sys.executable, unit)


def test_the_service_for_systemd_is_started_with_the_machine_and_may_do_little() -> None:
    unit = configparser.ConfigParser(strict=True)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(the_unit())
    assert set(unit) - {"DEFAULT"} == {"Unit", "Service", "Install"}
    assert unit["Install"]["WantedBy"] == "multi-user.target"
    assert unit["Service"]["UMask"] == "0077"
    assert unit["Service"]["NoNewPrivileges"] == "yes"
    assert unit["Service"]["ProtectSystem"] == "strict"
    assert unit["Service"]["StateDirectoryMode"] == "0700", "its own folder, the only one that it may write in"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze not found on this machine")
@pytest.mark.parametrize("name", ["samenspel.service", "samenspel-backup.service", "samenspel-backup.timer"])
def test_systemd_finds_nothing_wrong_with_the_service(tmp_path: Path, name: str) -> None:
    for each in (ROOT / "deploy").glob("*.[st]*"):
        (tmp_path / each.name).write_text(the_unit(each.name), "utf-8")
    file = tmp_path / name
    looked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(file)], capture_output=True, text=True, check=False
    )
    ours = [line for line in looked.stderr.splitlines() if "samenspel" in line]
    assert not ours
    assert looked.returncode == 0, looked.stderr


# And nothing else

EXAMPLE = ROOT / "docs" / "adding-a-feature.md"
"""What it names is built by a test of its own."""
TRUE = [document for document in DOCUMENTS if document != EXAMPLE]

every_document = pytest.mark.parametrize("document", TRUE, ids=lambda document: str(document.relative_to(ROOT)))


def told(document: Path) -> list[str]:
    """What stands between backticks, and every line of a block, as somebody would type it."""
    text = document.read_text("utf-8")
    lines = [line for block in _FENCE.findall(text) for line in block.splitlines()[1:-1]]
    return [*re.findall(r"`([^`\n]+)`", _FENCE.sub("", text)), *(line.strip().removeprefix("$ ") for line in lines)]


@every_document
def test_a_document_names_only_slash_commands_that_there_are(document: Path) -> None:
    router = Router(FEATURES)
    roots = {*router.roots, *IN_ENGLISH}
    verbs = {word for command in router.commands for word in (command.verb, *command.synonyms) if word}
    after = rf"^/(samenspel (?=(?:{'|'.join(roots)}) ))?"
    commands = [re.sub(after, "", each) for each in told(document) if each.startswith("/")]
    typed = [each.split() for each in commands if each.partition(" ")[0] in roots]
    assert [words for words in typed if len(words) > 1 and words[1] not in verbs] == []


@every_document
def test_a_document_names_only_console_commands_that_there_are(document: Path) -> None:
    """With the options that they take. What `samenspel` says in a chat is a slash command without its slash."""
    groups = {verb.rpartition(" ")[0] for verb in VERBS}
    said = {*VERBS, *groups, *(f"samenspel {command.verb}" for command in Router(FEATURES).commands)}
    typed = [re.sub(r"^.*?(?=samenspel )|[|>;&#].*", "", each) for each in told(document) if _CONSOLE.match(each)]
    for each in typed:
        words = [word for word in each.split() if not word.startswith("-")]
        verb = next((verb for verb in (" ".join(words[:3]), " ".join(words[:2])) if verb in said), None)
        assert verb or len(words) == 1, each
        if verb in VERBS:
            takes = {option for action in VERBS[verb]._actions for option in action.option_strings}
            assert set(re.findall(r"(?<= )--[a-z-]+", each)) <= takes | LATER.get(verb, set()), each


_CONSOLE = re.compile(r"(\.venv/bin/)?samenspel [a-z]")
LATER = {"samenspel demo": {"--port"}}
"""Options that a verb hands on unread."""


@every_document
def test_a_document_names_only_settings_that_there_are(document: Path) -> None:
    named = re.findall(r"\b(?:SAMENSPEL|SLACK|TEAMS)_[A-Z_]*[A-Z]\b", " ".join(told(document)))
    assert set(named) <= set(settings_in_the_example())


@every_document
def test_a_document_names_only_make_targets_and_modules_that_there_are(document: Path) -> None:
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    wanted = [each for line in told(document) for each in re.findall(r"(?:^|&& |\w\" )make ([a-z]+)", line)]
    assert set(wanted) <= set(targets)
    modules = [name for line in told(document) for name in re.findall(r"^python -m ([\w.]+)", line)]
    files = [(ROOT / f"{name.replace('.', '/')}.py", ROOT / name.replace(".", "/") / "__main__.py") for name in modules]
    assert [names for names in files if not any(file.exists() for file in names)] == []


@every_document
def test_a_document_names_only_files_that_there_are(document: Path) -> None:
    """By their path from the top, or a Python file by its name alone."""
    tops = "|".join(sorted(re.escape(path.name) for path in ROOT.iterdir() if path.is_dir() and path.name not in MADE))
    paths = [path for each in told(document) for path in re.findall(rf"(?<![\w./-])(?:{tops})/[\w./*-]+", each)]
    assert [path for path in paths if not any(ROOT.glob(path.rstrip("./")))] == []
    assert [each for each in told(document) if re.fullmatch(r"\w+\.py", each) and each not in python_files()] == []


MADE = {".git", *(line.strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").splitlines())}


@cache
def python_files() -> frozenset[str]:
    folders = (*CODE, "tests", "benchmarks", "playground")
    return frozenset(file.name for folder in folders for file in (ROOT / folder).rglob("*.py"))


OFFICIAL = ("README.md", "SECURITY.md", "docs/official.md", "docs/privacy.md")
"""What a municipality signs, or decides on."""


@pytest.mark.parametrize("name", OFFICIAL)
def test_an_official_text_is_about_both_platforms(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "Slack" in text
    assert re.search("Teams|Microsoft", text)
    assert "een chatbot in Slack" not in text


def test_a_figure_stands_in_its_row_without_a_diary() -> None:
    """Not at which hour it was measured, and beside what: the page says once which figures are of a busy machine."""
    rows = [row for row in (ROOT / "docs" / "performance.md").read_text("utf-8").splitlines() if row.startswith("| ")]
    assert len(rows) > 100
    assert [row for row in rows if re.search(r"UTC|load of|\d November, ", row)] == []


# Links and paths


def without_code(document: Path) -> str:
    return _FENCE.sub("", document.read_text("utf-8"))


def anchors(document: Path) -> set[str]:
    """As the places that show our documents make them: lower case, hyphens for spaces, without other signs."""
    headings = _HEADING.findall(without_code(document))
    return {re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-") for heading in headings}


def is_broken(document: Path, link: str) -> bool:
    if re.match(r"[a-z]+:", link):
        return False  # Another site: that is not ours to hold.
    path, _, anchor = unquote(link).partition("#")
    target = (document.parent / path).resolve() if path else document
    if not target.is_relative_to(ROOT) or not target.exists():
        return True
    return bool(anchor) and target.suffix == ".md" and anchor not in anchors(target)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(ROOT)))
def test_no_link_between_documents_is_broken(document: Path) -> None:
    assert not [link for link in _LINK.findall(without_code(document)) if is_broken(document, link)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(ROOT)))
def test_no_document_knows_the_folders_of_one_machine(document: Path) -> None:
    lines = document.read_text("utf-8").splitlines()
    assert not [line for line in lines if _MACHINE_PATH.search(line)]
