"""Logs say that something broke and where, never what people typed."""

import asyncio
import gc
import json
import logging
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse, WebClient
from sqlalchemy import NullPool, create_engine, text

from handlers.observability import discretion, logs, request_id
from handlers.observability.logs import FORMATS, Discreet, Format, formatter

ROOT = Path(__file__).parents[2]
SECRET = "Marieke xoxb-12-geheim"


@pytest.fixture(autouse=True)
def nothing_was_said_before() -> Iterator[None]:
    """A console that another test began in this process lets strangers' noise through once a minute, for ever."""
    loggers = [logging.getLogger(name) for name in logs.STRANGERS_DECIDE]
    before = [logger.filters for logger in loggers]
    for logger in loggers:
        logger.filters = []
    yield
    for logger, filters in zip(loggers, before, strict=True):
        logger.filters = filters


def logged(break_down: Callable[[], object]) -> str:
    """What the log has of an exception."""
    with pytest.raises(Exception) as broken:  # noqa: PT011 - whatever it is
        break_down()
    trace = (broken.type, broken.value, broken.value.__traceback__)
    record = logging.LogRecord("handlers", logging.ERROR, __file__, 1, "N-1 failed", (), trace)
    return Discreet("%(message)s").format(record)


def _query() -> None:
    with create_engine("sqlite://", poolclass=NullPool).connect() as connection:
        connection.execute(text("SELECT * FROM project WHERE name = :name"), {"name": "Singel van Anna"})


def _key() -> str:
    return {"Marieke": "x"}["Anna"]


def test_a_trace_names_the_place_and_the_kind() -> None:
    words = logged(_key)
    assert "N-1 failed" in words
    assert "in _key" in words
    assert "builtins.KeyError" in words


def test_and_not_what_was_typed() -> None:
    assert "Anna" not in logged(_key)
    assert "Singel" not in logged(_query)


def test_a_database_says_its_code() -> None:
    assert "sqlite3.OperationalError SQLITE_ERROR" in logged(_query)


def test_slack_says_its_word() -> None:
    response = SlackResponse(
        client=WebClient(),
        http_verb="POST",
        api_url="",
        req_args={},
        data={"ok": False, "error": "not_in_channel", "text": "geheim"},
        headers={},
        status_code=200,
    )

    def refuse() -> None:
        raise SlackApiError("the text was geheim", response)  # type: ignore[no-untyped-call]

    words = logged(refuse)
    assert "SlackApiError not_in_channel" in words
    assert "geheim" not in words


def test_a_full_disk_is_recognisable() -> None:
    def write() -> None:
        raise OSError(28, "No space left on device", "/var/geheim")

    assert "OSError ENOSPC" in logged(write)
    assert "geheim" not in logged(write)


@pytest.mark.parametrize("error", [sqlite3.OperationalError("database is locked"), ValueError("x")], ids=repr)
def test_causes_come_first(error: Exception) -> None:
    def break_down() -> None:
        raise RuntimeError("geheim") from error

    words = logged(break_down)
    assert words.index(type(error).__name__) < words.index("which led to") < words.index("RuntimeError")


# A reference for every request and message


def written(form: Format, log: Callable[[], object]) -> str:
    """What is in the log after something was logged, whoever did."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter(form))
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        log()
    finally:
        root.removeHandler(handler)
    return stream.getvalue()


def fields(line: str) -> dict[str, Any]:
    return dict(json.loads(line))


def test_a_line_of_json_has_a_time_a_level_a_module_and_words() -> None:
    line = fields(
        written("json", lambda: logging.getLogger("handlers.delivery.outbox").warning("message %s is dead", "M-1"))
    )
    assert line.pop("time").endswith("Z")
    assert line == {"level": "WARNING", "module": "handlers.delivery.outbox", "message": "message M-1 is dead"}


def test_what_is_logged_meanwhile_carries_the_reference() -> None:
    def meanwhile() -> None:
        with request_id.under("K7QF-2MXD-9H3T"):
            logging.getLogger("handlers").warning("it broke")
        logging.getLogger("handlers").warning("something else")

    assert "handlers [K7QF-2MXD-9H3T]: it broke\n" in written("console", meanwhile)
    assert "handlers: something else\n" in written("console", meanwhile)
    first, second = map(fields, written("json", meanwhile).splitlines())
    assert first["reference"] == "K7QF-2MXD-9H3T"
    assert "reference" not in second


def test_a_reference_inside_another_ends_with_its_own_block() -> None:
    with request_id.under("request"):
        with request_id.under("message"):
            assert request_id.current() == "message"
        assert request_id.current() == "request"
    assert request_id.current() == ""


def test_a_trace_in_json_is_as_discreet() -> None:
    def fail() -> None:
        try:
            raise ValueError(SECRET)
        except ValueError:
            logging.getLogger("bot").exception("it broke")

    line = fields(written("json", fail))
    assert "builtins.ValueError" in line["trace"]
    assert "Marieke" not in json.dumps(line)


# Whatever others log


async def _forgotten_task() -> None:
    async def fail() -> None:
        raise ValueError(SECRET)

    task = asyncio.get_running_loop().create_task(fail())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del task
    gc.collect()


def _shown_by_another_first() -> None:
    """Formatters keep the words of an exception on the record, for the next handler."""
    try:
        raise ValueError(SECRET)
    except ValueError:
        record = logging.LogRecord("handlers", logging.ERROR, __file__, 1, "it broke", (), sys.exc_info())
    logging.Formatter().format(record)
    logging.getLogger("handlers").handle(record)


def _library(log: Callable[[logging.Logger], object]) -> Callable[[], object]:
    return lambda: log(logging.getLogger("slack_sdk.web.client"))


HOSTILE: dict[str, Callable[[], object]] = {
    "a library that quotes in its template": _library(lambda it: it.error(f"Failed to send {SECRET}")),
    "a library that quotes in its arguments": _library(lambda it: it.error("Failed to send %s", SECRET)),
    "a library that adds fields": _library(lambda it: it.error("Failed", extra={"body": SECRET})),
    "a library that shows its stack": _library(lambda it: it.error("Failed", stack_info=True)),
    "a library that logs a dictionary": _library(lambda it: it.error({"token": SECRET})),
    "a web server with a trace in its words": lambda: logging.getLogger("uvicorn.error").error("Traceback\n%s", SECRET),
    "a task that nobody awaited": lambda: asyncio.run(_forgotten_task()),
    "an exception that another handler wrote first": _shown_by_another_first,
    "fields that we would add": lambda: logging.getLogger("bot").error("it broke", extra={"name_of": SECRET}),
}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_nobody_gets_words_of_people_into_the_log(form: Format, hostile: Callable[[], object]) -> None:
    words = written(form, hostile)
    assert words, "something was logged"
    assert "Marieke" not in words
    assert "geheim" not in words


def test_of_a_library_the_place_is_told() -> None:
    words = written("console", _library(lambda it: it.error(SECRET)))
    assert f"slack_sdk.web.client: {Path(__file__).name}:" in words


def test_the_web_server_may_say_that_the_port_is_taken() -> None:
    taken = OSError(98, "address already in use")
    assert "address already in use" in written("console", lambda: logging.getLogger("uvicorn.error").error(taken))


def test_nobody_writes_a_line_of_their_own_into_the_log() -> None:
    words = written("console", lambda: logging.getLogger("bot").error("%s failed", "x\n2026 ERROR \x1b[2J boem"))
    assert words.count("\n") == 1
    assert "\x1b" not in words


def test_a_line_with_the_wrong_number_of_holes_is_still_a_line() -> None:
    record = logging.LogRecord("bot", logging.ERROR, __file__, 1, "%s and %s", (1,), None)
    assert formatter("console").format(record).endswith("bot: %s and %s")


@contextmanager
def _as_a_word_of_slack(error: str) -> Iterator[None]:
    response = SlackResponse(
        client=WebClient(),
        http_verb="POST",
        api_url="",
        req_args={},
        data={"error": error},
        headers={},
        status_code=200,
    )
    yield
    raise SlackApiError("", response)  # type: ignore[no-untyped-call]


def test_what_is_no_word_of_slack_is_not_told_as_one() -> None:
    def refuse() -> None:
        with _as_a_word_of_slack("no route for Marieke"):
            pass

    assert "Marieke" not in logged(refuse)


NOBODY_CATCHES = {
    "the process": ("raise ValueError(SECRET)", "ended by what nobody caught"),
    "a thread": (
        "t = threading.Thread(target=int, args=[SECRET], name='hand'); t.start(); t.join()",
        "thread hand ended by what nobody caught",
    ),
    "a destructor": (
        "class Unclosable:\n    def __del__(self): raise ValueError(SECRET)\nUnclosable()",
        "what could not be raised",
    ),
    "a warning": ("import warnings; warnings.warn(SECRET)", "UserWarning at <string>:6"),
    "a line that cannot be written": ("sys.stderr.close(); logging.getLogger('bot').error('%s', SECRET)", ""),
}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("ending", "told"), NOBODY_CATCHES.values(), ids=NOBODY_CATCHES)
def test_what_nobody_catches_is_as_discreet(form: Format, ending: str, told: str) -> None:
    said = what_it_says(form, ending)
    assert "Marieke" not in said
    assert told in said
    assert bool(told) is bool(said)


def what_it_says(form: Format, ending: str) -> str:
    """A process that logs as ours do, and ends like this."""
    program = f"""
import logging, sys, threading
from handlers.observability import logs
logs.configure("INFO", {form!r})
SECRET = {SECRET!r}
{ending}
"""
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    return ended.stderr + ended.stdout


def test_whoever_stops_it_by_hand_reads_what_python_says() -> None:
    said = what_it_says("console", "raise KeyboardInterrupt")
    assert "KeyboardInterrupt" in said
    assert "nobody caught" not in said


def test_the_time_is_in_utc() -> None:
    record = logging.LogRecord("handlers", logging.ERROR, __file__, 1, "", (), None)
    record.created = 1795424400.25
    assert discretion.at(record) == "2026-11-23T09:00:00.250Z"


def test_what_strangers_can_have_said_at_will_is_said_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    once = logs.OnceAMinute()

    def passes(message: str, second: float) -> bool:
        record = logging.LogRecord("asyncio", logging.ERROR, "base_events.py", 1771, message, (), None)
        record.created = second
        return once.filter(record)

    full = "socket.accept() out of system resource\nsocket: {}"
    assert [passes(full.format(fd), fd / 100) for fd in range(5000)].count(True) == 1
    assert passes("Task exception was never retrieved", 50.0)
    assert passes(full, 61.0)
    assert "4999 more times" in caplog.text


def test_every_fault_of_ours_has_its_trace() -> None:
    once = logs.OnceAMinute()
    trace = (ValueError, ValueError(), None)
    faults = [logging.LogRecord("uvicorn.error", logging.ERROR, "h11.py", 1, "Exception", (), trace) for _ in range(3)]
    assert all(map(once.filter, faults))
