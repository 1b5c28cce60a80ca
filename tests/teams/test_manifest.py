"""The app package for Teams, held against Microsoft's own schema."""

import datetime as dt
import io
import json
import re
import struct
import subprocess
import zipfile
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from bot.chat.router import Router
from bot.chat.texts import LANGUAGES, speech
from bot.features import FEATURES
from bot.understanding import answering, known
from bot.understanding.answering import Typed
from bot.understanding.intents import grammar_of
from handlers.console import main
from handlers.teams.manifest import STARTERS, VERSION, manifest, package, words
from tests import needs
from tests.databases import SqliteDatabases
from tests.handlers.conftest import request
from tests.sources import ROOT
from tests.teams.keys import CLIENT_ID
from tests.teams.town import ADDRESS, Town

COMMANDS = Router(FEATURES).commands
GRAMMAR = grammar_of(COMMANDS)

VALIDATE = """
const Ajv = require("ajv-draft-04");
const ajv = new Ajv({strict: false, allErrors: true, unicodeRegExp: false});
require("ajv-formats")(ajv);
const check = ajv.compile(require(process.argv[1]));
let text = "";
process.stdin.on("data", part => text += part);
process.stdin.on("end", () => console.log(JSON.stringify(check(JSON.parse(text)) ? [] : check.errors)));
"""


def made() -> dict[str, Any]:
    return manifest(COMMANDS, CLIENT_ID, ADDRESS)


def complaints(said: dict[str, Any], schema: str) -> Any:
    schemas = needs.package("@microsoft") / "app-manifest" / "build" / "json-schemas" / "teams"
    command = [needs.node(), "-e", VALIDATE, str(schemas / f"v{VERSION}" / schema)]
    checked = subprocess.run(command, input=json.dumps(said), capture_output=True, text=True, cwd=ROOT, check=True)
    return json.loads(checked.stdout)


def test_microsofts_own_schemas_have_no_complaints() -> None:
    assert tuple(map(int, VERSION.split("."))) >= (1, 29), "the first that knows messages for one person"
    assert complaints(made(), "MicrosoftTeams.schema.json") == []
    assert complaints(words(made(), COMMANDS, speech("en")), "MicrosoftTeams.Localization.schema.json") == []


def test_the_package_holds_the_manifest_its_english_and_both_icons_in_the_sizes_that_teams_wants() -> None:
    with zipfile.ZipFile(io.BytesIO(package(made(), COMMANDS))) as parts:
        assert sorted(parts.namelist()) == ["color.png", "en.json", "manifest.json", "outline.png"]
        assert size_of(parts.read("color.png")) == (192, 192)
        assert size_of(parts.read("outline.png")) == (32, 32)
        assert json.loads(parts.read("manifest.json")) == made()
        assert json.loads(parts.read("en.json")) == words(made(), COMMANDS, speech("en"))


def test_everything_that_people_read_in_it_has_its_english() -> None:
    dutch = made()
    english = words(dutch, COMMANDS, speech("en"))
    for at, listed in enumerate(dutch["bots"][0]["commandLists"]):
        for number, command in enumerate(listed["commands"]):
            for name in command.keys() - {"type"}:
                assert english[f"bots[0].commandLists[{at}].commands[{number}].{name}"]
    assert english["bots[0].commandLists[0].commands[0].prompt"] != dutch["bots"][0]["commandLists"][0]["commands"][0]
    assert english["composeExtensions[0].commands[0].title"] == "Keep as a lesson"


def test_its_version_is_the_products() -> None:
    assert made()["version"] == re.match(r"[\d.]+", metadata.version("samenspel"))[0]  # type: ignore[index]


def test_slash_commands_are_for_where_others_read_along() -> None:
    own, shared = made()["bots"][0]["commandLists"]
    assert made()["bots"][0]["supportsTargetedMessages"] is True
    assert (own["scopes"], own["triggers"]) == (["personal"], ["mention"])
    assert (shared["scopes"], shared["triggers"]) == (["team", "groupChat"], ["mention", "slash"])
    typed = {f"{command.root} {command.verb}".strip() for command in COMMANDS}
    assert {each["title"] for each in shared["commands"]} <= typed
    assert "project lijst" in {each["title"] for each in shared["commands"]}
    assert not [each for each in shared["commands"] if "instellingen" in each["title"]]


STARTED = {
    "week": "overview.own_week",
    "projects": "project.list",
    "new_project": "project.new",
    "moment": "moment.new",
    "load": "load.ask",
    "owed": "load.owed",
    "question": "question.ask",
    "lesson": "lesson.new",
}


@pytest.mark.parametrize("starter", STARTERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_starter_is_a_sentence_that_is_understood(starter: str, language: str, sqlite: SqliteDatabases) -> None:
    sentence = str(speech(language)(f"handlers.starter.{starter}"))
    assert len(sentence.split()) >= 3
    with sqlite.opened() as database, database.session(1) as db:
        typed, names = Typed("", sentence), known.register(db)
        found = answering.answer(typed, Router(FEATURES), GRAMMAR, names, dt.date(2026, 11, 23), 1)
    assert [meant.command.action for meant in found.meant] == [STARTED[starter]]


@pytest.mark.parametrize("name", ["websiteUrl", "privacyUrl", "termsOfUseUrl"])
@pytest.mark.parametrize(("accepts", "first"), [("nl-NL", "nl"), ("en-GB,en;q=0.9", "en"), ("fr", "nl"), ("", "nl")])
def test_the_page_behind_every_link_is_there(town: Town, name: str, accepts: str, first: str) -> None:
    address = made()["developer"][name].removeprefix(ADDRESS)
    page = request(town.app, "GET", address, headers={"accept-language": accepts})
    assert page.status == 200
    assert page.headers["content-type"].startswith("text/html")
    assert f'<html lang="{first}">' in page.text
    assert page.text.count("<h1>") == len(LANGUAGES)
    assert "default-src 'none'" in page.headers["content-security-policy"]


def size_of(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_the_console_writes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TEAMS_CLIENT_ID", CLIENT_ID)
    monkeypatch.setenv("SAMENSPEL_PUBLIC_URL", "https://samenspel.voorbeeld.example")
    assert main.main(["manifest", "teams"]) == 0
    assert capsys.readouterr().out.strip() == "samenspel-teams.zip"
    assert zipfile.is_zipfile(tmp_path / "samenspel-teams.zip")


def test_the_console_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main.main(["manifest", "teams"]) == main.WRONG_SETTINGS
