"""The mutator breaks what it says, and counts only what a test noticed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.mutants.faults import Fault, faults
from tests.mutants.places import listed
from tests.mutants.reach import Reach
from tests.mutants.trying import Copy

ROOT = Path(__file__).parents[2]
GROWN_UP = "def is_grown_up(age: int) -> bool:\n    return age >= 18\n"
TESTS = """
from people import is_grown_up

def test_the_birthday():
    assert is_grown_up(18)

def test_a_child():
    assert not is_grown_up(3)

def test_of_another_tree():
    assert is_grown_up(40) is None
"""
BIRTHDAY, CHILD, ANYWAY = (
    f"tests/test_people.py::test_{each}" for each in ("the_birthday", "a_child", "of_another_tree")
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a = x is None", "a = x is not None"),
        ("a = x is not None", "a = x is None"),
        ("a = x and (y) and z", "a = x or (y) and z"),
        ("a = é + 1 - b", "a = é - 1 - b"),
        ("if not x: y()", "if x: y()"),
        ("if (y := x()): z()", "if ((not (y := x()))): z()"),
        ("def f(): return x", "def f(): return None"),
        ("def f(): x()", "def f(): pass"),
        ("select(x).where(x.a == 1, x.b)", "select(x).where(True, x.b)"),
        ("q = x.where(x.a == 1, x.b)", "q = x.where(x.a == 1, True)"),
        ("q = x.a.is_(None)", "q = x.a.is_not(None)"),
        ("class A(Struct, frozen=True, eq=False): pass", "class A(Struct, frozen=True, eq=True): pass"),
    ],
)
def test_a_fault_is_one_small_change(before: str, after: str) -> None:
    assert after in [fault.put_into(before.encode()).decode() for fault in faults("x.py", before)]


@pytest.mark.parametrize("text", ["class A(Struct, frozen=True): pass", "a: Literal[1] = b", "a = f'{1}'"])
def test_what_only_readers_look_at_is_left_alone(text: str) -> None:
    assert not [*faults("x.py", text)]


@pytest.mark.parametrize("name", ["dangerous.toml", "equal.toml"])
def test_every_place_on_a_list_is_still_there(name: str) -> None:
    places = listed(name)
    of_file = {file: [*faults(file, (ROOT / file).read_text("utf-8"))] for file in {place.file for place in places}}
    for place in places:
        assert [fault for fault in of_file[place.file] if place.has(fault)], place
        for function in place.functions or ():
            assert function in {fault.function for fault in of_file[place.file]}, (place.file, function)


def test_every_listed_fault_is_python() -> None:
    """Else it would be noticed by anything."""
    for file in sorted({place.file for place in listed("dangerous.toml")})[::5]:
        source = (ROOT / file).read_bytes()
        for fault in faults(file, source.decode()):
            compile(fault.put_into(source), str(fault), "exec")


def test_what_no_test_notices_survives_and_what_is_red_anyway_notices_nothing(tmp_path: Path) -> None:
    copy, [more, other] = small_tree(tmp_path)
    assert copy.try_out(more, [CHILD]).what == "survived"
    assert copy.try_out(more, [CHILD, BIRTHDAY])[1:] == ("caught", BIRTHDAY)
    assert copy.try_out(other, []).what == "not reached"
    assert copy.red_anyway([CHILD, BIRTHDAY, ANYWAY]) == {ANYWAY}
    assert copy.collected(["tests/test_people.py"]) >= {CHILD, BIRTHDAY, ANYWAY}
    assert (tmp_path / "tree" / "people.py").read_text() == GROWN_UP


def small_tree(folder: Path) -> tuple[Copy, list[Fault]]:
    tree = folder / "tree"
    (tree / "tests").mkdir(parents=True)
    (tree / "people.py").write_text(GROWN_UP)
    (tree / "tests" / "test_people.py").write_text(TESTS)
    (tree / "pytest.ini").write_text("[pytest]\npythonpath = .\n")
    found = [fault for fault in faults("people.py", GROWN_UP) if fault.what in (">= became >", "18 became 19")]
    return Copy(tree, folder / "copy"), found


def test_those_that_pass_least_besides_come_first_and_then_some_of_every_file(tmp_path: Path) -> None:
    tests = ["t.py::a[x|y]", "t.py::b", "t.py::c", "u.py::d", "t.py::e"]
    with closing(sqlite3.connect(tmp_path / "coverage", isolation_level=None)) as db:
        db.executescript("""
            CREATE TABLE file (id INTEGER, path TEXT);
            CREATE TABLE context (id INTEGER, context TEXT);
            CREATE TABLE arc (file_id INTEGER, context_id INTEGER, fromno INTEGER, tono INTEGER);
            INSERT INTO context VALUES (0, '');
            INSERT INTO arc VALUES (1, 0, -1, 1);
        """)
        db.execute("INSERT INTO file VALUES (1, ?)", (str(tmp_path / "x.py"),))
        for number, test in enumerate(tests, 1):
            db.execute("INSERT INTO context VALUES (?, ?)", (number, f"{test}|run"))
            # Each passes lines 3 and 4, and as many others as tests come before it.
            lines = [(3, 4), *((each, each + 1) for each in range(10, 9 + number))]
            db.executemany("INSERT INTO arc VALUES (1, ?, ?, ?)", [(number, *line) for line in lines])
    reach = Reach(tmp_path / "coverage", tmp_path)
    assert reach.tests_of("x.py", 4, 9) == tests
    assert reach.tests_of("x.py", 3, 3) == ["t.py::a[x|y]", "t.py::b", "u.py::d"]
    assert reach.tests_of("x.py", 14, 9) == ["t.py::e"]
    assert reach.tests_of("x.py", 1, 9) == tests, "those of its folder"
