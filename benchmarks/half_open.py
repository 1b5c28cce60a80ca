"""5,000 connections that never finish their request, held for a minute: what do other people notice, and the log?

Half of them send nothing but the first line, the others a byte of a body now and then. Whom we hang up on comes back.
`python -m benchmarks.half_open PORT SECONDS` is whoever does that, in a process of its own. They share one address with
the people, as behind a proxy that passes everything on.
"""

import asyncio
import http.client
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import slack, towns
from benchmarks.processes import free_port, running
from benchmarks.report import Report
from benchmarks.servers import SECRET, settings
from storage.database import Database
from storage.people.municipalities import Tenant
from storage.people.people import ChatAccount, Colleague

CONNECTIONS = 5_000
OPENED_A_SECOND = 1_000
BACK_AFTER_SECONDS = 20, 40
"""At random."""
A_BYTE_EVERY_SECONDS = 3
MINUTE_SECONDS = 60
PAUSE_SECONDS = 0.05
HEAD = b"POST /slack/events HTTP/1.1\r\n"
SLOW_BODY = HEAD + b"Host: bot\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n"


def measure(report: Report) -> None:
    with tempfile.TemporaryDirectory() as folder, slack.stand_in() as slack_api:
        url = f"sqlite:///{Path(folder) / 'samenspel.db'}"
        _fill(url)
        port, log = free_port(), Path(folder) / "log"
        here = {"PORT": str(port), "PYTHONPATH": str(Path.cwd())}
        with running(["-m", "handlers.console.main", "run"], port, settings(url, slack_api, folder) | here, log) as bot:
            _ask(port, slack_api, 5)
            quiet = _ask(port, slack_api, MINUTE_SECONDS / 2)
            attack = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.half_open", str(port), str(MINUTE_SECONDS)],
                stdout=subprocess.PIPE,
                text=True,
            )
            assert attack.stdout
            attack.stdout.readline()
            held = _ask(port, slack_api, MINUTE_SECONDS - 5)
            memory = bot.memory_mb()
            opened = int(attack.communicate()[0])
        lines = len(log.read_text().splitlines())
    print(f"{opened} connections in a minute; commands answered {len(quiet)} and {len(held)}")
    print("p50 and p99 in ms, without and with:", *(f"{1000 * each:.0f}" for each in (*_at(quiet), *_at(held))))
    report(
        f"p99 of other people's commands beside {CONNECTIONS} half-open connections : without", _ratio(quiet, held), 2
    )
    report("commands that failed meanwhile", sum(each == float("inf") for each in held), 0)
    report("lines in the log after it", lines, 100)
    report("memory meanwhile, MB", memory, 160)


def _fill(url: str) -> None:
    home = towns.town(url, 300)
    database = Database(url)
    with database.session(None, writes=True) as db:
        db.add(Tenant(platform="slack", tenant=slack.TEAM, municipality_id=home))
    with database.session(home, writes=True) as db:
        anna = Colleague(name="Anna")
        db.add(anna)
        db.flush()
        db.add(ChatAccount(platform="slack", tenant=slack.TEAM, user=slack.USER, colleague_id=anna.id))
    database.close()


def _ask(port: int, slack_api: str, seconds: float) -> list[float]:
    """How long each command took, in seconds; each over a connection of its own. Infinite for one that failed."""
    took = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.perf_counter()
        took.append(time.perf_counter() - began if _answered(port, slack_api) else float("inf"))
        time.sleep(PAUSE_SECONDS)
    return took


def _answered(port: int, slack_api: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("POST", "/slack/events", *slack.signed_command(SECRET, "lijst", later=f"{slack_api}later"))
        answer = connection.getresponse()
        return answer.status == 200 and bool(answer.read())
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _at(took: list[float]) -> tuple[float, float]:
    return statistics.median(took), sorted(took)[int(len(took) * 0.99)]


def _ratio(quiet: list[float], held: list[float]) -> float:
    return _at(held)[1] / _at(quiet)[1]


# Whoever does that


async def _attack(port: int, seconds: float) -> int:
    """Returns how many connections were opened."""
    opened = 0

    async def one(number: int, until: float) -> None:
        nonlocal opened
        await asyncio.sleep(number / OPENED_A_SECOND)
        while loop.time() < until:
            opened += 1
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(SLOW_BODY if number % 2 else HEAD)
                await asyncio.wait_for(_drip(reader, writer, number % 2 == 1), max(until - loop.time(), 0.1))
            except (OSError, TimeoutError):
                pass
            await asyncio.sleep(random.uniform(*BACK_AFTER_SECONDS))

    loop = asyncio.get_running_loop()
    until = loop.time() + CONNECTIONS / OPENED_A_SECOND + seconds
    tasks = [asyncio.create_task(one(number, until)) for number in range(CONNECTIONS)]
    await asyncio.sleep(CONNECTIONS / OPENED_A_SECOND)
    print("begun", flush=True)
    await asyncio.sleep(until - loop.time())
    for task in tasks:
        task.cancel()
    return opened


async def _drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, drips: bool) -> None:
    """Until the server hangs up."""
    try:
        while True:
            try:
                if not await asyncio.wait_for(reader.read(1000), A_BYTE_EVERY_SECONDS):
                    return
            except ConnectionError:
                return
            except TimeoutError:
                if drips:
                    writer.write(b"x")
    finally:
        writer.close()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (12_000, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    print(asyncio.run(_attack(int(sys.argv[1]), float(sys.argv[2]))))
