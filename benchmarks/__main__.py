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

ALL = (
    *("starting", "listing", "serving", "import_lists", "load", "buddies", "clock", "search", "desk", "overview"),
    *("teams", "own_data", "words", "baseline", "commands", "delivery", "monday", "lasting", "mutated", "half_open"),
    *("hostile", "steering", "web"),
)


def main() -> int:
    if sys.argv[1:2] == ["season"]:
        told: int = importlib.import_module("benchmarks.season").main(sys.argv[2:])
        return told
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("only", nargs="*", help=f"some of: {', '.join(ALL)}")
    parser.add_argument("--municipalities", type=int, help="of monday, instead of 50; 1,000 take half an hour")
    over = []

    def report(what: str, figure: float, most: float) -> None:
        verdict = "ok" if figure <= most else "OVER"
        over.extend([what] if figure > most else [])
        print(f"{figure:8.2f}  at most {most:6.1f}  {verdict:4}  {what}", flush=True)

    print(f"Python {platform.python_version()}, {platform.machine()}", flush=True)
    asked = parser.parse_args()
    sizes = {"municipalities": asked.municipalities} if asked.municipalities else {}
    with log() as written:
        logging.basicConfig(stream=io.TextIOWrapper(written, write_through=True))
        for name in asked.only or ALL:
            size = sizes if name == "monday" else {}
            importlib.import_module(f"benchmarks.{name}").measure(report, **size)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
