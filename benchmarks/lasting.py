"""Whether memory stays the same: mixed commands and forms of four people at once, and lists that come in beside them.

`python -m benchmarks.lasting 5000` does it with fewer commands, and compares with a fifth of them.
"""

import http.client
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select

from benchmarks import serving, slack
from benchmarks.processes import Server, free_port, running
from benchmarks.report import Report, Told
from benchmarks.servers import SECRET, settings
from handlers.slack.memory import SlackMemory
from storage.database import Database
from storage.register.projects import Project

COMMANDS = 50_000
PEOPLE = 4
PARTS = 10
"""Memory is told after every tenth; the last is compared with the second."""
WORDS = ("buurthuis", "speeltuin", "riool", "subsidie", "herinrichting", "bewoners", "schol", "parkern", "groen")
OFTEN = (
    *(("/project", words) for words in ("lijst", "", "toon Project {n}", "zoek {word}", "zoek Project {n}", "nieuw")),
    *(("/project", words) for words in ("moment", "rollen Project {n}", "terugkoppeling", "wijzig Project {n}")),
    *(("/overzicht", words) for words in ("", "terugkoppeling", "week", "gebied BU9999{area:04d}")),
    *(("/kennis", words) for words in ("", "zoek {word}")),
    *(("/samenspel", words) for words in ("", "instellingen", "profiel", "gegevens")),
    *(("/buddy", words) for words in ("", "cijfers")),
)
SELDOM = (("/overzicht", "drukte"), ("/overzicht", "agenda"), ("/overzicht", "drukte WK999901"), ("/buddy", "ronde"))
"""A picture or a round takes another process half a second: one in so many."""
ONE_IN = 500
A_FORM, AN_IMPORT = 20, 2_500
"""One in so many commands."""
LIST_ROWS = 500


def measure(report: Report, commands: int = COMMANDS) -> None:
    with tempfile.TemporaryDirectory() as folder, slack.stand_in() as slack_api:
        url = f"sqlite:///{Path(folder) / 'samenspel.db'}"
        serving.fill(url)
        port = free_port()
        here = {"PORT": str(port), "PYTHONPATH": str(Path.cwd())}
        with running(["-m", "handlers.console.main", "run"], port, settings(url, slack_api, folder) | here) as bot:
            told = [bot.memory_mb()]
            for part in range(PARTS):
                _use(bot, slack_api, part, commands // PARTS)
                told.append(bot.memory_mb())
                print(f"{commands // PARTS * (part + 1):8,} requests: {told[-1]:.0f} MB", flush=True)
        _check(url, commands)
    print(f"MB at the start, and after every {commands // PARTS:,}:", *(f"{mb:.0f}" for mb in told), flush=True)
    report(f"memory after {commands * 2 // 5:,} mixed requests with imports, MB", told[4], 145, asked=105)
    what = f"memory after {commands:,} mixed requests with imports ({told[-1]:.0f} MB) : after {commands // 5:,}"
    report(what, told[-1] / told[2], 1.05)


def _check(url: str, commands: int) -> None:
    """What was sent in is really there."""
    database = Database(url)
    with database.session(None) as db:
        found = [project.name.split()[0] for project in db.scalars(select(Project).where(Project.name.like("% %")))]
    database.close()
    listed, typed = found.count("Lijst"), found.count("Uit")
    if listed != LIST_ROWS or typed < commands // A_FORM // 2:
        raise RuntimeError(f"{listed} projects of the lists, {typed} of the forms")


def _use(bot: Server, slack_api: str, part: int, commands: int) -> None:
    failures: list[str] = []
    people = [
        threading.Thread(target=_live, args=(bot.port, slack_api, f"{part}-{number}", commands // PEOPLE, failures))
        for number in range(PEOPLE)
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    if failures:
        raise RuntimeError(f"{len(failures)} answers were none: {failures[0]}")
    time.sleep(serving.SETTLES_SECONDS)


def _live(port: int, slack_api: str, name: str, commands: int, failures: list[str]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for body, headers in _asked(slack_api, name, commands):
        connection.request("POST", "/slack/events", body, headers)
        response = connection.getresponse()
        said = response.read().decode()
        if response.status != 200 or "ging iets mis" in said:
            failures.append(f"{response.status} {said[:300]}")
    connection.close()


def _asked(slack_api: str, name: str, commands: int) -> Iterator[tuple[bytes, dict[str, str]]]:
    """Bodies with their headers, another mix for every name."""
    chance = Random(name)
    for number in range(1, commands + 1):
        if number % (AN_IMPORT // PEOPLE) == 1:
            yield _import(slack_api, f"{name}-{number}", chance)
        if number % A_FORM == 0:
            yield _new_project(f"{name}-{number}")
            continue
        command, words = chance.choice(SELDOM if chance.randrange(ONE_IN) == 0 else OFTEN)
        area = chance.randrange(20) * 100 + chance.randrange(15)
        filled = words.format(n=chance.randrange(1, 100), word=chance.choice(WORDS), area=area)
        yield slack.signed_command(SECRET, filled, command, f"{slack_api}later")


def _new_project(name: str) -> tuple[bytes, dict[str, str]]:
    values: dict[str, dict[str, Any]] = {
        "name": {"type": "plain_text_input", "value": f"Uit de chat {name}"},
        "status": {"type": "static_select", "selected_option": {"value": "upcoming"}},
    }
    return slack.signed_form(SECRET, "project.create", SlackMemory(form=name).packed(), values)


def _import(slack_api: str, name: str, chance: Random) -> tuple[bytes, dict[str, str]]:
    """A list of projects that is the same but for what they are called now."""
    rows = "".join(f"L{at:04d};Lijst {at} {chance.randrange(1000)};lopend\n" for at in range(LIST_ROWS))
    content = f"id;naam;status\n{rows}".encode()
    slack.ANSWERS[name] = content.decode()
    file = {"id": "F1", "name": "projecten.csv", "size": len(content), "url_private_download": f"{slack_api}{name}"}
    values: dict[str, dict[str, Any]] = {"file": {"type": "file_input", "files": [file]}}
    return slack.signed_form(SECRET, "transfer.submit", SlackMemory(form=f"list {name}").packed(), values)


def main() -> None:
    measure(Told(), int(sys.argv[1]) if sys.argv[1:] else COMMANDS)


if __name__ == "__main__":
    main()
