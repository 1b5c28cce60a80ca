"""A municipality changes its templates: what is wrong is named when the bot starts, and never while somebody writes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chat import language
from bot.writing import own_templates, templates
from bot.writing.document import BulletPoints, Chapter, Gap, Grid, Passage
from bot.writing.templates import TemplateProblem, WrongTemplates
from glossary import TextKind
from tests.givens import a_project
from tests.room import Room


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    yield
    own_templates.take(None)


def wrong(folder: Path) -> list[TemplateProblem]:
    with pytest.raises(WrongTemplates) as refused:
        templates.in_folder(folder)
    return list(refused.value.wrong)


def put(folder: Path, file: str, written: str | bytes) -> None:
    content = written.encode() if isinstance(written, str) else written
    (folder / file).write_bytes(content)


BELOFTE, NOTICE = templates.as_shipped("belofte.md"), templates.file_of(TextKind.NOTICE, "nl")


def test_every_template_that_is_shipped_is_right() -> None:
    for file in templates.FILES:
        assert templates.read(file, templates.as_shipped(file))[1] == []


@pytest.mark.parametrize("file", [file for file in templates.FILES if not file.endswith(".en.md")])
def test_every_sentence_that_is_shipped_is_plain(file: str) -> None:
    """The law has a word of its own for what people may send in later."""
    written = templates.as_shipped(file).replace("# ", "").replace("zienswijze", "reactie")
    assert list(language.remarks(written)) == []
    assert not [never for never in ("draagvlak", "zoveel mogelijk", "nemen we mee", "inspraak") if never in written]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (BELOFTE.replace("{antwoord}", "{antword}"), ("unknown_better", "antword", "antwoord")),
        (BELOFTE.replace("{contact}", "{contact} {zxqj}"), ("unknown", "zxqj", "")),
        (BELOFTE + "\nBel ons {contact", ("brace", "", "")),
        (BELOFTE + "\n{{ 7*7 }}", ("brace", "", "")),
        (BELOFTE + "\n{contact.__class__}", ("brace", "", "")),
        (BELOFTE + "\n# Nog een titel", ("second_title", "", "")),
        (BELOFTE.replace("# Waar", "Waar", 1), ("no_title", "", "")),
        (BELOFTE.replace("{vast}", "niets"), ("missing", "vast", "")),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, written: str, found: tuple[str, str, str]) -> None:
    put(tmp_path, "belofte.md", written)
    problems = wrong(tmp_path)
    assert found in [each[2:] for each in problems]
    assert {each[0] for each in problems} == {"belofte.md"}


def test_a_file_that_is_no_text_of_ours_is_named(tmp_path: Path) -> None:
    put(tmp_path, "belofe.md", BELOFTE)
    assert wrong(tmp_path) == [("belofe.md", 0, "unknown_file_better", "belofe.md", "belofte.md")]


@pytest.mark.parametrize(("content", "why"), [(b"\xff\xfe\x00", "not_readable"), (b"# x\n" * 40_000, "too_large")])
def test_a_file_that_is_no_text_at_all_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    put(tmp_path, "belofte.md", content)
    assert wrong(tmp_path) == [("belofte.md", 0, why, "", "")]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert [each[2] for each in wrong(tmp_path / "weg")] == ["no_folder"]


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    put(tmp_path, "belofte.md", "Hallo {nix}")
    put(tmp_path, "antwoord.md", "# Hallo\n{")
    assert {each[0] for each in wrong(tmp_path)} == {"belofte.md", "antwoord.md"}


def test_a_line_without_anything_to_say_falls_away_and_so_does_its_chapter() -> None:
    template, _ = templates.read(
        "belofte.md", "# Titel\n\n## Een\n{pagina}\n\n## Twee\nKijk op {pagina}.\n\n- {open}\n- vast\n"
    )
    filled = templates.fill(template, {"pagina": None, "open": Gap("wat ligt open", "open")}, "nl")
    assert filled.body == (Chapter(("Twee",)), BulletPoints(((Gap("wat ligt open", "open"),), ("vast",))))


def test_a_table_takes_the_place_of_its_line() -> None:
    template, _ = templates.read("belofte.md", "# Titel\n\nEerst\n\n{open}\n")
    grid = Grid(("a",), ((("b",),),))
    assert templates.fill(template, {"open": (grid,)}, "nl").body == (Passage(("Eerst",)), grid)


def test_what_people_typed_is_no_template(room: Room) -> None:
    anna = room.person("Anna")
    room.given(a_project("Kade {contact}", project_lead=anna, open="{vast} {{x}} # kop", fixed="geheim"))
    anna.types("/project tekst Kade")
    anna.clicks("Schrijf", beside="Belofte")
    assert anna.sees("Dit ligt open: {vast} {{x}} # kop.")
    assert anna.sees("Waar kunt u op rekenen? Kade {contact}")


def test_an_own_template_takes_the_place_of_ours(room: Room, tmp_path: Path) -> None:
    put(tmp_path, "belofte.md", BELOFTE.replace("# Waar kunt u op rekenen?", "# Onze belofte aan u:"))
    own_templates.take(tmp_path)
    anna = room.person("Anna")
    room.given(a_project("Kade", project_lead=anna))
    anna.types("/project tekst Kade")
    anna.clicks("Schrijf", beside="Belofte")
    assert anna.sees("Onze belofte aan u: Kade")
    with room.storage() as db:
        assert own_templates.in_force(db)[NOTICE] == templates.shipped()[NOTICE]
