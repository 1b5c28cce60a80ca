"""`make bench` prints its figures, and nothing of what the processes that it measures have to say."""

import re
from pathlib import Path

import pytest

from benchmarks.processes import free_port, running
from benchmarks.report import Told

NOISY = """
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

class Ready(BaseHTTPRequestHandler):
    def do_GET(self):
        print("to standard output", flush=True)
        self.send_response(200)  # which logs a line on standard error
        self.end_headers()

HTTPServer(("127.0.0.1", int(sys.argv[1])), Ready).serve_forever()
"""


def test_what_a_server_logs_is_not_among_the_figures(capfd: pytest.CaptureFixture[str]) -> None:
    port = free_port()
    with running(["-c", NOISY, str(port)], port):
        pass
    assert capfd.readouterr() == ("", "")


def test_when_a_measurement_fails_the_log_is_kept_and_named(capfd: pytest.CaptureFixture[str]) -> None:
    port = free_port()
    with pytest.raises(ZeroDivisionError), running(["-c", NOISY, str(port)], port):
        raise ZeroDivisionError
    said = capfd.readouterr()
    assert said.out == ""
    named = re.fullmatch(r"what it logged: (.+)\n", said.err)
    assert named
    log = Path(named[1])
    assert "to standard output" in log.read_text("utf-8")
    assert "GET /readyz" in log.read_text("utf-8")
    log.unlink()
    log.parent.rmdir()


def test_more_than_is_held_is_over_and_more_than_was_asked_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    told = Told()
    told("start, seconds", 0.78, 0.9, asked=0.6)
    assert not told.is_over
    told("list : bare", 5.0, 4.2)
    told("search : key", 3.0, 20)
    assert told.is_over
    asked, over, fine = capfd.readouterr().out.splitlines()
    assert "ok" in asked
    assert asked.endswith("start, seconds (asked: 0.6)")
    assert "OVER" in over
    assert over.endswith("list : bare")
    assert "ok" in fine
