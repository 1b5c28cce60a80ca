"""Files, in somebody's own chat only: a list that comes in, an export that goes out."""

from typing import Any

import pytest

from bot.chat.exchange import UploadedFile
from handlers.teams import files
from tests.teams.connector import Connector
from tests.teams.person import Person
from tests.teams.town import Town

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
    anna.clicks(submit(anna))
    anna.types("project lijst")
    assert "Park Singel" in anna.last.words


def test_the_words_may_come_with_the_file(town: Town, anna: Person) -> None:
    sends_a_file(town, anna, "project import")
    assert "projecten.csv" in anna.last.words


def submit(person: Person) -> str:
    return str(next(action["title"] for action in person.last.actions if action.get("style") == "positive"))


def test_an_export_is_offered_and_put_where_the_reader_says(town: Town, anna: Person) -> None:
    offered = exported(town, anna)
    key = offered["content"]["acceptContext"]["key"]
    where = {
        "uploadUrl": f"{town.connector.url}/upload/1",
        "contentUrl": "https://x/1",
        "uniqueId": "U1",
        "fileType": "csv",
    }
    consents(town, anna, key, uploadInfo={"name": offered["name"], **where})
    assert b"Park Singel" in b"".join(town.connector.uploads.values()) or town.connector.uploads
    [shown] = town.connector.posted(anna.chat)[-1]["attachments"]
    assert (shown["contentType"], shown["name"]) == (files.INFO, offered["name"])


def test_nobody_else_can_accept_it_and_it_is_handed_over_once(town: Town, anna: Person, bert: Person) -> None:
    offered = exported(town, anna)
    key = offered["content"]["acceptContext"]["key"]
    bert.types("samenspel")
    where = {"uploadUrl": f"{town.connector.url}/upload/1"}
    consents(town, bert, key, uploadInfo=where)
    assert not town.connector.uploads
    consents(town, anna, key, uploadInfo=where)
    assert len(town.connector.uploads) == 1
    consents(town, anna, key, uploadInfo={"uploadUrl": f"{town.connector.url}/upload/2"})
    assert len(town.connector.uploads) == 1


def test_what_is_declined_is_forgotten(town: Town, anna: Person) -> None:
    key = exported(town, anna)["content"]["acceptContext"]["key"]
    consents(town, anna, key, action="decline")
    consents(town, anna, key, uploadInfo={"uploadUrl": f"{town.connector.url}/upload/1"})
    assert not town.connector.uploads


def exported(town: Town, person: Person) -> dict[str, Any]:
    person.types("project nieuw")
    person.clicks("Opslaan", name="Park Singel", status="ongoing")
    person.types("project export")
    attached = [each for sent in town.connector.posted(person.chat) for each in sent.get("attachments", ())]
    return next(each for each in attached if each["contentType"] == files.CONSENT)


def consents(town: Town, person: Person, key: str, **more: Any) -> None:
    value = {"type": "fileUpload", "action": "accept", "context": {"key": key}, **more}
    town.sends(person, {"type": "invoke", "name": "fileConsent/invoke", "value": value})


def test_files_are_fetched_from_teams_only() -> None:
    assert files.is_teams("https://voorbeeld-my.sharepoint.com/personal/x?tempauth=y")
    assert not files.is_teams("http://voorbeeld-my.sharepoint.com/x")
    assert not files.is_teams("https://sharepoint.com.elders.example/x")
    assert not files.is_teams("https://elders.example/.sharepoint.com")


def test_nothing_is_fetched_from_or_put_at_a_strange_address(connector: Connector) -> None:
    """Not even on this machine, when Teams is the real one; nor elsewhere, when it is one of our own."""
    connector.downloads["/download/1"] = LIST.encode()
    here = f"{connector.url}/download/1"
    assert files.download(UploadedFile("x.csv", here), practice=True) == LIST.encode()
    for url, practice in ((here, False), ("https://elders.example/x", True)):
        with pytest.raises(files.Unreadable, match="strange_address"):
            files.download(UploadedFile("x.csv", url), practice)
        with pytest.raises(files.Unreadable, match="strange_address"):
            files.upload(url, b"x", practice)
