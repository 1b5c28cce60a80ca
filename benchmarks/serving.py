"""How much memory the bot holds after a bit of everything: lists, maps, an agenda, a round of buddies, a search.

Not an export: openpyxl takes 20 MB, and 10,000 rows as many (docs/performance.md).
"""

import http.client
import tempfile
import time
from pathlib import Path

from benchmarks import slack, towns
from benchmarks.processes import Server, free_port, running
from benchmarks.registers import NOW
from benchmarks.report import Report
from benchmarks.servers import SECRET, settings
from glossary import Discipline
from storage.database import Database
from storage.learning.buddies import BuddyMember
from storage.people.municipalities import Tenant
from storage.people.people import ChatAccount, Colleague, ColleagueDiscipline

MOMENTS = 1_000
OFTEN_USED = {
    "/project": ("lijst", "", "toon Project 7", "zoek Projcet", "nieuw", "moment"),
    "/overzicht": ("", "drukte", "drukte WK999901", "agenda", "gebied", "terugkoppeling", "week"),
    "/buddy": ("", "ronde", "cijfers"),
    "/kennis": ("", "zoek buurthuis"),
    "/samenspel": ("", "instellingen", "profiel", "gegevens"),
}
ROUNDS = 3
SETTLES_SECONDS = 8
"""For what is done after an answer: pictures and files."""


def measure(report: Report) -> None:
    with tempfile.TemporaryDirectory() as folder, slack.stand_in() as slack_api:
        url = f"sqlite:///{Path(folder) / 'samenspel.db'}"
        fill(url)
        port = free_port()
        here = {"PORT": str(port), "PYTHONPATH": str(Path.cwd())}
        with running(["-m", "handlers.console.main", "run"], port, settings(url, slack_api, folder) | here) as bot:
            at_start = bot.memory_mb()
            used = [_use(bot, slack_api) for _ in range(ROUNDS)]
        print("MB at the start, and after every round of everything:", *(f"{mb:.0f}" for mb in (at_start, *used)))
        report("memory after a bit of everything, MB", used[-1], 123, asked=90)


def fill(url: str) -> None:
    home = towns.town(url, MOMENTS)
    database = Database(url)
    with database.session(None, writes=True) as db:
        db.add(Tenant(platform="slack", tenant=slack.TEAM, municipality_id=home))
    with database.session(home, writes=True) as db:
        people = [
            Colleague(
                name=f"Collega {number}",
                disciplines=[
                    ColleagueDiscipline(discipline=Discipline.PARTICIPATION if number % 3 else Discipline.COMMUNICATION)
                ],
            )
            for number in range(20)
        ]
        db.add_all(people)
        db.flush()
        people[0].is_admin = True
        db.add(ChatAccount(platform="slack", tenant=slack.TEAM, user=slack.USER, colleague_id=people[0].id))
        db.add_all(BuddyMember(colleague_id=each.id, asked_at=NOW, is_on=True) for each in people)
    database.close()


def _use(bot: Server, slack_api: str) -> float:
    """MB in memory after that."""
    connection = http.client.HTTPConnection("127.0.0.1", bot.port)
    for command, each in OFTEN_USED.items():
        for words in each:
            asked = slack.signed_command(SECRET, words, command, f"{slack_api}later")
            connection.request("POST", "/slack/events", *asked)
            response = connection.getresponse()
            response.read()
            assert response.status == 200, (command, words, response.status)
    connection.close()
    time.sleep(SETTLES_SECONDS)
    return bot.memory_mb()
