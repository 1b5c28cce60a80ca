"""Breaks the code in random places, one at a time, and counts how often a test notices.

    python -m tests.mutants --seed 7 --count 100
    python -m tests.mutants --seed 7 --dangerous # only in the places of dangerous.toml: rights, fences, erasing, times
    python -m tests.mutants --at bot/chat/when.py:57   # every fault on this line

Reads which tests pass which line from what `make coverage` left. What survives is printed, for a person to judge:
a fault that changes nothing is written into equal.toml with the reason, and counts no more.
"""

import argparse
import resource
import sys
import tempfile
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from random import Random

from tests.mutants.faults import Fault
from tests.mutants.places import Place, all_faults, listed
from tests.mutants.reach import Reach
from tests.mutants.trying import Copy, Result

ROOT = Path(__file__).parents[2]
REACH = ROOT / "build" / "coverage"
MOST_MEMORY = 6 * 2**30
"""Bytes, for each process: a loop that a fault makes endless may fill a list."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description="How many faults does a test notice?")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--dangerous", action="store_true", help="only where dangerous.toml says")
    parser.add_argument(
        "--at", action="append", default=[], metavar="FILE:LINE", help="every fault on this line, or this one"
    )
    parser.add_argument("--at-once", type=int, default=2)
    parser.add_argument("--tests", type=int, default=200, help="at most so many for one fault")
    args = parser.parse_args()
    if not REACH.exists():
        print("first: make coverage (it writes down which tests pass which line)", file=sys.stderr)
        return 2
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    chance = Random(args.seed)
    chosen = choose(args.count, args.at, listed("dangerous.toml") if args.dangerous else None, chance)
    results = try_all(chosen, args.at_once, args.tests)
    caught = sum(result.what == "caught" for result in results)
    print(f"seed {args.seed}: caught {caught} of {len(results)}: {100 * caught / max(len(results), 1):.1f} %")
    return 0


def choose(count: int, at: Collection[str], places: Collection[Place] | None, chance: Random) -> list[Fault]:
    """By chance, or all on the lines that were asked for; then without those that change nothing.

    In this order: whoever adds a line to equal.toml tries the same others again.
    """
    faults = all_faults(ROOT)
    if at:
        chosen = [fault for fault in faults if f"{fault.file}:{fault.line}" in at or str(fault) in at]
    else:
        of_these = [fault for fault in faults if places is None or any(place.has(fault) for place in places)]
        print(f"{len(of_these)} faults to choose from", flush=True)
        chosen = chance.sample(of_these, min(count, len(of_these)))
    equal = listed("equal.toml")
    different = [fault for fault in chosen if not any(place.has(fault) for place in equal)]
    print(f"{len(chosen)} chosen, of which {len(chosen) - len(different)} change nothing", flush=True)
    return different


def try_all(chosen: Sequence[Fault], at_once: int, most: int) -> list[Result]:
    reach = Reach(REACH, ROOT)
    tests = {fault: reach.tests_of(fault.file, fault.line, most) for fault in chosen}
    free: SimpleQueue[Copy] = SimpleQueue()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(at_once) as pool:
        copies = [Copy(ROOT, Path(folder) / str(number)) for number in range(at_once)]
        for copy in copies:
            free.put(copy)
        # Files change: a test that is gone would be an error with any fault.
        known = copies[0].collected({name.partition("::")[0] for names in tests.values() for name in names})

        def try_one(fault: Fault) -> Result:
            copy = free.get()
            try:
                result = copy.try_out(fault, [name for name in tests[fault] if name in known])
            finally:
                free.put(copy)
            print(result, flush=True)
            return result

        results = list(pool.map(try_one, chosen))
        # A test that is red anyway notices nothing.
        while red := copies[0].red_anyway({result.by for result in results if result.by}):
            print(f"red anyway: {', '.join(sorted(red))}", flush=True)
            known -= red
            results = [try_one(result.fault) if result.by in red else result for result in results]
        return results


if __name__ == "__main__":
    sys.exit(main())
