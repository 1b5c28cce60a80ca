"""What a process of its own may be up to, for `test_apart`: the order says what."""

import os
import subprocess
import sys
import time
from pathlib import Path

from bot import subprocesses


def main() -> None:
    match subprocesses.hear().decode().split():
        case ["sleeps", folder]:
            child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(100)"])
            Path(folder, "pids").write_text(f"{os.getpid()} {child.pid}")
            subprocesses.say(b"asleep")
            time.sleep(100)
        case ["computes"]:
            sum(range(10**12))
        case ["grows"]:
            subprocesses.say(bytes(bytearray(10**9))[:1])
        case ["grows", "slowly"]:
            kept = []
            while True:
                kept.append(bytearray(1000))
        case ["lies"]:
            sys.stdout.buffer.write(b"\xff" * 8)
        case ["dies"]:
            os.abort()
        case ["echoes"]:
            while True:
                subprocesses.say(subprocesses.hear())


main()
