"""The keeper makes the templates the municipality's own: in chat, as a file, and on the console."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from bot import enqueue
from bot.chat.cards import Attachment
from bot.chat.requests import UploadedFile
from bot.chat.texts import speech
from bot.writing import own, own_templates, templates
from handlers.console.main import main, obey
from handlers.settings import Settings
from storage.messages import tasks
from storage.register import text_templates
from tests.givens import a_project
from tests.person import Person
from tests.room import SAMPLE, Room
from tests.screens import card_as_text

BELOFTE = templates.as_shipped("belofte.md")
OURS = BELOFTE.replace("# Waar kunt u op rekenen?", "# Onze belofte aan u:")


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    yield
    own_templates.take(None)


@pytest.fixture
def anna(room: Room) -> Person:
    anna = room.person("Anna", admin=True)
    room.given(a_project("Kade", project_lead=anna))
    return anna


def opens(person: Person, template: str = "Belofte") -> None:
    person.types("/project tekst Kade")
    person.clicks("Sjablonen")
    person.clicks("Bekijk", beside=template)


def changes(person: Person, written: str, template: str = "Belofte") -> None:
    opens(person, template)
    person.clicks("Wijzig")
    person.fills(written=written)
    person.submits()


def promise(person: Person) -> str:
    person.types("/project tekst Kade")
    person.clicks("Schrijf", beside="Belofte")
    return person.screen


def versions(room: Room) -> list[tuple[str, int]]:
    with room.storage() as db:
        return [(each.file, each.number) for each in text_templates.template_versions(db, "belofte.md")]


def test_what_the_keeper_changes_holds_at_once(room: Room, anna: Person) -> None:
    changes(anna, OURS)
    assert "Onze belofte aan u: Kade" in promise(anna)
    anna.types("/project tekst Kade")
    anna.clicks("Sjablonen")
    assert anna.sees("Belofte: jullie versie 1, van 23 november 2026.")
    assert anna.sees("Uitnodiging voor een enquête, in het Engels: nog van Samenspel.")


def test_saving_without_a_change_is_no_new_version(room: Room, anna: Person) -> None:
    changes(anna, BELOFTE)
    assert versions(room) == []


def test_every_version_can_come_back(room: Room, anna: Person) -> None:
    changes(anna, OURS)
    changes(anna, OURS.replace("Onze belofte", "Onze tweede belofte"))
    opens(anna)
    anna.clicks("Gebruik deze", beside="Versie 1")
    assert "Onze belofte aan u: Kade" in promise(anna)
    opens(anna)
    anna.clicks("Zet terug")
    assert "Waar kunt u op rekenen? Kade" in promise(anna)
    opens(anna)
    assert "Zet terug" not in [each.label for _, each in anna.came_up]
    anna.clicks("Gebruik deze", beside="Versie 2")
    assert "Onze tweede belofte aan u: Kade" in promise(anna)
    assert [number for _, number in versions(room)] == [5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (OURS.replace("{antwoord}", "{antword}"), "belofte.md, regel 22: er is geen veld antword. Bedoel je antwoord?"),
        (OURS.replace("{contact}", "{contact"), "een accolade zonder veld."),
        (OURS.replace("# Onze", "Onze"), "begin met een titel"),
        (OURS.replace("{vast}", "niets"), "het veld vast mist."),
    ],
)
def test_a_template_that_is_not_right_is_refused_and_the_old_one_stays(
    room: Room, anna: Person, written: str, why: str
) -> None:
    changes(anna, OURS)
    changes(anna, written)
    assert why in str(anna.form.errors["written"])
    assert anna.form.answers["written"] == written.strip()
    anna.closes_the_form()
    assert "Onze belofte aan u: Kade" in promise(anna)
    sends(anna, written.encode())
    assert anna.hears("Dit sjabloon kan ik niet gebruiken. Het oude blijft gelden.")
    assert anna.hears(why)
    assert "Onze belofte aan u: Kade" in promise(anna)


def sends(person: Person, content: bytes, name: str = "belofte (1).md") -> None:
    opens(person)
    person.clicks("Lees een bestand in")
    person.fills(file=Attachment(name, content))
    person.submits()
    person.room.settle()


def test_the_file_goes_out_is_changed_and_comes_in(room: Room, anna: Person) -> None:
    """Whatever the name that a browser gave it, and with the mark that Windows puts before it."""
    opens(anna)
    anna.clicks("Download")
    [file] = [file for shown in anna._messages for file in shown.card.files]
    assert (file.name, file.content.decode()) == ("belofte.md", BELOFTE)
    sends(anna, b"\xef\xbb\xbf" + OURS.replace("\n", "\r\n").encode())
    assert anna.hears("# Onze belofte aan u: {project}")
    assert "Onze belofte aan u: Kade" in promise(anna)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"# x\n" * 25_001])
def test_what_is_no_template_at_all_changes_nothing(room: Room, anna: Person, content: bytes) -> None:
    opens(anna)
    anna.clicks("Lees een bestand in")
    anna.fills(file=Attachment("belofte.md", content))
    anna.submits()
    room.settle()
    if anna.form_on_screen:
        assert "hooguit 100 kB" in str(anna.form.errors["file"])
    else:
        assert anna.hears("Dit sjabloon kan ik niet gebruiken.")
    assert versions(room) == []


def test_two_keepers_at_once_lose_nothing(room: Room, anna: Person) -> None:
    bert = room.person("Bert", admin=True)
    opens(bert)
    bert.clicks("Wijzig")
    changes(anna, OURS)
    bert.fills(written=OURS.replace("Onze", "Mijn"))
    bert.submits()
    assert "Een collega wijzigde dit net ook." in str(bert.form.errors["written"])
    bert.submits()
    assert "Mijn belofte aan u: Kade" in promise(anna)
    assert [number for _, number in versions(room)] == [2, 1]


def test_only_the_keeper_changes_them(room: Room, anna: Person) -> None:
    bert = room.person("Bert")
    bert.types("/project tekst Kade")
    assert "Sjablonen" not in bert.screen
    of_one = ("edit", "save", "back", "file", "file_in", "read")
    deeds = ("templates", "template", *(f"template_{each}" for each in of_one))
    for action in deeds:
        args = {"file": "belofte.md", "number": "0"}
        answer = room.service.answer(room.knock(bert, bert.direct, f"writing.{action}", args))
        assert "Dit is voor de overzichthouder en beheerders." in str(answer.replies)


def test_whoever_keeps_nothing_any_more_reads_nothing_in(room: Room, anna: Person) -> None:
    """While the file waited for its turn."""
    bert = room.person("Bert")
    order = msgspec.json.encode(enqueue.WorkOrder({"file": "belofte.md"})).decode()
    row = tasks.TaskRow(name="writing.read", colleague_id=bert.id, language="nl", order=order, created_at=room.now)
    file = UploadedFile("belofte.md", "1", len(OURS))
    [said] = own.bring_in(replace(room.task(row), files=(file,), fetch=lambda _: OURS.encode()))
    assert "Dit is voor de overzichthouder en beheerders." in card_as_text(said.card)
    assert versions(room) == []


# On the console


class Desk:
    """A municipality without any chat."""

    def __init__(self, url: str, folder: Path) -> None:
        self.folder, self.texts = folder, folder / "eigen"
        self.settings = Settings(database_url=url, data=folder, texts=None)
        self.types("import", str(SAMPLE / "gebieden.csv"))

    def types(self, *words: str) -> int:
        return obey(words, self.settings, speech("nl"))

    def put(self, file: str, written: str) -> None:
        (self.folder / "in").mkdir(exist_ok=True)
        (self.folder / "in" / file).write_text(written, "utf-8")


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Desk:
    return Desk(database_url, tmp_path)


def test_templates_go_out_are_changed_and_come_in(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(desk.folder / "in")
    assert desk.types("texts", "export", out) == 0
    assert sorted(path.name for path in Path(out).iterdir()) == sorted(templates.FILES)
    assert desk.types("texts", "import", out) == 0
    assert "De sjablonen waren al zo. Er is niets veranderd." in capsys.readouterr().out
    desk.put("belofte.md", OURS)
    assert desk.types("texts", "import", out) == 0
    assert "1 sjabloon is nieuw. Het geldt nu." in capsys.readouterr().out
    # Out again is what holds now, and nothing that somebody is working on is overwritten.
    assert desk.types("texts", "export", str(desk.folder / "uit")) == 0
    assert (desk.folder / "uit" / "belofte.md").read_text("utf-8") == OURS
    assert desk.types("texts", "export", out) == 0
    assert "belofte.md is er al. Die laat ik staan." in capsys.readouterr().err


def test_a_folder_with_one_that_is_wrong_changes_nothing(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.put("belofte.md", BELOFTE.replace("{antwoord}", "{antword}"))
    desk.put("antwoord.md", templates.as_shipped("antwoord.md") + "\nGroeten")
    assert desk.types("texts", "import", str(desk.folder / "in")) == 1
    assert "belofte.md, regel 22: er is geen veld antword. Bedoel je antwoord?" in capsys.readouterr().err
    assert desk.types("texts", "export", str(desk.folder / "uit")) == 0
    assert "Groeten" not in (desk.folder / "uit" / "antwoord.md").read_text("utf-8")


def test_what_the_installation_has_holds_for_whoever_has_no_own(desk: Desk) -> None:
    desk.put("belofte.md", OURS)
    desk.settings = replace(desk.settings, texts=desk.folder / "in")
    assert desk.types("texts", "export", str(desk.folder / "uit")) == 0
    assert (desk.folder / "uit" / "belofte.md").read_text("utf-8") == OURS


def test_the_bot_does_not_start_with_a_template_that_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAMENSPEL_TEXTS", str(tmp_path / "eigen"))
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "geheim")
    (tmp_path / "eigen").mkdir()
    (tmp_path / "eigen" / "belofte.md").write_text("# Hallo", "utf-8")
    assert main(["run"]) == 2
    said = capsys.readouterr().err
    assert "Samenspel start niet: een sjabloon in de map van SAMENSPEL_TEXTS klopt niet." in said
    assert "belofte.md: het veld contact mist." in said
