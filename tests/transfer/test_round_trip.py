"""Everything that was typed comes out, and goes in again: every column of every list, in every format."""

from collections.abc import Iterator, Mapping, Sequence

import pytest

from bot.transfer.batches import REGISTERS
from bot.transfer.columns import COLUMNS
from bot.transfer.contract import Column, ListName
from bot.transfer.receiving import File
from glossary import AreaKind, Role
from storage import METADATA
from storage.register.outcomes import Outcome
from storage.register.projects import RoleAssignment
from storage.reports import lists
from tests.transfer.town import Town, cells_of, counts

FORMATS = (".csv", ".xlsx", ".ods")

KEYS: Mapping[ListName, str] = {
    ListName.AREAS: "BU99990101",
    ListName.COLLEAGUES: "C1",
    ListName.PROJECTS: "P1",
    ListName.MOMENTS: "M1",
    ListName.LESSONS: "L1",
    ListName.AREA_REPORTS: "G1",
}
BY_FIELD: Mapping[str, str] = {
    "score": "4",
    "starts_on": "2026-03",
    "ends_on": "2027-01-12",
    "number": "3",
    "email": "anna@voorbeeld.example",
}
"""What can't be anything."""


def example(list_: ListName, column: Column) -> str:
    """Something that this column can hold, and no other column does; as it is written in our own lists."""
    if column.field in BY_FIELD:
        return BY_FIELD[column.field]
    match column.kind:
        case "key":
            return KEYS[list_]
        case "text":
            return f'{column.header}: é; regel 1 "a",\nregel  2'[: column.longest]
        case "tags":
            return f"{column.field},loting"
        case "area_words":
            return "Elders, en verder"
        case "word" if column.words is AreaKind:
            return "buurt"
        case "word" if column.words:
            return list(column.words)[-1].dutch
        case "words" if column.words:
            return ",".join(word.dutch for word in list(column.words)[:2])
        case "date" | "day":
            return "2026-12-09"
        case "time":
            return {"begins_at": "19:30"}.get(column.field, "21:05")
        case "number":
            return str(1000 + len(column.header))
        case "web_address":
            return "https://denkmee.voorbeeld.example/p?a=1&b=2#c"
        case "area":
            return "WK999901"
        case "areas":
            return "BU99990101,WK999901"
        case "score":
            return {"process": "4.1", "result": "3.8"}.get(column.field, "5.0")
        case "quarter":
            return "2026-Q3"
        case "person" | "buddy" | "colleague":
            return "C1"
        case "project":
            return "P1"
        case "moment":
            return "M1"
    raise AssertionError(f"say what a column of kind {column.kind} can hold")


AREAS_ABOVE = "GM9999;Voorbeeld;gemeente;;", "WK999901;Centrum;wijk;GM9999;5"


def full_lists() -> Iterator[File]:
    for list_, columns in COLUMNS.items():
        cells = [example(list_, column) for column in columns]
        quoted = ";".join('"' + cell.replace('"', '""') + '"' for cell in cells)
        above = "".join(f"{line}\n" for line in AREAS_ABOVE) if list_ is ListName.AREAS else ""
        header = ";".join(column.header for column in columns)
        yield File(f"{list_.dutch}.csv", f"{header}\n{above}{quoted}\n".encode())


def of_kind(files: Mapping[str, bytes], kind: str) -> Sequence[File]:
    return [File(name, content) for name, content in files.items() if name.endswith(kind)]


@pytest.fixture
def full_town(town: Town) -> Town:
    report = town.imports(*full_lists())
    assert (report.errors, report.open) == ([], [])
    return town


def test_every_column_that_was_filled_comes_out_as_it_was(full_town: Town) -> None:
    """All lists in one go: writing them takes as long for one."""
    files, last = full_town.exports(), dict[str, dict[str, str]]()
    for name in (list_.dutch for list_ in COLUMNS):
        *_, last[name] = cells_of(f"{name}.csv", files[f"{name}.csv"])[name]
    assert last == {
        list_.dutch: {column.header: example(list_, column).strip() for column in columns}
        for list_, columns in COLUMNS.items()
    }


# What is read from a file is the same for every database.
@pytest.mark.parametrize(
    ("databases", "kind"),
    [
        *(("sqlite", kind) for kind in FORMATS),
        ("postgres", ".csv"),
        *(pytest.param("postgres", kind, marks=pytest.mark.thorough) for kind in FORMATS if kind != ".csv"),
    ],
    indirect=["databases"],
)
def test_a_full_register_goes_into_another_town_and_changes_nothing_in_its_own(full_town: Town, kind: str) -> None:
    went = full_town.exports()
    files = of_kind(went, kind)
    before = full_town.history()
    again = full_town.imports(*files)
    assert (again.errors, again.open, again.warnings) == ([], [], [])
    assert {each[:2] for each in counts(again).values()} == {(0, 0)}
    assert set(counts(again)) == {list_.dutch for list_ in COLUMNS}
    assert full_town.history() == before
    elsewhere = Town.founded(full_town.database, "Elders")
    report = elsewhere.imports(*files)
    assert (report.errors, report.open, report.warnings) == ([], [], [])
    assert of_kind(elsewhere.exports(), ".csv") == of_kind(went, ".csv")


STAYS: Mapping[ListName, frozenset[str]] = {
    # The platform and the person themselves say so.
    ListName.COLLEAGUES: frozenset({"away_since", "erased_at", "is_admin", "language", "sought_at"}),
    ListName.PROJECTS: frozenset({"created_at", "changed_at", "revision", "registered_by"}),
    ListName.MOMENTS: frozenset({"changed_at", "revision"}),
    # Who wrote it is nobody's business; what was withdrawn does not come out.
    # When somebody was asked, and answered.
    ListName.AREA_REPORTS: frozenset({"asked_on", "reminded_on", "answered_on"}),
    ListName.LESSONS: frozenset({"author_id", "shows_author", "confirmed_on", "helped", "withdrawn_on"}),
}
"""Columns of a table that nobody types, or that are no business of a list."""


@pytest.mark.parametrize("list_", COLUMNS)
def test_a_column_of_the_register_is_in_its_list(list_: ListName) -> None:
    beside = {
        ListName.OUTCOMES: Outcome.__table__,
        ListName.QUALITY: lists.QUALITY.table,
        ListName.AREA_REPORTS: lists.AREA_REPORTS.table,
    }
    table = beside.get(list_) if list_ in beside else REGISTERS[list_].table
    assert table is not None
    fields = {column.field for column in COLUMNS[list_]}
    left_out = {column.name for column in table.c} - fields - {"id", "municipality_id"} - STAYS.get(list_, frozenset())
    assert left_out == set()


IN_NO_LIST: Mapping[str, str] = {
    **dict.fromkeys(("change", "told_finding", "feedback_debt", "vacancy"), "what Samenspel saw, or remembers"),
    **dict.fromkeys(("asked_to_tell", "around_moment", "text_ask"), "a question to a colleague, that is asked anew"),
    **dict.fromkeys(("agreement", "help_offer", "hand_over", "joint_proposal"), "between colleagues, and theirs"),
    **dict.fromkeys(("project_baseline", "step_mark"), "which steps of the basis are done, said in chat"),
    "thanks": "whether three colleagues may be named, and only they say so",
    "public_page": "what two colleagues agreed to put on the internet, and they agree to it anew",
    "project_principle": "which principle of the vision somebody clicked for it",
    **dict.fromkeys(("pulse_ask", "pulse_sum"), "between three colleagues, and never by itself"),
    "text_words": "words for texts to residents, which are in a text of their own",
}
"""What hangs on the register and does not go out, and why."""


def test_whatever_hangs_on_the_register_goes_out_or_it_is_said_why_not() -> None:
    listed = {
        Outcome.__tablename__,
        RoleAssignment.__tablename__,
        lists.QUALITY.table.name,
        lists.AREA_REPORTS.table.name,
    }
    for register in REGISTERS.values():
        listed |= {register.table.name, *(part.table.name for part in register.parts.values())}
    register_itself = {REGISTERS[list_].table.name for list_ in REGISTERS if list_ is not ListName.COLLEAGUES}
    hanging = {
        table.name
        for table in METADATA.sorted_tables
        if any(key.column.table.name in register_itself for key in table.foreign_keys)
    }
    assert hanging - listed == set(IN_NO_LIST)


@pytest.mark.parametrize("list_", REGISTERS)
def test_what_hangs_on_a_row_is_in_its_list(list_: ListName) -> None:
    """disciplines, areas, target groups, media: all that the register keeps for a row is a column of it."""
    fields = {column.field for column in COLUMNS[list_]}
    assert set(REGISTERS[list_].parts) <= fields
    if list_ is ListName.PROJECTS:
        assert {role.value for role in Role} <= fields
