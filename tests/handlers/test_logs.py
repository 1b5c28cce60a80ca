"""Logs say that something broke and where, never what people typed."""

import logging
import sqlite3
from collections.abc import Callable

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse, WebClient
from sqlalchemy import create_engine, text

from handlers.logs import Discreet


def logged(break_down: Callable[[], object]) -> str:
    """What the log has of an exception."""
    with pytest.raises(Exception) as broken:  # noqa: PT011 - whatever it is
        break_down()
    trace = (broken.type, broken.value, broken.value.__traceback__)
    record = logging.LogRecord("handlers", logging.ERROR, __file__, 1, "N-1 failed", (), trace)
    return Discreet("%(message)s").format(record)


def _query() -> None:
    with create_engine("sqlite://").connect() as connection:
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
