"""What an import did, or would do."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from bot.transfer.contract import ListName
from bot.transfer.problems import RowProblem
from bot.transfer.recognising.proposal import Proposal

MOST_PROBLEMS = 10_000
"""Kept of each kind: who has more of them has seen the pattern by then."""


class Countable(Protocol):
    @property
    def new(self) -> int: ...
    @property
    def changed(self) -> int: ...
    @property
    def unchanged(self) -> int: ...


@dataclass(slots=True)
class Counts:
    """Rows of one list."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    open: int = 0
    """Of those that went in: how many have a cell that was not understood."""

    def count(self, more: "Countable") -> None:
        """Of one batch, or of what went in before an interruption."""
        self.new += more.new
        self.changed += more.changed
        self.unchanged += more.unchanged

    @property
    def came_in(self) -> int:
        return self.new + self.changed + self.unchanged


@dataclass(frozen=True, slots=True)
class ProblemTable:
    """The rows of one list that somebody has to look at, as they stand in their file. rows: by line."""

    name: str
    list_: ListName
    headers: tuple[str, ...]
    rows: Mapping[int, tuple[str, ...]]


class SameQuestion(NamedTuple):
    """Whether a row is the one that is there already. number: of its list, among those of the import."""

    number: int
    problem: RowProblem


@dataclass(slots=True)
class Report:
    """errors: why rows, or whole files, stay out. open: cells that were not understood, of rows that may have gone in.
    warnings: what went in with a doubt. notes: what was left out because it is no list, hidden, or above or below one.

    unknown_columns: by file.  to_ask: how many
    colleagues are named for roles and have not been asked. left_out: how many more errors and warnings there are.
    stopped: on request, before all rows were read. proposals: what we made of every sheet. chosen_as: those of which
    the columns were chosen before, with the day.
    """

    checked_only: bool
    counts: dict[ListName, Counts] = field(default_factory=dict)
    errors: list[RowProblem] = field(default_factory=list)
    open: list[RowProblem] = field(default_factory=list)
    asked: list[SameQuestion] = field(default_factory=list)
    """Rows that wait for an answer, and are not in."""
    warnings: list[RowProblem] = field(default_factory=list)
    notes: list[RowProblem] = field(default_factory=list)
    tables: list[ProblemTable] = field(default_factory=list)
    unknown_columns: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    to_ask: int = 0
    left_out: int = 0
    stopped: bool = False
    municipality: str = ""
    """What the lists call it."""
    proposals: list[Proposal] = field(default_factory=list)
    chosen_as: list[tuple[str, dt.date]] = field(default_factory=list)

    def of(self, list_: ListName) -> Counts:
        return self.counts.setdefault(list_, Counts())

    @property
    def is_known_already(self) -> bool:
        """Reading it in would change nothing, and nothing of it is left to look at."""
        differs = any(counts.new or counts.changed for counts in self.counts.values())
        return bool(self.came_in) and not differs and not self.errors and not self.asked

    @property
    def came_in(self) -> int:
        """Rows, of all lists."""
        return sum(counts.came_in for counts in self.counts.values())

    @property
    def problems(self) -> int:
        """Of all kinds, also those that it has no room for."""
        return len(self.errors) + len(self.open) + len(self.warnings) + self.left_out

    def lines_with_problems(self) -> Mapping[str, tuple[int, ...]]:
        """By the name of the sheet."""
        lines = dict[str, set[int]]()
        for problem in (*self.errors, *self.open, *(asked.problem for asked in self.asked)):
            if problem.line:
                lines.setdefault(problem.file, set()).add(problem.line)
        return {name: tuple(sorted(found)) for name, found in lines.items()}

    def settle(self) -> None:
        """At the end: of a row that stays out, all that is wrong is why, and nothing of it went in with a doubt."""
        refused = {(problem.file, problem.line) for problem in self.errors if problem.line}
        out = [problem for problem in self.open if (problem.file, problem.line) in refused]
        self.errors = sorted([*self.errors, *out], key=lambda problem: (problem.file, problem.line))
        self.open, self.warnings = (
            [problem for problem in problems if (problem.file, problem.line) not in refused]
            for problems in (self.open, self.warnings)
        )
        self.open.sort(key=lambda problem: (problem.file, problem.line))

    def take(self, found: "Report") -> None:
        """What was found in one file, or in some rows."""
        self.refuse(found.errors)
        self.leave_open(found.open)
        self.note(found.notes)
        self.doubt(found.warnings)
        self.unknown_columns += found.unknown_columns
        self.left_out += found.left_out

    def ask(self, questions: Sequence[SameQuestion]) -> None:
        room = MOST_PROBLEMS - len(self.asked)
        self.asked += questions[:room]
        self.left_out += len(questions[room:])

    def refuse(self, problems: Sequence[RowProblem]) -> None:
        self._keep(self.errors, problems)

    def leave_open(self, problems: Sequence[RowProblem]) -> None:
        self._keep(self.open, problems)

    def note(self, problems: Sequence[RowProblem]) -> None:
        self._keep(self.notes, problems)

    def doubt(self, problems: Sequence[RowProblem]) -> None:
        self._keep(self.warnings, problems)

    def _keep(self, kept: list[RowProblem], problems: Sequence[RowProblem]) -> None:
        room = MOST_PROBLEMS - len(kept)
        kept += problems[:room]
        self.left_out += len(problems[room:])
