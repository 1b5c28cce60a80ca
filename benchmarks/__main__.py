"""`make bench`: every measurement, with the most it may be. Ends with 1 when one is over.

`season` is one of its own, with options of its own: half a year takes longer than all others together.
"""

import argparse
import importlib
import io
import logging
import platform
import sys

from benchmarks.processes import log
from benchmarks.report import Told

ALL = (
    *("starting", "listing", "serving", "import_lists", "load", "buddies", "clock", "search", "desk", "overview"),
    *("teams", "own_data", "words", "baseline", "commands", "delivery", "monday", "lasting", "mutated", "half_open"),
    *("hostile", "steering", "web"),
)


def main() -> int:
    if sys.argv[1:2] == ["season"]:
        ended: int = importlib.import_module("benchmarks.season").main(sys.argv[2:])
        return ended
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("only", nargs="*", help=f"some of: {', '.join(ALL)}")
    parser.add_argument("--municipalities", type=int, help="of monday, instead of 50; 1,000 take half an hour")
    told = Told()
    print(f"Python {platform.python_version()}, {platform.machine()}", flush=True)
    asked = parser.parse_args()
    sizes = {"municipalities": asked.municipalities} if asked.municipalities else {}
    with log() as written:
        logging.basicConfig(stream=io.TextIOWrapper(written, write_through=True))
        for name in asked.only or ALL:
            size = sizes if name == "monday" else {}
            importlib.import_module(f"benchmarks.{name}").measure(told, **size)
    return 1 if told.is_over else 0


if __name__ == "__main__":
    sys.exit(main())
