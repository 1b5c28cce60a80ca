"""Breaks the code in random places, one at a time, and counts how often a test notices.

    python -m tests.mutants --seed 7 --count 100
    python -m tests.mutants --dangerous          # only the places of dangerous.toml: rights, fences, erasing, times

Reads which tests pass which line from what `make coverage` left. What survives is printed, for a person to judge:
a fault that changes nothing is written into equal.toml with the reason, and counts no more.
"""

import argparse
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from random import Random

from tests.mutants.faults import Fault, faults
from tests.mutants.reach import Reach
from tests.mutants.trying import Copy, Result

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PACKAGES = ("bot", "glossary", "handlers", "storage")
REACH = ROOT / "build" / "coverage"
MOST_TESTS = 200
"""For one fault: a line that thousands of tests pass is noticed by any of them."""


def all_faults() -> list[Fault]:
    files = [
        file
        for package in PACKAGES
        for file in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in file.parts
    ]
    return [fault for file in files for fault in faults(str(file.relative_to(ROOT)), file.read_text("utf-8"))]


def listed(name: str) -> list[dict[str, str]]:
    places: list[dict[str, str]] = tomllib.loads((HERE / name).read_text("utf-8"))["place"]
    return places


def is_at(fault: Fault, place: dict[str, str]) -> bool:
    """A place names a file, and perhaps a function in it and what is done there."""
    return (
        fault.file == place["file"]
        and place.get("function", fault.function) == fault.function
        and place.get("what", fault.what) == fault.what
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description="How many faults does a test notice?")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--dangerous", action="store_true", help="only where dangerous.toml says")
    parser.add_argument("--at-once", type=int, default=2)
    args = parser.parse_args()
    if not REACH.exists():
        print("first: make coverage (it writes down which tests pass which line)", file=sys.stderr)
        return 2
    chance = Random(args.seed)
    candidates = all_faults()
    if args.dangerous:
        places = listed("dangerous.toml")
        candidates = [fault for fault in candidates if any(is_at(fault, place) for place in places)]
    equal = listed("equal.toml")
    candidates = [fault for fault in candidates if not any(is_at(fault, place) for place in equal)]
    chosen = chance.sample(candidates, min(args.count, len(candidates)))
    print(f"{len(chosen)} of {len(candidates)} faults, seed {args.seed}", flush=True)
    results = try_all(chosen, args.at_once, chance)
    caught = results.count("caught")
    print(f"caught {caught} of {len(results)}: {100 * caught / max(len(results), 1):.1f} %")
    return 0


def try_all(chosen: list[Fault], at_once: int, chance: Random) -> list[Result]:
    reach = Reach(REACH, ROOT)
    tests = [reach.tests_of(fault.file, fault.line, MOST_TESTS, chance) for fault in chosen]
    free: SimpleQueue[Copy] = SimpleQueue()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(at_once) as pool:
        for number in range(at_once):
            free.put(Copy(ROOT, Path(folder) / str(number)))

        def try_one(fault: Fault, names: list[str]) -> Result:
            copy = free.get()
            try:
                result = copy.try_out(fault, names)
            finally:
                free.put(copy)
            if result != "caught":
                print(f"{result}: {fault} ({len(names)} tests)", flush=True)
            return result

        return list(pool.map(try_one, chosen, tests))


if __name__ == "__main__":
    sys.exit(main())
