"""`make bench`: every measurement, with the most it may be. Ends with 1 when one is over."""

import argparse
import importlib
import io
import logging
import platform
import sys

from benchmarks.processes import log

ALL = (
    *("starting", "listing", "serving", "import_lists", "load", "buddies", "clock", "search", "overview", "teams"),
    *("own_data", "commands", "delivery", "lasting", "mutated", "half_open", "hostile"),
)


def main() -> int:
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("only", nargs="*", help=f"some of: {', '.join(ALL)}")
    over = []

    def report(what: str, figure: float, most: float) -> None:
        verdict = "ok" if figure <= most else "OVER"
        over.extend([what] if figure > most else [])
        print(f"{figure:8.2f}  at most {most:6.1f}  {verdict:4}  {what}", flush=True)

    print(f"Python {platform.python_version()}, {platform.machine()}", flush=True)
    asked = parser.parse_args().only or ALL
    with log() as written:
        logging.basicConfig(stream=io.TextIOWrapper(written, write_through=True))
        for name in asked:
            importlib.import_module(f"benchmarks.{name}").measure(report)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
