"""The same text as files: real headings, lists and tables, in a process of its own, whatever people typed."""

import io
import re
import zipfile
from xml.etree import ElementTree

import docx
import msgspec
import odfdo
import pytest

from bot import enqueue
from bot.writing import in_subprocess, work
from bot.writing.document import BulletPoints, Chapter, Gap, Grid, Passage, WrittenText
from storage.messages import tasks
from tests.givens import a_moment, a_project
from tests.room import Room
from tests.screens import card_as_text

NASTY = "<b>*vet*</b> | [link](http://kwaad.example) `code` @channel <!here> # kop & 1. lijst \ufffe_x_"
HEAD = ("U zei", "Wij doen", "Waarom")


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    text = WrittenText(
        ("Titel ", NASTY),
        "nl",
        (
            Chapter(("Kop",)),
            Passage((NASTY,)),
            Passage(("Dit ligt open: ", Gap("wat ligt open", "open"))),
            BulletPoints((("- min",), ("1. een",))),
            Grid(HEAD, ((("Meer bomen.",), ("Dit nemen we over.",), (NASTY,)),)),
        ),
        "Dit is een concept: vul nog 1 plek in.",
    )
    return dict(in_subprocess.files(text, "nog invullen", "Antwoord: Kade & Co"))


def test_the_files_have_a_name_that_says_what_they_are(files: dict[str, bytes]) -> None:
    assert list(files) == ["antwoord-kade-co.odt", "antwoord-kade-co.docx", "antwoord-kade-co.md"]


def test_a_name_without_letters_is_still_a_name() -> None:
    assert in_subprocess.file_name("…") == "tekst"


WITHOUT = NASTY.replace("\ufffe", "")


def test_open_document_has_real_headings_and_a_head_above_the_table(files: dict[str, bytes]) -> None:
    text = odfdo.Document(io.BytesIO(files["antwoord-kade-co.odt"]))
    headings = [(str(each.level), str(each).strip()) for each in text.body.get_headers()]
    assert headings == [("1", f"Titel {WITHOUT}"), ("2", "Kop")]
    content = zipfile.ZipFile(io.BytesIO(files["antwoord-kade-co.odt"])).read("content.xml").decode()
    assert content.count("<table:table-header-rows>") == 1
    assert "Dit ligt open: [nog invullen: wat ligt open]" in "".join(ElementTree.fromstring(content).itertext())
    assert "Dit is een concept: vul nog 1 plek in." in content


def test_open_document_says_that_it_is_dutch(files: dict[str, bytes]) -> None:
    packed = zipfile.ZipFile(io.BytesIO(files["antwoord-kade-co.odt"]))
    styles = packed.read("styles.xml").decode()
    assert {*re.findall(r'fo:language="(\w+)"', styles)} == {"nl"}


def test_word_has_real_headings_and_a_head_above_the_table(files: dict[str, bytes]) -> None:
    text = docx.Document(io.BytesIO(files["antwoord-kade-co.docx"]))
    headings = [(each.style.name, each.text) for each in text.paragraphs if each.style and "Heading" in each.style.name]
    assert headings == [("Heading 1", f"Titel {WITHOUT}"), ("Heading 2", "Kop")]
    assert [cell.text for cell in text.tables[0].rows[0].cells] == list(HEAD)
    assert text.tables[0].rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in text.tables[0].rows), "a row stays on one page"
    assert text.core_properties.language == "nl-NL"
    assert (
        'w:val="nl-NL"' in zipfile.ZipFile(io.BytesIO(files["antwoord-kade-co.docx"])).read("word/styles.xml").decode()
    )
    assert text.core_properties.author == ""


def test_markdown_reads_what_people_typed_as_text(files: dict[str, bytes]) -> None:
    lines = files["antwoord-kade-co.md"].decode().splitlines()
    assert r"\<b\>\*vet\*\</b\> \| \[link\](http://kwaad.example)" in lines[0]
    assert "- \\- min" in lines
    assert "- 1\\. een" in lines
    assert next(line for line in lines if line.startswith("|")) == "| U zei | Wij doen | Waarom |"


def test_three_hundred_rows_are_files_within_two_seconds() -> None:
    """Measured 0.6 s on two busy cores; the process that does it has its own bound."""
    rows = tuple(((f"Punt {at} over de bomen.",), ("Dit doen we niet.",), ("Er is geen plek.",)) for at in range(300))
    made = dict(in_subprocess.files(WrittenText(("Groot",), "nl", (Grid(HEAD, rows),)), "nog invullen", "groot"))
    assert len(docx.Document(io.BytesIO(made["groot.docx"])).tables[0].rows) == 301
    assert made["groot.md"].decode().count("| Dit doen we niet. |") == 300


def test_a_colleague_gets_the_files(room: Room) -> None:
    anna = room.person("Anna")
    room.given(a_project("Kade", project_lead=anna), a_moment("Avond", project="Kade", starts_on="2026-11-09"))
    anna.types("/project tekst Kade")
    anna.clicks("Schrijf", beside="Participatieverslag")
    anna.clicks("Als bestand")
    room.settle()
    [card] = [message.card for message in anna.messages if message.card.files]
    names = [file.name for file in card.files]
    assert names == [f"participatieverslag-kade.{kind}" for kind in ("odt", "docx", "md")]
    assert anna.hears("Let op: ")


def test_a_text_of_what_was_removed_meanwhile_is_not_there(room: Room) -> None:
    """While the work waited for its turn."""
    anna = room.person("Anna")
    for args in ({"id": "9", "text": "report"}, {"id": "9", "text": "interim", "about": "9"}, {"quarter": "nooit"}):
        order = msgspec.json.encode(enqueue.WorkOrder(args)).decode()
        row = tasks.TaskRow(name="writing.write", colleague_id=anna.id, language="nl", order=order, created_at=room.now)
        [said] = work.write(room.task(row))
        assert "Het project of het contactmoment is er niet meer." in card_as_text(said.card)
