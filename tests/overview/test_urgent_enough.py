"""Whoever asks a feature for what is urgent gets all of it, whatever that feature leaves out."""

import datetime as dt

import pytest

from bot.chat.contributions import Line, Part
from bot.overview import composing
from tests.features.scenes import changes
from tests.givens import a_moment, a_project, asked
from tests.overview.town import with_everything
from tests.room import Room

LONG_AGO = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def urgent(parts: list[Part], at_least: int) -> dict[str, list[Line]]:
    found = {part.key: [each for each in (*part.short, *part.lines) if each.urgency >= at_least] for part in parts}
    return {key: lines for key, lines in found.items() if lines}


@pytest.mark.parametrize("whose", ["everybody's", "their own"])
def test_nothing_that_is_urgent_enough_is_left_out(room: Room, whose: str) -> None:
    with_everything(room)
    lead = room.person("Wim", discipline="communicatieadviseur")
    room.given(
        a_project("Kade", communication_adviser=lead, status="lopend", created_at=LONG_AGO),
        a_project("Weg", communication_adviser=lead, status="lopend", created_at=LONG_AGO),
        a_project("Singel", communication_adviser=asked(lead)),
        a_project("Plein", created_at=room.now),
        a_moment("Avond", project="Kade", starts_on="2026-11-27"),
        a_moment("Schouw", project="Kade", starts_on="2026-09-01"),
        a_moment("Markt", project="Kade", starts_on="2026-12-16"),
    )
    changes(lead, "Kade", "Besluit", decision_on="2027-03-16")
    lead.types("/project afronden Weg")
    lead.submits()
    of = composing.everything(None, room.now, "nl")
    of = of._replace(person=lead.id) if whose == "their own" else of
    contributed = room.service.router.contributed
    with room.storage() as db:
        everything = composing.parts(contributed, of, db)
        said = {line.urgency for part in everything for line in part.lines}
        assert len(said) > 5
        for at_least in sorted({*said, *(urgency + 1 for urgency in said)}):
            found = composing.parts(contributed, of._replace(at_least=at_least), db)
            assert urgent(found, at_least) == urgent(everything, at_least), at_least
            if not of.person:
                assert {part.key for part in found} >= {part.key for part in everything if part.is_ahead}
