"""Where there is no page: something to read, in both languages, and the same wherever somebody looks."""

import base64
import hashlib
import logging
import re
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.chat.served import Serve, Served, Visit
from handlers.observability import metrics, request_id
from handlers.web import application, figures, served
from storage.database import Database
from tests.databases import SqliteDatabases
from tests.handlers.test_served import AT
from tests.reader import Reader

NUMBER = re.compile(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b")
NOWHERE = ("/", "/publiek", "/buurt", "/buurt/nergens", "/buurt/a/b/c/d/e/f", "/in", "/web/geraden", "/%3Cscript%3E")


@pytest.fixture(scope="module")
def reader(sqlite: SqliteDatabases) -> Iterator[Reader]:
    def serve(visit: Visit, db: Session) -> Served | None:
        if visit.parts == ("breekt",):
            raise ValueError("geheim")
        return None

    async def breaks(request: Request) -> Response:
        raise ValueError(request.url.path)

    with sqlite.opened() as database:
        yield Reader(application.build(lambda: None, [*_routes(database, serve), Route("/stuk", breaks)], []))


def _routes(database: Database, serve: Serve) -> list[Route]:
    queues = metrics.Queues(database, lambda: AT, lambda: None, ["any"], ["any"])
    return [figures.route(queues), *served.routes({"buurt": serve}, database, lambda: AT)]


def test_it_says_so_in_both_languages_and_shows_nothing_else(reader: Reader) -> None:
    answer = reader.get("/publeik/voorbeeld")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "Deze pagina is er niet (meer)" in answer.text
    assert re.search(r'lang="en".*This page is not here \(any more\)', answer.text, re.DOTALL)
    assert answer.text.count("<h1") == 1
    (style,) = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert {name: each for name, each in answer.headers.items() if name not in ("content-length", "content-type")} == {
        "cache-control": "no-store",
        "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        f"style-src 'sha256-{digest}'",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "x-robots-tag": "noindex, nofollow",
    }


def test_no_address_can_be_told_from_another(reader: Reader) -> None:
    answers = [reader.get(path) for path in NOWHERE]
    # For whoever comes through a proxy there are no figures.
    answers.append(reader.get("/metrics", x_forwarded_for="203.0.113.7"))
    assert {answer.status_code for answer in answers} == {404}
    assert len({(answer.content, str(sorted(answer.headers.items()))) for answer in answers}) == 1


@pytest.mark.parametrize("path", ["/agenda/geraden.ics", "/buurt/atom.xml"])
def test_a_program_that_reads_no_pages_gets_the_same_in_plain_text(reader: Reader, path: str) -> None:
    answer = reader.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/plain; charset=utf-8")
    assert answer.text.splitlines()[0] == "Deze pagina is er niet (meer)"
    assert "This page is not here (any more)" in answer.text
    assert "<" not in answer.text


def test_what_cannot_be_done_at_an_address_says_so_too(reader: Reader) -> None:
    answer = reader.request("POST", "/buurt/nergens")
    assert (answer.status_code, sorted(answer.headers["allow"].split(", "))) == (405, ["GET", "HEAD"])
    assert "Dat kan hier niet" in answer.text
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"


@pytest.mark.parametrize(("path", "status"), [("/stuk", 500), ("/buurt/breekt", 503)])
def test_what_breaks_has_a_number_that_is_in_the_log_too(
    reader: Reader, caplog: pytest.LogCaptureFixture, path: str, status: int
) -> None:
    numbers = list[str]()

    def noted(record: logging.LogRecord) -> bool:
        numbers.append(request_id.current())
        return True

    caplog.handler.addFilter(noted)
    answer = reader.get(path)
    caplog.handler.removeFilter(noted)
    assert answer.status_code == status
    assert "geheim" not in answer.text
    assert "Traceback" not in answer.text
    (number,) = set(NUMBER.findall(answer.text))
    assert numbers == [number]
    assert not re.search(r"/buurt/breekt|/stuk", " ".join(caplog.messages))
    assert number not in reader.get(path).text
