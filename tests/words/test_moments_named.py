"""Whoever says which contact moment, has said which project: by the titles in the register."""

import pytest

from tests.room import Room
from tests.words.measuring import Judge


@pytest.mark.parametrize(
    ("said", "asked", "args"),
    [
        ("schrijf de uitnodiging voor de werksessie met ondernemers", "writing.menu", {"id": "9"}),
        ("wat vonden deelnemers van de informatieavond over het zoekgebied", "quality.show", {"id": "10"}),
        ("verslag maken van de inloopavond over warmte", "moment.reports", {"id": "5"}),
        ("de bewonersavond over verkeer is afgelast", "load.agenda", {"project": "3"}),
        ("verslag maken van de bewonersavond", "moment.reports", {}),
        ("het jongerenpanel", "project.show", {"id": "7"}),
        ("verslag van het jongerenpanel", "moment.reports", {"id": "7"}),
        ("schrijf een uitnodiging voor een jongerenpanel", "writing.menu", {}),
    ],
)
def test_the_title_of_a_contact_moment_says_its_project(
    room: Room, said: str, asked: str, args: dict[str, str]
) -> None:
    room.sample()
    judge = Judge(room, room.person("Marieke van Dam"))
    with room.database.session(room.municipality_id) as db:
        (meant,) = judge.understood(db, said).meant
    assert (meant.command.action, meant.args) == (asked, args)
