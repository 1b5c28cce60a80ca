"""What loads a large library does so in a process of its own; the answers are those of the library."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import holidays
import pytest

from bot import days_off, subprocesses
from bot.pairing import ahead
from bot.pairing import in_subprocess as pairing
from bot.pairing.inputs import Candidate, Group, Held, Wishes

USES_ALL = """
import datetime, sys
import handlers.running, handlers.slack.connection
from bot import days_off, drawing
from bot.findings import norms, week_map
from bot.findings.facts import Areas
from bot.pairing import in_subprocess
from bot.pairing.inputs import Candidate
from bot.writing import in_subprocess as writing
from bot.writing.document import WrittenText
from storage.reports.asks import AskLine

monday = datetime.date(2026, 11, 23)
assert days_off.name_of(datetime.date(2046, 12, 25))
drawing.draw(drawing.HeatMap("", (("1", "nov"),), (("Noord", (drawing.Cell(1, "calm"),)),), (), ""))
team = Candidate(1, "communication"), Candidate(2, "participation"), Candidate(3, "participation")
for some in (team, team[:2]):
    assert in_subprocess.next_round(in_subprocess.RoundOrder(some, (), 1)).round.groups
assert not in_subprocess.next_round(in_subprocess.RoundOrder(team[:1], (), 1)).round.groups
asks = [AskLine(1, "2026-11-23", "2026-11-23", "BU1", "young_people", 0)]
assert week_map.week_map(Areas([]), (), asks, (monday,), norms.USUAL).mondays == (monday,)
assert len(writing.files(WrittenText(("Belofte",), "nl", ()), "nog invullen", "belofte")) == 3
print(*sorted({"docx", "holidays", "jinja2", "matplotlib", "numpy", "odfdo", "scipy"} & sys.modules.keys()))
"""


BOTH = Candidate(8, "communication"), Candidate(9, "participation")
ONE_MORE = Candidate(10, "participation")


def test_the_process_that_serves_never_loads_the_large_libraries() -> None:
    """Together they would take 110 MB for as long as it lives."""
    used = subprocess.run([sys.executable, "-c", USES_ALL], check=True, capture_output=True, text=True)
    assert used.stdout.strip() == ""


def test_what_reads_the_command_line_loads_no_server() -> None:
    """Whoever asks for help would wait for it, and `run` loads it while nobody looks for garbage: a fifth of it."""
    heavy = "{'slack_bolt', 'sqlalchemy', 'starlette', 'storage', 'uvicorn'}"
    loaded = f"import handlers.console.main, sys; print(*sorted({heavy} & sys.modules.keys()))"
    used = subprocess.run([sys.executable, "-c", loaded], check=True, capture_output=True, text=True)
    assert used.stdout.strip() == ""


def test_no_process_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(subprocesses.NoAnswer):
        subprocesses.ask("bot.nothing_of_that_name", b"")
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(subprocesses.NoAnswer):
        subprocesses.ask("bot.days_off", b"")


@pytest.mark.parametrize("people", [(), (Candidate(1, "communication"), Candidate(2, "communication"))], ids=len)
def test_a_round_without_both_disciplines_starts_no_process(
    people: tuple[Candidate, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    drawn = pairing.next_round(pairing.RoundOrder(people, (), 1))
    assert (drawn.round.groups, [wait.id for wait in drawn.round.waiting]) == ([], [person.id for person in people])
    with pytest.raises(subprocesses.NoAnswer):
        pairing.next_round(pairing.RoundOrder((*people, *BOTH, ONE_MORE), (), 1))


def test_a_round_of_two_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert pairing.next_round(pairing.RoundOrder(BOTH, (), 1)).round.groups == [Group((8,), (9,))]
    apart = pairing.next_round(pairing.RoundOrder(BOTH, (), 1, frozenset({(9, 8)}))).round
    assert (apart.groups, [wait.id for wait in apart.waiting]) == ([], [8, 9])


def test_days_off_of_two_decades_need_no_process() -> None:
    began = processor_time_of_others()
    for region in ("", *days_off.REGIONS):
        for language in ("nl", "en"):
            for year in range(2020, 2040):
                assert days_off.name_of(dt.date(year, 12, 25), region, language)
    assert processor_time_of_others() == began
    assert days_off.name_of(dt.date(2075, 12, 25))
    assert processor_time_of_others() > began


def processor_time_of_others() -> float:
    """Of processes that we started, and that ended."""
    times = os.times()
    return times.children_user + times.children_system


DOINGS = "tests.apart_doings"
SHORT = dt.timedelta(seconds=1)
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system keeps no such bounds")


def ends_with(order: str, patience: dt.timedelta = subprocesses.PATIENCE) -> type[Exception]:
    with subprocesses.Process(DOINGS, patience) as process:
        process.tell(order.encode())
        with pytest.raises(subprocesses.NoAnswer) as raised:
            process.hear()
    return raised.type


def test_who_is_told_something_answers_as_often_as_it_is_told() -> None:
    with subprocesses.Process(DOINGS) as process:
        process.tell(b"echoes")
        for message in (b"", b"x", bytes(10**6)):
            process.tell(message)
            assert process.hear() == message


@ON_LINUX
@pytest.mark.parametrize("order", ["grows", "grows slowly"])
def test_who_takes_more_memory_than_there_is_for_it_ends(order: str) -> None:
    assert ends_with(order) is subprocesses.TookTooMuch


def test_who_computes_for_longer_than_others_wait_ends() -> None:
    assert ends_with("computes", SHORT) is subprocesses.TookTooLong


@ON_LINUX
def test_who_computes_while_nobody_waits_ends_too() -> None:
    """So nothing goes on for ever when the one who should end it is stuck, or gone in a way that nobody thought of."""
    with subprocesses.Process(DOINGS, SHORT) as process:
        process.tell(b"computes")
        assert os.waitid(os.P_PID, process.number, os.WEXITED | os.WNOWAIT)
        with pytest.raises(subprocesses.TookTooLong):
            process.hear()


@pytest.mark.parametrize("order", ["lies", "dies", "what is this?"])
def test_who_says_nothing_that_can_be_understood_has_not_answered(order: str) -> None:
    assert ends_with(order) is subprocesses.NoAnswer


def is_there(pid: int) -> bool:
    """A zombie is not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def await_the_end_of(pids: list[int]) -> None:
    until = time.monotonic() + 60
    while any(map(is_there, pids)):
        assert time.monotonic() < until, "somebody is still there"
        os.sched_yield()


@ON_LINUX
@pytest.mark.parametrize("ends", [KeyboardInterrupt, SystemExit, RuntimeError])
def test_it_goes_with_all_that_it_began_when_we_are_interrupted(ends: type[BaseException], tmp_path: Path) -> None:
    with suppress(ends), subprocesses.Process(DOINGS) as process:
        process.tell(f"sleeps {tmp_path}".encode())
        assert process.hear() == b"asleep"
        raise ends
    await_the_end_of([int(pid) for pid in (tmp_path / "pids").read_text().split()])


# Whoever begins the tests in the background has all that they begin leave Ctrl-C alone.
WAITS = """
import signal, sys
from bot import subprocesses as apart
signal.signal(signal.SIGINT, signal.default_int_handler)
with apart.Process("tests.apart_doings") as process:
    process.tell(f"sleeps {sys.argv[1]}".encode())
    process.hear()
    print("begun", flush=True)
    process.hear()
"""


@ON_LINUX
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_it_does_not_outlive_whoever_asked(how: signal.Signals, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WAITS, str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as parent:
        assert parent.stdout
        assert parent.stdout.readline() == b"begun\n"
        parent.send_signal(how)
    await_the_end_of([int((tmp_path / "pids").read_text().split()[0])])


@pytest.mark.parametrize("region", ["", *days_off.REGIONS])
@pytest.mark.parametrize(("language", "of_the_library"), [("nl", "nl"), ("en", "en_US"), ("fr", "nl")])
def test_days_off_are_those_of_the_library(region: str, language: str, of_the_library: str) -> None:
    years = range(2018, 2042)
    known = holidays.country_holidays(
        "NL",
        subdiv=region or None,
        years=years,
        categories=("public", "school") if region else ("public",),
        language=of_the_library,
    )
    days = [dt.date(years[0], 1, 1) + dt.timedelta(days=at) for at in range(365 * len(years))]
    found = {day: days_off.name_of(day, region, language) for day in days}
    assert {day: name for day, name in found.items() if name} == {day: known[day] for day in days if day in known}


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
def test_any_date_has_an_answer(day: dt.date) -> None:
    assert days_off.name_of(day) == ""


def test_a_round_drawn_apart_is_the_same_round() -> None:
    people = (
        *(Candidate(number, "communication", 2, areas=frozenset({f"BU{number % 3}"})) for number in range(9)),
        *(
            Candidate(number, "participation", is_new=True, projects=frozenset({number % 2}))
            for number in range(20, 23)
        ),
    )
    before = (Held((Group((1,), (20,)), Group((2, 3), (21,))), Group((4,), ())),)
    never, wishes = frozenset({(1, 21), (22, 5)}), Wishes(largest=3, shared="avoid")
    apart_from_us = pairing.next_round(pairing.RoundOrder(people, before, 7, never, wishes))
    assert apart_from_us.inputs == ahead.next_round(people, before, 7, never, wishes).inputs
    assert apart_from_us.round == ahead.next_round(people, before, 7, never, wishes).round
