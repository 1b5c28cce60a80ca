"""`samenspel search`: for scripts."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chat.texts import speech
from handlers.console.main import obey
from handlers.settings import Settings
from tests.databases import Databases
from tests.search.conftest import SAMPLE


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(database_url=database_url, data=tmp_path)


def runs(settings: Settings, *words: str | Path) -> int:
    return obey([str(word) for word in words], settings, speech("nl"))


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Made by imports into nothing, once: whoever looks for something changes nothing."""
    databases: Databases = request.getfixturevalue(request.param)
    with databases.empty() as url:
        settings = Settings(database_url=url, data=tmp_path_factory.mktemp("library"))
        assert runs(settings, "import", *sorted(SAMPLE.glob("[cgp]*.csv"))) == 0
        assert runs(settings, "import", SAMPLE / "lessen.csv", "--as", "lessen") == 0
        yield settings


@pytest.fixture
def filled(library: Settings, capsys: pytest.CaptureFixture[str]) -> Settings:
    capsys.readouterr()
    return library


def test_an_import_fills_the_library(filled: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert runs(filled, "search", "loting", "--json") == 0
    title = "Begin 8 weken eerder met loten en stuur een herinnering na 2 weken"
    assert json.loads(capsys.readouterr().out) == {"results": [{"kind": "lesson", "id": "L01", "title": title}]}


def test_narrowed_and_limited(filled: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert runs(filled, "search", "ondernemers", "overdag", "--json", "--kind", "project", "--limit", "2") == 0
    results = json.loads(capsys.readouterr().out)["results"]
    assert [result["kind"] for result in results] == ["project", "project"]


@pytest.mark.parametrize("words", ["-x", "--x", "-loting", "*", '"', ""])
def test_what_somebody_looks_for_is_no_option(filled: Settings, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert runs(filled, "search", words, "--json") == 0
    assert "results" in json.loads(capsys.readouterr().out)


def test_rows_for_who_reads(filled: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert runs(filled, "search", "windmolens") == 0
    assert capsys.readouterr().out.splitlines()[0] == "P10\tZoekgebied wind Lindenhout"


def test_without_a_municipality_there_is_nothing_to_search(settings: Settings) -> None:
    assert runs(settings, "search", "loting") == 2
