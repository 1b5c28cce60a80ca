"""What features put on the web: who has the address reads it, and nobody learns more than that."""

import datetime as dt
import gzip
from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.applications import Starlette

from bot.chat.served import Serve, Served, Visit
from handlers.web import application, served
from storage.database import Database
from storage.people.municipalities import Municipality
from tests.databases import SqliteDatabases
from tests.reader import Reader

AT = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
WORDS = b"<p>Wat vragen we in uw buurt?</p>" * 100
SECRET = "k7QfGeheim"


@pytest.fixture(scope="module")
def database(sqlite: SqliteDatabases) -> Iterator[Database]:
    with sqlite.opened() as opened:
        yield opened


def _of_a_feature(visit: Visit, db: Session) -> Served | None:
    match visit.parts:
        case ("breekt", _):
            raise ValueError(visit.parts)
        case ("schrijft",):
            db.add(Municipality(name="Van een lezer"))
            db.flush()
            return Served(WORDS)
        case ("ingepakt",):
            return Served(gzip.compress(WORDS), packed=True)
        case ("weg",):
            return Served(b"weg", withdrawn=True)
        case ("voor", "iedereen"):
            return Served(WORDS, for_everybody=True)
        case (name,) if name == SECRET:
            return Served(f"{visit.at:%d}".encode(), kind="text/calendar; charset=utf-8", file_name="agenda.ics")
    return None


def app(database: Database, serve: Serve = _of_a_feature) -> Starlette:
    return application.build(lambda: None, served.routes({"buurt": serve}, database, lambda: AT), [])


@pytest.fixture(scope="module")
def reader(database: Database) -> Reader:
    return Reader(app(database))


def test_whoever_has_the_address_reads_what_is_there_and_takes_it_no_further(reader: Reader) -> None:
    answer = reader.get(f"/buurt/{SECRET}")
    assert (answer.status_code, answer.text) == (200, "23")
    told = {name: answer.headers[name] for name in answer.headers if name not in ("etag", "content-length")}
    assert told == {
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": 'attachment; filename="agenda.ics"',
        "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        "cache-control": "private, no-cache",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "vary": "Accept-Encoding",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "x-robots-tag": "noindex, nofollow",
    }


def test_what_is_for_everybody_may_be_found(reader: Reader) -> None:
    headers = reader.get("/buurt/voor/iedereen").headers
    assert "x-robots-tag" not in headers
    assert headers["cache-control"] == "public, no-cache"


@pytest.mark.parametrize("at", ["ingepakt", "voor/iedereen"])
def test_a_reader_gets_it_packed_if_they_can_unpack_it(reader: Reader, at: str) -> None:
    packed = reader.get(f"/buurt/{at}", accept_encoding="br, gzip")
    plain = reader.get(f"/buurt/{at}", accept_encoding="identity")
    assert packed.content == plain.content == WORDS
    assert (packed.headers["content-encoding"], plain.headers.get("content-encoding")) == ("gzip", None)
    assert int(packed.headers["content-length"]) < len(WORDS) / 10


def test_what_did_not_change_is_not_sent_again(reader: Reader) -> None:
    tag = reader.get("/buurt/ingepakt").headers["etag"]
    again = reader.get("/buurt/ingepakt", if_none_match=f'"anders", W/{tag}')
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert reader.get("/buurt/ingepakt", if_none_match='"anders"').status_code == 200


@pytest.mark.parametrize(
    "guessed",
    ["", "/", "/onbekend", "/%00", "/é", "/a%0A", "/a//b", "/a/b/c/d/e/f", "/%3Cscript%3E", "/" + "a" * 101],
)
def test_a_guessed_address_is_like_any_unknown_one(reader: Reader, guessed: str) -> None:
    answer, unknown = reader.get(f"/buurt{guessed}"), reader.get("/buurt/nergens")
    assert (answer.status_code, answer.text, answer.headers) == (404, unknown.text, unknown.headers)


def test_what_was_withdrawn_says_so(reader: Reader) -> None:
    assert reader.get("/buurt/weg").status_code == 410


def test_nobody_can_send_anything(reader: Reader) -> None:
    assert [reader.request(how, f"/buurt/{SECRET}").status_code for how in ("POST", "PUT", "DELETE")] == [405] * 3
    assert reader.request("HEAD", f"/buurt/{SECRET}").status_code == 200


def test_reading_changes_nothing(reader: Reader, database: Database) -> None:
    assert reader.get("/buurt/schrijft").status_code == 200
    with database.session(None) as db:
        assert "Van een lezer" not in db.scalars(select(Municipality.name)).all()


def test_what_breaks_is_no_trace_for_readers_and_no_secret_in_the_log(
    reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    answer = reader.get("/buurt/breekt/geheim")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
    assert "geheim" not in answer.text
    assert caplog.messages == ["what is under /buurt could not be shown"]
