"""How long it takes until the bot can serve, and how much memory that costs."""

import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import slack
from benchmarks.processes import free_port, running
from benchmarks.servers import SECRET, TOKEN
from storage.migrate import upgrade

ROUNDS = 7


def measure(report: Callable[[str, float, float], None]) -> None:
    with tempfile.TemporaryDirectory() as folder, slack.stand_in() as slack_api:
        url = f"sqlite:///{Path(folder) / 'samenspel.db'}"
        upgrade(url)
        bare_times, times, memory = [], [], []
        for _ in range(ROUNDS):
            port = free_port()
            with running(["-m", "benchmarks.servers", "bare", str(port), slack_api], port) as bare:
                bare_times.append(bare.started_in)
            port = free_port()
            settings = {
                "SLACK_BOT_TOKEN": TOKEN,
                "SLACK_SIGNING_SECRET": SECRET,
                "SLACK_API_URL": slack_api,
                "DATABASE_URL": url,
                "SAMENSPEL_DATA": folder,
                "PORT": str(port),
                "PYTHONPATH": str(Path.cwd()),
            }
            with running(["-m", "handlers.main", "run"], port, settings) as ours:
                times.append(ours.started_in)
                memory.append(ours.memory_mb())
        start, bare_start = statistics.median(times), statistics.median(bare_times)
        report(f"start until /readyz ({start:.2f} s) : bare Bolt and Starlette, same imports", start / bare_start, 1.5)
        report("memory after the start, MB", max(memory), 90)
