"""Whatever an answer would change or say to others: on a page it is only read."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import people
from bot.chat.cards import Card, typed
from bot.chat.feature import Feature
from bot.chat.replies import Nudge, Reply, Say, Work
from bot.chat.requests import Request
from storage.messages.nudges import NudgeRow
from storage.messages.outbox import OutboxRow
from storage.messages.tasks import TaskRow
from storage.settings import SettingRow
from tests.room import Room
from tests.web.browsing import Browser, app_of
from tests.web.provider import StandInProvider


def _changes_everything(request: Request, db: Session) -> Sequence[Reply]:
    db.add(SettingRow(name="any", value="geschreven"))
    db.flush()
    card = Card(typed("Gelezen"))
    to = request.person.id
    return [Say(card), Say(Card(typed("Gezegd")), to=to), Nudge(to=to, about="any", blocks=()), Work("any.work")]


@pytest.fixture
def features() -> Sequence[Feature]:
    return people.FEATURE, Feature("any", actions={"vision.show": _changes_everything})


def test_an_answer_that_changes_a_lot_changes_nothing_here(room: Room, provider: StandInProvider) -> None:
    browser = Browser(app_of(room, provider)).is_signed_in(room, room.person("Anna", platform="slack"))
    words = browser.reads("/in/visie")
    assert "Gelezen" in words
    assert "Gezegd" not in words
    with room.storage() as db:
        for row in (SettingRow, OutboxRow, NudgeRow, TaskRow):
            assert db.scalars(select(row)).all() == [], row
