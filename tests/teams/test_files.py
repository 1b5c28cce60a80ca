"""Files, in somebody's own chat only: a list that comes in, an export that goes out."""

import datetime as dt
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import OperationalError

from bot.chat.cards import Attachment, Card, Text
from bot.chat.requests import Account, UploadedFile
from handlers.delivery.protocol import OutboundMessage
from handlers.teams import files, limits, render
from handlers.teams.references import Reference, References
from storage.messages import hosted_files
from storage.messages.hosted_files import HostedFile
from storage.people.people import ChatAccount
from tests.handlers.conftest import request
from tests.teams.connector import Answer, Connector
from tests.teams.person import Person, Seen
from tests.teams.town import TENANT, Town

OFFERED = "Teams vraagt zo of het bestand in je OneDrive mag. Zeg ja: dan staat het in deze chat."
LIST = "id;naam;status\nP1;Park Singel;lopend\nP2;Kade;komend\n"


def sends_a_file(town: Town, person: Person, words: str = "", content: str = LIST) -> None:
    town.connector.downloads["/download/1"] = content.encode()
    attached = {
        "contentType": "application/vnd.microsoft.teams.file.download.info",
        "name": "projecten.csv",
        "content": {"downloadUrl": f"{town.connector.url}/download/1", "uniqueId": "F1", "fileType": "csv"},
    }
    person.types(words, attachments=[attached])


def test_a_form_with_a_file_asks_for_it_first_and_then_shows_the_rest(town: Town, anna: Person) -> None:
    anna.types("project import")
    assert "als bijlage" in anna.last.words
    sends_a_file(town, anna)
    assert "projecten.csv" in anna.last.words
    assert "Kies een bestand" not in anna.last.words, "it is there already"
    anna.clicks(submit(anna))
    anna.clicks("Lees nu in")
    anna.types("project lijst")
    assert "Park Singel" in anna.last.words


def test_columns_are_chosen_and_the_file_is_not_asked_for_again(town: Town, anna: Person) -> None:
    """The address that Teams gives for a file is good for some minutes."""
    sends_a_file(town, anna, "project import", "Kenmerkje;Wat we doen\nA-1;Park Singel\nA-2;Kade\n")
    anna.clicks(submit(anna))
    town.connector.downloads.clear()
    anna.clicks("Kies kolommen")
    assert "Wat we doen: Park Singel · Kade" in anna.last.words
    anna.clicks("Controleer", column_name="1")
    # Teams takes one message a second.
    town.clock[0] += dt.timedelta(seconds=2)
    town.settle()
    anna.clicks("Lees nu in")
    anna.types("project lijst")
    assert "Park Singel" in anna.last.words


def test_a_file_that_came_while_the_database_was_broken_can_be_sent_again(town: Town, anna: Person) -> None:
    anna.types("project import")
    with town.database.session(None, writes=True) as db:
        db.execute(text("ALTER TABLE account RENAME TO gone"))
    with suppress(OperationalError):
        sends_a_file(town, anna)
    assert "N-" in anna.last.words
    with town.database.session(None, writes=True) as db:
        db.execute(text("ALTER TABLE gone RENAME TO account"))
    sends_a_file(town, anna)
    assert "projecten.csv" in anna.last.words


def test_the_words_may_come_with_the_file(town: Town, anna: Person) -> None:
    sends_a_file(town, anna, "project import")
    assert "projecten.csv" in anna.last.words


def submit(person: Person) -> str:
    return str(next(action["title"] for action in person.last.actions if action.get("style") == "positive"))


def test_an_export_is_offered_and_put_where_the_reader_says(town: Town, anna: Person) -> None:
    export = exported(town, anna)
    key = export["content"]["acceptContext"]
    where = {
        "uploadUrl": f"{town.connector.url}/upload/1",
        "contentUrl": "https://x/1",
        "uniqueId": "U1",
        "fileType": "csv",
    }
    consents(town, anna, key, uploadInfo={"name": export["name"], **where})
    assert b"Park Singel" in b"".join(town.connector.uploads.values()) or town.connector.uploads
    [shown] = town.connector.posted(anna.chat)[-1]["attachments"]
    assert (shown["contentType"], shown["name"]) == (files.INFO, export["name"])


def test_nobody_else_can_accept_it_and_it_is_handed_over_once(town: Town, anna: Person, bert: Person) -> None:
    export = exported(town, anna)
    key = export["content"]["acceptContext"]
    bert.types("samenspel")
    where = {"uploadUrl": f"{town.connector.url}/upload/1"}
    consents(town, bert, key, uploadInfo=where)
    assert not town.connector.uploads
    consents(town, anna, key, uploadInfo=where)
    assert len(town.connector.uploads) == 1
    consents(town, anna, key, uploadInfo={"uploadUrl": f"{town.connector.url}/upload/2"})
    assert len(town.connector.uploads) == 1


def test_who_is_a_guest_since_does_not_get_what_was_offered_before(town: Town, anna: Person) -> None:
    key = exported(town, anna)["content"]["acceptContext"]
    with town.database.session(None, writes=True) as db:
        db.execute(update(ChatAccount).values(is_shut=True))
    consents(town, anna, key, uploadInfo={"uploadUrl": f"{town.connector.url}/upload/1"})
    assert not town.connector.uploads


def test_a_channel_is_found_for_its_own_organisation_only(town: Town, anna: Person) -> None:
    references = References(town.database)
    channel = Reference("19:canal", town.connector.url, TENANT)
    references.saw(Account("teams", TENANT, "anna"), channel, own_chat=False)
    assert references.of_channel(TENANT, "19:canal") == channel
    assert references.of_channel("another", "19:canal") is None
    anna.types("samenspel")
    assert references.of_channel(TENANT, town.chat_of(anna)) is None, "somebody's own chat is no channel"


def test_a_file_that_waits_for_one_reader_is_no_picture_for_everybody(town: Town, anna: Person) -> None:
    """Its key goes to the reader's client, and pictures are there for whoever has the address."""
    [offer] = offered(town, anna, "a.csv")
    keys = {**offer["content"]["acceptContext"], **offer["content"]["declineContext"]}.values()
    with town.database.session(None) as db:
        kept = set(db.scalars(select(HostedFile.key)))
        picture = HostedFile(key="a-picture", name="x", content=b"png", until=town.clock[0] + dt.timedelta(days=1))
        hosted_files.lay_out(db, "teams", TENANT, "", picture)
    assert kept & set(keys)
    for key in kept:
        assert request(town.app, "GET", f"{limits.PICTURES_PATH}/{key}").status == 404
    assert request(town.app, "GET", f"{limits.PICTURES_PATH}/a-picture").status == 200


def test_what_is_declined_is_forgotten(town: Town, anna: Person) -> None:
    key = exported(town, anna)["content"]["acceptContext"]
    consents(town, anna, key, action="decline")
    consents(town, anna, key, uploadInfo={"uploadUrl": f"{town.connector.url}/upload/1"})
    assert not town.connector.uploads


def test_the_question_goes_when_it_is_answered_and_what_stood_around_it_stays(town: Town, anna: Person) -> None:
    context = offered(town, anna, "a.csv")[0]["content"]["acceptContext"]
    asked = anna.last
    where = {"uploadUrl": f"{town.connector.url}/upload/1", "uniqueId": "U1", "fileType": "zip"}
    for _ in range(2):
        consents(town, anna, context, asked.id, uploadInfo=where)
        assert anna.last.id == asked.id
        assert kinds(anna.last) == [render.CARD, files.INFO]
        assert anna.last.words == asked.words.replace(OFFERED, "Het bestand staat hier, en in je OneDrive.")
    assert len(town.connector.uploads) == 1


def test_who_does_not_want_it_is_not_asked_again(town: Town, anna: Person) -> None:
    context, asked = offered(town, anna, "a.csv")[0]["content"]["declineContext"], anna.last.id
    consents(town, anna, context, asked, action="decline")
    assert anna.last.id == asked
    assert kinds(anna.last) == [render.CARD]
    assert "Je kunt dit bestand niet meer ophalen." in anna.last.words


def test_of_several_files_the_others_can_still_be_had(town: Town, anna: Person) -> None:
    first, second = offered(town, anna, "a.csv", "b.csv")
    asked = anna.last.id
    assert "Teams vraagt zo bij elk bestand of het in je OneDrive mag." in anna.last.words
    where = {"uploadUrl": f"{town.connector.url}/upload/2"}
    consents(town, anna, second["content"]["acceptContext"], asked, uploadInfo=where)
    assert [each.get("name") for each in anna.last.activity["attachments"]] == [None, "a.csv", "b.csv"]
    assert kinds(anna.last) == [render.CARD, files.CONSENT, files.INFO]
    assert OFFERED in anna.last.words
    consents(town, anna, first["content"]["declineContext"], asked, action="decline")
    assert kinds(anna.last) == [render.CARD, files.INFO]
    assert town.connector.uploads == {"/upload/2": b"b.csv"}


def test_a_file_that_waited_too_long_is_not_asked_about_any_more(town: Town, anna: Person) -> None:
    context, asked = offered(town, anna, "a.csv")[0]["content"]["acceptContext"], anna.last.id
    town.clock[0] += dt.timedelta(days=8)
    consents(town, anna, context, asked, uploadInfo={"uploadUrl": f"{town.connector.url}/upload/1"})
    assert not town.connector.uploads
    (message,) = [seen for seen in town.screen() if seen.id == asked]
    assert kinds(message) == [render.CARD]
    assert "Ik kon het bestand niet voor je neerzetten." in anna.last.words


def test_a_file_that_could_not_be_put_there_can_be_tried_again(town: Town, anna: Person) -> None:
    context, asked = offered(town, anna, "a.csv")[0]["content"]["acceptContext"], anna.last.id
    consents(town, anna, context, asked, uploadInfo={"uploadUrl": "https://elders.example/x"})
    assert "Ik kon het bestand niet voor je neerzetten." in anna.last.words
    consents(town, anna, context, asked, uploadInfo={"uploadUrl": f"{town.connector.url}/upload/1"})
    (message,) = [seen for seen in town.screen() if seen.id == asked]
    assert kinds(message) == [render.CARD, files.INFO]


def test_a_message_that_teams_does_not_let_us_change_is_followed_by_the_file(town: Town, anna: Person) -> None:
    context, asked = offered(town, anna, "a.csv")[0]["content"]["acceptContext"], anna.last.id
    town.connector.plans("PUT", Answer(404))
    consents(town, anna, context, asked, uploadInfo={"uploadUrl": f"{town.connector.url}/upload/1"})
    assert anna.last.id != asked
    assert kinds(anna.last) == [files.INFO]


def offered(town: Town, person: Person, *names: str) -> list[dict[str, Any]]:
    """In one message."""
    person.types("samenspel")
    card = Card(Text("Lijsten"), files=tuple(Attachment(name, name.encode()) for name in names))
    town.connection.delivery.post(OutboundMessage("K-1", Account("teams", TENANT, person.user), card, "nl"))
    return [each for each in person.last.activity["attachments"] if each["contentType"] == files.CONSENT]


def kinds(seen: Seen) -> list[str]:
    return [each["contentType"] for each in seen.activity["attachments"]]


def exported(town: Town, person: Person) -> dict[str, Any]:
    person.types("project nieuw")
    person.clicks("Opslaan", name="Park Singel", status="ongoing")
    person.types("project export")
    attached = [each for sent in town.connector.posted(person.chat) for each in sent.get("attachments", ())]
    return next(each for each in attached if each["contentType"] == files.CONSENT)


def consents(town: Town, person: Person, context: dict[str, str], message: str = "", **more: Any) -> None:
    """message: the one with the question; a client that does not name it, is answered below it."""
    value = {"type": "fileUpload", "action": "accept", "context": context, **more}
    town.sends(person, {"type": "invoke", "name": "fileConsent/invoke", "value": value, "replyToId": message or None})


def test_files_are_fetched_from_teams_only() -> None:
    assert files.is_teams("https://voorbeeld-my.sharepoint.com/personal/x?tempauth=y")
    assert not files.is_teams("http://voorbeeld-my.sharepoint.com/x")
    assert not files.is_teams("https://sharepoint.com.elders.example/x")
    assert not files.is_teams("https://elders.example/.sharepoint.com")


@pytest.mark.parametrize(
    "odd", ["https://[", "https://x.sharepoint.com:x/", "https://..sharepoint.com/", "https://x.sharepoint.com/\x00"]
)
def test_what_is_no_address_is_said_and_breaks_nothing(
    town: Town, anna: Person, caplog: pytest.LogCaptureFixture, odd: str
) -> None:
    (question,) = offered(town, anna, "projecten.csv")
    consents(town, anna, question["content"]["acceptContext"], anna.last.id, uploadInfo={"uploadUrl": odd})
    assert [record for record in caplog.records if record.exc_info] == []
    with pytest.raises(files.TeamsFileUnreadable):
        files.download(UploadedFile("x.csv", odd))


def test_nothing_is_fetched_from_or_put_at_a_strange_address(connector: Connector) -> None:
    """Not even on this machine, when Teams is the real one; nor elsewhere, when it is one of our own."""
    connector.downloads["/download/1"] = LIST.encode()
    here = f"{connector.url}/download/1"
    assert files.download(UploadedFile("x.csv", here), practice=True) == LIST.encode()
    for url, practice in ((here, False), ("https://elders.example/x", True)):
        with pytest.raises(files.TeamsFileUnreadable, match="strange_address"):
            files.download(UploadedFile("x.csv", url), practice)
        with pytest.raises(files.TeamsFileUnreadable, match="strange_address"):
            files.upload(url, b"x", practice)


def test_a_file_without_words_that_nothing_waits_for_leads_to_the_import(
    town: Town, anna: Person, bert: Person
) -> None:
    sends_a_file(town, anna)
    assert "Is dit een lijst met projecten of contactmomenten?" in anna.last.words
    anna.clicks("Lees een lijst in")
    assert "als bijlage" in anna.last.words
    sends_a_file(town, bert)
    assert "Een lijst inlezen doet een beheerder of de overzichthouder." in bert.last.words
