"""What a hostile file costs: how long until an answer, how much memory its process takes, and how long others wait.

Each file of `tests/transfer/hostile.py` goes in by the form of `/project import`, by the real service and queue.
"""

import tempfile
from pathlib import Path

from benchmarks.report import Report
from storage.migrate import upgrade
from tests.transfer import hostile
from tests.transfer.siege import Siege


def measure(report: Report) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'samenspel.db'}"
        upgrade(url)
        siege = Siege(url)
        outcomes = {name: siege.sends(make()) for name, make in hostile.all_of_them().items()}
        siege.close()
    print(f"{'seconds':>8}{'MB':>6}{'command':>9}")
    for name, each in outcomes.items():
        print(f"{each.seconds:8.2f}{each.megabytes:6.0f}{each.slowest:9.3f}  {name}")
    report(
        f"s until an answer, the longest of {len(outcomes)} files", max(each.seconds for each in outcomes.values()), 60
    )
    report("MB of the process that reads", max(each.megabytes for each in outcomes.values()), 300)
    report("s, the longest command meanwhile", max(each.slowest for each in outcomes.values()), 1)
