"""Slack and Teams in one process, or either alone, for one municipality."""

import datetime as dt
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.chat.requests import Account, Profile
from bot.people.arrivals import Arrivals
from storage.people import people
from storage.people.municipalities import Municipality
from storage.people.people import ChatAccount, Colleague
from tests.sources import ROOT
from tests.teams.keys import CLIENT_ID
from tests.teams.person import Person
from tests.teams.town import ARRIVALS, TENANT, Town

SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "x"}
TEAMS = {"TEAMS_CLIENT_ID": CLIENT_ID, "TEAMS_TENANT_ID": TENANT, "TEAMS_CLIENT_SECRET": "x"}
COMPOSED = """
import json, sys
from handlers.running import compose
from handlers.settings import from_environment
from storage.database import Database

app = compose(from_environment(json.loads(sys.argv[1])), Database("sqlite:///" + sys.argv[2]))
paths = sorted(getattr(route, "path", "") for route in app.routes)
ours = ("handlers.slack", "slack_bolt", "handlers.teams", "microsoft_teams", "msal", "httpx")
loaded = {name for name in sys.modules if name in ours}
print(json.dumps([paths, sorted(loaded)]))
"""


@pytest.mark.parametrize(
    ("settings", "way_in", "loaded"),
    [
        (SLACK, {"/slack/events"}, {"handlers.slack", "slack_bolt"}),
        (TEAMS, {"/api/messages"}, {"handlers.teams", "httpx"}),
        (
            {**SLACK, **TEAMS},
            {"/slack/events", "/api/messages"},
            {"handlers.slack", "slack_bolt", "handlers.teams", "httpx"},
        ),
    ],
    ids=["slack", "teams", "both"],
)
def test_only_what_is_set_up_is_loaded_and_answers(
    tmp_path: Path, settings: dict[str, str], way_in: set[str], loaded: set[str]
) -> None:
    """In a process of its own: what was imported once stays."""
    command = [sys.executable, "-c", COMPOSED, json.dumps(settings), str(tmp_path / "samenspel.db")]
    said = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    routes, modules = json.loads(said.stdout)
    assert {"/slack/events", "/api/messages"} & set(routes) == way_in
    assert set(modules) - {"msal"} == loaded


def test_a_colleague_with_the_same_address_is_one_colleague_on_both(town: Town) -> None:
    anna = town.person("Anna de Vries", stranger=True)
    with town.database.session(None, writes=True) as db:
        profile = Profile("Anna", email="Anna@voorbeeld.example", organisation="Gemeente Voorbeeld")
        known = Arrivals().meet(db, Account("slack", "T1", "U1"), profile, town.clock[0]).id
    anna.types("samenspel")
    assert "Dit is jouw pagina bij Gemeente Voorbeeld." in anna.last.words
    with town.database.session(None) as db:
        assert [each.id for each in db.scalars(select(Colleague))] == [known]
        assert {each.platform for each in db.scalars(select(ChatAccount))} == {"slack", "teams"}
        assert len(db.scalars(select(Municipality)).all()) == 1


def accounts(town: Town, person: Person) -> dict[str, ChatAccount]:
    with town.database.session(None) as db:
        found = people.sign_in(db, "teams", TENANT, person.user)
        assert found
        theirs = select(ChatAccount).where(ChatAccount.colleague_id == found.colleague.id)
        return {each.platform: each for each in db.scalars(theirs)}


def on_slack_too(town: Town, person: Person) -> None:
    with town.database.session(None, writes=True) as db:
        email = town.connector.members[person.user]["email"]
        ARRIVALS.meet(db, Account("slack", "T1", "U1"), Profile(person.name, email), town.clock[0])


def test_speaking_on_teams_is_what_makes_it_the_last_place(town: Town, anna: Person, bert: Person) -> None:
    on_slack_too(town, bert)
    bert.types("project lijst")
    assert {name: each.spoke_last for name, each in accounts(town, bert).items()} == {"slack": False, "teams": True}
    anna.types("project lijst")
    assert not accounts(town, anna)["teams"].spoke_last, "for whoever has one account nothing is written"


def test_after_a_move_to_teams_whoever_leaves_there_is_gone(town: Town, anna: Person, bert: Person) -> None:
    """Their account on Slack is asked of nobody any more, and keeps nobody here."""
    anna.types("samenspel")
    bert.types("samenspel")
    on_slack_too(town, bert)
    town.service.standing.arrivals = replace(ARRIVALS, platforms=frozenset({"teams"}))
    town.connector.members.pop(bert.user)
    town.connector.members.pop(bert.member)
    town.clock[0] += dt.timedelta(days=1, minutes=1)
    town.settle()
    with town.database.session(None) as db:
        found = people.sign_in(db, "teams", TENANT, bert.user)
        assert found
        assert not found.colleague.is_here
        assert people.sign_in(db, "teams", TENANT, anna.user).colleague.is_here  # type: ignore[union-attr]
