"""What people read about lists that came in or go out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from bot.chat.cards import Attachment, Block, Bullets, Button, Card, Facts, Note, Paragraph, Row, Text
from bot.chat.forms import Field, Form, Option
from bot.chat.texts import Speech
from bot.transfer import column_forms, same_cards
from bot.transfer.columns import COLUMNS
from bot.transfer.problems import RowProblem, short
from bot.transfer.recognising import doubts
from bot.transfer.recognising.proposal import KeyedOn, Proposal
from bot.transfer.recognising.vocabulary import REMARKS
from bot.transfer.report import Counts, Report
from bot.transfer.writing import as_csv

MOST_ERRORS = 10
MOST_WARNINGS = 5
FEWEST_OPEN = 3
MOST_COLUMNS = 8
MOST_REMARKS = 50
MOST_NAMED = 20
Style = Literal["plain", "primary"]
RECOGNISE = "auto"
"""The choice that leaves it to us which list a file holds."""


def form(t: Speech, to_ask: int, filled: Mapping[str, str] | None = None) -> Form:
    """to_ask: how many colleagues are named for a role and do not know. filled: what was typed already."""
    filled = filled or {}
    lists = (
        Option(RECOGNISE, t("transfer.form.recognise")),
        *(Option(list_.value, t.word(list_)) for list_ in COLUMNS),
    )
    body: tuple[Block, ...] = (Paragraph(t("transfer.form.text")),)
    if to_ask:
        body += (Row(t("transfer.report.to_ask", n=to_ask), _ask_button(t)),)
    return Form(
        t("transfer.form.title"),
        (
            Field("file", t("transfer.form.file"), "file", required=True),
            Field("list", t("transfer.form.list"), "choice", lists, value=filled.get("list") or RECOGNISE),
            Field(
                *("check_only", t("transfer.form.check_only"), "agree"),
                value=filled.get("check_only", "yes") or None,
                hint=t("transfer.form.check_only_hint"),
            ),
        ),
        t("transfer.form.submit"),
        "transfer.submit",
        body=body,
    )


def file_came(t: Speech, may_import: bool) -> Card:
    if not may_import:
        return Card(t("transfer.file_came.title"), (Paragraph(t("transfer.file_came.not_you")),))
    read = Button(t("transfer.file_came.read"), "project.import", style="primary")
    return Card(t("transfer.file_came.title"), (Paragraph(t("transfer.file_came.text")),), (read,))


def _ask_button(t: Speech) -> Button:
    return Button(
        t("transfer.report.ask"), "transfer.ask_people", style="primary", confirm=t("transfer.report.ask_confirm")
    )


class InHand(NamedTuple):
    """An upload that something can still be done with. turn: how often its columns were chosen."""

    upload: int
    turn: int

    @property
    def args(self) -> Mapping[str, str]:
        return {"id": str(self.upload), "turn": str(self.turn)}


def report(t: Speech, done: Report, in_hand: InHand | None = None) -> Card:
    """The rows that somebody has to look at go along as a file, as they stood in the list."""
    body: list[Block] = []
    if done.checked_only and done.counts:
        body.append(Paragraph(t("transfer.report.known" if done.is_known_already else "transfer.report.checked")))
    if done.counts:
        body.append(Facts(tuple((t.word(list_), _counts(t, counts)) for list_, counts in done.counts.items())))
    body += same_cards.questions(t, done.asked, in_hand.args if in_hand else None)
    body += _found(t, done)
    body += map(Paragraph, remarks(t, done))
    if in_hand:
        body += _columns(t, done, in_hand)
    files = tuple(_to_look_at(t, done))
    if files:
        body.append(Note(t("transfer.report.all_in_file")))
    buttons = tuple(_next_steps(t, done, in_hand)) if in_hand else ()
    if done.to_ask and done.came_in and not done.checked_only:
        body.append(Paragraph(t("transfer.report.to_ask", n=done.to_ask)))
        buttons += (_ask_button(t),)
    return Card(title(t, done), tuple(body), buttons, files=files)


def _next_steps(t: Speech, done: Report, in_hand: InHand) -> Iterator[Button]:
    """What to look at first is the button that stands out."""
    in_doubt = bool(doubts.in_doubt(done.proposals[: column_forms.MOST_LISTS]))
    if done.checked_only and done.came_in and not done.is_known_already:
        style: Style = "plain" if in_doubt else "primary"
        yield Button(t("transfer.report.read_in"), "transfer.read_in", in_hand.args, style=style)
    if done.proposals:
        yield _columns_button(t, {"id": str(in_hand.upload)}, "primary" if in_doubt else "plain")


def _columns(t: Speech, done: Report, in_hand: InHand) -> Iterator[Block]:
    """Of a workbook each list that we are not sure of has its own button."""
    in_doubt = doubts.in_doubt(done.proposals[: column_forms.MOST_LISTS])
    for sheet, shown in in_doubt:
        n = doubts.doubts(shown)
        told = t(f"transfer.columns.{doubts.standing(shown)}", file=shown.name, n=n)
        args = {"id": str(in_hand.upload), "sheet": str(sheet)}
        yield Row(told, _columns_button(t, args)) if len(done.proposals) > 1 else Paragraph(told)
    if not in_doubt and any(doubts.standing(shown) == "more" for shown in done.proposals):
        # Which ones stands above it.
        yield Paragraph(t("transfer.columns.more"))


def _columns_button(t: Speech, args: Mapping[str, str], style: Style = "plain") -> Button:
    return Button(t("transfer.columns.button"), "transfer.columns", args, style=style)


def _found(t: Speech, done: Report) -> Iterator[Block]:
    when = "_checked" if done.checked_only else ""
    if done.errors:
        whole = all(not problem.line for problem in done.errors)
        sentences = [sentence(t, problem) for problem in done.errors]
        # Where nothing came in the title says so.
        kind = "" if whole and not done.came_in else "unread" if whole else f"errors{when}"
        yield from _findings(t, kind, sentences, MOST_ERRORS, len(done.errors))
    for kind, problems, most in (
        (f"open{when}", done.open, max(FEWEST_OPEN, MOST_ERRORS - len(done.errors))),
        (f"warnings{when}", done.warnings, MOST_WARNINGS),
        ("notes", done.notes, MOST_WARNINGS),
    ):
        if sentences := grouped(t, problems):
            yield from _findings(t, kind, sentences, most, len(sentences))


def title(t: Speech, done: Report) -> Text:
    if not done.came_in and (done.errors or done.asked or not done.counts):
        return t("transfer.report.title_nothing_checked" if done.checked_only else "transfer.report.title_nothing")
    return t("transfer.report.title_checked" if done.checked_only else "transfer.report.title")


def _counts(t: Speech, counts: Counts) -> Text:
    values = {"new": counts.new, "changed": counts.changed, "unchanged": counts.unchanged}
    told = t("transfer.report.counts", **values)
    if counts.open:
        told = t("transfer.report.with_open", counts=told, n=counts.open)
    return t("transfer.report.and_refused", counts=told, refused=counts.refused) if counts.refused else told


def _findings(t: Speech, kind: str, sentences: Sequence[Text], most: int, n: int) -> Iterator[Block]:
    """kind: of the sentence above them; empty for none."""
    if kind:
        yield Paragraph(t(f"transfer.report.{kind}", n=n))
    yield Bullets(tuple(sentences[:most]))
    if n > most:
        yield Note(t("transfer.report.more", n=n - most))


def sentence(t: Speech, problem: RowProblem) -> Text:
    """Where it is, and why."""
    file, line, column, why = problem.file, str(problem.line), problem.column, problem.why(t)
    if problem.line and column:
        return t("transfer.problem.in_cell", file=file, line=line, column=column, why=why)
    if problem.line:
        return t("transfer.problem.in_row", file=file, line=line, why=why)
    if column:
        return t("transfer.problem.in_header", file=file, column=column, why=why)
    return t("transfer.problem.in_file", file=file, why=why)


def grouped(t: Speech, problems: Sequence[RowProblem]) -> list[Text]:
    """The same doubt about many rows is one sentence, and so are names of areas that we do not know."""
    same: dict[tuple[str, str], list[RowProblem]] = {}
    for problem in problems:
        what = problem.reason if problem.reason in _NAMED_TOGETHER else str(problem.why(t))
        same.setdefault((problem.file, what), []).append(problem)
    return [_together(t, found) for found in same.values()]


_NAMED_TOGETHER = frozenset({"unknown_area_name", "unknown_area_left_out"})


def _together(t: Speech, found: Sequence[RowProblem]) -> Text:
    first = found[0]
    if len(found) == 1:
        return sentence(t, first)
    values = [*dict.fromkeys(str(problem.values.get("value", "")) for problem in found)]
    if len(values) > 1 and first.reason in _NAMED_TOGETHER:
        names = column_forms.named(t, values)
        return t("transfer.problem.in_file", file=first.file, why=t(f"transfer.reason.{first.reason}s", names=names))
    return t("transfer.problem.often", file=first.file, n=len(found), line=str(first.line), why=first.why(t))


def remarks(t: Speech, done: Report) -> Iterator[Text]:
    """Columns and lists that were read over, and columns that somebody chose."""
    for file, day in done.chosen_as[:MOST_REMARKS]:
        yield t("transfer.report.chosen_as", file=file, date=day)
    for file, columns in done.unknown_columns[:MOST_REMARKS]:
        named: Text | str = ", ".join(map(short, columns[:MOST_COLUMNS]))
        if more := len(columns[MOST_COLUMNS:]):
            named = t("transfer.report.more_columns", columns=named, more=more)
        yield t("transfer.report.unknown_columns", file=file, columns=named)
    if done.left_out:
        yield t("transfer.report.left_out", n=done.left_out)


def lines(t: Speech, done: Report) -> Iterator[Text]:
    """The whole report, for a terminal."""
    yield t("transfer.console.stopped") if done.stopped else title(t, done)
    if done.checked_only and done.counts:
        yield t("transfer.report.checked")
    for list_, counts in done.counts.items():
        yield t("transfer.console.counts", list=list_, counts=_counts(t, counts))
    for problem in done.errors:
        yield sentence(t, problem)
    if done.asked:
        yield t("transfer.same.title", n=len(done.asked))
        yield from (sentence(t, asked.problem) for asked in done.asked)
        yield t("transfer.console.same")
    when = "_checked" if done.checked_only else ""
    for kind, problems in ((f"open{when}", done.open), (f"warnings{when}", done.warnings), ("notes", done.notes)):
        if sentences := grouped(t, problems):
            yield t(f"transfer.report.{kind}", n=len(sentences))
            yield from sentences
    yield from remarks(t, done)
    if done.to_ask and not done.checked_only:
        yield t("transfer.console.to_ask", n=done.to_ask)


def _to_look_at(t: Speech, done: Report) -> Iterator[Attachment]:
    """A file for each list, with its own headers, so that it can be corrected there and sent again."""
    told = dict[tuple[str, int], list[str]]()
    for problem in (*done.errors, *done.open, *(asked.problem for asked in done.asked)):
        column = f"{problem.column}: " if problem.column else ""
        told.setdefault((problem.file, problem.line), []).append(f"{column}{problem.why(t)}")
    for at, table in enumerate(done.tables):
        width = max(len(table.headers), *map(len, table.rows.values()), 0)
        headers = [*table.headers, *[""] * (width - len(table.headers)), REMARKS]
        rows = [
            [*cells, *[""] * (width - len(cells)), " ".join(told.get((table.name, line), ()))]
            for line, cells in table.rows.items()
        ]
        number = f"-{at + 1}" if len(done.tables) > 1 else ""
        name = str(t("transfer.file.name", list=table.list_.dutch, number=number))
        yield Attachment(name, as_csv(headers, rows))


def proposal(t: Speech, shown: Proposal) -> Iterator[Text]:
    """What a sheet holds and what we make of it, for a terminal."""
    if shown.list_ is None:
        yield t("transfer.console.proposal_unknown", name=shown.name, rows=shown.rows)
    else:
        yield t("transfer.console.proposal", name=shown.name, list=shown.list_, rows=shown.rows)
    for column in shown.columns:
        values = " | ".join(map(short, column.samples)) or "-"
        header = column.header or f"({column.at + 1})"
        if column.ours:
            why = t(f"transfer.certainty.{column.certainty.value}")
            yield t("transfer.console.column", header=header, ours=column.ours, why=why, values=values)
        else:
            yield t("transfer.console.column_unused", header=header, values=values)
    if shown.list_ and shown.list_.is_numbered and shown.keyed_on is KeyedOn.NAME:
        yield t("transfer.reason.keyed_on_name", list=shown.list_)


def asked(t: Speech, people: int, waiting: int, unreachable: Sequence[str]) -> Card:
    """people: who get a message now. waiting: who have to wait for another click. unreachable: who has no account."""
    body = [Paragraph(t("transfer.asked.asked", n=people))]
    if waiting:
        body.append(Paragraph(t("transfer.asked.waiting", n=waiting)))
    if unreachable:
        named: list[str | Text] = [*unreachable[:MOST_NAMED]]
        if more := len(unreachable[MOST_NAMED:]):
            named.append(t("transfer.asked.more", n=more))
        body.append(Paragraph(t("transfer.asked.unreachable", n=len(unreachable), names=named)))
    again = Button(t("transfer.asked.again"), "transfer.ask_people")
    return Card(t("transfer.asked.title"), tuple(body), (again,) if waiting or unreachable else ())


def exported(t: Speech, files: Sequence[tuple[str, bytes]]) -> Card:
    body = (Paragraph(t("transfer.export.text")), Note(t("transfer.export.private")))
    return Card(t("transfer.export.title"), body, files=tuple(Attachment(*file) for file in files))


def not_exported(t: Speech) -> Card:
    return Card(t("chat.work_failed.title"), (Paragraph(t("transfer.export.failed")),))


def gone(t: Speech, not_fetched: str = "") -> Card:
    """not_fetched: the file that the platform did not give."""
    text = t("transfer.gone.not_fetched", file=not_fetched) if not_fetched else t("transfer.gone.text")
    again = Button(t("transfer.gone.button"), "project.import", style="primary")
    return Card(t("transfer.gone.title"), (Paragraph(text),), (again,))


def read_before(t: Speech) -> Card:
    again = Button(t("transfer.gone.button"), "project.import")
    return Card(t("transfer.read_before.title"), (Paragraph(t("transfer.read_before.text")),), (again,))


def chosen_since(t: Speech) -> Card:
    return Card(t("transfer.chosen_since.title"), (Paragraph(t("transfer.chosen_since.text")),))


def not_allowed(t: Speech) -> Card:
    return Card(t("chat.not_allowed.title"), (Paragraph(t("transfer.not_allowed")),))
