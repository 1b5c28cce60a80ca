"""The app package for Teams, held against Microsoft's own schema."""

import io
import json
import struct
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from bot.chat.router import Router
from bot.chat.texts import speech
from bot.features import FEATURES
from handlers.console import main
from handlers.teams.manifest import VERSION, manifest, package
from tests import needs
from tests.sources import ROOT
from tests.teams.keys import CLIENT_ID

VALIDATE = """
const Ajv = require("ajv-draft-04");
const ajv = new Ajv({strict: false, allErrors: true});
require("ajv-formats")(ajv);
const check = ajv.compile(require(process.argv[1]));
let text = "";
process.stdin.on("data", part => text += part);
process.stdin.on("end", () => console.log(JSON.stringify(check(JSON.parse(text)) ? [] : check.errors)));
"""


def made(language: str = "nl") -> dict[str, Any]:
    return manifest(Router(FEATURES).commands, speech(language), CLIENT_ID, "https://samenspel.voorbeeld.example")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_microsofts_own_schema_has_no_complaints(language: str) -> None:
    schemas = needs.package("@microsoft") / "app-manifest" / "build" / "json-schemas" / "teams"
    schema = schemas / f"v{VERSION}" / "MicrosoftTeams.schema.json"
    command = [needs.node(), "-e", VALIDATE, str(schema)]
    checked = subprocess.run(
        command, input=json.dumps(made(language)), capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert json.loads(checked.stdout) == []


def test_the_package_holds_the_manifest_and_both_icons_in_the_sizes_that_teams_wants() -> None:
    with zipfile.ZipFile(io.BytesIO(package(made()))) as parts:
        assert sorted(parts.namelist()) == ["color.png", "manifest.json", "outline.png"]
        assert size_of(parts.read("color.png")) == (192, 192)
        assert size_of(parts.read("outline.png")) == (32, 32)
        assert json.loads(parts.read("manifest.json")) == made()


def size_of(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_the_menu_of_the_bot_begins_with_every_root() -> None:
    [menu] = made()["bots"][0]["commandLists"]
    titles = [command["title"] for command in menu["commands"]]
    roots = Router(FEATURES).roots
    assert set(titles[: len(roots)]) == set(roots)
    assert "project nieuw" in titles


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
