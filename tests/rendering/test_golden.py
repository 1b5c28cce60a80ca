"""What people see, as files that a person can read. Changed on purpose? `GOLDEN=write pytest tests/rendering`."""

import json
import os
from pathlib import Path

import pytest

from tests.rendering import block_kit
from tests.rendering.cross_check import complaints
from tests.rendering.surfaces import EVERYTHING, drawn

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", EVERYTHING)
def test_a_surface_looks_as_before(name: str, language: str) -> None:
    surface = drawn(name, language)
    written = json.dumps(surface, indent=1, ensure_ascii=False) + "\n"
    file = GOLDEN / f"{name}.{language}.json"
    if os.environ.get("GOLDEN") == "write":
        file.write_text(written, "utf-8")
    assert written == file.read_text("utf-8")


@pytest.mark.parametrize("name", EVERYTHING)
def test_a_surface_is_the_same_every_time(name: str) -> None:
    assert json.dumps(drawn(name, "nl")) == json.dumps(drawn(name, "nl"))


@pytest.mark.parametrize("name", EVERYTHING)
def test_a_surface_stays_within_what_slack_allows(name: str) -> None:
    assert block_kit.complaints(drawn(name, "nl")) == []


@pytest.mark.parametrize("name", EVERYTHING)
def test_another_library_agrees(name: str) -> None:
    assert complaints(drawn(name, "nl")) == []


def test_a_button_beside_a_line_says_to_a_screen_reader_which_line() -> None:
    rows = [block["accessory"] for block in drawn("daily", "nl")["blocks"] if "accessory" in block]
    assert [row["accessibility_label"][:24] for row in rows] == ["Bekijk: Bij *bold* _schu"]


@pytest.mark.parametrize("name", EVERYTHING)
def test_nothing_has_the_same_name_twice(name: str) -> None:
    blocks = drawn(name, "nl")["blocks"]
    block_ids = [block["block_id"] for block in blocks]
    inside = [
        each for block in blocks for each in (*block.get("elements", ()), block.get("accessory"), block.get("element"))
    ]
    action_ids = [element["action_id"] for element in inside if element and "action_id" in element]
    assert len(set(block_ids)) == len(block_ids)
    assert len(set(action_ids)) == len(action_ids)
