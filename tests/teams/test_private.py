"""Private stays private, also when a client sends back something else than it was given."""

import base64
import zlib
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from bot.chat.requests import Account
from handlers.teams.forms import MEMORY, UNDONE
from handlers.teams.memory import Seal, TeamsMemory, remembered
from handlers.teams.references import Reference
from storage.people.people import Colleague
from tests.rendering.adaptive import things
from tests.teams.person import Person, Seen
from tests.teams.town import CHANNEL, TENANT, Town

Json = dict[str, Any]
OURS = Seal("geheim")


def registers(person: Person, name: str = "Park Singel") -> None:
    person.types("project nieuw")
    person.clicks("Opslaan", name=name, status="ongoing")


def memory_of(person: Person) -> TeamsMemory:
    """Of the form on the screen."""
    kept = remembered(person.standing(person.last)[MEMORY], OURS)
    assert kept
    return kept


def shares(town: Town, person: Person, name: str) -> Seen:
    person.types(f"project toon {name}", CHANNEL)
    person.clicks("Deel in kanaal", person.last)
    return next(seen for seen in town.screen() if seen.conversation == CHANNEL)


def test_a_form_changes_no_other_message_than_the_one_that_opened_it(town: Town, anna: Person) -> None:
    registers(anna)
    shared = shares(town, anna, "Park Singel")
    words = shared.words
    anna.types("project wijzig Park Singel")
    anna.clicks("Basis")
    aimed = msgspec.structs.replace(memory_of(anna), message=f"{CHANNEL} {shared.id}")
    for forged in (aimed.packed(Seal("geraden")), unsealed(aimed)):
        form = anna.last
        anna.presses(form, "project.save", {"form": True, **anna.standing(form), MEMORY: forged, "f.name": "Anders"})
        assert "werkt niet meer" in anna.last.words
    assert shared.words == words
    anna.types("project lijst")
    assert "Anders" not in anna.last.words


def unsealed(memory: TeamsMemory) -> str:
    return base64.b64encode(base64.b64decode(memory.packed(OURS))[16:]).decode()


def test_the_form_of_somebody_else_is_of_no_use(town: Town, anna: Person, bert: Person) -> None:
    registers(anna)
    anna.types("project nieuw")
    theirs = anna.standing(anna.last)
    bert.types("samenspel")
    bert.presses(bert.last, "project.create", {"form": True, **theirs, "f.name": "Van Bert"})
    assert "werkt niet meer" in bert.last.words
    bert.types("project lijst")
    assert "Van Bert" not in bert.last.words


def test_a_form_that_is_not_known_any_more_saves_nothing(town: Town, anna: Person) -> None:
    anna.types("samenspel profiel")
    anna.clicks("Opslaan", department="Ruimte")
    anna.types("samenspel profiel")
    anna.presses(anna.last, "people.save_profile", {"form": True, "f.department": "", MEMORY: "AAAA"})
    assert "werkt niet meer" in anna.last.words
    anna.types("samenspel profiel")
    assert anna.value("department") == "Ruimte"


def test_a_form_that_was_open_during_an_upgrade_ends_and_the_next_one_works(town: Town, anna: Person) -> None:
    anna.types("project nieuw")
    sent = {"form": True, **anna.standing(anna.last), "f.name": "Park Singel"}
    anna.presses(anna.last, "project.create", {**sent, MEMORY: of_another_version(sent[MEMORY])})
    assert "Deze knop werkt niet meer" in anna.last.words
    anna.types("project lijst")
    assert "Park Singel" not in anna.last.words
    registers(anna)
    assert "Park Singel" in anna.last.words


def of_another_version(packed: str) -> str:
    """Sealed by us, when a question had one part less."""
    kept = msgspec.msgpack.decode(zlib.decompress(base64.b64decode(packed)[16:]))
    kept["asked"][1] = [question[:-1] for question in kept["asked"][1]]
    content = zlib.compress(msgspec.msgpack.encode(kept))
    return base64.b64encode(OURS.on(content) + content).decode()


def test_a_form_in_a_channel_is_no_form(town: Town, anna: Person) -> None:
    anna.types("samenspel", CHANNEL)
    anna.types("project nieuw")
    form = anna.last
    shown = Seen("1700000000001", CHANNEL, form.activity)
    sent = {"form": True, **anna.standing(form), "f.name": "Park Singel", "f.status": "ongoing"}
    anna.presses(shown, "project.create", sent)
    assert anna.answer["type"] == "application/vnd.microsoft.activity.message"
    assert not town.connector.updated(CHANNEL)
    anna.types("project lijst")
    assert "Park Singel" not in anna.last.words


def test_somebodys_own_page_is_never_drawn_in_a_channel(town: Town, anna: Person) -> None:
    registers(anna)
    shared = shares(town, anna, "Park Singel")
    anna.presses(shared, "home", {"page": True})
    assert anna.answer["type"] == "application/vnd.microsoft.activity.message"
    assert not town.connector.updated(CHANNEL)
    assert "Dag Anna de Vries" in anna.last.words


def shared_by(town: Town, person: Person, place: str, action: str = "project.list", **args: str) -> list[Seen]:
    """What stands in channels, and in the chats of others, after they pressed a button that nobody gave them."""
    before = len(town.screen())
    person.types("samenspel")
    person.presses(person.last, "share", {"args": {"action": action, **args}, "place": place})
    return [seen for seen in town.screen()[before:] if seen.conversation != person.chat]


def place_in_the_button(person: Person) -> str:
    """Of "Deel in kanaal", on the card that they got last."""
    return str(next(each["data"]["place"] for each in person.last.actions if each["verb"] == "share"))


def test_a_place_that_teams_did_not_name_is_no_place(town: Town, anna: Person, bert: Person) -> None:
    registers(anna)
    bert.types("samenspel")
    anna.types("project lijst", CHANNEL)
    annas = place_in_the_button(anna)
    for place in (CHANNEL, anna.chat, annas, f"{'0' * 32} {CHANNEL}", OURS.on_place(anna.chat, bert.user)):
        assert shared_by(town, bert, place) == [], place
    assert [seen.conversation for seen in shared_by(town, anna, annas)] == [CHANNEL]


def test_nobody_shares_in_a_channel_that_they_are_not_in_any_more(town: Town, anna: Person) -> None:
    registers(anna)
    anna.types("project lijst", CHANNEL)
    place = place_in_the_button(anna)
    town.connector.absent.add((CHANNEL, anna.member))
    assert shared_by(town, anna, place) == []
    assert "kan" in anna.last.words


@pytest.mark.parametrize("action", ["people.download", "people.own_data", "session.cancel", "home", "share", ""])
def test_only_a_card_that_may_be_shared_is(town: Town, anna: Person, action: str) -> None:
    registers(anna)
    anna.types("project lijst", CHANNEL)
    assert shared_by(town, anna, place_in_the_button(anna), action, id="1") == []
    assert "werkt niet meer" in anna.last.words


def test_what_is_filled_in_is_for_this_form_only(town: Town, anna: Person) -> None:
    registers(anna)
    anna.types("project nieuw")
    form = anna.last
    filled = {**anna.standing(form), "f.name": "Gekaapt", "f.department": "Gekaapt", "args": {"id": "1"}}
    for verb in ("people.save_profile", "project.save"):
        for sent in (True, False):
            anna.presses(form, verb, {"form": sent, **filled})
    for asked in ("samenspel profiel", "project lijst"):
        anna.types(asked)
        assert "Gekaapt" not in str(anna.last.activity)


def test_a_place_that_does_not_say_that_it_is_private_is_not(town: Town, anna: Person) -> None:
    registers(anna)
    activity = town.activity(anna, {"type": "message", "text": "project lijst"}, CHANNEL)
    del activity["conversation"]["conversationType"]
    assert town.receive(activity).status == 200
    assert not town.connector.posted(CHANNEL)
    assert "Park Singel" in anna.last.words


def test_a_group_chat_is_only_named_to_who_is_in_it(town: Town, anna: Person, bert: Person) -> None:
    closed = "19:reorganisatie@thread.v2"
    anna.types("samenspel", closed)
    bert.types("samenspel", CHANNEL)
    town.connector.absent.add((closed, bert.member))
    anna.types("kennis sessie Loten")
    bert.types("kennis sessie Loten")
    assert offered(anna) == [CHANNEL, closed]
    assert offered(bert) == [CHANNEL]
    bert.clicks(bert.submit, day="2026-12-10", channel=closed)
    assert "De sessie staat gepland" in bert.last.words
    assert not town.connector.posted(closed)


def test_many_channels_are_searched_and_looked_through_in_parts(town: Town, anna: Person) -> None:
    anna.types("samenspel")
    for number in range(1, 26):
        town.connection.references.saw(account(anna), channel(town, number), own_chat=False, name=f"Team › {number:02}")
    for number in (*range(2, 21), 22):
        town.connector.absent.add((channel(town, number).conversation, anna.member))
    anna.types("kennis sessie Loten")
    assert offered(anna) == ["19:01"]
    anna.clicks("Meer", place="Kamer 3", channel="19:01")
    assert offered(anna) == ["19:01", "19:21", "19:23", "19:24", "19:25"]
    assert (anna.value("channel"), anna.value("place")) == ("19:01", "Kamer 3")
    anna.clicks("Zoek", query={"channel": "› 2"}, channel="")
    assert offered(anna) == ["19:21", "19:23", "19:24", "19:25"]
    anna.clicks(anna.submit, day="2026-12-10", channel="19:24")
    assert len(town.connector.posted("19:24")) == 1


def test_few_channels_are_not_searched(town: Town, anna: Person) -> None:
    anna.types("samenspel", CHANNEL)
    anna.types("kennis sessie Loten")
    assert not [action for action in anna.last.actions if action["verb"] == "teams.search"]


def account(person: Person) -> Account:
    return Account("teams", TENANT, person.user)


def channel(town: Town, number: int) -> Reference:
    return Reference(f"19:{number:02}", town.connector.url, TENANT)


def offered(person: Person) -> list[str]:
    (field,) = [each for each in things(person.last.cards[0]) if each.get("id") == "f.channel"]
    return [choice["value"] for choice in field["choices"] if choice["value"] != UNDONE]


def test_somebody_of_another_organisation_in_a_shared_channel_is_no_colleague(town: Town) -> None:
    """Also when that organisation is one that this bot serves."""
    gast = town.person("Gast", stranger=True)
    town.connector.members[gast.member]["tenantId"] = "99999999-0000-4000-8000-000000000002"
    gast.types("project lijst", CHANNEL)
    assert all("Projecten" not in seen.words for seen in town.screen())
    with town.database.session(None) as db:
        assert not db.scalars(select(Colleague)).all()


def test_a_file_that_cannot_be_put_there_is_said(town: Town, anna: Person) -> None:
    anna.types("samenspel")
    value = {"action": "accept", "context": {"key": "er is geen"}, "uploadInfo": {"uploadUrl": town.connector.url}}
    anna.town.sends(anna, {"type": "invoke", "name": "fileConsent/invoke", "value": value})
    assert "Ik kon het bestand niet voor je neerzetten." in anna.last.words
