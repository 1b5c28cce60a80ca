"""Every text of every project of the sample municipality: no names, nothing that sounds like an answer and is none."""

import csv
import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from sqlalchemy.orm import Session

from bot.writing import composing, council, gather, in_subprocess, kinds, plain, templates
from bot.writing.document import Grid, WrittenText
from bot.writing.facts import TextFacts
from bot.writing.kinds import OfferedText
from glossary import Quarter, TextKind
from storage.register import projects
from tests.room import SAMPLE, ZONE, Room

NEVER = (
    "draagvlak",
    "zoveel mogelijk",
    "nemen we mee",
    "nemen wij mee",
    "inspraak",
    "voldoet aan de wet",
    "geen bericht is",
)


@pytest.fixture
def texts(room: Room) -> dict[str, WrittenText]:
    room.sample()
    with room.storage() as db:
        return dict(every_text(db, room))


def all_of(facts: TextFacts) -> Iterator[OfferedText]:
    """Whatever can be written of it, also when its time is not now."""
    for kind in TextKind:
        if kind in kinds.OF_A_MOMENT:
            yield from (OfferedText(kind, moment) for moment in facts.asks)
        elif kind is not TextKind.QUARTER:
            yield OfferedText(kind)


def every_text(db: Session, room: Room) -> Iterator[tuple[str, WrittenText]]:
    at = room.now.astimezone(ZONE)
    for name in projects.names(db):
        project = projects.project(db, name.id)
        assert project
        facts = gather.facts(db, project, at)
        for each in all_of(facts):
            for language in ("nl", "en") if each.kind in kinds.IN_ENGLISH else ("nl",):
                about = f"{name.name} {each.kind} {each.moment and each.moment.title} {language}"
                yield about, composing.compose(each.kind, facts, each.moment, templates.shipped(), language)
    for quarter in (Quarter(2026, 3), Quarter(2026, 4)):
        yield f"quarter {quarter.written}", council.page(db, quarter, at)


def test_no_text_names_anybody_or_sounds_like_an_answer_that_is_none(texts: dict[str, WrittenText]) -> None:
    lines = (SAMPLE / "collegas.csv").read_text("utf-8").splitlines()
    names = [row["naam"] for row in csv.DictReader(lines, delimiter=";")]
    assert len(texts) > 200
    assert len(names) > 10
    for about, text in texts.items():
        written = composing.words_of(text, "nog invullen")
        assert not [each for each in (*names, *NEVER) if each in written], about


def test_what_is_ours_in_a_text_is_plain_and_what_people_typed_is_remarked_on(texts: dict[str, WrittenText]) -> None:
    found = {remark.sentence for text in texts.values() for remark in plain.remarks(text) if remark.rule != "long"}
    assert {sentence.partition(": ")[2] for sentence in found} == {"Hoe straten en pleinen worden gebruikt."}


def read(packed: bytes, name: str) -> str:
    """The words of an XML file in it, without space."""
    content = zipfile.ZipFile(io.BytesIO(packed)).read(name).decode()
    return "".join("".join(ElementTree.fromstring(content).itertext()).split())


def test_the_files_have_the_same_words_in_the_same_order(texts: dict[str, WrittenText]) -> None:
    """As a screen reader says them, with or without the table around them."""
    text = texts["Herinrichting Havenkade plan None nl"]
    made = dict(in_subprocess.files(text, "nog invullen", "x"))
    odt, word = read(made["x.odt"], "content.xml"), read(made["x.docx"], "word/document.xml")
    head = "".join("".join(block.head) for block in text.body if isinstance(block, Grid))
    for words in composing.words_of(text, "nog invullen").splitlines():
        said = "".join(words.split())
        assert said in odt
        assert said in word
    assert "".join(head.split()) in odt
    assert "".join(head.split()) in word
