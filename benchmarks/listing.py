"""What `/project lijst` costs, next to a Bolt app that only says ack()."""

import asyncio
import http.client
import statistics
import tempfile
import time
from pathlib import Path

import aiohttp

from benchmarks import slack
from benchmarks.processes import Server, free_port, running
from benchmarks.registers import register
from benchmarks.report import Report
from benchmarks.servers import SECRET

ROUNDS = 5
REQUESTS = 300
AT_ONCE = 16
WORDS = "lijst"


def cpu_per_request(server: Server) -> float:
    """Seconds of processor time of the server, the best of some rounds: other work on the machine only adds."""
    return min(_round(server) for _ in range(ROUNDS))


def _round(server: Server) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    body, headers = slack.signed_command(SECRET, WORDS)
    before = server.cpu_seconds()
    for _ in range(REQUESTS):
        connection.request("POST", "/slack/events", body, headers)
        response = connection.getresponse()
        response.read()
        assert response.status == 200, response.status
    connection.close()
    return (server.cpu_seconds() - before) / REQUESTS


def p99(server: Server) -> float:
    """Seconds, with 16 people at once; the median of some rounds."""
    return statistics.median(asyncio.run(_crowd(server.port)) for _ in range(ROUNDS))


async def _crowd(port: int) -> float:
    body, headers = slack.signed_command(SECRET, WORDS)
    waits: list[float] = []

    async def person(session: aiohttp.ClientSession) -> None:
        for _ in range(REQUESTS // AT_ONCE * 2):
            began = time.perf_counter()
            async with session.post(f"http://127.0.0.1:{port}/slack/events", data=body, headers=headers) as response:
                await response.read()
            waits.append(time.perf_counter() - began)

    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(person(session) for _ in range(AT_ONCE)))
    return statistics.quantiles(waits, n=100)[98]


def measure(report: Report) -> None:
    """report: what was measured, the figure, and the most it may be."""
    with tempfile.TemporaryDirectory() as folder, slack.stand_in() as slack_api:
        small, large = (f"sqlite:///{Path(folder) / name}" for name in ("1000.db", "10000.db"))
        register(small, 1_000, slack.TEAM, slack.USER)
        register(large, 10_000, slack.TEAM, slack.USER)
        ports = [free_port() for _ in range(3)]
        ours = ["-m", "benchmarks.servers", "samenspel"]
        with (
            running(["-m", "benchmarks.servers", "bare", str(ports[0]), slack_api], ports[0]) as bare,
            running([*ours, str(ports[1]), small, slack_api], ports[1]) as thousand,
            running([*ours, str(ports[2]), large, slack_api], ports[2]) as ten_thousand,
        ):
            for server in (bare, thousand, ten_thousand):
                _round(server)
            bare_cpu, cpu, large_cpu = (cpu_per_request(server) for server in (bare, thousand, ten_thousand))
            report(
                f"processor time of /project lijst, 1,000 projects ({cpu * 1000:.2f} ms) : bare ack()",
                cpu / bare_cpu,
                8,
            )
            report("the same with 10,000 projects : with 1,000", large_cpu / cpu, 1.3)
            bare_p99, our_p99 = p99(bare), p99(thousand)
            report(f"99th percentile at 16 at once ({our_p99 * 1000:.0f} ms) : bare", our_p99 / bare_p99, 5)
            report("memory after this, MB", max(thousand.memory_mb(), ten_thousand.memory_mb()), 112, asked=90)
